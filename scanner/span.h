/* Bytes travel as (pointer, length); NUL means nothing. */
#ifndef SHUHI_SPAN_H
#define SHUHI_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
	const char *ptr;
	size_t len;
};

#define SPAN(literal) ((struct span){ (literal), sizeof(literal) - 1 })

static inline struct span
span_of(const char *text)
{
	return (struct span){ text, strlen(text) };
}

static inline bool
span_eq(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || !memcmp(a.ptr, b.ptr, a.len));
}

static inline bool
span_starts(struct span s, struct span prefix)
{
	return s.len >= prefix.len &&
	       (prefix.len == 0 || !memcmp(s.ptr, prefix.ptr, prefix.len));
}

/* Does `what` stand at `at`? */
static inline bool
span_starts_at(struct span s, size_t at, struct span what)
{
	return at <= s.len &&
	       span_starts((struct span){ s.ptr + at, s.len - at }, what);
}

/* With one of these `n`? */
static inline bool
span_starts_any(struct span s, const struct span *prefix, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (span_starts(s, prefix[i]))
			return true;
	return false;
}

static inline bool
span_ends(struct span s, struct span suffix)
{
	return s.len >= suffix.len &&
	       (suffix.len == 0 ||
	           !memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len));
}

/* Nothing may be taken of nothing: NULL + 0 is undefined in C11. */
static inline struct span
span_sub(struct span s, size_t from, size_t to)
{
	return (struct span){ from > 0 ? s.ptr + from : s.ptr, to - from };
}

/* Without the blanks and control signs at both ends. */
static inline struct span
span_trim(struct span s)
{
	while (s.len > 0 && (unsigned char)s.ptr[0] <= ' ')
		s = span_sub(s, 1, s.len);
	while (s.len > 0 && (unsigned char)s.ptr[s.len - 1] <= ' ')
		s.len--;
	return s;
}

/*
 * Where `needle` (short, not empty, of our own making) begins at `from` or behind it;
 * s.len: nowhere.  Its first byte is rare in most text: many times as fast as memmem(),
 * which is for what others choose.
 */
static inline size_t
span_find(struct span s, size_t from, struct span needle)
{
	const char *p;

	while (from < s.len && s.len - from >= needle.len) {
		p = memchr(s.ptr + from, needle.ptr[0], s.len - from);
		if (p == NULL)
			break;
		from = (size_t)(p - s.ptr);
		if (span_starts_at(s, from, needle))
			return from;
		from++;
	}
	return s.len;
}

static inline bool
span_has(struct span s, struct span needle)
{
	return needle.len > 0 && span_find(s, 0, needle) < s.len;
}

/* Cut what is before `sep` off the front of *s; false at the end. */
static inline bool
span_cut(struct span *s, char sep, struct span *head)
{
	const char *p;

	if (s->len == 0)
		return false;
	p = memchr(s->ptr, sep, s->len);
	*head = span_sub(*s, 0, p != NULL ? (size_t)(p - s->ptr) : s->len);
	*s = span_sub(*s, head->len + (p != NULL), s->len);
	return true;
}

#endif
