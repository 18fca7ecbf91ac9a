#!/usr/bin/env bash
# State of an earlier version on this one: builds the commit in launcher/upgrade-from, runs it under load, stops it, starts this tree on the
# same data folder while clients go on, and compares. What was accepted must be in the lake once, its alerts raised once; people,
# dashboards, rules, keys and the memory of ids must be there.
# Usage: launcher/upgrade-test.sh [--kill | --savepoint] [--old FOLDER]
# --kill: the old one does not stop in good order; all its processes are killed. --savepoint: its archive is stopped with a savepoint, by Flink's own
# interface, and the new one starts from that; then its jobs are killed once, with the savepoint still named. --old: a folder with the old version; by default it is unpacked
# and built under target, once.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=free-port.sh
. "$root/launcher/free-port.sh"
from=$(cat "$root/launcher/upgrade-from")
old='' way=down
while [ $# -gt 0 ]; do
  case $1 in
    --kill | --savepoint) way=${1#--} ;;
    --old) old=$(cd "$2" && pwd) && shift ;;
    *) echo "upgrade-test: no option $1" >&2 && exit 2 ;;
  esac
  shift
done

work=$(mktemp -d)
client=''
finish() {
  [ -z "$client" ] || kill "$client" 2>/dev/null || true
  "$root/causality" down >&2 || true
  rm -rf "$work"
}
fail() { echo "upgrade: $*" >&2; exit 1; }
if [ -z "$old" ]; then
  old=$root/target/upgrade-from-$from
  if [ ! -d "$old" ]; then
    mkdir -p "$old.new"
    git -C "$root" archive "$from" | tar x -C "$old.new" || fail "the history has no $from"
    mv "$old.new" "$old"
  fi
fi

# The data folder goes with the product from version to version, and so do its ports.
export CAUSALITY_DATA=$work/data CAUSALITY_GATEWAY_PORT CAUSALITY_MANAGEMENT_PORT CAUSALITY_PORTAL_PORT CAUSALITY_ADMIN_TOKEN
CAUSALITY_GATEWAY_PORT=$(free_port) CAUSALITY_MANAGEMENT_PORT=$(free_port) CAUSALITY_PORTAL_PORT=$(free_port)
CAUSALITY_ADMIN_TOKEN=ct_of-this-test-$RANDOM$RANDOM$RANDOM
trap finish EXIT
trap 'exit 1' INT TERM HUP

api() { # api METHOD PATH [BODY]
  curl -sS -m 60 -X "$1" -H "Authorization: Bearer $CAUSALITY_ADMIN_TOKEN" -H 'Content-Type: application/json' \
    ${3:+--data "$3"} "http://127.0.0.1:$CAUSALITY_PORTAL_PORT$2"
}
until_true() { # until_true WHAT SECONDS COMMAND…
  local what=$1 deadline=$((SECONDS + $2)) seen=''
  shift 2
  until "$@"; do
    [ $SECONDS -lt $deadline ] || fail "waited in vain until $what${seen:+; last seen: $seen}"
    read -r -t 0.5 <> <(:) || true
  done
}

# Batch n: twenty events; in each tenth batch one of them raises an alert.
events=20
batch() {
  local n=$1 i body='' name
  for ((i = 0; i < events; i++)); do
    name=step
    [ $i != 0 ] || [ $((n % 10)) != 0 ] || name=alarm
    body+="${body:+,}{\"id\":\"b$n-$i\",\"event\":\"$name\",\"userId\":\"u$((n % 50))\",\"properties\":{\"n\":$n}}"
  done
  [ "$(curl -s -m 15 -o /dev/null -w '%{http_code}' -H "X-API-Key: $key" -H 'Content-Type: application/json' \
    --data "{\"events\":[$body]}" "http://127.0.0.1:$CAUSALITY_GATEWAY_PORT/v1/events/batch")" = 200 ]
}
send() { # batches in order, each until it is accepted, until the file `stop` is there
  local n=0
  while [ ! -e "$work/stop" ]; do
    until batch $n; do read -r -t 0.2 <> <(:) || true; done
    n=$((n + 1))
    echo $n >"$work/accepted.new"
    mv "$work/accepted.new" "$work/accepted"
  done
}
accepted() { cat "$work/accepted" 2>/dev/null || echo 0; }
accepted_over() { [ "$(accepted)" -gt "$1" ]; }
lake() { "$tree/causality" sql "SELECT $1 FROM events" --app shop --format csv 2>/dev/null | tail -n 1 | tr -d '\r'; }
lake_over() { local n; n=$(lake 'count(*)') && [ "${n:-0}" -gt "$1" ]; }
lake_is() { seen=$(lake 'count(*), count(DISTINCT event_id)') && [ "$seen" = "$1,$1" ]; }
alerts() { # how many there are, and of how many events
  local cursor='' page all=''
  while :; do
    page=$(api GET "/api/apps/shop/alerts?limit=100${cursor:+&cursor=$cursor}") || return 1
    all+=$page
    cursor=$(sed -n 's/.*"cursor" *: *"\([^"]*\)".*/\1/p' <<<"$page")
    [ -n "$cursor" ] || break
  done
  echo "$(grep -o '"event_id" *: *"b[0-9]*-0"' <<<"$all" | wc -l),$(grep -o '"event_id" *: *"b[0-9]*-0"' <<<"$all" | sort -u | wc -l)"
}
alerts_are() { seen=$(alerts) && [ "$seen" = "$1,$1" ]; }
part() { "$tree/causality" status --json | tr -d '\n ' | grep -o '"name":"'"$1"'","pid":[0-9]*' | grep -o '[0-9]*$'; }
parts() { "$tree/causality" status --json | grep -o '"pid" *: *[0-9]*' | grep -o '[0-9]*'; }
supervisor() { sed -n 's,^identity=\([0-9]*\).*,\1,p' "$CAUSALITY_DATA/run.properties"; }
# A child of a stopped supervisor that has ended is still there, as a zombie.
ended() { ! kill -0 "$1" 2>/dev/null || grep -q '^State:[[:space:]]*Z' "/proc/$1/status"; }
archive_job=ca05a117000000000000000000000001
flink_rest() { # flink_rest PID: where the Flink in that process answers
  local sockets port inode
  sockets=$(find "/proc/$1/fd" -lname 'socket:*' -printf '%l\n')
  while read -r port inode; do
    if grep -qF "[$inode]" <<<"$sockets" && curl -sf -m 5 -o /dev/null "http://127.0.0.1:$((16#$port))/jobs/$archive_job"; then
      echo "http://127.0.0.1:$((16#$port))"
      return
    fi
  done < <(sed -n 's/^ *[0-9]*: [0-9A-F]*:\([0-9A-F]*\) [0-9A-F:]* 0A \([^ ]* *\)\{5\}\([0-9]*\) .*/\1 \3/p' /proc/net/tcp /proc/net/tcp6)
  return 1
}
gone() { ! kill -0 "$1" 2>/dev/null; }
rule_runs() { api GET /api/apps/shop/rules | grep -q '"state" *: *"running"'; }

# Before, so that the time without a product is that of stop and start.
"$root/launcher/build.sh" >&2
tree=$old
"$old/causality" up --detach >&2
api POST /api/apps '{"id":"shop","name":"Shop"}' | grep -q '"shop"' || fail "no app"
key=$(api POST /api/apps/shop/keys '{"name":"upgrade"}' | sed -n 's/.*"key" *: *"\([^"]*\)".*/\1/p')
[ -n "$key" ] || fail "no key"
api POST /api/users '{"email":"ada@corp.example","password":"a long enough one","role":"editor","apps":["shop"]}' | grep -q ada@ || fail "no user"
api POST /api/dashboards '{"app":"shop","name":"Kept through updates"}' | grep -q Kept || fail "no dashboard"
api POST /api/apps/shop/rules '{"name":"each","lateness_s":3600,"when":{"match":{"event":"alarm"}}}' | grep -q '"each"' || fail "no rule"
until_true "the rule runs" 120 rule_runs
send &
client=$!
until_true "the old one's lake has events" 300 lake_over 2000
before=$(accepted)

if [ "$way" = down ]; then
  "$old/causality" down >&2
else
  supervisor=$(supervisor)
  [ -n "$supervisor" ] || fail "no process of the supervisor"
  parts=$(parts)
  if [ "$way" = savepoint ]; then
    jobs=$(part flink)
    rest=$(flink_rest "$jobs") || fail "no Flink answers in process $jobs"
    kill -STOP "$supervisor" # it would start the jobs again
    curl -sf -m 30 -o /dev/null -H 'Content-Type: application/json' --data "{\"targetDirectory\":\"file://$work/savepoints\",\"drain\":false}" \
      "$rest/jobs/$archive_job/stop" || fail "the archive does not take a savepoint"
    until_true "the archive has stopped" 120 ended "$jobs"
    CAUSALITY_SAVEPOINT=$(dirname "$(ls "$work"/savepoints/*/_metadata)")
    export CAUSALITY_SAVEPOINT
  fi
  # shellcheck disable=SC2086
  kill -9 "$supervisor" $parts || true # the jobs may be gone
  until_true "the supervisor is gone" 60 gone "$supervisor"
fi
stopped=$SECONDS
tree=$root
"$root/causality" up --detach >&2
until_true "clients are accepted again" 180 accepted_over $((before + 20))
echo "upgrade: stopped to accepting again: $((SECONDS - stopped)) s" >&2
at=$(accepted)
until_true "the new one takes events" 180 accepted_over $((at + 100))
if [ "$way" = savepoint ]; then
  grep -q "event=archive_submitted from=[^ ]*${CAUSALITY_SAVEPOINT##*/}" "$CAUSALITY_DATA/flink/flink.log" || fail "the archive did not start from the savepoint"
  kill -9 "$(part flink)"
  at=$(accepted)
  until_true "clients go on" 180 accepted_over $((at + 100))
fi
touch "$work/stop"
wait "$client"
client=''
all=$(accepted)
# Ids that the old one saw are known to the new one.
for n in 0 1 2 3 4 5 6 7 8 9; do batch $n || fail "batch $n is not taken again"; done
batch $all || fail "the last batch is not taken" # behind those that were sent again
all=$((all + 1))

until_true "the lake has each of $((all * events)) events once" 300 lake_is $((all * events))
wanted=$(((all + 9) / 10))
until_true "there are $wanted alerts, once each" 180 alerts_are $wanted
api GET /api/users | grep -q ada@corp.example || fail "the user is gone"
api GET '/api/dashboards?app=shop' | grep -q 'Kept through updates' || fail "the dashboard is gone"
curl -sS -m 30 -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' \
  --data '{"email":"ada@corp.example","password":"a long enough one"}' "http://127.0.0.1:$CAUSALITY_PORTAL_PORT/api/session" |
  grep -q 200 || fail "the password is not known"
rule_runs || fail "the rule does not run"
lake_is $((all * events)) || fail "then the lake had another number"
echo "upgrade from $from (${way}): $((all * events)) events accepted, $((before * events)) of them by the old one: in the lake once; $wanted alerts, once each; people, dashboards, rules and ids are there"
