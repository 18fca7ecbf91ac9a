# Sourced by mvnw and causality: finds the two JDKs and sets CAUSALITY_JDK17 and CAUSALITY_JDK25, or exits 3 saying how to get them.
# Candidates: what the environment names, then the folders where JDKs usually lie, then the java on the PATH.
jdk_major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

find_jdk() {
  local want=$1 dir java_on_path
  java_on_path=$(command -v javac 2>/dev/null) && java_on_path=$(dirname "$(dirname "$(readlink -f "$java_on_path")")")
  for dir in "${JAVA_HOME:-}" "${java_on_path:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$dir" ] && [ -x "$dir/bin/javac" ] && [ "$(jdk_major "$dir")" = "$want" ]; then
      echo "$dir"
      return 0
    fi
  done
  return 1
}

CAUSALITY_JDK17=${CAUSALITY_JDK17:-$(find_jdk 17 || true)}
CAUSALITY_JDK25=${CAUSALITY_JDK25:-$(find_jdk 25 || true)}
if [ -z "$CAUSALITY_JDK17" ]; then
  echo "missing: JDK 17 (the Flink jobs run on it); get it with: apt-get install openjdk-17-jdk-headless, or set CAUSALITY_JDK17" >&2
  exit 3
fi
if [ -z "$CAUSALITY_JDK25" ]; then
  echo "missing: JDK 25 (build, gateway, portal, Trino); install Temurin 25 (package temurin-25-jdk), or set CAUSALITY_JDK25" >&2
  exit 3
fi
export CAUSALITY_JDK17 CAUSALITY_JDK25
