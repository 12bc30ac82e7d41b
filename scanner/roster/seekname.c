/* Full names: kanji, kana, with a masked letter, in romaji. */
#include "letters.h"
#include "romaji.h"
#include "rostersieve.h"
#include "seek.h"
#include "spell.h"

#define SURNAME 4 /* letters of a surname in kanji, of a given name */
#define GIVEN   6
#define KANA    14 /* letters of a full name in kana */

/* ---- kanji ------------------------------------------------------------ */

static bool
full_key_has(const struct roster_sieve *s, const struct letters *l, size_t n)
{
	uint64_t key = 0;
	size_t i;

	for (i = 0; i < n; i++)
		key = key << 16 | (l->c[i] & 0xffff);
	return roster_sieve_full(s, key);
}

/*
 * 林一 within 高林一族, 石川行 in 石川行った: names this short need an end on both
 * sides; longer ones only where hiragana goes on: 山田ゆう|き.
 */
static bool
kanji_stands(struct span text, const struct letters *l, size_t n)
{
	size_t end = l->to[n - 1];

	if (l->katakana[n - 1] && is_katakana(utf8_at(text, end)))
		return false;
	if (n > 3)
		return !is_hiragana(l->c[n - 1]) || letters_may_end(text, end);
	return !is_kanji(utf8_before(text, l->from[0])) &&
	       !is_kanji(utf8_at(text, end)) && letters_may_end(text, end);
}

/* The longest given name behind `k` letters of surname; 0: none. */
static size_t
given_of(const struct seeker *s, const struct letters *l, size_t k,
    uint32_t surname, uint32_t *first, uint32_t *nrows)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	size_t n = l->n < k + GIVEN ? l->n : k + GIVEN;
	uint32_t given;

	for (; n > k; n--) {
		if (!full_key_has(sieve, l, n < 4 ? n : 4))
			continue;
		if (roster_codes(s->roster, RC_GIVEN, letters_span(l, k, n),
		        &given, 1) == 0)
			continue;
		*nrows = roster_named(s->roster, surname, given, first);
		if (*nrows > 0 && kanji_stands(s->text, l, n))
			return n;
	}
	return 0;
}

/* Could any name begin with these letters, of which the first are a surname? */
static bool
worth_asking(const struct roster_sieve *s, const struct letters *l, size_t k)
{
	size_t n;

	/* a whole name that could not be split counts as a surname */
	for (n = k; n < 4 && n <= l->n; n++)
		if (full_key_has(s, l, n))
			return true;
	return l->n >= 4 && full_key_has(s, l, 4);
}

static int
whole_name(struct seeker *s, const struct letters *l, struct shuhi_error *err)
{
	uint32_t rows[SEEK_CODES];
	size_t n = l->n, found;

	for (; n > 1; n--) {
		if (!full_key_has(roster_sieve(s->roster), l, n < 4 ? n : 4))
			continue;
		found = roster_find(s->roster, RK_NAME, letters_span(l, 0, n),
		    rows, SEEK_CODES);
		if (found > 0 && kanji_stands(s->text, l, n))
			return seek_add_rows(s,
			    seek_clue(s, CLUE_NAME, l->from[0], l->to[n - 1]),
			    rows, found, err);
	}
	return 0;
}

/* A surname of `k` letters begins at byte `at`, says the sieve. */
static int
kanji_name(struct seeker *s, size_t at, size_t k, struct shuhi_error *err)
{
	struct letters l;
	struct clue c;
	uint32_t surname, first, nrows;
	size_t n;

	letters_from(&l, s->text, at, k + GIVEN, false);
	if (!worth_asking(roster_sieve(s->roster), &l, k))
		return 0;
	if (roster_has_key(s->roster, RK_NAME) && whole_name(s, &l, err) != 0)
		return -1;
	if (roster_codes(s->roster, RC_SURNAME, letters_span(&l, 0, k),
	        &surname, 1) == 0 ||
	    (n = given_of(s, &l, k, surname, &first, &nrows)) == 0)
		return 0;
	c = seek_clue(s, CLUE_NAME, at, l.to[n - 1]);
	c.first = first;
	c.nrows = nrows;
	return clue_add(s->arena, &s->out, &c, err);
}

/* ---- kana ------------------------------------------------------------- */

/* The letters are one word in one script, or two with a gap at the split. */
static bool
kana_stands(const struct seeker *s, const struct letters *l, size_t k, size_t n)
{
	uint32_t before = utf8_before(s->text, l->from[0]);
	uint32_t after = utf8_at(s->text, l->to[n - 1]);
	size_t i;

	for (i = 1; i < n; i++)
		if ((l->gap[i] && i != k) || l->katakana[i] != l->katakana[0])
			return false;
	if (l->katakana[0])
		return !is_katakana(before) && !is_katakana(after);
	if (!letters_particle(before))
		return false;
	if (n > 4 || l->gap[k])
		return letters_may_end(s->text, l->to[n - 1]);
	/* そうとも言える: short ones stand alone, or somebody is addressed */
	return !is_letter_ja(before) &&
	       (letters_honorific(s->text, l->to[n - 1]) ||
	           (n == 4 && !is_letter_ja(after)));
}

static bool
whole_key_has(const struct roster_sieve *s, const struct letters *l, size_t n)
{
	uint64_t key = 0;
	size_t i;

	for (i = 0; i < n && i < 8; i++)
		key = key << 8 | (l->c[i] & 0xff);
	return roster_sieve_whole(s, key);
}

static int
kana_rows(struct seeker *s, const struct letters *l, size_t k, size_t n,
    bool *found, struct shuhi_error *err)
{
	uint32_t surname, given, rows[SEEK_ROWS], nrows;

	if (roster_codes(s->roster, RC_KANA_SURNAME, letters_span(l, 0, k),
	        &surname, 1) == 0 ||
	    roster_codes(s->roster, RC_KANA_GIVEN, letters_span(l, k, n),
	        &given, 1) == 0)
		return 0;
	nrows = roster_named_kana(s->roster, surname, given, rows, SEEK_ROWS);
	*found = nrows > 0;
	return seek_add_rows(s,
	    seek_clue(s, CLUE_KANA, l->from[0], l->to[n - 1]), rows,
	    nrows < SEEK_ROWS ? nrows : SEEK_ROWS, err);
}

/* A name's first three or four kana begin at byte `at`, says the sieve. */
static int
kana_name(struct seeker *s, size_t at, struct shuhi_error *err)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	struct letters l;
	size_t n, k;
	bool found = false;

	letters_from(&l, s->text, at, KANA, false);
	for (n = l.n; n >= 3; n--) {
		if (!whole_key_has(sieve, &l, n))
			continue;
		for (k = 1; k < n && !found; k++)
			if (kana_stands(s, &l, k, n) &&
			    kana_rows(s, &l, k, n, &found, err) != 0)
				return -1;
		if (found)
			return 0;
	}
	return 0;
}

/* ---- a masked letter -------------------------------------------------- */

/* Surname [0, k) and given name [k, n) with masks in them. */
/* Letters that are written out: 山?丘 says too little. */
static size_t
letters_told(const struct letters *l, size_t n)
{
	size_t i, told = 0;

	for (i = 0; i < n; i++)
		told += l->c[i] != LETTER_MASK;
	return told;
}

static int
masked_rows(struct seeker *s, const struct letters *l, size_t k, size_t n,
    bool *found, struct shuhi_error *err)
{
	uint32_t surnames[SEEK_CODES], givens[SEEK_CODES], rows[SEEK_ROWS];
	uint32_t first, got, r;
	size_t a, b, na, nb, nrows = 0;

	na = roster_codes(
	    s->roster, RC_SURNAME, letters_span(l, 0, k), surnames, SEEK_CODES);
	nb = na == 0 ? 0
	             : roster_codes(s->roster, RC_GIVEN, letters_span(l, k, n),
	                   givens, SEEK_CODES);
	for (a = 0; a < na; a++)
		for (b = 0; b < nb; b++) {
			got = roster_named(
			    s->roster, surnames[a], givens[b], &first);
			for (r = 0; r < got && nrows < SEEK_ROWS; r++)
				rows[nrows++] = first + r;
		}
	*found = nrows > 0;
	return seek_add_rows(s,
	    seek_clue(s, CLUE_MASKED, l->from[0], l->to[n - 1]), rows, nrows,
	    err);
}

static size_t
letter_index(const struct letters *l, size_t at)
{
	size_t i = 0;

	while (i < l->n && l->from[i] < at)
		i++;
	return i;
}

/* Full names around the mask at byte `at`: 山○太郎, 山田○郎, ○田太郎. */
static int
masked_name(struct seeker *s, size_t at, struct shuhi_error *err)
{
	struct letters before, l;
	size_t start, n, k, mask, i, from;
	size_t least = utf8_at(s->text, at) < 0x80 ? 3 : 2;
	bool found = false;

	letters_until(&before, s->text, at, SURNAME + GIVEN - 1, true);
	for (i = 0; i <= before.n; i++) {
		from = i < before.n ? before.from[i] : at;
		letters_from(&l, s->text, from, SURNAME + GIVEN, true);
		mask = letter_index(&l, at);
		for (n = l.n;
		     n > mask && n >= 3 && letters_told(&l, n) >= least; n--)
			for (k = 1; k < n && k <= SURNAME; k++) {
				start = l.c[0] == LETTER_MASK && k == 1;
				if (start || n - k > GIVEN)
					continue;
				if (masked_rows(s, &l, k, n, &found, err) != 0)
					return -1;
				if (found)
					return 0;
			}
	}
	return 0;
}

/* ---- the walk --------------------------------------------------------- */

struct trail {
	uint64_t last; /* four letters, as the sieve wants them, newest low */
	uint64_t raw;  /* the same as the text has them */
	uint32_t out;  /* the one before those */
};

static inline void
step(struct trail *t, uint32_t c)
{
	t->out = (uint32_t)(t->raw >> 48);
	t->raw = t->raw << 16 | (c & 0xffff);
	t->last = t->last << 16 | (letter_spelt(c) & 0xffff);
}

/* Where the last `n` letters before byte `at` begin. */
static size_t
back(struct span text, size_t at, size_t n)
{
	while (n > 0) {
		do
			at--;
		while (!utf8_is_lead(text.ptr[at]));
		n -= !letter_is_gap(utf8_at(text, at));
	}
	return at;
}

static int
surnames_that_end(struct seeker *s, const struct trail *t, size_t end,
    struct shuhi_error *err)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	uint64_t mask = 0;
	size_t k;

	for (k = 1; k <= SURNAME; k++) {
		mask = mask << 16 | 0xffff;
		if (t->last >> (16 * (k - 1)) == 0)
			return 0; /* the text has not as many */
		if (filter_has(
		        &sieve->surname, t->last & mask, SIEVE_SURNAME) &&
		    kanji_name(s, back(s->text, end, k), k, err) != 0)
			return -1;
	}
	return 0;
}

/*
 * Can a name in kana begin behind this letter?  Most places in hiragana are
 * ruled out here, before the sieve is asked.
 */
static inline bool
kana_may_begin(uint32_t before, uint32_t first)
{
	return is_katakana(first) ? !is_katakana(before)
	                          : letters_particle(before);
}

static int
kana_that_begin(struct seeker *s, const struct trail *t, size_t end,
    struct shuhi_error *err)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	const uint64_t three = 0xffffffffffff;

	/* names of three letters, and all others */
	if (kana_may_begin(t->raw >> 48, t->raw >> 32 & 0xffff) &&
	    t->last >> 32 != 0 &&
	    filter_has(&sieve->kana, t->last & three, SIEVE_KANA) &&
	    kana_name(s, back(s->text, end, 3), err) != 0)
		return -1;
	if (t->last >> 48 != 0 &&
	    kana_may_begin(t->out, (uint32_t)(t->raw >> 48)) &&
	    filter_has(&sieve->kana, t->last, SIEVE_KANA) &&
	    kana_name(s, back(s->text, end, 4), err) != 0)
		return -1;
	return 0;
}

/* An ASCII sign is a mask only within kanji: 山田?郎, not 大丈夫? */
static bool
is_mask_here(struct span text, uint32_t c, size_t at, size_t next)
{
	if (!letter_is_mask(c))
		return false;
	return c >= 0x80 ||
	       (is_kanji(utf8_at(text, next)) &&
	           (at == 0 || !is_hiragana(utf8_before(text, at))));
}

/* What follows a surname is a letter, or a gap: not 「佐藤、」 */
static inline bool
name_may_follow(struct span text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.ptr + at;

	if (at >= text.len || (*p < 0x80 && *p != ' '))
		return false;
	/* e3 80 80 to e3 80 bf are 、。 and brackets, but for 々 */
	return p[0] != 0xe3 || p[1] != 0x80 || p[2] == 0x85;
}

static int
ascii_at(struct seeker *s, struct trail *t, uint32_t c, size_t at,
    struct shuhi_error *err)
{
	if (c == ' ')
		return 0;
	s->signs |= is_digit(c)   ? SEEK_DIGIT
	            : c == '@'    ? SEEK_AT
	            : is_latin(c) ? SEEK_LATIN
	                          : 0;
	*t = (struct trail){ 0 };
	return is_mask_here(s->text, c, at, at + 1) ? masked_name(s, at, err)
	                                            : 0;
}

int
seek_names(struct seeker *s, struct shuhi_error *err)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	const bool unsplit = roster_has_key(s->roster, RK_NAME);
	struct trail t = { 0 };
	size_t at = 0, from;
	uint32_t c;

	while (at < s->text.len) {
		from = at;
		c = utf8_next(s->text, &at);
		if (c < 0x80) {
			if (ascii_at(s, &t, c, from, err) != 0)
				return -1;
			continue;
		}
		if (letter_is_gap(c))
			continue;
		step(&t, c);
		if (is_kanji(c)) {
			if ((unsplit || name_may_follow(s->text, at)) &&
			    roster_sieve_surname(sieve, t.last) &&
			    surnames_that_end(s, &t, at, err) != 0)
				return -1;
		} else if (is_letter_ja(c)) {
			if (kana_that_begin(s, &t, at, err) != 0)
				return -1;
		} else if (is_mask_here(s->text, c, from, at) &&
		           masked_name(s, from, err) != 0) {
			return -1;
		}
	}
	return 0;
}

/* ---- romaji ----------------------------------------------------------- */

static bool
is_romaji_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || c == '\'' || c == 0x2019 ||
	       c == 0x14d || c == 0xf4 || c == 0x16b || c == 0xfb;
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

/* What may stand between the parts of a name: "sato, taro", "taro.sato". */
static size_t
past_latin_gap(struct span text, size_t at)
{
	size_t n = 0;

	while (at < text.len && n < 2 &&
	       strchr(" ,._-", text.ptr[at]) != NULL && text.ptr[at] != '\0') {
		at++;
		n++;
	}
	return n > 0 ? at : 0;
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
	return seek_add_rows(s, *clue, rows, n, err);
}

int
seek_romaji(struct seeker *s, struct shuhi_error *err)
{
	struct span one, two;
	size_t at = 0, end, next;
	struct clue c;
	bool found;

	for (; at<s->text.len; at = end> at ? end : at + 1) {
		end = seek_latin_end(s->text, at);
		if (end < at + 2 || (next = past_latin_gap(s->text, end)) == 0)
			continue;
		one = span_sub(s->text, at, end);
		two = span_sub(s->text, next, seek_latin_end(s->text, next));
		if (two.len < 2 || is_digit(utf8_at(s->text, next + two.len)) ||
		    is_digit(utf8_before(s->text, at)))
			continue;
		c = seek_clue(s, CLUE_ROMAJI, at, next + two.len);
		if (romaji_pair(s, one, two, &c, &found, err) != 0 ||
		    (!found && romaji_pair(s, two, one, &c, &found, err) != 0))
			return -1;
	}
	return 0;
}
