#!/usr/bin/env bash
# entrypoint.sh MAIN-CLASS: runs a service whose jar lies beside this file and the others in lib/; it is configured by the environment.
# entrypoint.sh ready PORT: exit 0 when the service says on this management port that it is ready.
set -euo pipefail
app=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ "$1" = ready ]; then
  exec 3<>"/dev/tcp/127.0.0.1/$2"
  printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
  IFS= read -r line <&3
  case $line in *' 200 '*) exit 0 ;; *) exit 1 ;; esac
fi
# shellcheck disable=SC2086 # options are words
exec java ${JAVA_OPTIONS:-} \
  -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8 -Duser.timezone=UTC \
  --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
  -cp "$app/*:$app/lib/*" "$1"
