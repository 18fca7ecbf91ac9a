#!/usr/bin/env bash
# Gets helm for the tests of the chart and prints its path: the one of the PATH, else built by Go into the cache folder (a minute).
# Exit 3: neither is to be had here.
set -euo pipefail
version=3.22.0
folder="${CAUSALITY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/causality}/servers/helm-$version"
if command -v helm >/dev/null && helm version --short 2>/dev/null | grep -q '^v3\.'; then
  command -v helm
  exit 0
fi
if [ ! -x "$folder/helm" ] && command -v go >/dev/null; then
  mkdir -p "$(dirname "$folder")"
  work=$(mktemp -d "$(dirname "$folder")/.work-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  echo "provision: building helm $version with go (a minute), for tests" >&2
  if GOBIN="$work/bin" go install -ldflags '-s -w' "helm.sh/helm/v3/cmd/helm@v$version" >"$work/log" 2>&1; then
    rm -rf "$folder"
    mv "$work/bin" "$folder"
  else
    tail -n 2 "$work/log" >&2
  fi
fi
[ -x "$folder/helm" ] || {
  echo "missing: helm, to test the chart; get it with: go install helm.sh/helm/v3/cmd/helm@v$version" >&2
  exit 3
}
echo "$folder/helm"
