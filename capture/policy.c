#include "policy.h"

#include <stdlib.h>

#include "err.h"
#include "policydata.h"
#include "policyyaml.h"

/* ---- loading ------------------------------------------------------------ */

int
policy_load(const char *file, struct policy **out, struct shuhi_error *err)
{
	struct policy *p;

	if ((p = calloc(1, sizeof *p)) == NULL)
		return pol_nomem(err);
	atomic_init(&p->refs, 1);
	arena_init(&p->arena, LIMIT_POLICY_ARENA);
	if (policy_read(p, file, err) != 0) {
		policy_unref(p);
		if (err->code == SHUHI_E_RULES)
			err->code = SHUHI_E_POLICY; /* the YAML reader's */
		return -1;
	}
	*out = p;
	return 0;
}

struct policy *
policy_ref(struct policy *p)
{
	atomic_fetch_add(&p->refs, 1);
	return p;
}

void
policy_unref(struct policy *p)
{
	if (p == NULL || atomic_fetch_sub(&p->refs, 1) > 1)
		return;
	arena_fini(&p->arena);
	free(p);
}

/* ---- where to ----------------------------------------------------------- */

const struct policy_place *
policy_place(const struct policy *p, struct span host, struct span path)
{
	const struct host_pattern *found;
	char room[HOST_ROOM];

	found = host_find(
	    p->pattern, p->npatterns, host_normal(host, room), path);
	return found == NULL ? &p->unknown.place
	                     : &p->entry[found->place].place;
}

/* ---- what to do --------------------------------------------------------- */

enum policy_action
policy_action(const struct policy *p, const struct policy_place *to,
    enum shuhi_severity gravest)
{
	if ((size_t)gravest >= POLICY_SEVERITIES)
		return POLICY_BLOCK;
	return p->class[to->class].row.action[gravest];
}

enum policy_action
policy_failure(
    const struct policy *p, const struct policy_place *to, unsigned cause)
{
	if (cause == SHUHI_CAUSE_NONE || cause >= POLICY_CAUSE_COUNT)
		return POLICY_BLOCK;
	return p->class[to->class].row.failure[cause];
}

enum policy_action
policy_graver(enum policy_action a, enum policy_action b)
{
	return a > b ? a : b;
}

enum policy_action
policy_in_force(const struct policy *p, enum policy_action action)
{
	if (action == POLICY_UNDECIDED)
		action = POLICY_BLOCK;
	return p->conf.monitor && action > POLICY_LOG ? POLICY_LOG : action;
}

const char *
policy_action_name(enum policy_action action)
{
	static const char *const names[] = {
		[POLICY_UNDECIDED] = "undecided",
		[POLICY_ALLOW] = "allow",
		[POLICY_LOG] = "log",
		[POLICY_WARN] = "warn",
		[POLICY_BLOCK] = "block",
	};

	return names[action];
}

const char *
policy_cause_name(unsigned cause)
{
	switch (cause) {
	case POLICY_CAUSE_AUDIT:
		return "audit";
	case POLICY_CAUSE_RELOAD:
		return "reload";
	case POLICY_CAUSE_INTERNAL:
		return "internal";
	default:
		return shuhi_cause_name((enum shuhi_cause)cause);
	}
}

/* ---- the rest ----------------------------------------------------------- */

const struct policy_conf *
policy_conf(const struct policy *p)
{
	return &p->conf;
}

size_t
policy_class_count(const struct policy *p)
{
	return p->nclasses;
}

const char *
policy_class_at(const struct policy *p, size_t i)
{
	return p->class[i].name;
}

size_t
policy_place_count(const struct policy *p)
{
	return p->nentries;
}

const struct policy_place *
policy_place_at(const struct policy *p, size_t i)
{
	return &p->entry[i].place;
}

/* A known place is the first member of its entry. */
static const struct policy_entry *
entry_of(const struct policy_place *place)
{
	return (const struct policy_entry *)place;
}

const char *
policy_place_host(const struct policy_place *place, size_t i)
{
	return place->known ? entry_of(place)->host[i] : NULL;
}

const char *
policy_place_reason(const struct policy_place *place)
{
	return entry_of(place)->reason;
}
