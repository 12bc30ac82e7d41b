#include "story.h"

#include <stdlib.h>

#include "clause.h"
#include "digest.h"
#include "err.h"
#include "lines.h"
#include "storyletters.h"

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

struct letters_table {
	struct letters_weight *slots;
	size_t n; /* a power of two, at most a third full: most are not there */
};

struct story {
	struct weight *slots;
	size_t nslots; /* a power of two, at most half full */
	struct letters_table letters;
	int32_t bias;
	int32_t most;     /* for nostory */
	int32_t least[3]; /* for story.weak, .likely, .strong */
	int32_t of_setting[LIMIT_CLASSES]; /* weights of kind 'o' */
	struct letters_table hope_letters; /* of kind 'G' */
	int32_t hope_class[LIMIT_CLASSES]; /* and 'C' */
	int32_t hope_bias;
	int32_t hope[2]; /* that there is any story; that it is a strong one */
	struct digest digest;
};

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

/* The place of a feature, or of the free slot where it would be. */
static size_t
letters_slot(const struct letters_table *t, uint64_t hash)
{
	uint16_t tag = (uint16_t)(hash >> 48);
	size_t i = hash & (t->n - 1);

	while (t->slots[i].milli != 0 && t->slots[i].tag != tag)
		i = (i + 1) & (t->n - 1);
	return i;
}

/* What clauses side by side weigh together. */
struct run {
	int32_t sum, loudest;
	uint32_t from, to; /* of the loudest feature */
	uint32_t nwords;   /* and letters that are nobody's name or number */
};

struct weighing {
	const struct story *story;
	const struct letters_table *letters;
	struct arena *arena;
	uint32_t *seen; /* hash set of what counted in the clause; 0: free */
	size_t nseen;   /* its room, a power of two */
	size_t counted;
	bool failed;  /* no memory */
	int32_t cost; /* of each clause */
	struct run clause;
	struct run ending; /* the heaviest of those that end with the clause */
	struct run best;
	size_t nclauses;
};

static uint32_t *
seen_slot(uint32_t *seen, size_t n, uint32_t which)
{
	size_t i = which * 0x9e3779b1u & (n - 1);

	while (seen[i] != 0 && seen[i] != which)
		i = (i + 1) & (n - 1);
	return &seen[i];
}

/* Twice the room, for at most half of it to be taken. */
static bool
widen_seen(struct weighing *w)
{
	size_t n = w->nseen > 0 ? 2 * w->nseen : 128, i;
	uint32_t *wide = ARENA_NEW(w->arena, n, uint32_t);

	if (wide == NULL)
		return false;
	for (i = 0; i < w->nseen; i++)
		if (w->seen[i] != 0)
			*seen_slot(wide, n, w->seen[i]) = w->seen[i];
	w->seen = wide;
	w->nseen = n;
	return true;
}

/* Count a feature that has a weight, once in a clause. */
static void
count(struct weighing *w, uint32_t which, int32_t milli, size_t from, size_t to)
{
	uint32_t *slot;

	if (2 * w->counted >= w->nseen && !widen_seen(w)) {
		w->failed = true;
		return;
	}
	slot = seen_slot(w->seen, w->nseen, which);
	if (*slot == which)
		return;
	*slot = which;
	w->counted++;
	w->clause.sum += milli;
	if (milli > w->clause.loudest) {
		w->clause.loudest = milli;
		w->clause.from = (uint32_t)from;
		w->clause.to = (uint32_t)to;
	}
}

static void
weigh_word(void *ctx, const struct story_feature *f)
{
	struct weighing *w = ctx;
	const struct weight *weight = find_weight(w->story, f->hash);

	w->clause.nwords += f->kind == 't';
	if (weight != NULL)
		count(w, 2 * (uint32_t)(weight - w->story->slots) + 2,
		    weight->milli, f->from, f->to);
}

static inline void
weigh_gram(void *ctx, uint64_t hash, size_t from, size_t to)
{
	struct weighing *w = ctx;
	size_t slot = letters_slot(w->letters, hash);
	int32_t milli = w->letters->slots[slot].milli;

	w->clause.nwords++;
	if (milli != 0)
		count(w, 2 * (uint32_t)slot + 1, milli, from, to);
}

static struct weighing
weighing_of(const struct resolver *r, const struct letters_table *letters)
{
	return (struct weighing){
		.story = r->story,
		.letters = letters,
		.arena = r->arena,
	};
}

static void
begin_clause(struct weighing *w)
{
	if (w->counted > 0)
		memset(w->seen, 0, w->nseen * sizeof *w->seen);
	w->counted = 0;
	w->clause = (struct run){ 0 };
}

/* The clause is weighed: which run is the heaviest so far? (Kadane) */
static void
end_clause(struct weighing *w)
{
	struct run *c = &w->clause, *e = &w->ending;

	c->sum -= w->cost;
	if (w->nclauses++ == 0 || e->sum <= 0) {
		*e = *c;
	} else {
		e->sum += c->sum;
		e->nwords += c->nwords;
		if (c->loudest > e->loudest) {
			e->loudest = c->loudest;
			e->from = c->from;
			e->to = c->to;
		}
	}
	if (w->nclauses == 1 || e->sum > w->best.sum)
		w->best = *e;
}

/* Of each clause what its letters give hope of, once.  False: no memory. */
static bool
weigh_letters(struct resolver *r)
{
	struct weighing w = weighing_of(r, &r->story->hope_letters);
	struct clauses p = { .r = r };
	struct resolver one;
	int32_t *v;

	if (r->letters != NULL)
		return true;
	if (!clauses_find(r) ||
	    (v = ARENA_NEW(r->arena, r->nclauses + 1, int32_t)) == NULL)
		return false;
	while (clauses_next(&p, &one)) {
		begin_clause(&w);
		each_letters(&one, weigh_gram, &w);
		v[p.n - 1] = w.clause.sum;
	}
	if (w.failed) /* half the sums would say that there is no hope */
		return false;
	r->letters = v;
	return true;
}

/*
 * Of many clauses one always speaks of somebody a little, and many a little add up:
 * there each has to say more by itself.  Posts have fewer.  Hope knows less of a
 * clause, is kinder to it, and so adds up sooner.  Thousandths of log odds.
 */
#define MANY_CLAUSES      16
#define COST_OF_MANY      1000
#define HOPE_COST_OF_MANY 1500

static int32_t
hope_of_classes(const struct story *s, const struct class_set *have)
{
	int32_t sum = 0;
	size_t i;
	uint64_t bits;

	for (i = 0; i < sizeof have->bits / sizeof have->bits[0]; i++)
		for (bits = have->bits[i]; bits != 0; bits &= bits - 1)
			sum += s->hope_class[64 * i +
			                     (size_t)__builtin_ctzll(bits)];
	return sum;
}

/* Of the run of clauses that gives most. */
static int32_t
hope_of(const struct resolver *r, const struct class_set *have)
{
	struct weighing w = weighing_of(r, NULL);
	struct clauses p = { .r = r };
	struct resolver one;

	if (r->nclauses == 1) /* most texts */
		return r->story->hope_bias + r->letters[0] +
		       hope_of_classes(r->story, have);
	w.cost = r->nclauses > MANY_CLAUSES ? HOPE_COST_OF_MANY : 0;
	while (clauses_next(&p, &one)) {
		struct class_set own = { .bits = { 0 } };

		resolve_hope(&one, &own);
		w.clause.sum =
		    r->letters[p.n - 1] + hope_of_classes(r->story, &own);
		end_clause(&w);
	}
	return r->story->hope_bias + w.best.sum;
}

/* Frames may add so much to triggers and letters; in thousandths. */
#define FRAMES_MAY_ADD 400

void
story_hope(struct resolver *r, struct class_set *have, bool frames)
{
	const struct story *s = r->story;
	int32_t sum = frames ? 0 : FRAMES_MAY_ADD;

	if (!weigh_letters(r)) {
		class_join(have, &r->ids->stories);
		return;
	}
	sum += hope_of(r, have);
	if (sum < s->hope[0])
		return;
	class_add(have, r->ids->story_weak);
	class_add(have, r->ids->story_likely);
	if (sum >= s->hope[1])
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

/* A drama or the news, spoken of in one clause, is so in the others. */
static int32_t
setting_of(const struct resolver *r)
{
	struct class_set seen = { .bits = { 0 } };
	int32_t sum = 0;
	unsigned c;
	size_t i;

	for (i = 0; i < r->out.n; i++) {
		c = r->out.entities[i].class;
		if (class_in(&seen, c))
			continue;
		class_add(&seen, c);
		sum += r->story->of_setting[c];
	}
	return sum;
}

bool
story_add(struct resolver *r)
{
	const struct story *s = r->story;
	const uint8_t class[] = { r->ids->story_weak, r->ids->story_likely,
		r->ids->story_strong };
	const uint8_t percent[] = { 40, 60, 80 };
	uint32_t start = (uint32_t)r->from;
	struct weighing w = weighing_of(r, &s->letters);
	struct story_classes before = { .n = 0 };
	struct clauses p = { .r = r };
	struct resolver one;
	size_t level = 0;
	int32_t sum;

	if (!clauses_find(r))
		return false;
	w.cost = r->nclauses > MANY_CLAUSES ? COST_OF_MANY : 0;
	while (clauses_next(&p, &one)) {
		begin_clause(&w);
		story_words(&one, &before, weigh_word, &w);
		each_letters(&one, weigh_gram, &w);
		end_clause(&w);
	}
	if (w.failed)
		return false;
	if (w.best.nwords == 0) /* a number, an address: no story by itself */
		return true;
	sum = s->bias + setting_of(r) + w.best.sum;
	if (sum < s->most)
		return insert(r, start, start, r->ids->nostory, 90);
	if (sum < s->least[0] || w.best.to == 0)
		return true;
	while (level < 2 && sum >= s->least[level + 1])
		level++;
	return insert(r, w.best.from, w.best.to, class[level], percent[level]);
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

static void
put_letters(struct letters_table *t, uint64_t hash, int32_t milli)
{
	int32_t most = milli > INT16_MAX ? INT16_MAX : milli;

	t->slots[letters_slot(t, hash)] = (struct letters_weight){
		.tag = (uint16_t)(hash >> 48),
		.milli = (int16_t)(most < INT16_MIN ? INT16_MIN : most),
	};
}

static void
put_word(struct story *s, uint64_t hash, int32_t milli)
{
	size_t i = hash & (s->nslots - 1);

	while (s->slots[i].tag != 0)
		i = (i + 1) & (s->nslots - 1);
	s->slots[i] = (struct weight){ (uint32_t)(hash >> 32), milli };
}

/* What has one number by its name; NULL: no such. */
static int32_t *
number_of(struct story *s, struct span name)
{
	const struct {
		const char *name;
		int32_t *number;
	} known[] = {
		{ "bias", &s->bias },
		{ "none", &s->most },
		{ "weak", &s->least[0] },
		{ "likely", &s->least[1] },
		{ "strong", &s->least[2] },
		{ "hope-bias", &s->hope_bias },
		{ "hope", &s->hope[0] },
		{ "hope-strong", &s->hope[1] },
	};
	size_t i;

	for (i = 0; i < sizeof known / sizeof known[0]; i++)
		if (span_eq(name, span_of(known[i].name)))
			return known[i].number;
	return NULL;
}

/* "o:context.fiction"; a class that is no longer there has no weight. */
static void
put_class(int32_t of[LIMIT_CLASSES], struct span feature, int32_t milli)
{
	int class = class_find(span_sub(feature, 2, feature.len));

	if (class >= 0)
		of[class] = milli;
}

/* A feature by its name: "u:患者", "G:かん".  False: none of its kind. */
static bool
put_feature(struct story *s, struct span f, int32_t milli)
{
	switch (f.ptr[0]) {
	case 'g':
		put_letters(&s->letters, story_hash(f), milli);
		return true;
	case 'G':
		put_letters(&s->hope_letters, story_hash(f), milli);
		return true;
	case 'o':
		put_class(s->of_setting, f, milli);
		return true;
	case 'C':
		put_class(s->hope_class, f, milli);
		return true;
	case 'c':
	case 'p':
	case 'x':
	case 't':
	case 'm':
	case 'u':
	case 'b':
	case 'l':
		put_word(s, story_hash(f), milli);
		return true;
	default:
		return false;
	}
}

static int
put_weight(struct story *s, const struct line *l, struct shuhi_error *err)
{
	struct span f = l->field[0];
	int32_t milli = 0, *number = number_of(s, f);

	if (read_number(l, &milli, err) != 0)
		return -1;
	if (number != NULL)
		*number = milli;
	else if (f.len <= 2 || f.ptr[1] != ':' || !put_feature(s, f, milli))
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "no such feature",
		    "c:, p:, x:, o:, t:, m:, u:, b:, l:, g:, C:, G:, "
		    "bias, none, weak, likely, strong, hope-bias, hope, "
		    "hope-strong");
	return 0;
}

/* A power of two, `times` what is to be in it. */
static size_t
room_for(size_t n, size_t times)
{
	size_t room = 16;

	while (room < times * n)
		room *= 2;
	return room;
}

/* Room for all features of the file.  False: no memory. */
static bool
make_tables(struct story *s, const struct lines *file)
{
	const char *at = file->data, *end = at + file->len;
	size_t words = 1, letters = 1, hope = 1;

	while (
	    (at = memchr(at, '\n', (size_t)(end - at))) != NULL && ++at < end) {
		letters += *at == 'g';
		hope += *at == 'G';
		words++;
	}
	s->nslots = room_for(words - letters - hope + 2, 2);
	s->letters.n = room_for(letters, 3);
	s->hope_letters.n = room_for(hope, 3);
	s->slots = calloc(s->nslots, sizeof *s->slots);
	s->letters.slots = calloc(s->letters.n, sizeof *s->letters.slots);
	s->hope_letters.slots =
	    calloc(s->hope_letters.n, sizeof *s->hope_letters.slots);
	return s->slots != NULL && s->letters.slots != NULL &&
	       s->hope_letters.slots != NULL;
}

int
story_load(const char *file, struct story **out, struct shuhi_error *err)
{
	struct lines lines;
	struct line l;
	struct story *s;
	int rc = 0;

	if (lines_open(&lines, file, SHUHI_E_DICT, err) != 0)
		return -1;
	s = calloc(1, sizeof *s);
	if (s == NULL || !make_tables(s, &lines))
		rc = fail(err, SHUHI_E_NOMEM, "no memory for weights", 0);
	else
		digest_of((struct span){ lines.data, lines.len }, &s->digest);
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
	free(s->hope_letters.slots);
	free(s->letters.slots);
	free(s->slots);
	free(s);
}

void
story_digest(const struct story *s, struct digester *d)
{
	digester_add(d, (struct span){ (const char *)s->digest.byte,
	                    sizeof s->digest.byte });
}
