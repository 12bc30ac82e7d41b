/* The files of one audit. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auditchain.h"
#include "auditverify.h"
#include "err.h"

static char *
folder_of(const char *file)
{
	const char *slash = strrchr(file, '/');

	if (slash == NULL)
		return strdup(".");
	return strndup(file, slash == file ? 1 : (size_t)(slash - file));
}

/* BASE.NNNNNNNNNNNN: twelve digits or more. */
static bool
is_part(const char *name, const char *base)
{
	size_t n = strlen(base), digits = 0;

	if (strncmp(name, base, n) != 0 || name[n] != '.')
		return false;
	for (name += n + 1; name[digits] >= '0' && name[digits] <= '9';)
		digits++;
	return digits >= 12 && name[digits] == '\0';
}

/* By number; all have the same name before it. */
static int
compare(const void *x, const void *y)
{
	const char *a = *(char *const *)x, *b = *(char *const *)y;
	size_t m = strlen(a), n = strlen(b);

	return m != n ? (m > n) - (m < n) : strcmp(a, b);
}

static int
add(char ***v, size_t *n, char *name)
{
	char **more = realloc(*v, (*n + 2) * sizeof **v);

	if (more == NULL || name == NULL) {
		*v = more != NULL ? more : *v;
		free(name);
		return -1;
	}
	*v = more;
	more[(*n)++] = name;
	more[*n] = NULL;
	return 0;
}

/* Is it FILE under another name? */
static bool
is_double(const char *part, const char *file)
{
	struct stat a, b;

	return stat(part, &a) == 0 && stat(file, &b) == 0 &&
	    a.st_ino == b.st_ino && a.st_dev == b.st_dev;
}

static int
add_parts(DIR *dir, const char *file, bool doubles, char ***v, size_t *n)
{
	const char *slash = strrchr(file, '/');
	const char *base = slash == NULL ? file : slash + 1;
	struct dirent *e;
	char *name;

	while ((e = readdir(dir)) != NULL) {
		if (!is_part(e->d_name, base))
			continue;
		if (asprintf(&name, "%s%s", file,
		        e->d_name + strlen(base)) < 0)
			return -1;
		if (is_double(name, file) != doubles)
			free(name);
		else if (add(v, n, name) != 0)
			return -1;
	}
	if (*n > 1)
		qsort(*v, *n, sizeof **v, compare);
	return add(v, n, strdup(file));
}

static int
list(const char *file, bool doubles, char ***out, size_t *n,
    struct shuhi_error *err)
{
	char **v = NULL, *folder = folder_of(file);
	DIR *dir = folder == NULL ? NULL : opendir(folder);
	int rc;

	*n = 0;
	free(folder);
	if (dir == NULL)
		return fail_file(err, SHUHI_E_IO, file, 0, 0,
		    "cannot see the folder", "%s", strerrordesc_np(errno));
	rc = add_parts(dir, file, doubles, &v, n);
	closedir(dir);
	if (rc != 0) {
		if (v != NULL)
			v[*n] = NULL;
		audit_files_free(v);
		return fail(err, SHUHI_E_NOMEM, "no memory for the audit", 0);
	}
	*out = v;
	return 0;
}

int
audit_files(const char *file, char ***out, size_t *n, struct shuhi_error *err)
{
	return list(file, false, out, n, err);
}

int
audit_doubles(
    const char *file, char ***out, size_t *n, struct shuhi_error *err)
{
	return list(file, true, out, n, err);
}

/* ---- each of them, open ------------------------------------------------- */

struct each {
	audit_file_fn *f;
	void *arg;
	struct shuhi_error *err;
};

static int
open_file(const char *file, struct shuhi_error *err)
{
	/* a pipe without a writer would keep us waiting */
	int fd = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	return fd >= 0 ? fd : fail_file(err, SHUHI_E_IO, file, 0, 0,
	    "cannot open the file", "%s", strerrordesc_np(errno));
}

static int
visit(const struct each *x, const char *file, bool last)
{
	int fd = open_file(file, x->err), rc;

	if (fd < 0)
		return -1;
	rc = x->f(x->arg, file, fd, last, x->err);
	close(fd);
	return rc;
}

/* The number of an open file's first record; UINT64_MAX when it has none. */
static uint64_t
first_record(int fd)
{
	char begin[40];
	ssize_t n = pread(fd, begin, sizeof begin, 0);
	uint64_t seq;

	return n > 0 && chain_begins((struct span){ begin, (size_t)n }, &seq)
	    ? seq : UINT64_MAX;
}

/* The number of a part's last record, which is in its name. */
static uint64_t
last_record(const char *part)
{
	return strtoull(strrchr(part, '.') + 1, NULL, 10);
}

/* What was rotated away before FILE was opened as fd, and nothing later. */
static int
visit_older(const struct each *x, const char *file, int fd)
{
	const uint64_t first = first_record(fd);
	char **parts;
	size_t n, i;
	int rc = 0;

	if (audit_files(file, &parts, &n, x->err) != 0)
		return -1;
	for (i = 0; i + 1 < n && rc == 0 && last_record(parts[i]) < first;
	    i++)
		rc = visit(x, parts[i], false);
	audit_files_free(parts);
	return rc;
}

int
audit_each(const char *const *files, size_t n, audit_file_fn *f, void *arg,
    struct shuhi_error *err)
{
	const struct each x = { f, arg, err };
	size_t i;
	int rc = 0;

	for (i = 0; i < n && rc == 0; i++)
		rc = visit(&x, files[i], i + 1 == n);
	return rc;
}

int
audit_each_part(const char *file, audit_file_fn *f, void *arg,
    struct shuhi_error *err)
{
	const struct each x = { f, arg, err };
	int fd = open_file(file, err), rc;

	if (fd < 0)
		return -1;
	rc = visit_older(&x, file, fd);
	if (rc == 0)
		rc = f(arg, file, fd, true, err);
	close(fd);
	return rc;
}

void
audit_files_free(char **v)
{
	size_t i;

	for (i = 0; v != NULL && v[i] != NULL; i++)
		free(v[i]);
	free(v);
}
