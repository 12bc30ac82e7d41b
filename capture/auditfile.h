/*
 * The audit's files: appending a line to the chain while other processes do, too.
 *
 *	FILE                the chain's newest part
 *	FILE.000000001234   rotated away; 1234 is the number of its last line
 *	FILE.head           "shuhi-audit-head 1 SEQ HASH SEAL": the last line that is
 *	                    on the disk; the lock all writers hold (OFD, fcntl)
 *
 * A writer remembers where it left FILE.  Under the lock it looks whether that is
 * still the end; if not it reads the last line again.  A file is begun under
 * another name and moved into its place with its first line in it, so FILE is
 * never without one.
 *
 * Not for two threads at once: audit.c sees to that.
 */
#ifndef SHUHI_CAPTURE_AUDITFILE_H
#define SHUHI_CAPTURE_AUDITFILE_H

#include <sys/stat.h>

#include "auditchain.h"

struct audit_file {
	char *path, *head_path, *new_path;
	const struct seal_key *key; /* of the chain; NULL: none */
	const struct seal_key *head_key;
	char key_id[17]; /* tells which key a file is chained with; "none" */
	uint64_t rotate;
	int fd, head_fd;
	bool folder_dirty; /* FILE's name may not be on the disk yet */
	dev_t dev;
	ino_t ino, head_ino;
	uint64_t size, first; /* bytes of FILE; number of its first line */
	struct chain_link tail;
};

/* Keys are borrowed.  Fails with SHUHI_E_IO, SHUHI_E_NOMEM. */
int audit_file_open(struct audit_file *, const char *path,
    const struct seal_key *key, const struct seal_key *head_key,
    uint64_t rotate, struct shuhi_error *);
void audit_file_close(struct audit_file *); /* a zeroed one is fine */

/*
 * Append a line of these members; *line is overwritten with what was appended.
 * After a failure FILE is as it was, or ends in a torn line that the next append
 * closes.
 */
int audit_file_append(struct audit_file *, struct span members,
    struct buf *line, struct shuhi_error *);

/* Were a crash to come now, would FILE be the file we write to?  Else -1, errno. */
int audit_file_settle(struct audit_file *);

/* Everything up to `link` is on the disk: say so in FILE.head, if that is news. */
int audit_file_head(struct audit_file *, const struct chain_link *,
    struct shuhi_error *);

/* FILE.head as it is; false: there is none, or it is not valid. */
struct audit_head {
	uint64_t seq;
	struct digest hash;
	bool good; /* false: not sealed with this key, or damaged */
};

bool audit_head_read(
    int fd, const struct seal_key *head_key, struct audit_head *);

/* `"time":"2026-11-21T23:30:00.123Z"`, now. */
void audit_put_time(struct buf *);

#endif
