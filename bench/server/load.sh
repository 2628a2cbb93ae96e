#!/usr/bin/env bash
# Throughput and latency of `subsidy serve` against a bare axum handler with bodies of the same sizes, in the same run.
# `load.sh SUBSIDY BARE [REQUESTS] [SECONDS]`; needs Debian's wrk. Rounds of so many seconds, fifteen at least, until `subsidy serve`
# has answered so many requests. Fails below half of the bare handler's throughput, or at any error. What counts is the middle one of the
# rounds' ratios: the two of a round are neighbours in time, so work that comes and goes on the machine hits both. Loopback only; it
# ends by itself.
set -euo pipefail
subsidy=$1 bare=$2 requests=${3:-50000} seconds=${4:-1}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; rm -rf "$dir"' EXIT
export BODY=$dir/application.json
cat > "$BODY" <<'J'
{"policy":"nanchang","as_of":"2024-09-30","batch":1,"level":2,"spend":[{"category":"software","amount":"300000.00"},{"category":"cloud","amount":"50000"},{"category":"data_equipment","amount":"50000"},{"category":"hardware","amount":"120000.50"}]}
J
"$subsidy" estimate --json "$BODY" | tr -d '\n' > "$dir/estimate.json"
start() { # NAME COMMAND…: starts it and puts its address into the variable NAME.
  local name=$1; shift
  "$@" > "$dir/$name" 2> "$dir/$name.log" &
  pids+=($!)
  for _ in $(seq 100); do [ -s "$dir/$name" ] && break; sleep 0.05; done
  printf -v "$name" '%s' "$(sed -n 's/^Listening on //p' "$dir/$name")api/v1/estimates"
}
start bare_at "$bare" "$dir/estimate.json"
# Its limits are at work, only too wide for one address to reach.
start ours_at "$subsidy" serve --listen 127.0.0.1:0 --rate 1000000000
cmp <(curl -sS --data-binary @"$BODY" -H 'content-type: application/json' "$ours_at") "$dir/estimate.json"
echo "bodies: $(wc -c < "$BODY") in, $(wc -c < "$dir/estimate.json") out; $requests requests at least, rounds of $seconds s, 32 connections"
answered=0 round=0
while [ "$round" -lt 15 ] || [ "$answered" -lt "$requests" ]; do
  round=$((round + 1))
  for name in bare ours; do
    at=${name}_at
    wrk --threads 1 --connections 32 --duration "${seconds}s" --script "$here/post.lua" "${!at}" | sed -n "s/^RESULT/$name/p" | tee -a "$dir/results" |
      awk -v round="$round" '{printf "%d %s: %d requests, %.0f a second, p99 %.2f ms, errors %d\n", round, $1, $2, $2 * 1e6 / $3, $4 / 1000, $5 + $6}'
  done
  now=$(awk '$1 == "ours" {n += $2} END {print n + 0}' "$dir/results")
  [ "$now" -gt "$answered" ] || { echo "no request was answered" >&2; exit 1; }
  answered=$now
done
ratio=$(awk '$1 == "bare" {bare = $2 / $3} $1 == "ours" {print $2 / $3 / bare}' "$dir/results" | sort -n | awk '{all[NR] = $1} END {print all[int((NR + 1) / 2)]}')
awk -v ratio="$ratio" '{n[$1] += $2; t[$1] += $3; bad += $5 + $6; if ($4 > p[$1]) p[$1] = $4}
  END {printf "bare %.0f a second; ours %.0f a second, worst p99 %.2f ms; ratio %.2f; %d requests, %d errors\n", n["bare"] * 1e6 / t["bare"], n["ours"] * 1e6 / t["ours"], p["ours"] / 1000, ratio, n["bare"] + n["ours"], bad
    exit !(ratio >= 0.5 && bad == 0 && n["ours"] > 0)}' "$dir/results"
