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

static const char *
base_of(const char *path)
{
	return strrchr(path, '/') + 1;
}

static bool
ends_nearly(const char *name, const char *suffix)
{
	size_t n = strlen(name), tail = strlen(suffix);

	return n >= tail && !strcasecmp(name + n - tail, suffix);
}

/* Names for a hint, as many as it holds. */
static void
join_names(char *out, size_t room, char *const *names, size_t n)
{
	size_t at = 0, len, i;

	for (i = 0; i < n; i++) {
		len = strlen(base_of(names[i]));
		if (at + len + sizeof ", …" > room) {
			memcpy(out + at, "…", sizeof "…");
			return;
		}
		memcpy(out + at, base_of(names[i]), len);
		memcpy(out + at + len, ", ", 3);
		at += len + 2;
	}
	out[at > 2 ? at - 2 : 0] = '\0';
}

static int
refuse_folder(const char *folder, const char *suffix, char *const *names,
    size_t n, enum shuhi_code code, struct shuhi_error *err)
{
	char there[160];

	join_names(there, sizeof there, names, n);
	return fail_file(err, code, folder, 0, 0,
	    "nothing in this folder is read", "want files *%s; there are: %s",
	    suffix, there);
}

/* fold.tsv is no list of words, and is read by itself. */
static bool
is_needed(const char *name, const char *suffix)
{
	return span_ends(span_of(name), span_of(suffix)) &&
	       strcmp(base_of(name), "fold.tsv") != 0;
}

/* The needed ones stay, the others are freed. */
static void
keep_needed(char **names, size_t *n, const char *suffix)
{
	size_t i, kept = 0;

	for (i = 0; i < *n; i++)
		if (is_needed(names[i], suffix))
			names[kept++] = names[i];
		else
			free(names[i]);
	*n = kept;
}

int
folder_need(const char *folder, const char *suffix, const char *mistaken,
    enum shuhi_code code, char ***names, size_t *n, struct shuhi_error *err)
{
	bool any = false;
	size_t i;
	char **v;
	int rc = 0;

	if (folder_list(folder, "", names, n, err) != 0)
		return -1;
	for (v = *names, i = 0; i < *n && rc == 0; i++)
		if (span_ends(span_of(v[i]), span_of(suffix)))
			any |= is_needed(v[i], suffix);
		else if (ends_nearly(v[i], suffix) ||
		         ends_nearly(v[i], mistaken))
			rc = fail_file(err, code, v[i], 0, 0,
			    "would not be read", "name it *%s", suffix);
	/* an empty one waits for its first file: a policy may name it already */
	if (rc == 0 && !any && *n > 0)
		rc = refuse_folder(folder, suffix, v, *n, code, err);
	if (rc != 0) {
		folder_free(v, *n);
		return -1;
	}
	keep_needed(v, n, suffix);
	return 0;
}
