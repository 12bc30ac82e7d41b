/*
 * Trains the story model (scanner/story.h) on labelled posts.
 *
 *	train NONE WEAK LIKELY STRONG HOPE HOPE_STRONG POSTS_DIR > dict/story.weights
 *
 * Logistic regression with an L2 term over the features the engine itself yields.
 * What is weighed is the heaviest run of clauses of a post, as in the engine: all a
 * leak needs is one run that tells it, and no run of a clean post may (multiple-
 * instance learning; Andrews et al., NIPS 2002).  Posts whose file name begins with
 * heldout are not learnt from; they are what the result is told by.
 * Deterministic: the same posts and dictionaries give the same weights.
 */
#include <dirent.h>
#include <err.h>
#include <jansson.h>
#include <math.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "worker.h"

#define EPOCHS      240
#define RATE        0.02
#define COST        0.6 /* of a loss, against large weights */
#define WHOLE       0.5 /* of what a leak teaches is for all of its clauses */
#define LEAST_SCALE 0.3  /* of what occurs on both sides alike */
#define LENT        8    /* one leak in so many has another post's setting */
#define RARE        2    /* features of fewer posts are not learnt */
#define LEVELS      6    /* thresholds given */
#define PRUNE       0.08 /* weights smaller than this are not written */
#define PRUNE_HOPE  0.15 /* ... for what has to fit a processor's cache */

struct feature {
	char *name;
	double w;                /* what is written */
	double v, scale;         /* w = scale * v   */
	double pull, grad, grad2;
	uint32_t in[2];          /* clean posts, leaks that have it */
	size_t last; /* clause that counted it last, of all, 1-based */
};

struct features {
	uint32_t *feature;
	size_t n, cap;
};

struct post {
	struct features *clause;
	size_t n, cap;
	struct features settings; /* features that count beside any run */
	bool leak, heldout;
};

/* Clauses side by side, from <= to. */
struct run {
	double sum;
	size_t from, to;
};

/* One model's view of all posts. */
struct corpus {
	struct feature *feature;
	size_t nfeatures, features_cap;
	struct post *post;
	size_t nposts, posts_cap;
	size_t nclauses; /* of all posts */
	void *names; /* tsearch tree of struct name */
	double bias;
};

struct trainer {
	struct shuhi_worker *worker;
	struct corpus story;
	struct corpus hope; /* before MeCab is asked: kinds 'C' and 'G' */
};

struct name {
	const char *text;
	uint32_t id;
};

static int
by_text(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->text,
	    ((const struct name *)b)->text);
}

static void *
grown(void *v, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return v;
	*cap = *cap ? *cap * 2 : 64;
	if ((v = realloc(v, *cap * size)) == NULL)
		err(2, NULL);
	return v;
}

static uint32_t
feature_id(struct corpus *c, const char *text)
{
	struct name key = { .text = text }, *fresh;
	struct name **found = tfind(&key, &c->names, by_text);

	if (found != NULL)
		return (*found)->id;
	c->feature = grown(c->feature, c->nfeatures, &c->features_cap,
	    sizeof *c->feature);
	c->feature[c->nfeatures] = (struct feature){ .name = strdup(text) };
	if ((fresh = malloc(sizeof *fresh)) == NULL)
		err(2, NULL);
	*fresh = (struct name){ c->feature[c->nfeatures].name,
		(uint32_t)c->nfeatures };
	tsearch(fresh, &c->names, by_text);
	return (uint32_t)c->nfeatures++;
}

static void
add_feature(struct features *to, uint32_t id)
{
	to->feature =
	    grown(to->feature, to->n, &to->cap, sizeof *to->feature);
	to->feature[to->n++] = id;
}

/* The clause of the post that is being read. */
static struct features *
clause_of(struct corpus *c, size_t number)
{
	struct post *p = &c->post[c->nposts - 1];

	while (p->n <= number) {
		p->clause = grown(p->clause, p->n, &p->cap, sizeof *p->clause);
		p->clause[p->n++] = (struct features){ 0 };
		c->nclauses++;
	}
	return &p->clause[number];
}

static void
collect(void *ctx, const struct story_feature *f)
{
	struct trainer *t = ctx;
	struct corpus *c =
	    f->kind == 'C' || f->kind == 'G' ? &t->hope : &t->story;
	struct features *to = clause_of(c, f->clause);
	struct features *settings = &c->post[c->nposts - 1].settings;
	char text[512];
	uint32_t id;
	size_t i;

	if (f->a.len + f->b.len > sizeof text - 8 ||
	    memchr(f->a.ptr, '\n', f->a.len) || memchr(f->a.ptr, '\t', f->a.len) ||
	    memchr(f->b.ptr, '\n', f->b.len) || memchr(f->b.ptr, '\t', f->b.len))
		return;
	snprintf(text, sizeof text, "%c:%.*s%s%.*s", f->kind, (int)f->a.len,
	    f->a.ptr, f->kind == 'b' ? " " : "", (int)f->b.len, f->b.ptr);
	id = feature_id(c, text);
	if (f->kind == 'o') {
		for (i = 0; i < settings->n; i++)
			if (settings->feature[i] == id)
				return;
		add_feature(settings, id);
	} else if (c->feature[id].last != c->nclauses) {
		c->feature[id].last = c->nclauses;
		add_feature(to, id);
	}
}

static void
begin_post(struct corpus *c, struct post as)
{
	c->post = grown(c->post, c->nposts, &c->posts_cap, sizeof *c->post);
	c->post[c->nposts++] = as;
	clause_of(c, 0);
}

static void
add_post(struct trainer *t, const char *text, size_t len, struct post as)
{
	struct shuhi_error e;

	begin_post(&t->story, as);
	begin_post(&t->hope, as);
	if (worker_features(t->worker, (struct span){ text, len }, collect, t,
	        &e) != 0)
		errx(2, "cannot read a post: %s", e.message);
}

static void
add_posts(struct trainer *t, const char *path, bool heldout)
{
	char *line = NULL;
	size_t cap = 0;
	const char *expect, *text;
	FILE *f = fopen(path, "r");
	json_t *j;

	if (f == NULL)
		err(2, "%s", path);
	while (getline(&line, &cap, f) > 0) {
		if ((j = json_loads(line, 0, NULL)) == NULL ||
		    json_unpack(j, "{s:s,s:s}", "expect", &expect, "text",
		        &text) != 0)
			errx(2, "%s: not a post", path);
		add_post(t, text, strlen(text),
		    (struct post){ .leak = !strcmp(expect, "leak"),
		        .heldout = heldout });
		json_decref(j);
	}
	free(line);
	fclose(f);
}

static double
weight_of(const struct corpus *c, const struct features *l)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < l->n; i++)
		sum += c->feature[l->feature[i]].w;
	return sum;
}

/* The heaviest run of the post's clauses (Kadane), and all of them. */
static struct run
heaviest(const struct corpus *c, const struct post *p, struct run *all)
{
	struct run best = { 0 }, ending = { 0 };
	double w;
	size_t i;

	*all = (struct run){ .to = p->n - 1 };
	for (i = 0; i < p->n; i++) {
		w = weight_of(c, &p->clause[i]);
		all->sum += w;
		if (i == 0 || ending.sum <= 0)
			ending = (struct run){ w, i, i };
		else
			ending = (struct run){ ending.sum + w, ending.from, i };
		if (i == 0 || ending.sum > best.sum)
			best = ending;
	}
	return best;
}

static double
score(const struct corpus *c, const struct post *p)
{
	struct run all;

	return c->bias + weight_of(c, &p->settings) + heaviest(c, p, &all).sum;
}

/* Once a post. */
static void
count(struct corpus *c, const struct features *l, bool leak, size_t post)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		struct feature *x = &c->feature[l->feature[i]];

		x->in[leak] += x->last != post;
		x->last = post;
	}
}

/*
 * How much a feature may say: by its log-count ratio in leaks and clean posts, so
 * that what occurs on both sides alike is believed less than what tells them
 * apart (Wang & Manning, Baselines and Bigrams, ACL 2012).
 */
static void
set_scales(struct corpus *c)
{
	double sum[2] = { 0 }, ratio;
	struct feature *x;
	size_t i, j;

	for (i = 0; i < c->nfeatures; i++)
		c->feature[i].last = 0;
	for (i = 0; i < c->nposts; i++) {
		const struct post *p = &c->post[i];

		if (p->heldout)
			continue;
		for (j = 0; j < p->n; j++)
			count(c, &p->clause[j], p->leak, i + 1);
		count(c, &p->settings, p->leak, i + 1);
	}
	for (i = 0; i < c->nfeatures; i++)
		for (j = 0; j < 2; j++)
			sum[j] += c->feature[i].in[j] + 1;
	for (i = 0; i < c->nfeatures; i++) {
		x = &c->feature[i];
		ratio = log((x->in[1] + 1) / sum[1] / ((x->in[0] + 1) / sum[0]));
		x->scale = x->in[0] + x->in[1] < RARE ? 0
		                                     : fabs(ratio) + LEAST_SCALE;
	}
}

static void
pull_clause(struct corpus *c, const struct features *l, double miss)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		c->feature[l->feature[i]].pull += miss;
}

static void
pull_run(struct corpus *c, const struct post *p, struct run r, double miss)
{
	size_t i;

	for (i = r.from; i <= r.to; i++)
		pull_clause(c, &p->clause[i], miss);
}

/*
 * One post's pull on the gradient of the loss.  The whole of a leak is one as well,
 * so that what only the whole tells is learnt, too.
 */
static double
pull(struct corpus *c, const struct post *p)
{
	double miss, at = c->bias + weight_of(c, &p->settings);
	struct run all, best = heaviest(c, p, &all);

	miss = 1 / (1 + exp(-at - best.sum)) - p->leak;
	pull_clause(c, &p->settings, miss);
	pull_run(c, p, best, p->leak ? (1 - WHOLE) * miss : miss);
	if (p->leak)
		pull_run(c, p, all, WHOLE * (1 / (1 + exp(-at - all.sum)) - 1));
	return miss;
}

/* One step of every weight against its gradient, by Adam's rule. */
static void
step(struct corpus *c, int epoch)
{
	double first = 1 - pow(0.9, epoch), second = 1 - pow(0.999, epoch), g;
	struct feature *x;
	size_t i;

	for (i = 0; i < c->nfeatures; i++) {
		x = &c->feature[i];
		/* of 1/2 |v|^2 + COST * loss, where w = scale * v */
		g = x->v + COST * x->pull * x->scale;
		x->pull = 0;
		x->grad = 0.9 * x->grad + 0.1 * g;
		x->grad2 = 0.999 * x->grad2 + 0.001 * g * g;
		x->v -= RATE * x->grad / first /
		        (sqrt(x->grad2 / second) + 1e-8);
		x->w = x->scale * x->v;
	}
}

/*
 * People speak of a film and of a patient in one breath: some leaks are learnt with
 * the setting of a clean post beside them.
 */
static void
lend_settings(struct corpus *c)
{
	size_t leaks = 0, from = 0, i, j;

	for (i = 0; i < c->nposts; i++) {
		struct post *p = &c->post[i];

		if (!p->leak || p->heldout || leaks++ % LENT != 0)
			continue;
		do
			from = (from + 1) % c->nposts;
		while (c->post[from].leak || c->post[from].heldout ||
		       c->post[from].settings.n == 0);
		if (p->settings.n == 0)
			for (j = 0; j < c->post[from].settings.n; j++)
				add_feature(&p->settings,
				    c->post[from].settings.feature[j]);
	}
}

/* Logistic regression with an L2 term, all posts at once. */
static void
train(struct corpus *c)
{
	double miss;
	size_t i, n = 0;
	int epoch;

	set_scales(c);
	for (i = 0; i < c->nposts; i++)
		n += !c->post[i].heldout;
	for (epoch = 1; epoch <= EPOCHS; epoch++) {
		miss = 0;
		for (i = 0; i < c->nposts; i++)
			if (!c->post[i].heldout)
				miss += pull(c, &c->post[i]);
		c->bias -= miss / (double)n;
		step(c, epoch);
	}
}

/* To standard error: how the thresholds do on posts not learnt from. */
static void
tell(const struct corpus *c, const char *what)
{
	double at;
	size_t i, n[2], over[2];

	for (at = -2; at <= 4; at += 0.5) {
		memset(n, 0, sizeof n);
		memset(over, 0, sizeof over);
		for (i = 0; i < c->nposts; i++) {
			const struct post *p = &c->post[i];

			if (!p->heldout)
				continue;
			n[p->leak]++;
			over[p->leak] += score(c, p) >= at;
		}
		fprintf(stderr,
		    "%s %4.1f: held-out leaks missed %5.1f %%, clean "
		    "flagged %5.1f %%\n",
		    what, at, 100.0 * (double)(n[1] - over[1]) / (double)(n[1] + !n[1]),
		    100.0 * (double)over[0] / (double)(n[0] + !n[0]));
	}
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct feature *)a)->name,
	    ((const struct feature *)b)->name);
}

static void
write_number(const char *name, double number)
{
	printf("%s\t%d\n", name, (int)(number * 1000));
}

static void
write_features(struct corpus *c, double least)
{
	size_t i;

	qsort(c->feature, c->nfeatures, sizeof *c->feature, by_name);
	for (i = 0; i < c->nfeatures; i++)
		if (fabs(c->feature[i].w) >= least)
			write_number(c->feature[i].name, c->feature[i].w);
}

static void
write_weights(struct trainer *t, const double *least)
{
	static const char *const names[LEVELS] = { "none", "weak", "likely",
		"strong", "hope", "hope-strong" };
	size_t i;

	puts("# The story model: feature <TAB> thousandths of log odds.  Made by"
	     " `make story`;\n# see scanner/story.h.  Provenance: trained on the"
	     " project's own invented posts.\n# Licence: Apache-2.0.");
	write_number("bias", t->story.bias);
	write_number("hope-bias", t->hope.bias);
	for (i = 0; i < LEVELS; i++)
		write_number(names[i], least[i]);
	write_features(&t->story, PRUNE);
	write_features(&t->hope, PRUNE_HOPE);
}

static int
is_posts(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 6 && !strcmp(e->d_name + n - 6, ".jsonl");
}

int
main(int argc, char **argv)
{
	struct shuhi_scanner *scanner;
	struct trainer t = { 0 };
	struct dirent **names;
	struct shuhi_error e;
	char path[4096];
	const char *dir = argv[1 + LEVELS];
	double least[LEVELS];
	int n, i;

	if (argc != 2 + LEVELS)
		errx(2, "usage: train NONE WEAK LIKELY STRONG HOPE HOPE_STRONG "
		        "POSTS_DIR");
	for (i = 0; i < LEVELS; i++)
		least[i] = strtod(argv[1 + i], NULL);
	if (scanner_open_unproved(&(struct shuhi_config){ 0 }, &scanner,
	        &e) != 0 ||
	    shuhi_worker_open(scanner, &t.worker, &e) != 0)
		errx(2, "%s:%u:%u: %s (%s)", e.where, e.line, e.column,
		    e.message, e.hint);
	if ((n = scandir(dir, &names, is_posts, alphasort)) < 0)
		err(2, "%s", dir);
	for (i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]->d_name);
		add_posts(&t, path, !strncmp(names[i]->d_name, "heldout", 7));
	}
	lend_settings(&t.story);
	train(&t.story);
	tell(&t.story, "story");
	train(&t.hope);
	tell(&t.hope, "hope");
	write_weights(&t, least);
	return 0;
}
