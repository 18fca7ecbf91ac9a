#!/usr/bin/env bash
# The web app's stories (portal-ui/e2e): the real product is started, and Chromium walks through it.
# Leaves its pictures in target/e2e-screens; with --pictures, those that readers see are made anew in docs/screens.
# The last line counts; the exit code is 0 when all passed. Ended by a signal, it stops what it started.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
if [ "${1:-}" = --pictures ]; then
  export CAUSALITY_E2E_PICTURES=true
  shift
fi
if ! command -v chromium >/dev/null && [ -z "${CHROMIUM:-}" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -q && apt-get install -y -q --no-install-recommends chromium fonts-liberation; } >&2
  else
    echo "the stories need Chromium; get it with: apt-get install chromium, or set CHROMIUM to its path" >&2
    exit 3
  fi
fi
launcher/ui.sh --packages
mkdir -p target
exec node portal-ui/e2e/run.mjs "$@"
