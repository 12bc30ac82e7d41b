/* Files that only we may read: keys, users. */
#ifndef SHUHI_DRAFT_SECRET_H
#define SHUHI_DRAFT_SECRET_H

#include "buf.h"
#include "shuhi.h"

/*
 * All of a file, with a NUL behind it that does not count.  It must belong to who
 * runs or to root and be closed to everybody else; in systemd's own folder of
 * credentials a group may stand for an ACL.
 *
 * Fails  SHUHI_E_USAGE (others may read it), SHUHI_E_IO, SHUHI_E_LIMIT (more than
 *        `most` bytes), SHUHI_E_NOMEM; err->where names the file.
 */
int secret_read(
    const char *file, size_t most, struct buf *, struct shuhi_error *);

/* The same of one that is no secret: a certificate. */
int open_read(
    const char *file, size_t most, struct buf *, struct shuhi_error *);

#endif
