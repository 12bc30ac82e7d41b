#include "letters.h"

static bool
is_letter(uint32_t c, bool masks)
{
	return is_letter_ja(c) || (masks && letter_is_mask(c));
}

static void
put(struct letters *l, uint32_t c, size_t from, size_t to, bool gap)
{
	size_t i = l->n++;

	l->from[i] = (uint32_t)from;
	l->to[i] = (uint32_t)to;
	l->gap[i] = gap;
	l->katakana[i] = is_katakana(c);
	l->c[i] = letter_is_mask(c) ? LETTER_MASK : letter_spelt(c);
	l->at[i + 1] =
	    (uint8_t)(l->at[i] + utf8_put(l->spelt + l->at[i], l->c[i]));
}

void
letters_from(
    struct letters *l, struct span text, size_t at, size_t most, bool masks)
{
	bool gap = false;
	size_t from;
	uint32_t c;

	l->n = 0;
	l->at[0] = 0;
	while (at < text.len && l->n < most && l->n < LETTERS) {
		from = at;
		c = utf8_next(text, &at);
		if (letter_is_gap(c) && !gap && l->n > 0) {
			gap = true;
			continue;
		}
		if (!is_letter(c, masks))
			return;
		put(l, c, from, at, gap);
		gap = false;
	}
}

void
letters_until(
    struct letters *l, struct span text, size_t at, size_t most, bool masks)
{
	size_t start = at, from = at, n = 0;
	bool gap = false;
	uint32_t c;

	while (from > 0 && n < most && n < LETTERS) {
		do
			from--;
		while (!utf8_is_lead(text.ptr[from]));
		c = utf8_at(text, from);
		if (letter_is_gap(c) && !gap && n > 0) {
			gap = true;
			continue;
		}
		if (!is_letter(c, masks))
			break;
		gap = false;
		start = from;
		n++;
	}
	letters_from(l, span_sub(text, 0, at), start, n, masks);
}
