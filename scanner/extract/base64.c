#include "base64.h"

#include "utf8.h"

/* A digit's value and one more; 0: none.  Forms are all digits: a table is fastest. */
/* clang-format off */
static const unsigned char digit_of[256] = {
	['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6,
	['6'] = 7, ['7'] = 8, ['8'] = 9, ['9'] = 10, ['a'] = 11, ['b'] = 12,
	['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['A'] = 11, ['B'] = 12,
	['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};
/* clang-format on */

int
hex1(char c)
{
	return digit_of[(unsigned char)c] - 1;
}

static inline int
two_digits(const char *p)
{
	unsigned high = digit_of[(unsigned char)p[0]],
	         low = digit_of[(unsigned char)p[1]];

	return high == 0 || low == 0 ? -1 : (int)((high - 1) << 4 | (low - 1));
}

int
hex2(struct span s, size_t at)
{
	return at + 2 > s.len ? -1 : two_digits(s.ptr + at);
}

/* Bytes written as `mark` and two digits; anything else stays. */
static struct span
decode_marked(struct extract *x, struct span in, char mark, char blank)
{
	char *out = arena_alloc(x->arena, in.len + 1);
	const char *p = in.ptr, *end = in.ptr + in.len;
	size_t n = 0;
	int byte;

	if (out == NULL)
		return (struct span){ 0 };
	while (p < end) {
		if (*p == mark && end - p > 2 &&
		    (byte = two_digits(p + 1)) >= 0) {
			out[n++] = (char)byte;
			p += 3;
		} else {
			out[n++] = *p == blank ? ' ' : *p;
			p++;
		}
	}
	return (struct span){ out, n };
}

/* %u5c71, as escape() of old scripts writes 山; bytes written, 0: none there. */
static size_t
percent_u(struct span in, size_t *at, char *out)
{
	int32_t u;

	if (*at + 6 > in.len || in.ptr[*at] != '%' || in.ptr[*at + 1] != 'u' ||
	    (u = hex4(in, *at + 2)) < 0)
		return 0;
	*at += 6;
	return utf8_put(out, u >= 0xd800 && u < 0xe000 ? 0xfffd : (uint32_t)u);
}

struct span
percent_decode(struct extract *x, struct span in, bool plus)
{
	struct span out = decode_marked(x, in, '%', plus ? '+' : ' ');
	char *p = (char *)(uintptr_t)out.ptr; /* ours, just made */
	size_t i = 0, n = 0, more;

	if (!span_has(out, SPAN("%u")))
		return out;
	while (i < out.len) {
		if ((more = percent_u(out, &i, p + n)) > 0)
			n += more;
		else
			p[n++] = p[i++];
	}
	out.len = n;
	return out;
}

struct span
q_decode(struct extract *x, struct span in)
{
	return decode_marked(x, in, '=', '_');
}

/* A soft line break at `at`: "=", blanks, a newline.  Its length, or 0. */
static size_t
soft_break(struct span s, size_t at)
{
	size_t i = at + 1;

	while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t'))
		i++;
	if (i == s.len)
		return i - at;
	if (s.ptr[i] == '\r' && i + 1 < s.len && s.ptr[i + 1] == '\n')
		i++;
	return s.ptr[i] == '\n' ? i + 1 - at : 0;
}

struct span
quoted_printable_decode(struct extract *x, struct span in)
{
	char *out = arena_alloc(x->arena, in.len + 1);
	size_t i, n = 0, gap;
	int byte;

	if (out == NULL)
		return (struct span){ 0 };
	for (i = 0; i < in.len; i++) {
		if (in.ptr[i] != '=') {
			out[n++] = in.ptr[i];
		} else if ((byte = hex2(in, i + 1)) >= 0) {
			out[n++] = (char)byte;
			i += 2;
		} else if ((gap = soft_break(in, i)) > 0) {
			i += gap - 1;
		} else {
			out[n++] = '=';
		}
	}
	return (struct span){ out, n };
}

static int
sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

/* The same as a bit a byte, 32 a word: every text is gone through for words. */
static bool
is_base64(char c)
{
	static const uint32_t letters[8] = { 0, 0x03ffa800, 0x87fffffe,
		0x07fffffe };

	return letters[(unsigned char)c / 32] >> (unsigned char)c % 32 & 1;
}

/* Is none of these 8 bytes ASCII?  Most of Japanese is so. */
static bool
is_high8(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
	return (~v & 0x8080808080808080u) == 0;
}

size_t
base64_run(struct span s, size_t at)
{
	while (at < s.len && is_base64(s.ptr[at]))
		at++;
	return at;
}

size_t
base64_gap(struct span s, size_t at)
{
	for (;;) {
		while (s.len - at >= 8 && is_high8(s.ptr + at))
			at += 8;
		if (at == s.len || is_base64(s.ptr[at]))
			return at;
		at++;
	}
}

static bool
is_filler(char c)
{
	return c == '=' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span
base64_decode(struct extract *x, struct span in, uint64_t *at)
{
	char *out = arena_alloc(x->arena, in.len / 4 * 3 + 4);
	unsigned bits = 0, nbits = 0;
	size_t i, n = 0;
	int six;

	*at = 0;
	if (out == NULL)
		return (struct span){ 0 };
	for (i = 0; i < in.len; i++) {
		if ((six = sextet(in.ptr[i])) < 0) {
			if (*at == 0 && !is_filler(in.ptr[i]))
				*at = i + 1;
			/* the next piece begins anew behind a filled-up one */
			if (in.ptr[i] == '=')
				bits = nbits = 0;
			continue;
		}
		bits = (bits << 6 | (unsigned)six) & 0xffffff;
		if ((nbits += 6) >= 8)
			out[n++] = (char)(bits >> (nbits -= 8));
	}
	return (struct span){ out, n };
}

/* ---- uuencode ----------------------------------------------------------------- */

/* The line at *at without its newline, which *at moves behind. */
static struct span
take_line(struct span s, size_t *at)
{
	const char *nl =
	    *at < s.len ? memchr(s.ptr + *at, '\n', s.len - *at) : NULL;
	size_t end = nl != NULL ? (size_t)(nl - s.ptr) : s.len;
	struct span line = span_sub(s, *at, end);

	*at = nl != NULL ? end + 1 : s.len;
	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* Blank to ` are 0 to 64, which is 0 again. */
static unsigned
uu_digit(struct span line, size_t at)
{
	/* blanks at the end of a line get lost on the way */
	return at < line.len ? ((unsigned char)line.ptr[at] - 0x20u) & 0x3f : 0;
}

/* A line's bytes, its first digit says how many; -1: it is no such line. */
static int
uu_line(struct span line, char *out)
{
	size_t n = uu_digit(line, 0), full = 1 + (n + 2) / 3 * 4, i;

	if (line.len == 0 || line.len > full + 1 || line.len + 4 < full ||
	    n > line.len)
		return -1;
	for (i = 0; i < line.len; i++)
		if (line.ptr[i] < ' ' || line.ptr[i] > '`')
			return -1;
	for (i = 0; i < n; i++)
		out[i] = (char)((uu_digit(line, 1 + i / 3 * 4 + i % 3) << 6 |
		                    uu_digit(line, 2 + i / 3 * 4 + i % 3)) >>
		                (4 - i % 3 * 2));
	return (int)n;
}

size_t
uu_decode(struct extract *x, struct span s, size_t at, struct span *name,
    struct span *bytes)
{
	struct span line = take_line(s, &at);
	size_t n = 0, from = at, next = at;
	char *out;
	int more;

	/* "begin 644 a" */
	if (line.len < 11 || !is_digit((unsigned char)line.ptr[6]) ||
	    !is_digit((unsigned char)line.ptr[8]) || line.ptr[9] != ' ' ||
	    (out = arena_alloc(x->arena, s.len - at + 1)) == NULL)
		return 0;
	*name = span_sub(line, 10, line.len);
	for (; at < s.len; at = next) {
		line = take_line(s, &next);
		if ((more = uu_line(line, out + n)) < 0)
			break;
		n += (size_t)more;
	}
	*bytes = (struct span){ out, n };
	return at > from ? at : 0;
}

/* ---- escapes ------------------------------------------------------------------ */

int32_t
hex4(struct span s, size_t at)
{
	int high = hex2(s, at), low = hex2(s, at + 2);

	return high < 0 || low < 0 ? -1 : high << 8 | low;
}

uint32_t
utf16_pair(struct span s, size_t *at, uint32_t u)
{
	int32_t low;

	if (u < 0xd800 || u > 0xdfff)
		return u;
	if (u > 0xdbff || *at + 6 > s.len || s.ptr[*at] != '\\' ||
	    s.ptr[*at + 1] != 'u' || (low = hex4(s, *at + 2)) < 0xdc00 ||
	    low > 0xdfff)
		return 0xfffd;
	*at += 6;
	return 0x10000 + ((u - 0xd800) << 10) + ((uint32_t)low - 0xdc00);
}

struct span
unescape(struct extract *x, struct span in)
{
	char *out = arena_alloc(x->arena, in.len + 1);
	size_t i = 0, n = 0;
	int32_t u;

	if (out == NULL)
		return (struct span){ 0 };
	while (i < in.len) {
		if (in.ptr[i] != '\\' || i + 6 > in.len ||
		    in.ptr[i + 1] != 'u' || (u = hex4(in, i + 2)) < 0) {
			out[n++] = in.ptr[i++];
			continue;
		}
		i += 6;
		n += utf8_put(out + n, utf16_pair(in, &i, (uint32_t)u));
	}
	return (struct span){ out, n };
}
