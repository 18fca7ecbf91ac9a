#!/usr/bin/env bash
# ./causality bench NAME…: builds what is stale and hands over to bench/run, which knows the benches.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=../.mvn/jdks.sh
. "$root/.mvn/jdks.sh"
"$root/launcher/build.sh"
"$root/launcher/provision/provision.sh"
exec "$root/bench/run" "$@"
