#!/usr/bin/env bash
# Tries the deployment files for real: `deploy/try.sh SUBSIDY [SCHEMATHESIS]`. Needs Debian's nginx and systemd; loopback only, ends by itself.
# With the path of schemathesis it also sets that against the server, without nginx, which has error pages of its own.
set -euo pipefail
PATH=$PATH:/usr/sbin # where Debian keeps nginx, and not every user's PATH leads
subsidy=$(realpath "$1") schemathesis=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null; rm -rf "$dir"' EXIT

# The unit names paths of the target machine: here they lead to the program at hand.
sed "s|/usr/local/bin/subsidy|$subsidy|" "$here/subsidy.service" > "$dir/subsidy.service"
systemd-analyze verify "$dir/subsidy.service"
echo "systemd unit: verified"

"$subsidy" --policies "$here/../policies" serve --listen 127.0.0.1:0 --behind-proxy --rate 0 > "$dir/out" 2> "$dir/log" &
pids+=($!)
for _ in $(seq 100); do [ -s "$dir/out" ] && break; sleep 0.05; done
behind=$(sed -n 's|^Listening on http://\(.*\)/$|\1|p' "$dir/out")
port=$((20000 + RANDOM % 10000))
sed "s|127.0.0.1:8080|$behind|; s|127.0.0.1:8081|127.0.0.1:$port|" "$here/nginx.conf" > "$dir/subsidy.conf"
cat > "$dir/nginx.conf" <<N
daemon off; pid $dir/nginx.pid; error_log stderr; worker_processes 1;
events { worker_connections 256; }
http {
  access_log off; include $dir/subsidy.conf;
  client_body_temp_path $dir/body; proxy_temp_path $dir/proxy; fastcgi_temp_path $dir/f; uwsgi_temp_path $dir/u; scgi_temp_path $dir/s;
}
N
nginx -t -c "$dir/nginx.conf" 2>&1 | tail -1
nginx -c "$dir/nginx.conf" 2> "$dir/nginx.log" &
pids+=($!)
front=http://127.0.0.1:$port
for _ in $(seq 100); do curl -sf -o "$dir/alive" "$front/healthz" && break; sleep 0.05; done
status() { curl -s -o "$dir/answer" -w '%{http_code}' "$@"; }
expect() { [ "$1" = "$2" ] || { echo "expected $2, found $1: $3" >&2; cat "$dir/nginx.log" >&2; exit 1; }; }

echo '{"policy":"hebi","as_of":"2024-09-30","batch":1,"level":2,"spend":[{"category":"software","amount":"600000"}]}' > "$dir/application.json"
expect "$(status --data-binary @"$dir/application.json" -H 'content-type: application/json' "$front/api/v1/estimates")" 200 estimate
cmp "$dir/answer" <("$subsidy" estimate --json "$dir/application.json" | tr -d '\n')
for _ in $(seq 2000); do cat "$dir/application.json"; done > "$dir/many.ndjson"
expect "$(status -X POST -T "$dir/many.ndjson" -H 'content-type: application/x-ndjson' "$front/api/v1/estimates")" 200 stream
cmp "$dir/answer" <("$subsidy" batch "$dir/many.ndjson" 2> /dev/null)
tag=$(curl -sI "$front/api/v1/policies/hebi" | tr -d '\r' | sed -n 's/^etag: //Ip')
expect "$(status -H "if-none-match: $tag" "$front/api/v1/policies/hebi")" 304 "a table that is known"
expect "$(status "$front/form")" 200 form
expect "$(status "$front/metrics")" 404 metrics
echo "nginx: the same bytes, the same stream, metrics kept inside"

if [ -n "$schemathesis" ]; then
  (cd "$dir" && "$schemathesis" --config-file "$here/../tests/server/schemathesis.toml" run "http://$behind/api/v1/openapi.json" --url "http://$behind" \
    --max-examples "${EXAMPLES:-50}" --checks all --seed 1 --no-color) > "$dir/schemathesis.log" || { cat "$dir/schemathesis.log" >&2; exit 1; }
  echo "schemathesis: $(grep -A1 '^Test cases:' "$dir/schemathesis.log" | tail -1 | xargs)"
fi
