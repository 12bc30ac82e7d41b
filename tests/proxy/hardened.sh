# A case for HARDENED=1: is the process held as the unit says?
everyone() { echo "$shuhi_pid"; children; }
all_have() { # line of /proc/PID/status
	local p
	for p in $(everyone); do
		status="$p $1"
		grep -q "$1" "/proc/$p/status" || return 1
	done
}
all_have "^Uid:.$(id -u "$(setting User)")"
ok 'nobody is root'
all_have '^CapBnd:.0*$' && all_have '^CapEff:.0*$' && all_have '^NoNewPrivs:.1$'
ok 'nobody has a right that root has, or may get one'
all_have '^Seccomp:.2$'
ok 'every process is under the filter of system calls'
status=$(nsenter -m -t "$shuhi_pid" sh -c 'for d in /etc /usr/local/lib /var/log /var/lib; do touch $d/shuhi-was-here && echo $d; done' 2>/dev/null)
[ -z "$status" ]
ok 'the file system cannot be written'
# icap_lock_*: c-icap's own, which is why it needs a /tmp
status=$(nsenter -m -t "$shuhi_pid" sh -c 'find /home /root -mindepth 1
	find /tmp -mindepth 1 -maxdepth 1 ! -name "shuhi-proxy-*" ! -name "icap_lock_*"
	ls /dev | grep -E "^(sd|vd|mem|kmsg|kvm)"' 2>/dev/null)
[ -z "$status" ]
ok 'no home, no files of others in /tmp, no disk can be seen'
! grep -qi 'permi\|denied\|not permitted' "$T/server.log" "$T/c-icap.out"
ok 'it has complained of nothing at its start'
