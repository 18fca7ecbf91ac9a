#!/usr/bin/env bash
# ./causality test [--full]: all set-up, all tests of all modules, and at the end what Surefire counted and which tests failed.
# A test that fails keeps nothing else from being built and tested: its module is packaged, and the modules that stand on it go on.
# --full: the longer forms (more kills), and the SDKs against the running product. Further arguments go to Maven.
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

mkdir -p target
log=target/test.log
code=0
ui=failed
ui_log=target/ui-test.log
: >"$ui_log"
if launcher/ui.sh --packages && (cd portal-ui && npm run --silent check) 2>&1 | tee "$ui_log"; then ui=passed; fi
begin=target/test.begin
touch "$begin"
./mvnw -B -ntp -fae -Dmaven.test.failure.ignore=true "${offline[@]}" "${arguments[@]}" verify 2>&1 | tee "$log" || code=$?

# Class, method and first line of each failure of this run, from Surefire's reports.
failed_tests() {
  find . -path '*/target/surefire-reports/TEST-*.xml' -newer "$begin" -print0 | LC_ALL=C sort -z | xargs -0 -r awk '
    /<testcase / { test = $0; sub(/.* classname="/, "", test); class = test; sub(/".*/, "", class)
                   name = $0; sub(/.*<testcase name="/, "", name); sub(/".*/, "", name) }
    /<(failure|error)( |>)/ { line = $0; sub(/^ */, "", line); print "[ERROR] failed: " class "." name ": " substr(line, 1, 600) }'
}
failures=$(failed_tests)
[ -z "$failures" ] || [ "$code" != 0 ] || code=1
if [ "$code" = 0 ]; then
  touch "$marker"
  # What the tests built is what `up` would build.
  launcher/build.sh --adopt
fi

# The whole product in a real browser. It stops at the first story that fails: the later ones stand on it.
stories_log=target/ui-stories.log
launcher/ui-stories.sh 2>&1 | tee "$stories_log" || code=1

# The SDKs have builds of their own; their failure fails the run too.
sdks_log=target/sdks.log
sdks/test.sh 2>&1 | tee "$sdks_log" || code=1
full_log=target/sdks-full.log
[ -z "$full" ] || sdks/full.sh 2>&1 | tee "$full_log" || code=1

# An earlier version's data under this one.
upgrade_log=target/upgrade.log
[ -z "$full" ] || launcher/upgrade-test.sh 2>&1 | tee "$upgrade_log" || code=1

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
  node --test launcher/licences.test.mjs || { licences=failed code=1; }
fi

echo
awk '
  /Building Causality/ { module = $4 }
  /^\[(INFO|WARNING|ERROR)\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+ *$/ {
    gsub(",", ""); run += $4; failed += $6; errors += $8; skipped += $10
    printf "[INFO] %-22s Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", module, $4, $6, $8, $10
  }
  END { printf "[INFO] Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failed, errors, skipped }' "$log"
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
[ -z "$full" ] || grep '^upgrade' "$upgrade_log" | tail -n 1 || echo "upgrade: failed to start"
exit "$code"
