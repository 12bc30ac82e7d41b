#!/bin/sh
# `shuhi dict import`: import.sh PROGRAM
. "$(dirname "$0")/tap"
cd "$here/import" || exit 2
tab=$(printf '\t')

import() { # format, file, more...; into $t/FORMAT.tsv
	as=$1
	in=$2
	shift 2
	"$p" dict import --lang en --as "$as" -o "$t/$as.tsv" "$@" "$in" 2>"$t/err"
}
has() { grep -qxF "$(printf '%b' "$2")" "$t/$1"; }
lacks() { ! grep -q "^$2$tab" "$t/$1"; }
told() { grep -qF "$1" "$t/err"; }
refuses() { import "$@"; [ $? = 2 ]; }
alone() { # the folder holds just this many files
	[ "$(find "$t" -type f ! -name err | wc -l)" -eq "$1" ]
}

ok 'a disease list becomes a dictionary' import manbyo manbyo.csv --report "$t/left"
ok 'a disease is of class disease' has manbyo.tsv '架空性肝小葉硬変症\tdisease\t'
ok 'a quoted line end and doubled quotes stay inside their cell' \
	has manbyo.tsv '月光過敏性皮膚炎症候群\tdisease\t'
ok 'an R code makes a symptom' has manbyo.tsv '星影様視野異常\tsymptom\t'
ok 'what harms most is of class disease.sensitive' \
	has manbyo.tsv '先天性架空梅毒症候群\tdisease.sensitive\t'
ok 'a short word counts only as a word of its own' has manbyo.tsv '絵空病\tdisease\tword'
ok 'a repeated word is kept once' \
	test "$(grep -c '^架空性肝小葉硬変症' "$t/manbyo.tsv")" -eq 1
for w in 'なんとなくふわふわ\thiragana' '空想性腱鞘肥厚症\tno-icd' '肺炎\tknown' \
	'赤熱\ttoo-short' '机上にたつ\tno-morpheme' 'インフルエンザ\teveryday'; do
	ok "the report says: $(printf '%b' "$w" | tr '\t' ' ')" has left "$w"
done
ok 'what is left out is not in the dictionary' lacks manbyo.tsv '肺炎'
ok 'the summary counts each reason' told '1  only hiragana [hiragana]'

cp "$t/manbyo.tsv" "$t/before"
ok 'the same list gives the same bytes' import manbyo manbyo.csv
ok '... to the byte' cmp -s "$t/before" "$t/manbyo.tsv"
ok '--keep-all keeps doubtful words' import manbyo manbyo.csv --keep-all
ok '... as words of their own' has manbyo.tsv '机上にたつ\tsymptom\tword'
ok '... but not what is known already' lacks manbyo.tsv '肺炎'
ok 'a header with CRLF is no word' import manbyo header.csv
ok '... and the row behind it is one' has manbyo.tsv '幻灯性角膜異常症\tdisease\t'
printf '\357\273\277' | cat - header.csv >"$t/bom.csv"
ok 'a byte order mark hides no header' import manbyo "$t/bom.csv"
ok '... nor becomes part of a word' told '1  row read'

ok 'the claims disease master is read in CP932' \
	import receipt-disease claims.csv --charset CP932
ok '... its name column is found' has receipt-disease.tsv '架空性肝小葉硬変症\tdisease\t'
ok '... with the signs CP932 adds' has receipt-disease.tsv '①型絵空事症候群\tdisease\t'

ok 'a price list becomes names people say' import receipt-drug drugs.csv --report "$t/left"
ok '... the brand without strength and form' has receipt-drug.tsv 'ソラネピール\tdrug\t'
ok '... the ingredient without its salt' has receipt-drug.tsv 'ソラネゾピド\tdrug\t'
ok '... without how it is made' has receipt-drug.tsv 'クモマレキスマブ\tdrug\t'
ok '... without how it is given' has receipt-drug.tsv 'クモマリス\tdrug\t'
ok '... a kampo without its maker' has receipt-drug.tsv '幻月湯\tdrug\tword'
ok '... no crude drug' has left 'ウソノキノミ\tbase'
ok '... no list of ingredients' has left 'ソラネゾピド・クモマチアジド\tcombined'

ok 'MEDIS: the column is found by its header' import medis medis.csv
ok '... and its codes are used' has medis.tsv '夢見鳥様歩行障害\tsymptom\t'
ok 'names get their class' import names names.csv
ok '... a family name' has names.tsv '架空坂\tname.family\t'
ok '... a name in kana is a reading' has names.tsv 'カクウザカ\tname.family\treading'
ok 'our own format is taken as it is' import tsv own.tsv
ok '... short words and attributes too' has tsv.tsv 'ふわ\tdisease\tword,means=架空の病'
ok '... a quote is a word like any other' has tsv.tsv '"\tform.quote\tword'

rm -f "$t"/*.tsv "$t/left" "$t/before" "$t/bom.csv"
echo old >"$t/manbyo.tsv"
ok 'broken rows refuse the list' refuses manbyo bad.csv
ok '... text behind a quote, with its place' told 'bad.csv:2:16: text behind the closing quote'
ok '... a missing column' told 'bad.csv:3:1: too few columns'
ok '... a missing word' told 'bad.csv:4:1: there is no word'
ok '... a quote that is never closed, where it opens' told 'bad.csv:6:11: a quote that is never closed'
ok '... and the older dictionary stays' test "$(cat "$t/manbyo.tsv")" = old
ok '... with nothing beside it' alone 1
ok '--skip-bad goes on' import manbyo bad.csv --skip-bad
ok '... with the good rows' has manbyo.tsv '星影様視野異常\tsymptom\t'
ok '... and counts the broken ones' told '4  broken rows skipped'
echo old >"$t/names.tsv"
ok 'a list that is no such list is refused' refuses names manbyo.csv --skip-bad
ok '... as not one word is left' told 'not one word was kept, so nothing was written'
ok '... and the older dictionary stays' test "$(cat "$t/names.tsv")" = old
rm "$t/names.tsv"
echo old >"$t/own.tsv"
: >"$t/hospitals"
for i in 1 2 3; do echo "01011274$i,011274$i,架空会 平松記念病院,0648536,札幌市中央区南$i条" >>"$t/hospitals"; done
printf '9990001\t架空性肝小葉硬変症\n9990002\t絵空病\n' >"$t/claims"
another() { # format, file: refused for its shape, and nothing is written
	"$p" dict import --lang en --as "$1" -o "$t/own.tsv" "$2" 2>"$t/err"
	[ $? = 2 ] && told 'does not look like a list of' && [ "$(cat "$t/own.tsv")" = old ]
}
ok 'hospitals are no diseases' another medis "$t/hospitals"
ok '... nor is a list of drugs' another manbyo drugs.csv
ok '... nor of MEDIS, by another name' another manbyo medis.csv
ok 'diseases are no drugs' another receipt-drug manbyo.csv
ok '... nor are those of claims' another receipt-drug "$t/claims"
ok 'codes are no diseases' another medis manbyo.csv
ok '... nor are drugs' another receipt-disease drugs.csv
ok 'code and name are the claims list' import receipt-disease "$t/claims"
rm "$t/receipt-disease.tsv" "$t/hospitals" "$t/claims"
printf '架空性肝小葉硬変症,K769,x\n絵空病,-1,-1\n' >"$t/half"
ok 'a list of which half the rows have codes is taken' import manbyo "$t/half"
printf '夢見鳥様皮膚硬化症,-1,-1\n' >>"$t/half"
ok '... with one row more without, it is not' another manbyo "$t/half"
rm "$t/half" "$t/own.tsv"
ok 'a charset nobody knows is refused' refuses manbyo manbyo.csv --charset nosuch
ok '... and told' told 'no charset nosuch'
printf '幻灯性角膜異常症,H189\n夢\201\n' >"$t/bytes.csv"
ok 'broken bytes are told with their place' refuses manbyo "$t/bytes.csv" --charset UTF-8
ok '... line and column' told 'bytes.csv:2:2: bytes that are not text'
rm "$t/bytes.csv"
printf 'ふわ\tno.such\t\n' >"$t/own"
ok 'an unknown class is told with its place' refuses tsv "$t/own"
ok '... line and column' told 'own:1:4: no such class'
printf 'ふわ\tdisease\twrod\n' >"$t/own"
ok 'so is an unknown attribute' refuses tsv "$t/own"
ok '... line and column' told 'own:1:12: no such attribute'
printf '架空,nobody\n' >"$t/own"
ok 'so is a name that is neither' refuses names "$t/own"
printf '\3757zXZ\000\000' >"$t/own"
ok 'an archive is refused' refuses manbyo "$t/own"
ok '... and how to help it is said' told 'unpack it first'
: >"$t/own"
ok 'an empty file is refused' refuses manbyo "$t/own"
rm "$t/own"
ok 'without -o nothing happens' sh -c '"$1" dict import --as tsv own.tsv 2>/dev/null; [ $? = 2 ]' - "$p"
ok 'a name no engine would load is refused' \
	sh -c '"$1" dict import --as tsv -o "$2/x.txt" own.tsv 2>/dev/null; [ $? = 2 ]' - "$p" "$t"
mkdir "$t/dir.tsv"
ok 'a folder in the way is an error' \
	sh -c '"$1" dict import --as tsv -o "$2/dir.tsv" own.tsv 2>/dev/null; [ $? = 2 ]' - "$p" "$t"
ok '... that leaves nothing behind' alone 1
rmdir "$t/dir.tsv"

mkdir "$t/words" && "$p" dict import --lang en --as manbyo -o "$t/words/m.tsv" manbyo.csv 2>"$t/err"
"$p" dict list --dict "$t/words" --no-cache 架空性肝小葉硬変症 >"$t/list" 2>"$t/err"
ok 'the engine loads what was written' grep -q "^架空性肝小葉硬変症${tab}disease" "$t/list"
"$p" dict import --help --lang ja >"$t/ja" && "$p" dict import --help --lang en >"$t/en"
ok 'help teaches in both languages' \
	sh -c 'grep -q "使い方" "$1/ja" && grep -q "Examples" "$1/en"' - "$t"
exit $failed
