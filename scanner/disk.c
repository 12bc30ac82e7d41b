#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int
write_all(int fd, struct span s)
{
	ssize_t n;

	while (s.len > 0) {
		n = write(fd, s.ptr, s.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0)
			errno = EIO; /* or it would go on for ever */
		if (n <= 0)
			return -1;
		s = span_sub(s, (size_t)n, s.len);
	}
	return 0;
}

/* Closes `fd`. */
static bool
write_parts(int fd, const struct span *parts, size_t n)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < n && ok; i++)
		ok = write_all(fd, parts[i]) == 0;
	ok = ok && fsync(fd) == 0;
	return close(fd) == 0 && ok;
}

int
disk_replace(const char *path, const struct span *parts, size_t n)
{
	char *aside;
	int fd, why, rc = -1;

	if (asprintf(&aside, "%s.XXXXXX", path) < 0)
		return -1;
	if ((fd = mkostemp(aside, O_CLOEXEC)) >= 0) {
		rc = write_parts(fd, parts, n) ? rename(aside, path) : -1;
		why = errno;
		if (rc != 0)
			unlink(aside);
		errno = why;
	}
	free(aside);
	return rc;
}

static int
open_folder(const char *path)
{
	char *copy = strdup(path), *slash;
	int fd;

	if (copy == NULL)
		return -1;
	slash = strrchr(copy, '/');
	if (slash == copy)
		slash++; /* "/" itself */
	if (slash != NULL)
		*slash = '\0';
	fd = open(
	    slash != NULL ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(copy);
	return fd;
}

int
disk_sync_folder(const char *path)
{
	int fd = open_folder(path), rc;

	if (fd < 0)
		return -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}

int
disk_own_like_folder(int fd, const char *path)
{
	struct stat st;
	int folder, rc;

	if (geteuid() != 0)
		return 0;
	if ((folder = open_folder(path)) < 0)
		return -1;
	rc = fstat(folder, &st) == 0 ? fchown(fd, st.st_uid, st.st_gid) : -1;
	close(folder);
	return rc;
}
