# What is left behind.
sleep 1
status=$("$B/shuhi" audit verify "$T/audit.log" 2>&1 | tail -1)
"$B/shuhi" audit verify "$T/audit.log" >/dev/null 2>&1
ok 'the audit holds together'
grep -q '"action":"block"' "$T/audit.log" && grep -q '"action":"warn"' "$T/audit.log"
ok 'it has the blocks and the warnings'
status=$(grep -rlF -e 田中 -e 肺炎 -e "$(escaped 田中)" "$T" --exclude=body --exclude-dir=cache 2>/dev/null)
[ -z "$status" ]
ok 'no file holds a name or an illness: no log, no audit, no spool'
status=$(sed -n 's/^Pss:[^0-9]*//p' $(for p in $(children); do echo "/proc/$p/smaps_rollup"; done) | tr '\n' ' ')
say "memory of each process, its share: $status"
