#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int
disk_write(int fd, struct span s)
{
	ssize_t n;

	while (s.len > 0) {
		n = write(fd, s.ptr, s.len);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0)
			s = span_sub(s, (size_t)n, s.len);
	}
	return 0;
}

int
disk_sync_folder(const char *path)
{
	char *copy = strdup(path), *slash;
	int fd, rc;

	if (copy == NULL)
		return -1;
	slash = strrchr(copy, '/');
	if (slash == copy)
		slash++; /* "/" itself */
	if (slash != NULL)
		*slash = '\0';
	fd = open(slash != NULL ? copy : ".",
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(copy);
	if (fd < 0)
		return -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}
