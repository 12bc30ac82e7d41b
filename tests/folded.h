/* A table of the small set; what a text folds to, and the way back. */
#ifndef SHUHI_TESTS_FOLDED_H
#define SHUHI_TESTS_FOLDED_H

#include "fold.h"
#include "table.h"

static inline void
expect_fold(struct span in, struct span want)
{
	struct arena a;
	struct folded f;
	struct shuhi_error err;

	arena_init(&a, 1 << 20);
	assert_int_equal(fold(table, &a, in, &f, &err), 0);
	assert_int_equal(f.text.len, want.len);
	assert_memory_equal(f.text.ptr, want.ptr, want.len);
	arena_fini(&a);
}

/* `part` of the folded text stands for `want` of the input. */
static inline void
expect_back(struct span in, struct span part, struct span want)
{
	struct arena a;
	struct folded f;
	struct shuhi_error err;
	const char *p;
	size_t at, start, end;

	arena_init(&a, 1 << 20);
	assert_int_equal(fold(table, &a, in, &f, &err), 0);
	p = memmem(f.text.ptr, f.text.len, part.ptr, part.len);
	assert_non_null(p);
	at = (size_t)(p - f.text.ptr);
	start = fold_start(&f, at);
	end = fold_end(&f, at + part.len);
	assert_int_equal(start,
	    (const char *)memmem(in.ptr, in.len, want.ptr, want.len) - in.ptr);
	assert_int_equal(end - start, want.len);
	arena_fini(&a);
}

#endif
