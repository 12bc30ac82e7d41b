# A warning, a typed reason, one passage.
W="https://www.worksmobile.com:$TLS"
JSONOUT='Accept: application/json'

warned() { grep -q '"action":"warn"' "$T/body"; }
token() { sed -n 's/.*"token":"\([A-Za-z0-9_-]*\)".*/\1/p' "$T/body"; }
grant() { # token, reason
	through -H "$JSONOUT" --data-urlencode "token=$1" --data-urlencode "why=$2" "$W/.well-known/shuhi-override"
}

through -H "$JSONOUT" -F "text=$LEAK" "$W/talk"
warned
ok 'a leak to a contracted service is held with a warning'
key=$(token)
through -F "text=$LEAK" "$W/talk"
grep -q '<textarea' "$T/body" && grep -q 'action="/.well-known/shuhi-override"' "$T/body"
ok 'a browser gets a form to type a reason'
before=$(count)
grant "$key" 短い
grep -q '"action":"refused"' "$T/body"
ok 'a reason that is too short is refused'
grant "A$key" 転院先への連絡のため
grep -q '"action":"refused"' "$T/body"
ok 'a token that was made up is refused'
grant "$key" 転院先への連絡のため
grep -q '"action":"granted"' "$T/body"
ok 'a typed reason is taken'
[ "$(count)" = "$before" ]
ok 'the form never reaches the site'
through -H "$JSONOUT" -F "text=${LEAK}。" "$W/talk"
warned
ok 'another text is not covered by it'
passes 'the same text passes, though its boundary is a new one' -F "text=$LEAK" "$W/talk"
through -H "$JSONOUT" -F "text=$LEAK" "$W/talk"
warned
ok 'but only once'
grant "$key" 転院先への連絡のため
grep -q '"action":"refused"' "$T/body"
ok 'and the token is spent'
reset
