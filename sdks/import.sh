#!/usr/bin/env bash
# ./causality import against the running product: an import that is killed -9 goes on where it was, one that is repeated from the first
# line adds nothing, and a file of each other product arrives. Asks the lake.
# Usage: sdks/import.sh [--running]
# Starts a product of its own; with --running, it is the one that CAUSALITY_* in the environment name.
set -euo pipefail
# shellcheck source=product.sh
. "$(dirname "${BASH_SOURCE[0]}")/product.sh"
[ "${1:-}" = --running ] || start_product
run=$(date +%s)
fail() { echo "import: $*" >&2; exit 1; }
causality() { "$root/causality" "$@"; }

# One person, so that all lie in one partition and arrive in order: the sentinel comes after whatever was sent before it.
app=import-$run
lines=60000
awk -v n="$lines" 'BEGIN { for (i = 0; i < n; i++)
  printf "{\"type\":\"track\",\"messageId\":\"m%d\",\"event\":\"Order Paid\",\"userId\":\"u1\",\"timestamp\":\"2025-05-17T10:00:00Z\",\"properties\":{\"total\":%d}}\n", i, i
}' >"$work/segment.json"
echo '{"type":"track","messageId":"last","event":"Sentinel","userId":"u1","timestamp":"2025-05-17T11:00:00Z"}' >"$work/sentinel.json"

progress=${CAUSALITY_DATA:-$root/.causality}/imports
"$root/causality" import "$work/segment.json" --app "$app" --from segment >"$work/first.out" 2>"$work/first.err" &
import=$!
begun() { find "$progress" -name '*.lines' -newer "$work/segment.json" -exec grep -q '^[1-9]' {} \; -print 2>/dev/null | grep -q .; }
until begun; do kill -0 "$import" 2>/dev/null || break; done
kill -9 "$import" 2>/dev/null || fail "it had ended before it could be killed: $(cat "$work/first.out")"
wait "$import" 2>/dev/null || true
causality import "$work/segment.json" --app "$app" --from segment >"$work/second.out" 2>"$work/second.err" ||
  fail "given again: $(cat "$work/second.err")"
before=$(sed -n 's/^\([0-9]*\) lines were imported before.*/\1/p' "$work/second.err")
[ "${before:-0}" -gt 0 ] && [ "$before" -lt "$lines" ] || fail "it did not go on: $(cat "$work/second.err")"
sent=$(sed -n 's/^accepted \([0-9]*\),.*/\1/p' "$work/second.out")
[ "$sent" = $((lines - before)) ] || fail "after $before lines it sent $sent"
third=$(causality import "$work/segment.json" --app "$app" --from segment 2>/dev/null)
[[ $third == "accepted 0,"* ]] || fail "a complete import sent again: $third"
all=$(causality import "$work/segment.json" --app "$app" --from segment --restart 2>/dev/null)
[[ $all == "accepted $lines, rejected 0,"* ]] || fail "from the first line: $all"
causality import "$work/sentinel.json" --app "$app" --from segment >/dev/null 2>&1
columns="count(*), count(DISTINCT event_id), count_if(event_name = 'Sentinel')"
wanted="$((lines + 1)),$((lines + 1)),1"
found=$(until_lake "$app" "$columns" "$wanted" 180) || fail "the lake has $found, want $wanted"
echo "import: killed after $before of $lines lines, went on, repeated from the first line: in the lake once each"

# One of each.
cat >"$work/posthog.json" <<'EOF'
{"uuid":"0190163c-6e7d-7a11-8c11-000000000001","event":"signed up","distinct_id":"u1","timestamp":"2025-05-17T10:00:00Z","properties":{"plan":"pro"}}
EOF
cat >"$work/amplitude.json" <<'EOF'
{"insert_id":"a1","uuid":"0190163c-6e7d-7a11-8c11-000000000002","event_type":"signed up","user_id":"u1","device_id":"d1","event_time":"2025-05-17 10:00:00.000000","event_properties":{"plan":"pro"}}
EOF
cat >"$work/mixpanel.json" <<'EOF'
{"event":"signed up","properties":{"distinct_id":"u1","time":1747476000,"$insert_id":"x1","plan":"pro"}}
EOF
printf 'action;customer;at\nsigned up;u1;2025-05-17T10:00:00Z\n' >"$work/csv.json"
echo '{"event":"action","userId":"customer","timestamp":"at","separator":";"}' >"$work/mapping.json"
for from in posthog amplitude mixpanel csv; do
  mapping=()
  [ "$from" != csv ] || mapping=(--mapping "$work/mapping.json")
  said=$(causality import "$work/$from.json" --app "import-$from-$run" --from "$from" "${mapping[@]}" 2>/dev/null)
  [[ $said == "accepted 1, rejected 0,"* ]] || fail "$from: $said"
done
for from in posthog amplitude mixpanel csv; do
  found=$(until_lake "import-$from-$run" "count(*), min(event_name), date_format(min(ts), '%Y-%m-%d %H:%i')" \
    "1,signed up,2025-05-17 10:00" 120) || fail "$from: the lake has $found"
done
echo "import: posthog, amplitude, mixpanel, csv: in the lake"
