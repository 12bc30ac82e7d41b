/*
 * What each stage costs a line, and how many lines reach it.
 *
 * A clock in every line would cost as much as a stage, so whole passes are
 * timed that stop after one stage more each: a stage is the difference.
 */
#include "bench.c"
#include "text.c"

#include "scan.c" /* statics included on purpose: the same steps as shuhi_scan() */

enum stage {
	WIPE,
	FOLD,
	TRIGGERS,
	SIGNS,
	HOPE,
	FRAMES,
	POSSIBLE,
	SENTENCES,
	TOKENS,
	RESOLVE,
	JUDGE,
	STAGES
};

static const char *const stage_names[STAGES] = { "wipe the arena", "fold",
	"match triggers", "match signs", "hope, then any rule?", "match frames",
	"hope again, any rule?", "sentences", "tokenise (MeCab)", "resolve",
	"judge" };

struct tally {
	size_t reached[STAGES];
	size_t flagged;
};

static void
give_up(const struct shuhi_error *e)
{
	errx(1, "a stage failed: %s", e->message);
}

/* One text, at most up to `last`. */
static void
go(struct shuhi_worker *w, struct span in, enum stage last, struct tally *t)
{
	const struct shuhi_scanner *s = w->scanner;
	struct class_set have = { .bits = { 0 } };
	struct findings found = { 0 };
	struct resolver r = {
		.ids = &s->ids,
		.lx = &s->lexicon,
		.story = s->story,
		.arena = &w->arena,
	};
	struct shuhi_error e;
	struct folded f;

	t->reached[WIPE]++;
	arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
	if (last < FOLD)
		return;
	t->reached[FOLD]++;
	if (fold(s->fold, &w->arena, in, &f, &e) != 0)
		give_up(&e);
	r.text = f.text;
	r.to = f.text.len;
	if (last < TRIGGERS)
		return;
	t->reached[TRIGGERS]++;
	if (match(w->matcher, &w->arena, LEX_TRIGGER, f.text,
	        &r.hits[LEX_TRIGGER], &e) != 0)
		give_up(&e);
	if (last < SIGNS)
		return;
	if (lexicon_has_signs(f.text)) {
		t->reached[SIGNS]++;
		if (match(w->matcher, &w->arena, LEX_SIGN, f.text,
		        &r.hits[LEX_SIGN], &e) != 0)
			give_up(&e);
	}
	if (last < HOPE || r.hits[LEX_TRIGGER].n + r.hits[LEX_SIGN].n == 0)
		return;
	t->reached[HOPE]++;
	resolve_hope(&r, &have);
	if (!judge_triggered(&s->rules, &have) || last < FRAMES)
		return;
	t->reached[FRAMES]++;
	if (match_frames(w, &r, &e) != 0)
		give_up(&e);
	if (last < POSSIBLE)
		return;
	t->reached[POSSIBLE]++;
	resolve_hope(&r, &have);
	if (story_hope(&r, &have)) {
		class_add(&have, s->ids.story_weak);
		class_add(&have, s->ids.story_likely);
		class_add(&have, s->ids.story_strong);
	}
	if (!judge_possible(&s->rules, &have) || last < SENTENCES)
		return;
	t->reached[SENTENCES]++;
	if (resolve_sentences(&r, &e) != 0)
		give_up(&e);
	if (last < TOKENS)
		return;
	t->reached[TOKENS]++;
	if (tokenise_hit_sentences(w, &r, &e) != 0)
		give_up(&e);
	if (last < RESOLVE)
		return;
	t->reached[RESOLVE]++;
	if (resolve(&r, &e) != 0)
		give_up(&e);
	if (last < JUDGE)
		return;
	t->reached[JUDGE]++;
	if (judge(&s->rules, &r.out, &w->arena, &found, &e) != 0)
		give_up(&e);
	t->flagged += found.n > 0;
}

/* ns over all of these lines */
static double
pass(struct shuhi_worker *w, const struct span *v, size_t n, enum stage last,
    struct tally *tally)
{
	double at = cpu();
	size_t i;

	*tally = (struct tally){ 0 };
	for (i = 0; i < n; i++)
		go(w, v[i], last, tally);
	return (cpu() - at) * 1e9;
}

static double
whole_pass(struct shuhi_worker *w, const struct text *t, struct answer *a)
{
	double at = cpu();
	size_t i;

	*a = (struct answer){ 0 };
	for (i = 0; i < t->n; i++)
		answer_add(a, w, t->line[i], i);
	return (cpu() - at) / (double)t->n * 1e9;
}

/* The lines that frames are searched in: few, so that the late stages are timed
 * over them alone and do not drown in the noise of the early ones. */
static struct span *
late_lines(struct shuhi_worker *w, const struct text *t, size_t *n)
{
	struct span *v = calloc(t->n, sizeof *v);
	struct tally one;
	size_t i;

	if (v == NULL)
		err(2, "lines");
	for (*n = 0, i = 0; i < t->n; i++) {
		one = (struct tally){ 0 };
		go(w, t->line[i], FRAMES, &one);
		if (one.reached[FRAMES] > 0)
			v[(*n)++] = t->line[i];
	}
	return v;
}

static void
tell(const struct samples *own, const struct text *t, double line,
    const struct tally *early, const struct tally *late)
{
	size_t reached;
	int stage;

	for (stage = 0; stage < STAGES; stage++) {
		row((struct row){ stage_names[stage], &own[stage], "ns",
		    "share of a line", median(&own[stage]) / line, 0, 0 });
		reached = (stage > HOPE ? late : early)->reached[stage];
		note("%s: %zu of %zu lines (%.2f %%), %.0f ns each of them",
		    stage_names[stage], reached, t->n,
		    100.0 * (double)reached / (double)t->n,
		    median(&own[stage]) * (double)t->n /
		        (double)(reached + (reached == 0)));
	}
}

int
main(void)
{
	struct shuhi_scanner *s = engine_open(NULL);
	struct shuhi_worker *w = engine_worker(s);
	struct samples own[STAGES] = { 0 }, whole = { 0 };
	struct tally early, late;
	struct answer a;
	struct span *v;
	struct text t;
	double before, now;
	size_t flagged, n;
	int i, stage;

	text_load(&t);
	note("text: %s", t.origin);
	whole_pass(w, &t, &a);
	flagged = t.n - a.verdicts[SHUHI_PASS];
	v = late_lines(w, &t, &n);
	for (i = 0; i < PASSES; i++) {
		for (before = 0, stage = 0; stage <= HOPE; stage++) {
			now = pass(w, t.line, t.n, stage, &early);
			sample(&own[stage], (now - before) / (double)t.n);
			before = now;
		}
		before = pass(w, v, n, HOPE, &late);
		for (; stage < STAGES; stage++) {
			now = pass(w, v, n, stage, &late);
			sample(&own[stage], (now - before) / (double)t.n);
			before = now;
		}
		check(late.flagged == flagged, "stages", late.flagged, flagged);
		sample(&whole, whole_pass(w, &t, &a));
	}
	row((struct row){ "a line, all stages", &whole, "ns", NULL, 0, 0, 0 });
	tell(own, &t, median(&whole), &early, &late);
	note("flagged: %zu lines", flagged);
	free(v);
	text_free(&t);
	shuhi_worker_close(w);
	shuhi_scanner_unref(s);
	return 0;
}
