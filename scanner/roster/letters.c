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
		from = utf8_prev(text, from);
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
	return span_starts_any(span_sub(text, at, text.len), words, n);
}

/* は が を に の と も で へ や だ, って から まで */
static bool
particle_begins(struct span text, size_t at, uint32_t c)
{
	static const struct span longer[] = {
		{ "って", 6 },
		{ "から", 6 },
		{ "まで", 6 },
	};

	switch (c) {
	case 0x306f:
	case 0x304c:
	case 0x3092:
	case 0x306b:
	case 0x306e:
	case 0x3068:
	case 0x3082:
	case 0x3067:
	case 0x3078:
	case 0x3084:
	case 0x3060:
		return true;
	default:
		return one_begins(
		    text, at, longer, sizeof longer / sizeof longer[0]);
	}
}

bool
letters_may_end(struct span text, size_t at)
{
	uint32_t c = utf8_at(text, at);

	return !is_hiragana(c) || particle_begins(text, at, c) ||
	       letters_honorific(text, at);
}

/* What an honorific may begin with: さくち様氏君殿sk */
static bool
may_be_honorific(uint32_t c)
{
	return c == 0x3055 || c == 0x304f || c == 0x3061 || c == 0x69d8 ||
	       c == 0x6c0f || c == 0x541b || c == 0x6bbf || c == 's' ||
	       c == 'k';
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

	return may_be_honorific(utf8_at(text, at)) &&
	       one_begins(text, at, words, sizeof words / sizeof words[0]) &&
	       !one_begins(text, at, others, sizeof others / sizeof others[0]);
}
