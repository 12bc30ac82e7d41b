# The scanner is killed, hangs, or its audit cannot be written.
U="https://x.com:$TLS/i/api"
X500='does not pass'

stopped() { # sentence: a leak does not get through, whatever the code
	local before
	before=$(count)
	through -d "t=$LEAK" "$U"
	[ "$status" != 200 ] && [ "$(count)" = "$before" ]
	ok "$1"
}

recovers() { until_ok 150 sh -c "curl -s -o /dev/null -w '%{http_code}' --max-time 10 --cacert $T/ca.crt \
	-x http://127.0.0.1:$SQUID -d t=hello $U | grep -q 200"; }

(for i in $(seq 30); do curl -s -o /dev/null -w '%{http_code}\n' --max-time 20 --cacert "$T/ca.crt" \
	-x "http://127.0.0.1:$SQUID" -d "t=$LEAK" "$U"; done) > "$T/codes" &
traffic=$!
sleep 0.3
kill -9 $(children)
wait $traffic
status=$(sort "$T/codes" | uniq -c | tr -s ' \n' ' ')
! grep -q 200 "$T/codes"
ok 'killing every process in the middle of leaking traffic lets nothing through'
recovers
ok 'and clean traffic recovers'

stuck=$(children)
kill -STOP $stuck
stopped 'a scanner that hangs ends as an error of Squid, not as a pass'
kill -CONT $stuck
recovers
ok 'when it goes on, so does clean traffic'

kill -STOP "$shuhi_pid" $(children)
kill -9 $(children)
stopped 'with nobody to answer at all nothing passes'
kill -CONT "$shuhi_pid"
recovers
ok 'the master starts new processes, and clean traffic recovers'
[ "$(seen 田中)" = 0 ]
ok 'the origin has seen no name'
reset
