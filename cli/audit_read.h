/*
 * Records of the audit, read back for people.  The chain is not checked here: that
 * is auditverify.h.
 */
#ifndef SHUHI_CLI_AUDIT_READ_H
#define SHUHI_CLI_AUDIT_READ_H

#include <time.h>

#include "shuhi.h"
#include "span.h"

/* "" and 0 for what the record does not say. */
struct audit_entry {
	void *root;       /* jansson's; the texts live as long */
	struct span line; /* as it stands in the file, without newline */
	uint64_t seq;
	time_t when;
	const char *time, *type, *user, *client, *host, *class_name, *service,
	    *severity, *action, *justification;
	bool shadow, monitored;
	size_t nrules, ncauses;
};

/* The i-th finding's rule and the i-th cause. */
const char *audit_entry_rule(const struct audit_entry *, size_t i);
const char *audit_entry_cause(const struct audit_entry *, size_t i);

/* What to look at; NULL and 0: all. */
struct audit_filter {
	time_t since, until; /* until: the first second no longer */
	const char *user, *client, *action, *host, *class_name, *rule, *type;
};

/*
 * "2026-11-21", "2026-11-21T18:30" (local time), "90m", "24h", "7d" (before now).
 * With `whole_day` a day stands for its end.
 */
int audit_when(const char *text, bool whole_day, time_t now, time_t *out);

/*
 * Every record of the files, or of the last and all that was rotated away from it,
 * that passes the filter, in order.  `visit` ends it by returning other than 0, which
 * is then the answer.  Lines that are no records are counted in *unread.  -1: SHUHI_E_IO, SHUHI_E_NOMEM.
 */
int audit_read(const char *const *files, size_t n, bool with_parts,
    const struct audit_filter *,
    int (*visit)(void *, const struct audit_entry *), void *arg,
    uint64_t *unread, struct shuhi_error *);

#endif
