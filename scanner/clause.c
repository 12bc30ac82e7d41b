#include "clause.h"

#include "utf8.h"

static bool
is_end(uint32_t c)
{
	return c == '\n' || c == '!' || c == '?' || c == 0x3002 /* 。 */ ||
	       c == 0x266a /* ♪ */ || (c >= 0x1f300 && c <= 0x1faff);
}

/* A blank or full stop within Latin words or numbers ends nothing. */
static bool
is_gap(const struct resolver *r, bool behind_ascii, uint32_t c, size_t at)
{
	return (c == '.' && !behind_ascii) ||
	       (c == ' ' &&
	           (!behind_ascii ||
	               (at < r->to && (unsigned char)r->text.ptr[at] >= 0x80)));
}

/* Kana and kanji, 3 bytes e3-e9 xx xx each, all but 。 */
static inline bool
is_plain(const unsigned char *p)
{
	return p[0] >= 0xe3 && p[0] <= 0xe9 &&
	       (p[2] != 0x82 || p[1] != 0x80 || p[0] != 0xe3);
}

/* Goes on behind an end, as in 「……！」 and 「(泣)。 」 */
static bool
is_tail(uint32_t c)
{
	return is_end(c) || c == ' ' || c == '.' || c == ')' ||
	       c == 0x300d /* 」 */ || c == 0x300f /* 』 */;
}

/* Where the clause that begins at byte `at` ends. */
static size_t
clause_end(const struct resolver *r, size_t at)
{
	const unsigned char *p = (const unsigned char *)r->text.ptr;
	bool ascii = true, ends = false;
	uint32_t c;

	while (at < r->to && !ends) {
		if (is_plain(p + at)) {
			at += 3;
			ascii = false;
			continue;
		}
		c = utf8_next(r->text, &at);
		ends = is_end(c) || is_gap(r, ascii, c, at);
		ascii = c < 0x80;
	}
	while (at < r->to && is_tail(utf8_at(r->text, at)))
		utf8_next(r->text, &at);
	return at;
}

bool
clauses_find(struct resolver *r)
{
	size_t at = r->from, cap = 0;
	uint32_t *v = NULL;

	if (r->nclauses > 0)
		return true;
	while (at < r->to) {
		at = clause_end(r, at);
		v = arena_grow(
		    r->arena, v, r->nclauses, &cap, r->nclauses + 1, sizeof *v);
		if (v == NULL) {
			r->nclauses = 0;
			return false;
		}
		v[r->nclauses++] = (uint32_t)at;
	}
	r->clause_end = v;
	return true;
}

static void
cut_hits(struct clauses *p, size_t to, struct resolver *out)
{
	const struct resolver *r = p->r;
	size_t set, i;

	for (set = 0; set < LEX_SETS; set++) {
		const struct hits *all = &r->hits[set];

		for (i = p->hit[set]; i < all->n && all->v[i].from < to;)
			i++;
		out->hits[set].v = all->n > 0 ? all->v + p->hit[set] : NULL;
		out->hits[set].n = i - p->hit[set];
		p->hit[set] = i;
	}
}

static void
cut_entities(struct clauses *p, size_t to, struct resolver *out)
{
	const struct resolver *r = p->r;
	size_t t = p->token, e = p->entity, s = p->told;

	while (t < r->tokens.n && r->tokens.v[t].from < to)
		t++;
	while (e < r->out.n && r->out.entities[e].from < to)
		e++;
	while (s < r->ntold && r->told[s].from < to)
		s++;
	out->tokens.v = r->tokens.n > 0 ? r->tokens.v + p->token : NULL;
	out->tokens.n = t - p->token;
	out->out.entities = r->out.n > 0 ? r->out.entities + p->entity : NULL;
	out->out.n = e - p->entity;
	out->told = r->ntold > 0 ? r->told + p->told : NULL;
	out->ntold = s - p->told;
	p->token = t;
	p->entity = e;
	p->told = s;
}

bool
clauses_next(struct clauses *p, struct resolver *out)
{
	const struct resolver *r = p->r;

	if (p->n >= r->nclauses)
		return false;
	*out = *r;
	out->from = p->n > 0 ? r->clause_end[p->n - 1] : r->from;
	out->to = r->clause_end[p->n++];
	cut_hits(p, out->to, out);
	cut_entities(p, out->to, out);
	return true;
}
