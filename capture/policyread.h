/* A policy while it is read; for policyread.c, -conf.c and -places.c only. */
#ifndef SHUHI_CAPTURE_POLICYREAD_H
#define SHUHI_CAPTURE_POLICYREAD_H

#include "policydata.h"
#include "yamldoc.h"

struct policy_source {
	struct policy *policy;
	struct yamldoc *doc;
	struct ynode root;
	const char *file;
};

/* While both files are open. */
struct policy_reader {
	struct policy *p;
	struct policy_source own, base;
	bool has_base;
	enum policy_action failure_default;
	struct ynode class_at[LIMIT_POLICY_CLASSES]; /* last line about it */
	struct ynode *pattern_at; /* by the pattern's order */
};

void policy_conf_defaults(struct policy_conf *);

/* What the file says; what it does not say stays as it is. */
int policy_conf_read(const struct policy_source *, struct shuhi_error *);

/* A path; what is relative counts from the folder of `file`. */
int pol_path(struct arena *, const char *file, struct ynode, const char **,
    struct shuhi_error *);

/* The number of a class, or -1; and the complaint when there is none. */
int policy_class_find(const struct policy *, struct span name);
int policy_class_unknown(
    struct policy_reader *, struct ynode, struct shuhi_error *);

/* Destinations of one file, behind those there are. */
int policy_places_read(struct policy_reader *, const struct policy_source *,
    struct shuhi_error *);

/* Sort the patterns; refuse what an earlier line of the same file covers. */
int policy_places_check(struct policy_reader *, struct shuhi_error *);

#endif
