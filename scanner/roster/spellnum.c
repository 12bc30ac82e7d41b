#include "spellnum.h"

#include <stdio.h>

#include "utf8.h"

/* A numeral's value; 10 and 100 multiply what stands before them; -1: none. */
static int
numeral(uint32_t c)
{
	static const uint32_t kanji[] = {
		0x25cb /* ○ */, 0x4e00 /* 一 */, 0x4e8c /* 二 */,
		0x4e09 /* 三 */, 0x56db /* 四 */, 0x4e94 /* 五 */,
		0x516d /* 六 */, 0x4e03 /* 七 */, 0x516b /* 八 */,
		0x4e5d /* 九 */, 0x5341 /* 十 */
	};
	int i;

	if (is_digit(c))
		return (int)(c - '0');
	if (is_hiragana(c) || is_katakana(c))
		return -1;
	for (i = 0; i <= 10; i++)
		if (kanji[i] == c)
			return i;
	return c == 0x767e /* 百 */ ? 100 : -1;
}

bool
number_at(struct span s, size_t *at, unsigned most, uint32_t *number)
{
	uint32_t sum = 0, part = 0;
	unsigned digits = 0;
	size_t next = *at;
	bool arabic = *at < s.len && is_digit((unsigned char)s.ptr[*at]);
	bool pending = false;
	int v;

	while (next < s.len) {
		size_t from = next;
		uint32_t c = utf8_next(s, &next);

		v = numeral(c);
		if (v < 0 || is_digit(c) != arabic) {
			next = from;
			break;
		}
		if (++digits > most)
			return false;
		if (v >= 10) {
			sum += (pending ? part : 1) * (uint32_t)v;
			part = 0;
			pending = false;
		} else {
			part = part * 10 + (uint32_t)v;
			pending = true;
		}
	}
	if (digits == 0)
		return false;
	*number = sum + part;
	*at = next;
	return true;
}

bool
skip(struct span s, size_t *at, struct span what)
{
	/* most do not even begin so: no call for them */
	if (*at >= s.len || s.ptr[*at] != what.ptr[0] ||
	    !span_starts(span_sub(s, *at, s.len), what))
		return false;
	*at += what.len;
	return true;
}

void
skip_blanks(struct span s, size_t *at)
{
	while (*at < s.len && (unsigned char)s.ptr[*at] <= ' ')
		++*at;
}

bool
spelling_put(struct spelling *out, struct span s)
{
	if (s.len > sizeof out->s - out->len)
		return false;
	if (s.len > 0)
		memcpy(out->s + out->len, s.ptr, s.len);
	out->len += s.len;
	return true;
}

bool
spelling_number(struct spelling *out, uint32_t n, unsigned digits)
{
	char buf[16];
	int len = snprintf(buf, sizeof buf, "%0*u", (int)digits, (unsigned)n);

	return spelling_put(out, (struct span){ buf, (size_t)len });
}
