/*
 * One scan, one arena: memory that is only ever added to, and wiped whole when
 * the scan is over, because the next text belongs to another patient.
 *
 * An arena grows by blocks up to a ceiling.  Overflow is sticky: after one
 * allocation has failed, all fail until the wipe, so that a result made from
 * half its parts cannot come about.  Not for sharing between threads.
 */
#ifndef SHUHI_ARENA_H
#define SHUHI_ARENA_H

#include "span.h"

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t ceiling;             /* bytes over all blocks */
	size_t total;
	bool overflowed;
};

void arena_init(struct arena *, size_t ceiling);

/* `size` zeroed bytes aligned for any type, or NULL for good. */
void *arena_alloc(struct arena *, size_t size);

/* Make a vector's room at least `want` elements; keeps content. NULL: full. */
void *arena_grow(struct arena *, void *old, size_t nold, size_t *cap,
    size_t want, size_t elem);

/* Forget and overwrite everything; keeps at most `keep` bytes of memory. */
void arena_wipe(struct arena *, size_t keep);
void arena_fini(struct arena *);

#define ARENA_NEW(arena, n, type)                                              \
	((n) > SIZE_MAX / sizeof(type)                                         \
	        ? (type *)NULL                                                 \
	        : (type *)arena_alloc((arena), (n) * sizeof(type)))

#endif
