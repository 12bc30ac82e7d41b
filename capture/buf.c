#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "utf8.h"

#define BUF_MIN ((size_t)256)

static int
grow(struct buf *b, size_t need)
{
	size_t cap = b->cap < BUF_MIN ? BUF_MIN : b->cap;
	char *p;

	while (cap < need) {
		if (cap > SIZE_MAX / 2)
			return -1;
		cap *= 2;
	}
	/* not realloc: it would leave an unwiped copy behind */
	if ((p = malloc(cap)) == NULL)
		return -1;
	if (b->ptr != NULL) {
		memcpy(p, b->ptr, b->len);
		explicit_bzero(b->ptr, b->cap);
		free(b->ptr);
	}
	b->ptr = p;
	b->cap = cap;
	return 0;
}

char *
buf_room(struct buf *b, size_t more)
{
	if (b->failed)
		return NULL;
	if (more > SIZE_MAX - b->len ||
	    (b->len + more > b->cap && grow(b, b->len + more) != 0)) {
		b->failed = true;
		return NULL;
	}
	return b->ptr == NULL ? NULL : b->ptr + b->len;
}

void
buf_put(struct buf *b, const void *bytes, size_t n)
{
	char *to;

	if (n == 0 || (to = buf_room(b, n)) == NULL)
		return;
	memcpy(to, bytes, n);
	b->len += n;
}

void
buf_span(struct buf *b, struct span s)
{
	buf_put(b, s.ptr, s.len);
}

void
buf_str(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

void
buf_char(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void
buf_fill(struct buf *b, char c, size_t times)
{
	char *to;

	if (times == 0 || (to = buf_room(b, times)) == NULL)
		return;
	memset(to, c, times);
	b->len += times;
}

void
buf_u64(struct buf *b, uint64_t n)
{
	char digits[20];
	size_t i = sizeof digits;

	do {
		digits[--i] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	buf_put(b, digits + i, sizeof digits - i);
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list ap;
	char *to;
	int n;

	va_start(ap, format);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0) {
		b->failed = true;
		return;
	}
	if ((to = buf_room(b, (size_t)n + 1)) == NULL)
		return;
	va_start(ap, format);
	vsnprintf(to, (size_t)n + 1, format, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
buf_now(struct buf *b)
{
	struct timespec now;
	struct tm tm;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	buf_printf(b, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", tm.tm_year + 1900,
	    tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
	    (int)(now.tv_nsec / 1000000));
}

void
buf_decimal(struct buf *b, double d)
{
	unsigned thousandths = (unsigned)(d * 1000.0 + 0.5);
	char tail[4] = { '.', (char)('0' + thousandths / 100 % 10),
		(char)('0' + thousandths / 10 % 10),
		(char)('0' + thousandths % 10) };
	size_t n = sizeof tail;

	while (n > 1 && tail[n - 1] == '0')
		n--;
	buf_u64(b, thousandths / 1000);
	if (n > 1)
		buf_put(b, tail, n);
}

/* Bytes that may need an escape; c2 and e2 open U+0085 and U+2028. */
static bool
json_special(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c == 0x7f || c == 0xc2 ||
	    c == 0xe2;
}

/* Write the escape for what begins at s.ptr[at]; returns the bytes it takes. */
static size_t
json_escape(struct buf *b, struct span s, size_t at)
{
	static const char shorts[] = "btnvfr"; /* 08 ... 0d; 0b has none */
	const unsigned char *p = (const unsigned char *)s.ptr + at;
	size_t left = s.len - at;

	if (*p == 0xc2 && left > 1 && p[1] == 0x85) {
		buf_str(b, "\\u0085");
		return 2;
	}
	if (*p == 0xe2 && left > 2 && p[1] == 0x80 &&
	    (p[2] == 0xa8 || p[2] == 0xa9)) {
		buf_str(b, p[2] == 0xa8 ? "\\u2028" : "\\u2029");
		return 3;
	}
	if (*p >= 0x80)
		buf_char(b, (char)*p);
	else if (*p == '"' || *p == '\\')
		buf_put(b, (char[]){ '\\', (char)*p }, 2);
	else if (*p >= 0x08 && *p <= 0x0d && *p != 0x0b)
		buf_put(b, (char[]){ '\\', shorts[*p - 0x08] }, 2);
	else
		buf_printf(b, "\\u%04x", *p);
	return 1;
}

void
buf_json_part(struct buf *b, struct span s)
{
	size_t from = 0, at = 0;

	while (at < s.len) {
		if (!json_special((unsigned char)s.ptr[at])) {
			at++;
			continue;
		}
		buf_put(b, s.ptr + from, at - from);
		at += json_escape(b, s, at);
		from = at;
	}
	buf_put(b, s.ptr + from, at - from);
}

void
buf_json(struct buf *b, struct span s)
{
	buf_char(b, '"');
	buf_json_part(b, s);
	buf_char(b, '"');
}

void
buf_utf8(struct buf *b, struct span s)
{
	size_t at = 0, from;

	while (at < s.len) {
		from = at;
		if (utf8_next(s, &at) == UTF8_BAD) {
			buf_str(b, "\xef\xbf\xbd"); /* U+FFFD */
			at++;
		} else
			buf_put(b, s.ptr + from, at - from);
	}
}

struct span
buf_view(const struct buf *b)
{
	return (struct span){ b->ptr, b->len };
}

void
buf_drop(struct buf *b, size_t first)
{
	if (first == 0)
		return;
	memmove(b->ptr, b->ptr + first, b->len - first);
	b->len -= first;
}

void
buf_free(struct buf *b)
{
	if (b->ptr != NULL)
		explicit_bzero(b->ptr, b->cap);
	free(b->ptr);
	*b = (struct buf){ 0 };
}

void
buf_html(struct buf *b, struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		switch (s.ptr[i]) {
		case '&':
			buf_str(b, "&amp;");
			break;
		case '<':
			buf_str(b, "&lt;");
			break;
		case '>':
			buf_str(b, "&gt;");
			break;
		case '"':
			buf_str(b, "&quot;");
			break;
		case '\'':
			buf_str(b, "&#39;");
			break;
		default:
			buf_char(b, s.ptr[i]);
		}
}
