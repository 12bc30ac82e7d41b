/* What must be on the disk before somebody is told that it is. */
#ifndef SHUHI_CAPTURE_DISK_H
#define SHUHI_CAPTURE_DISK_H

#include "span.h"

/* 0, or -1 with errno. */
int disk_write(int fd, struct span);
int disk_sync_folder(const char *path); /* the folder a file lies in */

#endif
