#!/usr/bin/env bash
# ./causality sbom [--check]: what Causality is built from, as CycloneDX documents in target/sbom, and docs/licences.md made from them.
# Exit 1 when a licence is none of launcher/licences.json; with --check also when docs/licences.md is out of date, which is then left as it is.
# Reads poms, lock files, go.sum and the notices in Flink's jars (it builds what is stale, for these); Maven, npm and Go fetch what is not there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
plugin=2.9.3
gomod=1.10.0
out="$root/target/sbom"
for program in go npm node; do
  command -v "$program" >/dev/null || {
    echo "missing: $program" >&2
    exit 3
  }
done
# shellcheck source=../.mvn/jdks.sh
. .mvn/jdks.sh
rm -rf "$out"
mkdir -p "$out"

java_sbom() { # java_sbom NAME GOAL FOLDER ARGUMENT…: what is shipped, without what only tests need
  echo "sbom: $1" >&2
  # From the folder, so that a pom which is none of the product's modules is taken alone.
  (cd "$3" && "$root/mvnw" -q -B -ntp "org.cyclonedx:cyclonedx-maven-plugin:$plugin:$2" -DoutputDirectory="$out" -DoutputName="$1" -DoutputFormat=json \
    -DincludeTestScope=false -DincludeLicenseText=false -DskipNotDeployed=false "${@:4}")
}
java_sbom java makeAggregateBom .
java_sbom s3proxy makeBom launcher/provision "-Ds3proxy.version=$(sed -n 's/^s3proxy=//p' launcher/servers/src/main/resources/io/causality/servers/versions.properties)"
java_sbom sdk-java makeBom sdks/java

echo "sbom: what Flink's jars hold of others" >&2
launcher/build.sh
node launcher/notices.mjs flink-jobs/jobs/target/lib/flink-*.jar flink-jobs/jobs/target/plugins/*/flink-*.jar >"$out/shaded.json"

for folder in portal-ui sdks/web; do
  echo "sbom: $folder" >&2
  (cd "$folder" && npm sbom --sbom-format cyclonedx --omit dev --package-lock-only) >"$out/$(echo "$folder" | tr / -).json"
done

for folder in sdks/go sdks/conformance sdks/generate; do
  echo "sbom: $folder" >&2
  (cd "$folder" && go run "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v$gomod" mod -json -licenses -output "$out/$(echo "$folder" | tr / -).json" .) >&2
done
node launcher/licences.mjs "$out" "$@"
