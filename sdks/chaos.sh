#!/usr/bin/env bash
# Each SDK sends through a network that cuts connections, refuses them and loses answers, to a gateway that is killed -9 and started
# again, while its own process is killed too. At the end every event whose track call had returned must be in the lake, once.
# Usage: sdks/chaos.sh [--running] [--events N] [--seconds N] [--seed N] [go] [web] [java] [mobile] [kotlin]; without names the first four.
# Starts a product of its own; with --running, it is the one that CAUSALITY_* in the environment name, whose gateway is killed!
# Prints a report in Markdown; the exit code is 0 only when nothing was lost or doubled.
set -euo pipefail
sdks=()
start=yes
events=2000
seconds=90
seed=$RANDOM
while [ "$#" -gt 0 ]; do
  case $1 in
    --running) start='' ;;
    --events) events=$2 && shift ;;
    --seconds) seconds=$2 && shift ;;
    --seed) seed=$2 && shift ;;
    *) sdks+=("$1") ;;
  esac
  shift
done
[ "${#sdks[@]}" != 0 ] || sdks=(go web java mobile)

# shellcheck source=product.sh
. "$(dirname "${BASH_SOURCE[0]}")/product.sh"
[ -z "$start" ] || start_product

gateway() { "$root/causality" status | awk '$1 == "gateway" && $3 ~ /^[0-9]+$/ { print $2, $3 }'; }

run=$(date +%s)
declare -A senders
for sdk in "${sdks[@]}"; do
  prepare_adapter "$sdk"
  key=$(make_key "chaos-$sdk-$run")
  "$work/conformance" chaos -endpoint "http://127.0.0.1:${CAUSALITY_GATEWAY_PORT:-8080}" -key "$key" -events "$events" \
    -duration "${seconds}s" -seed "$seed" -kills 4 -- "${command[@]}" >"$work/$sdk.json" &
  senders[$sdk]=$!
done

RANDOM=$seed
kills=0
until_kill() { # waits, for as long as there is somebody who sends
  local end=$(($(date +%s) + $1))
  while [ "$(date +%s)" -lt "$end" ]; do
    [ -n "$(jobs -rp)" ] || return 1
    sleep 0.5
  done
}
last=$(($(date +%s) + seconds))
while [ "$(date +%s)" -lt "$last" ] && until_kill $((5 + RANDOM % 8)); do
  read -r state pid < <(gateway) || continue
  [ "$state" = ready ] || continue # Still on its way up: a kill now would test its start alone.
  kill -9 "$pid"
  kills=$((kills + 1))
done

failed=0
for sdk in "${sdks[@]}"; do
  wait "${senders[$sdk]}" || { echo "chaos $sdk: it did not deliver" >&2; failed=1; }
done

number() { sed -n "s/.*\"$2\":\([0-9]*\).*/\1/p" "$work/$1.json"; }
columns="count(*), count(DISTINCT event_id), count(DISTINCT price_cents), min(price_cents), max(price_cents)"
wanted="$events,$events,$events,0,$((events - 1))"
declare -A found
for round in 1 2; do # Twice: what would come a second time may come late.
  for sdk in "${sdks[@]}"; do
    patience=120
    [ "$round" = 1 ] || patience=10 # for a query that fails; what is doubled stays so
    found[$sdk]=$(until_lake "chaos-$sdk-$run" "$columns" "$wanted" "$patience") || failed=1
  done
done

echo "| SDK | tracked | its process killed | connections cut | refused | answers lost | in the lake | ids | different events |"
echo "|---|---|---|---|---|---|---|---|---|"
for sdk in "${sdks[@]}"; do
  IFS=, read -r rows ids values _ <<<"${found[$sdk]}"
  echo "| $sdk | $(number "$sdk" tracked) | $(number "$sdk" kills) | $(number "$sdk" cut) | $(number "$sdk" refused) | $(number "$sdk" answersLost) | $rows | $ids | $values |"
done
echo
echo "seed $seed, $seconds s, gateway killed $kills times: $([ "$failed" = 0 ] && echo "nothing lost, nothing doubled" || echo FAILED)"
exit "$failed"
