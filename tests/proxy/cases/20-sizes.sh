# Bodies of all sizes and framings, back whole or stopped.
U="https://x.com:$TLS/upload"
TEXT='Content-Type: text/plain; charset=utf-8'

for n in 12 4096 60000 65536 65537 70000 200000 5000000; do
	long "$n" '' > "$T/clean.txt"
	through -H "$TEXT" --data-binary "@$T/clean.txt" "$U"
	whole "$T/clean.txt"
	ok "$n clean bytes arrive whole"
	long "$((n > 100 ? n : 100))" "$LEAK" > "$T/leak.txt"
	blocks "$n bytes with a leak at their end are stopped" -H "$TEXT" --data-binary "@$T/leak.txt" "$U"
done
for n in 200 70000; do
	long "$n" '' > "$T/clean.txt"
	long "$n" "$LEAK" > "$T/leak.txt"
	through -H "$TEXT" -H 'Transfer-Encoding: chunked' --data-binary "@$T/clean.txt" "$U"
	whole "$T/clean.txt"
	ok "$n clean bytes in chunks arrive whole"
	blocks "$n leaking bytes in chunks are stopped" -H "$TEXT" -H 'Transfer-Encoding: chunked' --data-binary "@$T/leak.txt" "$U"
	gzip -kf "$T/clean.txt" "$T/leak.txt"
	through -H "$TEXT" -H 'Content-Encoding: gzip' --data-binary "@$T/clean.txt.gz" "$U"
	whole "$T/clean.txt.gz"
	ok "$n clean bytes in gzip arrive whole, as gzip"
	blocks "$n leaking bytes in gzip are stopped" -H "$TEXT" -H 'Content-Encoding: gzip' --data-binary "@$T/leak.txt.gz" "$U"
done
passes 'HTTP/1.0 goes through' -0 -d "t=$CLEAN" "http://x.com:$HTTP/"
blocks 'HTTP/1.0 is stopped' -0 -d "t=$LEAK" "http://x.com:$HTTP/"
long 100000 '' > "$T/clean.txt"
long 100000 "$LEAK" > "$T/leak.txt"
passes 'Expect: 100-continue goes through' -H "$TEXT" -H 'Expect: 100-continue' --data-binary "@$T/clean.txt" "$U"
blocks 'Expect: 100-continue is stopped' -H "$TEXT" -H 'Expect: 100-continue' --data-binary "@$T/leak.txt" "$U"

long 40000000 '' > "$T/clean.txt"
long 40000000 "$LEAK" > "$T/leak.txt"
blocks '40 MB with a leak at the end is stopped' -H "$TEXT" --data-binary "@$T/leak.txt" "$U"
long 52428800 "$LEAK" > "$T/leak.txt"
through -H 'Accept: application/json' -H "$TEXT" --data-binary "@$T/leak.txt" "$U"
grep -q 'name-with-illness' "$T/body"
ok '50 MB, just the limit, are judged'
head -c 52428801 /dev/zero > "$T/big.bin"
blocks 'a byte more than the limit of 50 MB is stopped' --data-binary "@$T/big.bin" -H 'Content-Type: application/octet-stream' "$U"
through -H 'Accept: application/json' --data-binary "@$T/big.bin" -H 'Content-Type: application/octet-stream' "$U"
grep -q '"failures":\["too-large"\]' "$T/body"
ok '... and the page says that it is too large'
rm -f "$T/big.bin" "$T/clean.txt" "$T/leak.txt"

[ "$(seen 田中)" = 0 ]
ok 'the origin has seen no name'
reset
