#!/bin/sh
# Reports one run: each line is one event, the answer tells the sequence of each.
set -eu

hub=${SKILLWIRE_URL:-http://localhost:9876}
run=backup-$$

curl --silent --show-error --fail-with-body "$hub/api/v1/events" \
  ${SKILLWIRE_TOKEN:+--header "Authorization: Bearer $SKILLWIRE_TOKEN"} \
  --header 'Content-Type: application/x-ndjson' \
  --data-binary @- <<EVENTS
{"type":"skill_started","skill_id":"$run","skill_name":"backup","total_steps":2,"source":"cron"}
{"type":"step_started","skill_id":"$run","step_index":0,"step_name":"pack"}
{"type":"step_completed","skill_id":"$run","step_index":0,"output":{"files":42}}
{"type":"step_started","skill_id":"$run","step_index":1,"step_name":"copy"}
{"type":"step_progress","skill_id":"$run","step_index":1,"percent":50,"message":"half way"}
{"type":"step_completed","skill_id":"$run","step_index":1}
{"type":"skill_completed","skill_id":"$run","outputs":{"archive":"backup.tar"}}
EVENTS
echo
