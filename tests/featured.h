/*
 * Labelled posts as the story model sees them: features by clause, for
 * tests/train.c.
 */
#ifndef SHUHI_TESTS_FEATURED_H
#define SHUHI_TESTS_FEATURED_H

#include <err.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fnv.h"
#include "limit.h"
#include "retyped.h"
#include "worker.h"

#define BARE     3 /* every third post is learnt without marks too */
#define KATAKANA 8 /* every eighth in katakana */
#define READ     8 /* every eighth in kana only, a fifth of them katakana; and
                      as that is converted */

struct feature {
	uint64_t hash; /* the engine's: what is one to it is one here */
	char *name;
	double w;
	double sum; /* of the weights after each epoch that counts */
	double pull, grad, grad2; /* of the batch; their means (Adam) */
	uint32_t posts; /* that have it */
	size_t last; /* clause or post that counted it last, 1-based */
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
	bool retyped; /* another in other letters */
};

/* One model's view of all posts. */
struct corpus {
	struct feature *feature;
	size_t nfeatures, features_cap;
	struct post *post;
	size_t nposts, posts_cap;
	size_t nclauses; /* of all posts */
	uint32_t *slot; /* hash table of features' numbers + 1; 0: free */
	size_t nslots;  /* a power of two */
	struct features pulled; /* by the batch */
	struct feature bias;
};

struct trainer {
	struct shuhi_worker *worker;
	mecab_t *reader; /* retyped.h's */
	struct arena arena; /* for what is converted */
	struct corpus story;
	struct corpus hope; /* before MeCab is asked: kinds 'C' and 'G' */
};

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

static uint32_t *
slot_of(struct corpus *c, uint64_t hash)
{
	size_t i = hash & (c->nslots - 1);

	while (c->slot[i] != 0 && c->feature[c->slot[i] - 1].hash != hash)
		i = (i + 1) & (c->nslots - 1);
	return &c->slot[i];
}

/* Twice the room, for at most half of it to be taken. */
static void
widen(struct corpus *c)
{
	size_t i;

	free(c->slot);
	c->nslots = c->nslots ? c->nslots * 2 : 1 << 16;
	if ((c->slot = calloc(c->nslots, sizeof *c->slot)) == NULL)
		err(2, NULL);
	for (i = 0; i < c->nfeatures; i++)
		*slot_of(c, c->feature[i].hash) = (uint32_t)i + 1;
}

/* Its name in the file of weights: "u:患者", "b:患者 が". */
static char *
name_of(const struct story_feature *f)
{
	char *name;

	if (asprintf(&name, "%c:%.*s%s%.*s", f->kind, (int)f->a.len, f->a.ptr,
	        story_is_pair(f->kind) ? " " : "", (int)f->b.len,
	        f->b.ptr) < 0)
		err(2, NULL);
	return name;
}

static uint32_t
feature_id(struct corpus *c, const struct story_feature *f)
{
	uint32_t *slot;

	if (2 * c->nfeatures >= c->nslots)
		widen(c);
	if (*(slot = slot_of(c, f->hash)) == 0) {
		c->feature = grown(c->feature, c->nfeatures, &c->features_cap,
		    sizeof *c->feature);
		c->feature[c->nfeatures++] =
		    (struct feature){ .hash = f->hash, .name = name_of(f) };
		*slot = (uint32_t)c->nfeatures;
	}
	return *slot - 1;
}

static void
add_feature(struct features *to, uint32_t id)
{
	to->feature =
	    grown(to->feature, to->n, &to->cap, sizeof *to->feature);
	to->feature[to->n++] = id;
}

static bool
has_feature(const struct features *l, uint32_t id)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->feature[i] == id)
			return true;
	return false;
}

/* Room for one clause more. */
static struct features *
grown_clauses(struct post *p)
{
	size_t i = p->cap;

	p->clause = grown(p->clause, p->cap, &p->cap, sizeof *p->clause);
	for (; i < p->cap; i++)
		p->clause[i] = (struct features){ 0 };
	return p->clause;
}

/* The clause of the post that is being read. */
static struct features *
clause_of(struct corpus *c, size_t number)
{
	struct post *p = &c->post[c->nposts - 1];

	while (p->n <= number) {
		if (p->n == p->cap)
			p->clause = grown_clauses(p);
		p->n++;
		c->nclauses++;
	}
	return &p->clause[number];
}

/* Can its name stand in a line of the file? */
static bool
is_plain(struct span s)
{
	return s.len < 256 && !memchr(s.ptr, '\n', s.len) &&
	       !memchr(s.ptr, '\t', s.len);
}

static void
collect(void *ctx, const struct story_feature *f)
{
	struct trainer *t = ctx;
	struct corpus *c =
	    f->kind == 'C' || f->kind == 'G' ? &t->hope : &t->story;
	struct features *to = clause_of(c, f->clause);
	struct features *settings = &c->post[c->nposts - 1].settings;
	uint32_t id;

	if (!is_plain(f->a) || !is_plain(f->b))
		return;
	id = feature_id(c, f);
	if (f->kind == 'o') {
		if (!has_feature(settings, id))
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

/* As the engine reads what has no kanji. */
static void
add_converted(struct trainer *t, const char *kana, size_t len, struct post as)
{
	const struct shuhi_scanner *s = t->worker->scanner;
	struct converted c;
	struct folded f;
	struct shuhi_error e;

	arena_wipe(&t->arena, SIZE_MAX);
	if (fold(s->fold, &t->arena, (struct span){ kana, len }, &f, &e) != 0 ||
	    kanakanji(s->kanakanji, t->worker->converter, &t->arena, f.text,
	        &c, &e) != 0)
		errx(2, "cannot convert a post: %s", e.message);
	if (c.text.len > 0)
		add_post(t, c.text.ptr, c.text.len, as);
}

/* What is learnt of a post however it is typed.  Chosen by what it says. */
static void
add_retyped(struct trainer *t, const char *text, struct post as)
{
	uint64_t chosen = fnv(FNV_START, span_of(text)) >> 20;
	char *out = malloc(RETYPED_MAX(strlen(text)));
	size_t len;

	if (out == NULL)
		err(2, NULL);
	as.retyped = true;
	if (chosen % BARE == 0)
		add_post(t, out, without_marks(text, out), as);
	if (chosen % KATAKANA == 1)
		add_post(t, out, in_katakana(text, out), as);
	if (chosen % READ == 2) {
		len = as_read(t->reader, text, chosen % 5 > 0, out);
		add_post(t, out, len, as);
		add_converted(t, out, len, as);
	}
	free(out);
}

static void
add_posts(struct trainer *t, const char *path, bool heldout)
{
	char *line = NULL;
	size_t cap = 0;
	struct post as = { .heldout = heldout };
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
		as.leak = !strcmp(expect, "leak");
		add_post(t, text, strlen(text), as);
		if (!heldout)
			add_retyped(t, text, as);
		json_decref(j);
	}
	free(line);
	fclose(f);
}

#endif
