/* Between the files that auditfile.h is made of; for those only. */
#ifndef SHUHI_CAPTURE_AUDITPARTS_H
#define SHUHI_CAPTURE_AUDITPARTS_H

#include <sys/stat.h>

#include "auditfile.h"

/* SHUHI_E_IO about FILE with errno, SHUHI_E_NOMEM; return -1. */
int audit_io(
    struct shuhi_error *, const struct audit_file *, const char *message);
int audit_nomem(struct shuhi_error *);

int audit_put_line(struct audit_file *, struct span, struct shuhi_error *);
int audit_seal_line(struct audit_file *, struct buf *line,
    struct span members, struct shuhi_error *);
int audit_write_head(struct audit_file *, const struct chain_link *);

/* `"time":…,"type":"…","key":"…"` */
void audit_put_type(struct audit_file *, struct buf *, const char *type);

/* `fd` is FILE from now on, the one before is closed. */
void audit_adopt(struct audit_file *, int fd, const struct stat *);

/* There is no FILE: the first ever, or it was taken away. */
int audit_begin(struct audit_file *, struct shuhi_error *);

/*
 * The old file keeps its inode and gets a name of its own, then a new one takes
 * its place.  -1: it could not be done and nothing has changed.
 */
int audit_rotate(struct audit_file *);

/*
 * Find the end of FILE, whose size is known; close what does not belong there with
 * a record.  `opening`: FILE.head is asked, too; `cut`: FILE is shorter than it was.
 */
int audit_load_tail(
    struct audit_file *, bool opening, bool cut, struct shuhi_error *);

#endif
