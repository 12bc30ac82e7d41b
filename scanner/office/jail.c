#include "office.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "limit.h"

#define FONTS "/usr/share/poppler"

/* ---- limits --------------------------------------------------------------------- */

static bool
limit(__rlimit_resource_t what, rlim_t most)
{
	struct rlimit r = { most, most };

	return setrlimit(what, &r) == 0;
}

static bool
set_limits(unsigned seconds)
{
	return
#if !defined __SANITIZE_ADDRESS__ /* its shadow is terabytes of addresses */
	    limit(RLIMIT_AS, LIMIT_OFFICE_MEMORY) &&
#endif
	    limit(RLIMIT_CPU, seconds) && limit(RLIMIT_NOFILE, 16) &&
	    limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) &&
	    limit(RLIMIT_CORE, 0);
}

/* ---- files ----------------------------------------------------------------------- */

#define FILE_RIGHTS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* All that version 1 of Landlock (Linux 5.13) can forbid. */
#define ALL_RIGHTS ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

static bool
allow_fonts(int rules)
{
	struct landlock_path_beneath_attr fonts = {
		.allowed_access = FILE_RIGHTS,
		.parent_fd = open(FONTS, O_PATH | O_CLOEXEC),
	};
	bool ok;

	if (fonts.parent_fd < 0)
		return false;
	ok = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
	         &fonts, 0) == 0;
	close(fonts.parent_fd);
	return ok;
}

/* Nothing of the file system is in sight but, with `fonts`, poppler's maps. */
static bool
hide_files(bool fonts)
{
	struct landlock_ruleset_attr attr = { .handled_access_fs = ALL_RIGHTS };
	int rules =
	    (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	bool ok;

	/* an old kernel: without fonts no file is opened anyway */
	if (rules < 0)
		return !fonts;
	ok = (!fonts || allow_fonts(rules)) &&
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

static bool
add_rules(scmp_filter_ctx f, bool fonts)
{
	uint32_t files = fonts ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(ENOENT);
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
	return bad == 0;
}

static bool
filter_calls(bool fonts)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool ok;

	if (f == NULL)
		return false;
	ok = add_rules(f, fonts) && seccomp_load(f) == 0;
	seccomp_release(f);
	return ok;
}

bool
jail_enter(bool fonts, unsigned seconds)
{
	return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
	       prctl(PR_SET_DUMPABLE, 0) == 0 &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       set_limits(seconds) && hide_files(fonts) && filter_calls(fonts);
}
