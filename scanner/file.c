#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "huge.h"
#include "span.h"

static int
read_whole(int fd, const char *file, size_t most, char **data, size_t *len,
    enum shuhi_code code, struct shuhi_error *err)
{
	struct stat st;
	FILE *f;
	char *p = NULL;
	size_t n;

	if (fd < 0 || (f = fdopen(fd, "r")) == NULL) {
		fail_file(err, SHUHI_E_IO, file, 0, 0, "cannot open the file",
		    "%s", strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	if (fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode)) {
		fclose(f);
		return fail_file(err, SHUHI_E_IO, file, 0, 0,
		    "not a regular file", "name a file");
	}
	if (st.st_size > (off_t)most) {
		fclose(f);
		return fail_file(err, code, file, 0, 0, "file too large",
		    "at most %zu bytes; split it", most);
	}
	n = (size_t)st.st_size;
	if ((p = huge_alloc(n + 1)) == NULL) {
		fclose(f);
		return fail(err, SHUHI_E_NOMEM, "no memory for a file", 0);
	}
	if (fread(p, 1, n, f) != n) {
		fclose(f);
		free(p);
		return fail_file(err, SHUHI_E_IO, file, 0, 0,
		    "cannot read the file", "it changed while it was read");
	}
	fclose(f);
	p[n] = '\0';
	*data = p;
	*len = n;
	return 0;
}

/* a pipe without a writer would keep us waiting */
#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_CLOEXEC)

int
file_read(const char *file, size_t most, char **data, size_t *len,
    enum shuhi_code code, struct shuhi_error *err)
{
	return read_whole(
	    open(file, OPEN_FLAGS), file, most, data, len, code, err);
}

int
file_read_own(const char *file, size_t most, char **data, size_t *len,
    struct shuhi_error *err)
{
	return read_whole(open(file, OPEN_FLAGS | O_NOFOLLOW), file, most, data,
	    len, SHUHI_E_IO, err);
}

/* ---- folders ---------------------------------------------------------- */

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
folder_free(char **names, size_t n)
{
	while (n > 0)
		free(names[--n]);
	free(names);
}

static int
folder_collect(DIR *dir, const char *folder, const char *suffix, char ***names,
    size_t *n, struct shuhi_error *err)
{
	struct dirent *e;
	char **v;

	while ((e = readdir(dir)) != NULL) {
		if (e->d_name[0] == '.' ||
		    !span_ends(span_of(e->d_name), span_of(suffix)))
			continue;
		if ((v = realloc(*names, (*n + 1) * sizeof *v)) == NULL)
			return fail(err, SHUHI_E_NOMEM, "no memory", 0);
		*names = v;
		if (asprintf(&v[*n], "%s/%s", folder, e->d_name) < 0)
			return fail(err, SHUHI_E_NOMEM, "no memory", 0);
		(*n)++;
	}
	return 0;
}

int
folder_list(const char *folder, const char *suffix, char ***names, size_t *n,
    struct shuhi_error *err)
{
	DIR *dir;
	int rc;

	*names = NULL;
	*n = 0;
	if ((dir = opendir(folder)) == NULL)
		return fail_file(err, SHUHI_E_IO, folder, 0, 0,
		    "cannot read the folder", "%s", strerror(errno));
	rc = folder_collect(dir, folder, suffix, names, n, err);
	closedir(dir);
	if (rc != 0) {
		folder_free(*names, *n);
		return -1;
	}
	if (*n > 0)
		qsort(*names, *n, sizeof **names, by_name);
	return 0;
}
