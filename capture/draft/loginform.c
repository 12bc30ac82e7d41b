#include "loginform.h"

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One character of a form: 0 - 255, or -1. */
static int
next_byte(struct span s, size_t *at)
{
	char c = s.ptr[(*at)++];
	int hi, lo;

	if (c == '+')
		return ' ';
	if (c != '%')
		return (unsigned char)c;
	if (s.len - *at < 2)
		return -1;
	hi = hex(s.ptr[*at]);
	lo = hex(s.ptr[*at + 1]);
	*at += 2;
	return hi < 0 || lo < 0 ? -1 : hi << 4 | lo;
}

static bool
take(struct span value, char *to, size_t room, size_t *n)
{
	size_t at = 0;
	int c;

	if (*n > 0)
		return false; /* twice */
	while (at < value.len) {
		c = next_byte(value, &at);
		if (c <= 0 || *n == room)
			return false;
		to[(*n)++] = (char)c;
	}
	to[*n] = '\0';
	return *n > 0;
}

static bool
take_pair(struct span pair, struct loginform *f)
{
	static const char user[] = "user=", password[] = "password=";

	if (span_starts(pair, SPAN(user)))
		return take(span_sub(pair, sizeof user - 1, pair.len), f->user,
		    LIMIT_DRAFT_NAME, &f->nuser);
	if (span_starts(pair, SPAN(password)))
		return take(span_sub(pair, sizeof password - 1, pair.len),
		    f->password, LIMIT_DRAFT_PASSWORD, &f->npassword);
	return true;
}

bool
loginform_read(struct span body, struct loginform *f)
{
	size_t at = 0, to;
	const char *amp;
	bool ok = true;

	*f = (struct loginform){ .nuser = 0 };
	while (ok && at < body.len) {
		amp = memchr(body.ptr + at, '&', body.len - at);
		to = amp == NULL ? body.len : (size_t)(amp - body.ptr);
		ok = take_pair(span_sub(body, at, to), f);
		at = to + 1;
	}
	ok = ok && f->nuser > 0 && f->npassword > 0;
	if (!ok)
		explicit_bzero(f, sizeof *f);
	return ok;
}
