/* What `shuhi audit verify|show|report` have in common: which log, which key. */
#ifndef SHUHI_CLI_AUDIT_OPTS_H
#define SHUHI_CLI_AUDIT_OPTS_H

#include "audit_read.h"
#include "auditverify.h"
#include "engine.h"
#include "lang.h"
#include "policy.h"

struct audit_opts {
	enum shuhi_lang lang;
	const char *policy_file, *key, *departments;
	bool partial, no_head;
	const char *expect;
	struct audit_known known; /* of expect */
	struct audit_filter filter;
	const char *format; /* NULL: the first there is */
	/* filled in by audit_opts_files() */
	struct policy *policy;  /* NULL: not asked */
	struct policy *shipped; /* NULL: not asked */
	char **found;          /* of one FILE and its parts */
	const char *const *files;
	size_t nfiles;
};

/* 0 to go on, -1 with the exit code in *rc; `help` in both languages. */
int audit_opts_parse(struct audit_opts *, int argc, char **argv,
    const char *const help[2], int *rc);

/* Which files: those named, or the policy's.  0, or 2 after complaining. */
int audit_opts_files(struct audit_opts *, int argc, char **argv);
void audit_opts_free(struct audit_opts *);

/* The policy, else the shipped one; NULL: there is none. */
const struct policy *audit_opts_policy(struct audit_opts *);

/* Is --class one of the policy's or of the records'?  0, or 2 after complaining. */
int audit_opts_class(struct audit_opts *);

/* Tell that nothing was found, and what may be mistyped.  1, or 2: a class that is none. */
int audit_opts_none(struct audit_opts *);

/*
 * A policy that knows destinations by their English names: records have the Japanese
 * ones.  NULL when that is fine, or there is none.
 */
const struct policy *audit_opts_names(struct audit_opts *);

int audit_opts_verify(const struct audit_opts *,
    void (*tell)(void *, const struct audit_fault *), void *arg,
    struct audit_summary *);

int cmd_audit_show(int argc, char **argv, enum shuhi_lang);
int cmd_audit_report(int argc, char **argv, enum shuhi_lang);

#endif
