# Posts as clients send them, clean and leaking.
X="https://x.com:$TLS/i/api/graphql/test/CreateTweet"
FB="https://www.facebook.com:$TLS/api/graphql/"
IG="https://www.instagram.com:$TLS/api/v1/media/configure/"
LINE="https://line-obs.line-apps.com:$TLS/S4"
MAIL="https://mail.google.com:$TLS/mail/u/0/"
AI="https://chatgpt.com:$TLS/backend-api/conversation"
JSON='Content-Type: application/json'

passes 'a clean post to X goes through' -H "$JSON" -d "$(post x "$CLEAN")" "$X"
blocks 'a leaking post to X is stopped' -H "$JSON" -d "$(post x "$LEAK")" "$X"
blocks 'a leaking post to X in \u escapes is stopped' -H "$JSON" -d "$(post x "$(escaped "$LEAK")")" "$X"
passes 'a clean form with JSON in it (Facebook) goes through' \
	--data-urlencode "variables=$(post facebook "$CLEAN")" -d doc_id=1 "$FB"
blocks 'a leaking form with JSON in it (Facebook) is stopped' \
	--data-urlencode "variables=$(post facebook "$LEAK")" -d doc_id=1 "$FB"
passes 'a clean multipart caption (Instagram) goes through' -F "caption=$CLEAN" -F upload_id=1 "$IG"
blocks 'a leaking multipart caption (Instagram) is stopped' -F "caption=$LEAK" -F upload_id=1 "$IG"
thriftish "$CLEAN" > "$T/clean.bin"
thriftish "$LEAK" > "$T/leak.bin"
passes 'a clean binary chat message goes through' -H 'Content-Type: application/x-thrift' --data-binary "@$T/clean.bin" "$LINE"
blocks 'a leaking binary chat message is stopped' -H 'Content-Type: application/x-thrift' --data-binary "@$T/leak.bin" "$LINE"
passes 'a clean web mail goes through' -F to=a@example.jp -F subject=ご連絡 -F "body=$CLEAN" "$MAIL"
blocks 'a leaking web mail is stopped' -F to=a@example.jp -F subject=ご連絡 -F "body=$LEAK" "$MAIL"
blocks 'a name in the subject and an illness in the body are stopped' \
	-F to=a@example.jp -F subject=田中さんの件 -F 'body=肺炎で入院した' "$MAIL"
passes 'a clean prompt goes through' -H "$JSON" -d "$(post genai "$CLEAN")" "$AI"
blocks 'a leaking prompt is stopped' -H "$JSON" -d "$(post genai "$LEAK")" "$AI"
passes 'a clean query string goes through' -G --data-urlencode "q=$CLEAN" "https://x.com:$TLS/search"
blocks 'a leaking query string is stopped' -G --data-urlencode "q=$LEAK" "https://x.com:$TLS/search"
blocks 'a leaking title in a header is stopped' -H "Title: $LEAK" -d ok "https://x.com:$TLS/upload"
passes 'a leak to a reviewed exemption goes through, unlooked at' -d "t=$LEAK" "https://update.example.jp:$TLS/"
blocks 'a leak to a place nobody knows is stopped' -d "t=$LEAK" "https://shadow.example.jp:$TLS/"
blocks 'a leak over plain HTTP is stopped' -d "t=$LEAK" "http://x.com:$HTTP/"

printf '\211PNG\r\n\032\n\000\000\000\015IHDR%0200d' 0 > "$T/photo.png"
passes 'a picture goes through where the policy lets pictures go' -F "photo=@$T/photo.png" -F "caption=$CLEAN" "$IG"
blocks 'a picture with a leaking caption is stopped' -F "photo=@$T/photo.png" -F "caption=$LEAK" "$IG"
{ printf '\320\317\021\340\241\261\032\341'; head -c 2000 /dev/zero; } > "$T/old.doc"
blocks 'an old office file that nobody can read is stopped' -F "photo=@$T/photo.png" -F "file=@$T/old.doc" "$IG"
# archives are read by shuhi-extract, a child without rights
printf '%s' "$CLEAN" > "$T/note.txt" && tar -C "$T" -cf "$T/clean.tar" note.txt
printf '%s' "$LEAK" > "$T/note.txt" && tar -C "$T" -cf "$T/leak.tar" note.txt
passes 'a clean file in an archive goes through' -F "file=@$T/clean.tar" "$IG"
blocks 'a leak in a file of an archive is stopped' -F "file=@$T/leak.tar" "$IG"
rm -f "$T/note.txt" "$T/clean.tar" "$T/leak.tar"

through -d "t=$LEAK" "https://x.com:$TLS/"
grep -q '<html lang=ja>' "$T/body" && grep -q '氏名' "$T/body" && ! grep -q '田中' "$T/body"
ok 'the page says why in Japanese and never what was written'
through -H 'Accept-Language: en-US,en' -d "t=$LEAK" "https://x.com:$TLS/"
grep -q '<html lang=en>' "$T/body" && grep -q 'IT desk' "$T/body"
ok 'an English browser gets an English page with whom to call'
through -D "$T/head" -H 'Accept: application/json, text/plain, */*' -d "t=$LEAK" "https://x.com:$TLS/"
grep -qi '^content-type: application/json' "$T/head" && grep -qi '^cache-control: no-store' "$T/head" &&
	grep -q '"action":"block"' "$T/body" && ! grep -q '田中' "$T/body"
ok 'an app gets JSON, not to be stored'
[ "$(seen 田中)" = 1 ] # the exemption's
ok 'the origin has seen no name but the exempted one'
reset
rm -f "$T/clean.bin" "$T/leak.bin"
