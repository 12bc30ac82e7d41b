/*
 * Trains the story model (scanner/story.h) on labelled posts.
 *
 *	train NONE WEAK LIKELY STRONG POSTS_DIR > dict/story.weights
 *
 * Logistic regression with an L2 term over the features the engine itself yields.  Posts whose file name begins with heldout are not learnt from;
 * they are what the result is told by.
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

#define EPOCHS      300
#define RATE        0.02
#define COST        0.9 /* of a loss, against large weights */
#define LEAST_SCALE 0.3  /* of what occurs on both sides alike */
#define RARE        2    /* features of fewer posts are not learnt */
#define HOPE        0.9  /* words may add so much to classes and letters */
#define PRUNE       0.08 /* weights smaller than this are not written */

struct feature {
	char *name;
	double w;                /* what is written */
	double v, scale;         /* w = scale * v   */
	double pull, grad, grad2;
	uint32_t in[2];          /* clean posts, leaks that have it */
	size_t last; /* post that counted it last, 1-based */
};

struct post {
	uint32_t *feature;
	size_t n, cap;
	bool leak, heldout;
};

struct corpus {
	struct feature *feature;
	size_t nfeatures, features_cap;
	struct post *post;
	size_t nposts, posts_cap;
	void *names; /* tsearch tree of struct name */
	struct shuhi_worker *worker;
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
collect(void *ctx, const struct story_feature *f)
{
	struct corpus *c = ctx;
	struct post *p = &c->post[c->nposts - 1];
	struct feature *x;
	char text[512];
	uint32_t id;

	if (f->a.len + f->b.len > sizeof text - 8 ||
	    memchr(f->a.ptr, '\n', f->a.len) || memchr(f->a.ptr, '\t', f->a.len) ||
	    memchr(f->b.ptr, '\n', f->b.len) || memchr(f->b.ptr, '\t', f->b.len))
		return;
	snprintf(text, sizeof text, "%c:%.*s%s%.*s", f->kind, (int)f->a.len,
	    f->a.ptr, f->kind == 'b' ? " " : "", (int)f->b.len, f->b.ptr);
	id = feature_id(c, text);
	x = &c->feature[id];
	if (x->last == c->nposts)
		return;
	x->last = c->nposts;
	p->feature = grown(p->feature, p->n, &p->cap, sizeof *p->feature);
	p->feature[p->n++] = id;
}

static void
add_post(struct corpus *c, const char *text, size_t len, struct post as)
{
	struct shuhi_error e;

	c->post = grown(c->post, c->nposts, &c->posts_cap, sizeof *c->post);
	c->post[c->nposts++] = as;
	if (worker_features(c->worker, (struct span){ text, len }, collect, c,
	        &e) != 0)
		errx(2, "cannot read a post: %s", e.message);
}

static void
add_posts(struct corpus *c, const char *path, bool heldout)
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
		add_post(c, text, strlen(text),
		    (struct post){ .leak = !strcmp(expect, "leak"),
		        .heldout = heldout });
		json_decref(j);
	}
	free(line);
	fclose(f);
}

static double
score(const struct corpus *c, const struct post *p, double bias)
{
	double z = bias;
	size_t i;

	for (i = 0; i < p->n; i++)
		z += c->feature[p->feature[i]].w;
	return z;
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

	for (i = 0; i < c->nposts; i++)
		for (j = 0; j < c->post[i].n && !c->post[i].heldout; j++)
			c->feature[c->post[i].feature[j]]
			    .in[c->post[i].leak]++;
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

/* One post's pull on the gradient of the loss. */
static double
pull(struct corpus *c, const struct post *p, double bias)
{
	double miss = 1 / (1 + exp(-score(c, p, bias))) - p->leak;
	size_t i;

	for (i = 0; i < p->n; i++)
		c->feature[p->feature[i]].pull += miss;
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

/* Logistic regression with an L2 term, all posts at once. */
static double
train(struct corpus *c)
{
	double bias = 0, miss;
	size_t i, n = 0;
	int epoch;

	set_scales(c);
	for (i = 0; i < c->nposts; i++)
		n += !c->post[i].heldout;
	for (epoch = 1; epoch <= EPOCHS; epoch++) {
		miss = 0;
		for (i = 0; i < c->nposts; i++)
			if (!c->post[i].heldout)
				miss += pull(c, &c->post[i], bias);
		bias -= miss / (double)n;
		step(c, epoch);
	}
	return bias;
}

/* To standard error: how the thresholds do on posts not learnt from. */
static void
tell(const struct corpus *c, double bias)
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
			over[p->leak] += score(c, p, bias) >= at;
		}
		fprintf(stderr,
		    "threshold %4.1f: held-out leaks missed %5.1f %%, clean "
		    "flagged %5.1f %%\n",
		    at, 100.0 * (double)(n[1] - over[1]) / (double)(n[1] + !n[1]),
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
write_weights(struct corpus *c, double bias, const double *least)
{
	size_t i;

	puts("# The story model: feature <TAB> thousandths of log odds.  Made by"
	     " `make story`;\n# see scanner/story.h.  Provenance: trained on the"
	     " project's own invented posts.\n# Licence: Apache-2.0.");
	printf("hope\t%d\n", (int)((least[2] - HOPE) * 1000));
	printf("bias\t%d\nnone\t%d\nweak\t%d\nlikely\t%d\nstrong\t%d\n",
	    (int)(bias * 1000), (int)(least[0] * 1000), (int)(least[1] * 1000),
	    (int)(least[2] * 1000), (int)(least[3] * 1000));
	qsort(c->feature, c->nfeatures, sizeof *c->feature, by_name);
	for (i = 0; i < c->nfeatures; i++)
		if (fabs(c->feature[i].w) >= PRUNE)
			printf("%s\t%d\n", c->feature[i].name,
			    (int)(c->feature[i].w * 1000));
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
	struct corpus c = { 0 };
	struct dirent **names;
	struct shuhi_error e;
	char path[4096];
	double bias, least[4];
	int n, i;

	if (argc < 6)
		errx(2, "usage: train NONE WEAK LIKELY STRONG POSTS_DIR");
	for (i = 0; i < 4; i++)
		least[i] = strtod(argv[1 + i], NULL);
	if (scanner_open_unproved(&(struct shuhi_config){ 0 }, &scanner,
	        &e) != 0 ||
	    shuhi_worker_open(scanner, &c.worker, &e) != 0)
		errx(2, "%s:%u:%u: %s (%s)", e.where, e.line, e.column,
		    e.message, e.hint);
	if ((n = scandir(argv[5], &names, is_posts, alphasort)) < 0)
		err(2, "%s", argv[5]);
	for (i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s", argv[5], names[i]->d_name);
		add_posts(&c, path, !strncmp(names[i]->d_name, "heldout", 7));
	}
	bias = train(&c);
	tell(&c, bias);
	write_weights(&c, bias, least);
	return 0;
}
