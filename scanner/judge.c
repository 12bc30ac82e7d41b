#include "judge.h"

#include "err.h"
#include "limit.h"

bool
judge_possible(const struct rules *rs, const struct class_set *have)
{
	size_t i;

	for (i = 0; i < rs->nrules; i++)
		if (cond_possible(&rs->rule[i].cond, have))
			return true;
	return false;
}

struct judging {
	const struct rule *rule;
	const struct passage *p;
	struct arena *arena;
	struct findings *out;
	bool *used; /* one an entity, all false between findings */
	bool full;  /* over LIMIT_FINDINGS */
};

static bool
add_finding(struct judging *j, size_t from, size_t to)
{
	const struct entity *e = j->p->entities;
	struct finding *v, f = { .rule = j->rule };
	size_t i;

	if (j->out->n >= LIMIT_FINDINGS) {
		j->full = true;
		return false;
	}
	cond_witness(&j->rule->cond, j->p, from, to, j->used);
	for (i = 0; i < j->p->n; i++) {
		j->used[i] &= !(classes[e[i].class].flags & CLASS_WHOLE);
		f.nentities += j->used[i];
	}
	f.entities = ARENA_NEW(j->arena, f.nentities + 1, struct entity);
	v = arena_grow(j->arena, j->out->v, j->out->n, &j->out->cap,
	    j->out->n + 1, sizeof *v);
	if (f.entities == NULL || v == NULL)
		return false;
	for (f.nentities = 0, i = 0; i < j->p->n; i++) {
		if (j->used[i])
			f.entities[f.nentities++] = e[i];
		j->used[i] = false;
	}
	j->out->v = v;
	v[j->out->n++] = f;
	return true;
}

static bool
judge_range(struct judging *j, size_t from, size_t to)
{
	return !cond_holds(&j->rule->cond, j->p, from, to) ||
	       add_finding(j, from, to);
}

static bool
judge_sentences(struct judging *j)
{
	const struct entity *e = j->p->entities;
	size_t from, to;

	for (from = 0; from < j->p->n; from = to) {
		for (to = from + 1;
		     to < j->p->n && e[to].sentence == e[from].sentence;)
			to++;
		if (!judge_range(j, from, to))
			return false;
	}
	return true;
}

/* Does the rule hold from entity `from` on?  *to: where its window ends. */
static bool
window_holds(const struct judging *j, size_t from, size_t *to)
{
	const struct entity *e = j->p->entities;

	*to = passage_window(
	    j->p, from + 1, j->p->n, e[from].cfrom + j->rule->chars);
	return cond_holds(&j->rule->cond, j->p, from, *to);
}

/*
 * Behind the window [from, *to) that held: does what comes next belong to somebody
 * named within it?  伊藤さん…|電話は…  A window from there on is told too.
 */
static bool
judge_rest(struct judging *j, size_t from, size_t *to)
{
	size_t at, end;

	if (*to == j->p->n || window_holds(j, *to, &end))
		return true; /* nothing comes, or it stands by itself */
	for (at = *to - 1; at > from; at--)
		if (window_holds(j, at, &end) && end > *to) {
			*to = end;
			return add_finding(j, at, end);
		}
	return true;
}

/* Windows that begin with an entity; after a finding go on behind it. */
static bool
judge_windows(struct judging *j)
{
	size_t from, to;

	for (from = 0; from < j->p->n; from++) {
		if (!window_holds(j, from, &to))
			continue;
		if (!add_finding(j, from, to) || !judge_rest(j, from, &to))
			return false;
		from = to - 1;
	}
	return true;
}

static bool
judge_rule(struct judging *j)
{
	switch (j->rule->within) {
	case WITHIN_SENTENCE:
		return judge_sentences(j);
	case WITHIN_DOCUMENT:
		return judge_range(j, 0, j->p->n);
	case WITHIN_CHARS:
		return judge_windows(j);
	}
	return false;
}

static bool
judge_rules(struct judging *j, const struct rules *rs, bool fallback)
{
	struct class_set have = { .bits = { 0 } };
	bool ok = true;
	size_t i;

	for (i = 0; i < j->p->n; i++)
		class_add(&have, j->p->entities[i].class);
	for (i = 0; i < rs->nrules && ok; i++) {
		j->rule = &rs->rule[i];
		if (j->rule->fallback == fallback &&
		    cond_possible(&j->rule->cond, &have))
			ok = judge_rule(j);
	}
	return ok;
}

int
judge(const struct rules *rs, const struct passage *p, struct arena *arena,
    struct findings *out, struct shuhi_error *err)
{
	struct judging j = { .p = p, .arena = arena, .out = out };
	size_t before = out->n;

	j.used = ARENA_NEW(arena, p->n + 1, bool);
	if (j.used != NULL && judge_rules(&j, rs, false) &&
	    (out->n > before || judge_rules(&j, rs, true)))
		return 0;
	if (j.full)
		return fail(err, SHUHI_E_LIMIT, "too many findings", 0);
	return fail(err, SHUHI_E_NOMEM, "no memory to judge", 0);
}
