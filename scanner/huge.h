/*
 * Memory for whole files, and for large tables that every scan reads all over.  In huge pages, where the
 * kernel has them (transparent_hugepage: madvise or always), the processor finds
 * their addresses without missing.
 */
#ifndef SHUHI_HUGE_H
#define SHUHI_HUGE_H

#include <stddef.h>

/* Not zeroed; to be given to free().  NULL: no memory. */
void *huge_alloc(size_t size);

#endif
