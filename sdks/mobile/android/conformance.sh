#!/usr/bin/env bash
# The adapter of the conformance suite (sdks/conformance/README.md): drives the Kotlin wrapper over the binding on the JVM of this
# machine, made before by ../bind-jvm.sh and Maven.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ ! -f "$here/target/class-path" ]; then
  echo "missing: the classes; make them with: sdks/mobile/bind-jvm.sh && ./mvnw -f sdks/mobile/android/pom.xml test-compile" >&2
  exit 3
fi
exec "${CAUSALITY_JDK17:+$CAUSALITY_JDK17/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m \
  "-Djava.library.path=$here/../_build/jvm" \
  -cp "$here/target/classes:$here/target/test-classes:$(cat "$here/target/class-path")" io.causality.android.ConformanceAdapterKt
