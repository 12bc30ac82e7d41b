/*
 * Searching folded text: one pass of Hyperscan in block mode.
 *
 * A hit says where a lexeme stands.  Words are reported once per place.
 * Expressions are reported once per possible end: the longest for each start is
 * kept.
 */
#ifndef SHUHI_MATCH_H
#define SHUHI_MATCH_H

#include "arena.h"
#include "hsdb.h"
#include "sieve.h"

struct hit {
	uint32_t lexeme;
	uint32_t from, to; /* bytes of the folded text */
};

struct hits {
	struct hit *v; /* ascending by from, longer first */
	size_t n, cap;
};

/* One more, at the end; inline, as it is asked for each hit.  False: no memory. */
static inline bool
hits_add(struct arena *a, struct hits *h, struct hit hit)
{
	struct hit *v = h->v;

	if (h->n == h->cap) {
		v = arena_grow(a, v, h->n, &h->cap, h->n + 1, sizeof *v);
		if (v == NULL)
			return false;
		h->v = v;
	}
	v[h->n++] = hit;
	return true;
}

/* The number of the first that begins at byte `at` or behind it. */
size_t hits_from(const struct hits *, size_t at);

/* Into the order of struct hits. */
void hits_sort(struct hits *);

struct matcher; /* one worker's scratch, for just one hsdb */

int matcher_open(const struct hsdb *, const struct lexicon *, struct matcher **,
    struct shuhi_error *);
void matcher_close(struct matcher *);

/*
 * Find the lexemes of `set` in bytes [from, to) of `text` (valid UTF-8, at most
 * LIMIT_TEXT); offsets are the text's.  Memory of *out is the arena's.  Fails with
 * SHUHI_E_LIMIT (too many hits), SHUHI_E_ENGINE, SHUHI_E_NOMEM; an engine failure
 * is never an empty result.
 */
int match(struct matcher *, struct arena *, size_t set, struct span text,
    size_t from, size_t to, struct hits *out, struct shuhi_error *);

/* match() for LEX_TRIGGER over the whole text, where the sieve says so. */
int match_triggers(struct matcher *, struct arena *, const struct sieve *,
    struct span text, struct hits *out, struct shuhi_error *);

#endif
