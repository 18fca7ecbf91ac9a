#!/usr/bin/env bash
# ./causality provision: gets the servers and says that they are there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/provision/provision.sh"
echo "servers are in ${CAUSALITY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/causality}/servers" >&2
