#!/bin/sh
# `shuhi roster`: roster.sh PROGRAM
. "$(dirname "$0")/tap"
cd "$t" || exit 2
unset SOURCE_DATE_EPOCH

roster() { "$p" roster "$@" --lang en >"$t/out" 2>"$t/err"; }
told() { grep -qF -- "$1" "$t/err"; }
said() { grep -qF -- "$1" "$t/out"; }
refuses() { roster "$@"; [ $? = 2 ]; }
no_file() { [ ! -e "$1" ]; }

cat >list.csv <<'END'
患者ID,氏名,カナ氏名,生年月日,性別,電話番号,メールアドレス,郵便番号,住所,保険者番号,被保険者番号,病棟,病室,診療科,病名,入院日,退院日
00012345,佐藤 太郎,サトウ タロウ,S33.4.12,男,090-0000-0001,taro@example.jp,100-0000,東京都架空区幻町1-2-3,06139999,12-345,3階東病棟,301号室,内科,肺炎,令和6年1月5日,
00012346,髙橋 花子,ﾀｶﾊｼ ﾊﾅｺ,1980/1/2,F,03-0000-0002,,,架空市本町5番地の6,,,3東,302,外科,"骨折
(右)",2024-02-03,2024/2/10
END

umask 0
ok 'a key is made' roster keygen -o key
ok '... for its owner only' test "$(stat -c %a key)" = 600
ok '... and said to be kept' told 'keep a copy'
ok 'a second key does not replace it' refuses keygen -o key
ok 'an index is made of a list' roster build --key key -o list.idx list.csv
ok '... for its owner only' test "$(stat -c %a list.idx)" = 600
ok '... how many people it has is told' told '2  people'
ok '... and which fields' told 'patient_id name kana birth_date'
ok '... and the charset it is read as' told 'read as UTF-8'
ok 'there is no text in the index' sh -c '! grep -aqE "佐藤|太郎|taro|0900000" list.idx'

cp list.idx before.idx
roster build --key key -o list.idx list.csv
ok 'the same list and key make the same bytes' cmp -s list.idx before.idx
roster build --key key -o list.idx --build-time 1 list.csv
ok 'another time makes another index' sh -c '! cmp -s list.idx before.idx'
SOURCE_DATE_EPOCH=1 "$p" roster build --key key -o epoch.idx list.csv 2>"$t/err"
ok 'SOURCE_DATE_EPOCH is that time' cmp -s list.idx epoch.idx

iconv -f UTF-8 -t CP932 list.csv >cp932.csv
ok 'CP932 is read' roster build --key key -o cp932.idx --build-time 1 cp932.csv
ok '... and gives the same index' cmp -s list.idx cp932.idx
{ printf '\357\273\277'; sed 's/$/\r/' list.csv; } >bom.csv
roster build --key key -o bom.idx --build-time 1 bom.csv
ok 'a byte order mark and CRLF change nothing' cmp -s list.idx bom.idx
"$p" roster build --key key -o stdin.idx --build-time 1 - <list.csv 2>"$t/err"
ok 'standard input is a list' cmp -s list.idx stdin.idx

ok 'info needs no key' roster info list.idx
ok '... tells people' said 'people: 2'
ok '... tells kind' said 'kind:   patients'
ok '... tells time' said '1970-01-01 00:00:01 UTC'
ok '... tells fields' said 'birth_date (2 different)'
ok '... and that nothing is proved' said 'not asked for'
ok '... and tells where a name that nobody has is no patient'\''s' \
    said "kanji: no patient's"
ok 'with the key all is proved' roster info --key key list.idx
ok '... and said to be' said 'the index is whole'
roster build --key key --kind staff -o staff.idx list.csv && roster info staff.idx
ok 'a list of staff is one' said 'kind:   staff'

roster keygen -o key2
ok 'another key is refused' refuses info --key key2 list.idx
ok '... and told' told 'made with another key'
chmod 640 key2
ok 'a key that others may read is refused' refuses info --key key2 list.idx
ok '... with what to type' told 'chmod 600 key2'
head -c 200 list.idx >cut.idx
ok 'an index that is cut off is refused' refuses info cut.idx
ok '... and told' told 'cut off'
{ head -c 300 list.idx; printf X; tail -c +302 list.idx; } >damaged.idx
ok 'a damaged index is refused' refuses info --key key damaged.idx
ok '... and told' told 'damaged'
ok 'a list is no index' refuses info list.csv
ok '... and told' told 'not a roster index'

printf '氏名,生年月曰\n' >near.csv
ok 'an unknown column is refused' refuses build --key key -o x.idx near.csv
ok '... with its place' told 'near.csv:1:4: '
ok '... and what was meant' told 'birth_date?'
ok '--ignore-unknown reads on' refuses build --key key -o x.idx --ignore-unknown near.csv
ok '... but a list of nobody is none' told 'nobody on the list'
printf '氏名,生年月日\n架空 一,1958/13/1\n架空 二,1958/1/1\n' >bad.csv
ok 'a bad row is refused' refuses build --key key -o x.idx bad.csv
ok '... with line and column' told 'bad.csv:2:6: not a date'
ok '... and nothing is written' no_file x.idx
ok '... nor left beside it' sh -c '! ls | grep -q "x\.idx\."'
ok '--skip-bad goes on' roster build --key key -o x.idx --skip-bad bad.csv
ok '... and counts' told '1  cell left out'
ok '... and tells where a name that nobody has may be a patient'\''s' \
    told "surnames in kana that nobody has: may be a patient's; 2 people"
ok 'no error tells what is in a list' sh -c '! grep -q 架空 err'

ok 'build wants a key' refuses build -o x.idx list.csv
ok 'build wants one of three kinds' refuses build --key key --kind dogs -o x.idx list.csv
ok 'build wants a charset there is' refuses build --key key --charset KLINGON -o x.idx list.csv
ok 'build wants a time in seconds' refuses build --key key --build-time today -o x.idx list.csv
ok 'no key is written over by an index' refuses build --key key -o key list.csv
ok '... nor the list itself' refuses build --key key -o list.csv list.csv
ok '... and both are still there' roster build --key key -o again.idx list.csv
ok 'roster wants a command' refuses
ok 'help is there behind an option' roster --lang en --help
ok 'help is there' roster --help
ok 'help of build is there' roster build --help
for c in keygen info build; do
	ok "roster $c --help is there" roster $c --help
	ok '... teaches that' sh -c 'head -1 out | grep -qF "Usage: shuhi roster $1"' - $c
	ok '... with an example' sh -c 'grep -q "^Example" out'
done
head -2 list.csv >one.csv
ok 'a list of one is fine' roster build --key key -o one.idx one.csv
ok '... and has one person' told '1  person'
"$p" roster build --help --lang ja >out 2>err
ok '... in Japanese' said '患者（または職員）の一覧から'
"$p" roster info --lang ja --key key list.idx >out 2>err
ok 'info speaks Japanese' said '人数: 2'
exit $failed
