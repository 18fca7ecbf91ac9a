#!/usr/bin/env bash
# ./causality bench [gateway [--seconds N] | end-to-end [EVENTS] | stages [EVENTS] | scale | detection [EVENTS [RULES…]] | insights [EVENTS] | ask [EVENTS]]: measures on this machine, one JSON document per bench on stdout.
# Without a name, gateway and end-to-end. Each bench starts what it needs from this build, on free ports and in a temporary folder.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
name=${1:-all}
[ $# -eq 0 ] || shift
case $name in
  all | gateway | end-to-end | stages | scale | detection | insights | ask) ;;
  *)
    echo "usage: ./causality bench [gateway [--seconds N] | end-to-end [EVENTS] | stages [EVENTS] | scale | detection [EVENTS [RULES…]] | insights [EVENTS] | ask [EVENTS]]" >&2
    exit 2
    ;;
esac
# shellcheck source=../.mvn/jdks.sh
. "$root/.mvn/jdks.sh"
# shellcheck source=free-port.sh
. "$root/launcher/free-port.sh"
"$root/launcher/build.sh" --bench
"$root/launcher/provision/provision.sh"

java() {
  "$CAUSALITY_JDK25/bin/java" "-Dcausality.root=$root" \
    -cp "$root/bench/target/bench-0.1.0-SNAPSHOT.jar:$root/bench/target/lib/*" "$@"
}
gateway() { java io.causality.bench.GatewayBench --root "$root" "$@"; }

start() { # a product of its own, which ends with this script
  CAUSALITY_DATA=$(mktemp -d "${TMPDIR:-/tmp}/causality-bench-XXXXXX")
  CAUSALITY_GATEWAY_PORT=$(free_port) CAUSALITY_MANAGEMENT_PORT=$(free_port) CAUSALITY_PORTAL_PORT=$(free_port)
  CAUSALITY_ADMIN_TOKEN=$(od -An -N20 -tx1 /dev/urandom | tr -d ' \n')
  export CAUSALITY_DATA CAUSALITY_GATEWAY_PORT CAUSALITY_MANAGEMENT_PORT CAUSALITY_PORTAL_PORT CAUSALITY_ADMIN_TOKEN
  trap '"$root/causality" down; rm -rf "$CAUSALITY_DATA"' EXIT
  "$root/causality" up --detach >/dev/null
}
end_to_end() {
  start
  java io.causality.bench.endtoend.EndToEndBench "http://127.0.0.1:$CAUSALITY_GATEWAY_PORT" \
    "http://127.0.0.1:$CAUSALITY_PORTAL_PORT" "$CAUSALITY_DATA" "${1:-1000000}"
}

stages() { # CAUSALITY_EVENTS_PARTITIONS and CAUSALITY_PARALLELISM go to the product
  start
  "$root/causality" status --json >"$CAUSALITY_DATA/bench-status.json"
  java io.causality.bench.endtoend.StagesBench "http://127.0.0.1:$CAUSALITY_GATEWAY_PORT" \
    "http://127.0.0.1:$CAUSALITY_PORTAL_PORT" "$CAUSALITY_DATA" "${1:-300000}" "$CAUSALITY_DATA/bench-status.json"
}

detection() { # the job alone, then, on a running product, from acceptance to the webhook, and drafts over a day of history
  local folder
  folder=$(mktemp -d "${TMPDIR:-/tmp}/causality-bench-XXXXXX")
  java "-Djava.io.tmpdir=$folder" -Xmx1g -XX:+UseParallelGC --add-opens=java.base/java.util=ALL-UNNAMED \
    --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
    io.causality.bench.detection.JobBench "$@" || {
    rm -rf "$folder"
    return 1
  }
  rm -rf "$folder"
  start
  java io.causality.bench.detection.AlertBench "http://127.0.0.1:$CAUSALITY_GATEWAY_PORT" \
    "http://127.0.0.1:$CAUSALITY_PORTAL_PORT" "$CAUSALITY_DATA"
  java io.causality.bench.detection.BackTestBench "http://127.0.0.1:$CAUSALITY_GATEWAY_PORT" \
    "http://127.0.0.1:$CAUSALITY_PORTAL_PORT"
}

insights() {
  # The jobs look every two seconds for days to copy, so that the bench begins soon.
  export CAUSALITY_COPY_INTERVAL_MS=2000
  start
  java -Xmx3g --enable-native-access=ALL-UNNAMED io.causality.bench.insights.InsightsBench \
    "http://127.0.0.1:$CAUSALITY_PORTAL_PORT" "$CAUSALITY_DATA" "${1:-10000000}"
}

ask() { # the events go through the gateway, so that the catalog of names is the archive's own
  start
  java io.causality.bench.shop.ShopMain --events "${1:-40000}" --ndjson "$CAUSALITY_DATA/shop.ndjson" --app shop-web
  "$root/causality" load "$CAUSALITY_DATA/shop.ndjson" --app shop-web --format events >&2
  java --enable-native-access=ALL-UNNAMED io.causality.bench.ask.AskBench "http://127.0.0.1:$CAUSALITY_PORTAL_PORT" shop-web \
    "$CAUSALITY_DATA/shop.ndjson" "$root/ask-bench/questions.json"
}

case $name in
  gateway) gateway "$@" ;;
  end-to-end) end_to_end "$@" ;;
  stages) stages "$@" ;;
  scale) java io.causality.bench.scale.ScaleBench ;;
  detection) detection "$@" ;;
  insights) insights "$@" ;;
  ask) ask "$@" ;;
  all)
    gateway
    end_to_end
    ;;
esac
