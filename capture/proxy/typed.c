#include "typed.h"

#include "err.h"
#include "utf8.h"

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `in` decoded into `out` (room bytes), *n of them. */
static int
decode(
    struct span in, char *out, size_t room, size_t *n, struct shuhi_error *err)
{
	size_t i, at = 0;
	int high, low;
	char c;

	if (*n != 0)
		return fail(err, SHUHI_E_USAGE, "a value is given twice", 0);
	for (i = 0; i < in.len; i++) {
		c = in.ptr[i] == '+' ? ' ' : in.ptr[i];
		if (c == '%') {
			high = i + 2 < in.len ? hex(in.ptr[i + 1]) : -1;
			low = high >= 0 ? hex(in.ptr[i + 2]) : -1;
			if (low < 0)
				return fail(err, SHUHI_E_USAGE,
				    "not a percent sequence", i);
			c = (char)(high << 4 | low);
			i += 2;
		}
		if (at == room)
			return fail(
			    err, SHUHI_E_LIMIT, "a value is too long", i);
		out[at++] = c;
	}
	*n = at;
	return 0;
}

static struct span
trimmed(struct span s)
{
	while (s.len > 0 && (unsigned char)s.ptr[0] <= ' ')
		s = span_sub(s, 1, s.len);
	while (s.len > 0 && (unsigned char)s.ptr[s.len - 1] <= ' ')
		s.len--;
	return s;
}

static int
settle_why(struct typed *f, struct shuhi_error *err)
{
	struct span why = trimmed((struct span){ f->why, f->nwhy });
	size_t at = 0;

	memmove(f->why, why.ptr, why.len);
	f->nwhy = why.len;
	why.ptr = f->why;
	while (at < why.len) {
		if (utf8_next(why, &at) == UTF8_BAD)
			return fail(err, SHUHI_E_CHARSET, "not UTF-8", at);
		f->why_chars++;
	}
	return 0;
}

static int
take(struct typed *f, struct span pair, struct shuhi_error *err)
{
	if (span_starts(pair, SPAN("token=")))
		return decode(span_sub(pair, 6, pair.len), f->token,
		    sizeof f->token, &f->ntoken, err);
	if (span_starts(pair, SPAN("why=")))
		return decode(span_sub(pair, 4, pair.len), f->why,
		    sizeof f->why, &f->nwhy, err);
	return 0;
}

int
typed_read(struct span body, struct typed *f, struct shuhi_error *err)
{
	const char *end;
	size_t n;

	f->ntoken = f->nwhy = f->why_chars = 0;
	if (body.len > LIMIT_PROXY_FORM)
		return fail(err, SHUHI_E_LIMIT, "the form is too long", 0);
	while (body.len > 0) {
		end = memchr(body.ptr, '&', body.len);
		n = end == NULL ? body.len : (size_t)(end - body.ptr);
		if (take(f, span_sub(body, 0, n), err) != 0)
			return -1;
		body = span_sub(body, n == body.len ? n : n + 1, body.len);
	}
	return settle_why(f, err);
}
