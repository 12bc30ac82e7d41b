#include "token.h"

#include "utf8.h"

enum letter { LETTER_NONE, LETTER_SMALL, LETTER_LARGE, LETTER_DIGIT };

static enum letter
letter_of(unsigned char c)
{
	if (c >= 'a' && c <= 'z')
		return LETTER_SMALL;
	if (c >= 'A' && c <= 'Z')
		return LETTER_LARGE;
	return is_digit(c) ? LETTER_DIGIT : LETTER_NONE;
}

bool
is_scrambled(struct span s, size_t least)
{
	enum letter now, before = LETTER_NONE;
	size_t i, changes = 0, digits = 0;

	if (s.len < least)
		return false;
	for (i = 0; i < s.len; i++, before = now) {
		unsigned char c = (unsigned char)s.ptr[i];

		now = letter_of(c);
		if (now == LETTER_NONE && strchr("-_.:+/=~\r\n", c) == NULL)
			return false;
		if (now == LETTER_NONE || before == LETTER_NONE ||
		    now == before)
			continue;
		changes++;
		digits += now == LETTER_DIGIT || before == LETTER_DIGIT;
	}
	return changes * 5 >= s.len * 2 && digits * 8 >= s.len;
}
