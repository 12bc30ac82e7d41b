#!/bin/sh
# The contract of `shuhi scan`, through the program itself: scan.sh PROGRAM
. "$(dirname "$0")/tap"
LC_ALL=C
export LC_ALL

exits() { [ "$(cat "$t/code")" -eq "$1" ]; }
says() { grep -q -- "$1" "$t/out"; }
hides() { ! grep -q -- "$1" "$t/out" "$t/err"; }
lines() { [ "$(wc -l <"$t/out")" -eq "$1" ]; }
line() { sed -n "$1p" "$t/out" | grep -q -- "$2"; }
scan() { # standard input goes to shuhi scan; often in a pipe, so a file keeps $?
	"$p" scan --no-progress --lang ja "$@" >"$t/out" 2>"$t/err"
	echo $? >"$t/code"
}
json() { scan --input jsonl --format jsonl; }

leak='田中さん、肺炎で入院'

printf '%s\n' "$leak" | scan
ok 'a leak exits 1' exits 1
ok '... says to stop' says '止めてください'
ok '... and hides the name' hides '田中'
printf '今日は疲れた\n' | scan
ok 'a clean draft exits 0' exits 0
ok '... without calling it safe' hides '安全'
printf '夜勤明け。今日も一人ステった\n' | scan --fail-on block
ok 'a review exits 0 with --fail-on block' exits 0
printf '%s\n' "$leak" | scan --show-text
ok '--show-text shows the text' says '田中'

printf '{"id":1,"text":"%s"}\n{"id":"b","text":"今日は疲れた"}\n{"id":{"x":[1]},"text":""}\n' "$leak" | json
ok 'lines of JSON are answered one by one' lines 3
ok '... in order' line 2 '"id":"b","verdict":"pass"'
ok '... the id as it came' line 3 '"id":{"x":\[1\]}'
ok '... with byte offsets' line 1 '"class":"person.name","start":0,"end":6'
ok '... redacted in the language asked for' line 1 '［氏名］'
printf '{"id":1,"text":"\\ud83d\\ude00%s"}\n' "$leak" | json
ok 'an emoji before it moves offsets by four, one and two' \
	says '"start":4,"end":10,"start_char":1,"end_char":3,"start_utf16":2,"end_utf16":4'
printf 'not json\n{"id":2,"text":"今日は疲れた"}\n' | json
ok 'a line that is no JSON is unscanned' line 1 '"id":1,"verdict":"unscanned"'
ok '... the run goes on' line 2 '"verdict":"pass"'
ok '... and exits 2' exits 2
printf '{"id":2}\n' | json
ok 'a line without text is unscanned' line 1 '"verdict":"unscanned"'
printf '{"id":3,"text":"\\ud800"}\n' | json
ok 'a lone surrogate is unscanned' line 1 '"verdict":"unscanned"'
printf '{"id":4,"text":"a\\u0000%s"}\r\n' "$leak" | json
ok 'a NUL and a CRLF hide nothing' line 1 '"verdict":"block"'
printf '{"id":5,"text":"%s"}' "$leak" | json
ok 'the last line needs no newline' line 1 '"verdict":"block"'
printf '{"id":1,"text":"bad \377"}\n{"id":2,"text":"%s"}\n' "$leak" | json
ok 'broken UTF-8 is unscanned, never pass' line 1 '"verdict":"unscanned"'
ok '... what was found is still told' line 2 '"verdict":"block"'
ok '... 2 wins over 1' exits 2

mkdir "$t/in" "$t/in/sub"
printf '%s\n' "$leak" | iconv -f UTF-8 -t CP932 >"$t/in/cp932.txt"
printf '%s\n' "$leak" | iconv -f UTF-8 -t UTF-16 >"$t/in/sub/utf16.txt"
printf '今日は疲れた\n' >"$t/in/clean.txt"
scan --format jsonl "$t/in"
ok 'a folder gives a line a file' lines 3
ok '... CP932 is read' line 2 '"verdict":"block"'
ok '... UTF-16 in a subfolder too' line 3 '"verdict":"block"'
ok '... exits 1' exits 1
scan --format jsonl "$t/in/clean.txt" "$t/nothing.txt"
ok 'a missing file exits 2' exits 2
ok '... and the others are scanned' says '"verdict":"pass"'
printf 'ok %s \377\n' "$leak" >"$t/in/broken.txt"
scan --format jsonl "$t/in/broken.txt"
ok 'broken bytes in a file exit 2' exits 2
ok '... and hide nothing' says '"rule":"name-with-illness"'
printf '一行目\n%s\n' "$leak" >"$t/lines.txt"
scan --input lines --format jsonl "$t/lines.txt"
ok 'lines are texts of their own' line 2 'lines.txt:2'
scan --format csv "$t/lines.txt"
ok 'CSV has a header' line 1 '^id,line,column,verdict'
ok '... and no text' hides '田中'
scan --format sarif "$t/lines.txt"
ok 'SARIF names its version' says '"version":"2.1.0"'
printf '<script>x</script>%s\n' "$leak" >"$t/html.txt"
scan --format html "$t/html.txt"
ok 'HTML is one page' line 1 '^<!DOCTYPE html>'
ok '... with a rule' says 'name-with-illness'
ok '... that masks who it is' hides '田中'
ok '... and holds nobody else'"'"'s tags' says '&lt;script&gt;x'
scan --format html "$t/in/broken.txt"
ok '... and what could not be scanned' says 'class="unscanned"'
scan --format json "$t/lines.txt"
ok 'JSON is one array' line 1 '^\['
"$p" scan --input jsonl --format jsonl --jobs 2 >"$t/out" 2>"$t/err" <<END
$(i=0; while [ $i -lt 500 ]; do echo "{\"id\":$i,\"text\":\"$leak $i\"}"; i=$((i + 1)); done)
END
ok 'two jobs keep the order' line 500 '"id":499,'
printf '%s\n' "$leak" | "$p" scan --format jsonl >/dev/full 2>"$t/err"
echo $? >"$t/code"
ok 'an output that cannot be written exits 2' exits 2
scan --no-such-option </dev/null
ok 'a wrong option exits 2' exits 2
(cd / && printf '%s\n' "$leak" | "$p" scan --quiet >/dev/null 2>&1)
ok 'it works from any folder' [ $? -eq 1 ]
mkdir "$t/rules"
printf 'rules:\n  - id: x\n    sevrity: high\n' >"$t/rules/house.yaml"
printf 'x\n' | scan --rules "$t/rules"
ok 'a bad rule file exits 2' exits 2
ok '... with its place' grep -q 'house.yaml:3:5' "$t/err"
printf '%s\n' "$leak" >"$t/one.txt"
"$p" scan --no-progress --lang en "$t/one.txt" >"$t/out" 2>&1
ok 'one text is one text' says '^1 text: 0 nothing found, 0 review, 1 block, 0 unscanned (1 finding, '
for c in list check explain; do
	"$p" rules $c --help --lang en >"$t/out" 2>&1
	ok "rules $c --help teaches that" sh -c 'head -1 "$2" | grep -qF "Usage: shuhi rules $1" && grep -q "^Example" "$2"' - $c "$t/out"
done
"$p" dict list --help --lang ja >"$t/out" 2>&1
ok 'dict list --help teaches that' line 1 '使い方: shuhi dict list'
"$p" proxy doctor --help --lang en >"$t/out" 2>&1
ok 'proxy doctor --help shows what it looks like' says '^  NG not inspected'
for l in ja en; do
	for c in scan rules 'rules list' 'rules check' 'rules explain' dict 'dict list' 'dict import' policy 'policy check' \
		'policy show' 'policy explain' audit 'audit verify' 'audit show' 'audit report' 'audit keygen' \
		roster 'roster keygen' 'roster build' 'roster info' proxy; do
		"$p" $c --help --lang $l
	done
done >"$t/out"
ok 'no help is wider than a terminal' [ "$(LC_ALL=C.UTF-8 wc -L <"$t/out")" -le 80 ]
printf '{"id":"A-7","text":null}\n' | "$p" scan --input jsonl --format jsonl >"$t/out" 2>/dev/null
ok 'a JSON object without a text keeps its id' line 1 '"id":"A-7","verdict":"unscanned"'
for i in 0 1 2 3; do
	printf '%sさんが肺炎で入院した。電話は090-0000-000%d\n' "$(echo 佐藤 鈴木 田中 伊藤 | cut -d' ' -f$((i + 1)))" $i
done | scan --format jsonl
ok 'of several people each telephone number is masked' sh -c '! grep -q 090-0000 "$1"' - "$t/out"
mkfifo "$t/pipe"
"$p" policy check "$t/pipe" >"$t/out" 2>"$t/err"
ok 'a pipe is no policy, and nothing waits for it' grep -q 'not a regular file' "$t/err"
mkdir "$t/odd"
: >"$t/odd/$(printf 'x\033[31m.txt')"
"$p" rules check "$t/odd" >"$t/out" 2>"$t/err"
ok 'a folder in which nothing is read is refused' [ $? -eq 2 ]
ok '... and its names reach no terminal raw' sh -c '! grep -q "$(printf "\033")" "$1"' - "$t/err"
mkdir "$t/cache"
printf '%s\n' "$leak" | { ulimit -f 0; "$p" scan --no-progress --cache "$t/cache"; echo $?; } 2>&1 | tail -1 >"$t/said"
ok 'where no file may grow, a start without a cache finds the leak' [ "$(cat "$t/said")" = 1 ]
ok '... and leaves nothing half written' [ -z "$(ls "$t/cache")" ]

printf '佐藤一郎様は肺炎で入院した。佐藤一郎様に薬を出した。佐藤一郎様から電話があった。\n' | scan --format jsonl
ok 'one person named three times is no list of persons' sh -c '! grep -q list-of-persons "$1"' - "$t/out"
printf '佐藤一郎様は肺炎で入院した。鈴木花子様に薬を出した。田中次郎様から電話があった。\n' | scan --format jsonl
ok '... three persons are' says list-of-persons

printf '{"氏名":"佐藤太郎","病名":"肺炎"}\n' | scan --format jsonl
ok 'the keys of a form stand in its redacted text' says '\\"氏名\\":\\"［氏名］\\"'
printf '氏名,カナ氏名,病名\n佐藤太郎,サトウタロウ,肺炎\n' | scan --format jsonl
ok 'the heading row of a list is not redacted' says '"redacted":"氏名,カナ氏名,病名'

printf '{"type":"version","version":1}\n{"type":"post","post":{"message":"%s"}}\n' "$leak" >"$t/mattermost.jsonl"
scan "$t/mattermost.jsonl"
ok 'lines of JSON of another program are unscanned' exits 2
ok '... and it is said how to scan them' grep -q -- '--input text' "$t/err"
scan --quiet "$t/mattermost.jsonl"
ok '... but not with --quiet' sh -c '! grep -q -- "--input text" "$1"' - "$t/err"
scan --input text "$t/mattermost.jsonl"
ok '... and so they are' exits 1

# ---- letters written as codes
said='田中花子さん、肺炎で入院しました。'
code() { printf '%s' "$said" | iconv -f UTF-8 -t UTF-16BE | od -An -v -tx1 | tr -d ' \n' | sed "s/..../$1&$2/g"; }
hex() { printf '%s' "$said" | od -An -v -tx1 | tr -d '\n' | tr a-f A-F | sed "s/ /$1/g"; }
mail='From: a@b.jp\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n'
mkdir "$t/coded"
printf '[{"user":"U1","text":"%s"}]\n' "$(code '\\u' '')" >"$t/coded/slack.json"
printf '<html><body><p>%s</p></body></html>\n' "$(code '\&#x' ';')" >"$t/coded/page.html"
hex % >"$t/coded/percent.txt"
{ printf "${mail}Content-Transfer-Encoding: quoted-printable\n\n"; hex =; } >"$t/coded/quoted.eml"
{ printf "${mail}Content-Transfer-Encoding: base64\n\n"; printf '%s' "$said" | base64; } >"$t/coded/base64.eml"
printf 'window.x = [{"text":"%s"}]\n' "$(code '\\u' '')" >"$t/coded/archive.js"
for f in slack.json page.html percent.txt quoted.eml base64.eml archive.js; do
	scan "$t/coded/$f"
	ok "a leak in codes exits 1: $f" exits 1
	scan --format jsonl "$t/coded/$f"
	ok '... is told by its rule' says '"rule":"name-with-illness"'
	ok '... and nothing is redacted that could be decoded' says '"redacted":""'
done
scan --format jsonl "$t/coded/slack.json"
ok 'a finding in JSON names its field' says '"field":"json:$\[0\].text"'
ok '... and its place there' says '"class":"person.name","start":0,"end":12'
scan "$t/coded/slack.json"
ok '... people see it, too' says 'slack.json:json:$\[0\].text\[1:1\]: 高 name-with-illness'
ok '... and quoted without the name' hides '田中'
scan - <"$t/coded/slack.json"
ok 'a draft in codes is not said to be clean' hides '問題は見つかりませんでした'
ok '... exits 1' exits 1
scan --format csv "$t/coded/slack.json"
ok 'CSV has the field beside the file' says ',"json:$\[0\].text","[^"]*slack.json"'
scan --format sarif "$t/coded/slack.json"
ok 'SARIF has it as a logical location' says '"fullyQualifiedName":"json:$\[0\].text"'
scan --format html "$t/coded/slack.json"
ok 'HTML has it' says 'slack.json:json:$\[0\].text\[1:1\]'
printf '[{"text":"%s"},{"text":"\\u4eca\\u65e5"}]\n' "$said" >"$t/coded/both.json"
scan --format jsonl "$t/coded/both.json"
ok 'what the plain text told is not told again' sh -c '[ "$(grep -o "\"rule\":\"name-with-illness\"" "$1" | wc -l)" -eq 1 ]' - "$t/out"
printf '{"text":"\\u4eca\\u65e5\\u306f\\u6674\\u308c"}\n' >"$t/coded/clean.json"
scan "$t/coded/clean.json"
ok 'a harmless text in codes exits 0' exits 0
picture=$(printf '\211PNG\r\n\032\n0000000000000000000000' | base64)
printf 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n%s\n--x--\n' "$picture" >"$t/coded/photo.eml"
scan --format jsonl "$t/coded/photo.eml"
ok 'a picture in a mail is not scanned, and that is said' says '"verdict":"unscanned".*"code":"unread"'
ok '... exits 2' exits 2
pad() { head -c "$1" /dev/zero | tr '\0' '\n'; }
size=$(wc -c <"$t/coded/slack.json")
{ cat "$t/coded/slack.json"; pad $((16777216 - size)); } >"$t/coded/most.json"
scan --format jsonl "$t/coded/most.json"
ok 'codes in a file of 16 MiB are read' says '"verdict":"block"'
{ cat "$t/coded/slack.json"; pad $((16777217 - size)); } >"$t/coded/more.json"
scan --format jsonl "$t/coded/more.json"
ok 'codes in one byte more are unscanned' says '"verdict":"unscanned".*"code":"limit"'

# ---- no text
said_in() { printf 'SOAP S: 咳 O: 体温38.5 A: 肺炎 P: 抗菌薬\n田中花子さん、肺炎で入院\n'; }
said_in >"$t/note.txt"
gzip -c "$t/note.txt" >"$t/note.gz"
{ printf 'PK\003\004\024\000\000\000\000\000'; said_in; } >"$t/stored.zip"
{ printf '%%PDF-1.4\n'; said_in; } >"$t/note.pdf"
{ printf '{\\rtf1 '; said_in; } >"$t/note.rtf"
{ i=0; while [ $i -lt 64 ]; do printf '\001\002\000\376\037abcd'; i=$((i + 1)); done; said_in; } >"$t/noise.bin"
for f in note.gz stored.zip note.pdf note.rtf noise.bin; do
	scan --format jsonl "$t/$f"
	ok "a file that is no text is unscanned: $f" says '"verdict":"unscanned"'
	ok '... why is said' says '"code":"unread","message":"not a text file"'
	ok '... and nothing found in it' says '"findings":\[\]'
done
{ printf 'BZh PK BM GIF\n'; said_in; } >"$t/words.txt"
scan --format jsonl "$t/words.txt"
ok 'a text that begins as archives do is a text' says '"verdict":"block"'
{ printf 'x\010 '; said_in; } >"$t/slip.txt"
scan --format jsonl "$t/slip.txt"
ok 'a control character typed by mistake hides nothing' says '"verdict":"block"'
exit $failed
