# Rules and policy change while traffic runs.
U="https://x.com:$TLS/i/api"

rule() { cat > "$T/rules.new" <<-END
	rules:
	  - id: test-mortuary
	    revision: 1
	    title: {ja: "試験の規則", en: "A rule for the test"}
	    severity: high
	    basis: domain 3
	    within: sentence
	    when: event.death and context.work
	    why: {ja: "試験", en: "test"}
	    advice: {ja: "試験", en: "test"}
	    tags: [test]
	    examples:
	      hit: ["$1"]
	      miss: ["今日はいい天気"]
	END
	mv "$T/rules.new" "$T/rules/house.yaml"
}
reloads() { metric "shuhi_proxy_reloads_total{result=\"$1\"}"; }
reloaded() { # ok|failed, more than
	until_ok 200 sh -c "[ \"\$(sed -n 's/^shuhi_proxy_reloads_total{result=\"$1\"} //p' $T/metrics.prom)\" -gt $2 ]"
}

flag=$T/traffic
touch "$flag"
(while [ -e "$flag" ]; do curl -s -o /dev/null -w '%{http_code}\n' --max-time 20 --cacert "$T/ca.crt" \
	-x "http://127.0.0.1:$SQUID" -d "t=$CLEAN" "$U"; done) > "$T/clean.codes" &
clean=$!
(while [ -e "$flag" ]; do curl -s -o /dev/null -w '%{http_code}\n' --max-time 20 --cacert "$T/ca.crt" \
	-x "http://127.0.0.1:$SQUID" -d "t=$LEAK" "$U"; done) > "$T/leak.codes" &
leak=$!

n=$(reloads ok)
rule '夜勤中にステった'
reloaded ok "$n"
ok 'a new rule is taken into force'
n=$(reloads failed)
rule 'この例は何にも当たらない'
reloaded failed "$n"
ok 'a rule whose example does not hold is refused'
grep -q 'the new set is refused, the old one stays: .*house.yaml:[0-9]*:[0-9]*' "$T/server.log"
ok 'the log says why, as file:line:column'
n=$(reloads failed)
cp "$T/policy.yaml" "$T/policy.good"
printf 'version: 1\nmode: whatever\n' > "$T/policy.yaml"
reloaded failed "$n"
ok 'a policy with a mistake is refused'

rm "$flag"
wait $clean $leak
status="$(sort "$T/clean.codes" | uniq -c | tr -s ' \n' ' ') / $(sort "$T/leak.codes" | uniq -c | tr -s ' \n' ' ')"
! grep -qv 200 "$T/clean.codes" && [ -s "$T/clean.codes" ]
ok 'all the while every clean post went through'
! grep -qv 403 "$T/leak.codes" && [ -s "$T/leak.codes" ]
ok 'and every leaking one was stopped'

n=$(reloads ok)
rm "$T/rules/house.yaml"
sed 's/^version: 1/version: 1\nmode: monitor/' "$T/policy.good" > "$T/policy.new" && mv "$T/policy.new" "$T/policy.yaml"
reloaded ok "$n"
answers() { # code: every process has followed
	local i
	for i in 1 2 3 4 5 6; do
		through -d "t=$LEAK" "$U"
		[ "$status" = "$1" ] || return 1
	done
}
until_ok 100 answers 200
ok 'in monitor mode leaks go through'
n=$(reloads ok)
mv "$T/policy.good" "$T/policy.yaml"
reloaded ok "$n"
until_ok 100 answers 403
ok 'back in force, they are stopped'
n=$(reloads ok)
printf shuhi:reload > "$T/c-icap.ctl"
reloaded ok "$n"
ok 'told to, it looks at once'
until_ok 80 sh -c "[ \"\$(sed -n 's/^shuhi_proxy_actions_total{action=\"monitored\"} //p' $T/metrics.prom)\" -ge 1 ]"
ok 'what monitor mode let pass is counted'

# c-icap's own command takes the service down and up: slower, and never open
logged() { grep -c "$1" "$T/server.log"; }
more_logged() { [ "$(logged "$1")" -gt "$2" ]; }
reconfigure() { # the old processes end with Squid's last idle connection: here at once
	local n old
	n=$(logged 'Going to reconfigure')
	old=$(children)
	printf reconfigure > "$T/c-icap.ctl"
	until_ok 100 more_logged 'Going to reconfigure' "$n"
	stopped 'while c-icap reconfigures itself nothing leaks'
	recovers
	ok 'and afterwards clean traffic goes on'
	kill -9 $old 2>/dev/null
	recovers
	stopped 'and leaks are stopped'
}
reconfigure

# ... also when what it is to load is bad, though every service is closed before that
n=$(reloads failed)
cp "$T/policy.yaml" "$T/policy.good"
printf 'version: 1\nmode: whatever\n' > "$T/policy.yaml"
reloaded failed "$n"
refusal='the new set is refused, the old one stays: .*policy.yaml:2:7: no such mode'
refused=$(logged "$refusal")
reconfigure
until_ok 100 more_logged "$refusal" "$refused"
ok 'a policy with a mistake is refused then, too, and the log says why'
through -H 'Accept: application/json' -d "t=$LEAK" "$U"
grep -q '"rule":"' "$T/body" && ! grep -q '"failures":\["' "$T/body"
ok 'the old one stays in force: what is stopped is stopped for what it says'
n=$(reloads ok)
mv "$T/policy.good" "$T/policy.yaml"
reloaded ok "$n"
ok 'and the corrected one is taken into force'
reset
