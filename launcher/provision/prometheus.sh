#!/usr/bin/env bash
# Gets prometheus and promtool for the tests and prints their folder: those of the PATH, else the system's package, unpacked
# into the cache folder. Nothing is installed and no service starts. Exit 3: neither is to be had here.
set -euo pipefail
servers="${CAUSALITY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/causality}/servers"
folder="$servers/prometheus"
if command -v prometheus >/dev/null && command -v promtool >/dev/null; then
  dirname "$(command -v prometheus)"
  exit 0
fi
if [ ! -x "$folder/prometheus" ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
  mkdir -p "$servers"
  work=$(mktemp -d "$servers/.work-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  echo "provision: fetching prometheus (19 MB) from the system's packages, for tests" >&2
  if (cd "$work" && { apt-get download -q prometheus || { apt-get update -q && apt-get download -q prometheus; }; }) >"$work/log" 2>&1 &&
    dpkg-deb -x "$work"/prometheus_*.deb "$work/package"; then
    rm -rf "$folder"
    mv "$work/package/usr/bin" "$folder"
  else
    tail -n 2 "$work/log" >&2
  fi
fi
[ -x "$folder/prometheus" ] || {
  echo "missing: prometheus, to test metrics, dashboard and alert rules; get it with: apt-get install prometheus" >&2
  exit 3
}
echo "$folder"
