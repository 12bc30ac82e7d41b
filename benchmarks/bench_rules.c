/*
 * What each rule and each pattern costs.
 *
 *	rule      judging all passages of the text that get so far, by this rule
 *	          alone, less judging them by none
 *	pattern   searching folded lines for it alone, less searching for something
 *	          that never is there: what it would cost without company
 */
#include "bench.c"
#include "text.c"

#include <hs/hs.h>

#include "scan.c" /* statics included on purpose */

#define TOP    15
#define LINES  ((size_t)20000) /* of the text, for patterns */
#define JUDGED 100000          /* passages a time, at least */

struct cost {
	const char *id;
	struct samples ns;
	size_t hits;
};

/* ---- rules ------------------------------------------------------------ */

struct passages {
	struct passage *v;
	size_t n, cap;
};

static void
keep(struct passages *ps, const struct passage *p)
{
	struct passage copy = *p;

	if (ps->n == ps->cap) {
		ps->cap = ps->cap * 2 + 1024;
		ps->v = realloc(ps->v, ps->cap * sizeof *ps->v);
	}
	copy.entities = malloc((p->n + 1) * sizeof *p->entities);
	if (ps->v == NULL || copy.entities == NULL)
		err(2, "passages");
	memcpy(copy.entities, p->entities, p->n * sizeof *p->entities);
	ps->v[ps->n++] = copy;
}

/* The entities of every line that a rule might hold for. */
static void
resolve_all(struct shuhi_worker *w, const struct text *t, struct passages *out)
{
	const struct shuhi_scanner *s = w->scanner;
	struct shuhi_error e;
	struct folded f;
	size_t i;

	for (i = 0; i < t->n; i++) {
		struct class_set have = { .bits = { 0 } };
		struct resolver r = { .ids = &s->ids,
			.lx = &s->lexicon,
			.story = s->story,
			.arena = &w->arena };

		arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
		if (fold(s->fold, &w->arena, t->line[i], &f, &e) != 0)
			errx(1, "fold: %s", e.message);
		r.text = f.text;
		r.to = f.text.len;
		if (find_triggers(w, f.text, r.hits, &e) != 0)
			errx(1, "match: %s", e.message);
		resolve_hope(&r, &have);
		if (r.hits[LEX_TRIGGER].n + r.hits[LEX_LATIN].n +
		            r.hits[LEX_PATTERN].n ==
		        0 ||
		    !worthwhile(w, &r, &have, false))
			continue;
		if (find_frames(w, &r, &e) != 0)
			errx(1, "match: %s", e.message);
		resolve_hope(&r, &have);
		if (!worthwhile(w, &r, &have, true))
			continue;
		if (resolve_passage(w, &r, &e) != 0)
			errx(1, "resolve: %s", e.message);
		keep(out, &r.out);
	}
}

/* How often to go over the passages, for a time worth telling. */
static size_t
loops(const struct passages *ps)
{
	return ps->n == 0 ? 0 : (JUDGED + ps->n - 1) / ps->n;
}

/* ns a passage */
static double
judge_all(const struct rules *rules, struct shuhi_worker *w,
    const struct passages *ps, size_t *findings)
{
	double at = cpu();
	size_t i, loop;

	*findings = 0;
	for (loop = 0; loop < loops(ps); loop++)
		for (i = 0; i < ps->n; i++) {
			struct findings found = { 0 };
			struct shuhi_error e;

			arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
			if (judge(rules, &ps->v[i], &w->arena, &found, &e) != 0)
				errx(1, "judge: %s", e.message);
			*findings += found.n;
		}
	at = cpu() - at;
	if (ps->n == 0)
		return 0;
	*findings /= loops(ps);
	return at / (double)(ps->n * loops(ps)) * 1e9;
}

/* As many passages with a finding as the engine flags lines. */
static void
check_flagged(
    struct shuhi_worker *w, const struct text *t, const struct passages *ps)
{
	struct answer a = { 0 };
	size_t flagged = 0, i;

	for (i = 0; i < t->n; i++)
		answer_add(&a, w, t->line[i], i);
	for (i = 0; i < ps->n; i++) {
		struct findings found = { 0 };
		struct shuhi_error e;

		arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
		if (judge(&w->scanner->rules, &ps->v[i], &w->arena, &found,
		        &e) != 0)
			errx(1, "judge: %s", e.message);
		flagged += found.n > 0;
	}
	check(flagged == t->n - a.verdicts[SHUHI_PASS], "flagged", flagged,
	    t->n - a.verdicts[SHUHI_PASS]);
}

/*
 * Rules that do not ask what others found must find together what they find one
 * by one; a fallback is silent where another rule speaks.
 */
static void
check_rules(
    struct shuhi_worker *w, const struct passages *ps, const struct cost *cost)
{
	struct rules some = w->scanner->rules;
	size_t sum = 0, together, i, n = 0;
	double ignored;

	some.rule = calloc(some.nrules + 1, sizeof *some.rule);
	if (some.rule == NULL)
		err(2, "rules");
	for (i = 0; i < some.nrules; i++)
		if (!w->scanner->rules.rule[i].fallback) {
			some.rule[n++] = w->scanner->rules.rule[i];
			sum += cost[i].hits;
		}
	some.nrules = n;
	ignored = judge_all(&some, w, ps, &together);
	(void)ignored;
	free(some.rule);
	check(sum == together, "rules one by one", sum, together);
}

static void
cost_rules(struct shuhi_worker *w, const struct passages *ps, struct cost *cost)
{
	struct rules all = w->scanner->rules, one = all, none = all;
	double base, took;
	size_t each, i;
	int pass;

	none.nrules = 0;
	one.nrules = 1;
	for (pass = 0; pass < PASSES; pass++) {
		base = judge_all(&none, w, ps, &each);
		for (i = 0; i < all.nrules; i++) {
			one.rule = &all.rule[i];
			took = judge_all(&one, w, ps, &each) - base;
			cost[i].id = one.rule->id;
			cost[i].hits = each;
			sample(&cost[i].ns, took);
		}
		check_rules(w, ps, cost);
	}
}

/* ---- patterns --------------------------------------------------------- */

static int
count_hit(unsigned id, unsigned long long from, unsigned long long to,
    unsigned flags, void *ctx)
{
	(void)id, (void)from, (void)to, (void)flags;
	++*(size_t *)ctx;
	return 0;
}

static double
search(const char *expression, const struct text *t, size_t *hits)
{
	hs_compile_error_t *why;
	hs_scratch_t *scratch = NULL;
	hs_database_t *db;
	double at;
	size_t i;

	if (hs_compile(expression, HS_FLAG_UTF8 | HS_FLAG_SOM_LEFTMOST,
	        HS_MODE_BLOCK, NULL, &db, &why) != HS_SUCCESS ||
	    hs_alloc_scratch(db, &scratch) != HS_SUCCESS)
		errx(2, "cannot compile");
	*hits = 0;
	at = cpu();
	for (i = 0; i < t->n && i < LINES; i++)
		if (t->line[i].len > 0 &&
		    hs_scan(db, t->line[i].ptr, (unsigned)t->line[i].len, 0,
		        scratch, count_hit, hits) != HS_SUCCESS)
			errx(1, "hs_scan failed");
	at = cpu() - at;
	hs_free_scratch(scratch);
	hs_free_database(db);
	return at / (double)(i == 0 ? 1 : i) * 1e9;
}

static void
cost_patterns(
    const struct rules *rules, const struct text *folded, struct cost *cost)
{
	size_t hits, i;
	double base;
	int pass;

	for (pass = 0; pass < PASSES; pass++) {
		base = search("\\x01\\x02\\x03\\x04", folded, &hits);
		check(hits == 0, "a pattern that never matches", hits, 0);
		for (i = 0; i < rules->npatterns; i++) {
			cost[i].id = rules->pattern[i].id;
			sample(&cost[i].ns,
			    search(rules->pattern[i].match.ptr, folded, &hits) -
			        base);
			if (pass > 0)
				check(hits == cost[i].hits, cost[i].id, hits,
				    cost[i].hits);
			cost[i].hits = hits;
		}
	}
}

static struct text
fold_some(struct shuhi_worker *w, const struct text *t)
{
	struct text out = { 0 };
	struct shuhi_error e;
	struct folded f;
	size_t room = 0, i, at;

	if ((out.line = calloc(t->n, sizeof *out.line)) == NULL)
		err(2, "folded text");
	for (i = 0; i < t->n && i < LINES; i++) {
		arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
		if (fold(w->scanner->fold, &w->arena, t->line[i], &f, &e) != 0)
			errx(1, "fold: %s", e.message);
		text_add(&out, &room, f.text);
		out.line[i].len = f.text.len;
	}
	for (i = 0, at = 0; i < out.n; at += out.line[i++].len + 1)
		out.line[i].ptr = out.all.ptr + at;
	return out;
}

/* ---- the table -------------------------------------------------------- */

static int
dearest_first(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;

	return (median(&x->ns) < median(&y->ns)) -
	       (median(&x->ns) > median(&y->ns));
}

static void
tell(const char *kind, const char *unit, struct cost *cost, size_t n)
{
	struct samples sum = { 0 };
	double all = 0;
	char what[128];
	size_t i;

	for (i = 0; i < n; i++)
		all += median(&cost[i].ns);
	qsort(cost, n, sizeof *cost, dearest_first);
	for (i = 0; i < n && i < TOP; i++) {
		snprintf(what, sizeof what, "%s %s (%zu hits)", kind,
		    cost[i].id, cost[i].hits);
		row((struct row){ what, &cost[i].ns, unit, "share of all",
		    median(&cost[i].ns) / all, 0, 0 });
	}
	sample(&sum, all);
	snprintf(what, sizeof what, "all %zu: %s", n, kind);
	row((struct row){ what, &sum, unit, NULL, 0, 0, 0 });
}

int
main(void)
{
	struct shuhi_scanner *s = engine_open(NULL);
	struct shuhi_worker *w = engine_worker(s);
	struct cost *rules = calloc(s->rules.nrules + 1, sizeof *rules);
	struct cost *patterns =
	    calloc(s->rules.npatterns + 1, sizeof *patterns);
	struct passages ps = { 0 };
	struct kanakanji *conversion = s->kanakanji;
	struct text t, folded;

	s->kanakanji = NULL; /* rules over the lines as they are */
	if (rules == NULL || patterns == NULL)
		err(2, "costs");
	text_load(&t);
	resolve_all(w, &t, &ps);
	check_flagged(w, &t, &ps);
	note("text: %s; %zu passages judged, patterns over %zu lines", t.origin,
	    ps.n, t.n < LINES ? t.n : LINES);
	cost_rules(w, &ps, rules);
	tell("rule", "ns a passage", rules, s->rules.nrules);
	folded = fold_some(w, &t);
	cost_patterns(&s->rules, &folded, patterns);
	tell("pattern", "ns a line", patterns, s->rules.npatterns);
	while (ps.n > 0)
		free(ps.v[--ps.n].entities);
	free(ps.v);
	free(rules);
	free(patterns);
	text_free(&folded);
	text_free(&t);
	s->kanakanji = conversion;
	shuhi_worker_close(w);
	shuhi_scanner_unref(s);
	return 0;
}
