#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "err.h"

/* The least that is asked for: an ordinary post fits without growing. */
#define SPOOL_FIRST 4096

void
spool_init(struct spool *s, struct spool_rules *rules)
{
	*s = (struct spool){ .rules = rules, .fd = -1 };
}

/* ---- the ceiling over all bodies ------------------------------------------ */

static int
hold(struct spool_rules *r, size_t bytes, struct shuhi_error *err)
{
	size_t now = atomic_load(&r->held);

	do {
		if (bytes > r->together || now > r->together - bytes)
			return fail(
			    err, SHUHI_E_LIMIT, "too many bodies at once", 0);
	} while (!atomic_compare_exchange_weak(&r->held, &now, now + bytes));
	return 0;
}

static void
release(struct spool_rules *r, size_t bytes)
{
	atomic_fetch_sub(&r->held, bytes);
}

/* ---- memory ----------------------------------------------------------------- */

/* A new block and a wipe of the old: realloc would leave a copy behind. */
static int
grow(struct spool *s, size_t want, struct shuhi_error *err)
{
	size_t cap = s->cap == 0 ? SPOOL_FIRST : s->cap;
	char *mem;

	while (cap < want)
		cap *= 2;
	if (cap == s->cap)
		return 0;
	if ((mem = malloc(cap)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a body", 0);
	if (s->len > 0)
		memcpy(mem, s->mem, s->len);
	if (s->mem != NULL)
		explicit_bzero(s->mem, s->len);
	free(s->mem);
	s->mem = mem;
	s->cap = cap;
	return 0;
}

static void
forget_memory(struct spool *s)
{
	if (s->mem != NULL)
		explicit_bzero(s->mem, s->cap);
	free(s->mem);
	s->mem = NULL;
	s->cap = 0;
}

/* ---- the file ----------------------------------------------------------------- */

/* At its place, so that half of a write that failed is overwritten or unseen. */
static int
write_at(int fd, size_t at, struct span bytes, struct shuhi_error *err)
{
	ssize_t n;

	while (bytes.len > 0) {
		n = pwrite(fd, bytes.ptr, bytes.len, (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return fail(
			    err, SHUHI_E_IO, "a body cannot be spooled", 0);
		bytes = span_sub(bytes, (size_t)n, bytes.len);
		at += (size_t)n;
	}
	return 0;
}

static int
become_file(struct spool *s, struct shuhi_error *err)
{
	int fd = s->rules->folder == NULL
	             ? memfd_create("shuhi", MFD_CLOEXEC)
	             : open(s->rules->folder,
	                   O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail(err, SHUHI_E_IO, "no file for a body", 0);
	if (write_at(fd, 0, (struct span){ s->mem, s->len }, err) != 0) {
		close(fd);
		return -1;
	}
	s->fd = fd;
	forget_memory(s);
	return 0;
}

static void
unmap(struct spool *s)
{
	if (s->map != NULL)
		munmap(s->map, s->len);
	s->map = NULL;
}

/* ---- in, out ------------------------------------------------------------------- */

static int
store(struct spool *s, struct span bytes, struct shuhi_error *err)
{
	if (s->fd < 0 && bytes.len > s->rules->in_memory - s->len &&
	    become_file(s, err) != 0)
		return -1;
	if (s->fd >= 0) {
		unmap(s);
		return write_at(s->fd, s->len, bytes, err);
	}
	if (grow(s, s->len + bytes.len, err) != 0)
		return -1;
	memcpy(s->mem + s->len, bytes.ptr, bytes.len);
	return 0;
}

int
spool_add(struct spool *s, struct span bytes, struct shuhi_error *err)
{
	if (bytes.len == 0)
		return 0;
	if (hold(s->rules, bytes.len, err) != 0)
		return -1;
	if (store(s, bytes, err) != 0) {
		release(s->rules, bytes.len);
		return -1;
	}
	s->len += bytes.len;
	return 0;
}

int
spool_view(struct spool *s, struct span *out, struct shuhi_error *err)
{
	void *map;

	if (s->fd < 0) {
		*out = (struct span){ s->mem == NULL ? "" : s->mem, s->len };
		return 0;
	}
	if (s->map == NULL) {
		map = mmap(NULL, s->len, PROT_READ, MAP_PRIVATE, s->fd, 0);
		if (map == MAP_FAILED)
			return fail(err, SHUHI_E_IO,
			    "a spooled body cannot be read", 0);
		s->map = map;
	}
	*out = (struct span){ s->map, s->len };
	return 0;
}

struct span
spool_next(struct spool *s, struct span view, size_t most)
{
	size_t from = s->given, left = view.len - from;

	s->given += left < most ? left : most;
	return span_sub(view, from, s->given);
}

void
spool_drop(struct spool *s)
{
	unmap(s);
	if (s->fd >= 0)
		close(s->fd);
	forget_memory(s);
	release(s->rules, s->len);
	spool_init(s, s->rules);
}
