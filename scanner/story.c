#include "story.h"

#include "clause.h"
#include "storyletters.h"
#include "storymodel.h"

/* ---- weighing --------------------------------------------------------- */

/* What clauses side by side weigh together. */
struct run {
	int32_t sum, loudest;
	uint32_t from, to; /* of the loudest feature */
	uint32_t nwords;   /* and letters that are nobody's name or number */
};

struct weighing {
	const struct story *story;
	const struct weights *letters;
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
	const struct weights *words = &w->story->words;
	size_t slot = weights_slot(words, f->hash);
	int32_t milli = words->slots[slot].milli;

	w->clause.nwords += f->kind == 't';
	if (milli != 0)
		count(w, 2 * (uint32_t)slot + 2, milli, f->from, f->to);
}

static inline void
weigh_gram(void *ctx, uint64_t hash, size_t from, size_t to)
{
	struct weighing *w = ctx;
	size_t slot = weights_slot(w->letters, hash);
	int32_t milli = w->letters->slots[slot].milli;

	w->clause.nwords++;
	if (milli != 0)
		count(w, 2 * (uint32_t)slot + 1, milli, from, to);
}

static struct weighing
weighing_of(const struct resolver *r, const struct weights *letters)
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

/*
 * A longer text has more runs of which one may be heavy by chance: of posts of a
 * hundred letters and more none of the leaks was missed and a fifth of the others
 * flagged.  Bytes of the passage, and thousandths of log odds.
 */
#define LONG_BYTES   200
#define COST_OF_BYTE 10
#define COST_OF_LONG 2000

static int32_t
cost_of_length(const struct resolver *r)
{
	size_t len = r->to - r->from;

	if (len <= LONG_BYTES || r->nclauses > MANY_CLAUSES)
		return 0;
	return len < LONG_BYTES + COST_OF_LONG / COST_OF_BYTE
	           ? (int32_t)(len - LONG_BYTES) * COST_OF_BYTE
	           : COST_OF_LONG;
}

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
	sum = s->bias + setting_of(r) + w.best.sum - cost_of_length(r);
	if (sum < s->most) /* of English it knows too little to be sure */
		return !utf8_has_japanese(r->text, r->from, r->to) ||
		       insert(r, start, start, r->ids->nostory, 90);
	if (sum < s->least[0] || w.best.to == 0)
		return true;
	while (level < 2 && sum >= s->least[level + 1])
		level++;
	return insert(r, w.best.from, w.best.to, class[level], percent[level]);
}
