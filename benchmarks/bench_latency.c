/*
 * How long one draft of 280 characters keeps a processor busy: what a person who
 * types waits for.
 *
 *	clean     everyday lines
 *	leaking   examples of the rules themselves, one after the other
 *	worst     made to keep every stage busy: names, masks, digits and spread
 *	          words in every sentence
 */
#include "bench.c"
#include "text.c"

#include "utf8.h"

#define CHARS  280
#define DRAFTS 512
#define SCANS  20000

struct drafts {
	const char *what;
	struct span v[DRAFTS];
	size_t n;
};

/* `text` up to CHARS code points, filled up with lines from `*next` on. */
static struct span
make_draft(const char *text, const struct text *t, size_t *next)
{
	char *p = malloc(CHARS * 4 + 1);
	size_t len = 0, at, chars = 0;
	struct span piece = span_of(text);

	if (p == NULL)
		err(2, "draft");
	for (; chars < CHARS; piece = t->line[ *next = (*next + 1) % t->n]) {
		for (at = 0; at < piece.len && chars < CHARS; chars++)
			utf8_next(piece, &at);
		memcpy(p + len, piece.ptr, at);
		len += at;
		if (chars++ < CHARS)
			p[len++] = '\n';
	}
	return (struct span){ p, len };
}

/* The j-th of all examples that rules must hit; NULL behind the last. */
static const char *
hit_example(const struct shuhi_scanner *s, size_t j)
{
	struct shuhi_rule_info info;
	size_t i;

	for (i = 0; i < shuhi_rule_count(s); i++, j -= info.nhits) {
		shuhi_rule_at(s, i, &info);
		if (j < info.nhits)
			return shuhi_rule_example(s, i, j);
	}
	return NULL;
}

/* Examples one after the other; those that the engine stops. */
static void
fill_leaking(struct drafts *d, const struct shuhi_scanner *s,
    struct shuhi_worker *w, const struct text *t)
{
	const struct shuhi_result *res;
	const char *example;
	struct shuhi_error e;
	struct span draft;
	char text[CHARS * 4];
	size_t next = 0, i, j, len;

	for (i = 0; hit_example(s, i) != NULL && d->n < DRAFTS; i++) {
		for (len = 0, j = i; (example = hit_example(s, j)) != NULL;
		     j++) {
			if (len + strlen(example) + 2 > sizeof text)
				break;
			memcpy(text + len, example, strlen(example));
			len += strlen(example);
			text[len++] = '\n';
		}
		text[len] = '\0';
		draft = make_draft(text, t, &next);
		if (shuhi_scan(w, draft.ptr, draft.len, &res, &e) == 0 &&
		    res->verdict != SHUHI_PASS)
			d->v[d->n++] = draft;
		else
			free((char *)draft.ptr);
	}
}

static void
fill_clean(struct drafts *d, const struct text *t)
{
	size_t next = 0;

	while (d->n < DRAFTS)
		d->v[d->n++] = make_draft("", t, &next);
}

static void
fill_worst(struct drafts *d, const struct text *t)
{
	static const char *const dense[] = {
		"佐藤花子さん82歳糖尿病で3病棟302号室に入院、090-1234-5678。",
		"●田さん、ｲﾝｽﾘﾝ10単位とﾜｰﾌｧﾘﾝ2mg、血糖450、BP180/100。",
		"糖 尿 病の髙橋様（82）がｶﾞﾝで手術、ＩＤ１２３４５６７８。",
		"山.田さんが急変急変急変、心 筋 梗 塞で搬送、平成3年4月5日生。",
		"1234-5678-9012 03-1234-5678 2024/04/05 12:34 5-6-7 8.9.0。",
		"さいとうさんととよこちゃんがころんでこっせつしてにゅういんした"
		"。",
	};
	char text[CHARS * 4];
	size_t next = 0, k, len, n = sizeof dense / sizeof dense[0];

	while (d->n < DRAFTS) {
		for (len = 0, k = d->n; len + 128 < CHARS * 3; k++) {
			memcpy(text + len, dense[k % n], strlen(dense[k % n]));
			len += strlen(dense[k % n]);
		}
		text[len] = '\0';
		d->v[d->n++] = make_draft(text, t, &next);
	}
}

static int
ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static struct answer
answer_of(struct shuhi_worker *w, const struct drafts *d)
{
	struct answer a = { 0 };
	size_t i;

	for (i = 0; i < d->n; i++)
		answer_add(&a, w, d->v[i], i);
	return a;
}

static void
one_pass(struct shuhi_worker *w, const struct drafts *d, double *ms)
{
	const struct shuhi_result *res;
	struct shuhi_error e;
	struct span s;
	double at;
	size_t i;

	for (i = 0; i < SCANS; i++) {
		s = d->v[i % d->n];
		at = cpu();
		if (shuhi_scan(w, s.ptr, s.len, &res, &e) != 0)
			errx(1, "unscanned: %s", e.message);
		ms[i] = (cpu() - at) * 1e3;
	}
	qsort(ms, SCANS, sizeof *ms, ascending);
}

static void
measure(struct shuhi_worker *w, const struct drafts *d, double goal)
{
	static const struct {
		const char *name;
		size_t at;
	} ranks[] = { { "p50", SCANS / 2 }, { "p90", SCANS * 9 / 10 },
		{ "p99", SCANS * 99 / 100 }, { "max", SCANS - 1 } };
	struct answer want = answer_of(w, d), got;
	struct samples s[4] = { 0 };
	static double ms[SCANS];
	char what[64];
	size_t i;
	int pass;

	if (d->n == 0)
		errx(1, "no %s draft", d->what);
	note("%s drafts: pass %zu review %zu block %zu", d->what,
	    want.verdicts[SHUHI_PASS], want.verdicts[SHUHI_REVIEW],
	    want.verdicts[SHUHI_BLOCK]);
	for (pass = 0; pass < PASSES; pass++) {
		one_pass(w, d, ms);
		got = answer_of(w, d);
		answer_check(&got, &want, d->what);
		for (i = 0; i < 4; i++)
			sample(&s[i], ms[ranks[i].at]);
	}
	for (i = 0; i < 4; i++) {
		snprintf(
		    what, sizeof what, "%s draft, %s", d->what, ranks[i].name);
		row((struct row){
		    what, &s[i], "ms", NULL, 0, 0, i == 2 ? goal : 0 });
	}
}

int
main(void)
{
	struct shuhi_scanner *s = engine_open(NULL);
	struct shuhi_worker *w = engine_worker(s);
	static struct drafts clean = { .what = "clean" },
	                     leaking = { .what = "leaking" },
	                     worst = { .what = "worst" };
	struct text t;

	text_load(&t);
	note("text: %s; %d characters a draft, %d scans a pass", t.origin,
	    CHARS, SCANS);
	fill_clean(&clean, &t);
	fill_leaking(&leaking, s, w, &t);
	fill_worst(&worst, &t);
	measure(w, &clean, 0.3);
	measure(w, &leaking, 0.3);
	measure(w, &worst, 0.3);
	shuhi_worker_close(w);
	shuhi_scanner_unref(s);
	return 0;
}
