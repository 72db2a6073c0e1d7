# Read by ./skillwire in the background of a start that found no AOT cache: makes one for the next start.

readonly TRAINING_DELAY_S=2 # the command that a person waits for starts first
readonly TRAINING_WAIT_S=60

# Records what a start loads, on a hub of its own: own directories, a free port, no settings of the user.
train() { # server | cli
  trap '' HUP INT
  sleep "$TRAINING_DELAY_S"
  (umask 077 && mkdir -p "$cache_dir") || return
  training=$wanted.training
  if ! mkdir "$training"; then
    [ -n "$(find "$training" -prune -mmin +5)" ] || return # another one is at it
    rm -rf "$training"
    mkdir "$training" || return
  fi
  for name in $(env | sed -n 's/^\(SKILLWIRE_[A-Za-z0-9_]*\)=.*/\1/p') JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS; do
    unset "$name"
  done
  export HOME="$training" XDG_STATE_HOME="$training" XDG_CONFIG_HOME="$training" XDG_DATA_HOME="$training" \
    XDG_CACHE_HOME="$training" XDG_RUNTIME_DIR="$training"
  cd "$training" || return
  record=-XX:AOTCacheOutput=$training/new.aot
  record_hub=
  record_cli=
  if [ "$1" = server ]; then record_hub=$record; else record_cli=$record; fi
  priority=
  ! command -v nice >/dev/null || priority='nice -n 19' # the user's own command comes first

  $priority "$java_home/bin/java" $server_flags ${record_hub:+"$record_hub"} -Duser.home="$training" \
    -jar "$jar" serve --host 127.0.0.1 --port 0 --data "$training/data" --no-desktop >listening 2>errors &
  hub=$!
  await 'grep -q listening listening || ! kill -0 "$hub"'
  SKILLWIRE_PORT=$(sed -n 's/.*ws:.*:\([0-9][0-9]*\).*/\1/p' listening | head -n 1)
  export SKILLWIRE_PORT
  $priority "$java_home/bin/java" $cli_flags ${record_cli:+"$record_cli"} -Duser.home="$training" -jar "$jar" ls >listed 2>&1 &
  cli=$!
  await '! kill -0 "$cli"' || kill "$cli"
  kill -TERM "$hub"
  await '! kill -0 "$hub"' || kill -KILL "$hub" # the JVM writes the cache before it ends

  cd / || return
  if [ -s "$training/new.aot" ]; then
    mv -f "$training/new.aot" "$wanted.aot"
    for old in "$cache_dir/$prefix"-*; do # of former builds
      case $old in
        *-"$jar_state".*) ;;
        *) rm -rf "$old" ;;
      esac
    done
  else
    : >"$wanted.failed" # not again before the next build
  fi
  rm -rf "$training"
}

# Waits until the command $1 is true; false after TRAINING_WAIT_S.
await() {
  tries=0
  until eval "$1" 2>/dev/null; do
    [ "$tries" -lt $((TRAINING_WAIT_S * 5)) ] || return 1
    tries=$((tries + 1))
    sleep 0.2 2>/dev/null || sleep 1
  done
}
