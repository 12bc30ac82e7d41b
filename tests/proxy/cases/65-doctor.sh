# shuhi proxy doctor over the running set-up; the clock of a test machine is its own.
status=$("$B/shuhi" proxy doctor --lang en --policy "$T/policy.yaml" --icap "127.0.0.1:$ICAP" \
	--proxy "127.0.0.1:$SQUID" 2>&1 | grep -v 'clock' | grep '^NG')
[ -z "$status" ]
ok 'the doctor finds nothing wrong with a set-up that works'
status=$("$B/shuhi" proxy doctor --lang en --policy "$T/policy.yaml" --icap 127.0.0.1:1 2>&1)
[ $? = 1 ] && printf '%s' "$status" | grep -q '^NG c-icap answers'
ok 'it tells when nobody answers, and exits 1'
status=$("$B/shuhi" proxy doctor --lang en --policy "$T/policy.yaml" --icap "127.0.0.1:$ICAP" --service echo 2>&1)
printf '%s' "$status" | grep -q '^NG a test text that looks like a leak is stopped'
ok 'it tells when a leak would pass'
for f in squid.conf; do
	sed -e "s#/etc/squid/shuhi-ca.pem#$T/ca.pem#" -e "s#/var/spool/squid/certs#$T/certs#" \
		-e "s#/etc/squid/shuhi-reviewed.txt#$T/hosts#" "capture/proxy/etc/$f" > "$T/shipped.conf"
	status=$(squid -k parse -f "$T/shipped.conf" 2>&1 | grep -E 'ERROR|FATAL|obsolete|Unrecognized|bungled')
	[ -z "$status" ]
	ok 'the shipped squid.conf is one that Squid takes'
done
