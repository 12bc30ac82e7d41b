/*
 * Rules over the entities of one passage.
 *
 * A finding is one rule in one scope: a sentence, a window, the passage.  Its
 * entities are those by which the condition holds.
 */
#ifndef SHUHI_JUDGE_H
#define SHUHI_JUDGE_H

#include "entity.h"
#include "rules.h"

struct finding {
	const struct rule *rule;
	struct entity *entities; /* ascending; the arena's */
	size_t nentities;
};

struct findings {
	struct finding *v;
	size_t n, cap;
};

/* Could any rule hold where only these classes occur? */
bool judge_possible(const struct rules *, const struct class_set *have);

/* Append findings.  Fails with SHUHI_E_LIMIT (LIMIT_FINDINGS) or SHUHI_E_NOMEM. */
int judge(const struct rules *, const struct passage *, struct arena *,
    struct findings *, struct shuhi_error *);

#endif
