/* What a policy is made of; for policy.c and policyread.c only. */
#ifndef SHUHI_CAPTURE_POLICYDATA_H
#define SHUHI_CAPTURE_POLICYDATA_H

#include <stdatomic.h>

#include "arena.h"
#include "limit.h"
#include "policy.h"
#include "policyhost.h"

#define POLICY_SEVERITIES ((size_t)SHUHI_SEVERITY_CRITICAL + 1)

/* UNDECIDED: ask the default. */
struct policy_row {
	enum policy_action action[POLICY_SEVERITIES];
	enum policy_action failure[POLICY_CAUSE_COUNT];
};

struct policy_class {
	const char *name;
	struct policy_row row;
	bool ours;   /* one of the words every policy knows */
	bool acted;  /* has a line under actions: */
	bool placed; /* some destination is of it */
};

struct policy_entry {
	struct policy_place place;
	const char **host; /* as written, NULL behind the last */
	const char *reason;
};

struct policy {
	atomic_uint refs;
	struct arena arena;
	struct policy_conf conf;
	struct policy_row fallback; /* every cell decided */
	struct policy_class class[LIMIT_POLICY_CLASSES];
	size_t nclasses;
	struct policy_entry *entry;
	size_t nentries, entries_cap;
	struct host_pattern *pattern; /* sorted */
	size_t npatterns, patterns_cap;
	struct policy_entry unknown;
};

/* Classes every policy has, the first two at these places. */
enum { POLICY_UNKNOWN, POLICY_EXEMPT };

/*
 * Fill in a zeroed policy whose arena is ready, from `file` and from what it
 * names as its base.
 */
int policy_read(struct policy *, const char *file, struct shuhi_error *);

#endif
