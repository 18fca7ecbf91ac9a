#!/usr/bin/env bash
# Builds the product's jars when the sources are not those of the last build; quick and silent when they are.
# With --bench, the benches too.
# With --adopt, nothing is built: Maven has just built these sources in another way.
# With --if-absent, only where there is no command line yet: a running product must not lose its jars under its feet.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
modules=(pom.xml trino-functions proto tls rules launcher/servers ingest-gateway flink-jobs portal launcher/cli)
runnable=trino-functions,ingest-gateway,flink-jobs/jobs,portal,launcher/cli
stamp=target/causality.built
if [ "${1:-}" = --bench ]; then
  modules+=(bench)
  runnable+=,bench
  stamp=target/bench.built
fi

# Contents, not times: a fresh clone or another branch changes times alone, or not at all.
digest() {
  find "${modules[@]}" \( -name target -o -path '*/src/test' \) -prune -o -type f -print |
    LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum
}
[ "${1:-}" != --if-absent ] || [ ! -f launcher/cli/target/cli-0.1.0-SNAPSHOT.jar ] || exit 0
# The web app has its own digest. Without Node.js the product runs without it, and the portal says so.
[ "${1:-}" = --adopt ] || launcher/ui.sh || [ $? = 3 ]
now=$(digest)
if [ "${1:-}" = --adopt ]; then
  echo "$now" >"$stamp"
  exit 0
fi
[ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$now" ] || exit 0

mkdir -p target
if command -v flock >/dev/null; then
  exec 9>target/build.lock
  flock 9
  [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$now" ] || exit 0
fi
log=target/build.log
build() {
  # Maven leaves a migration in the jar that is not there any more, and the portal would not start with both.
  rm -rf portal/target/classes/db
  ./mvnw -B -pl "$runnable" -am -Dmaven.test.skip=true -Djacoco.skip -Dspotless.check.skip "$@" package >"$log" 2>&1
}
report() { # one line that follows Maven from module to module
  local module='' last=''
  while kill -0 "$1" 2>/dev/null; do
    module=$(sed -n 's/^\[INFO\] Building \(Causality .*\) 0.*/\1/p' "$log" 2>/dev/null | tail -n 1)
    if [ -n "$module" ] && [ "$module" != "$last" ]; then
      echo "building: ${module#Causality }" >&2
      last=$module
    fi
    sleep 0.3
  done
}
run() {
  : >"$log"
  build "$@" &
  local maven=$!
  report "$maven"
  wait "$maven"
}

echo "building (a few minutes the first time)" >&2
began=$SECONDS
rm -f "$stamp"
# What was fetched once is not asked for again; where something is new, once more with the network.
if ! run -o && { ! grep -q -i 'offline' "$log" || ! run; }; then
  grep -m 12 '^\[ERROR\]' "$log" >&2 || tail -n 12 "$log" >&2
  echo "the build failed; the whole log is in $root/$log" >&2
  exit 1
fi
echo "$now" >"$stamp"
if [ "$stamp" = target/bench.built ]; then # the product is built with it
  unset 'modules[-1]'
  digest >target/causality.built
fi
echo "built in $((SECONDS - began)) s" >&2
