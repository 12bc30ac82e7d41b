/*
 * Is the audit what was written?
 *
 * Found     an edited, removed, inserted or moved line; a file of the chain that
 *           is missing; a tail that was cut off behind what FILE.head knows; what
 *           writers found damaged and closed; a head that does not fit.
 * Not       without a key: a chain rebuilt whole, head included, by somebody with
 *           the right to write both.  With or without: the last records before a
 *           cut that were not yet on the disk (fsync_ms), and an older state of
 *           log and head put back together.  Against both, note the last number
 *           and hash elsewhere now and then (`expect`), or have syslog take a copy.
 * No fault  a torn line that a later record vouches for: a crash.
 */
#ifndef SHUHI_CAPTURE_AUDITVERIFY_H
#define SHUHI_CAPTURE_AUDITVERIFY_H

#include "digest.h"
#include "seal.h"

enum audit_fault_kind {
	FAULT_NONE = 0,
	FAULT_EDITED,  /* a record whose hash is not that of what it says */
	FAULT_GARBLED, /* a line that is no record                        */
	FAULT_ORDER,   /* does not continue the line before: removed,
	                * inserted or moved; `want` and `seq` tell which  */
	FAULT_DAMAGED, /* a writer found it damaged and closed it: `what`  */
	FAULT_BEGIN,   /* the chain does not begin here: older files are
	                * missing (`seq` lines)                           */
	FAULT_CUT,     /* ends before what is known to have been there     */
	FAULT_HEAD_MISSING,
	FAULT_EMPTY,   /* no record at all: each log begins with one      */
	FAULT_HEAD,    /* FILE.head is damaged or does not fit the log     */
	FAULT_EXPECT,  /* the record that was noted is another one         */
};

struct audit_fault {
	enum audit_fault_kind kind;
	const char *file;
	uint64_t line;      /* 1-based; 0: of no line */
	uint64_t seq, want; /* of the record; what it should have been */
	char what[16];
};

struct audit_known {
	uint64_t seq;
	struct digest hash;
};

struct audit_verify_config {
	const char *const *files; /* of one chain, oldest first */
	size_t nfiles;
	const char *key;    /* NULL: chained without a key */
	bool with_parts;    /* and all that was rotated away from the last */
	bool partial;       /* the chain may begin in the middle */
	bool no_head;       /* do not ask the last file's .head */
	const struct audit_known *expect; /* NULL: nothing was noted */
	void (*tell)(void *, const struct audit_fault *);
	void *arg;
};

struct audit_summary {
	uint64_t records, faults, torn;
	uint64_t first; /* number of the first record */
	struct audit_known last;
	bool any;
};

/*
 * 0: all was looked at; what is wrong was told, and counted in summary->faults.
 * -1: it could not be (SHUHI_E_IO, SHUHI_E_NOMEM; SHUHI_E_USAGE: another key).
 */
int audit_verify(const struct audit_verify_config *, struct audit_summary *,
    struct shuhi_error *);

/*
 * FILE and what was rotated away from it, oldest first; NULL behind the last, to be
 * freed as one by audit_files_free().
 */
int audit_files(const char *file, char ***out, size_t *n, struct shuhi_error *);
/* Other names of FILE itself, from a rotation that came to nothing; then FILE. */
int audit_doubles(
    const char *file, char ***out, size_t *n, struct shuhi_error *);
void audit_files_free(char **);

/* One of them, open for reading; other than 0 ends it and is the answer. */
typedef int audit_file_fn(
    void *arg, const char *file, int fd, bool last, struct shuhi_error *);

/* Each of the n files, oldest first.  -1: SHUHI_E_IO, SHUHI_E_NOMEM. */
int audit_each(const char *const *files, size_t n, audit_file_fn *, void *arg,
    struct shuhi_error *);

/*
 * FILE and what was rotated away from it, oldest first, also while it is written and
 * rotated: it is opened before its parts are listed, so that none comes between.
 */
int audit_each_part(
    const char *file, audit_file_fn *, void *arg, struct shuhi_error *);

#endif
