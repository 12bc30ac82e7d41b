/* Full names: kanji, kana, with a masked letter. */
#include "letters.h"
#include "nameedge.h"
#include "rostersieve.h"
#include "seek.h"
#include "seekname.h"

#define SURNAME 5  /* letters of a surname in kanji: 左衛門三郎   */
#define GIVEN   8  /* of a given name: りゅうさぶろう             */
#define KANA    18 /* of a full name in kana                      */

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
 * Can a name in kanji be cut here, a surname of `k` letters and all of `n`?  Of
 * those of up to three letters each end has to be told by what stands beside it;
 * longer ones end only where they could go on: 山田ゆう|き, 濱田美咲|紀.
 */
static bool
kanji_stands(struct span text, const struct letters *l, size_t k, size_t n)
{
	size_t from = l->from[0], end = l->to[n - 1];
	uint32_t next = utf8_at(text, end);

	if (l->katakana[n - 1] && is_katakana(next))
		return false;
	/* 林 at the end of a line, 一 on the next */
	if (n == 2 &&
	    span_has(span_sub(text, l->to[0], l->from[1]), SPAN("\n")))
		return false;
	if (n > 3)
		return is_hiragana(l->c[n - 1]) ? letters_may_end(text, end)
		                                : !name_goes_on(text, end);
	/* a surname of two letters begins no later: 同室|山崎健 */
	if (is_kanji(l->c[0]) && is_kanji(utf8_before(text, from)) && k != 2 &&
	    !name_label_ends(text, from))
		return false;
	if (is_kanji(next))
		return name_word_begins(text, end);
	/* one letter may be that of a verb: 石川行った, but not two: 林太郎いない */
	return is_hiragana(l->c[n - 1]) ? letters_may_end(text, end)
	       : n - k > 1 && k > 0     ? true
	                                : name_kana_parts(text, end);
}

/* 小|林すみれ: with the letter before it a surname of one letter is another. */
static bool
is_longer_surname(const struct seeker *s, const struct letters *l)
{
	static const uint32_t before[] = { 0x5927 /* 大 */, 0x5c0f /* 小 */,
		0x4e2d /* 中 */, 0x4e0a /* 上 */, 0x4e0b /* 下 */,
		0x82e5 /* 若 */, 0x5e73 /* 平 */, 0x7af9 /* 竹 */,
		0x9ad8 /* 高 */, 0x677e /* 松 */, 0x6771 /* 東 */,
		0x897f /* 西 */, 0x5357 /* 南 */, 0x5317 /* 北 */,
		0x672c /* 本 */, 0x6817 /* 栗 */, 0x6749 /* 杉 */,
		0x6885 /* 梅 */, 0x68ee /* 森 */, 0x77f3 /* 石 */,
		0x53e4 /* 古 */, 0x9577 /* 長 */, 0x5409 /* 吉 */,
		0x5c71 /* 山 */, 0x85e4 /* 藤 */, 0x5185 /* 内 */ };
	uint32_t c = utf8_before(s->text, l->from[0]);
	size_t i;

	for (i = 0; i < sizeof before / sizeof before[0]; i++)
		if (c == before[i])
			return true;
	return false;
}

/* How many letters from `i` on are of its script: 2 of スミ健, 4 of marY健. */
static size_t
script_end(const struct letters *l, size_t i)
{
	size_t n = i + 1;

	while (n < l->n &&
	       letter_is_latin(l->c[n]) == letter_is_latin(l->c[i]) &&
	       is_kanji(l->c[n]) == is_kanji(l->c[i]) &&
	       l->katakana[n] == l->katakana[i])
		n++;
	return n;
}

/* The end of the longest given name there may be behind `k` letters: all of Mary. */
static size_t
given_end(const struct letters *l, size_t k)
{
	size_t n = k;

	if (letter_is_latin(l->c[k]))
		return script_end(l, k);
	while (n < l->n && n < k + GIVEN && !letter_is_latin(l->c[n]))
		n++;
	return n;
}

/* The longest given name behind `k` letters of surname; 0: none. */
static size_t
given_of(const struct seeker *s, const struct letters *l, size_t k,
    uint32_t surname, uint32_t *first, uint32_t *nrows)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	size_t n = given_end(l, k),
	       least = letter_is_latin(l->c[k]) ? n : k + 1;
	uint32_t given;

	if (k == 1 && is_longer_surname(s, l))
		return 0;
	for (; n >= least; n--) {
		if (!full_key_has(sieve, l, n < 4 ? n : 4))
			continue;
		if (roster_codes(s->roster, RC_GIVEN, letters_span(l, k, n),
		        &given, 1) == 0)
			continue;
		*nrows = roster_named(s->roster, surname, given, first);
		if (*nrows > 0 && kanji_stands(s->text, l, k, n))
			return n;
	}
	return 0;
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
		if (found > 0 && kanji_stands(s->text, l, 0, n))
			return seek_add_rows(s,
			    seek_clue(s, CLUE_NAME, l->from[0], l->to[n - 1]),
			    rows, found, err);
	}
	return 0;
}

/* A surname of `k` letters, and the given name behind it. */
static int
split_name(struct seeker *s, const struct letters *l, size_t k,
    struct shuhi_error *err)
{
	struct clue c;
	uint32_t surname, first, nrows;
	size_t n;

	if (roster_codes(s->roster, RC_SURNAME, letters_span(l, 0, k), &surname,
	        1) == 0 ||
	    (n = given_of(s, l, k, surname, &first, &nrows)) == 0)
		return 0;
	c = seek_clue(s, CLUE_NAME, l->from[0], l->to[n - 1]);
	c.first = first;
	c.nrows = nrows;
	return clue_add(s->arena, &s->out, &c, err);
}

/* Does a full name begin with the first four letters, or is it of fewer? */
static bool
name_begins(const struct seeker *s, const struct letters *l)
{
	size_t n;

	for (n = l->n < 4 ? l->n : 4; n > 1; n--)
		if (full_key_has(roster_sieve(s->roster), l, n))
			return true;
	return false;
}

int
seek_kanji_name(struct seeker *s, size_t at, struct shuhi_error *err)
{
	struct letters l;
	size_t k;

	letters_from(&l, s->text, at, LETTERS, LETTERS_LATIN);
	if (!name_begins(s, &l))
		return 0;
	if (s->unsplit && whole_name(s, &l, err) != 0)
		return -1;
	if (!is_kanji(l.c[0])) { /* スミス|健: nothing else parts them */
		k = script_end(&l, 0);
		return k < l.n ? split_name(s, &l, k, err) : 0;
	}
	for (k = 1; k <= SURNAME && k < l.n; k++)
		if (split_name(s, &l, k, err) != 0)
			return -1;
	return 0;
}

/* ---- kana ------------------------------------------------------------- */

/* How many letters from the first on are of its script. */
static size_t
same_script(const struct letters *l)
{
	size_t n = 1;

	while (n < l->n && l->katakana[n] == l->katakana[0])
		n++;
	return n;
}

/* Can a name in kana end behind n letters? */
static bool
kana_ends(const struct seeker *s, const struct letters *l, size_t n)
{
	size_t end = l->to[n - 1];
	uint32_t before = utf8_before(s->text, l->from[0]);

	if (l->katakana[0])
		return !is_katakana(utf8_at(s->text, end));
	if (n > 4)
		return letters_may_end(s->text, end);
	/* そうとも言える: short ones stand alone, or somebody is addressed */
	return !is_letter_ja(before) &&
	       (letters_honorific(s->text, end) ||
	           (n == 4 && !is_letter_ja(utf8_at(s->text, end))));
}

/* A gap within a name is between its parts; グエン・ヴァン・アン has more. */
static bool
gap_fits(const struct letters *l, size_t k, size_t n)
{
	bool other = false;
	size_t i;

	for (i = 1; i < n; i++)
		other |= l->gap[i] && i != k;
	return !other || (l->katakana[0] && l->gap[k]);
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

/* How many rows these parts have; at most `cap` of them to `rows`. */
static size_t
rows_of_parts(const struct seeker *s, struct span surname, struct span given,
    uint32_t *rows, size_t cap)
{
	uint32_t a, b;
	size_t n = 0;

	if (roster_codes(s->roster, RC_KANA_SURNAME, surname, &a, 1) > 0 &&
	    roster_codes(s->roster, RC_KANA_GIVEN, given, &b, 1) > 0)
		n = roster_named_kana(s->roster, a, b, rows, cap);
	return n < cap ? n : cap;
}

/* Of the parts [0, k) and [k, n), in katakana either may be the surname. */
static size_t
rows_of_kana(const struct seeker *s, const struct letters *l, size_t k,
    size_t n, uint32_t *rows, size_t cap)
{
	struct span one = letters_span(l, 0, k), two = letters_span(l, k, n);
	size_t found = rows_of_parts(s, one, two, rows, cap);

	return found == 0 && l->katakana[0]
	           ? rows_of_parts(s, two, one, rows, cap)
	           : found;
}

static int
kana_rows(struct seeker *s, const struct letters *l, size_t k, size_t n,
    bool *found, struct shuhi_error *err)
{
	uint32_t rows[SEEK_ROWS];
	size_t nrows = rows_of_kana(s, l, k, n, rows, SEEK_ROWS);

	*found = nrows > 0;
	return seek_add_rows(s,
	    seek_clue(s, CLUE_KANA, l->from[0], l->to[n - 1]), rows, nrows,
	    err);
}

/* The first n letters, cut anywhere. */
static int
kana_name(struct seeker *s, const struct letters *l, size_t n, bool *found,
    struct shuhi_error *err)
{
	const struct clue c = seek_clue(s, CLUE_NAME, l->from[0], l->to[n - 1]);
	uint32_t rows[SEEK_CODES];
	size_t k, nrows;

	/* by its reading, or as the list writes it: さくら ももこ */
	for (k = 1; k < n && !*found; k++)
		if (gap_fits(l, k, n) &&
		    (kana_rows(s, l, k, n, found, err) != 0 ||
		        (!*found &&
		            seek_add_named(s, c, letters_span(l, 0, k),
		                letters_span(l, k, n), found, err) != 0)))
			return -1;
	if (*found || !s->unsplit)
		return 0;
	nrows = roster_find(
	    s->roster, RK_NAME, letters_span(l, 0, n), rows, SEEK_CODES);
	*found = nrows > 0;
	return seek_add_rows(s, c, rows, nrows, err);
}

/* A name's first three kana begin at byte `at`, says the sieve. */
int
seek_kana_name(struct seeker *s, size_t at, struct shuhi_error *err)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	struct letters l;
	size_t n;
	bool found = false;

	letters_from(&l, s->text, at, KANA, 0);
	for (n = same_script(&l); n >= 3 && !found; n--)
		if (whole_key_has(sieve, &l, n) && kana_ends(s, &l, n) &&
		    kana_name(s, &l, n, &found, err) != 0)
			return -1;
	/* フェルナンデス花子 */
	n = same_script(&l);
	return !found && n < l.n && is_kanji(l.c[n])
	           ? seek_kanji_name(s, at, err)
	           : 0;
}

/* ---- a masked letter -------------------------------------------------- */

/* Letters that are written out: 山?丘 says too little. */
static size_t
letters_told(const struct letters *l, size_t n)
{
	size_t i, told = 0;

	for (i = 0; i < n; i++)
		told += l->c[i] != LETTER_MASK;
	return told;
}

/* Letters around a mask, and the surnames that their first 1, 2 ... may be. */
struct masked {
	struct letters l;
	uint32_t surname[SURNAME + 1][SEEK_CODES];
	size_t n[SURNAME + 1];
};

static void
masked_surnames(const struct seeker *s, struct masked *m)
{
	size_t k;

	for (k = 1; k <= SURNAME; k++)
		/* ○太郎: nothing of the surname is told */
		m->n[k] = k >= m->l.n || (k == 1 && m->l.c[0] == LETTER_MASK)
		              ? 0
		              : roster_codes(s->roster, RC_SURNAME,
		                    letters_span(&m->l, 0, k), m->surname[k],
		                    SEEK_CODES);
}

/* Surname [0, k) and given name [k, n) with masks in them. */
static int
masked_rows(struct seeker *s, const struct masked *m, size_t k, size_t n,
    bool *found, struct shuhi_error *err)
{
	uint32_t givens[SEEK_CODES], rows[SEEK_ROWS];
	uint32_t first, got, r;
	size_t a, b, nb, nrows = 0;

	nb = m->n[k] == 0 ? 0
	                  : roster_codes(s->roster, RC_GIVEN,
	                        letters_span(&m->l, k, n), givens, SEEK_CODES);
	for (a = 0; a < m->n[k]; a++)
		for (b = 0; b < nb; b++) {
			got = roster_named(
			    s->roster, m->surname[k][a], givens[b], &first);
			for (r = 0; r < got && nrows < SEEK_ROWS; r++)
				rows[nrows++] = first + r;
		}
	*found = nrows > 0;
	return seek_add_rows(s,
	    seek_clue(s, CLUE_MASKED, m->l.from[0], m->l.to[n - 1]), rows,
	    nrows, err);
}

static size_t
letter_index(const struct letters *l, size_t at)
{
	size_t i = 0;

	while (i < l->n && l->from[i] < at)
		i++;
	return i;
}

/* Names that begin at byte `from`, with the mask at byte `at` in them. */
static int
masked_name(struct seeker *s, size_t from, size_t at, bool *found,
    struct shuhi_error *err)
{
	size_t least = utf8_at(s->text, at) < 0x80 ? 3 : 2, mask, n, k;
	struct masked m;

	letters_from(&m.l, s->text, from, SURNAME + GIVEN, LETTERS_MASKED);
	mask = letter_index(&m.l, at);
	n = m.l.n;
	if (n <= mask || n < 3 || letters_told(&m.l, n) < least)
		return 0;
	masked_surnames(s, &m);
	for (; n > mask && n >= 3 && letters_told(&m.l, n) >= least; n--)
		for (k = 1; k < n && k <= SURNAME; k++) {
			if (n - k > GIVEN)
				continue;
			if (masked_rows(s, &m, k, n, found, err) != 0)
				return -1;
			if (*found)
				return 0;
		}
	return 0;
}

/* The first n letters with every kana in the place of the mask. */
static int
masked_kana(struct seeker *s, struct letters *l, size_t mask, size_t n,
    bool *found, struct shuhi_error *err)
{
	uint32_t rows[SEEK_ROWS], c;
	size_t k, nrows = 0;

	for (c = 0x3041 /* ぁ */; c <= 0x3094 /* ゔ */; c++) {
		l->c[mask] = c;
		utf8_put(l->spelt + l->at[mask], c); /* as long as ○ */
		if (!whole_key_has(roster_sieve(s->roster), l, n))
			continue;
		for (k = 1; k < n && nrows < SEEK_ROWS; k++)
			if (gap_fits(l, k, n))
				nrows += rows_of_kana(s, l, k, n, rows + nrows,
				    SEEK_ROWS - nrows);
	}
	*found = nrows > 0;
	return seek_add_rows(s,
	    seek_clue(s, CLUE_MASKED, l->from[0], l->to[n - 1]), rows, nrows,
	    err);
}

/* Letters of katakana from the first on, with the one mask in them. */
static size_t
katakana_around(const struct letters *l, size_t mask)
{
	size_t n = 0;

	while (n < l->n && (n == mask || l->katakana[n]))
		n++;
	return n;
}

/* タカ○シ コウタロウ: the name in katakana around the mask at byte `at`. */
static int
masked_kana_name(struct seeker *s, const struct letters *before, size_t at,
    bool *found, struct shuhi_error *err)
{
	size_t first = before->n, mask, n, end;
	struct letters l;

	while (first > 0 && before->katakana[first - 1])
		first--;
	letters_from(&l, s->text, first < before->n ? before->from[first] : at,
	    KANA, LETTERS_MASKED);
	mask = letter_index(&l, at);
	if (mask >= l.n)
		return 0;
	l.katakana[mask] = true;
	end = katakana_around(&l, mask);
	for (n = end; n > mask && n > 4 && !*found; n--)
		if ((n == end || l.gap[n]) &&
		    masked_kana(s, &l, mask, n, found, err) != 0)
			return -1;
	return 0;
}

/* 高橋 |○太郎: where the letters before byte `at` end. */
static size_t
before_gap(struct span text, size_t at)
{
	size_t end = at, n = 0;

	while (end > 0 && n++ < LETTER_GAPS &&
	       letter_is_gap(utf8_before(text, end)))
		end = utf8_prev(text, end);
	return is_letter_ja(utf8_before(text, end)) ? end : at;
}

/* Full names around the mask at byte `at`: 山○太郎, 山田○郎, ○田太郎. */
int
seek_masked_name(struct seeker *s, size_t at, struct shuhi_error *err)
{
	struct letters before;
	bool found = false;
	size_t i;

	letters_until(&before, s->text, before_gap(s->text, at),
	    SURNAME + GIVEN - 1, LETTERS_MASKED);
	for (i = 0; i <= before.n && !found; i++)
		if (masked_name(s, i < before.n ? before.from[i] : at, at,
		        &found, err) != 0)
			return -1;
	return found || (before.n > 0 && !before.katakana[before.n - 1])
	           ? 0
	           : masked_kana_name(s, &before, at, &found, err);
}
