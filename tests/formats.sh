#!/bin/sh
# What reports of `shuhi scan` hold beside findings: formats.sh PROGRAM
. "$(dirname "$0")/tap"
LC_ALL=C
export LC_ALL

scan() { "$p" scan --no-progress --lang ja "$@" >"$t/out" 2>"$t/err"; }
says() { grep -qF -- "$1" "$t/out"; }
hides() { ! grep -qF -- "$1" "$t/out"; }

mkdir "$t/in"
printf '{"id":"A-7","text":null}\nno JSON\n' >"$t/in/a.jsonl"
printf '{"id":1,"text":"今日は疲れた"}\nno JSON\n' >"$t/in/b.jsonl"
cd "$t" || exit 2

scan --format csv in
ok 'csv: quotes in a message are doubled' says '"json: ""text"" is not a string ('
ok 'csv: a line without an id tells its file' sh -c 'grep -q "^\"2\",2,.*,\"in/a.jsonl\"" "$1"' - "$t/out"
ok '... and so does that of another file' sh -c 'grep -q "^\"2\",2,.*,\"in/b.jsonl\"" "$1"' - "$t/out"
scan --format csv --show-text in
ok 'csv: the header has as many columns as the rows' \
	[ "$(head -1 out | tr -cd , | wc -c)" -eq "$(sed -n 3p out | tr -cd , | wc -c)" ]
for f in json jsonl; do
	scan --format $f in
	ok "$f: a line without an id tells its file" sh -c 'grep -q "^{\"id\":2,.*,\"file\":\"in/a.jsonl\"}" "$1"' - "$t/out"
	ok '... a scanned one, too' sh -c 'grep -q "^{\"id\":1,.*,\"file\":\"in/b.jsonl\"}" "$1"' - "$t/out"
done
scan --input jsonl --format jsonl <in/a.jsonl
ok 'the lines protocol on standard input names no file' hides '"file"'

printf '田中さん、肺炎で入院\n' >"$(printf 'in/\033[31m\342\200\256\001.txt')"
for f in html csv human; do
	scan --format $f in
	ok "$f: no escape sequence of a file's name" hides "$(printf '\033')"
	ok '... nothing that turns the order of letters round' hides "$(printf '\342\200\256')"
	ok '... no other control character' hides "$(printf '\001')"
	ok '... but a sign that there is one' says "$(printf 'in/\357\277\275[31m\357\277\275\357\277\275.txt')"
done
exit $failed
