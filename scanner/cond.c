#include "cond.h"

#include <stdlib.h>

void
cond_free(struct cond *cond)
{
	free(cond->nodes);
	free(cond->terms);
	*cond = (struct cond){ 0 };
}

/* ---- hoping ----------------------------------------------------------- */

static bool possible(const struct cond *, size_t at, const struct class_set *);

/* The most that points() could add up to. */
static int32_t
most_points(const struct cond *cond, const struct cond_node *node,
    const struct class_set *have)
{
	int32_t sum = 0;
	size_t i;

	for (i = node->left; i < node->right; i++)
		if (cond->terms[i].points > 0 &&
		    possible(cond, cond->terms[i].node, have))
			sum += cond->terms[i].points;
	return sum;
}

static bool
possible(const struct cond *cond, size_t at, const struct class_set *have)
{
	const struct cond_node *node = &cond->nodes[at];

	switch (node->op) {
	case COND_CLASS:
	case COND_COUNT:
		return class_meets(&node->set, have);
	case COND_SEQ:
		return class_meets(&node->set, have) &&
		       class_meets(&node->set2, have);
	case COND_POINTS:
		return most_points(cond, node, have) >= (int32_t)node->n;
	case COND_AND:
		return possible(cond, node->left, have) &&
		       possible(cond, node->right, have);
	case COND_OR:
		return possible(cond, node->left, have) ||
		       possible(cond, node->right, have);
	case COND_NOT:
		return true; /* what is absent cannot be hoped away */
	case COND_NEAR:
	case COND_SENTENCE:
	case COND_DOCUMENT:
		return possible(cond, node->left, have);
	}
	return true;
}

bool
cond_possible(const struct cond *cond, const struct class_set *have)
{
	return possible(cond, cond->nnodes - 1, have);
}

/* ---- holding ---------------------------------------------------------- */

/* Entities side by side, and the classes among them. */
struct range {
	size_t from, to;
	struct class_set have;
};

struct eval {
	const struct cond *cond;
	const struct passage *p;
	bool *used; /* NULL while only asking */
};

static struct range
range_of(const struct passage *p, size_t from, size_t to)
{
	struct range r = { .from = from, .to = to };
	size_t i;

	for (i = from; i < to; i++)
		class_add(&r.have, p->entities[i].class);
	return r;
}

static bool eval(struct eval *, size_t node, const struct range *);

static void
mark(struct eval *e, const struct class_set *set, const struct range *r)
{
	size_t i;

	for (i = r->from; i < r->to && e->used != NULL; i++)
		e->used[i] |= class_in(set, e->p->entities[i].class);
}

static bool
eval_class(struct eval *e, const struct cond_node *node, const struct range *r)
{
	if (!class_meets(&node->set, &r->have))
		return false;
	mark(e, &node->set, r);
	return true;
}

static bool
names_same(
    const struct passage *p, const struct entity *a, const struct entity *b)
{
	return classes[a->class].flags & classes[b->class].flags &
	           CLASS_NAMES &&
	       a->to > a->from &&
	       span_eq(span_sub(p->text, a->from, a->to),
	           span_sub(p->text, b->from, b->to));
}

/* Is entity `at` somebody of the set whom the range has named before? */
static bool
is_named_again(struct eval *e, const struct cond_node *node,
    const struct range *r, size_t at)
{
	const struct entity *v = e->p->entities;
	size_t i;

	if (!(classes[v[at].class].flags & CLASS_NAMES))
		return false;
	for (i = at; i > r->from; i--)
		if (class_in(&node->set, v[i - 1].class) &&
		    names_same(e->p, &v[at], &v[i - 1]))
			return true;
	return false;
}

static bool
eval_count(struct eval *e, const struct cond_node *node, const struct range *r)
{
	uint32_t n = 0;
	size_t i;

	if (!class_meets(&node->set, &r->have))
		return false;
	for (i = r->from; i < r->to && n < node->n; i++)
		n += class_in(&node->set, e->p->entities[i].class) &&
		     !is_named_again(e, node, r, i);
	if (n < node->n)
		return false;
	mark(e, &node->set, r);
	return true;
}

static bool
eval_seq(struct eval *e, const struct cond_node *node, const struct range *r)
{
	const struct entity *v = e->p->entities;
	bool any = false;
	size_t i, j;

	if (!class_meets(&node->set, &r->have) ||
	    !class_meets(&node->set2, &r->have))
		return false;
	for (i = r->from; i < r->to; i++) {
		if (!class_in(&node->set, v[i].class))
			continue;
		for (j = i + 1; j < r->to; j++) {
			if (v[j].cfrom > v[i].cto + node->n)
				break;
			if (v[j].cfrom < v[i].cto ||
			    !class_in(&node->set2, v[j].class))
				continue;
			if (e->used == NULL)
				return true;
			e->used[i] = e->used[j] = any = true;
		}
	}
	return any;
}

static bool
eval_points(struct eval *e, const struct cond_node *node, const struct range *r)
{
	const struct cond_term *terms = e->cond->terms;
	struct eval ask = *e;
	int32_t sum = 0;
	size_t t;

	ask.used = NULL;
	for (t = node->left; t < node->right; t++)
		if (eval(&ask, terms[t].node, r))
			sum += terms[t].points;
	if (sum < (int32_t)node->n)
		return false;
	for (t = node->left; t < node->right && e->used != NULL; t++)
		if (terms[t].points > 0)
			eval(e, terms[t].node, r);
	return true;
}

/* Every window that begins with an entity and is n code points wide. */
static bool
eval_near(struct eval *e, const struct cond_node *node, const struct range *r)
{
	const struct entity *v = e->p->entities;
	struct range window;
	bool any = false;
	size_t i, j;

	for (i = r->from, j = r->from; i < r->to; i++) {
		if (j < i + 1)
			j = i + 1;
		j = passage_window(e->p, j, r->to, v[i].cfrom + node->n);
		window = range_of(e->p, i, j);
		if (!eval(e, node->left, &window))
			continue;
		if (e->used == NULL)
			return true;
		any = true;
	}
	return any;
}

static bool
eval_sentences(
    struct eval *e, const struct cond_node *node, const struct range *r)
{
	const struct entity *v = e->p->entities;
	struct range sentence;
	bool any = false;
	size_t from, end;

	for (from = r->from; from < r->to; from = end) {
		for (end = from + 1;
		     end < r->to && v[end].sentence == v[from].sentence;)
			end++;
		sentence = range_of(e->p, from, end);
		if (!eval(e, node->left, &sentence))
			continue;
		if (e->used == NULL)
			return true;
		any = true;
	}
	return any;
}

static bool
eval_document(struct eval *e, const struct cond_node *node)
{
	struct range all = range_of(e->p, 0, e->p->n);

	return eval(e, node->left, &all);
}

static bool
eval(struct eval *e, size_t at, const struct range *r)
{
	const struct cond_node *node = &e->cond->nodes[at];
	struct eval ask = *e;
	bool a, b;

	switch (node->op) {
	case COND_CLASS:
		return eval_class(e, node, r);
	case COND_COUNT:
		return eval_count(e, node, r);
	case COND_SEQ:
		return eval_seq(e, node, r);
	case COND_POINTS:
		return eval_points(e, node, r);
	case COND_AND:
		ask.used = NULL; /* leave no marks of a half that holds alone */
		if (!eval(&ask, node->left, r) || !eval(&ask, node->right, r))
			return false;
		if (e->used != NULL) {
			eval(e, node->left, r);
			eval(e, node->right, r);
		}
		return true;
	case COND_OR:
		a = eval(e, node->left, r);
		b = (a && e->used == NULL) || eval(e, node->right, r);
		return a || b;
	case COND_NOT:
		ask.used = NULL;
		return !eval(&ask, node->left, r);
	case COND_NEAR:
		return eval_near(e, node, r);
	case COND_SENTENCE:
		return eval_sentences(e, node, r);
	case COND_DOCUMENT:
		return eval_document(e, node);
	}
	return false;
}

bool
cond_holds(
    const struct cond *cond, const struct passage *p, size_t from, size_t to)
{
	struct eval e = { .cond = cond, .p = p };
	struct range r = range_of(p, from, to);

	return eval(&e, cond->nnodes - 1, &r);
}

void
cond_witness(const struct cond *cond, const struct passage *p, size_t from,
    size_t to, bool *used)
{
	struct eval e = { .cond = cond, .p = p, .used = used };
	struct range r = range_of(p, from, to);

	eval(&e, cond->nnodes - 1, &r);
}
