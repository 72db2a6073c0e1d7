#!/bin/sh
# Asks a person whether to go on, waits up to a minute, and prints the answer as JSON.
# The question can be answered wherever the hub is watched, for example with: skillwire answer
set -eu

hub=${SKILLWIRE_URL:-http://localhost:9876}

curl --silent --show-error --fail-with-body "$hub/api/v1/confirmations?wait=60" \
  ${SKILLWIRE_TOKEN:+--header "Authorization: Bearer $SKILLWIRE_TOKEN"} \
  --header 'Content-Type: application/json' \
  --data '{"prompt":"Delete the old backups?","options":["yes","no"],"timeout_seconds":60,"on_timeout":"no"}'
echo
