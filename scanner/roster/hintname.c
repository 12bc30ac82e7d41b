/* Somebody with an honorific, and initials. */
#include "err.h"
#include "hint.h"
#include "letters.h"
#include "spell.h"

#define NAME_KANJI 5 /* letters of a surname or given name */
#define NAME_KANA  6

/* ---- one word before an honorific -------------------------------------- */

static bool
only_masks(const struct letters *l, size_t i, size_t j)
{
	while (i < j && l->c[i] == LETTER_MASK)
		i++;
	return i == j;
}

static bool
has_mask(const struct letters *l, size_t i, size_t j)
{
	while (i < j && l->c[i] != LETTER_MASK)
		i++;
	return i < j;
}

/* Add the longest of the letters up to the honorific that the column has. */
static int
longest_of(struct hinter *h, const struct letters *l, enum roster_column column,
    size_t least, size_t most, enum clue_field field, struct shuhi_error *err)
{
	struct seeker *s = &h->seek;
	uint32_t codes[SEEK_CODES];
	struct clue c;
	size_t i, n;

	if (!roster_has_column(s->roster, column))
		return 0;
	for (i = l->n > most ? l->n - most : 0; i + least <= l->n; i++) {
		if (only_masks(l, i, l->n))
			continue;
		n = roster_codes(s->roster, column, letters_span(l, i, l->n),
		    codes, SEEK_CODES);
		if (n == 0)
			continue;
		c = seek_clue(s, has_mask(l, i, l->n) ? CLUE_MASKED : field,
		    l->from[i], l->to[l->n - 1]);
		return clue_add_column(
		    s->arena, &s->out, c, column, codes, n, err);
	}
	return 0;
}

static int
japanese_before(struct hinter *h, size_t end, struct shuhi_error *err)
{
	struct letters l;
	uint32_t last;

	letters_until(&l, h->seek.text, end, NAME_KANA, LETTERS_MASKED);
	if (l.n == 0)
		return 0;
	last = l.c[l.n - 1];
	if (is_kanji(last) || last == LETTER_MASK)
		return longest_of(h, &l, RC_SURNAME, 1, NAME_KANJI,
		           CLUE_SURNAME, err) != 0 ||
		               longest_of(h, &l, RC_GIVEN, 1, NAME_KANJI,
		                   CLUE_GIVEN, err) != 0
		           ? -1
		           : 0;
	return longest_of(h, &l, RC_KANA_SURNAME, 2, NAME_KANA, CLUE_SURNAME,
	           err) != 0 ||
	               longest_of(h, &l, RC_KANA_GIVEN, 2, NAME_KANA,
	                   CLUE_GIVEN, err) != 0
	           ? -1
	           : 0;
}

/* ---- Latin letters ----------------------------------------------------- */

/* tanaka-san: the rows of a surname, or given name, in romaji. */
static int
romaji_before(
    struct hinter *h, size_t from, size_t end, struct shuhi_error *err)
{
	static const enum roster_column columns[] = { RC_KANA_SURNAME,
		RC_KANA_GIVEN };
	static const enum clue_field fields[] = { CLUE_SURNAME, CLUE_GIVEN };
	struct seeker *s = &h->seek;
	uint32_t codes[SEEK_CODES];
	size_t i, n;

	for (i = 0; i < 2; i++) {
		n = seek_romaji_codes(
		    s->roster, columns[i], span_sub(s->text, from, end), codes);
		if (clue_add_column(s->arena, &s->out,
		        seek_clue(s, fields[i], from, end), columns[i], codes,
		        n, err) != 0)
			return -1;
	}
	return 0;
}

static int
initial(struct hinter *h, enum roster_column column, char letter,
    struct roster_test *out, struct shuhi_error *err)
{
	return list_initial(lists_in(h->seek.set, h->seek.which),
	    h->seek.roster, column, letter, out, err);
}

/* A surname's initial, and the given name's unless it is 0. */
static int
add_initials(struct hinter *h, size_t from, size_t to, char surname, char given,
    struct shuhi_error *err)
{
	struct seeker *s = &h->seek;
	struct clue c = seek_clue(s, CLUE_INITIALS, from, to);

	if (initial(h, RC_KANA_SURNAME, surname, &c.test[0], err) != 0)
		return -1;
	c.ntests = 1;
	if (given != 0) {
		if (initial(h, RC_KANA_GIVEN, given, &c.test[1], err) != 0)
			return -1;
		c.ntests = 2;
	}
	return c.test[0].n == 0 || (given != 0 && c.test[1].n == 0)
	           ? 0
	           : clue_add(s->arena, &s->out, &c, err);
}

/* Either may stand first: Y.T. is 山田太郎 or 田中洋子. */
static int
both_ways(struct hinter *h, size_t from, size_t to, char a, char b,
    struct shuhi_error *err)
{
	return add_initials(h, from, to, a, b, err) != 0 ||
	               (a != b && add_initials(h, from, to, b, a, err) != 0)
	           ? -1
	           : 0;
}

/* S藤さん: 藤 with any letter before it, and a reading that begins with s. */
static int
initial_and_kanji(struct hinter *h, size_t from, const struct letters *l,
    struct shuhi_error *err)
{
	struct seeker *s = &h->seek;
	struct clue c = seek_clue(s, CLUE_MASKED, from, l->to[l->n - 1]);
	uint32_t codes[SEEK_CODES], *copy;
	char masked[4 * LETTERS] = "○";
	struct span rest = letters_span(l, 0, l->n);
	size_t n;

	memcpy(masked + 3, rest.ptr, rest.len);
	n = roster_codes(s->roster, RC_SURNAME,
	    (struct span){ masked, 3 + rest.len }, codes, SEEK_CODES);
	if (n == 0)
		return 0;
	if ((copy = clue_list(s->arena, codes, n)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for hits", 0);
	c.test[0] = (struct roster_test){ RC_SURNAME, copy, n };
	c.ntests = 1;
	if (roster_has_column(s->roster, RC_KANA_SURNAME)) {
		if (initial(h, RC_KANA_SURNAME, s->text.ptr[from], &c.test[1],
		        err) != 0)
			return -1;
		c.ntests = 2;
	}
	return clue_add(s->arena, &s->out, &c, err);
}

static bool
is_small(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

/* Smithさん: a surname or given name that the list has in Latin letters. */
static int
written_before(
    struct hinter *h, size_t from, size_t end, struct shuhi_error *err)
{
	struct span word = span_sub(h->seek.text, from, end);

	return hint_column(h, CLUE_SURNAME, RC_SURNAME, from, end, word, err) !=
	                   0 ||
	               hint_column(
	                   h, CLUE_GIVEN, RC_GIVEN, from, end, word, err) != 0
	           ? -1
	           : 0;
}

/* The Latin letters that end at `end`. */
static int
latin_before(struct hinter *h, size_t end, struct shuhi_error *err)
{
	struct span text = h->seek.text;
	size_t from = end;

	while (from > h->r->from && is_small((unsigned char)text.ptr[from - 1]))
		from--;
	if (end - from == 1)
		return add_initials(h, from, end, text.ptr[from], 0, err);
	if (end - from == 2)
		return both_ways(
		    h, from, end, text.ptr[from], text.ptr[from + 1], err);
	if (written_before(h, from, end, err) != 0)
		return -1;
	return end - from < LIMIT_ROMAJI_LETTERS
	           ? romaji_before(h, from, end, err)
	           : 0;
}

/* ---- the walk ---------------------------------------------------------- */

/* What is addressed at byte `at`. */
static int
addressed(struct hinter *h, size_t at, struct shuhi_error *err)
{
	struct span text = h->seek.text;
	struct letters l;
	size_t end = at;
	uint32_t c;

	if (end > h->r->from && strchr(" -", text.ptr[end - 1]) != NULL)
		end--;
	c = utf8_before(text, end);
	if (c == '.' && end > h->r->from + 1)
		c = utf8_before(text, --end);
	if (is_small(c))
		return latin_before(h, end, err);
	letters_until(&l, text, end, 3, 0);
	if (l.n > 0 && l.n < 3 && l.from[0] > h->r->from &&
	    is_small((unsigned char)text.ptr[l.from[0] - 1]) &&
	    !is_latin(utf8_before(text, l.from[0] - 1)))
		return initial_and_kanji(h, l.from[0] - 1, &l, err);
	return japanese_before(h, end, err);
}

/* y.t with nothing of the kind around it. */
static bool
dotted_initials(const struct hinter *h, size_t at)
{
	struct span text = h->seek.text;
	uint32_t before = utf8_before(text, at);

	return at + 3 <= h->r->to && is_small((unsigned char)text.ptr[at]) &&
	       text.ptr[at + 1] == '.' &&
	       is_small((unsigned char)text.ptr[at + 2]) && !is_latin(before) &&
	       !is_digit(before) && before != '.' && before != '@' &&
	       !is_latin(utf8_at(text, at + 3)) &&
	       !is_digit(utf8_at(text, at + 3));
}

int
hint_names(struct hinter *h, struct shuhi_error *err)
{
	struct span text = h->seek.text;
	size_t at = h->r->from;

	for (; at < h->r->to; utf8_next(text, &at)) {
		if (at > h->r->from && letters_honorific(text, at) &&
		    addressed(h, at, err) != 0)
			return -1;
		if (dotted_initials(h, at) &&
		    both_ways(h, at, at + 3, text.ptr[at], text.ptr[at + 2],
		        err) != 0)
			return -1;
	}
	return 0;
}
