#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct walk_file *
add_file(struct walk *w, struct span path)
{
	size_t cap = w->cap ? w->cap * 2 : 64;
	struct walk_file *v;

	if (w->n == w->cap) {
		if ((v = realloc(w->files, cap * sizeof *v)) == NULL) {
			w->failed = true;
			return NULL;
		}
		w->files = v;
		w->cap = cap;
	}
	v = &w->files[w->n++];
	*v = (struct walk_file){ .path = w->names.len };
	buf_span(&w->names, path);
	buf_char(&w->names, '\0');
	w->failed |= w->names.failed;
	return v;
}

static void
add_error(struct walk *w, struct span path, int error)
{
	struct walk_file *f = add_file(w, path);

	if (f != NULL)
		f->error = error;
}

static void
add_regular(struct walk *w, struct span path, uint64_t size, bool found)
{
	struct walk_file *f = add_file(w, path);

	if (f == NULL)
		return;
	f->size = size;
	f->found = found;
	w->bytes += size;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
	char **v;
	size_t n, cap;
};

static void
names_free(struct names *names)
{
	while (names->n > 0)
		free(names->v[--names->n]);
	free(names->v);
}

static bool
add_name(struct names *names, const char *name)
{
	size_t cap = names->cap ? names->cap * 2 : 64;
	char **v;

	if (names->n == names->cap) {
		if ((v = realloc(names->v, cap * sizeof *v)) == NULL)
			return false;
		names->v = v;
		names->cap = cap;
	}
	if ((names->v[names->n] = strdup(name)) == NULL)
		return false;
	names->n++;
	return true;
}

/* 0, or the errno that came between. */
static int
read_names(int fd, struct names *names)
{
	struct dirent *e;
	int error = 0;
	DIR *d;

	if ((d = fdopendir(fd)) == NULL) {
		error = errno;
		close(fd);
		return error;
	}
	while ((errno = 0, e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (!add_name(names, e->d_name)) {
			error = ENOMEM;
			break;
		}
	}
	if (error == 0)
		error = errno;
	closedir(d);
	if (names->n > 1)
		qsort(names->v, names->n, sizeof *names->v, by_name);
	return error;
}

static void add_folder(struct walk *, struct buf *path, int flags);

/* `path` names something inside a folder. */
static void
add_entry(struct walk *w, struct buf *path)
{
	struct span name = { path->ptr, path->len - 1 }; /* less the NUL */
	struct stat st;

	if (lstat(path->ptr, &st) != 0)
		add_error(w, name, errno);
	else if (S_ISDIR(st.st_mode))
		add_folder(w, path, O_NOFOLLOW);
	else if (S_ISREG(st.st_mode))
		add_regular(w, name, (uint64_t)st.st_size, true);
}

/* `path` is NUL-terminated, and the same again afterwards. */
static void
add_folder(struct walk *w, struct buf *path, int flags)
{
	size_t len = path->len - 1, i;
	struct names names = { 0 };
	int fd, error;

	fd = open(path->ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
	error = fd < 0 ? errno : read_names(fd, &names);
	if (error != 0)
		add_error(w, (struct span){ path->ptr, len }, error);
	for (i = 0; i < names.n && !w->failed; i++) {
		path->len = len;
		if (len > 0 && path->ptr[len - 1] != '/')
			buf_char(path, '/');
		buf_str(path, names.v[i]);
		buf_char(path, '\0');
		if (path->failed)
			w->failed = true;
		else
			add_entry(w, path);
	}
	names_free(&names);
	path->len = len;
	buf_char(path, '\0');
}

void
walk_add(struct walk *w, const char *path)
{
	struct span name = span_of(path);
	struct buf full = { 0 };
	struct walk_file *f;
	struct stat st;

	if (strcmp(path, "-") == 0) {
		if ((f = add_file(w, name)) != NULL)
			f->is_stdin = true;
		w->open_ended = true;
	} else if (stat(path, &st) != 0) {
		add_error(w, name, errno);
	} else if (S_ISDIR(st.st_mode)) {
		buf_str(&full, path);
		buf_char(&full, '\0');
		if (full.failed)
			w->failed = true;
		else
			add_folder(w, &full, 0);
		buf_free(&full);
	} else {
		add_regular(w, name, (uint64_t)st.st_size, false);
		w->open_ended |= !S_ISREG(st.st_mode);
	}
}

const char *
walk_path(const struct walk *w, const struct walk_file *f)
{
	return w->names.ptr + f->path;
}

void
walk_free(struct walk *w)
{
	buf_free(&w->names);
	free(w->files);
	*w = (struct walk){ 0 };
}

int
walk_open(const char *path, bool found)
{
	int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY, fd;
	struct stat st;

	if (path == NULL)
		return STDIN_FILENO;
	if (found)
		flags |= O_NOFOLLOW | O_NONBLOCK;
	if ((fd = open(path, flags)) < 0)
		return -1;
	if (found && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		errno = EINVAL;
		return -1;
	}
	return fd;
}

void
walk_close(int fd)
{
	if (fd > STDIN_FILENO)
		close(fd);
}
