/* What `shuhi audit report` counts, and its two forms. */
#ifndef SHUHI_CLI_AUDIT_REPORT_H
#define SHUHI_CLI_AUDIT_REPORT_H

#include <time.h>

#include "audit_read.h"
#include "auditverify.h"
#include "buf.h"
#include "departments.h"
#include "policy.h"
#include "tally.h"

enum report_part {
	REPORT_DAYS,
	REPORT_DEPARTMENTS,
	REPORT_PLACES,
	REPORT_RULES,
	REPORT_CAUSES,
	REPORT_SHADOW, /* hosts in no catalogue */
	REPORT_PARTS,
};

struct report {
	enum shuhi_lang lang;
	struct tally part[REPORT_PARTS];
	struct tally_row total;
	uint64_t monitored;
	time_t first, last; /* of the records counted; 0: none */
	time_t made;
	const struct departments *departments; /* NULL: nobody has said */
	const struct policy *names; /* NULL: as they were recorded */
	struct audit_summary verified;
	bool failed; /* no memory */
};

/* For audit_read(). */
int report_count(void *report, const struct audit_entry *);

/* Days by name, all else the largest first; nothing is counted after that. */
void report_sort(struct report *);
void report_free(struct report *);

/* Titles of parts and columns. */
const char *report_title(enum shuhi_lang, enum report_part);
const char *report_column(enum shuhi_lang, enum tally_what);
/* How a row of a part is called, for people; valid UTF-8. */
const char *report_name(
    enum shuhi_lang, enum report_part, const char *name);
/* "2026-11-01 - 2026-11-30" */
void report_period(struct buf *, const struct report *);
/* Is the log as it was written? */
void report_verdict(struct buf *, const struct report *);

void report_table(struct buf *, const struct report *);
void report_html(struct buf *, const struct report *);

/* Rows of a part that are printed; the others are counted. */
#define REPORT_ROWS ((size_t)50)

#endif
