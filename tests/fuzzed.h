/* What must hold for whatever was taken from any bytes. */
#ifndef SHUHI_TESTS_FUZZED_H
#define SHUHI_TESTS_FUZZED_H

#include "extract/extract.h"
#include "must.h"

static inline void
check_path(const char *path, size_t len)
{
	check(path != NULL && path[len] == '\0' && len <= SHUHI_FIELD_MAX);
	check(is_utf8((struct span){ path, len }));
}

/* Begin with limits small enough to be met. */
static inline void
fuzzed_start(struct extract *x, struct arena *a)
{
	struct shuhi_body_limits limits = {
		.bytes = 4 << 20,
		.ratio = 50,
		.depth = 5,
		.fields = 2000,
		.milliseconds = 20000,
	};

	arena_init(a, 512u << 20);
	extract_start(x, a, &limits);
}

static inline void
fuzzed_done(struct extract *x)
{
	size_t i;

	check(!x->arena->overflowed);
	check(x->depth == 0);
	check(x->made <= x->limits.bytes);
	check(x->nfields <= (size_t)x->limits.fields + 1);
	for (i = 0; i < x->nfields && i < x->limits.fields; i++) {
		const struct text_field *f = &x->fields[i];

		check_path(f->path.ptr, f->path.len);
		check(f->alone || f->shared);
		check(f->text.len > 0 && is_utf8(f->text));
		check(is_utf8(f->label));
	}
	for (i = 0; i < x->nfailures; i++) {
		check(x->failures[i].cause > SHUHI_CAUSE_NONE &&
		    x->failures[i].cause < SHUHI_CAUSE_COUNT);
		check_path(x->failures[i].field, strlen(x->failures[i].field));
	}
	arena_fini(x->arena);
}

#endif
