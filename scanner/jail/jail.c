#include "jail.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- limits --------------------------------------------------------------------- */

static bool
limit(__rlimit_resource_t what, rlim_t most)
{
	struct rlimit r = { most, most };

	return setrlimit(what, &r) == 0;
}

static bool
set_limits(const struct jail *j)
{
	return
#if !defined __SANITIZE_ADDRESS__ /* its shadow is terabytes of addresses */
	    limit(RLIMIT_AS, j->memory) &&
#endif
	    limit(RLIMIT_CPU, j->seconds) && limit(RLIMIT_NOFILE, 16) &&
	    limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
	    /* counts all of a user's: with threads the filter alone forbids
	     * other processes */
	    (j->threads || limit(RLIMIT_NPROC, 0));
}

/* ---- files ----------------------------------------------------------------------- */

#define FILE_RIGHTS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* All that version 1 of Landlock (Linux 5.13) can forbid. */
#define ALL_RIGHTS ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

static bool
allow_folder(int rules, const char *folder)
{
	struct landlock_path_beneath_attr under = {
		.allowed_access = FILE_RIGHTS,
		.parent_fd = open(folder, O_PATH | O_CLOEXEC),
	};
	bool ok;

	if (under.parent_fd < 0)
		return false;
	ok = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
	         &under, 0) == 0;
	close(under.parent_fd);
	return ok;
}

/* Nothing of the file system is in sight but that folder. */
static bool
hide_files(const char *folder)
{
	struct landlock_ruleset_attr attr = { .handled_access_fs = ALL_RIGHTS };
	int rules =
	    (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	bool ok;

	/* an old kernel: without a folder no file is opened anyway */
	if (rules < 0)
		return folder == NULL &&
		       (errno == ENOSYS || errno == EOPNOTSUPP);
	ok = (folder == NULL || allow_folder(rules, folder)) &&
	     syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return ok;
}

/* ---- system calls ------------------------------------------------------------------ */

static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(pread64),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(lseek),
	SCMP_SYS(close),
	SCMP_SYS(fstat),
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(futex),
	SCMP_SYS(sched_yield),
	SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(sysinfo),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

/* Libraries look for files we do not need: they are told there are none. */
static const int refused[] = {
	SCMP_SYS(open),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getcwd),
	SCMP_SYS(ioctl),
	SCMP_SYS(fcntl),
	SCMP_SYS(prlimit64),
	SCMP_SYS(geteuid),
	SCMP_SYS(getuid),
	SCMP_SYS(uname),
};

/* What a thread needs to begin; told that there is no clone3, whose flags cannot
 * be seen from here, libc takes clone. */
static int
add_threads(scmp_filter_ctx f)
{
	const uint64_t thread = CLONE_THREAD | CLONE_VM | CLONE_SIGHAND;

	return seccomp_rule_add(
	           f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) |
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
	           SCMP_A0(SCMP_CMP_MASKED_EQ, thread, thread)) |
	       seccomp_rule_add(
	           f, SCMP_ACT_ALLOW, SCMP_SYS(set_robust_list), 0) |
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigaction), 0) |
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(rseq), 0);
}

static bool
add_rules(scmp_filter_ctx f, const struct jail *j)
{
	uint32_t files =
	    j->folder != NULL ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(ENOENT);
	size_t i;
	int bad = 0;

	for (i = 0; i < sizeof allowed / sizeof *allowed; i++)
		bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0);
	for (i = 0; i < sizeof refused / sizeof *refused; i++)
		bad |=
		    seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOENT), refused[i], 0);
	/* no new code */
	bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	/* to read; which, Landlock says */
	bad |= seccomp_rule_add(f, files, SCMP_SYS(openat), 1,
	    SCMP_A2(
	        SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));
	bad |= seccomp_rule_add(f, files, SCMP_SYS(newfstatat), 0);
	bad |= seccomp_rule_add(f, files, SCMP_SYS(getdents64), 0);
	if (j->threads)
		bad |= add_threads(f);
	return bad == 0;
}

static bool
filter_calls(const struct jail *j)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool ok;

	if (f == NULL)
		return false;
	ok = add_rules(f, j) && seccomp_load(f) == 0;
	seccomp_release(f);
	return ok;
}

bool
jail_enter(const struct jail *j)
{
	return prctl(PR_SET_DUMPABLE, 0) == 0 &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && set_limits(j) &&
	       hide_files(j->folder) && filter_calls(j);
}
