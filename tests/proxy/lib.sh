# A real proxy for tests, benchmarks and the soak: c-icap with srv_shuhi, Squid with
# TLS inspection, a TLS origin; all on loopback, all in one temporary folder.
# To be sourced by bash:  B=build/release; . tests/proxy/lib.sh; stage_up
#
#	$T              the folder: logs, audit, policy, CA
#	$ICAP $SQUID    ports;  $TUNNEL  Squid's without inspection;  $SHUT  for nobody  $TLS $HTTP $CONTROL  of the origin
#	shuhi_pid squid_pid origin_pid
#
# What is started here is stopped by its process id when the shell exits.

: "${B:=build/release}"
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }
die() { say "$*" >&2; exit 1; }

# wait until a command succeeds, for so many tenths of a second
until_ok() { # tenths, command...
	local n=$1
	shift
	while ! "$@" >/dev/null 2>&1; do
		n=$((n - 1))
		[ "$n" -gt 0 ] || return 1
		sleep 0.1
	done
}

certificates() { # ca.*: Squid's for inspection;  world.*: whom the sites are signed by
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Shuhi test CA' \
		-addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout "$T/ca.key" -out "$T/ca.crt" 2>/dev/null
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=World test CA' \
		-keyout "$T/world.key" -out "$T/world.crt" 2>/dev/null
	cat "$T/ca.key" "$T/ca.crt" > "$T/ca.pem"
	# as squid.conf says: root's, for Squid to read
	chgrp "$SQUID_USER" "$T/ca.pem" 2>/dev/null
	chmod 640 "$T/ca.pem"
	openssl req -newkey rsa:2048 -nodes -subj '/CN=x.com' -keyout "$T/site.key" \
		-out "$T/site.csr" 2>/dev/null
	printf 'subjectAltName=%s\n' "$(printf 'DNS:%s,' $SITES | sed 's/,$//')" > "$T/site.ext"
	openssl x509 -req -in "$T/site.csr" -CA "$T/world.crt" -CAkey "$T/world.key" -CAcreateserial \
		-days 2 -extfile "$T/site.ext" -out "$T/site.crt" 2>/dev/null
}

# Names that stand for the real sites; all of them are our origin on loopback.
SITES='x.com www.facebook.com www.instagram.com line-obs.line-apps.com mail.google.com
chatgpt.com upload.gigafile.nu www.worksmobile.com shadow.example.jp update.example.jp'

origin_up() {
	"$B/tests/proxy/origin" "$T/site.crt" "$T/site.key" > "$T/origin.ports" 2> "$T/origin.log" &
	origin_pid=$!
	until_ok 100 test -s "$T/origin.ports" || die "the origin does not start"
	read -r TLS HTTP CONTROL < "$T/origin.ports"
}

policy() { # more YAML on standard input
	cat <<-END
		version: 1
		base: shipped
		contact: {ja: "情報システム室 内線0000", en: "IT desk, ext. 0000"}
		audit: {file: $T/audit.log, fsync: 50ms}
		override: {valid: 1m, justification-min: 5, state: $T/state}
		metrics: {textfile: $T/metrics.prom}
		rules: [$T/rules]
	END
	cat
}

icap_conf() {
	cat > "$T/c-icap.conf" <<-END
		PidFile $T/c-icap.pid
		CommandsSocket $T/c-icap.ctl
		Port 127.0.0.1:$ICAP
		StartServers ${CHILDREN:-1}
		MaxServers ${CHILDREN:-2}
		MinSpareThreads 4
		MaxSpareThreads 200
		ThreadsPerChild ${THREADS:-16}
		Timeout 20
		KeepAliveTimeout 60
		MaxKeepAliveRequests -1
		Pipelining on
		TmpDir $T
		ServerAdmin nobody@example.jp
		ServerName shuhi.test
		ServerLog $T/server.log
		AccessLog $T/access.log
		DebugLevel ${ICAP_DEBUG:-1}
		ModulesDir /usr/lib/x86_64-linux-gnu/c_icap
		ServicesDir /usr/lib/x86_64-linux-gnu/c_icap
		Service echo srv_echo.so
		Service shuhi $MODULE
		shuhi.Policy $T/policy.yaml
		shuhi.Cache $T/cache
		shuhi.SpoolMemory 64K
		shuhi.WatchSeconds 1
	END
}

icap_up() {
	(cd "$T" && exec ${JAIL:-} c-icap -N -f "$T/c-icap.conf") > "$T/c-icap.out" 2>&1 &
	shuhi_pid=$!
	until_ok 300 icap_answers || { tail "$T"/server.log "$T/c-icap.out"; die "c-icap does not start"; }
}

icap_answers() {
	printf 'OPTIONS icap://127.0.0.1/shuhi ICAP/1.0\r\nHost: x\r\n\r\n' |
		timeout 3 curl -s --max-time 2 "telnet://127.0.0.1:$ICAP" | grep -q '200 OK'
}

squid_conf() {
	cat > "$T/squid.conf" <<-END
		http_port 127.0.0.1:$TUNNEL
		http_port 127.0.0.1:$SHUT name=shut
		acl shut myportname shut
		http_access deny shut
		http_port 127.0.0.1:$SQUID ssl-bump generate-host-certificates=on dynamic_cert_mem_cache_size=4MB tls-cert=$T/ca.pem
		sslcrtd_program /usr/lib/squid/security_file_certgen -s $T/certs -M 4MB
		sslcrtd_children 2 startup=1
		tls_outgoing_options cafile=$T/world.crt
		acl step1 at_step SslBump1
		ssl_bump peek step1
		ssl_bump bump all
		icap_enable on
		icap_preview_enable on
		adaptation_send_client_ip on
		adaptation_send_username on
		icap_client_username_header X-Authenticated-User
		icap_client_username_encode on
		icap_connect_timeout 2 seconds
		icap_io_timeout ${IO_TIMEOUT:-6} seconds
		icap_service_failure_limit -1
		icap_service shuhi reqmod_precache bypass=off on-overload=wait icap://127.0.0.1:$ICAP/shuhi
		adaptation_access shuhi allow all
		force_request_body_continuation allow all
		client_request_buffer_max_size 64 MB
		http_access allow all
		hosts_file $T/hosts
		cache deny all
		cache_mem 8 MB
		access_log none
		cache_log $T/squid.log
		pid_filename $T/squid.pid
		coredump_dir $T
		shutdown_lifetime 1 seconds
		netdb_filename none
		visible_hostname shuhi.test
		cache_effective_user $SQUID_USER
		logfile_rotate 0
	END
	for s in $SITES; do printf '127.0.0.1 %s\n' "$s"; done > "$T/hosts"
}

squid_up() {
	"/usr/lib/squid/security_file_certgen" -c -s "$T/certs" -M 4MB >/dev/null 2>&1
	chown -R "$SQUID_USER" "$T/certs" 2>/dev/null
	squid -N -f "$T/squid.conf" > "$T/squid.out" 2>&1 &
	squid_pid=$!
	until_ok 200 grep -q 'Accepting SSL bumped' "$T/squid.log" || { cat "$T/squid.out"; die "Squid does not start"; }
}

stage_down() {
	local p
	for p in ${squid_pid:-} ${shuhi_pid:-} ${origin_pid:-}; do kill "$p" 2>/dev/null; done
	for p in ${squid_pid:-} ${shuhi_pid:-} ${origin_pid:-}; do wait "$p" 2>/dev/null; done
	[ -n "${KEEP:-}" ] && say "kept: $T" || rm -rf "$T"
}

# needs $MODULE absolute; $POLICY more YAML for the policy
stage_up() {
	T=$(mktemp -d /tmp/shuhi-proxy-XXXXXX)
	chmod 755 "$T"
	trap stage_down EXIT
	trap 'exit 1' INT TERM
	: "${MODULE:=$PWD/$B/srv_shuhi.so}"
	SQUID_USER=$(id -un)
	[ "$(id -u)" = 0 ] && SQUID_USER=proxy
	mkdir "$T/cache" "$T/state" "$T/rules"
	# the words are compiled once, by the tests before this one
	[ -d "$B/cache/shuhi" ] && cp "$B"/cache/shuhi/* "$T/cache" 2>/dev/null
	touch "$T/squid.log"
	[ "$(id -u)" = 0 ] && chown "$SQUID_USER" "$T/squid.log"
	certificates
	origin_up
	{ read -r ICAP; read -r SQUID; read -r TUNNEL; read -r SHUT; } < <("$B/tests/proxy/origin" --free 4)
	printf '%s\n' "${POLICY:-}" | policy > "$T/policy.yaml"
	icap_conf
	[ -n "${UNIT:-}" ] && jail_up
	icap_up
	squid_conf
	squid_up
}

# ---- asking ---------------------------------------------------------------------

# curl through the proxy; the body goes to $T/body, `status` is the HTTP code
through() { # curl's arguments
	status=$(curl -sS -o "$T/body" -w '%{http_code}' --max-time 60 --cacert "$T/ca.crt" \
		-x "http://127.0.0.1:$SQUID" "$@" 2> "$T/curl.err")
}

seen() { printf '%s' "$1" | curl -s --data-binary @- "http://127.0.0.1:$CONTROL/seen"; }
count() { curl -s "http://127.0.0.1:$CONTROL/count"; }
reset() { curl -s -X POST "http://127.0.0.1:$CONTROL/reset" >/dev/null; }
metric() { sed -n "s/^$1 //p" "$T/metrics.prom"; }
children() { pgrep -P "$shuhi_pid"; }
