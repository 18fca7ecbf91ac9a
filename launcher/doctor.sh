#!/usr/bin/env bash
# What this machine has and what is missing, a line each, with how to get it. Exit 0 when nothing is missing, else 3.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache="${CAUSALITY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/causality}"
servers="$cache/servers"
version() { sed -n "s/^$1=//p" "$root/launcher/servers/src/main/resources/io/causality/servers/versions.properties"; }
json=''
[ "${1:-}" != --json ] || json=yes
results=()
result() { # what state detail
  results+=("$1"$'\t'"$2"$'\t'"$3")
  [ -n "$json" ] || printf '%-8s %-14s %s\n' "$2" "$1" "$3"
}
jdk() {
  local found why
  found=$( (. "$root/.mvn/jdks.sh" 2>/dev/null && eval "echo \"\$CAUSALITY_JDK$1\"") || true)
  [ -n "$found" ] || found=$( (. "$root/.mvn/jdks.sh" >/dev/null 2>&1; find_jdk "$1") 2>/dev/null || true)
  if [ -n "$found" ]; then result "JDK $1" ok "$found"; else result "JDK $1" missing "$2"; fi
}
program() { # name, why, how
  local found
  if found=$(command -v "$1"); then result "$1" ok "$found"; else result "$1" missing "$2; get it with: $3"; fi
}
fetched() { # name, witness in its folder, size
  local v where
  v=$(version "$1")
  where="$servers/$1-$v"
  if [ -e "$where/$2" ]; then
    result "$1" ok "$where"
  else
    result "$1" absent "$v ($3) is fetched by: ./causality provision (and by up)"
  fi
}

jdk 17 "the Flink jobs run on it; get it with: apt-get install openjdk-17-jdk-headless, or set CAUSALITY_JDK17"
jdk 25 "build, gateway, portal and Trino run on it; get it with: apt-get install temurin-25-jdk, or set CAUSALITY_JDK25"
maven="$cache/apache-maven-$(sed -n 's/^version=//p' "$root/mvnw")"
if [ -x "$maven/bin/mvn" ]; then result maven ok "$maven"; else program mvn "fetches the pinned Maven, once" "apt-get install maven"; fi
if nats=$(command -v nats-server); then
  result nats-server ok "$nats"
elif [ -x "$servers/nats-server-$(version nats-server)/nats-server" ]; then
  result nats-server ok "$servers/nats-server-$(version nats-server)/nats-server"
elif command -v go >/dev/null; then
  result nats-server absent "$(version nats-server) is built by: ./causality provision (and by up)"
else
  result nats-server missing "the event stream; get it with: apt-get install nats-server, or install Go"
fi
fetched postgres bin/postgres "15 MB"
fetched s3proxy lib "57 MB"
fetched trino plugin/hive "450 MB"
[ -e "$servers/postgres-$(version postgres)" ] || program xz "unpacks PostgreSQL" "apt-get install xz-utils"
program tar "unpacks the servers" "apt-get install tar"
program node "builds the web app; 20.19 or later" "https://nodejs.org"
if [ "$(uname -s)" = Linux ]; then
  program setpriv "ends the servers when their supervisor dies" "apt-get install util-linux"
  free_mb=$(awk '/^MemAvailable/ {print int($2/1024)}' /proc/meminfo)
  if [ "$free_mb" -ge 5000 ]; then
    result memory ok "$free_mb MB available"
  else
    result memory low "$free_mb MB available; everything together takes up to 5,000 MB"
  fi
fi
disk_mb=$(df -Pm "$root" | awk 'NR == 2 {print $4}')
if [ "$disk_mb" -ge 5000 ]; then result disk ok "$disk_mb MB free"; else result disk low "$disk_mb MB free; 5,000 MB are wanted"; fi

missing=$(printf '%s\n' "${results[@]}" | awk -F'\t' '$2 == "missing"' | wc -l)
if [ -n "$json" ]; then
  printf '%s\n' "${results[@]}" | awk -F'\t' -v ok="$([ "$missing" -eq 0 ] && echo true || echo false)" '
    function text(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); return "\"" s "\"" }
    BEGIN { printf "{\"ok\":%s,\"checks\":[", ok }
    { printf "%s{\"name\":%s,\"state\":%s,\"detail\":%s}", (NR > 1 ? "," : ""), text($1), text($2), text($3) }
    END { print "]}" }'
fi
[ "$missing" -eq 0 ] || exit 3
