/*
 * Conditions of rules over entities.
 *
 *	person.name and (disease | event) and not context.fiction
 *	near(40, age and sex and disease)
 *	count(person.name) >= 3
 *	seq(6, person.relation, event)         one, then the other within 6
 *	points(3 person.patient, 2 event | drug, -4 $untold,
 *	    2 (near(20, age and disease))) >= 5
 *	sentence(...)  document(...)           another scope than the rule's
 *
 * Whoever is named by the same letters again counts once: three times 佐藤様 are one
 * person.
 *
 * A name means the class and those below it, `=name` only itself, `$name` a
 * set that a rule file named, `a | b` either.  Distances are code points of the folded text.
 *
 * A condition is compiled once and then immutable.
 */
#ifndef SHUHI_COND_H
#define SHUHI_COND_H

#include "class.h"
#include "entity.h"

enum cond_op {
	COND_CLASS,
	COND_COUNT,  /* n or more entities, persons once a name */
	COND_SEQ,    /* one of set, then one of set2 within n */
	COND_POINTS, /* terms [left, right) add up to n or more */
	COND_AND,
	COND_OR,
	COND_NOT,
	COND_NEAR, /* left holds within n code points */
	COND_SENTENCE,
	COND_DOCUMENT,
};

struct cond_node {
	enum cond_op op;
	uint32_t n;
	uint16_t left, right; /* nodes */
	struct class_set set, set2;
};

/* Sets of classes that rule files name, for `$name`. */
struct named_set {
	const char *name; /* NUL-terminated */
	struct class_set set;
};

struct named_sets {
	struct named_set *v;
	size_t n, cap;
};

/* A term counts once, however often it holds. */
struct cond_term {
	int32_t points;
	uint16_t node;
};

struct cond {
	struct cond_node *nodes; /* the last is the root */
	size_t nnodes;
	struct cond_term *terms; /* of all points() */
	size_t nterms;
};

/*
 * Compile `text`.  On failure -1, with *at the code point it stopped at and
 * *message / *hint constant text; then nothing is to be freed.
 */
int cond_parse(struct span text, const struct named_sets *, struct cond *,
    size_t *at, const char **message, const char **hint);

/* The same for a set alone: `a | b | $c`. */
int cond_parse_set(struct span text, const struct named_sets *,
    struct class_set *, size_t *at, const char **message, const char **hint);
void cond_free(struct cond *);

/* Could the condition hold where no class outside `have` occurs? */
bool cond_possible(const struct cond *, const struct class_set *have);

/* Does the condition hold for the entities [from, to)? */
bool cond_holds(
    const struct cond *, const struct passage *, size_t from, size_t to);

/* Mark (used[i] = true) the entities by which it holds. */
void cond_witness(const struct cond *, const struct passage *, size_t from,
    size_t to, bool *used);

#endif
