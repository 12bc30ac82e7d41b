/* Writing, and what must be on the disk before somebody is told that it is. */
#ifndef SHUHI_DISK_H
#define SHUHI_DISK_H

#include "span.h"

/* All of it, also to a pipe.  0, or -1 with errno; so do the others here. */
int write_all(int fd, struct span);

/*
 * Put `n` parts, one behind the other, in the place of `path`, all of them or
 * none: written aside (0600, a name of six letters behind the file's own, which
 * no thread shares), synced, renamed.  Whatever lay there, a link or a pipe too,
 * is replaced, never written through.
 */
int disk_replace(const char *path, const struct span *parts, size_t n);

int disk_sync_folder(const char *path); /* the folder a file lies in */

/*
 * Root makes files for whoever the folder belongs to: a log that `shuhi proxy
 * doctor` began must not lock the proxy out.  For others nothing is done.
 */
int disk_own_like_folder(int fd, const char *path);

#endif
