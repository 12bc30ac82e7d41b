# shuhi proxy doctor over the running set-up; the clock of a test machine is its own.
until_ok 100 test -s "$T/metrics.prom"
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

status=$("$B/shuhi" proxy doctor --lang en --policy "$T/policy.yaml" --icap "127.0.0.1:$ICAP" --proxy "127.0.0.1:$SHUT" 2>&1)
printf '%s' "$status" | grep -q '^NG Squid lets this machine ask' && printf '%s' "$status" | grep -q 'acl ward'
ok 'it tells when Squid refuses the machine itself'

# TLS inspection: Squid's port that inspects, and one that only tunnels
tls_doctor() { # port of Squid, more...
	local port=$1
	shift
	status=$(SSL_CERT_FILE=$T/world.crt "$B/shuhi" proxy doctor --lang en --policy "$T/policy.yaml" \
		--icap "127.0.0.1:$ICAP" --proxy "127.0.0.1:$port" "$@" 2>&1 | grep -A1 -e TLS -e ertificate -e site -e "$T")
}
tells() { printf '%s' "$status" | grep -qF -- "$1"; }
before=$(count)
tls_doctor "$SQUID" --tls "x.com:$TLS" --ca "$T/ca.crt"
tells 'ok TLS is inspected' && tells 'ok the test text is stopped inside TLS, too'
ok 'the doctor sees that TLS is inspected, and that a leak inside is stopped'
tls_doctor "$TUNNEL" --tls "x.com:$TLS" --ca "$T/ca.crt"
tells "NG not inspected: the site's own certificate is shown" && tells 'ssl_bump bump all' && ! tells 'inside TLS'
ok 'it tells when the site itself answers, and sends no test text then'
[ "$(count)" = "$before" ]
ok 'no test text reaches a site'
tls_doctor "$SQUID" --tls "x.com:$TLS" --ca "$T/world.crt"
tells "NG the certificate is not of the inspection's CA" && tells 'is --ca the certificate'
ok 'it tells when the certificate is of another CA'
tls_doctor "$SQUID" --tls "x.com:$TLS" --ca "$T/none.crt"
tells "NG $T/none.crt" && tells 'its key is not needed'
ok 'it tells when the CA cannot be read'
openssl x509 -in "$T/ca.crt" -signkey "$T/ca.key" -days -1 -out "$T/old.crt" 2>/dev/null
tls_doctor "$SQUID" --tls "x.com:$TLS" --ca "$T/old.crt"
tells "NG the inspection's certificate has expired"
ok 'it tells when the CA has expired'
tls_doctor "$TUNNEL" --tls x.com:1 --ca "$T/ca.crt"
tells 'NG Squid connects to the site' && tells 'check its DNS and the firewall'
ok 'it tells when Squid does not reach the site'
tls_doctor "$TUNNEL" --tls "x.com:$HTTP" --ca "$T/ca.crt"
tells "NG TLS is spoken" && tells "is it the site's TLS port?"
ok 'it tells when there is no TLS'
tls_doctor "$SQUID" --tls "update.example.jp:$TLS" --ca "$T/ca.crt"
tells 'ok TLS is inspected' && tells 'the policy stops nothing to this site'
ok 'it sends no test text where the policy would let it pass'
[ "$(count)" = "$before" ]
ok '... so that nothing arrives there'
"$B/shuhi" proxy doctor --lang en --tls x.com 2>&1 | grep -q 'needs --proxy'
ok 'a site without a proxy is refused'

for f in squid.conf; do
	sed -e "s#/etc/squid/shuhi-ca.pem#$T/ca.pem#" -e "s#/var/spool/squid/certs#$T/certs#" \
		-e "s#/etc/squid/shuhi-reviewed.txt#$T/hosts#" "capture/proxy/etc/$f" > "$T/shipped.conf"
	status=$(squid -k parse -f "$T/shipped.conf" 2>&1 | grep -E 'ERROR|FATAL|obsolete|Unrecognized|bungled')
	[ -z "$status" ]
	ok 'the shipped squid.conf is one that Squid takes'
done
