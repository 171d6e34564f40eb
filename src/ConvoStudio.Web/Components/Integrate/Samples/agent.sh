#!/usr/bin/env bash
# One conversation with ConvoStudio, playbook {{playbook}}. Needs bash and curl 7.71 or newer.
set -euo pipefail
URL="${CONVOSTUDIO_URL:-{{baseAddress}}/api/v1}"
KEY="${CONVOSTUDIO_API_KEY:?Set CONVOSTUDIO_API_KEY to a key with the scope decide}"
OUTBOX="${CONVOSTUDIO_OUTBOX:-outbox.tsv}"
CHAT="${1:-chat-$(date +%s)-$$}"

# Repeats after 503, 429 and lost connections, and waits as long as Retry-After says. The body is the same each time,
# and so is its idempotencyKey: whatever arrived the first time is not done twice.
post() {
  curl --silent --show-error --fail --max-time "${3:-10}" --retry 3 --retry-connrefused --retry-max-time "${3:-10}" \
    --header "X-Api-Key: $KEY" --header "Content-Type: application/json" --data "$2" "$URL$1"
}
text() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -1; }

# Outcomes that could not be delivered are kept with their keys and sent later; the studio takes late ones.
report() { post "$1" "$2" >/dev/null || printf '%s\t%s\n' "$1" "$2" >>"$OUTBOX"; }
if [ -s "$OUTBOX" ]; then
  mv "$OUTBOX" "$OUTBOX.sending"
  while IFS=$'\t' read -r path body; do report "$path" "$body"; done <"$OUTBOX.sending"
  rm "$OUTBOX.sending"
fi

if ! opened=$(post "/playbooks/{{playbook}}/conversations" \
  '{"idempotencyKey":"'"$CHAT"'-open","customerKey":"customer-1842","externalId":"'"$CHAT"'","channel":"web","facts":{{facts}}}'); then
  # The studio cannot be reached: talk on with your own fallback. Never make up a conversation or decision id.
  echo "fallback: {{fallback}} (nothing is recorded)"
  exit 0
fi
ID=$(text conversationId <<<"$opened")

post "/conversations/$ID/turns" '{"idempotencyKey":"'"$CHAT"'-t1","speaker":"customer","acts":{{customerActs}},"text":"Hello"}' >/dev/null || echo "turn not reported"

# A customer waits for this one: two seconds, then the fallback.
if decided=$(post "/conversations/$ID/decisions" '{"idempotencyKey":"'"$CHAT"'-d1"}' 2); then
  DECISION=$(text decisionId <<<"$decided")
  ACTS=$(sed -n 's/.*"action":{[^}]*"acts":\(\[[^]]*\]\).*/\1/p' <<<"$decided")
  echo "decided: $(sed -n 's/.*"action":{"key":"\([^"]*\)".*/\1/p' <<<"$decided")"
  SAID='"acts":'"$ACTS"',"decisionId":"'"$DECISION"'","execution":"followed"'
else
  echo "fallback: {{fallback}}"
  SAID='"acts":{{fallbackActs}}'
fi
post "/conversations/$ID/turns" '{"idempotencyKey":"'"$CHAT"'-t2","speaker":"agent",'"$SAID"'}' >/dev/null || echo "turn not reported"
post "/conversations/$ID/turns" '{"idempotencyKey":"'"$CHAT"'-t3","speaker":"customer","acts":{{customerActs}}}' >/dev/null || echo "turn not reported"

report "/conversations/$ID/outcomes" '{"idempotencyKey":"'"$CHAT"'-o1","metric":"converted","value":1,"final":true}'
report "/conversations/$ID/close" '{"idempotencyKey":"'"$CHAT"'-close"}'
echo "conversation: $ID"
