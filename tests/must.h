/* What a fuzzer says must hold. */
#ifndef SHUHI_TESTS_MUST_H
#define SHUHI_TESTS_MUST_H

#include <stdbool.h>
#include <stdlib.h>

#include "utf8.h"

static inline void
check(bool ok)
{
	if (!ok)
		abort();
}

static inline bool
is_utf8(struct span s)
{
	size_t at = 0;

	while (at < s.len)
		if (utf8_next(s, &at) == UTF8_BAD)
			return false;
	return true;
}

#endif
