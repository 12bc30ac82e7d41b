#include "story.h"

#include <stdlib.h>

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

struct story {
	struct weight *slots;
	size_t nslots; /* a power of two, at most half full */
	struct letters_weight *letters;
	size_t
	    nletters; /* a power of two, at most a third full: most are not there */
	int32_t bias;
	int32_t most;     /* for nostory */
	int32_t least[3]; /* for story.weak, .likely, .strong */
	int32_t hope;
	int32_t of_class[LIMIT_CLASSES]; /* weights of kind 'c' */
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
	struct arena *arena;
	uint32_t *seen; /* hash set of what counted; 0: free */
	size_t nseen;   /* its room, a power of two */
	size_t counted;
	bool failed; /* no memory */
	int32_t sum, loudest;
	uint32_t from, to; /* of the loudest feature */
	uint32_t nwords;   /* and letters that are nobody's name or number */
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
	size_t n = w->nseen > 0 ? 2 * w->nseen : 64, i;
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

/* Count a feature that has a weight, once in a text. */
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
	w->sum += milli;
	if (milli > w->loudest) {
		w->loudest = milli;
		w->from = (uint32_t)from;
		w->to = (uint32_t)to;
	}
}

static void
weigh_word(void *ctx, const struct story_feature *f)
{
	struct weighing *w = ctx;
	const struct weight *weight = find_weight(w->story, f->hash);

	w->nwords += f->kind == 't';
	if (weight != NULL)
		count(w, 2 * (uint32_t)(weight - w->story->slots) + 2,
		    weight->milli, f->from, f->to);
}

static inline void
weigh_gram(void *ctx, uint64_t hash, size_t from, size_t to)
{
	struct weighing *w = ctx;
	size_t slot = letters_slot(w->story, hash);
	int32_t milli = w->story->letters[slot].milli;

	w->nwords++;
	if (milli != 0)
		count(w, 2 * (uint32_t)slot + 1, milli, from, to);
}

static struct weighing
weighing_of(const struct resolver *r)
{
	return (struct weighing){
		.story = r->story,
		.arena = r->arena,
		.sum = r->story->bias,
	};
}

/* Frames may add so much to triggers and letters; in thousandths. */
#define FRAMES_MAY_ADD 400

/*
 * Paragraphs: a story may stand between others that are none, as in 「次の文を直して
 * ください。⏎田中さん、肺炎で入院したらしい」, so each is weighed by itself, too.
 */
struct parts {
	const struct resolver *r;
	bool sentences; /* instead of paragraphs */
	size_t sentence;
	size_t at, token, entity;
	size_t hit[LEX_TRIGGER_SETS];
};

/* Does a trigger stand in front of byte `to`?  Moves on behind it. */
static bool
triggered(struct parts *p, size_t to)
{
	bool any = false;
	size_t set;

	for (set = 0; set < LEX_TRIGGER_SETS; set++) {
		const struct hits *h = &p->r->hits[set];

		for (; p->hit[set] < h->n && h->v[p->hit[set]].from < to;
		     any = true)
			p->hit[set]++;
	}
	return any;
}

/* Where the part that begins at p->at ends. */
static size_t
part_end(struct parts *p)
{
	const struct resolver *r = p->r;
	const char *end;

	if (p->sentences)
		return p->sentence < r->nsentences
		           ? r->sentence_end[p->sentence++]
		           : r->to;
	end = memchr(r->text.ptr + p->at, '\n', r->to - p->at);
	return end != NULL ? (size_t)(end - r->text.ptr) + 1 : r->to;
}

static void
cut_part(struct parts *p, struct resolver *out)
{
	const struct resolver *r = p->r;
	size_t t = p->token, e = p->entity;

	*out = *r;
	out->from = p->at;
	p->at = out->to = part_end(p);
	while (t < r->tokens.n && r->tokens.v[t].from < p->at)
		t++;
	while (e < r->out.n && r->out.entities[e].from < p->at)
		e++;
	out->tokens.v = r->tokens.n > 0 ? r->tokens.v + p->token : NULL;
	out->tokens.n = t - p->token;
	out->out.entities = r->out.n > 0 ? r->out.entities + p->entity : NULL;
	out->out.n = e - p->entity;
	p->token = t;
	p->entity = e;
}

/*
 * The next one with a trigger in it: the resolver as if there were nothing else.
 * False: no more, or the passage is one part.
 */
static bool
next_part(struct parts *p, struct resolver *out)
{
	while (p->at < p->r->to) {
		cut_part(p, out);
		if (out->from == p->r->from && out->to == p->r->to)
			return false;
		if (triggered(p, out->to))
			return true;
	}
	return false;
}

static bool
letters_of(const struct resolver *r, int32_t *sum)
{
	struct weighing w = weighing_of(r);

	w.sum = 0;
	each_letters(r, weigh_gram, &w);
	*sum = w.sum;
	return !w.failed;
}

/* What the letters weigh, known once asked.  False: no memory. */
static bool
weigh_letters(struct resolver *r)
{
	struct parts p = { .r = r, .at = r->from };
	struct resolver one;
	int32_t sum;

	if (r->letters_known)
		return true;
	if (!letters_of(r, &r->letters))
		return false;
	r->best_letters = r->letters;
	while (next_part(&p, &one)) {
		if (!letters_of(&one, &sum))
			return false;
		if (sum > r->best_letters)
			r->best_letters = sum;
	}
	r->letters_known = true;
	return true;
}

/* At best: of the whole, or of a paragraph with all that speaks for a story. */
static int32_t
hope_of(const struct resolver *r, const struct class_set *have)
{
	const struct story *s = r->story;
	int32_t whole = r->letters, part = r->best_letters;
	unsigned c;

	for (c = 0; c < nclasses; c++)
		if (class_in(have, c)) {
			whole += s->of_class[c];
			part += s->of_class[c] > 0 ? s->of_class[c] : 0;
		}
	if (r->best_letters == r->letters || whole > part)
		return whole;
	return part;
}

void
story_hope(struct resolver *r, struct class_set *have, bool frames)
{
	const struct story *s = r->story;
	int32_t sum = s->bias + (frames ? 0 : FRAMES_MAY_ADD);

	if (!weigh_letters(r)) {
		class_join(have, &r->ids->stories);
		return;
	}
	sum += hope_of(r, have);
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

/* A drama or the news, spoken of in one paragraph, is so in the others. */
static int32_t
setting_of(const struct resolver *r)
{
	struct class_set seen = { .bits = { 0 } };
	int32_t sum = 0;
	unsigned c;
	size_t i;

	for (i = 0; i < r->out.n; i++) {
		c = r->out.entities[i].class;
		if (!class_in(&r->ids->settings, c) || class_in(&seen, c))
			continue;
		class_add(&seen, c);
		sum += r->story->of_class[c];
	}
	return sum;
}

/* Weigh `part` of the passage; keep it in *best where it is heavier.  */
static bool
weigh_part(const struct resolver *part, int32_t setting, struct weighing *best)
{
	struct weighing w = weighing_of(part);

	w.sum += setting - setting_of(part);
	story_words(part, weigh_word, &w);
	each_letters(part, weigh_gram, &w);
	if (w.failed)
		return false;
	if (w.nwords == 0) /* a number, an address: no story by itself */
		return true;
	if (best->story == NULL || w.sum > best->sum)
		*best = w;
	return true;
}

/*
 * Is a sentence with a trigger, weighed by itself, a strong story?  Talk of supper
 * around it must not drown it: weights add up.
 */
static bool
sentence_tells(struct resolver *r, int32_t setting, bool *tells)
{
	struct parts p = { .r = r, .at = r->from, .sentences = true };
	struct weighing w = { 0 };
	struct resolver one;

	while (next_part(&p, &one))
		if (!weigh_part(&one, setting, &w))
			return false;
	*tells = w.story != NULL && w.sum >= r->story->least[2];
	return true;
}

bool
story_add(struct resolver *r)
{
	const struct story *s = r->story;
	const uint8_t class[] = { r->ids->story_weak, r->ids->story_likely,
		r->ids->story_strong };
	const uint8_t percent[] = { 40, 60, 80 };
	struct parts p = { .r = r, .at = r->from };
	uint32_t start = (uint32_t)r->from;
	struct weighing w = { 0 };
	struct resolver one;
	size_t level = 0;
	int32_t whole, setting;
	bool tells;

	setting = setting_of(r);
	if (!weigh_part(r, setting, &w))
		return false;
	whole = w.sum; /* 0 when it has no words */
	while (next_part(&p, &one))
		if (!weigh_part(&one, setting, &w))
			return false;
	if (w.sum < s->least[0] || w.to == 0) {
		if (whole >= s->most)
			return true;
		if (!sentence_tells(r, setting, &tells))
			return false;
		return tells || insert(r, start, start, r->ids->nostory, 90);
	}
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
		hash = story_hash(f);
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
		for (s->nletters = 16; s->nletters < 3 * letters;)
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
