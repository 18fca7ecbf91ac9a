#!/usr/bin/env bash
# Fills the cache folder with the servers that Causality stands on: PostgreSQL, S3Proxy and Trino as ordinary Maven
# artifacts (through mvnw, with the machine's settings), nats-server from the PATH, by `go install`, or from the system's packages.
# Each is unpacked beside its place and moved there in one step, so a killed run leaves nothing that looks complete.
# Quick and silent when everything is there. Exit 3: something cannot be got here, and one line says what and how.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache="${CAUSALITY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/causality}"
servers="$cache/servers"
version() { sed -n "s/^$1=//p" "$root/launcher/servers/src/main/resources/io/causality/servers/versions.properties"; }
nats=$(version nats-server) postgres=$(version postgres) s3proxy=$(version s3proxy) trino=$(version trino)

say() { echo "provision: $*" >&2; }
missing() {
  echo "missing: $*" >&2
  exit 3
}
need() { command -v "$1" >/dev/null || missing "$1 ($2); get it with: apt-get install $3"; }

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux-amd64 ;;
  Linux-aarch64) platform=linux-arm64v8 ;;
  Darwin-x86_64) platform=darwin-amd64 ;;
  Darwin-arm64) platform=darwin-arm64v8 ;;
  *) missing "PostgreSQL binaries for $(uname -s) $(uname -m); use Linux or macOS on amd64 or arm64" ;;
esac

nats_server() { command -v nats-server || { [ -x "$servers/nats-server-$nats/nats-server" ] && echo "$servers/nats-server-$nats/nats-server"; }; }
have_postgres() { [ -x "$servers/postgres-$postgres/bin/postgres" ]; }
have_s3proxy() { [ -d "$servers/s3proxy-$s3proxy/lib" ]; }
have_trino() { [ -d "$servers/trino-$trino/plugin/hive" ] && [ -d "$servers/trino-$trino/plugin/resource-group-managers" ]; }

if nats_server >/dev/null && have_postgres && have_s3proxy && have_trino; then
  exit 0
fi

# shellcheck source=../../.mvn/jdks.sh
. "$root/.mvn/jdks.sh"
mkdir -p "$servers"
if command -v flock >/dev/null; then # two copies may be set up beside each other
  exec 9>"$servers/.lock"
  flock 9
fi
work=$(mktemp -d "$servers/.work-XXXXXX")
trap 'rm -rf "$work"' EXIT

maven() { # offline first: what was fetched once is not asked for again
  local common=(-q -B --strict-checksums -f "$here/pom.xml" "-Ds3proxy.version=$s3proxy")
  "$root/mvnw" -o "${common[@]}" "$@" >"$work/maven.log" 2>&1 && return
  "$root/mvnw" "${common[@]}" "$@" >"$work/maven.log" 2>&1 && return
  grep -m1 '^missing:\|^mvnw:' "$work/maven.log" >&2 && exit 3
  grep -m3 ERROR "$work/maven.log" >&2 || true
  missing "$what from the Maven repository; check the network and the mirror in ~/.m2/settings.xml, then: ./causality provision"
}
fetch() { maven dependency:copy "-Dartifact=$1" "-DoutputDirectory=$work/fetched"; }
place() { # replaces what an older script left there
  rm -rf "$2"
  mv "$1" "$2"
}

if ! have_postgres; then
  what="PostgreSQL $postgres"
  say "fetching $what (15 MB)"
  need tar "unpacks PostgreSQL" tar
  need xz "unpacks PostgreSQL" xz-utils
  fetch "io.zonky.test.postgres:embedded-postgres-binaries-$platform:$postgres"
  mkdir -p "$work/postgres"
  (cd "$work" && "$CAUSALITY_JDK25/bin/jar" xf fetched/embedded-postgres-binaries-*.jar && tar -xJf postgres-*.txz -C postgres)
  place "$work/postgres" "$servers/postgres-$postgres"
fi

if ! have_s3proxy; then
  what="S3Proxy $s3proxy"
  say "fetching $what (57 MB)"
  maven dependency:copy-dependencies -DincludeScope=runtime "-DoutputDirectory=$work/s3proxy/lib"
  place "$work/s3proxy" "$servers/s3proxy-$s3proxy"
fi

if ! have_trino; then
  what="Trino $trino"
  say "fetching $what (450 MB; once)"
  fetch "io.trino:trino-server-core:$trino:tar.gz"
  fetch "io.trino:trino-hive:$trino:zip"
  mkdir -p "$work/trino/plugin"
  tar -xzf "$work/fetched/trino-server-core-$trino.tar.gz" -C "$work" \
    "trino-server-core-$trino/lib" "trino-server-core-$trino/plugin/resource-group-managers"
  mv "$work/trino-server-core-$trino/lib" "$work/trino/lib"
  mv "$work/trino-server-core-$trino/plugin/resource-group-managers" "$work/trino/plugin/"
  (cd "$work" && "$CAUSALITY_JDK25/bin/jar" xf "fetched/trino-hive-$trino.zip")
  # The catalog reads Parquet from S3 with a file metastore: other clouds and formats' native code stay out (265 to 111 MB).
  (cd "$work/trino-hive-$trino" && find . -type f | grep -E -i "$(paste -sd'|' "$here/trino-hive-unused.txt")" | xargs rm -f --)
  mv "$work/trino-hive-$trino" "$work/trino/plugin/hive"
  place "$work/trino" "$servers/trino-$trino"
fi

if ! nats_server >/dev/null; then
  if command -v go >/dev/null; then
    say "building nats-server $nats with go (a minute)"
    if GOBIN="$work/nats" go install "github.com/nats-io/nats-server/v2@v$nats" >"$work/go.log" 2>&1; then
      place "$work/nats" "$servers/nats-server-$nats"
    else
      tail -n 2 "$work/go.log" >&2
    fi
  fi
  if ! nats_server >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing nats-server from the system's packages"
    { apt-get update -q && apt-get install -y -q nats-server; } >"$work/apt.log" 2>&1 || tail -n 2 "$work/apt.log" >&2
  fi
  nats_server >/dev/null || missing "nats-server $nats; get it with: go install github.com/nats-io/nats-server/v2@v$nats, or apt-get install nats-server"
fi
