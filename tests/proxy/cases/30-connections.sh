# Connections: reuse, parallel requests, clients that go away.
U="https://x.com:$TLS/i/api"

# Squid 5.7 itself closes the client's connection behind most pages that ICAP made
# (its bug 5187: STREAM_UNPLANNED_COMPLETE), so that whether it is the same one is
# not asked; a client that goes on must not notice.
status=$(curl -sS -o /dev/null -w '%{http_code} ' --cacert "$T/ca.crt" -x "http://127.0.0.1:$SQUID" \
	-d "t=$LEAK" "$U" --next -sS -o /dev/null -w '%{http_code}' --cacert "$T/ca.crt" \
	-x "http://127.0.0.1:$SQUID" -d "t=$CLEAN" "$U" 2>"$T/curl.err")
[ "$status" = '403 200' ]
ok 'after a block the client carries on'

many() { # text, code: 20 at once
	local i
	for i in $(seq 20); do
		curl -sS -o /dev/null -w '%{http_code}\n' --cacert "$T/ca.crt" \
			-x "http://127.0.0.1:$SQUID" -d "n=$i&t=$1" "$U" &
		pids[i]=$!
	done
	wait "${pids[@]}"
}
status=$(many "$LEAK" | sort | uniq -c | tr -s ' ')
[ "$status" = ' 20 403' ]
ok '20 leaking posts at once are all stopped'
status=$(many "$CLEAN" | sort | uniq -c | tr -s ' ')
[ "$status" = ' 20 200' ]
ok '20 clean posts at once all go through'

before=$(count)
long 3000000 "$LEAK" > "$T/leak.txt"
for i in 1 2 3; do
	curl -s -o /dev/null --max-time 1 --limit-rate 500k --cacert "$T/ca.crt" \
		-x "http://127.0.0.1:$SQUID" --data-binary "@$T/leak.txt" "$U"
done
until_ok 80 sh -c '[ "$(sed -n "s/^shuhi_proxy_aborted_total //p" '"$T"'/metrics.prom)" -ge 3 ]'
ok 'clients that go away in the middle are counted'
status=$(count)
[ "$status" = "$before" ]
ok 'nothing of what they sent reached the origin'
passes 'and clean traffic goes on' -d "t=$CLEAN" "$U"
rm -f "$T/leak.txt"
reset
