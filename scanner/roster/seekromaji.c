/*
 * Full names in Latin letters: SATOH Taro, taro.sato, Satou, Tarou; and as the list
 * has them: John Smith, Nguyen Van An.
 */
#include "letters.h"
#include "romaji.h"
#include "rostersieve.h"
#include "seek.h"
#include "seekname.h"
#include "spellnum.h"
#include "utf8.h"

static bool
is_romaji_letter(uint32_t c)
{
	return letter_is_latin(c) || c == '\'' || c == 0x2019;
}

size_t
seek_latin_end(struct span text, size_t at)
{
	size_t end = at;

	while (at < text.len && is_romaji_letter(utf8_next(text, &at)))
		end = at;
	return end;
}

struct codes {
	const struct roster *roster;
	enum roster_column column;
	uint32_t *v;
	size_t n;
};

static bool
add_spelling(void *ctx, struct span kana)
{
	struct codes *c = ctx;
	size_t i;
	uint32_t code;

	if (roster_codes(c->roster, c->column, kana, &code, 1) == 0)
		return true;
	for (i = c->n; i > 0 && c->v[i - 1] > code; i--)
		c->v[i] = c->v[i - 1];
	c->v[i] = code;
	return ++c->n < SEEK_CODES;
}

size_t
seek_romaji_codes(const struct roster *r, enum roster_column column,
    struct span latin, uint32_t v[SEEK_CODES])
{
	struct codes codes = { r, column, v, 0 };

	romaji_spellings(latin, add_spelling, &codes);
	return codes.n;
}

/* Where a name ends that a possessive follows: Miura|'s, Williams|’s. */
static size_t
without_possessive(struct span text, size_t from, size_t to)
{
	struct span s = span_sub(text, from, to);

	if (span_ends(s, SPAN("'s")))
		return to - 2;
	return span_ends(s, SPAN("’s")) ? to - strlen("’s") : to;
}

/*
 * What may stand between the parts of a name: "sato, taro", "taro.sato", the end of a
 * line, and what links write for a blank: sato+taro, sato%20taro.
 */
static size_t
past_latin_gap(struct span text, size_t at)
{
	size_t from = at, n = 0, lines = 0;

	while (at < text.len && n < 2) {
		if (skip(text, &at, SPAN("%20"))) {
			n++;
		} else if (text.ptr[at] == '\n' && lines++ == 0) {
			at++;
			while (at < text.len &&
			       (text.ptr[at] == ' ' || text.ptr[at] == '>'))
				at++;
		} else if (text.ptr[at] != '\0' &&
		           strchr(" ,._-+/", text.ptr[at]) != NULL) {
			at++;
			n++;
		} else {
			break;
		}
	}
	return at > from ? at : 0;
}

/* Is byte `at` of the text a capital in what was typed? */
static bool
is_capital(const struct seeker *s, const char *at)
{
	size_t raw = fold_start(s->folded, (size_t)(at - s->text.ptr));

	return raw < s->raw.len && s->raw.ptr[raw] >= 'A' &&
	       s->raw.ptr[raw] <= 'Z';
}

/* "Mori ran to the store": one capital, and a word beside the two. */
static bool
is_prose(const struct seeker *s, struct span one, struct span two)
{
	size_t from = (size_t)(one.ptr - s->text.ptr),
	       to = (size_t)(two.ptr - s->text.ptr) + two.len;
	bool before = from > 1 && s->text.ptr[from - 1] == ' ' &&
	              is_latin(utf8_before(s->text, from - 1));
	bool after = to + 1 < s->text.len && s->text.ptr[to] == ' ' &&
	             is_latin((unsigned char)s->text.ptr[to + 1]) &&
	             !letters_honorific(s->text, to + 1);

	return (before || after) && s->folded != NULL &&
	       is_capital(s, one.ptr) && !is_capital(s, two.ptr);
}

static int
romaji_pair(struct seeker *s, struct span one, struct span two,
    const struct clue *clue, bool *found, struct shuhi_error *err)
{
	uint32_t surnames[SEEK_CODES], givens[SEEK_CODES], rows[SEEK_ROWS];
	size_t a, b, na, nb, n = 0;

	na = seek_romaji_codes(s->roster, RC_KANA_SURNAME, one, surnames);
	nb = na == 0 ? 0
	             : seek_romaji_codes(s->roster, RC_KANA_GIVEN, two, givens);
	for (a = 0; a < na; a++)
		for (b = 0; b < nb && n < SEEK_ROWS; b++) {
			n += roster_named_kana(s->roster, surnames[a],
			    givens[b], rows + n, SEEK_ROWS - n);
			n = n < SEEK_ROWS ? n : SEEK_ROWS;
		}
	*found = n > 0;
	/* either may be the surname, but `one` and `two` stand in their order */
	if (n > 0 &&
	    (one.ptr < two.ptr ? is_prose(s, one, two) : is_prose(s, two, one)))
		return 0;
	return seek_add_rows(s, *clue, rows, n, err);
}

/* Smith and John, as the list writes them. */
static int
written_pair(struct seeker *s, struct span one, struct span two, struct clue c,
    bool *found, struct shuhi_error *err)
{
	struct spelling surname, given;

	*found = false;
	return spell_column(RC_SURNAME, one, &surname) &&
	               spell_column(RC_GIVEN, two, &given)
	           ? seek_add_named(s, c, spell_span(&surname),
	                 spell_span(&given), found, err)
	           : 0;
}

static int
either_order(struct seeker *s, struct span one, struct span two,
    const struct clue *c, struct shuhi_error *err)
{
	bool found = false;

	if (romaji_pair(s, one, two, c, &found, err) != 0 ||
	    (!found && romaji_pair(s, two, one, c, &found, err) != 0) ||
	    (!found && written_pair(s, one, two, *c, &found, err) != 0) ||
	    (!found && written_pair(s, two, one, *c, &found, err) != 0))
		return -1;
	return 0;
}

#define WORDS 5 /* of a name in Latin letters */

/* Words of a text as the list may write them, beginning with word `first`. */
static bool
spell_words(
    const struct span *word, size_t n, size_t first, struct spelling *out)
{
	struct spelling part, name = { .len = 0 };
	size_t i;

	for (i = 0; i < n; i++)
		if (!spell_key(RK_NAME, word[(first + i) % n], &part) ||
		    !spelling_put(&name, spell_span(&part)))
			return false;
	*out = name;
	return true;
}

/* Does the sieve know how the name begins? */
static bool
may_be_whole(const struct seeker *s, struct span name)
{
	uint64_t key = 0;
	size_t at = 0, n;

	for (n = 0; n < 4 && at < name.len; n++)
		key = key << 16 | (utf8_next(name, &at) & 0xffff);
	return roster_sieve_full(roster_sieve(s->roster), key);
}

/* These words, with any of them first: Santos, Maria Clara. */
static int
whole_words(struct seeker *s, const struct span *word, size_t n, bool *found,
    struct shuhi_error *err)
{
	const size_t from = (size_t)(word[0].ptr - s->text.ptr),
	             to = (size_t)(word[n - 1].ptr - s->text.ptr) +
	                  word[n - 1].len;
	struct spelling name;
	uint32_t rows[SEEK_CODES];
	size_t first, nrows = 0;

	for (first = 0; first < n && nrows == 0; first++)
		if (spell_words(word, n, first, &name) &&
		    may_be_whole(s, spell_span(&name)))
			nrows = roster_find(s->roster, RK_NAME,
			    spell_span(&name), rows, SEEK_CODES);
	*found = nrows > 0;
	return seek_add_rows(
	    s, seek_clue(s, CLUE_ROMAJI, from, to), rows, nrows, err);
}

/* Nguyen Van An: names of three words or more are found as a whole. */
static int
whole_latin(struct seeker *s, size_t at, size_t end, struct shuhi_error *err)
{
	struct span word[WORDS];
	bool found = false;
	size_t n = 0;

	while (end > at && n < WORDS && !found) {
		word[n++] =
		    span_sub(s->text, at, without_possessive(s->text, at, end));
		if (n > 2 && whole_words(s, word, n, &found, err) != 0)
			return -1;
		if ((at = past_latin_gap(s->text, end)) == 0)
			return 0;
		end = seek_latin_end(s->text, at);
	}
	return 0;
}

/* Most bytes of a text begin no Latin word: no letter is read there. */
static bool
may_be_romaji(unsigned char first)
{
	return (first >= 'a' && first <= 'z') || first == '\'' ||
	       (first >= 0xc3 && first <= 0xc9) || first == 0xe1 ||
	       first == 0xe2;
}

/* Smith 健一: the list may have a word of it in Latin letters, and then kanji. */
static int
latin_then_kanji(
    struct seeker *s, size_t at, size_t end, struct shuhi_error *err)
{
	if (end < s->text.len && letter_is_gap((unsigned char)s->text.ptr[end]))
		end++;
	return is_kanji(utf8_at(s->text, end)) ? seek_kanji_name(s, at, err)
	                                       : 0;
}

int
seek_romaji(struct seeker *s, struct shuhi_error *err)
{
	struct span one, two;
	size_t at = 0, end, next;
	struct clue c;

	for (; at<s->text.len; at = end> at ? end : at + 1) {
		end = at;
		if (!may_be_romaji((unsigned char)s->text.ptr[at]))
			continue;
		end = seek_latin_end(s->text, at);
		if (end < at + 2)
			continue;
		if (latin_then_kanji(s, at, end, err) != 0)
			return -1;
		if ((next = past_latin_gap(s->text, end)) == 0)
			continue;
		one = span_sub(s->text, at, end);
		two = span_sub(s->text, next,
		    without_possessive(
		        s->text, next, seek_latin_end(s->text, next)));
		if (two.len < 2 || is_digit(utf8_at(s->text, next + two.len)) ||
		    is_digit(utf8_before(s->text, at)))
			continue;
		c = seek_clue(s, CLUE_ROMAJI, at, next + two.len);
		if (either_order(s, one, two, &c, err) != 0 ||
		    (s->unsplit && whole_latin(s, at, end, err) != 0))
			return -1;
	}
	return 0;
}
