#!/usr/bin/env bash
# Generates the Java and Objective-C bindings into _build/, as gomobile does for Android and iOS, and makes of the Java ones a library
# for the JVM of this machine, so that the binding and the Kotlin wrapper can be tested without a phone.
# Usage: bind-jvm.sh   Needs Go, a C compiler and JAVA_HOME.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for tool in "${CC:-cc}" ar; do
  command -v "$tool" >/dev/null || { echo "missing: $tool; get it with: apt-get install gcc" >&2; exit 3; }
done
[ -f "${JAVA_HOME:-}/include/jni.h" ] || { echo "missing: jni.h; set JAVA_HOME to a JDK" >&2; exit 3; }
rm -rf _build/android _build/ios _build/jvm
mkdir -p _build/jvm
go tool gobind -lang=go,java -javapkg=io.causality -outdir=_build/android .
go tool gobind -lang=objc -outdir=_build/ios .

# No Swift compiler is here: at least every method of the core that the wrapper calls must be in its header.
for name in $(grep -oh 'client\.[a-z][A-Za-z]*' ios/Sources/Causality/*.swift | sed 's/client\.//' | sort -u); do
  grep -q "^- ([^)]*)$name[:;]" _build/ios/src/gobind/Mobile.objc.h || { echo "the Swift wrapper calls $name, which the core lacks" >&2; exit 1; }
done

# gomobile compiles these for Android, by their names; here the JVM's headers and a log of our own stand in for Android's.
cp _build/android/src/gobind/* _build/jvm
for file in _build/jvm/*_android.c _build/jvm/*_android.go; do
  mv "$file" "${file/_android./_jvm.}"
done
: >_build/jvm/empty.s
"${CC:-cc}" -c _build/jvm/empty.s -o _build/jvm/empty.o
ar rcs _build/jvm/liblog.a _build/jvm/empty.o
rm _build/jvm/empty.s
library=libgojni.so
[ "$(uname)" != Darwin ] || library=libgojni.dylib
CGO_ENABLED=1 \
  CGO_CFLAGS="-D__GOBIND_ANDROID__ -Wno-incompatible-pointer-types -I$PWD/jvm/include -I$JAVA_HOME/include -I$JAVA_HOME/include/$(uname | tr '[:upper:]' '[:lower:]')" \
  CGO_LDFLAGS="-L$PWD/_build/jvm" \
  go build -buildvcs=false -buildmode=c-shared -o "_build/jvm/$library" ./_build/jvm
