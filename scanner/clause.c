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

/* 「78M 呼吸苦」: a blank or dot does not end what is too short to be a clause. */
#define SHORT_CLAUSE 12 /* bytes */

/* Where the clause that begins at byte `at` ends. */
static size_t
clause_end(const struct resolver *r, size_t at)
{
	const unsigned char *p = (const unsigned char *)r->text.ptr;
	const size_t least = at + SHORT_CLAUSE;
	bool ascii = true, ends = false;
	uint32_t c;

	while (at < r->to && !ends) {
		if (is_plain(p + at)) {
			at += 3;
			ascii = false;
			continue;
		}
		c = utf8_next(r->text, &at);
		ends = is_end(c) || (at > least && is_gap(r, ascii, c, at));
		ascii = c < 0x80;
	}
	while (at < r->to && is_tail(utf8_at(r->text, at)))
		utf8_next(r->text, &at);
	return at;
}

#define SHORT_TEXT 400 /* bytes */

/*
 * Of English, tables of numbers and programs the model knows little: in what is longer
 * than a post, clauses without a Japanese letter count only next to one that has some.
 * How many of the n >= 1 are kept.
 */
static size_t
keep_japanese(const struct resolver *r, struct clause *v, size_t n)
{
	bool before = false, here, next;
	size_t i, kept = 0;

	here = utf8_has_japanese(r->text, v[0].from, v[0].to);
	for (i = 0; i < n; i++) {
		next = i + 1 < n &&
		       utf8_has_japanese(r->text, v[i + 1].from, v[i + 1].to);
		if (before || here || next)
			v[kept++] = v[i];
		before = here;
		here = next;
	}
	return kept;
}

bool
clauses_find(struct resolver *r)
{
	size_t at = r->from, n = 0, cap = 0, end;
	struct clause *v = NULL;

	if (r->clauses != NULL)
		return true;
	do {
		end = clause_end(r, at);
		v = arena_grow(r->arena, v, n, &cap, n + 1, sizeof *v);
		if (v == NULL)
			return false;
		v[n++] = (struct clause){ (uint32_t)at, (uint32_t)end };
		at = end;
	} while (at < r->to);
	r->clauses = v;
	r->nclauses = r->to - r->from > SHORT_TEXT ? keep_japanese(r, v, n) : n;
	return true;
}

static void
cut_hits(struct clauses *p, struct resolver *out)
{
	const struct resolver *r = p->r;
	size_t set, i;

	for (set = 0; set < LEX_SETS; set++) {
		const struct hits *all = &r->hits[set];

		while (p->hit[set] < all->n &&
		       all->v[p->hit[set]].from < out->from)
			p->hit[set]++; /* in a clause that does not count */
		for (i = p->hit[set]; i < all->n && all->v[i].from < out->to;)
			i++;
		out->hits[set].v = all->n > 0 ? all->v + p->hit[set] : NULL;
		out->hits[set].n = i - p->hit[set];
		p->hit[set] = i;
	}
}

static void
cut_entities(struct clauses *p, struct resolver *out)
{
	const struct resolver *r = p->r;
	size_t t, e, s;

	while (p->token < r->tokens.n && r->tokens.v[p->token].from < out->from)
		p->token++;
	while (
	    p->entity < r->out.n && r->out.entities[p->entity].from < out->from)
		p->entity++;
	while (p->told < r->ntold && r->told[p->told].from < out->from)
		p->told++;
	for (t = p->token; t < r->tokens.n && r->tokens.v[t].from < out->to;)
		t++;
	for (e = p->entity; e < r->out.n && r->out.entities[e].from < out->to;)
		e++;
	for (s = p->told; s < r->ntold && r->told[s].from < out->to;)
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
	out->from = r->clauses[p->n].from;
	out->to = r->clauses[p->n++].to;
	cut_hits(p, out);
	cut_entities(p, out);
	return true;
}
