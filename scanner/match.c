#include "match.h"

#include <hs/hs.h>
#include <stdlib.h>

#include "err.h"
#include "limit.h"

#define MATCHER_MAGIC 0x6d617463u

struct matcher {
	const struct hsdb *hsdb;
	const struct lexicon *lx;
	hs_scratch_t *scratch;
};

/* What the callback sees; crosses Hyperscan as void *. */
struct collector {
	uint32_t magic;
	struct arena *arena;
	const struct lexeme *lexemes;
	struct hits *hits;
	uint32_t base; /* of the part in the text */
	bool full, nomem;
};

int
matcher_open(const struct hsdb *h, const struct lexicon *lx,
    struct matcher **out, struct shuhi_error *err)
{
	struct matcher *m;
	size_t i;

	if ((m = calloc(1, sizeof *m)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory to match", 0);
	m->hsdb = h;
	m->lx = lx;
	for (i = 0; i < LEX_SETS; i++) {
		const hs_database_t *db = hsdb_database(h, i);

		/* grows the scratch to what this database needs too */
		if (db != NULL &&
		    hs_alloc_scratch(db, &m->scratch) != HS_SUCCESS) {
			matcher_close(m);
			return fail(
			    err, SHUHI_E_NOMEM, "no Hyperscan scratch", 0);
		}
	}
	*out = m;
	return 0;
}

void
matcher_close(struct matcher *m)
{
	if (m == NULL)
		return;
	hs_free_scratch(m->scratch);
	free(m);
}

static int
on_match(unsigned id, unsigned long long from, unsigned long long to,
    unsigned flags, void *ctx)
{
	struct collector *c = ctx;
	const struct lexeme *l;
	struct hit hit;

	(void)flags;
	if (c->magic != MATCHER_MAGIC)
		abort();
	if (c->hits->n >= LIMIT_HITS) {
		c->full = true;
		return 1;
	}
	l = &c->lexemes[id];
	hit = (struct hit){
		.lexeme = id,
		.from = c->base +
		        (uint32_t)(l->pattern != NULL ? from : to - l->len),
		.to = c->base + (uint32_t)to,
	};
	if (!hits_add(c->arena, c->hits, hit)) {
		c->nomem = true;
		return 1;
	}
	return 0;
}

static int
by_place(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to > y->to ? -1 : 1; /* longer first */
	return x->lexeme < y->lexeme ? -1 : x->lexeme > y->lexeme;
}

size_t
hits_from(const struct hits *hits, size_t at)
{
	size_t lo = 0, hi = hits->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (hits->v[mid].from < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Hits come by their end; most texts have too few to be worth qsort(). */
void
hits_sort(struct hits *h)
{
	struct hit x;
	size_t i, j;

	if (h->n > 32) {
		qsort(h->v, h->n, sizeof *h->v, by_place);
		return;
	}
	for (i = 1; i < h->n; i++) {
		x = h->v[i];
		for (j = i; j > 0 && by_place(&x, &h->v[j - 1]) < 0; j--)
			h->v[j] = h->v[j - 1];
		h->v[j] = x;
	}
}

/* Append the hits in bytes [from, to) of the text. */
static int
match_part(struct matcher *m, struct arena *a, size_t set, struct span part,
    size_t from, struct hits *out, struct shuhi_error *err)
{
	const hs_database_t *db = hsdb_database(m->hsdb, set);
	struct collector c = {
		.magic = MATCHER_MAGIC,
		.arena = a,
		.lexemes = m->lx->set[set].v,
		.hits = out,
		.base = (uint32_t)from,
	};
	hs_error_t rc;

	if (db == NULL || part.len == 0)
		return 0;
	rc = hs_scan(
	    db, part.ptr, (unsigned)part.len, 0, m->scratch, on_match, &c);
	if (c.full)
		return fail(err, SHUHI_E_LIMIT, "too many hits", from);
	if (c.nomem)
		return fail(err, SHUHI_E_NOMEM, "no memory for hits", 0);
	if (rc != HS_SUCCESS)
		return fail(err, SHUHI_E_ENGINE, "hs_scan failed", 0);
	return 0;
}

int
match(struct matcher *m, struct arena *a, size_t set, struct span text,
    size_t from, size_t to, struct hits *out, struct shuhi_error *err)
{
	struct hits hits = { 0 };

	if (match_part(m, a, set, span_sub(text, from, to), from, &hits, err) !=
	    0)
		return -1;
	hits_sort(&hits);
	*out = hits;
	return 0;
}

int
match_triggers(struct matcher *m, struct arena *a, const struct sieve *sieve,
    struct span text, struct hits *out, struct shuhi_error *err)
{
	struct hits hits = { 0 };
	struct stretch s;
	size_t at = 0;

	while (sieve_next(sieve, text, &at, &s))
		if (match_part(m, a, LEX_TRIGGER, span_sub(text, s.from, s.to),
		        s.from, &hits, err) != 0)
			return -1;
	hits_sort(&hits);
	*out = hits;
	return 0;
}
