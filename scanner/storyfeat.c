/* What the story model sees of a passage: story.h says which features there are. */
#include "story.h"

#include "clause.h"
#include "fnv.h"
#include "storyletters.h"
#include "utf8.h"

static uint64_t
hash_text(struct span s)
{
	return fnv(FNV_START, s);
}

static uint64_t
hash_one(char kind, uint64_t text)
{
	return letters_mix(text + (uint64_t)kind * LETTERS_MIX);
}

static uint64_t
hash_pair(uint64_t a, uint64_t b)
{
	return letters_mix((a ^ a >> 31) * LETTERS_MIX + b);
}

/* Of two in this order. */
static uint64_t
hash_ordered(char kind, uint64_t a, uint64_t b)
{
	return hash_one(kind, hash_pair(a, b));
}

/* Of two that stand in one clause, in any order. */
static uint64_t
hash_both(char kind, uint64_t a, uint64_t b)
{
	return hash_one(kind, a + b);
}

/* Walks tokens and the entities that cover them side by side. */
struct walk {
	const struct resolver *r;
	story_feature_fn *emit;
	void *ctx;
	struct span last; /* the unit before, empty at the start */
	uint64_t last_hash;
	uint32_t last_from;
	size_t next; /* entity */
	const struct entity *cover;
};

static void
unit(
    struct walk *w, struct span text, uint64_t hash, uint32_t from, uint32_t to)
{
	static const struct span none = { "", 0 };

	if (w->last.len > 0)
		w->emit(w->ctx,
		    &(struct story_feature){ 'b', hash_pair(w->last_hash, hash),
		        w->last, text, w->last_from, to, 0 });
	w->emit(w->ctx, &(struct story_feature){ 'u', hash_one('u', hash), text,
	                    none, from, to, 0 });
	w->last = text;
	w->last_hash = hash;
	w->last_from = from;
}

/* The entity that covers byte `at`, if any: the first and longest. */
static const struct entity *
cover_at(struct walk *w, uint32_t at)
{
	const struct passage *p = &w->r->out;

	if (w->cover != NULL && w->cover->to <= at)
		w->cover = NULL;
	for (; w->next < p->n && p->entities[w->next].from <= at; w->next++)
		if (w->cover == NULL && p->entities[w->next].to > at &&
		    !class_in(&w->r->ids->grammar, p->entities[w->next].class))
			w->cover = &p->entities[w->next];
	return w->cover;
}

/* A class that was not there yet, with each that was. */
static void
new_class(struct story_classes *p, const struct entity *e,
    story_feature_fn *emit, void *ctx)
{
	struct span name = span_of(classes[e->class].name);
	uint64_t hash = hash_text(name);
	size_t i;

	emit(ctx, &(struct story_feature){ 'c', hash_one('c', hash), name,
	              { "", 0 }, e->from, e->to, 0 });
	for (i = 0; i < p->n; i++)
		emit(ctx, &(struct story_feature){ 'p',
		              hash_both('p', p->hash[i], hash), p->name[i],
		              name, e->from, e->to, 0 });
	class_add(&p->seen, e->class);
	if (p->n == STORY_PAIRED)
		return;
	p->name[p->n] = name;
	p->hash[p->n++] = hash;
}

static void
class_features(const struct resolver *r, struct story_classes *p,
    story_feature_fn *emit, void *ctx)
{
	size_t i;

	for (i = 0; i < r->out.n; i++)
		if (!class_in(&p->seen, r->out.entities[i].class))
			new_class(p, &r->out.entities[i], emit, ctx);
}

/* A word, and with each class of the clause. */
static void
word(const struct story_classes *p, const struct token *t, uint64_t hash,
    story_feature_fn *emit, void *ctx)
{
	size_t i;

	emit(ctx, &(struct story_feature){ 't', hash_one('t', hash), t->base,
	              { "", 0 }, t->from, t->to, 0 });
	for (i = 0; i < p->n; i++)
		emit(ctx, &(struct story_feature){ 'm',
		              hash_both('m', p->hash[i], hash), p->name[i],
		              t->base, t->from, t->to, 0 });
}

/*
 * Is the word itself a feature, whatever covers it?  Not a name or number, and not
 * Latin letters: AS in a note is the disease, not the "as" of programs.
 */
static bool
is_telling(
    const struct resolver *r, const struct entity *cover, const struct token *t)
{
	return cover == NULL || (!class_in(&r->ids->private, cover->class) &&
	                            !is_latin(utf8_at(r->text, t->from)));
}

static void
word_features(const struct resolver *r, const struct story_classes *p,
    story_feature_fn *emit, void *ctx)
{
	struct walk w = { .r = r, .emit = emit, .ctx = ctx };
	const struct entity *e, *before = NULL;
	const struct token *t;
	struct span name;
	uint64_t hash;
	size_t i;

	for (i = 0; i < r->tokens.n; i++) {
		t = &r->tokens.v[i];
		e = cover_at(&w, t->from);
		hash = hash_text(t->base);
		if (is_telling(r, e, t))
			word(p, t, hash, emit, ctx);
		if (e == NULL) {
			unit(&w, t->base, hash, t->from, t->to);
		} else if (e != before) {
			name = span_of(classes[e->class].name);
			unit(&w, name, hash_text(name), e->from, e->to);
		}
		before = e;
	}
}

/* Each class of the clause before with each of this one, in this order. */
static void
neighbours(const struct resolver *r, const struct story_classes *before,
    const struct story_classes *here, story_feature_fn *emit, void *ctx)
{
	size_t i, j;

	for (i = 0; i < before->n; i++)
		for (j = 0; j < here->n; j++)
			emit(ctx, &(struct story_feature){ 'x',
			              hash_ordered(
			                  'x', before->hash[i], here->hash[j]),
			              before->name[i], here->name[j],
			              (uint32_t)r->from, (uint32_t)r->to, 0 });
}

/* How long the clause is: a word or two say less than they seem to. */
static void
length(const struct resolver *r, story_feature_fn *emit, void *ctx)
{
	static const struct {
		size_t below; /* bytes */
		const char *name;
	} lengths[] = { { 30, "30" }, { 60, "60" }, { 120, "120" },
		{ SIZE_MAX, "more" } };
	struct span name;
	size_t i = 0;

	while (r->to - r->from >= lengths[i].below)
		i++;
	name = span_of(lengths[i].name);
	emit(ctx, &(struct story_feature){ 'l', hash_one('l', hash_text(name)),
	              name, { "", 0 }, (uint32_t)r->from, (uint32_t)r->to, 0 });
}

void
story_words(const struct resolver *r, struct story_classes *before,
    story_feature_fn *emit, void *ctx)
{
	struct story_classes here;

	here.seen = (struct class_set){ .bits = { 0 } };
	here.n = 0;
	length(r, emit, ctx);
	class_features(r, &here, emit, ctx);
	neighbours(r, before, &here, emit, ctx);
	word_features(r, &here, emit, ctx);
	*before = here;
}

/* Tells which clause a feature stands in. */
struct teller {
	const struct resolver *r;
	story_feature_fn *emit;
	void *ctx;
	uint32_t clause;
	char letters; /* their kind */
};

static void
tell(void *ctx, const struct story_feature *f)
{
	const struct teller *t = ctx;
	struct story_feature told = *f;

	told.clause = t->clause;
	t->emit(t->ctx, &told);
}

static inline void
tell_letters(void *ctx, uint64_t hash, size_t from, size_t to)
{
	const struct teller *t = ctx;

	tell(ctx, &(struct story_feature){ t->letters, hash,
	              span_sub(t->r->text, from, to), { "", 0 }, (uint32_t)from,
	              (uint32_t)to, 0 });
}

static void
tell_settings(const struct resolver *r, struct teller *t)
{
	const struct entity *e;
	struct span name;
	size_t i;

	for (i = 0; i < r->out.n; i++) {
		e = &r->out.entities[i];
		if (!class_in(&r->ids->settings, e->class))
			continue;
		name = span_of(classes[e->class].name);
		tell(t, &(struct story_feature){ 'o',
		            hash_one('o', hash_text(name)), name, { "", 0 },
		            e->from, e->to, 0 });
	}
}

/* What can be known without tokens. */
static void
tell_hope(const struct resolver *clause, struct teller *t)
{
	struct resolver before = *clause;
	struct class_set have = { .bits = { 0 } };
	struct span name;
	unsigned c;

	before.out.n = 0;
	resolve_hope(&before, &have);
	for (c = 0; c < nclasses; c++) {
		name = span_of(classes[c].name);
		if (class_in(&have, c))
			tell(t, &(struct story_feature){ 'C',
			            hash_one('C', hash_text(name)), name,
			            { "", 0 }, 0, 0, 0 });
	}
	t->letters = 'G';
	each_letters(&before, tell_letters, t);
}

void
story_features(const struct resolver *r, story_feature_fn *emit, void *ctx)
{
	struct teller t = { .r = r, .emit = emit, .ctx = ctx };
	struct story_classes before = { .n = 0 };
	struct clauses p = { .r = r };
	struct resolver one;

	for (; clauses_next(&p, &one); t.clause++) {
		t.letters = 'g';
		story_words(&one, &before, tell, &t);
		each_letters(&one, tell_letters, &t);
		tell_settings(&one, &t);
		tell_hope(&one, &t);
	}
}

/* "かん", "patient", "my patient" */
static uint64_t
hash_letters(struct span text)
{
	struct span rest = text, first;
	uint64_t packed = 0;
	size_t at = 0;

	if (text.len > 0 && is_latin((unsigned char)text.ptr[0])) {
		span_cut(&rest, ' ', &first);
		return rest.len == 0 ? latin_hash(text)
		                     : latin_pair_hash(
		                           latin_hash(first), latin_hash(rest));
	}
	while (at < text.len)
		packed = packed << 21 | utf8_next(text, &at);
	return letters_hash(packed);
}

static uint64_t
hash_parts(char kind, uint64_t a, uint64_t b)
{
	switch (kind) {
	case 'b':
		return hash_pair(a, b);
	case 'x':
		return hash_ordered(kind, a, b);
	default:
		return hash_both(kind, a, b);
	}
}

/* The hash of a feature by its name in the file: "u:患者", "b:患者 が", "g:かん". */
uint64_t
story_hash(struct span name)
{
	struct span text = span_sub(name, 2, name.len), rest = text, first;
	char kind = name.ptr[0];

	if (kind == 'g' || kind == 'G')
		return hash_letters(text);
	if (story_is_pair(kind) && span_cut(&rest, ' ', &first) && rest.len > 0)
		return hash_parts(kind, hash_text(first), hash_text(rest));
	return hash_one(kind, hash_text(text));
}
