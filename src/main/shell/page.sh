#!/bin/sh
# Run by the Maven build: makes the page that the hub serves, into directory $1. Where Node.js or npm is missing, or npm
# cannot get its packages, the program is built without the page, which then says so; a page that cannot be made is an error.

set -u

readonly NODE_OLDEST=18

case $1 in
  /*) target=$1 ;;
  *) target=$PWD/$1 ;;
esac
root=$(CDPATH= cd -- "$(dirname "$0")/../../.." && pwd -P)
page=$root/web

without() { # why
  rm -rf "$target"
  echo "[WARNING] Built without the page: $1" >&2
  exit 0
}

# The page in $target is as new as everything it is made of.
if [ -f "$target/files.tsv" ] && [ -z "$(find "$page" "$root/clients/ts/src" "$0" \
  \( -name node_modules -o -path "$page/dist" -o -path "$page/test" \) -prune -o -type f -newer "$target/files.tsv" -print | head -n 1)" ]; then
  exit 0
fi

command -v node >/dev/null || without "Node.js $NODE_OLDEST or newer (the command node) was not found."
command -v npm >/dev/null || without 'npm was not found.'
version=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null)
[ "${version:-0}" -ge "$NODE_OLDEST" ] || without "Node.js is too old: $NODE_OLDEST or newer is needed."

cd "$page" || exit 1
# What tests need besides stays installed where it was.
if ! cmp -s package-lock.json node_modules/.skillwire-lock 2>/dev/null; then
  npm ci --omit=dev --no-audit --no-fund --loglevel=error >&2 || without 'npm could not get its packages.'
  cp package-lock.json node_modules/.skillwire-lock
fi
node tools/build.mjs "$target"
