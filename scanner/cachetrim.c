#include "cachetrim.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "file.h"
#include "span.h"

#define ALNUM "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* What is in the cache: by its name, for others may keep files there. */
enum made { MADE_BY_OTHERS, MADE_DATABASE, MADE_PROOF, MADE_ASIDE };

struct cached {
	char *name;
	enum made as;
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

/*
 *	9f…32 hex digits…c4-2.hsdb    9f…c4.proof    either.aB3xYz: half written
 */
static enum made
made_as(const char *path)
{
	const char *p = strrchr(path, '/') + 1;
	size_t digits = strspn(p, "0123456789abcdef");
	enum made as = MADE_PROOF;
	struct span rest;

	p += digits;
	if (*p == '-') {
		p += 1 + strspn(p + 1, "0123456789");
		as = MADE_DATABASE;
	}
	rest = span_of(as == MADE_PROOF ? ".proof" : ".hsdb");
	if (digits != 32 || !span_starts(span_of(p), rest))
		return MADE_BY_OTHERS;
	p += rest.len;
	if (*p == '\0')
		return as;
	return *p == '.' && strspn(p + 1, ALNUM) == strlen(p + 1)
	           ? MADE_ASIDE
	           : MADE_BY_OTHERS;
}

/* Of the files of a kind, sorted newest first, all that come behind `keep`. */
static void
trim(const struct cached *v, size_t n, enum made as, size_t keep)
{
	size_t i, seen = 0;

	for (i = 0; i < n; i++)
		if (v[i].as == as && ++seen > keep)
			unlink(v[i].name);
}

/* Whoever wrote them was killed: nobody needs that long. */
static void
sweep(const struct cached *v, size_t n)
{
	time_t stale = time(NULL) - ASIDE_SECONDS;
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i].as == MADE_ASIDE && v[i].written.tv_sec < stale)
			unlink(v[i].name);
}

void
cache_trim(const char *dir)
{
	struct shuhi_error ignored;
	struct cached *v;
	struct stat st;
	char **names;
	size_t n, i;

	if (folder_list(dir, "", &names, &n, &ignored) != 0)
		return;
	if (n > 0 && (v = calloc(n, sizeof *v)) != NULL) {
		for (i = 0; i < n; i++) {
			v[i].name = names[i];
			if (lstat(names[i], &st) != 0)
				continue; /* another process was quicker */
			v[i].as = made_as(names[i]);
			v[i].written = st.st_mtim;
		}
		qsort(v, n, sizeof *v, newest_first);
		trim(v, n, MADE_DATABASE, CACHE_KEEP);
		trim(v, n, MADE_PROOF, CACHE_KEEP);
		sweep(v, n);
		free(v);
	}
	folder_free(names, n);
}
