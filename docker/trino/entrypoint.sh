#!/usr/bin/env bash
# entrypoint.sh COMMAND…: runs Trino, with the certificates that CAUSALITY_TLS_* name (docs/security.md), read at the start.
# An authority is trusted beside Java's, for S3 too. A certificate with its key opens a second port, with HTTPS (8443, or CAUSALITY_TRINO_TLS_PORT).
set -euo pipefail
work=${TMPDIR:-/tmp}/causality-tls options=''
rm -rf "$work"
mkdir -m 700 "$work"
bad() { echo "$1 cannot be used: $2" >&2; exit 2; }

ca=${CAUSALITY_TLS_CA_FILE:-}
if [ -n "$ca" ]; then
  [ -r "$ca" ] || bad CAUSALITY_TLS_CA_FILE "$ca cannot be read"
  java=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
  cat "$java/lib/security/cacerts" >"$work/trust"
  # keytool reads one certificate of a file.
  count=0 one=''
  while IFS= read -r line || [ -n "$line" ]; do
    [ "${line%$'\r'}" != '-----BEGIN CERTIFICATE-----' ] || one="$work/authority-$((count += 1)).pem"
    [ -z "$one" ] || printf '%s\n' "$line" >>"$one"
    [ "${line%$'\r'}" != '-----END CERTIFICATE-----' ] || one=''
  done <"$ca"
  [ "$count" -gt 0 ] || bad CAUSALITY_TLS_CA_FILE "no certificate is in $ca"
  while [ "$count" -gt 0 ]; do
    said=$("$java/bin/keytool" -importcert -noprompt -alias "causality-$count" -file "$work/authority-$count.pem" \
      -keystore "$work/trust" -storepass changeit 2>&1) || bad CAUSALITY_TLS_CA_FILE "$said"
    count=$((count - 1))
  done
  options+=" -Djavax.net.ssl.trustStore=$work/trust -Djavax.net.ssl.trustStorePassword=changeit"
fi

certificate=${CAUSALITY_TLS_CERT_FILE:-} key=${CAUSALITY_TLS_KEY_FILE:-}
if [ -n "$certificate$key" ]; then
  [ -n "$certificate" ] && [ -n "$key" ] || bad CAUSALITY_TLS_CERT_FILE "it and CAUSALITY_TLS_KEY_FILE go together"
  [ -r "$certificate" ] || bad CAUSALITY_TLS_CERT_FILE "$certificate cannot be read"
  [ -r "$key" ] || bad CAUSALITY_TLS_KEY_FILE "$key cannot be read"
  cat "$certificate" "$key" >"$work/own.pem"
  options+=" -Dhttp-server.https.enabled=true -Dhttp-server.https.port=${CAUSALITY_TRINO_TLS_PORT:-8443}"
  options+=" -Dhttp-server.https.keystore.path=$work/own.pem"
fi
[ -z "$options" ] || export JDK_JAVA_OPTIONS="${JDK_JAVA_OPTIONS:-}$options"
exec "$@"
