#include "libexec.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SHUHI_PREFIX
#define SHUHI_PREFIX "/usr/local"
#endif

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
