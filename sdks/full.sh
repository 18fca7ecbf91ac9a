#!/usr/bin/env bash
# What needs the running product: end to end, import, chaos. Starts one for all. The last line counts what passed.
set -euo pipefail
# shellcheck source=product.sh
. "$(dirname "${BASH_SOURCE[0]}")/product.sh"
start_product
passed=0
failed=()
for name in end-to-end import chaos; do
  echo "--- $name"
  if "$here/$name.sh" --running; then passed=$((passed + 1)); else failed+=("$name"); fi
done
echo "sdks with the product: $passed passed, ${#failed[@]} failed: ${failed[*]:-none}"
[ "${#failed[@]}" = 0 ]
