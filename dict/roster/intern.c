#include "intern.h"

#include <string.h>

void *
room_for_one(void *v, uint32_t n, uint32_t *cap, size_t size)
{
	uint32_t want = *cap == 0 ? 1024 : *cap * 2;
	void *p;

	if (n < *cap)
		return v;
	if (*cap > UINT32_MAX / 2 || (p = realloc(v, want * size)) == NULL)
		return NULL;
	*cap = want;
	return p;
}

/* Hashes are keyed and even: their low bits are as good as any. */
static uint64_t
slot_of(const struct intern *in, uint64_t hash)
{
	uint64_t i = hash & (in->nslots - 1);

	while (in->slots[i] != 0 && in->hash[in->slots[i] - 1] != hash)
		i = (i + 1) & (in->nslots - 1);
	return i;
}

static bool
grow_slots(struct intern *in)
{
	uint64_t n = in->nslots == 0 ? 4096 : in->nslots * 2;
	uint32_t *slots, i;

	if ((slots = calloc(n, sizeof *slots)) == NULL)
		return false;
	free(in->slots);
	in->slots = slots;
	in->nslots = n;
	for (i = 0; i < in->n; i++)
		slots[slot_of(in, in->hash[i])] = i + 1;
	return true;
}

bool
intern(struct intern *in, uint64_t hash, uint32_t *number, bool *fresh)
{
	uint64_t slot, *p;

	if (in->nslots / 2 <= in->n && !grow_slots(in))
		return false;
	slot = slot_of(in, hash);
	*fresh = in->slots[slot] == 0;
	if (!*fresh) {
		*number = in->slots[slot] - 1;
		return true;
	}
	if ((p = room_for_one(in->hash, in->n, &in->cap, sizeof *p)) == NULL)
		return false;
	in->hash = p;
	p[in->n] = hash;
	*number = in->n++;
	in->slots[slot] = *number + 1;
	return true;
}

bool
intern_has(const struct intern *in, uint64_t hash)
{
	return in->nslots > 0 && in->slots[slot_of(in, hash)] != 0;
}

void
intern_free(struct intern *in)
{
	free(in->hash);
	free(in->slots);
	*in = (struct intern){ 0 };
}

struct ranked {
	uint64_t hash;
	uint32_t number;
};

static int
by_hash(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

uint32_t *
intern_ranks(const struct intern *in)
{
	struct ranked *v = malloc((in->n + 1) * sizeof *v);
	uint32_t *rank = malloc((in->n + 1) * sizeof *rank), i;

	if (v == NULL || rank == NULL) {
		free(v);
		free(rank);
		return NULL;
	}
	for (i = 0; i < in->n; i++)
		v[i] = (struct ranked){ in->hash[i], i };
	qsort(v, in->n, sizeof *v, by_hash);
	for (i = 0; i < in->n; i++)
		rank[v[i].number] = i;
	free(v);
	return rank;
}
