/*
 * Every block that the module included after this gives back is looked at: none may
 * still hold the secret that a test has put into the module.
 */
#ifndef SHUHI_TESTS_WIPED_H
#define SHUHI_TESTS_WIPED_H

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#define SECRET "山田さんの秘密"

static size_t secrets_freed;

static inline void
looked_at_free(void *p)
{
	if (p != NULL && memmem(p, malloc_usable_size(p), SECRET,
	        sizeof SECRET - 1) != NULL)
		secrets_freed++;
	free(p);
}

#define free looked_at_free

#endif
