#include "extract.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#include "limit.h"
#include "noise.h"
#include "utf8.h"

#define TICKS 32 /* steps of a reader between two looks at the clock */

static uint64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void
limits_settle(struct shuhi_body_limits *l)
{
	l->bytes = l->bytes ? l->bytes : LIMIT_BODY_BYTES;
	l->ratio = l->ratio ? l->ratio : LIMIT_BODY_RATIO;
	l->depth = l->depth ? l->depth : LIMIT_BODY_DEPTH;
	l->fields = l->fields ? l->fields : LIMIT_BODY_FIELDS;
	l->milliseconds = l->milliseconds ? l->milliseconds : LIMIT_BODY_MS;
}

void
extract_start(struct extract *x, struct arena *arena,
    const struct shuhi_body_limits *settled)
{
	*x = (struct extract){
		.arena = arena,
		.limits = *settled,
		.deadline = now() + (uint64_t)settled->milliseconds * 1000000u,
	};
}

bool
extract_over(struct extract *x, struct span path)
{
	if (x->arena->overflowed)
		return true;
	if (x->told[SHUHI_CAUSE_TIMEOUT] == 0 && x->ticks++ % TICKS == 0 &&
	    now() > x->deadline)
		extract_fail(x, SHUHI_CAUSE_TIMEOUT, path, 0);
	return x->told[SHUHI_CAUSE_TIMEOUT] > 0 ||
	       x->nfields > x->limits.fields;
}

void
extract_fail(
    struct extract *x, enum shuhi_cause cause, struct span path, uint64_t at)
{
	if (x->told[cause]++ >= LIMIT_BODY_TOLD)
		return;
	if (path.len == 0)
		path = SPAN("body");
	x->failures = arena_grow(x->arena, x->failures, x->nfailures,
	    &x->cap_failures, x->nfailures + 1, sizeof *x->failures);
	if (x->failures != NULL)
		x->failures[x->nfailures++] = (struct shuhi_failure){
			.cause = cause, .field = path.ptr, .at = at
		};
}

bool
extract_room(struct extract *x, struct span path, uint64_t n)
{
	if (n <= x->limits.bytes - x->made) {
		x->made += n;
		return true;
	}
	extract_fail(x, SHUHI_CAUSE_TOO_LARGE, path, 0);
	return false;
}

bool
extract_enter(struct extract *x, struct span path)
{
	if (extract_over(x, path))
		return false;
	if (x->depth >= x->limits.depth) {
		extract_fail(x, SHUHI_CAUSE_DEPTH, path, 0);
		return false;
	}
	x->depth++;
	return true;
}

void
extract_leave(struct extract *x)
{
	x->depth--;
}

/* No more than fits a path, and whole characters. */
static size_t
fitting(struct span s)
{
	if (s.len <= SHUHI_FIELD_MAX)
		return s.len;
	return utf8_start(s, SHUHI_FIELD_MAX);
}

struct span
path_in(struct extract *x, struct span outer, const char *format, ...)
{
	/* four times the longest path: %.*s of a key may be cut anywhere here,
	 * and is cut again, at a character, below */
	char buf[4 * (SHUHI_FIELD_MAX + 1)], *p;
	struct span path = { buf, 0 };
	va_list ap;
	size_t i, n = outer.len;
	int more;

	if (n > 0) {
		memcpy(buf, outer.ptr, n);
		buf[n++] = '!';
	}
	va_start(ap, format);
	more = vsnprintf(buf + n, sizeof buf - n, format, ap);
	va_end(ap);
	path.len = more < 0 ? n : n + (size_t)more;
	if (path.len > sizeof buf - 1)
		path.len = sizeof buf - 1;
	path.len = fitting(path);
	if ((p = arena_alloc(x->arena, path.len + 1)) == NULL)
		return (struct span){ 0 };
	for (i = 0; i < path.len; i++)
		p[i] = (unsigned char)buf[i] < 0x20 || buf[i] == 0x7f ? '?'
		                                                      : buf[i];
	explicit_bzero(buf, sizeof buf);
	return (struct span){ p, path.len };
}

struct span
extract_copy(struct extract *x, struct span s)
{
	char *p = arena_alloc(x->arena, s.len + 1);

	if (p == NULL)
		return (struct span){ 0 };
	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	return (struct span){ p, s.len };
}

void
extract_blank(
    struct extract *x, struct span text, char **copy, size_t from, size_t to)
{
	if (*copy == NULL)
		*copy = (char *)(uintptr_t)extract_copy(x, text).ptr;
	if (*copy != NULL)
		memset(*copy + from, ' ', to - from);
}

static void
add(struct extract *x, const struct text_field *f)
{
	if (f->text.len == 0 || extract_over(x, f->path))
		return;
	if (x->nfields == x->limits.fields) {
		extract_fail(x, SHUHI_CAUSE_TOO_LARGE, f->path, 0);
		/* one past: over, from now on */
		x->nfields++;
		return;
	}
	x->fields = arena_grow(x->arena, x->fields, x->nfields, &x->cap_fields,
	    x->nfields + 1, sizeof *x->fields);
	if (x->fields == NULL)
		return;
	x->fields[x->nfields] = *f;
	if (x->apart && f->alone)
		x->fields[x->nfields].shared = false;
	x->nfields++;
}

void
extract_field(
    struct extract *x, struct span path, struct span label, struct span text)
{
	text = without_noise(x, text);
	add(x, &(struct text_field){ path, label, text, true, true });
}

void
extract_aside(struct extract *x, struct span path, struct span text)
{
	text = without_noise(x, text);
	add(x, &(struct text_field){ path, SPAN(""), text, true, false });
}

void
extract_value(
    struct extract *x, struct span path, struct span label, struct span text)
{
	add(x, &(struct text_field){ path, label, text, false, true });
}
