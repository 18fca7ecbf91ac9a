#!/usr/bin/env bash
# The adapter of the conformance suite (sdks/conformance/README.md): drives this client, built by Maven before.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ ! -d "$here/target/test-classes" ]; then
  echo "missing: the classes of sdks/java; make them with: ./mvnw -pl sdks/java test-compile" >&2
  exit 3
fi
exec "${CAUSALITY_JDK25:+$CAUSALITY_JDK25/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m \
  -cp "$here/target/classes:$here/target/test-classes" io.causality.client.ConformanceAdapter
