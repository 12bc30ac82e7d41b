#include "tally.h"

#include <stdlib.h>

#define LEAST ((size_t)64)

/* FNV-1a: names come from our own audit */
static uint64_t
hash_of(const char *s)
{
	uint64_t h = 14695981039346656037u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return h;
}

/* Where it is, or would be. */
static size_t
slot_of(const struct tally *t, const char *name)
{
	size_t i = (size_t)(hash_of(name) % t->nslots);

	while (t->slot[i] != 0 && strcmp(t->row[t->slot[i] - 1].name, name))
		i = (i + 1) % t->nslots;
	return i;
}

/* Rows and slots for twice as many; at most half of the slots are taken. */
static int
grow(struct tally *t)
{
	size_t n = t->nslots == 0 ? LEAST : t->nslots * 2, i;
	struct tally_row *row = realloc(t->row, n / 2 * sizeof *row);
	size_t *slot = calloc(n, sizeof *slot);

	if (row != NULL)
		t->row = row;
	if (row == NULL || slot == NULL) {
		free(slot);
		return -1;
	}
	free(t->slot);
	t->slot = slot;
	t->nslots = n;
	for (i = 0; i < t->n; i++)
		t->slot[slot_of(t, t->row[i].name)] = i + 1;
	return 0;
}

struct tally_row *
tally_at(struct tally *t, const char *name)
{
	struct tally_row *r;
	size_t at;

	if (t->n * 2 >= t->nslots && grow(t) != 0)
		return NULL;
	at = slot_of(t, name);
	if (t->slot[at] != 0)
		return &t->row[t->slot[at] - 1];
	r = &t->row[t->n];
	*r = (struct tally_row){ .name = strdup(name) };
	if (r->name == NULL)
		return NULL;
	t->slot[at] = ++t->n;
	return r;
}

static int
compare_name(const void *x, const void *y)
{
	const struct tally_row *a = x, *b = y;

	return strcmp(a->name, b->name);
}

static int
compare_count(const void *x, const void *y)
{
	const struct tally_row *a = x, *b = y;

	if (a->n[TALLY_ALL] != b->n[TALLY_ALL])
		return a->n[TALLY_ALL] < b->n[TALLY_ALL] ? 1 : -1;
	return strcmp(a->name, b->name);
}

/* Sorted rows stand elsewhere than the slots say: nothing is counted any more. */
static void
sort(struct tally *t, int (*compare)(const void *, const void *))
{
	if (t->n > 1)
		qsort(t->row, t->n, sizeof *t->row, compare);
}

void
tally_by_name(struct tally *t)
{
	sort(t, compare_name);
}

void
tally_by_count(struct tally *t)
{
	sort(t, compare_count);
}

void
tally_free(struct tally *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		free(t->row[i].name);
	free(t->row);
	free(t->slot);
	*t = (struct tally){ 0 };
}
