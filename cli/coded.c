#include "coded.h"

#include <strings.h>

#include "extract/base64.h"

/* How often codes of one way of writing must stand there. */
#define LETTERS 2 /* a code is a letter         */
#define BYTES   3 /* a code is a byte of UTF-8 */

#define CHARSET_NAME 40 /* characters of one, at most */

static bool
is_letter_code(struct span s, size_t at)
{
	return span_starts_at(s, at, SPAN("\\u")) && hex4(s, at + 2) >= 0x80;
}

/* &#30000; or &#x7530; from 128 on */
static bool
is_character_reference(struct span s, size_t at)
{
	uint32_t c = 0, base = 10;
	size_t i = at + 2;
	int digit;

	if (!span_starts_at(s, at, SPAN("&#")))
		return false;
	if (i < s.len && (s.ptr[i] | 0x20) == 'x') {
		base = 16;
		i++;
	}
	for (; i < s.len && c < 0x80; i++) {
		digit = hex1(s.ptr[i]);
		if (digit < 0 || digit >= (int)base)
			return false;
		c = c * base + (uint32_t)digit;
	}
	return c >= 0x80;
}

/* %E7, and %u7530 of old JavaScript */
static bool
is_percent(struct span s, size_t at)
{
	return hex2(s, at + 1) >= 0x80 ||
	    (span_starts_at(s, at, SPAN("%u")) && hex4(s, at + 2) >= 0x80);
}

/* =E7, or the escape of ISO-2022-JP; mail writes them in large letters. */
static bool
is_quoted(struct span s, size_t at)
{
	int byte = hex2(s, at + 1);

	return (byte >= 0x80 || byte == 0x1b) && s.ptr[at + 1] < 'a' &&
	    s.ptr[at + 2] < 'a';
}

static bool
has_codes(struct span s, char mark, bool (*is_code)(struct span, size_t),
    unsigned least)
{
	const char *hit;
	size_t at = 0;

	while (least > 0 && at < s.len &&
	    (hit = memchr(s.ptr + at, mark, s.len - at)) != NULL) {
		at = (size_t)(hit - s.ptr);
		least -= is_code(s, at);
		at++;
	}
	return least == 0;
}

/* =?ISO-2022-JP?B?GyRC...?= */
static bool
is_encoded_word(struct span s, size_t at)
{
	struct span name;
	const char *end;

	if (!span_starts_at(s, at, SPAN("=?")))
		return false;
	name = span_sub(s, at + 2,
	    s.len - at - 2 < CHARSET_NAME ? s.len : at + 2 + CHARSET_NAME);
	end = name.len > 0 ? memchr(name.ptr, '?', name.len) : NULL;
	if (end == NULL || end == name.ptr ||
	    memchr(name.ptr, ' ', (size_t)(end - name.ptr)) != NULL)
		return false;
	at = (size_t)(end - s.ptr);
	return s.len - at > 2 && strchr("BbQq", s.ptr[at + 1]) != NULL &&
	    s.ptr[at + 1] != '\0' && s.ptr[at + 2] == '?';
}

/* Content-Transfer-Encoding: base64 */
static bool
is_base64_header(struct span s, size_t at)
{
	static const char name[] = "content-transfer-encoding",
			  value[] = "base64";
	const size_t n = sizeof name - 1, v = sizeof value - 1;
	size_t i = at + 1;

	if (at < n || strncasecmp(s.ptr + at - n, name, n) != 0)
		return false;
	while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t'))
		i++;
	return s.len - i >= v && strncasecmp(s.ptr + i, value, v) == 0;
}

bool
coded_in(struct span s)
{
	return has_codes(s, '\\', is_letter_code, LETTERS) ||
	    has_codes(s, '&', is_character_reference, LETTERS) ||
	    has_codes(s, '%', is_percent, BYTES) ||
	    has_codes(s, '=', is_quoted, BYTES) ||
	    has_codes(s, '=', is_encoded_word, 1) ||
	    has_codes(s, ':', is_base64_header, 1);
}
