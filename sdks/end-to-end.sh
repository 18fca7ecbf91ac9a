#!/usr/bin/env bash
# Each SDK sends through the running product, and the lake is asked what arrived: SDK → gateway → SELECT.
# Start the product first (./causality up --detach), with the same CAUSALITY_* environment as this script.
# Usage: sdks/end-to-end.sh [go] [web] [java] [mobile]; without arguments every SDK.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
port=${CAUSALITY_GATEWAY_PORT:-8080}
patience=${SDKS_PATIENCE:-180} # seconds until everything must be in the lake
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$here/conformance" && go build -o "$work/conformance" .)

adapter() { # adapter SDK: prints the command, one word a line
  case $1 in
    go)
      (cd "$here/go" && go build -o "$work/go-adapter" ./internal/adapter)
      echo "$work/go-adapter"
      ;;
    web)
      (cd "$here/web" && { [ -d node_modules ] || npm ci --no-audit --no-fund --silent; } && npm run --silent build) >&2
      printf '%s\n' node "$here/web/conformance/adapter.mjs"
      ;;
    mobile)
      (cd "$here/mobile" && go build -o "$work/mobile-adapter" ./internal/adapter)
      echo "$work/mobile-adapter"
      ;;
    java) printf '%s\n' "$here/java/conformance.sh" ;;
    *)
      echo "no SDK $1" >&2
      return 2
      ;;
  esac
}

failed=0
sdks=("$@")
if [ "${#sdks[@]}" = 0 ]; then sdks=(go web java mobile); fi
for sdk in "${sdks[@]}"; do
  app="sdk-$sdk-$(date +%s)"
  key=$("$root/causality" key create "$app" --json | sed -n 's/.*"key" *: *"\([^"]*\)".*/\1/p')
  [ -n "$key" ] || { echo "no key for $app" >&2; exit 1; }
  mapfile -t command < <(adapter "$sdk")
  "$work/conformance" send -endpoint "http://127.0.0.1:$port" -key "$key" -events 500 -- "${command[@]}"
  query="SELECT count(*) AS events, count(DISTINCT event_id) AS ids, count(DISTINCT person_id) AS persons, sum(price_cents) AS cents FROM events"
  wanted="502,502,1,1990"
  found=''
  deadline=$(($(date +%s) + patience))
  until [ "$found" = "$wanted" ] || [ "$(date +%s)" -ge "$deadline" ]; do
    found=$("$root/causality" sql "$query" --app "$app" --format csv | tail -n 1)
  done
  if [ "$found" = "$wanted" ]; then
    echo "end to end $sdk: 502 events, 1 person, in the lake once each"
  else
    echo "end to end $sdk: the lake has $found, want $wanted"
    failed=1
  fi
done
exit "$failed"
