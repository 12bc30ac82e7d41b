#include "letters.h"

#define READING 14 /* letters of a reading in kana */
#define LABEL   16 /* bytes of a label: first_name */

/* What parted a name so far, since its last letter. */
struct gaps {
	unsigned signs;
	bool line, label, any;
};

static bool
is_letter(uint32_t c, unsigned kinds)
{
	return is_letter_ja(c) ||
	       (kinds & LETTERS_MASKED && letter_is_mask(c)) ||
	       (kinds & LETTERS_LATIN && letter_is_latin(c));
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
	c = letter_in_name(
	    l->c[i], i == 0 ? 0 : utf8_at(letters_span(l, i - 1, i), 0));
	l->at[i + 1] = (uint8_t)(l->at[i] + utf8_put(l->spelt + l->at[i], c));
}

/* 佐藤|(さとう)太郎: the end of a reading in kana that begins here, or `at`. */
static size_t
past_reading(struct span text, size_t at)
{
	size_t next = at, n = 0;
	uint32_t c = 0;

	if (text.ptr[at] != '(')
		return at;
	for (next++; next < text.len && n < READING; n++) {
		c = utf8_next(text, &next);
		if (!is_hiragana(c) && !is_katakana(c) && c != ' ')
			break;
	}
	return n > 0 && c == ')' ? next : at;
}

/* 名:, given":, first_name=: the end of a label that begins here, or `at`. */
static size_t
past_label(struct span text, size_t at)
{
	size_t next = at;

	if (span_starts_at(text, at, SPAN("名")))
		next += strlen("名");
	while (
	    next < text.len && next - at < LABEL &&
	    (is_latin((unsigned char)text.ptr[next]) || text.ptr[next] == '_'))
		next++;
	if (next == at)
		return at;
	if (next < text.len && text.ptr[next] == '"')
		next++;
	return next < text.len && strchr(":=", text.ptr[next]) != NULL
	           ? next + 1
	           : at;
}

/*
 * Past what parts a name at byte `at`; `at` when it is nothing of the kind.  *gaps
 * counts signs: a line may end between them, and a label stand, once each.
 */
static size_t
past_gap(struct span text, size_t at, struct gaps *g)
{
	size_t next = past_reading(text, at);

	if (next == at && g->signs > 0 && !g->label) {
		next = past_label(text, at);
		g->label = next > at;
		g->signs = g->label ? 1 : g->signs;
	}
	if (next > at || !letter_is_gap(utf8_at(text, at)))
		return next;
	if (text.ptr[at] == '\n' && !g->line) {
		g->line = true;
		g->signs += g->signs == 0;
		for (next++; next < text.len && strchr(" \t", text.ptr[next]) &&
		             text.ptr[next] != '\0';)
			next++;
		return next;
	}
	if (g->signs == LETTER_GAPS || text.ptr[at] == '\n')
		return at;
	g->signs++;
	utf8_next(text, &next);
	return next;
}

void
letters_from(
    struct letters *l, struct span text, size_t at, size_t most, unsigned kinds)
{
	struct gaps gaps = { 0 };
	size_t from, next;
	uint32_t c;

	l->n = 0;
	l->at[0] = 0;
	while (at < text.len && l->n < most && l->n < LETTERS) {
		from = at;
		c = utf8_next(text, &at);
		if (l->n > 0 && (gaps.any || !is_letter_ja(c)) &&
		    (next = past_gap(text, from, &gaps)) > from) {
			gaps.any = true;
			at = next;
			continue;
		}
		if (!is_letter(c, kinds))
			return;
		put(l, c, from, at, gaps.any);
		gaps = (struct gaps){ 0 };
	}
}

void
letters_until(
    struct letters *l, struct span text, size_t at, size_t most, unsigned kinds)
{
	size_t start = at, from = at, n = 0;
	unsigned gaps = 0;
	uint32_t c;

	while (from > 0 && n < most && n < LETTERS) {
		from = utf8_prev(text, from);
		c = utf8_at(text, from);
		if (letter_is_gap(c) && c != '\n' && gaps < LETTER_GAPS &&
		    n > 0) {
			gaps++;
			continue;
		}
		if (!is_letter(c, kinds))
			break;
		gaps = 0;
		start = from;
		n++;
	}
	letters_from(l, span_sub(text, 0, at), start, n, kinds);
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

/* By the bytes of what it may begin with: most text is kana that it is not. */
static inline bool
may_be_honorific(const char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	if (p[0] == 0xe3) /* さ く ち */
		return p[1] == 0x81 &&
		       (p[2] == 0x95 || p[2] == 0x8f || p[2] == 0xa1);
	/* 様氏殿 君 */
	return p[0] == 0xe6 || p[0] == 0xe5 || p[0] == 's' || p[0] == 'k';
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

	return at < text.len && may_be_honorific(text.ptr + at) &&
	       one_begins(text, at, words, sizeof words / sizeof words[0]) &&
	       !one_begins(text, at, others, sizeof others / sizeof others[0]);
}

bool
letters_address(struct span text)
{
	size_t at;

	for (at = 0; at < text.len; at++)
		if (may_be_honorific(text.ptr + at) &&
		    letters_honorific(text, at))
			return true;
	return false;
}
