# Read by ./skillwire when Java, Maven or a tool is missing: installs packages where that works, else says what to do.

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif [ -t 0 ] && [ -t 2 ]; then
    sudo "$@"
  else
    sudo -n "$@" # nobody is there to type a password
  fi
}

# Why packages cannot be installed here, as a sentence; nothing when they can.
why_no_installing() {
  if [ -n "${SKILLWIRE_NO_INSTALL:-}" ]; then
    echo 'SKILLWIRE_NO_INSTALL is set, so nothing was installed.'
  elif ! command -v apt-get >/dev/null; then
    echo 'Packages are installed by Skillwire on Debian and Ubuntu only.'
  elif [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    echo 'Installing packages needs root or sudo.'
  elif [ "$(id -u)" != 0 ] && ! { [ -t 0 ] && [ -t 2 ]; } && ! sudo -n true 2>/dev/null; then
    echo 'Installing packages needs root, or sudo without a password.'
  fi
}

# Installs Debian packages, saying so. False when that was not possible; why_not_installed says why.
install_packages() {
  why_not_installed=$(why_no_installing)
  [ -z "$why_not_installed" ] || return 1
  install_log=$(mktemp "${TMPDIR:-/tmp}/skillwire-install.XXXXXX") || return 1
  if [ -z "${package_lists_fresh:-}" ]; then
    say "Asking apt-get for the current package lists…"
    as_root apt-get -q update </dev/null >"$install_log" 2>&1 || true # an old list may still be good enough
    package_lists_fresh=1
  fi
  for package in "$@"; do
    case $(LC_ALL=C apt-cache policy "$package" 2>/dev/null) in
      *"Candidate: (none)"* | '')
        why_not_installed="This system's package sources have no package $package."
        rm -f "$install_log"
        return 1
        ;;
    esac
  done
  say "Installing $* (apt-get install)…"
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
    install --no-install-recommends "$@" </dev/null >>"$install_log" 2>&1; then
    rm -f "$install_log"
    return 0
  fi
  tail -n 15 "$install_log" >&2
  why_not_installed="apt-get could not install $*; all it said is in $install_log."
  return 1
}

# Sets java_home to a Java that was installed for it; else ends the program with directions.
install_java() { # run | build
  if install_packages "openjdk-$JAVA_FEATURE-jdk-headless" && find_java "$1"; then
    return 0
  fi
  if [ "$1" = build ]; then
    say "skillwire: building Skillwire needs a JDK $JAVA_FEATURE (with javac), and none was found."
  else
    say "skillwire: Skillwire needs Java $JAVA_FEATURE or newer, and none was found."
  fi
  [ -z "$seen" ] || say "  Found, but not fitting:$seen"
  say "  ${why_not_installed:-No package was installed.}"
  say "  Get one in either of these ways:"
  say "    - Eclipse Temurin $JAVA_FEATURE from https://adoptium.net, unpacked anywhere"
  say "    - with SDKMAN (https://sdkman.io): sdk install java $JAVA_FEATURE-tem"
  say "  then say where it is, and start again:"
  say "    export SKILLWIRE_JAVA_HOME=/path/to/jdk-$JAVA_FEATURE"
  exit "$EX_UNAVAILABLE"
}

install_maven() {
  if install_packages maven && command -v mvn >/dev/null; then
    return 0
  fi
  say "skillwire: building Skillwire needs Maven (the command mvn), and it was not found."
  say "  ${why_not_installed:-}"
  say "  Install it with your package manager (the package is called maven nearly everywhere) or with: sdk install maven"
  exit "$EX_UNAVAILABLE"
}
