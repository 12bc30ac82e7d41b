#!/bin/sh
# `shuhi audit`: audit.sh PROGRAM
#
# The log of tests/audit was made by another program after auditchain.h (BLAKE2b-256
# without a key); what is done to it here is done with sed.
. "$(dirname "$0")/tap"
log=$here/audit
cd "$t" || exit 2
export TZ=Asia/Tokyo

run() { "$p" audit "$@" --lang en >"$t/out" 2>"$t/err"; }
ends() { want=$1; shift; run "$@"; [ $? = "$want" ]; }
said() { grep -qF -- "$1" "$t/out"; }
silent() { ! grep -qF -- "$1" "$t/out"; }
told() { grep -qF -- "$1" "$t/err"; }
lines() { [ "$(wc -l <"$t/out")" -eq "$1" ]; }
fresh() { rm -f a.log*; cp "$log"/a.log* .; }

fresh
ok 'a log as it was written is fine' ends 0 verify a.log
ok '... with its older part' said 'OK: 14 records'
last=$(sed -n 's/^last record //p' out)
ok '... and it says what to note elsewhere' test "${last%%:*}" = 13
ok 'what was noted is there' ends 0 verify --expect "$last" a.log
ok 'what was noted differently is not' ends 1 verify --expect "13:$(printf '%064d' 7)" a.log
ok 'that nothing fits is said' ends 1 show --host nowhere.example.jp a.log
ok '... plainly' told 'no record fits'
ok 'an action that is none is an error' ends 2 show --action blok a.log
ok '... and says which there are' told 'allow, log, warn or block'
ok 'a type that is none is an error' ends 2 show --type requests a.log
ok 'a note that is none is an error' ends 2 verify --expect 13 a.log

sed 's/"action":"block"/"action":"allow"/' a.log >x && mv x a.log
ok 'an edit is found' ends 1 verify a.log
ok '... at its line' said 'a.log:3: an edited record'
fresh
sed -i 3d a.log
ok 'a removed line is found' ends 1 verify a.log
ok '... by its number' said 'record 10 is missing'
fresh
sed -i '3{h;d};4G' a.log
ok 'swapped lines are found' ends 1 verify a.log
fresh
printf '{"seq":' >>a.log
ok 'a line that is still being written is passed over' ends 0 show a.log
fresh
sed -i '$d' a.log
ok 'a cut tail is found' ends 1 verify a.log
ok '... by the head' said 'ends with record 12, but 13 was there'
rm a.log.head
ok 'without a head nobody can say' ends 1 verify a.log
ok '... and that is said' said 'no .head'
ok '... unless one does without' ends 0 verify --no-head a.log
fresh
rm a.log.0*
ok 'a missing older part is found' ends 1 verify a.log
ok '... by the number it begins with' said 'begins with record 8'
ok '... unless it was archived' ends 0 verify --partial a.log
ok 'a file that is not there is an error' ends 2 verify nowhere.log

fresh
ok 'show tells records' ends 0 show a.log
ok '... in local time' said '2026-11-22 08:30:00'
ok '... who, where, why' said 'block             high      X  x.com  sato@example.jp  192.0.2.7  [named-illness]'
ok '... what was typed' said 'reason: slides of a lecture'
ok '... what could not be looked at' said '(encrypted)'
ok '... and what nobody has listed' said 'not listed'
ok 'show finds an action' ends 0 show --action block a.log
ok '... and nothing else' silent 'record'
ok 'show finds a user' ends 0 show --user ito@example.jp a.log
ok '... with all the user did' lines 2
ok 'show finds a rule' ends 0 show --rule named-illness a.log
ok 'show finds a host' ends 0 show --host x.com a.log
ok '... however it is written' ends 0 show --host X.COM. a.log
ok '... but no other' ends 1 show --host x.co a.log
ok 'a class of destinations that is none is an error' ends 2 show --class foo a.log
ok '... which is said' told 'no class of destinations: foo'
ok '... for a report, too' ends 2 report --class foo a.log
ok 'a class without records is none' ends 1 show --class translation a.log
ok 'a rule that is none finds nothing' ends 1 show --rule nosuch a.log
ok '... which is said' told 'there is no rule nosuch'
ok 'a rule without records finds nothing' ends 1 show --rule list-of-persons a.log
ok '... and there is one' sh -c '! grep -q "there is no rule" err'
ok 'show finds nothing before the log' ends 1 show --until 2026-11-21 a.log
ok 'show finds all since' ends 0 show --since 2026-11-22T08:00 a.log
ok '... in JSON as it stands' ends 0 show --format jsonl a.log
ok '... line for line' sh -c 'cat a.log.0* a.log | cmp -s - out'
ok 'a time that is none is an error' ends 2 show --since yesterday a.log
ok 'a day that is none is an error' ends 2 show --since 2026-02-30 a.log
: >none.log
ok 'an emptied log is not as it was written' ends 1 verify --no-head none.log
ok '... which is said' said 'emptied'
echo nonsense >>a.log
ok 'a line that is no record is told' ends 2 show a.log
ok '... on standard error' told '1 line is no record'

fresh
printf 'sato@example.jp\tward 3\n192.0.2.0/24\toutpatients\n' >dep.tsv
ok 'report counts' ends 0 report --departments dep.tsv a.log
ok '... by day' said '2026-11-22'
ok '... by department, a user first' said 'ward 3'
ok '... or an address' said 'outpatients'
ok '... by destination' said 'ChatGPT'
ok '... by rule' said 'named-illness'
ok '... why not looked at' said 'encrypted'
ok '... who nobody has listed' said 'files.example.jp'
ok '... and whether the log is whole' said 'the log is as it was written'
run report --format html --departments dep.tsv a.log
ok 'report makes a page' said '<!DOCTYPE html>'
ok '... that needs nothing from elsewhere' sh -c '! grep -qE "https?://|<script|<link|src=" out'
"$p" audit report --format html --lang ja a.log >out 2>err
ok '... in Japanese' said '送信先ごと'
printf 'a<b>&"@example.jp\t<i>x</i>\n' >bad.tsv
ok 'a department is text, not markup' sh -c '"$1" audit report --format html --departments bad.tsv a.log | grep -qF "<i>x" && exit 1; exit 0' - "$p"
printf 'only-one\n' >bad.tsv
ok 'a line of one column is refused' ends 2 report --departments bad.tsv a.log
ok '... at its line' told 'bad.tsv:1:1: want two columns'
sed -i 's/"action":"block"/"action":"allow"/' a.log
ok 'a log that was changed is reported as such' ends 1 report a.log
ok '... first of all' said 'faults of the log: 1'

ok 'keygen makes a key' ends 0 keygen k
ok '... for its owner only' test "$(stat -c %a k)" = 600
ok '... of 32 bytes' test "$(stat -c %s k)" = 32
ok '... and never over another' ends 2 keygen k
printf 'version: 1\naudit: {file: a.log}\n' >p.yaml
fresh
ok 'the policy tells where the log is' ends 0 verify --policy p.yaml
ok 'a command that is none is an error' ends 2 verfiy
ok 'a full disk is an error' sh -c '"$1" audit show "$2/a.log" >/dev/full 2>/dev/null; [ $? = 2 ]' - "$p" "$t"
fresh
sed -n '/"service":"X"/s/"X"/"X（旧 Twitter）"/p' a.log >names.log
ok 'destinations are told in English' ends 0 show names.log
ok '... by the catalogue' said '  X (Twitter)  x.com'
"$p" audit show --lang ja names.log >out 2>err
ok '... and in Japanese as recorded' said '  X（旧 Twitter）  x.com'
sed 's/"class":"unknown"/&,"service":"未登録の送信先"/' a.log >shadow.log
ok 'what nobody has listed has no name but its host' ends 0 show --class unknown shadow.log
ok '... in any language' sh -c '! grep -q "未登録" out'
ok 'report tells them in English, too' ends 1 report names.log
ok '... once' said 'X (Twitter)  '
sed -n 1p a.log.0* >one.log
ok 'one record is not two' ends 0 verify --no-head one.log
ok '... nor said to be' said 'OK: 1 record'
ok '... in the plural' silent 'records'
for c in 'audit' 'audit show' 'audit report' 'audit verify' 'audit keygen'; do
	"$p" $c --help --lang ja >out 2>err
	ok "$c --help teaches in Japanese" said '使い方'
	"$p" $c --help --lang en >out 2>err
	ok '... and in English' said "Usage: shuhi $c"
done
exit $failed
