/*
 * Run a program under the filter of system calls that a systemd unit asks for, where
 * there is no systemd:
 *
 *	systemd-analyze syscall-filter @system-service | jailed PROGRAM ARGUMENT ...
 *
 * Names come from standard input, one a word, # begins a comment, @ a group that is
 * spelt out elsewhere.  As the unit of capture/proxy/etc: what is not named fails with
 * EPERM; sockets of three families only; no memory both written and executed; no
 * namespaces, no realtime scheduling, no set-user-ID files.  The caller has dropped
 * its rights and set no_new_privs.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMESPACES                                                             \
	(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |         \
	    CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)
#define ALLOW SCMP_ACT_ALLOW

/* Only some of their calls are allowed; the others fall to the default. */
static bool
is_special(const char *name)
{
	static const char *const names[] = { "socket", "mmap", "mprotect",
		"pkey_mprotect", "clone", "clone3", "unshare", "setns",
		"sched_setscheduler", "chmod", "fchmod", "fchmodat" };
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static int
allow_names(scmp_filter_ctx f, FILE *in)
{
	char line[256], name[128];
	int call, rc = 0;

	while (rc == 0 && fgets(line, sizeof line, in) != NULL) {
		if (sscanf(line, "%127s", name) != 1 || name[0] == '#' ||
		    name[0] == '@' || is_special(name))
			continue;
		call = seccomp_syscall_resolve_name(name);
		if (call >= 0) /* the others are of other machines */
			rc = seccomp_rule_add(f, ALLOW, call, 0);
	}
	return rc;
}

static int
allow_masked(scmp_filter_ctx f, int call, unsigned argument, scmp_datum_t mask,
    scmp_datum_t want)
{
	return seccomp_rule_add(f, ALLOW, call, 1,
	    SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, mask, want));
}

static int
allow_equal(scmp_filter_ctx f, int call, unsigned argument, scmp_datum_t want)
{
	return seccomp_rule_add(
	    f, ALLOW, call, 1, SCMP_CMP(argument, SCMP_CMP_EQ, want));
}

static int
allow_special(scmp_filter_ctx f)
{
	const scmp_datum_t wx = PROT_WRITE | PROT_EXEC;
	const scmp_datum_t ids = S_ISUID | S_ISGID;
	int rc = 0;

	rc |= allow_equal(f, SCMP_SYS(socket), 0, AF_UNIX);
	rc |= allow_equal(f, SCMP_SYS(socket), 0, AF_INET);
	rc |= allow_equal(f, SCMP_SYS(socket), 0, AF_INET6);
	rc |= allow_masked(f, SCMP_SYS(mmap), 2, PROT_EXEC, 0);
	rc |= allow_masked(f, SCMP_SYS(mmap), 2, wx, PROT_EXEC);
	rc |= allow_masked(f, SCMP_SYS(mprotect), 2, PROT_EXEC, 0);
	rc |= allow_masked(f, SCMP_SYS(pkey_mprotect), 2, PROT_EXEC, 0);
	rc |= allow_masked(f, SCMP_SYS(clone), 0, NAMESPACES, 0);
	/* glibc goes back to clone, whose flags can be seen */
	rc |= seccomp_rule_add(
	    f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	rc |= allow_equal(f, SCMP_SYS(sched_setscheduler), 1, SCHED_OTHER);
	rc |= allow_equal(f, SCMP_SYS(sched_setscheduler), 1, SCHED_BATCH);
	rc |= allow_masked(f, SCMP_SYS(chmod), 1, ids, 0);
	rc |= allow_masked(f, SCMP_SYS(fchmod), 1, ids, 0);
	rc |= allow_masked(f, SCMP_SYS(fchmodat), 2, ids, 0);
	return rc;
}

int
main(int argc, char **argv)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));

	if (argc < 2 || f == NULL || allow_names(f, stdin) != 0 ||
	    allow_special(f) != 0 || seccomp_load(f) != 0) {
		fputs("jailed: the filter cannot be set\n", stderr);
		return 125;
	}
	execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 126;
}
