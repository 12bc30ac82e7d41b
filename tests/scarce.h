/* Every allocation of the module included after this can be told to fail. */
#ifndef SHUHI_TEST_SCARCE_H
#define SHUHI_TEST_SCARCE_H

#include <stdint.h>
#include <stdlib.h>

static size_t mallocs_left = SIZE_MAX;

static inline void *
scarce_malloc(size_t size)
{
	return mallocs_left > 0 && mallocs_left-- > 0 ? malloc(size) : NULL;
}

static inline void *
scarce_calloc(size_t n, size_t size)
{
	return mallocs_left > 0 && mallocs_left-- > 0 ? calloc(n, size) : NULL;
}

#define malloc scarce_malloc
#define calloc scarce_calloc

#endif
