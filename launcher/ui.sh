#!/usr/bin/env bash
# Builds the web app into portal-ui/dist when its sources are not those of the last build; quick and silent when they are.
# With --packages, only its npm packages are laid out. With --check, its types, lint, unit tests and size too, whatever was built.
# Exit 3 when there is no Node.js to build it with.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root/portal-ui"
stamp=dist/.causality-built

packages() {
  local lock
  lock=$(cksum <package-lock.json)
  [ "$(cat node_modules/.causality-lock 2>/dev/null)" != "$lock" ] || return 0
  # What was fetched once is not asked for again.
  npm ci --prefer-offline --no-audit --no-fund --loglevel=error >&2
  echo "$lock" >node_modules/.causality-lock
}
digest() {
  { find . \( -name node_modules -o -name dist -o -name e2e -o -name 'schema.d.ts' -o -name '*.test.ts' \) -prune -o -type f -print; echo ../proto/src/main/resources/openapi/portal.yaml; } |
    LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum
}

now=$(digest)
[ "${1:-}" != '' ] || [ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || exit 0
if ! command -v npm >/dev/null || ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "the web app is not built: it needs Node.js 20.19 or later with npm (https://nodejs.org); everything else works without it" >&2
  exit 3
fi
if command -v flock >/dev/null; then
  mkdir -p ../target
  exec 8>../target/ui.lock
  flock 8
fi
packages
[ "${1:-}" != --packages ] || exit 0
if [ "${1:-}" = --check ]; then
  npm run --silent check
  echo "$now" >"$stamp"
  exit 0
fi
[ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || exit 0
echo "building: web app" >&2
mkdir -p ../target
npm run --silent build >../target/ui.log 2>&1 || {
  tail -n 12 ../target/ui.log >&2
  echo "the web app's build failed; the whole log is in $root/target/ui.log" >&2
  exit 1
}
echo "$now" >"$stamp"
