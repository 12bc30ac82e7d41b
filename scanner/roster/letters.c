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

static bool
one_begins(struct span text, size_t at, const struct span *words, size_t n)
{
	struct span rest = span_sub(text, at, text.len);
	size_t i;

	for (i = 0; i < n; i++)
		if (span_starts(rest, words[i]))
			return true;
	return false;
}

bool
letters_may_end(struct span text, size_t at)
{
	static const struct span particles[] = {
		{ "は", 3 },
		{ "が", 3 },
		{ "を", 3 },
		{ "に", 3 },
		{ "の", 3 },
		{ "と", 3 },
		{ "も", 3 },
		{ "で", 3 },
		{ "へ", 3 },
		{ "や", 3 },
		{ "だ", 3 },
		{ "って", 6 },
		{ "から", 6 },
		{ "まで", 6 },
	};

	return !is_hiragana(utf8_at(text, at)) || letters_honorific(text, at) ||
	       one_begins(
	           text, at, particles, sizeof particles / sizeof particles[0]);
}

bool
letters_honorific(struct span text, size_t at)
{
	static const struct span words[] = {
		{ "さん", 6 },
		{ "さま", 6 },
		{ "くん", 6 },
		{ "ちゃん", 9 },
		{ "様", 3 },
		{ "氏", 3 },
		{ "君", 3 },
		{ "殿", 3 },
		{ "san", 3 },
		{ "sama", 4 },
		{ "kun", 3 },
	};
	/* verbs and adverbs: おさまれ, さまざま */
	static const struct span others[] = {
		{ "さまれ", 9 },
		{ "さまる", 9 },
		{ "さまり", 9 },
		{ "さまざ", 9 },
	};

	return one_begins(text, at, words, sizeof words / sizeof words[0]) &&
	       !one_begins(text, at, others, sizeof others / sizeof others[0]);
}
