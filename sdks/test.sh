#!/usr/bin/env bash
# Tests of the SDKs: generated code is current, unit tests, conformance. Installs what it needs where apt-get can;
# with --tools, does only that.
# The last line counts what ran; the exit code is 0 only when all of it passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"

need() { # need COMMAND PACKAGE
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q >&2 && apt-get install -y -q "$2" >&2 && command -v "$1" >/dev/null && return
  fi
  echo "missing: $1; get it with: apt-get install $2" >&2
  exit 3
}
need go golang-go
case "$(go env GOVERSION)" in
  go1.1? | go1.1?.* | go1.2[0-5] | go1.2[0-5].*)
    echo "missing: Go 1.26 or later, this is $(go env GOVERSION); get it from https://go.dev/dl" >&2
    exit 3
    ;;
esac
need node nodejs
need npm npm
need chromium chromium
need cc gcc
[ "${1:-}" != --tools ] || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=()
passed=0
step() { # step NAME COMMAND…
  local name=$1
  shift
  echo "--- $name"
  if "$@"; then passed=$((passed + 1)); else failed+=("$name"); fi
}
in_folder() ( cd "$1" && shift && "$@" )

race=()
[ "$(go env CGO_ENABLED)" = 0 ] || ! command -v "$(go env CC)" >/dev/null || race=(-race)

step "typed helpers are current" in_folder generate go test ./...
step "conformance: unit" in_folder conformance go test ./...
in_folder conformance go build -o "$work/conformance" .
step "go: unformatted files" test -z "$(find go generate conformance mobile -name _build -prune -o -name '*.go' -print0 | xargs -0 gofmt -l)"
step "go: unit" in_folder go go test "${race[@]}" ./...
step "go: builds" in_folder go go build -o "$work/go-adapter" ./internal/adapter
step "go: conformance" in_folder conformance "$work/conformance" run -- "$work/go-adapter"
step "mobile: vet" in_folder mobile go vet ./...
step "mobile: unit, processes that are killed" in_folder mobile go test "${race[@]}" ./...
step "mobile: builds" in_folder mobile go build -o "$work/mobile-adapter" ./internal/adapter
step "mobile: conformance" in_folder conformance "$work/conformance" run -- "$work/mobile-adapter"
if [ -f web/package.json ]; then
  step "web: install" in_folder web npm ci --no-audit --no-fund --silent
  step "web: check" in_folder web npm run --silent check
  step "web: conformance" in_folder conformance "$work/conformance" run -- node ../web/conformance/adapter.mjs
fi

# shellcheck source=../.mvn/jdks.sh
. ../.mvn/jdks.sh
export CAUSALITY_JDK17 CAUSALITY_JDK25
if [ ! -d ../ingest-gateway/target/lib ] || [ ! -d java/target/test-classes ]; then
  step "java and gateway: build" in_folder .. ./mvnw -B -ntp -pl ingest-gateway,sdks/java -am -DskipTests package
fi
step "mobile: bindings for Java and Objective-C" env JAVA_HOME="$CAUSALITY_JDK17" mobile/bind-jvm.sh
step "mobile: Kotlin wrapper and example, against Android" in_folder .. ./mvnw -B -ntp -f sdks/mobile/android/pom.xml test-compile
step "mobile: conformance of the Kotlin wrapper" in_folder conformance "$work/conformance" run -- ../mobile/android/conformance.sh
step "java: conformance" in_folder conformance "$work/conformance" run -- ../java/conformance.sh
step "dialects: install" in_folder dialects npm ci --no-audit --no-fund --silent --ignore-scripts
step "dialects: the clients of other products" in_folder dialects npm test --silent

if [ "${#failed[@]}" = 0 ]; then
  echo "sdks: $passed steps passed"
else
  echo "sdks: $passed steps passed, ${#failed[@]} failed: ${failed[*]}"
  exit 1
fi
