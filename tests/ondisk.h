/*
 * Which files were brought to the disk, and a disk that refuses: fsync() and
 * fdatasync() of the whole program are these.
 */
#ifndef SHUHI_TESTS_ONDISK_H
#define SHUHI_TESTS_ONDISK_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ONDISK_MOST 64

static atomic_size_t syncs_left = SIZE_MAX; /* all that come later fail */
static atomic_size_t nsynced;
static _Atomic ino_t synced[ONDISK_MOST];

static int
sync_or_refuse(int fd, long call)
{
	size_t left = atomic_load(&syncs_left), n;
	struct stat st;

	if (left == 0 || fstat(fd, &st) != 0) {
		errno = EIO;
		return -1;
	}
	if (left != SIZE_MAX)
		atomic_fetch_sub(&syncs_left, 1);
	n = atomic_fetch_add(&nsynced, 1);
	if (n < ONDISK_MOST)
		atomic_store(&synced[n], st.st_ino);
	return (int)syscall(call, fd);
}

int
fsync(int fd)
{
	return sync_or_refuse(fd, SYS_fsync);
}

int
fdatasync(int fd)
{
	return sync_or_refuse(fd, SYS_fdatasync);
}

static inline void
syncs_forget(void)
{
	atomic_store(&nsynced, 0);
}

/* Since then. */
static inline bool
was_synced(const char *path)
{
	struct stat st;
	size_t i;

	if (stat(path, &st) != 0)
		return false;
	for (i = 0; i < atomic_load(&nsynced) && i < ONDISK_MOST; i++)
		if (atomic_load(&synced[i]) == st.st_ino)
			return true;
	return false;
}

#endif
