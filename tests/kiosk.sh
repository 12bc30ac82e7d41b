#!/bin/sh
# What is installed around the kiosk: kiosk.sh PROGRAM
. "$(dirname "$0")/tap"
etc=$here/../capture/draft/etc
cd "$t" || exit 2

# ---- rosters that belong to the proxy's user

mkdir run lists
echo key >lists/roster.key; echo patients >lists/patients.idx; echo vip >lists/vip.idx
cat >policy.yaml <<YAML
version: 1
audit: {key: $t/lists/roster.key}
roster:
  - {index: $t/lists/patients.idx, key: "$t/lists/roster.key"}
  # - {index: $t/lists/gone.idx, key: $t/lists/roster.key}
  - index: $t/lists/vip.idx
    key: $t/lists/roster.key
monitor: true
YAML
mode_of() { [ "$(stat -c %a "$1")" = "$2" ]; }
copies() { sh "$etc/shuhi-serve-roster" "$t/run" "$(id -un)" policy.yaml >out 2>err; }
ok 'a kiosk gets the rosters of the policy' copies
ok '... each file once' test "$(ls run)" = "files
policy.yaml
roster-1
roster-2
roster-3"
ok '... as they are' cmp lists/vip.idx run/roster-3
ok '... closed to everybody else' mode_of run/roster-2 400
ok '... and a policy that names the copies' grep -qF "{index: $t/run/roster-1, key: \"$t/run/roster-2\"}" run/policy.yaml
ok '... in whatever way they are written' grep -qF "index: $t/run/roster-3" run/policy.yaml
ok '... and is the same otherwise' grep -qF "audit: {key: $t/lists/roster.key}" run/policy.yaml
echo anew >lists/patients.idx
ok 'a reload takes a new list' copies
ok '... as it is' cmp lists/patients.idx run/roster-1
rm lists/vip.idx
fails() { ! "$@"; }
ok 'a list that is gone is a failure' fails copies
ok '... and the policy is as it was' grep -qF "index: $t/run/roster-3" run/policy.yaml

# ---- the browser of a shared terminal

mkdir bin
cat >bin/chromium <<'SH'
#!/bin/sh
for arg; do case $arg in --user-data-dir=*) profile=${arg#*=} ;; esac; done
cp "$profile/Default/Preferences" "$OUT/preferences"
echo "$profile" >"$OUT/profile"
echo copy >"$profile/Downloads/safe-copy.png"
kill "$PPID"
SH
chmod 755 bin/chromium
browse() { OUT=$t XDG_RUNTIME_DIR=$t PATH=$t/bin:$PATH timeout 20 bash "$etc/shuhi-kiosk" >out 2>err; }
ok 'the browser of a terminal ends when it is told to' browse
saves_there() { grep -qF "\"default_directory\":\"$(cat profile)/Downloads\"" preferences; }
ok '... saves copies into its profile' saves_there
ok '... which is gone at the end, with them' test ! -e "$(cat profile)"

exit $failed
