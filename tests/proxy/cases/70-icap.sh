# The edges of the protocol, spoken by hand.
status=transcripts
"$B/tests/proxy/play" "$ICAP" tests/proxy/*.icap 2> "$T/curl.err"
ok 'every transcript is answered as written'
