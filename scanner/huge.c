#include "huge.h"

#include <stdlib.h>
#include <sys/mman.h>

#define HUGE_PAGE  ((size_t)2 << 20) /* of x86-64 */
#define CACHE_LINE 64

void *
huge_alloc(size_t size)
{
	void *p;

	if (posix_memalign(
	        &p, size < HUGE_PAGE ? CACHE_LINE : HUGE_PAGE, size) != 0)
		return NULL;
	if (size >= HUGE_PAGE) /* refused, it is memory all the same */
		madvise(p, size, MADV_HUGEPAGE);
	return p;
}
