#!/bin/sh
# `shuhi policy`: policy.sh PROGRAM
. "$(dirname "$0")/tap"
cd "$t" || exit 2

run() { "$p" policy "$@" --lang en >"$t/out" 2>"$t/err"; }
ends() { want=$1; shift; run "$@"; [ $? = "$want" ]; }
said() { grep -qF -- "$1" "$t/out"; }
told() { grep -qF -- "$1" "$t/err"; }

cat >ours.yaml <<'YAML'
version: 1
base: shipped
contact: {ja: "情報システム室 内線0000", en: "IT desk, ext. 0000"}
actions:
  regional: {low: log, medium: log, high: log, critical: warn}
failures: {media: block, regional: {encrypted: log}}
destinations:
  - {class: regional, name: {ja: 地域連携, en: regional network}, hosts: ["*.renkei.example.jp"]}
  - {class: exempt, name: updates, hosts: [update.example.jp], reason: "decided 2026-04"}
YAML
ok 'the shipped policy is fine' ends 0 check "$(dirname "$p")/share/shuhi/policy.yaml"
ok '... and it says how much is in it' said 'OK: 102 destinations'
ok 'a policy that builds upon it is fine' ends 0 check ours.yaml
ok '... with its own destinations' said 'OK: 104 destinations'
ok 'check --explain says what is in force' ends 0 check ours.yaml --explain
ok '... the contact' said 'IT desk, ext. 0000'
ok '... the actions of a class' said 'regional'
ok '... in columns that keep apart' said 'public social networks  let pass          ask for a reason'
ok '... an exception of a failure' said 'encrypted               block (contracted services: record, regional: record)'
ok '... what is never looked at, and why' said 'decided 2026-04'
ok 'show lists hosts' ends 0 show --hosts ours.yaml
ok '... of the base, too' said '*.gigafile.nu'
ok 'explain finds the class of a host' ends 0 explain api.x.com ours.yaml
ok '... its name' said 'X (Twitter)'
ok '... where it is listed' said 'policy.yaml, line'
ok 'explain tells one severity' ends 0 explain a.renkei.example.jp --severity high ours.yaml
ok '... and no other' test "$(grep -cE '^  (low|medium|high|critical) ' out)" = 1
ok '... its action' said 'record'
ok 'explain knows paths' ends 0 explain mail.google.com/chat/u/0 ours.yaml
ok '... with their class' said 'personal chat'
ok 'explain of a host nobody listed' ends 0 explain www.example.jp ours.yaml
ok '... says so' said 'a destination nobody has listed'
ok 'a host in kanji is asked for by its xn-- form' ends 2 explain 例え.jp ours.yaml
ok '... which is said' told 'xn--'
printf 'version: 1\nbase: shipped\ndestinations: [{class: sns, name: a, hosts: [10.0.0.0/8]}]\n' >net.yaml
ok 'a network is no host' ends 2 check net.yaml
ok '... at its place' told 'net.yaml:3:'
ok 'nothing is no host' ends 2 explain ''
ok 'a mail address is no host' ends 2 explain user@x.com
printf 'version: 1\nbase: shipped\ndestinations: [{class: sns, name: a, hosts: ["[2001:db8::1]"]}]\n' >six.yaml
ok 'an IPv6 address is told as what it is' ends 2 check six.yaml
ok '... and not as a port' told 'an IPv6 address'
ok 'a pasted URL is asked for by its host' ends 0 explain https://X.com:443/a?b ours.yaml
ok '... which is found' said 'public social networks'

{ # what the shipped policy offers to be copied
	printf 'version: 1\nbase: shipped\nactions:\n'
	sed -n '/^#\t  machines: {low/,/^$/s/^#\t//p' "$(dirname "$p")/share/shuhi/policy.yaml"
} >machines.yaml
ok 'the example of machines that talk is a policy' ends 0 check machines.yaml
ok '... that knows their hosts' ends 0 explain v20.events.data.microsoft.com machines.yaml
ok '... as such' said 'machines'
printf 'version: 1\nbase: shipped\nmode: monitor\n' >m.yaml
ok 'monitor mode is told by check' ends 0 check m.yaml
ok '... plainly' said 'nothing is held'
ok '... and by explain' ends 0 explain x.com m.yaml
ok '... for each action' said 'monitor mode: recorded and let pass'

printf 'version: 1\nactions:\n  sns: {low: wran}\n' >bad.yaml
ok 'a mistake ends with 2' ends 2 check bad.yaml
ok '... at file:line:column' told 'bad.yaml:3:14: no such action'
ok '... with what to write' told 'did you mean `warn`?'
ok '... and nothing on standard output' test ! -s out
"$p" policy check bad.yaml --lang ja >out 2>err
ok '... in Japanese, too' told '方針の誤り: そのような扱いはありません'
printf 'version: 1\nrules: [gone]\n' >gone.yaml
ok 'a path that leads nowhere is a mistake' ends 2 check gone.yaml
ok '... with the path' told 'there is no gone'
echo nokey >k; chmod 600 k
printf 'version: 1\naudit: {file: a.log, key: k}\n' >key.yaml
ok "a file that is no key is a mistake, before the proxy says so" ends 2 check key.yaml
ok '... with its name' told 'k:'
echo noindex >r.idx
"$p" roster keygen -o rk >out 2>err
printf 'version: 1\nroster: [{index: r.idx, key: rk}]\n' >roster.yaml
ok 'a file that is no index is one, too' ends 2 check roster.yaml
ok '... with its name' told 'r.idx'
mkdir rr && printf -- '- id: x\n' >rr/a.yaml
printf 'version: 1\nrules: [rr]\n' >rules.yaml
ok 'rules that scan refuses are a mistake' ends 2 check rules.yaml
ok '... at their place' told 'rr/a.yaml:1:'
printf 'version: 1\naudit: {file: /tmp}\n' >dir.yaml
ok 'a folder is no audit' ends 2 check dir.yaml
ok 'a file that is not there is an error' ends 2 check nowhere.yaml
ok 'a command that is none is an error' ends 2 chekc
ok 'too many arguments are an error' ends 2 check ours.yaml m.yaml
ok 'an unknown severity is an error' ends 2 explain x.com --severity grave
ok 'a full disk is an error' sh -c '"$1" policy show "$2/ours.yaml" >/dev/full 2>/dev/null; [ $? = 2 ]' - "$p" "$t"
"$p" policy --help --lang ja >out 2>err
ok 'help teaches in Japanese' said '使い方'
"$p" help policy --lang en >out 2>err
ok '... and in English' said 'Usage: shuhi policy check'
for c in check show explain; do
	"$p" policy $c --help --lang ja >out 2>err
	ok "policy $c --help teaches that, in Japanese" sh -c 'head -1 out | grep -qF "使い方: shuhi policy $1" && ! grep -q "shuhi policy $2" out' - $c "$(echo show check explain | tr ' ' '\n' | grep -vx $c | head -1)"
	"$p" help policy $c --lang en >out 2>err
	ok '... and in English, with an example' sh -c 'head -1 out | grep -qF "Usage: shuhi policy $1" && grep -q "^Example" out' - $c
done
printf 'version: 1\ndestinations: [{class: sns, name: one, hosts: [one.example.jp]}]\n' >one.yaml
ok 'one destination is fine' ends 0 check one.yaml
ok '... and is one' said 'OK: 1 destination (1 host)'
exit $failed
