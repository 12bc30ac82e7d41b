/*
 * Words that only the hospital's list knows: 幻町, 左大腿骨頸部骨折.  Asked for letter
 * by letter, which is slow; so only where a person was found already.
 */
#include "hint.h"
#include "spell.h"
#include "utf8.h"

#define WORD 14 /* letters of such a word */

static const struct {
	enum roster_column column;
	enum clue_field field;
	size_t least; /* letters: shorter ones are parts of anything */
} kinds[] = {
	{ RC_DIAGNOSIS, CLUE_DIAGNOSIS, 2 },
	{ RC_TOWN, CLUE_TOWN, 2 },
	{ RC_DEPARTMENT, CLUE_DEPARTMENT, 2 },
	{ RC_WARD, CLUE_WARD, 2 },
	{ RC_INSURER, CLUE_INSURER, 6 },
};
#define KINDS (sizeof kinds / sizeof kinds[0])

static bool
is_word_letter(uint32_t c)
{
	return is_letter_ja(c) || is_digit(c) || is_latin(c) || c == '-';
}

/* Where words may begin: not within hiragana, a number or Latin letters. */
static bool
begins_word(struct span text, size_t at)
{
	uint32_t before = utf8_before(text, at), c = utf8_at(text, at);

	if (is_digit(c) || is_latin(c))
		return !is_digit(before) && !is_latin(before);
	return is_kanji(c) || (is_katakana(c) && !is_katakana(before));
}

/* The ends of up to WORD letters from byte `at` on. */
static size_t
word_ends(struct span text, size_t at, size_t ends[WORD])
{
	size_t n = 0;

	while (
	    n < WORD && at < text.len && is_word_letter(utf8_next(text, &at)))
		ends[n++] = at;
	return n;
}

/* The longest word of the kind; *end is then its end. */
static int
word_at(struct hinter *h, size_t kind, size_t at, const size_t *ends, size_t n,
    size_t *end, struct shuhi_error *err)
{
	size_t before = h->seek.out.n;

	for (; n >= kinds[kind].least; n--) {
		if (hint_column(h, kinds[kind].field, kinds[kind].column, at,
		        ends[n - 1], span_sub(h->seek.text, at, ends[n - 1]),
		        err) != 0)
			return -1;
		if (h->seek.out.n > before) {
			*end = ends[n - 1];
			return 0;
		}
	}
	return 0;
}

/* A town ends where no kanji goes on, and begins likewise or behind 市, 区, 町. */
static bool
begins_town(struct span text, size_t at)
{
	uint32_t before = utf8_before(text, at);

	return is_kanji(utf8_at(text, at)) &&
	       (!is_kanji(before) || before == 0x5e02 || before == 0x533a ||
	           before == 0x753a);
}

int
hint_towns(struct hinter *h, struct shuhi_error *err)
{
	struct span text = span_sub(h->seek.text, 0, h->r->to);
	size_t at = h->r->from, before = h->seek.out.n, n, ends[WORD];

	if (!roster_has_column(h->seek.roster, RC_TOWN))
		return 0;
	for (; at < h->r->to && h->seek.out.n == before; utf8_next(text, &at)) {
		if (!begins_town(text, at))
			continue;
		for (n = word_ends(text, at, ends); n > 1; n--)
			if (!is_kanji(utf8_at(text, ends[n - 1])) &&
			    hint_column(h, CLUE_TOWN, RC_TOWN, at, ends[n - 1],
			        span_sub(text, at, ends[n - 1]), err) != 0)
				return -1;
	}
	return 0;
}

int
hint_words(struct hinter *h, struct shuhi_error *err)
{
	struct span text = span_sub(h->seek.text, 0, h->r->to);
	size_t at, kind, n, ends[WORD], done[KINDS] = { 0 };

	for (at = h->r->from; at < h->r->to; utf8_next(text, &at)) {
		if (!begins_word(text, at))
			continue;
		n = word_ends(text, at, ends);
		for (kind = 0; kind < KINDS; kind++)
			if (at >= done[kind] &&
			    roster_has_column(
			        h->seek.roster, kinds[kind].column) &&
			    word_at(h, kind, at, ends, n, &done[kind], err) !=
			        0)
				return -1;
	}
	return 0;
}
