# Read by ./skillwire when the jar is missing or old, and by ./verify: one build at a time, its noise in a file.

readonly EX_TEMPFAIL=75 # somebody else's build did not end
readonly LOCK_WAIT_S=900

alive() { # pid; it may belong to another user, where kill says no
  kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ] || ps -p "$1" >/dev/null 2>&1
}

# Whether the lock's owner $1 died. Its own number may be met again after a crash in a container, where numbers start anew;
# no number at all stands there for an instant, or for ever.
is_abandoned() {
  if [ -n "$1" ]; then
    [ "$1" = $$ ] || ! alive "$1"
  else
    [ -n "$(find "$lock" -prune -mmin +1 2>/dev/null)" ]
  fi
}

# Takes the right to build in this tree. A directory is the lock: creating one is atomic everywhere.
lock_build() {
  mkdir -p "$root/target" 2>/dev/null || die "$EX_SOFTWARE" "cannot build: $root/target cannot be created."
  [ -w "$root/target" ] || die "$EX_SOFTWARE" "cannot build: $root/target cannot be written."
  lock=$root/target/.build-lock
  waited_s=0
  until mkdir "$lock" 2>/dev/null; do
    owner=$(cat "$lock/pid" 2>/dev/null || :)
    if is_abandoned "$owner"; then
      discard_lock "$owner"
      continue
    fi
    [ "$waited_s" -gt 0 ] || say "Waiting for another build of Skillwire${owner:+ (process $owner)}…"
    [ "$waited_s" -lt "$LOCK_WAIT_S" ] ||
      die "$EX_TEMPFAIL" "another build${owner:+ (process $owner)} did not end in $LOCK_WAIT_S s. If none runs, remove $lock"
    sleep 1
    waited_s=$((waited_s + 1))
  done
  echo $$ >"$lock/pid"
  trap 'end_build' EXIT
  trap 'end_build; exit 129' HUP
  trap 'end_build; exit 130' INT
  trap 'end_build; exit 143' TERM
}

# Removes the lock of a dead owner $1. Renamed first: of two that find it dead only one may have it, and a lock that was
# taken anew in the meantime is put back.
discard_lock() {
  aside=$lock.dead.$$
  mv "$lock" "$aside" 2>/dev/null || return 0
  if [ "$(cat "$aside/pid" 2>/dev/null || :)" = "$1" ]; then
    rm -rf "$aside"
  else
    mv "$aside" "$lock"
  fi
}

end_build() {
  trap - EXIT HUP INT TERM
  [ -z "${maven:-}" ] || kill "$maven" 2>/dev/null || :
  rm -rf "$lock"
}

# Remembers when the build began, so that what is edited meanwhile counts as newer. Sources from the future (a wrong clock,
# an odd archive) would make every start a build: the mark goes as far as they do.
begin_stamp() {
  began=$root/target/.build-began
  : >"$began"
  from_future=$(newer_sources "$began")
  [ -z "$from_future" ] || touch -r "$from_future" "$began"
}

# Also when Maven left the jar alone, because a source was only touched.
end_stamp() {
  touch -r "$began" "$jar"
}

# Maven itself runs on this JDK; its own libraries make it print warnings that are nobody's business here.
use_jdk() {
  export JAVA_HOME="$1" SKILLWIRE_BUILDING=1
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}

# The errors in the log $1 of a failed build, the first ones and without Maven's advice; else how it ends.
show_failure() {
  grep '^\[ERROR\] *[^ ]' "$1" | grep -v -e '^\[ERROR\] -> \[Help' -e '^\[ERROR\] \(\[Help\|To see\|Re-run\|For more\)' | head -n 30
  grep -q '^\[ERROR\]' "$1" || tail -n 30 "$1"
}

build() {
  # A test that starts this program before the jar exists would wait for the build that waits for the test.
  [ -z "${SKILLWIRE_BUILDING:-}" ] || die "$EX_SOFTWARE" "started by its own build, before $jar was built."
  lock_build
  if ! is_fresh; then # else somebody built while this one waited
    need_java build
    command -v mvn >/dev/null || { part install && install_maven; }
    # The page needs them; a start does not.
    if [ -d "$root/web" ] && ! { command -v node && command -v npm; } >/dev/null; then
      part install && { install_packages nodejs npm || :; }
    fi
    if [ -f "$jar" ]; then
      say "Building Skillwire (its sources changed)…"
    else
      say "Building Skillwire (first run, about a minute)…"
    fi
    begin_stamp
    build_log=$root/target/build.log
    # In the background, so that a signal is served at once and not when Maven ends.
    (use_jdk "$java_home" && cd "$root" &&
      exec mvn -q -B -Dstyle.color=never -DskipTests -Dskip.conformance=true -Dskip.format.check=true package) </dev/null >"$build_log" 2>&1 &
    maven=$!
    wait "$maven"
    status=$?
    maven=
    if [ "$status" -ne 0 ] || [ ! -f "$jar" ]; then
      show_failure "$build_log" >&2
      die "$EX_SOFTWARE" "the build failed (Maven ended with $status). All it said is in $build_log"
    fi
    sed -n 's/^.*\[WARNING\] \(Built without the page.*\)/\1 Everything else works./p' "$build_log" >&2
    end_stamp
  fi
  end_build
}
