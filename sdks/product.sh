# Sourced by end-to-end.sh and chaos.sh: the SDKs as processes, and a product that they send to.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
# shellcheck source=../.mvn/jdks.sh
. "$root/.mvn/jdks.sh"
# shellcheck source=../launcher/free-port.sh
. "$root/launcher/free-port.sh"
export CAUSALITY_JDK17 CAUSALITY_JDK25

work=$(mktemp -d)
own='' # the data folder of a product that was started here
finish() {
  local child
  for child in $(jobs -p); do kill "$child" 2>/dev/null || true; done
  [ -z "$own" ] || "$root/causality" down >&2 || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

# start_product: one of its own, in a folder and on ports of its own. Without it, the one that runs is used.
start_product() {
  own=$work/product
  export CAUSALITY_DATA=$own CAUSALITY_GATEWAY_PORT CAUSALITY_MANAGEMENT_PORT CAUSALITY_PORTAL_PORT
  CAUSALITY_GATEWAY_PORT=$(free_port) CAUSALITY_MANAGEMENT_PORT=$(free_port) CAUSALITY_PORTAL_PORT=$(free_port)
  "$root/causality" up --detach >&2
}

# prepare_adapter SDK: builds what it needs and leaves its command in the array `command`.
prepare_adapter() {
  case $1 in
    go | mobile)
      (cd "$here/$1" && go build -o "$work/$1-adapter" ./internal/adapter)
      command=("$work/$1-adapter")
      ;;
    web)
      (cd "$here/web" && { [ -d node_modules ] || npm ci --no-audit --no-fund --silent; } && npm run --silent build) >&2
      command=(node "$here/web/conformance/adapter.mjs")
      ;;
    java)
      [ -d "$here/java/target/test-classes" ] ||
        (cd "$root" && ./mvnw -B -ntp -pl sdks/java -am -DskipTests -Djacoco.skip test-compile) >&2
      command=("$here/java/conformance.sh")
      ;;
    kotlin)
      [ -f "$here/mobile/android/target/class-path" ] || {
        JAVA_HOME=$CAUSALITY_JDK17 "$here/mobile/bind-jvm.sh"
        (cd "$root" && ./mvnw -B -ntp -f sdks/mobile/android/pom.xml test-compile)
      } >&2
      command=("$here/mobile/android/conformance.sh")
      ;;
    *)
      echo "no SDK $1; there are go, web, java, mobile and kotlin" >&2
      return 2
      ;;
  esac
}

# make_key APP: makes an app and prints a key of it.
make_key() {
  local key
  key=$("$root/causality" key create "$1" --json | sed -n 's/.*"key" *: *"\([^"]*\)".*/\1/p')
  [ -n "$key" ] || { echo "no key for $1" >&2; return 1; }
  echo "$key"
}

# lake APP COLUMNS: one line of CSV over the app's events.
lake() { "$root/causality" sql "SELECT $2 FROM events" --app "$1" --format csv | tail -n 1 | tr -d "\r"; }

# until_lake APP COLUMNS WANTED SECONDS: waits until that line is the wanted one, and prints the last one found.
until_lake() {
  local found deadline=$(($(date +%s) + $4))
  while :; do
    found=$(lake "$1" "$2") || found="no answer"
    if [ "$found" = "$3" ] || [ "$(date +%s)" -ge "$deadline" ]; then break; fi
  done
  echo "$found"
  [ "$found" = "$3" ]
}

(cd "$here/conformance" && go build -o "$work/conformance" .)
