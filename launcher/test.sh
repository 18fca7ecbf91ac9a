#!/usr/bin/env bash
# ./causality test [--full]: all set-up, all tests of all modules, and at the end what Surefire counted and which tests failed.
# A test that fails keeps nothing else from being built and tested: its module is packaged, and the modules that stand on it go on.
# --full: the longer forms (more kills, more random questions), and the SDKs against the running product.
# Further arguments go to Maven. CAUSALITY_TEST_MODULES: how many modules at a time; 2 where there is room, else 1.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
cache="${CAUSALITY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/causality}"
arguments=()
full=''
for word in "$@"; do
  case $word in
    --full) full=yes && arguments+=(-Dcausality.full=true) ;;
    *) arguments+=("$word") ;;
  esac
done

# The one thing that cannot come from the Maven repository or by Go: how to unpack PostgreSQL.
if ! command -v xz >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -q && apt-get install -y -q xz-utils; } >&2
fi
# shellcheck source=../.mvn/jdks.sh
. .mvn/jdks.sh
launcher/provision/provision.sh
# Without a Prometheus, metrics are compared by name only, and nothing tests when alerts fire.
prometheus=$(launcher/provision/prometheus.sh) || prometheus=''
helm=$(launcher/provision/helm.sh) || helm=''

# Offline once a run has got through with these poms: faster, and indifferent to the network.
marker="$cache/tested-$(find . -name pom.xml -not -path '*/target/*' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cat | cksum | tr ' ' '-')"
offline=()
[ ! -f "$marker" ] || offline=(-o)

# Most tests wait for servers rather than compute, so two modules at a time where there is room for two sets of servers.
modules=${CAUSALITY_TEST_MODULES:-1}
free_gib=$(awk '/^MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null || echo 0)
if [ -z "${CAUSALITY_TEST_MODULES:-}" ] && [ "$(getconf _NPROCESSORS_ONLN)" -ge 2 ] && [ "$free_gib" -ge 12 ]; then modules=2; fi
threads=()
[ "$modules" = 1 ] || threads=(-T "$modules" -Dorg.slf4j.simpleLogger.showThreadName=true)

mkdir -p target
trap 'running=$(jobs -p); [ -z "$running" ] || kill $running 2>/dev/null' EXIT
log=target/test.log
code=0
ui=failed
ui_log=target/ui-test.log
launcher/ui.sh --check >"$ui_log" 2>&1 &
ui_job=$!
begin=target/test.begin
touch "$begin"
./mvnw -B -ntp -fae -Dmaven.test.failure.ignore=true "${threads[@]}" "${offline[@]}" "${arguments[@]}" verify 2>&1 | tee "$log" || code=$?
if wait "$ui_job"; then ui=passed; fi
cat "$ui_log"

# Class, method and first line of each failure of this run, from Surefire's reports.
failed_tests() {
  find . -path '*/target/surefire-reports/TEST-*.xml' -newer "$begin" -print0 | LC_ALL=C sort -z | xargs -0 -r awk '
    /<testcase / { test = $0; sub(/.* classname="/, "", test); class = test; sub(/".*/, "", class)
                   name = $0; sub(/.*<testcase name="/, "", name); sub(/".*/, "", name) }
    /<(failure|error)( |>)/ { line = $0; sub(/^ */, "", line); print "[ERROR] failed: " class "." name ": " substr(line, 1, 600) }'
}
failures=$(failed_tests)
# What Surefire counted, by module; its reports alone will not do: of a class that two engines run, one overwrites the other's.
counts=$(awk '
  { builder = "" }
  /^\[mvn-builder-/ { builder = substr($1, 14, length($1) - 14); sub(/^[^ ]* /, "") }
  /Building Causality/ { module = $4 }
  /^\[(INFO|WARNING|ERROR)\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+ *$/ {
    gsub(",", ""); run += $4; failed += $6; errors += $8; skipped += $10
    printf "[INFO] %-22s Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", builder == "" ? module : builder, $4, $6, $8, $10
  }
  END {
    printf "[INFO] Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failed, errors, skipped
    exit failed + errors > 0
  }' "$log") || code=1
[ -z "$failures" ] || code=1
if [ "$code" = 0 ]; then
  touch "$marker"
  # What the tests built is what `up` would build.
  launcher/build.sh --adopt
fi

# The SDKs have builds of their own, and wait most of the time: beside the stories.
sdks_log=target/sdks.log
sdks_job=''
if sdks/test.sh --tools; then
  sdks/test.sh >"$sdks_log" 2>&1 &
  sdks_job=$!
else
  echo "sdks: failed to start" >"$sdks_log"
fi

# The whole product in a real browser. It stops at the first story that fails: the later ones stand on it.
stories_log=target/ui-stories.log
launcher/ui-stories.sh 2>&1 | tee "$stories_log" || code=1
[ -n "$sdks_job" ] && wait "$sdks_job" || code=1
cat "$sdks_log"
full_log=target/sdks-full.log
[ -z "$full" ] || sdks/full.sh 2>&1 | tee "$full_log" || code=1

# An earlier version's data under this one.
upgrade_log=target/upgrade.log
[ -z "$full" ] || { launcher/upgrade-test.sh && launcher/upgrade-test.sh --savepoint; } 2>&1 | tee "$upgrade_log" || code=1

alert_rules='not tested: no Prometheus here'
if [ -n "$prometheus" ]; then
  alert_rules=passed
  "$prometheus/promtool" test rules docker/prometheus/alerts-test.yml || { alert_rules=failed code=1; }
fi

chart='not tested: no Helm or no Go here'
if [ -n "$helm" ] && command -v go >/dev/null; then
  chart=passed
  # Without Go's cache of results, which does not know what helm reads.
  (cd helm/test && test -z "$(gofmt -l .)" && go vet ./... && CAUSALITY_HELM="$helm" go test -count=1 ./...) || { chart=failed code=1; }
fi

licences='not tested: no Node.js here'
if command -v node >/dev/null; then
  licences=passed
  node --test launcher/licences.test.mjs launcher/notices.test.mjs || { licences=failed code=1; }
fi

echo
echo "$counts"
[ -z "$failures" ] || echo "$failures"
# The web app: types, lint, unit tests, size.
sed 's/\x1b\[[0-9;]*m//g' "$ui_log" |
  awk -v verdict="$ui" '/^ *Tests +/ { sub(/^ *Tests +/, ""); tests = ", unit tests: " $0 } END { print "web app: " verdict tests }'
[ "$ui" = passed ] || [ "$code" != 0 ] || code=1
echo "alert rules: $alert_rules"
echo "Helm chart: $chart"
echo "licence rules: $licences"
grep '^web app stories:' "$stories_log" | tail -n 1 || echo "web app stories: failed to start"
tail -n 1 "$sdks_log"
[ -z "$full" ] || tail -n 1 "$full_log"
[ -z "$full" ] || grep '^upgrade' "$upgrade_log" | tail -n 2 || echo "upgrade: failed to start"
exit "$code"
