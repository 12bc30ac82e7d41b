/*
 * What each stage costs a line, and how many lines reach it.
 *
 * A clock in every line would cost as much as a stage, so the lines that reach
 * a stage are gone through twice, up to the stage before it and up to itself: the
 * stage is the difference.
 */
#include "bench.c"
#include "text.c"

#include "scan.c" /* statics included on purpose: the same steps as shuhi_scan() */

#define VISITS                                                                 \
	10000 /* at least, a pass: few lines are gone through repeatedly */

enum stage {
	WIPE,
	FOLD,
	CONVERT,
	SIGNS,
	SIEVE,
	TRIGGERS,
	LATIN,
	PATTERNS,
	GATE_1,
	FRAMES,
	GATE_2,
	TOKENS,
	RESOLVE,
	JUDGE,
	STAGES
};

static const char *const stage_names[STAGES] = { "wipe the arena", "fold",
	"convert, and judge that", "signs", "sieve", "triggers", "latin", "patterns", "gate 1", "frames",
	"gate 2", "MeCab", "resolve + story", "judge" };

struct tally {
	bool reached[STAGES];
	bool flagged;
};

/* The lines that reach a stage. */
struct reach {
	struct span *v;
	size_t n;
};

static void
must(int rc, const struct shuhi_error *e)
{
	if (rc != 0)
		errx(1, "a stage failed: %s", e->message);
}

/* May the stage run?  Then it is reached. */
static bool
reach(struct tally *t, enum stage stage, enum stage last)
{
	if (stage > last)
		return false;
	t->reached[stage] = true;
	return true;
}

/* find_triggers(), one set at a time.  False: nothing to go on with. */
static bool
go_triggers(struct shuhi_worker *w, struct resolver *r, enum stage last,
    struct tally *t)
{
	static const struct {
		enum stage stage;
		size_t set;
		unsigned sign;
	} steps[] = { { LATIN, LEX_LATIN, SIGN_LATIN },
		{ PATTERNS, LEX_PATTERN, SIGN_MARK } };
	struct shuhi_error e;
	struct stretch stretch;
	unsigned signs;
	size_t n, i, at = 0;

	if (!reach(t, SIGNS, last))
		return false;
	signs = lexicon_signs(r->text);
	/* or the compiler leaves it out where nobody asks */
	__asm__ volatile("" : : "r"(signs));
	if (!reach(t, SIEVE, last))
		return false;
	/* in the engine the sieve runs once, within match_triggers() */
	if (sieve_next(w->scanner->sieve, r->text, &at, &stretch) &&
	    reach(t, TRIGGERS, last))
		must(match_triggers(w->matcher, r->arena, w->scanner->sieve,
		         r->text, &r->hits[LEX_TRIGGER], &e),
		    &e);
	n = r->hits[LEX_TRIGGER].n;
	for (i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (signs & steps[i].sign && reach(t, steps[i].stage, last)) {
			must(match(w->matcher, r->arena, steps[i].set, r->text,
			         0, r->text.len, &r->hits[steps[i].set],
			         &e),
			    &e);
			n += r->hits[steps[i].set].n;
		}
	return n > 0;
}

/* scan_passage(), step by step. */
static void
go_passage(struct shuhi_worker *w, struct resolver *r, enum stage last,
    struct tally *t)
{
	struct class_set have = { .bits = { 0 } };
	struct findings found = { 0 };
	struct shuhi_error e;

	if (!reach(t, GATE_1, last))
		return;
	resolve_hope(r, &have);
	if (!worthwhile(w, r, &have, false) || !reach(t, FRAMES, last))
		return;
	must(find_frames(w, r, &e), &e);
	if (!reach(t, GATE_2, last))
		return;
	resolve_hope(r, &have);
	if (!worthwhile(w, r, &have, true) || !reach(t, TOKENS, last))
		return;
	must(resolve_sentences(r, &e), &e);
	must(tokenise_sentences(w, r, &e), &e);
	if (!reach(t, RESOLVE, last))
		return;
	must(resolve(r, &e), &e);
	if (!reach(t, JUDGE, last))
		return;
	must(judge(&w->scanner->rules, &r->out, r->arena, &found, &e), &e);
	t->flagged |= found.n > 0;
}

/* What has no kanji, with them: through all stages at once, few lines as they are. */
static void
go_converted(struct shuhi_worker *w, struct resolver *r, struct tally *t)
{
	struct findings found = { 0 };
	struct converted c;
	struct shuhi_error e;

	must(kanakanji(w->scanner->kanakanji, w->converter, r->arena, r->text,
	         &c, &e),
	    &e);
	if (c.text.len == 0)
		return;
	must(scan_converted(w, &c, &found, &e), &e);
	t->flagged = found.n > 0;
	if (utf8_kanji(r->text) == 0)
		r->story = NULL;
}

/* One text of one passage, at most up to `last`. */
static struct tally
go(struct shuhi_worker *w, struct span in, enum stage last)
{
	const struct shuhi_scanner *s = w->scanner;
	struct resolver r = {
		.ids = &s->ids,
		.lx = &s->lexicon,
		.story = s->story,
		.arena = &w->arena,
	};
	struct tally t = { 0 };
	struct shuhi_error e;
	struct folded f;

	reach(&t, WIPE, last);
	arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
	if (!reach(&t, FOLD, last))
		return t;
	must(fold(s->fold, &w->arena, in, &f, &e), &e);
	r.text = f.text;
	r.to = f.text.len;
	if (!reach(&t, CONVERT, last))
		return t;
	go_converted(w, &r, &t);
	if (go_triggers(w, &r, last, &t))
		go_passage(w, &r, last, &t);
	return t;
}

/* Which lines reach what; every line is judged as the engine judges it. */
static size_t
survey(struct shuhi_worker *w, const struct text *t, struct reach *reached)
{
	const struct shuhi_result *res;
	struct shuhi_error e;
	struct tally tally;
	size_t flagged = 0, stage, i;

	for (stage = 0; stage < STAGES; stage++)
		if ((reached[stage].v = calloc(t->n, sizeof(struct span))) ==
		    NULL)
			err(2, "lines");
	for (i = 0; i < t->n; i++) {
		must(shuhi_scan(w, t->line[i].ptr, t->line[i].len, &res, &e),
		    &e);
		flagged += res->verdict != SHUHI_PASS;
		stage = res->verdict != SHUHI_PASS;
		tally = go(w, t->line[i], JUDGE);
		check(tally.flagged == stage, "a line, by stages",
		    tally.flagged, stage);
		for (stage = 0; stage < STAGES; stage++)
			if (tally.reached[stage])
				reached[stage].v[reached[stage].n++] =
				    t->line[i];
	}
	return flagged;
}

static size_t
loops(const struct reach *lines)
{
	return lines->n == 0 ? 0 : (VISITS + lines->n - 1) / lines->n;
}

/* ns for these lines up to `last`, which all of them must reach */
static double
pass(struct shuhi_worker *w, const struct reach *lines, enum stage last)
{
	size_t loop, i, n = 0;
	double at = cpu();

	for (loop = 0; loop < loops(lines); loop++)
		for (i = 0; i < lines->n; i++)
			n += go(w, lines->v[i], last).reached[last];
	at = cpu() - at;
	check(n == loops(lines) * lines->n, stage_names[last], n,
	    loops(lines) * lines->n);
	return at / (double)(loops(lines) + (lines->n == 0)) * 1e9;
}

/* The same up to the stage before, which need not be reached by all. */
static double
pass_before(struct shuhi_worker *w, const struct reach *lines, enum stage stage)
{
	size_t loop, i, n = 0;
	double at = cpu();

	if (stage == WIPE)
		return 0;
	for (loop = 0; loop < loops(lines); loop++)
		for (i = 0; i < lines->n; i++)
			n += go(w, lines->v[i], stage - 1).reached[stage];
	at = cpu() - at;
	check(n == 0, stage_names[stage], n, 0);
	return at / (double)(loops(lines) + (lines->n == 0)) * 1e9;
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

static void
tell(const struct samples *own, const struct reach *reached, size_t n,
    const struct samples *whole)
{
	double sum = 0;
	char what[64];
	int stage;

	for (stage = 0; stage < STAGES; stage++) {
		double all = median(&own[stage]), lines;

		lines = (double)reached[stage].n;
		snprintf(what, sizeof what, "%s: %zu lines, %.2f %%",
		    stage_names[stage], reached[stage].n,
		    100 * lines / (double)n);
		row((struct row){ what, &own[stage], "ns", "share of a line",
		    all / median(whole), 0, 0 });
		note("%s: %.0f ns each line that reaches it",
		    stage_names[stage],
		    all * (double)n / (lines > 0 ? lines : 1));
		sum += all;
	}
	note("all stages together %.0f ns; not accounted for: %.0f ns", sum,
	    median(whole) - sum);
}

int
main(void)
{
	struct shuhi_scanner *s = engine_open(NULL);
	struct shuhi_worker *w = engine_worker(s);
	struct samples own[STAGES] = { 0 }, whole = { 0 };
	struct reach reached[STAGES] = { 0 };
	struct answer a;
	struct text t;
	size_t flagged;
	double before;
	int i, stage;

	text_load(&t);
	note(
	    "text: %s, %zu lines; ns are spread over all lines", t.origin, t.n);
	flagged = survey(w, &t, reached);
	for (i = 0; i < PASSES; i++) {
		for (stage = 0; stage < STAGES; stage++) {
			before = pass_before(w, &reached[stage], stage);
			sample(&own[stage],
			    (pass(w, &reached[stage], stage) - before) /
			        (double)t.n);
		}
		sample(&whole, whole_pass(w, &t, &a));
		check(t.n - a.verdicts[SHUHI_PASS] == flagged, "flagged",
		    t.n - a.verdicts[SHUHI_PASS], flagged);
	}
	row((struct row){ "a line, all stages", &whole, "ns", NULL, 0, 0, 0 });
	tell(own, reached, t.n, &whole);
	note(
	    "flagged: %zu lines, the same as the engine line by line", flagged);
	for (stage = 0; stage < STAGES; stage++)
		free(reached[stage].v);
	text_free(&t);
	shuhi_worker_close(w);
	shuhi_scanner_unref(s);
	return 0;
}
