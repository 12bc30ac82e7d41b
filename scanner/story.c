#include "story.h"

#include <stdlib.h>

#include "digest.h"
#include "err.h"
#include "lines.h"
#include "resolve.h"
#include "utf8.h"

/* Weights are thousandths of a natural logarithm's unit (log odds). */
struct weight {
	uint32_t tag; /* the upper half of the feature's hash; 0: free */
	int32_t milli;
};

/*
 * Letters are weighed where most texts end, so theirs are a table of their own
 * that fits the second-level cache.
 */
struct letters_weight {
	uint16_t tag;  /* the upper bits of the feature's hash */
	int16_t milli; /* 0: free */
};

struct story {
	struct weight *slots;
	size_t nslots; /* a power of two, at most half full */
	struct letters_weight *letters;
	size_t nletters; /* a power of two, at most two thirds full */
	int32_t bias;
	int32_t most;     /* for nostory */
	int32_t least[3]; /* for story.weak, .likely, .strong */
	int32_t hope;
	int32_t of_class[LIMIT_CLASSES]; /* weights of kind 'c' */
	struct digest digest;
};

/* ---- features --------------------------------------------------------- */

#define MIX 0x9e3779b97f4a7c15u /* odd; 2^64 by the golden ratio (Knuth) */

/* Its upper half is never 0, which means a free slot. */
static uint64_t
finish(uint64_t h)
{
	h *= MIX;
	h ^= h >> 29;
	return h | (uint64_t)1 << 32;
}

/* Fowler-Noll-Vo 1a, 64 bits. */
static uint64_t
hash_text(struct span s)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t i;

	for (i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
	return h;
}

static uint64_t
hash_one(char kind, uint64_t text)
{
	return finish(text + (uint64_t)kind * MIX);
}

static uint64_t
hash_pair(uint64_t a, uint64_t b)
{
	return finish((a ^ a >> 31) * MIX + b);
}

/* Two or three code points, 21 bits each. */
static uint64_t
hash_letters(uint64_t packed)
{
	return finish(packed * MIX ^ packed >> 17);
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
		        w->last, text, w->last_from, to });
	w->emit(w->ctx, &(struct story_feature){
	                    'u', hash_one('u', hash), text, none, from, to });
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

static void
class_features(const struct resolver *r, story_feature_fn *emit, void *ctx)
{
	const struct entity *e;
	struct span name;
	size_t i;

	for (i = 0; i < r->out.n; i++) {
		e = &r->out.entities[i];
		name = span_of(classes[e->class].name);
		emit(ctx, &(struct story_feature){ 'c',
		              hash_one('c', hash_text(name)), name, { "", 0 },
		              e->from, e->to });
	}
}

static void
word_features(const struct resolver *r, story_feature_fn *emit, void *ctx)
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
		if (e == NULL || !class_in(&r->ids->private, e->class))
			emit(ctx,
			    &(struct story_feature){ 't', hash_one('t', hash),
			        t->base, { "", 0 }, t->from, t->to });
		if (e == NULL) {
			unit(&w, t->base, hash, t->from, t->to);
		} else if (e != before) {
			name = span_of(classes[e->class].name);
			unit(&w, name, hash_text(name), e->from, e->to);
		}
		before = e;
	}
}

/* Pairs and triples of Japanese letters, none of them out of a name or number. */
static void
letter_features(const struct resolver *r, story_feature_fn *emit, void *ctx)
{
	size_t at = r->from, start, before[2] = { 0 }, n = 0, next = 0, i;
	uint64_t last[2] = { 0 }, packed; /* code points before, packed */
	uint32_t hidden = 0, c; /* up to `hidden` the text is private */

	while (at < r->to) {
		start = at;
		for (; next < r->out.n && r->out.entities[next].from <= at;
		     next++)
			if (class_in(&r->ids->private,
			        r->out.entities[next].class) &&
			    r->out.entities[next].to > hidden)
				hidden = r->out.entities[next].to;
		c = utf8_next(r->text, &at);
		if (c < 0x80 || start < hidden) {
			n = 0;
			continue;
		}
		for (i = 0; i < n; i++) {
			packed = last[i] << 21 | c;
			emit(ctx,
			    &(struct story_feature){ 'g', hash_letters(packed),
			        span_sub(r->text, before[i], at), { "", 0 },
			        (uint32_t)before[i], (uint32_t)at });
		}
		last[1] = last[0] << 21 | c;
		last[0] = c;
		before[1] = before[0];
		before[0] = start;
		n = n < 2 ? n + 1 : 2;
	}
}

void
story_features(const struct resolver *r, story_feature_fn *emit, void *ctx)
{
	class_features(r, emit, ctx);
	word_features(r, emit, ctx);
	letter_features(r, emit, ctx);
}

/* ---- weighing --------------------------------------------------------- */

/* The slot of a feature; NULL when it has no weight. */
static const struct weight *
find_weight(const struct story *s, uint64_t hash)
{
	uint32_t tag = (uint32_t)(hash >> 32);
	size_t i;

	for (i = hash & (s->nslots - 1); s->slots[i].tag != 0;
	     i = (i + 1) & (s->nslots - 1))
		if (s->slots[i].tag == tag)
			return &s->slots[i];
	return NULL;
}

/* The place of a feature of kind 'g', or of the free slot where it would be. */
static size_t
letters_slot(const struct story *s, uint64_t hash)
{
	uint16_t tag = (uint16_t)(hash >> 48);
	size_t i = hash & (s->nletters - 1);

	while (s->letters[i].milli != 0 && s->letters[i].tag != tag)
		i = (i + 1) & (s->nletters - 1);
	return i;
}

struct weighing {
	const struct story *story;
	uint32_t *seen; /* hash set of what counted; 0: free */
	size_t nseen;   /* its room, a power of two */
	int32_t sum, loudest;
	uint32_t from, to; /* of the loudest feature */
};

/* Was it counted before?  The set has more room than the text has features. */
static bool
seen_before(struct weighing *w, uint32_t which)
{
	size_t i = which & (w->nseen - 1);

	for (; w->seen[i] != 0; i = (i + 1) & (w->nseen - 1))
		if (w->seen[i] == which)
			return true;
	w->seen[i] = which;
	return false;
}

static void
weigh(void *ctx, const struct story_feature *f)
{
	struct weighing *w = ctx;
	const struct story *s = w->story;
	const struct weight *weight;
	uint32_t which;
	int32_t milli;

	if (f->kind == 'g') {
		which = (uint32_t)letters_slot(s, f->hash);
		milli = s->letters[which].milli;
		which = 2 * which + 1;
	} else {
		weight = find_weight(s, f->hash);
		milli = weight != NULL ? weight->milli : 0;
		which =
		    weight != NULL ? 2 * (uint32_t)(weight - s->slots) + 2 : 0;
	}
	if (milli == 0 || seen_before(w, which))
		return;
	w->sum += milli;
	if (milli > w->loudest) {
		w->loudest = milli;
		w->from = f->from;
		w->to = f->to;
	}
}

/*
 * Room for twice the features of a text: one an entity, three a token, two a
 * letter of two bytes or more.
 */
static bool
weighing_open(struct weighing *w, const struct resolver *r)
{
	*w = (struct weighing){
		.story = r->story,
		.sum = r->story->bias,
		.nseen = 64,
	};
	while (w->nseen < 2 * (r->out.n + 3 * r->tokens.n + r->to - r->from))
		w->nseen *= 2;
	w->seen = ARENA_NEW(r->arena, w->nseen, uint32_t);
	return w->seen != NULL;
}

/* Frames may add so much to triggers and letters; in thousandths. */
#define FRAMES_MAY_ADD 400

/* What the letters weigh, known once asked.  False: no memory. */
static bool
weigh_letters(struct resolver *r)
{
	struct weighing w;

	if (r->letters_known)
		return true;
	if (!weighing_open(&w, r))
		return false;
	w.sum = 0;
	letter_features(r, weigh, &w);
	r->letters = w.sum;
	r->letters_known = true;
	return true;
}

void
story_hope(struct resolver *r, struct class_set *have, bool frames)
{
	const struct story *s = r->story;
	int32_t sum = s->bias + (frames ? 0 : FRAMES_MAY_ADD);
	unsigned c;

	if (!weigh_letters(r)) {
		class_join(have, &r->ids->stories);
		return;
	}
	for (c = 0; c < nclasses; c++)
		if (class_in(have, c))
			sum += s->of_class[c];
	sum += r->letters;
	if (sum < s->hope)
		return;
	class_add(have, r->ids->story_weak);
	class_add(have, r->ids->story_likely);
	if (sum >= s->hope + s->least[2] - s->least[1])
		class_add(have, r->ids->story_strong);
}

/* Add the entity at its place: the others stand in order already. */
static bool
insert(struct resolver *r, uint32_t from, uint32_t to, uint8_t class,
    uint8_t percent)
{
	struct passage *p = &r->out;
	struct entity e;
	size_t i;

	if (!resolve_add(r, from, to, class, percent))
		return false;
	e = p->entities[p->n - 1];
	for (i = p->n - 1; i > 0 && p->entities[i - 1].from > from; i--)
		p->entities[i] = p->entities[i - 1];
	p->entities[i] = e;
	return true;
}

bool
story_add(struct resolver *r)
{
	const struct story *s = r->story;
	const uint8_t class[] = { r->ids->story_weak, r->ids->story_likely,
		r->ids->story_strong };
	const uint8_t percent[] = { 40, 60, 80 };
	uint32_t start = (uint32_t)r->from;
	struct weighing w;
	size_t level = 0;

	if (!weighing_open(&w, r))
		return false;
	story_features(r, weigh, &w);
	if (w.sum < s->most)
		return insert(r, start, start, r->ids->nostory, 90);
	if (w.sum < s->least[0] || w.to == 0)
		return true;
	while (level < 2 && w.sum >= s->least[level + 1])
		level++;
	return insert(r, w.from, w.to, class[level], percent[level]);
}

/* ---- loading ---------------------------------------------------------- */

static int
read_number(const struct line *l, int32_t *out, struct shuhi_error *err)
{
	const char *number = l->nfields < 2 ? "" : l->field[1].ptr;
	char *end;
	long v = strtol(number, &end, 10);

	if (end == number || v < -100000 || v > 100000)
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "want feature and weight", "feature<TAB>thousandths");
	*out = (int32_t)v;
	return 0;
}

/* The hash of a feature by its name in the file: "u:患者", "b:患者 が", "g:かん". */
static uint64_t
hash_named(struct span name)
{
	struct span text = span_sub(name, 2, name.len);
	uint64_t packed = 0;
	const char *blank;
	size_t at = 0, n;

	if (name.ptr[0] == 'g') {
		while (at < text.len)
			packed = packed << 21 | utf8_next(text, &at);
		return hash_letters(packed);
	}
	blank = memchr(text.ptr, ' ', text.len);
	if (name.ptr[0] != 'b' || blank == NULL)
		return hash_one(name.ptr[0], hash_text(text));
	n = (size_t)(blank - text.ptr);
	return hash_pair(hash_text(span_sub(text, 0, n)),
	    hash_text(span_sub(text, n + 1, text.len)));
}

static void
put_letters(struct story *s, uint64_t hash, int32_t milli)
{
	int32_t most = milli > INT16_MAX ? INT16_MAX : milli;

	s->letters[letters_slot(s, hash)] = (struct letters_weight){
		.tag = (uint16_t)(hash >> 48),
		.milli = (int16_t)(most < INT16_MIN ? INT16_MIN : most),
	};
}

static int
put_weight(struct story *s, const struct line *l, struct shuhi_error *err)
{
	uint64_t hash;
	struct span f = l->field[0];
	int32_t milli = 0;
	int class;
	size_t i;

	if (read_number(l, &milli, err) != 0)
		return -1;
	if (span_eq(f, SPAN("bias")))
		s->bias = milli;
	else if (span_eq(f, SPAN("none")))
		s->most = milli;
	else if (span_eq(f, SPAN("weak")))
		s->least[0] = milli;
	else if (span_eq(f, SPAN("likely")))
		s->least[1] = milli;
	else if (span_eq(f, SPAN("strong")))
		s->least[2] = milli;
	else if (span_eq(f, SPAN("hope")))
		s->hope = milli;
	else if (f.len > 2 && f.ptr[1] == ':') {
		if (f.ptr[0] == 'c' &&
		    (class = class_find(span_sub(f, 2, f.len))) >= 0)
			s->of_class[class] = milli;
		hash = hash_named(f);
		if (f.ptr[0] == 'g') {
			put_letters(s, hash, milli);
			return 0;
		}
		for (i = hash & (s->nslots - 1); s->slots[i].tag != 0;)
			i = (i + 1) & (s->nslots - 1);
		s->slots[i] = (struct weight){ (uint32_t)(hash >> 32), milli };
	} else
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "no such feature",
		    "c:, t:, u:, b:, g:, bias, none, weak, likely, strong, "
		    "hope");
	return 0;
}

int
story_load(const char *file, struct story **out, struct shuhi_error *err)
{
	struct lines lines;
	struct line l;
	struct story *s;
	size_t i, n = 1, letters = 1;
	int rc = 0;

	if (lines_open(&lines, file, SHUHI_E_DICT, err) != 0)
		return -1;
	for (i = 0; i < lines.len; i++)
		if (lines.data[i] == '\n') {
			n++;
			letters +=
			    i + 1 < lines.len && lines.data[i + 1] == 'g';
		}
	if ((s = calloc(1, sizeof *s)) != NULL) {
		digest_of((struct span){ lines.data, lines.len }, &s->digest);
		for (s->nslots = 16; s->nslots < 2 * n;)
			s->nslots *= 2;
		s->slots = calloc(s->nslots, sizeof *s->slots);
		for (s->nletters = 16; 2 * s->nletters < 3 * letters;)
			s->nletters *= 2;
		s->letters = calloc(s->nletters, sizeof *s->letters);
	}
	if (s == NULL || s->slots == NULL || s->letters == NULL)
		rc = fail(err, SHUHI_E_NOMEM, "no memory for weights", 0);
	while (rc == 0 && lines_next(&lines, &l))
		rc = put_weight(s, &l, err);
	lines_close(&lines);
	if (rc != 0) {
		story_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void
story_free(struct story *s)
{
	if (s == NULL)
		return;
	free(s->letters);
	free(s->slots);
	free(s);
}

void
story_digest(const struct story *s, struct digester *d)
{
	digester_add(d, (struct span){ (const char *)s->digest.byte,
	                    sizeof s->digest.byte });
}
