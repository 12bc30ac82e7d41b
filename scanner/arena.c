#include "arena.h"

#include <stdalign.h>
#include <stdlib.h>

#define BLOCK_MIN ((size_t)64 << 10)

struct arena_block {
	struct arena_block *next;
	size_t size; /* of data */
	size_t used;
	alignas(max_align_t) char data[];
};

void
arena_init(struct arena *a, size_t ceiling)
{
	*a = (struct arena){ .ceiling = ceiling };
}

static struct arena_block *
add_block(struct arena *a, size_t need)
{
	struct arena_block *b;
	size_t size = BLOCK_MIN;

	/* double what there is, so that large texts need few blocks */
	if (a->blocks != NULL && a->blocks->size * 2 > size)
		size = a->blocks->size * 2;
	if (size > a->ceiling - a->total)
		size = a->ceiling - a->total;
	if (size < need)
		size = need;
	if (size > a->ceiling - a->total)
		return NULL;
	if ((b = calloc(1, sizeof *b + size)) == NULL)
		return NULL;
	b->next = a->blocks;
	b->size = size;
	a->blocks = b;
	a->total += size;
	return b;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *b = a->blocks;
	void *p;

	if (a->overflowed || size > a->ceiling || size > SIZE_MAX - align) {
		a->overflowed = true;
		return NULL;
	}
	size = (size + align - 1) & ~(align - 1);
	if (b == NULL || size > b->size - b->used)
		b = add_block(a, size);
	if (b == NULL) {
		a->overflowed = true;
		return NULL;
	}
	p = b->data + b->used;
	b->used += size;
	return p; /* zeroed when the block was made, or by the wipe */
}

void *
arena_grow(struct arena *a, void *old, size_t nold, size_t *cap, size_t want,
    size_t elem)
{
	size_t room = *cap ? *cap : 16;
	void *p;

	if (want <= *cap)
		return old;
	while (room < want)
		room *= 2;
	if (room > SIZE_MAX / elem) {
		a->overflowed = true;
		return NULL;
	}
	if ((p = arena_alloc(a, room * elem)) == NULL)
		return NULL;
	if (nold > 0)
		memcpy(p, old, nold * elem);
	*cap = room;
	return p;
}

void
arena_wipe(struct arena *a, size_t keep)
{
	struct arena_block *b, *next, *kept = NULL;

	for (b = a->blocks; b != NULL; b = next) {
		next = b->next;
		explicit_bzero(b->data, b->used);
		b->used = 0;
		if (kept == NULL && b->size <= keep) {
			kept = b;
			continue;
		}
		a->total -= b->size;
		free(b);
	}
	if (kept != NULL)
		kept->next = NULL;
	a->blocks = kept;
	a->overflowed = false;
}

void
arena_fini(struct arena *a)
{
	arena_wipe(a, 0);
	*a = (struct arena){ 0 };
}
