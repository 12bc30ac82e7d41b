/*
 * Entity classes: what a piece of text can be.
 *
 * Names are dotted; a rule that says `disease` also means `disease.common`.
 * A *trigger* class can start a finding: text without one is never looked at a
 * second time.  The others frame what a trigger says (whose, when, in what kind
 * of talk).  Every rule must need at least one trigger class.
 */
#ifndef SHUHI_CLASS_H
#define SHUHI_CLASS_H

#include "limit.h"
#include "span.h"

enum {
	CLASS_TRIGGER = 1, /* can start a finding               */
	CLASS_MASKED = 2,  /* redaction replaces it by its label */
	CLASS_WHOLE = 4,   /* of the text, or grammar: not pointed at */
	CLASS_NAMES = 8,   /* says who: the same letters are the same person */
};

struct class
{
	const char *name;
	const char *ja, *en;
	unsigned flags;
};

extern const struct class classes[];
extern const size_t nclasses;

struct class_set {
	uint64_t bits[LIMIT_CLASSES / 64];
};

static inline void
class_add(struct class_set *s, unsigned c)
{
	s->bits[c / 64] |= (uint64_t)1 << (c % 64);
}

static inline bool
class_in(const struct class_set *s, unsigned c)
{
	return s->bits[c / 64] >> (c % 64) & 1;
}

static inline bool
class_meets(const struct class_set *a, const struct class_set *b)
{
	return (a->bits[0] & b->bits[0]) != 0 || (a->bits[1] & b->bits[1]) != 0;
}

static inline bool
class_same(const struct class_set *a, const struct class_set *b)
{
	return a->bits[0] == b->bits[0] && a->bits[1] == b->bits[1];
}

static inline void
class_join(struct class_set *a, const struct class_set *b)
{
	a->bits[0] |= b->bits[0];
	a->bits[1] |= b->bits[1];
}

static inline void
class_drop(struct class_set *a, const struct class_set *b)
{
	a->bits[0] &= ~b->bits[0];
	a->bits[1] &= ~b->bits[1];
}

/* The class of just this name, or -1. */
int class_find(struct span name);

/* Is it replaced in redaction?  What is no class is: better hidden. */
bool class_masked(const char *name);

/*
 * Add the classes `name` means: itself and what lies below it; `=name` only
 * itself.  False when there is none.
 */
bool class_select(struct span name, struct class_set *);

#endif
