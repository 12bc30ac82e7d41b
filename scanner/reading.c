#include "reading.h"

#include <stdlib.h>

#include "utf8.h"

#define READING_LETTERS 8 /* of the longest name in hiragana */

static bool
may_read(uint32_t c)
{
	return is_hiragana(c) || c == 0x30fc; /* ー */
}

bool
is_reading(const struct word *w)
{
	size_t at = 0, n = 0;

	if (!(w->flags & WORD_READING))
		return false;
	for (; at < w->folded.len; n++)
		if (!may_read(utf8_next(w->folded, &at)))
			return false;
	return n <= READING_LETTERS;
}

/* Fowler-Noll-Vo 1a, 32 bits, from the end: looking back adds a letter each. */
static uint32_t
hash_on(uint32_t h, struct span text, size_t from, size_t to)
{
	while (to > from)
		h = (h ^ (unsigned char)text.ptr[--to]) * 0x01000193u;
	return h;
}

#define HASH_START 0x811c9dc5u

bool
readings_make(struct readings *r, const struct lexemes *set)
{
	size_t i, at;
	struct span s;

	for (r->nslots = 16; r->nslots < 2 * set->nread;)
		r->nslots *= 2;
	if ((r->slot = calloc(r->nslots, sizeof *r->slot)) == NULL)
		return false;
	for (i = set->n; i < set->n + set->nread; i++) {
		s = (struct span){ set->v[i].text, set->v[i].len };
		at = hash_on(HASH_START, s, 0, s.len) & (r->nslots - 1);
		while (r->slot[at] != 0)
			at = (at + 1) & (r->nslots - 1);
		r->slot[at] = (uint32_t)i + 1;
	}
	return true;
}

void
readings_free(struct readings *r)
{
	free(r->slot);
	*r = (struct readings){ 0 };
}

/* The names spelt [from, to), which hash to h: a surname, a given name. */
static bool
look_up(const struct readings *r, const struct lexemes *set, struct arena *a,
    struct span text, size_t from, size_t to, uint32_t h, struct hits *out)
{
	struct span s = span_sub(text, from, to);
	size_t i = h & (r->nslots - 1);
	const struct lexeme *l;

	for (; r->slot[i] != 0; i = (i + 1) & (r->nslots - 1)) {
		l = &set->v[r->slot[i] - 1];
		if (!span_eq((struct span){ l->text, l->len }, s))
			continue;
		if (!hits_add(a, out,
		        (struct hit){
		            r->slot[i] - 1, (uint32_t)from, (uint32_t)to }))
			return false;
	}
	return true;
}

bool
readings_before(const struct readings *r, const struct lexemes *set,
    struct arena *a, struct span text, size_t floor, size_t at,
    struct hits *out)
{
	uint32_t h = HASH_START;
	size_t from = at, next;
	unsigned n;

	for (n = 0; n < READING_LETTERS && from > floor; n++) {
		next = utf8_prev(text, from);
		if (!may_read(utf8_at(text, next)))
			break;
		h = hash_on(h, text, next, from);
		from = next;
		if (!look_up(r, set, a, text, from, at, h, out))
			return false;
	}
	return true;
}

bool
readings_behind(const struct readings *r, const struct lexemes *set,
    struct arena *a, struct span text, size_t at, size_t ceiling,
    struct hits *out)
{
	size_t to = at;
	unsigned n;

	for (n = 0; n < READING_LETTERS && to < ceiling; n++) {
		if (!may_read(utf8_next(text, &to)))
			break;
		if (!look_up(r, set, a, text, at, to,
		        hash_on(HASH_START, text, at, to), out))
			return false;
	}
	return true;
}
