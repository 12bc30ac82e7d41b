# What systemd does to the service's process, done by hand: to be sourced, sets JAIL.
#
# From capture/proxy/etc/shuhi-proxy.service: the user, no rights to be gained, the
# file system read-only but for its own folders (here $T), its own /tmp and /dev, no
# /home, other people's processes unseen, the filter of system calls.  Not to be had
# without systemd: IPAddressDeny (in its place there is no network but the loopback),
# MemorySwapMax, the folders of *Directory=, Restart, ExecReload.

UNIT=capture/proxy/etc/shuhi-proxy.service
setting() { sed -n "s/^$1=//p" "$UNIT"; }
[ "$(id -u)" = 0 ] || { echo 'test-unit: only root can do what systemd does: skipped'; exit 0; }
unshare -mn true 2>/dev/null || { echo 'test-unit: no namespaces here: skipped'; exit 0; }
# a network with nothing but the loopback, for all of the test
if [ -z "${ALONE:-}" ]; then
	exec env ALONE=1 unshare -n sh -c 'ip link set lo up && exec "$@"' - bash "$0" "$@"
fi

# every setting of the unit is one that is done here, or known not to be
for key in $(sed -n '/^\[Service\]/,/^\[Install\]/s/^\([A-Z][A-Za-z]*\)=.*/\1/p' "$UNIT" | sort -u); do
	case $key in
	Type | Exec* | Restart* | TimeoutStartSec | *Directory | *DirectoryMode) ;; # how it is run
	LimitNOFILE) ;; # gives, takes nothing
	User | Group | UMask | LimitCORE | NoNewPrivileges | CapabilityBoundingSet) ;;
	ProtectSystem | ProtectHome | PrivateTmp | PrivateDevices | ProtectProc) ;;
	ProtectKernelTunables | ProtectControlGroups) ;;
	RestrictAddressFamilies | RestrictNamespaces | RestrictRealtime | RestrictSUIDSGID) ;;
	MemoryDenyWriteExecute | SystemCall*) ;;
	# without the capabilities, or their calls, they can do nothing
	ProtectKernelModules | ProtectKernelLogs | ProtectClock | ProtectHostname | LockPersonality) ;;
	IPAddress* | MemorySwapMax) ;; # not here
	ReadWritePaths) ;;              # one's own
	*) echo "test-unit: $key= of $UNIT is not tested: add it to tests/proxy/unit.sh" >&2; exit 1 ;;
	esac
done

calls() { # names of system calls, groups spelt out
	local one
	for one in "$@"; do
		case $one in
		@*) calls $(systemd-analyze syscall-filter "$one" | sed 1d | sed 's/#.*//') ;;
		*) echo "$one" ;;
		esac
	done
}

jail_up() {
	calls $(setting SystemCallFilter) | sort -u > "$T/calls"
	[ "$(wc -l < "$T/calls")" -gt 200 ] || die 'the system calls of the unit are not known'
	chown "$(setting User):$(setting Group)" "$T" "$T"/{cache,state,rules} "$T"/cache/*
	cat > "$T/jail" <<-END
		mount --make-rprivate /
		mount --bind "$T" /mnt
		mount -t tmpfs tmpfs /dev/shm
		for d in null zero full random urandom; do touch /dev/shm/\$d; mount --bind /dev/\$d /dev/shm/\$d; done
		mkdir /dev/shm/shm; mount -t tmpfs tmpfs /dev/shm/shm; chmod 1777 /dev/shm/shm
		mount --rbind /dev/shm /dev
		for d in /home /root /run/user; do [ -d \$d ] && mount -t tmpfs -o mode=000 tmpfs \$d; done
		mount -t tmpfs -o mode=1777 tmpfs /tmp
		mkdir -p "$T"
		mount --bind /mnt "$T"
		umount /mnt
		mount -t proc -o hidepid=invisible proc /proc
		mount --bind /proc/sys /proc/sys
		awk '{ print \$5 }' /proc/self/mountinfo | sort -u | while read -r m; do
			case \$m in "$T" | /tmp | /dev | /dev/* | /proc) ;;
			*) mount -o remount,bind,ro "\$m" 2>/dev/null ;;
			esac
		done
		umask $(setting UMask)
		ulimit -c $(setting LimitCORE)
		exec setpriv --reuid=$(setting User) --regid=$(setting Group) --clear-groups --no-new-privs \\
			--inh-caps=-all --bounding-set=-all $PWD/$B/tests/proxy/jailed "\$@" < "$T/calls"
	END
	JAIL="unshare -m sh $T/jail"
}
