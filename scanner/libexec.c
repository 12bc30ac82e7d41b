#include "libexec.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct wanted {
	const char *name;
	char *buf;
	size_t size;
};

static bool
is_in(const struct wanted *w, const char *dir, const char *tail)
{
	int n = snprintf(w->buf, w->size, "%s%s/%s", dir, tail, w->name);

	return n > 0 && (size_t)n < w->size && access(w->buf, X_OK) == 0;
}

bool
libexec_find(const char *name, char *buf, size_t size)
{
	const struct wanted w = { name, buf, size };
	const char *env = getenv("SHUHI_LIBEXEC");
	char exe[PATH_MAX], *slash;
	ssize_t n;

	if (env != NULL && *env != '\0')
		return is_in(&w, env, "");
	n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	exe[n > 0 ? n : 0] = '\0';
	if ((slash = strrchr(exe, '/')) != NULL)
		*slash = '\0';
	return is_in(&w, exe, "") || is_in(&w, exe, "/..") ||
	       is_in(&w, exe, "/../libexec/shuhi") ||
	       is_in(&w, SHUHI_PREFIX, "/libexec/shuhi");
}

static int
prepare(
    posix_spawn_file_actions_t *files, posix_spawnattr_t *attr, int in, int out)
{
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	return posix_spawn_file_actions_adddup2(files, in, 0) != 0 ||
	               posix_spawn_file_actions_adddup2(files, out, 1) != 0 ||
	               posix_spawn_file_actions_addopen(
	                   files, 2, "/dev/null", O_WRONLY, 0) != 0 ||
	               posix_spawn_file_actions_addclosefrom_np(files, 3) !=
	                   0 ||
	               posix_spawnattr_setsigmask(attr, &none) != 0 ||
	               posix_spawnattr_setsigdefault(attr, &all) != 0 ||
	               posix_spawnattr_setflags(attr,
	                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) != 0
	           ? -1
	           : 0;
}

int
libexec_spawn(pid_t *pid, const char *program, char *const argv[],
    char *const env[], int in, int out)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	pid_t child = 0;
	int rc = -1;

	if (posix_spawn_file_actions_init(&files) != 0)
		return -1;
	if (posix_spawnattr_init(&attr) == 0) {
		if (prepare(&files, &attr, in, out) == 0)
			rc = posix_spawn(
			    &child, program, &files, &attr, argv, env);
		posix_spawnattr_destroy(&attr);
	}
	posix_spawn_file_actions_destroy(&files);
	if (rc != 0)
		return -1;
	*pid = child;
	return 0;
}
