#include "import_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk.h"

void
import_file_drop(struct import_file *f)
{
	int saved = errno;

	if (f->aside != NULL)
		unlink(f->aside);
	free(f->aside);
	*f = (struct import_file){ 0 };
	errno = saved;
}

int
import_file_write(struct import_file *f, const char *name, struct span s)
{
	const char *slash = strrchr(name, '/'), *base;
	int fd, rc;

	*f = (struct import_file){ .name = name };
	base = slash != NULL ? slash + 1 : name;
	/* no folder scan takes it for a dictionary: it ends in no .tsv */
	if (asprintf(&f->aside, "%.*s.%s.XXXXXX", (int)(base - name), name,
	        base) < 0) {
		f->aside = NULL;
		errno = ENOMEM;
		return -1;
	}
	if ((fd = mkostemp(f->aside, O_CLOEXEC)) < 0) {
		free(f->aside);
		f->aside = NULL;
		return -1;
	}
	rc = write_all(fd, s);
	if (rc == 0 && (fchmod(fd, 0644) != 0 || fsync(fd) != 0))
		rc = -1;
	if (close(fd) != 0)
		rc = -1;
	if (rc != 0)
		import_file_drop(f);
	return rc;
}

int
import_file_keep(struct import_file *f)
{
	if (rename(f->aside, f->name) != 0) {
		import_file_drop(f);
		return -1;
	}
	free(f->aside);
	*f = (struct import_file){ 0 };
	return 0;
}
