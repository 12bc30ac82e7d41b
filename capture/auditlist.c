/* The files of one audit. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

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

void
audit_files_free(char **v)
{
	size_t i;

	for (i = 0; v != NULL && v[i] != NULL; i++)
		free(v[i]);
	free(v);
}
