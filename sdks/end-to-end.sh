#!/usr/bin/env bash
# Each SDK sends through the running product, and the lake is asked what arrived: SDK → gateway → SELECT.
# Usage: sdks/end-to-end.sh [--running] [go] [web] [java] [mobile] [kotlin]; without names the first four.
# Starts a product of its own; with --running, it is the one that CAUSALITY_* in the environment name.
set -euo pipefail
sdks=()
start=yes
for word in "$@"; do
  case $word in
    --running) start='' ;;
    *) sdks+=("$word") ;;
  esac
done
[ "${#sdks[@]}" != 0 ] || sdks=(go web java mobile)

# shellcheck source=product.sh
. "$(dirname "${BASH_SOURCE[0]}")/product.sh"
[ -z "$start" ] || start_product

# All send first: each waits for the same checkpoint of the archive.
run=$(date +%s)
for sdk in "${sdks[@]}"; do
  prepare_adapter "$sdk"
  key=$(make_key "e2e-$sdk-$run")
  "$work/conformance" send -endpoint "http://127.0.0.1:${CAUSALITY_GATEWAY_PORT:-8080}" -key "$key" -events 500 -- "${command[@]}"
done
failed=0
for sdk in "${sdks[@]}"; do
  columns="count(*), count(DISTINCT event_id), count(DISTINCT person_id), sum(price_cents)"
  if found=$(until_lake "e2e-$sdk-$run" "$columns" "502,502,1,1990" 120); then
    echo "end to end $sdk: 502 events, 1 person, in the lake once each"
  else
    echo "end to end $sdk: the lake has $found, want 502,502,1,1990"
    failed=1
  fi
done
exit "$failed"
