# The figures on a port, beside the file.
read -r PORT < <("$B/tests/proxy/origin" --free 1)
figures() { curl -sf --max-time 5 "http://127.0.0.1:$PORT/metrics" > "$T/figures"; }
figure() { figures && sed -n "s/^$1 //p" "$T/figures"; }
U="https://x.com:$TLS/i/api"

cp "$T/policy.yaml" "$T/policy.good"
sed -i "s/^metrics: .*/metrics: {textfile: ${T//\//\\/}\/metrics.prom, listen: 127.0.0.1:$PORT}/" "$T/policy.yaml"
until_ok 200 figures
ok 'metrics are served where the policy says'
n=$(figure shuhi_proxy_requests_total)
through -d "t=$CLEAN" "$U"
[ "$(figure shuhi_proxy_requests_total)" -gt "$n" ]
ok 'a request is counted there at once'

"$B/shuhi" proxy doctor --lang en --policy "$T/policy.yaml" --icap "127.0.0.1:$ICAP" 2>&1 |
	grep -q '^ok metrics are served'
ok 'the doctor finds them'
server=$(pgrep -P "$shuhi_pid" -x shuhi-metrics)
status=$(readlink "/proc/$server"/fd/[3-9] "/proc/$server"/fd/??* | grep "$T/")
[ -n "$server" ] && [ -z "$status" ]
ok 'who serves them holds no file of the proxy'
stuck=$(children | grep -vx "$server")
kill -STOP "$shuhi_pid" $stuck
figures
ok 'they are served while scanners and master hang'
kill -CONT "$shuhi_pid" $stuck
kill -9 "$server"
until_ok 100 figures
ok 'who serves them is replaced when he dies'

sed 's/listen: .*/listen: 127.0.0.1:1}/' "$T/policy.yaml" > "$T/elsewhere.yaml"
"$B/shuhi" proxy doctor --lang en --policy "$T/elsewhere.yaml" --icap "127.0.0.1:$ICAP" 2>&1 |
	grep -q '^NG metrics are served'
ok 'the doctor tells when nobody serves them'

n=$(metric 'shuhi_proxy_reloads_total{result="ok"}')
mv "$T/policy.good" "$T/policy.yaml"
until_ok 200 sh -c "! curl -sf --max-time 5 http://127.0.0.1:$PORT/metrics"
ok 'without the line in the policy nobody listens'
