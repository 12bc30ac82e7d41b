#include "resolve.h"

#include <stdlib.h>

#include "err.h"
#include "limit.h"
#include "roster/stage.h"
#include "utf8.h"

void
resolve_hope(const struct resolver *r, struct class_set *have)
{
	const struct lexeme *l;
	const struct hit *h;
	uint8_t percent;
	size_t set, i;

	for (set = 0; set < LEX_SETS; set++)
		for (i = 0; i < r->hits[set].n; i++) {
			h = &r->hits[set].v[i];
			l = &r->lx->set[set].v[h->lexeme];
			if (!class_in(have, l->class) &&
			    hit_stands(r, l, h, &percent))
				class_add(have, l->class);
		}
	for (i = 0; i < r->ntold; i++)
		class_add(have, r->told[i].class);
	names_hope(r, have);
	class_add(have, r->ids->form_past);
}

/* ---- sentences and tokens --------------------------------------------- */

static bool
ends_sentence(uint32_t c)
{
	return c == '\n' || c == 0x3002 /* 。 */ || c == '!' || c == '?';
}

/* So near its limit a sentence ends behind a blank, a comma, a Latin word. */
#define SENTENCE_SOFT (LIMIT_SENTENCE * 3 / 4)

static bool
ends_long_sentence(const struct resolver *r, uint32_t c, size_t at, size_t len)
{
	return len >= LIMIT_SENTENCE ||
	       (len >= SENTENCE_SOFT &&
	           (c == ' ' || c == ',' || c == 0x3001 /* 、 */ ||
	               (is_latin(c) && !is_latin(utf8_at(r->text, at)))));
}

int
resolve_sentences(struct resolver *r, struct shuhi_error *err)
{
	size_t at = r->from, start = r->from;
	uint32_t c, *v;
	bool end;

	while (at < r->to) {
		c = utf8_next(r->text, &at);
		/* a run of signs (!?) closes one sentence */
		end = (ends_sentence(c) &&
		          (at == r->to || c == '\n' ||
		              !ends_sentence(utf8_at(r->text, at)))) ||
		      at == r->to || ends_long_sentence(r, c, at, at - start);
		if (!end)
			continue;
		v = arena_grow(r->arena, r->sentence_end, r->nsentences,
		    &r->sentences_cap, r->nsentences + 1, sizeof *v);
		if (v == NULL)
			return fail(
			    err, SHUHI_E_NOMEM, "no memory for text", 0);
		r->sentence_end = v;
		v[r->nsentences++] = (uint32_t)at;
		start = at;
	}
	return 0;
}

const struct token *
token_from(const struct tokens *t, size_t at)
{
	size_t lo = 0, hi = t->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (t->v[mid].from < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->n && t->v[lo].from == at ? &t->v[lo] : NULL;
}

const struct token *
token_to(const struct tokens *t, size_t at)
{
	size_t lo = 0, hi = t->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (t->v[mid].to < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->n && t->v[lo].to == at ? &t->v[lo] : NULL;
}

/* Blanks are between tokens, not in them. */
static bool
stands_alone(const struct resolver *r, const struct hit *h)
{
	return token_from(&r->tokens, h->from) != NULL &&
	       token_to(&r->tokens, h->to) != NULL;
}

/* ---- entities --------------------------------------------------------- */

bool
resolve_add(struct resolver *r, uint32_t from, uint32_t to, uint8_t class,
    uint8_t percent)
{
	struct passage *p = &r->out;
	struct entity *v;

	v = arena_grow(
	    r->arena, p->entities, p->n, &p->cap, p->n + 1, sizeof *v);
	if (v == NULL)
		return false;
	p->entities = v;
	v[p->n++] = (struct entity){
		.from = from,
		.to = to,
		.class = class,
		.percent = percent,
	};
	return true;
}

/*
 * Bytes of a pattern's hit before what it is about: the label, and what stands
 * between.
 *
 *	氏名":"佐藤太郎    9
 */
static uint32_t
label_length(struct span text, const struct pattern *p, const struct hit *h)
{
	size_t at = h->from, from;

	if (p == NULL || p->value_after.len == 0)
		return 0;
	do {
		from = at;
		utf8_next(text, &at);
		if (at >= h->to)
			return 0;
	} while (!span_has(p->value_after, span_sub(text, from, at)));
	while (at < h->to && (text.ptr[at] == ' ' || text.ptr[at] == '"'))
		at++;
	return at < h->to ? (uint32_t)at - h->from : 0;
}

static bool
add_hits(struct resolver *r, size_t set)
{
	const struct hits *hits = &r->hits[set];
	const struct lexeme *l;
	const struct hit *h;
	uint8_t percent;
	size_t i;

	for (i = 0; i < hits->n; i++) {
		h = &hits->v[i];
		l = &r->lx->set[set].v[h->lexeme];
		if (l->class == r->ids->name_family ||
		    l->class == r->ids->name_given ||
		    l->class == r->ids->form_address ||
		    l->class == r->ids->form_title)
			continue; /* names.c's */
		if (!hit_stands(r, l, h, &percent) ||
		    (l->flags & LEX_ALONE && !stands_alone(r, h)))
			continue;
		if (!resolve_add(r, h->from, h->to, l->class, percent))
			return false;
		r->out.entities[r->out.n - 1].label =
		    label_length(r->text, l->pattern, h);
	}
	return true;
}

static bool
add_past(struct resolver *r)
{
	const struct token *t;
	size_t i;

	for (i = 0; i < r->tokens.n; i++) {
		t = &r->tokens.v[i];
		if (t->kind == TOKEN_PAST &&
		    !resolve_add(r, t->from, t->to, r->ids->form_past, 90))
			return false;
	}
	return true;
}

/* Does `big` take `small`, which lies within it? */
static bool
swallows(const struct resolver *r, const struct entity *big,
    const struct entity *small)
{
	uint32_t a = big->to - big->from, b = small->to - small->from;

	if (big->class == r->ids->stop)
		return small->class != r->ids->stop;
	if (big->class == r->ids->figurative)
		return a > b && small->class != r->ids->form_past;
	if (big->class == small->class && a == b)
		return big < small; /* twins: the first stays */
	if (labelled_leaves(r, big, small))
		return false;
	return a > b && r->ids->kind[big->class] == r->ids->kind[small->class];
}

static int
by_place(const void *a, const void *b)
{
	const struct entity *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to > y->to ? -1 : 1;
	return x->class < y->class ? -1 : x->class > y->class;
}

static bool
settle_overlaps(struct resolver *r)
{
	struct passage *p = &r->out;
	struct entity *v = p->entities;
	bool *gone = ARENA_NEW(r->arena, p->n + 1, bool);
	size_t i, j, n = 0;

	if (gone == NULL)
		return false;
	for (i = 0; i < p->n; i++)
		for (j = i + 1; j < p->n && v[j].from < v[i].to; j++) {
			if (v[j].to > v[i].to)
				continue;
			if (swallows(r, &v[i], &v[j]))
				gone[j] = !gone[i] || gone[j];
			else if (v[j].from == v[i].from && v[j].to == v[i].to &&
			         swallows(r, &v[j], &v[i]))
				gone[i] = true;
		}
	for (i = 0; i < p->n; i++)
		if (!gone[i] && v[i].class != r->ids->stop)
			v[n++] = v[i];
	p->n = n;
	return true;
}

/* What rosters say stands as it is, among what was resolved. */
static bool
add_told(struct resolver *r)
{
	struct passage *p = &r->out;
	struct entity *v;

	if (r->ntold == 0)
		return true;
	v = arena_grow(
	    r->arena, p->entities, p->n, &p->cap, p->n + r->ntold, sizeof *v);
	if (v == NULL)
		return false;
	memcpy(v + p->n, r->told, r->ntold * sizeof *v);
	p->entities = v;
	p->n += r->ntold;
	qsort(v, p->n, sizeof *v, by_place);
	return true;
}

/* Code point offsets and sentence numbers, in one walk. */
static void
number(struct resolver *r)
{
	struct passage *p = &r->out;
	size_t at = r->from, i, s = 0;
	uint32_t chars = 0;

	for (i = 0; i < p->n; i++) {
		struct entity *e = &p->entities[i];

		for (; at < e->from; at++)
			chars += utf8_is_lead(r->text.ptr[at]);
		while (s + 1 < r->nsentences && r->sentence_end[s] <= e->from)
			s++;
		e->cfrom = chars;
		e->cto = chars + (uint32_t)utf8_count(
		                     span_sub(r->text, e->from, e->to));
		e->sentence = (uint32_t)s;
	}
	p->nsentences = (uint32_t)r->nsentences;
	p->text = r->text;
}

int
resolve(struct resolver *r, struct shuhi_error *err)
{
	size_t set;

	for (set = 0; set < LEX_SETS; set++)
		if (!add_hits(r, set))
			goto full;
	if (!resolve_names(r) || !names_addressed(r) || !add_past(r))
		goto full;
	if (r->out.n > 0)
		qsort(r->out.entities, r->out.n, sizeof *r->out.entities,
		    by_place);
	if (!settle_overlaps(r))
		goto full;
	if (r->rosters != NULL)
		stage_settle(r->rosters, r);
	if (r->story != NULL && !story_add(r))
		goto full;
	if (!topics_drop(r))
		goto full;
	if (labelled_cut(r))
		qsort(r->out.entities, r->out.n, sizeof *r->out.entities,
		    by_place);
	if (!add_told(r))
		goto full;
	number(r);
	return 0;
full:
	return fail(err, SHUHI_E_NOMEM, "no memory for entities", 0);
}
