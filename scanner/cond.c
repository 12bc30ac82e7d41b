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

struct eval {
	const struct cond *cond;
	const struct passage *p;
	bool *used; /* NULL while only asking */
};

static bool eval(struct eval *, size_t node, size_t from, size_t to);

static bool
eval_count(struct eval *e, const struct cond_node *node, size_t from, size_t to)
{
	const struct entity *v = e->p->entities;
	uint32_t n = 0;
	size_t i;

	for (i = from; i < to; i++)
		n += class_in(&node->set, v[i].class);
	if (n < node->n)
		return false;
	for (i = from; i < to && e->used != NULL; i++)
		e->used[i] |= class_in(&node->set, v[i].class);
	return true;
}

static bool
eval_seq(struct eval *e, const struct cond_node *node, size_t from, size_t to)
{
	const struct entity *v = e->p->entities;
	bool any = false;
	size_t i, j;

	for (i = from; i < to; i++) {
		if (!class_in(&node->set, v[i].class))
			continue;
		for (j = i + 1; j < to; j++) {
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
eval_points(
    struct eval *e, const struct cond_node *node, size_t from, size_t to)
{
	const struct cond_term *terms = e->cond->terms;
	struct eval ask = *e;
	int32_t sum = 0;
	size_t t;

	ask.used = NULL;
	for (t = node->left; t < node->right; t++)
		if (eval(&ask, terms[t].node, from, to))
			sum += terms[t].points;
	if (sum < (int32_t)node->n)
		return false;
	for (t = node->left; t < node->right && e->used != NULL; t++)
		if (terms[t].points > 0)
			eval(e, terms[t].node, from, to);
	return true;
}

/* Every window that begins with an entity and is n code points wide. */
static bool
eval_near(struct eval *e, const struct cond_node *node, size_t from, size_t to)
{
	const struct entity *v = e->p->entities;
	bool any = false;
	size_t i, j;

	for (i = from, j = from; i < to; i++) {
		if (j < i + 1)
			j = i + 1;
		j = passage_window(e->p, j, to, v[i].cfrom + node->n);
		if (!eval(e, node->left, i, j))
			continue;
		if (e->used == NULL)
			return true;
		any = true;
	}
	return any;
}

static bool
eval_sentences(
    struct eval *e, const struct cond_node *node, size_t from, size_t to)
{
	const struct entity *v = e->p->entities;
	bool any = false;
	size_t end;

	for (; from < to; from = end) {
		for (end = from + 1;
		     end < to && v[end].sentence == v[from].sentence;)
			end++;
		if (!eval(e, node->left, from, end))
			continue;
		if (e->used == NULL)
			return true;
		any = true;
	}
	return any;
}

static bool
eval(struct eval *e, size_t at, size_t from, size_t to)
{
	const struct cond_node *node = &e->cond->nodes[at];
	struct eval ask = *e;
	bool a, b;

	switch (node->op) {
	case COND_CLASS:
	case COND_COUNT:
		return eval_count(e,
		    node->op == COND_COUNT
		        ? node
		        : &(struct cond_node){ .n = 1, .set = node->set },
		    from, to);
	case COND_SEQ:
		return eval_seq(e, node, from, to);
	case COND_POINTS:
		return eval_points(e, node, from, to);
	case COND_AND:
		ask.used = NULL; /* leave no marks of a half that holds alone */
		if (!eval(&ask, node->left, from, to) ||
		    !eval(&ask, node->right, from, to))
			return false;
		if (e->used != NULL) {
			eval(e, node->left, from, to);
			eval(e, node->right, from, to);
		}
		return true;
	case COND_OR:
		a = eval(e, node->left, from, to);
		b = (a && e->used == NULL) || eval(e, node->right, from, to);
		return a || b;
	case COND_NOT:
		ask.used = NULL;
		return !eval(&ask, node->left, from, to);
	case COND_NEAR:
		return eval_near(e, node, from, to);
	case COND_SENTENCE:
		return eval_sentences(e, node, from, to);
	case COND_DOCUMENT:
		return eval(e, node->left, 0, e->p->n);
	}
	return false;
}

bool
cond_holds(
    const struct cond *cond, const struct passage *p, size_t from, size_t to)
{
	struct eval e = { .cond = cond, .p = p };

	return eval(&e, cond->nnodes - 1, from, to);
}

void
cond_witness(const struct cond *cond, const struct passage *p, size_t from,
    size_t to, bool *used)
{
	struct eval e = { .cond = cond, .p = p, .used = used };

	eval(&e, cond->nnodes - 1, from, to);
}
