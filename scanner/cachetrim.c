#include "cachetrim.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

struct cached {
	char *name;
	struct timespec written;
};

static int
newest_first(const void *a, const void *b)
{
	const struct timespec *x = &((const struct cached *)a)->written;
	const struct timespec *y = &((const struct cached *)b)->written;

	if (x->tv_sec != y->tv_sec)
		return x->tv_sec > y->tv_sec ? -1 : 1;
	return x->tv_nsec > y->tv_nsec ? -1 : x->tv_nsec < y->tv_nsec;
}

static void
trim(const char *dir, const char *suffix, size_t keep)
{
	struct shuhi_error ignored;
	struct cached *v;
	struct stat st;
	char **names;
	size_t n, i;

	if (folder_list(dir, suffix, &names, &n, &ignored) != 0)
		return;
	if (n > keep && (v = calloc(n, sizeof *v)) != NULL) {
		for (i = 0; i < n; i++) {
			v[i].name = names[i];
			if (lstat(names[i], &st) == 0)
				v[i].written = st.st_mtim;
		}
		qsort(v, n, sizeof *v, newest_first);
		for (i = keep; i < n; i++)
			unlink(v[i].name);
		free(v);
	}
	folder_free(names, n);
}

void
cache_trim(const char *dir)
{
	trim(dir, ".hsdb", CACHE_KEEP);
	trim(dir, ".proof", CACHE_KEEP);
}
