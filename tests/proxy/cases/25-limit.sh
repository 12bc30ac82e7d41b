# limits: body, at the limit and one past it, and what the policy says of too-large.
U="https://x.com:$TLS/upload"
LIMIT=102400
cp "$T/policy.yaml" "$T/policy.good"

limited() { # more YAML; every process has followed when it returns
	local n i
	n=$(metric 'shuhi_proxy_reloads_total{result="ok"}')
	{ cat "$T/policy.good"; printf 'limits: {body: 100KB}\n%s\n' "$1"; } > "$T/policy.new"
	mv "$T/policy.new" "$T/policy.yaml"
	until_ok 200 sh -c "[ \"\$(sed -n 's/^shuhi_proxy_reloads_total{result=\"ok\"} //p' $T/metrics.prom)\" -gt ${n:-0} ]"
	until_ok 100 followed "$2"
}
followed() { # status of a body past the limit, from each process
	local i
	for i in 1 2 3 4 5 6; do
		through --data-binary "@$T/past.txt" -H "$TEXT" "$U"
		[ "$status" = "$1" ] || return 1
	done
}
JSON='Accept: application/json'

until_ok 100 test -s "$T/metrics.prom"
TEXT='Content-Type: text/plain; charset=utf-8'
long $LIMIT '' > "$T/at.txt"
long $LIMIT "$LEAK" > "$T/atleak.txt"
long $((LIMIT + 1)) '' > "$T/past.txt"
long $((LIMIT + 1)) "$LEAK" > "$T/pastleak.txt"

limited 'failures: {too-large: block}' 403
for how in '' chunked; do
	set -- -H "$TEXT" ${how:+-H "Transfer-Encoding: $how"}
	through "$@" --data-binary "@$T/at.txt" "$U"
	whole "$T/at.txt"
	ok "a clean body at the limit arrives whole${how:+, $how}"
	through "$@" -H "$JSON" --data-binary "@$T/atleak.txt" "$U"
	[ "$status" = 403 ] && grep -q '"failures":\[\]' "$T/body" && grep -q '"rule":' "$T/body"
	ok "a leak at its very end is found${how:+, $how}"
	through "$@" -H "$JSON" --data-binary "@$T/past.txt" "$U"
	[ "$status" = 403 ] && grep -q '"failures":\["too-large"\]' "$T/body" && ! grep -q '"rule":' "$T/body"
	ok "a byte more is stopped unread, as too large${how:+, $how}"
done

limited 'failures: {too-large: log}' 200
through -H "$TEXT" --data-binary "@$T/past.txt" "$U"
whole "$T/past.txt"
ok 'where the policy lets it pass it arrives whole'
through -H "$TEXT" -H 'Transfer-Encoding: chunked' --data-binary "@$T/pastleak.txt" "$U"
whole "$T/pastleak.txt"
ok '... in chunks, too, and nobody has read it'
until_ok 50 grep -q '"causes":\["too-large"\]' "$T/audit.log"
ok '... and that is in the audit'
through -H "$JSON" -H "$TEXT" --data-binary "@$T/atleak.txt" "$U"
[ "$status" = 403 ]
ok 'what is not too large is judged as ever'
reset

# What nobody could give back (LIMIT_PROXY_BODY) is stopped whatever the policy says.
giant() { # bytes, the answer's first line
	cat <<-END
		=== $1 bytes
		>>>
		REQMOD icap://127.0.0.1/shuhi ICAP/1.0
		Host: 127.0.0.1
		Encapsulated: req-hdr=0, req-body=@

		POST https://x.com/a HTTP/1.1
		Host: x.com
		Content-Type: application/octet-stream

		%fill $1 a
		%end
		<<<
		ICAP/1.0 200 OK
		$2
	END
}
giant 268435456 'POST https://x.com/a HTTP/1.1' > "$T/at.icap"
giant 268435457 'HTTP/1.1 403 Forbidden' > "$T/past.icap"
status=transcript
"$B/tests/proxy/play" "$ICAP" "$T/at.icap" 2> "$T/curl.err"
ok '256 MB, which the policy lets pass, are given back'
"$B/tests/proxy/play" "$ICAP" "$T/past.icap" 2> "$T/curl.err"
ok '... a byte more is stopped'

n=$(metric 'shuhi_proxy_reloads_total{result="ok"}')
mv "$T/policy.good" "$T/policy.yaml"
until_ok 200 sh -c "[ \"\$(sed -n 's/^shuhi_proxy_reloads_total{result=\"ok\"} //p' $T/metrics.prom)\" -gt $n ]"
until_ok 100 followed 200
ok 'with the shipped limit it is no longer too large'
rm -f "$T"/at*.txt "$T"/past*.txt
reset
