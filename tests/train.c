/*
 * Trains the story model (scanner/story.h) on labelled posts.
 *
 *	train NONE WEAK LIKELY STRONG HOPE HOPE_STRONG POSTS_DIR > dict/story.weights
 *
 * Logistic regression over the features the engine itself yields, by batches, with
 * four in ten features left out each time a post is looked at (dropout): none may
 * lean on another that another post will not have.
 *
 * What is weighed is the heaviest run of clauses of a post, as in the engine: all a
 * leak needs is one run that tells it, and no run of a clean post may (multiple-
 * instance learning; Andrews et al., NIPS 2002).  Posts whose file name begins with
 * heldout are not learnt from; they are what the result is told by.
 * Deterministic: the same posts and dictionaries give the same weights.
 */
#include <dirent.h>
#include <math.h>

#include "featured.h"

#define EPOCHS      24
#define SETTLING    12 /* epochs before weights are averaged */
#define BATCH       512 /* posts */
#define RATE        0.004
#define KEPT        0.6  /* of a clause's features, each time */
#define BESIDE      0.3  /* of leaks are told beside another post's settings */
#define WHOLE       0.3  /* of what a leak teaches is for all of its clauses */
#define LEVELS      6    /* thresholds given */
#define PRUNE       0.10 /* weights smaller than this are not written */
#define PRUNE_HOPE  0.2  /* ... for what has to fit a processor's cache */

/* Clauses side by side, from <= to. */
struct run {
	double sum;
	size_t from, to;
};

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

	return c->bias.w + weight_of(c, &p->settings) +
	       heaviest(c, p, &all).sum;
}

/* Once a post. */
static void
count(struct corpus *c, const struct features *l, size_t post)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		struct feature *x = &c->feature[l->feature[i]];

		x->posts += x->last != post;
		x->last = post;
	}
}

/* Of posts that are learnt from, each once however it is typed. */
static void
count_all(struct corpus *c)
{
	const struct post *p;
	size_t i, j;

	for (i = 0; i < c->nfeatures; i++)
		c->feature[i].last = 0;
	for (i = 0; i < c->nposts; i++) {
		p = &c->post[i];
		for (j = 0; j < p->n && !p->heldout && !p->retyped; j++)
			count(c, &p->clause[j], i + 1);
	}
}

/* In fewer posts a feature is not learnt: the file and the tables stay small. */
static uint32_t
least_posts(char kind)
{
	switch (kind) {
	case 'm':
	case 'g':
		return 8;
	case 'b':
		return 6;
	case 'G':
		return 14;
	default:
		return 5;
	}
}

static bool
is_learnt(const struct feature *x)
{
	return x->posts >= least_posts(x->name[0]);
}

/* What is not learnt need not be looked at again. */
static void
drop_rare(struct corpus *c)
{
	size_t i, j, k, n;

	for (i = 0; i < c->nposts; i++)
		for (j = 0; j < c->post[i].n; j++) {
			struct features *l = &c->post[i].clause[j];

			for (k = 0, n = 0; k < l->n; k++)
				if (is_learnt(&c->feature[l->feature[k]]))
					l->feature[n++] = l->feature[k];
			l->n = n;
		}
}

static void
pull_feature(struct corpus *c, uint32_t id, double miss)
{
	struct feature *x = &c->feature[id];

	if (x->pull == 0)
		add_feature(&c->pulled, id);
	x->pull += miss;
}

static void
pull_clause(struct corpus *c, const struct features *l, double miss)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		pull_feature(c, l->feature[i], miss);
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
static void
pull(struct corpus *c, const struct post *p)
{
	double miss, at = c->bias.w + weight_of(c, &p->settings);
	struct run all, best = heaviest(c, p, &all);

	miss = 1 / (1 + exp(-at - best.sum)) - p->leak;
	c->bias.pull += miss;
	pull_clause(c, &p->settings, miss);
	pull_run(c, p, best, p->leak ? (1 - WHOLE) * miss : miss);
	if (p->leak)
		pull_run(c, p, all, WHOLE * (1 / (1 + exp(-at - all.sum)) - 1));
}

/* One step of a weight against its gradient, the batch's mean (Adam). */
static void
step(struct feature *x, double first, double second)
{
	double g = x->pull / BATCH;

	x->pull = 0;
	x->grad = 0.9 * x->grad + 0.1 * g;
	x->grad2 = 0.999 * x->grad2 + 0.001 * g * g;
	x->w -= RATE * x->grad / first / (sqrt(x->grad2 / second) + 1e-8);
}

/* Only what the batch has is moved. */
static void
step_all(struct corpus *c, int nth)
{
	double first = 1 - pow(0.9, nth), second = 1 - pow(0.999, nth);
	size_t i;

	step(&c->bias, first, second);
	for (i = 0; i < c->pulled.n; i++)
		step(&c->feature[c->pulled.feature[i]], first, second);
	c->pulled.n = 0;
}

/* xorshift64* (Vigna 2016): the same on every machine. */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1du;
}

static bool
by_chance(uint64_t *state, double probability)
{
	return (double)(next_random(state) >> 11) < probability * 0x1p53;
}

/*
 * A leak may be told beside anything: some get another post's settings too, so that
 * the film somebody saw does not hide what happened at work.
 */
static void
tell_beside(const struct post *p, const struct post *other, struct post *thin,
    uint64_t *chance)
{
	const struct features *own = &p->settings, *more = &other->settings;
	size_t i;

	thin->settings.n = 0;
	for (i = 0; i < own->n; i++)
		add_feature(&thin->settings, own->feature[i]);
	if (!p->leak || !by_chance(chance, BESIDE))
		return;
	for (i = 0; i < more->n; i++)
		if (!has_feature(own, more->feature[i]))
			add_feature(&thin->settings, more->feature[i]);
}

/* The post with some of its features, in `thin`, whose room is used again. */
static void
thin_out(const struct post *p, const struct post *other, struct post *thin,
    uint64_t *chance)
{
	size_t i, j;

	while (thin->cap < p->n)
		thin->clause = grown_clauses(thin);
	thin->n = p->n;
	thin->leak = p->leak;
	tell_beside(p, other, thin, chance);
	for (i = 0; i < p->n; i++) {
		thin->clause[i].n = 0;
		for (j = 0; j < p->clause[i].n; j++)
			if (by_chance(chance, KEPT))
				add_feature(&thin->clause[i],
				    p->clause[i].feature[j]);
	}
}

/* Posts to learn from, in any order. */
static size_t
shuffled(const struct corpus *c, size_t *order, uint64_t *chance)
{
	size_t i, j, n = 0, other;

	for (i = 0; i < c->nposts; i++)
		if (!c->post[i].heldout)
			order[n++] = i;
	for (i = n; i > 1; i--) {
		j = next_random(chance) % i;
		other = order[i - 1];
		order[i - 1] = order[j];
		order[j] = other;
	}
	return n;
}

/* The later epochs' weights. */
static void
add_up(struct corpus *c)
{
	size_t i;

	c->bias.sum += c->bias.w;
	for (i = 0; i < c->nfeatures; i++)
		c->feature[i].sum += c->feature[i].w;
}

/* Their mean: each step's noise is gone (Polyak and Juditsky 1992). */
static void
settle(struct corpus *c)
{
	size_t i;

	c->bias.w = c->bias.sum / (EPOCHS - SETTLING);
	for (i = 0; i < c->nfeatures; i++)
		c->feature[i].w = c->feature[i].sum / (EPOCHS - SETTLING);
}

static void
train(struct corpus *c)
{
	size_t *order = calloc(c->nposts, sizeof *order), i, n, other;
	uint64_t chance = 0x9e3779b97f4a7c15u;
	struct post thin = { 0 };
	int epoch, nth = 0;

	if (order == NULL)
		err(2, NULL);
	count_all(c);
	drop_rare(c);
	for (epoch = 0; epoch < EPOCHS; epoch++) {
		n = shuffled(c, order, &chance);
		for (i = 0; i < n; i++) {
			other = order[next_random(&chance) % n];
			thin_out(&c->post[order[i]], &c->post[other], &thin,
			    &chance);
			pull(c, &thin);
			if ((i + 1) % BATCH == 0 || i + 1 == n)
				step_all(c, ++nth);
		}
		if (epoch >= SETTLING)
			add_up(c);
	}
	settle(c);
	free(order);
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
	write_number("bias", t->story.bias.w);
	write_number("hope-bias", t->hope.bias.w);
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

/*
 * Posts of twin-* were written in pairs that differ by who is speaking, or whose story
 * it is: what decides is a word or two, and they are few among all others.
 */
static int
times_of(const char *file)
{
	return strncmp(file, "twin", 4) == 0 ? 3 : 1;
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
	int n, i, k;

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
	arena_init(&t.arena, LIMIT_ARENA);
	if ((t.reader = mecab_new2("-Oyomi")) == NULL)
		errx(2, "MeCab has no readings: %s", mecab_strerror(NULL));
	if ((n = scandir(dir, &names, is_posts, alphasort)) < 0)
		err(2, "%s", dir);
	for (i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]->d_name);
		for (k = 0; k < times_of(names[i]->d_name); k++)
			add_posts(&t, path,
			    !strncmp(names[i]->d_name, "heldout", 7));
	}
	train(&t.story);
	tell(&t.story, "story");
	train(&t.hope);
	tell(&t.hope, "hope");
	write_weights(&t, least);
	return 0;
}
