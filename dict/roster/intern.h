/* Keyed hashes and numbers for them, in the order in which they came. */
#ifndef SHUHI_ROSTER_INTERN_H
#define SHUHI_ROSTER_INTERN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct intern {
	uint64_t *hash; /* by number */
	uint32_t n, cap;
	uint32_t *slots; /* number + 1; 0: free */
	uint64_t nslots; /* a power of two, or 0 */
};

/* *fresh: it was not there.  False: no memory. */
bool intern(struct intern *, uint64_t hash, uint32_t *number, bool *fresh);
bool intern_has(const struct intern *, uint64_t hash);
void intern_free(struct intern *);

/* rank[number] in ascending order of hash; NULL: no memory.  To be freed. */
uint32_t *intern_ranks(const struct intern *);

/*
 * Room in a vector for one more; NULL: no memory, and the old one stays.
 * The vector's new place otherwise.
 */
void *room_for_one(void *v, uint32_t n, uint32_t *cap, size_t size);

#endif
