/*
 * The walk over a text in search of names.
 *
 * Every text goes through it, and letters change kind too often for a processor
 * to guess: so a survey without branches notes the places where a name could be,
 * and only those are asked about, one after the other.
 */
#include "letters.h"
#include "rostersieve.h"
#include "seek.h"
#include "seekname.h"

#define PLACES 64 /* of a kind, noted before they are asked about */

/* The letters just read. */
struct trail {
	uint64_t last;   /* four of them, as the sieve wants them, newest low */
	uint32_t begins; /* a bit each, newest low: may kana begin behind it? */
	uint32_t kanji, kana; /* how many of a kind in a row */
	uint32_t katakana;    /* is the newest one? */
};

struct place {
	uint64_t last;
	uint32_t end, run;
};

struct survey {
	struct trail trail;
	struct place kanji[PLACES], kana[PLACES];
	uint32_t mask[PLACES];
	size_t nkanji, nkana, nmasks;
};

/* ---- noting ----------------------------------------------------------- */

/* The code point at *at of valid UTF-8, as sieve.c reads it. */
static inline uint32_t
take(struct span text, size_t *at)
{
	const unsigned char *p = (const unsigned char *)text.ptr + *at;

	if (p[0] < 0xe0 || p[0] >= 0xf0)
		return utf8_next(text, at);
	*at += 3;
	return (p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
}

/* What may stand within a surname in kanji: 一ノ瀬, 三ツ木, 鎌ヶ谷. */
static inline bool
joins_kanji(uint32_t c)
{
	return c == 0x30ce /* ノ */ || c == 0x30c4 /* ツ */ ||
	       c == 0x30f6 /* ヶ */ || c == 0x30b1 /* ケ */;
}

/* Kanji as most names are written; what is rarer only adds to the work. */
static inline uint32_t
looks_kanji(uint32_t c)
{
	return (c - 0x3400 < 0x9fff - 0x3400 + 1) | (c >= 0xf900) |
	       (c == 0x3005);
}

static inline void
note_letter(struct survey *v, uint32_t c, size_t end)
{
	struct trail *t = &v->trail;
	uint32_t kanji = looks_kanji(c);
	uint32_t katakana = (c - 0x30a1 < 0x5a) | (c == 0x30fc);
	uint32_t hiragana = c - 0x3041 < 0x5f;
	uint32_t kana = katakana | hiragana;
	uint32_t joins = joins_kanji(c) & (t->kanji > 0);

	/* katakana begins where none stood before it, whatever that was */
	t->begins |= katakana & ~t->katakana & 1;
	t->begins = t->begins << 1 | (!katakana & letters_particle(c));
	t->last =
	    t->last << 16 | ((c - (katakana & (c < 0x30f7)) * 0x60) & 0xffff);
	t->kanji = (t->kanji + 1) * (kanji | joins);
	t->kana = (t->kana + 1) * kana;
	t->katakana = katakana;
	v->kanji[v->nkanji] =
	    (struct place){ t->last, (uint32_t)end, t->kanji };
	v->nkanji += t->kanji > 0;
	/* of three letters only from the first on, else four back one began */
	v->kana[v->nkana] = (struct place){ t->last, (uint32_t)end, t->kana };
	v->nkana += (t->kana == 3) | ((t->kana > 3) & (t->begins >> 4 & 1));
}

static inline uint32_t
sign_of(uint32_t c)
{
	return is_digit(c) ? SEEK_DIGIT
	       : c == '@'  ? SEEK_AT
	                   : SEEK_LATIN * is_latin(c);
}

/* Note places from *at on, until one kind is full or the text is over. */
static void
survey(struct seeker *s, struct survey *v, size_t *at)
{
	const struct span text = s->text;
	size_t from;
	uint32_t c;

	v->nkanji = v->nkana = v->nmasks = 0;
	while (*at < text.len && v->nkanji < PLACES && v->nkana < PLACES &&
	       v->nmasks < PLACES) {
		from = *at;
		c = take(text, at);
		if (letter_is_gap(c))
			continue;
		v->mask[v->nmasks] = (uint32_t)from;
		if (c < 0x3000) {
			v->nmasks += letter_is_mask(c);
			s->signs |= sign_of(c);
			v->trail = (struct trail){ .begins = 1 };
			continue;
		}
		s->signs |= SEEK_HOUSE * (c == 0x4e01); /* 丁 */
		note_letter(v, c, *at);
	}
}

/* ---- asking ----------------------------------------------------------- */

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

/* Up to three letters behind byte `at`, a gap at most between; how many. */
static size_t
letters_ahead(struct span text, size_t at, uint32_t next[3])
{
	size_t n = 0;
	bool gap = false;
	uint32_t c;

	while (n < 3 && at < text.len) {
		c = utf8_next(text, &at);
		if (is_letter_ja(c))
			next[n++] = letter_spelt(c);
		else if (!letter_is_gap(c) || gap)
			break;
		else
			gap = true;
	}
	return n;
}

/*
 * Does a full name begin with the last k letters?  Asks for its first four, or
 * for all of a shorter one where no kanji goes on.
 */
static bool
name_begins(const struct seeker *s, const struct roster_sieve *sieve,
    uint64_t last, size_t k, const uint32_t next[3], size_t n)
{
	uint64_t key = k < 4 ? last & (((uint64_t)1 << 16 * k) - 1) : last;
	size_t i;

	for (i = 0; k + i < 4; i++) {
		if ((i > 0 || s->unsplit) && (i == n || !is_kanji(next[i])) &&
		    roster_sieve_full(sieve, key))
			return true;
		if (i == n)
			return false;
		key = key << 16 | (next[i] & 0xffff);
	}
	return roster_sieve_full(sieve, key);
}

/* What follows a surname is a letter, or a gap: not 「佐藤、」 */
static inline bool
name_may_follow(const struct seeker *s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s->text.ptr + at;

	if (s->unsplit)
		return true;
	if (at >= s->text.len || (*p < 0x80 && *p != ' '))
		return false;
	/* e3 80 80 to e3 80 bf are 、。 and brackets, but for 々 */
	return p[0] != 0xe3 || p[1] != 0x80 || p[2] == 0x85;
}

/* A bit for each number of letters that are a surname, by the sieve. */
static inline uint32_t
surnames(const struct roster_filter *f, const struct place *p)
{
	uint32_t one = filter_has(f, p->last & 0xffff, SIEVE_SURNAME);
	uint32_t two = filter_has(f, p->last & 0xffffffff, SIEVE_SURNAME);
	uint32_t three = filter_has(f, p->last & 0xffffffffffff, SIEVE_SURNAME);
	uint32_t four = filter_has(f, p->last, SIEVE_SURNAME);

	return (one << 1 | two << 2 | three << 3 | four << 4) &
	       ((2u << (p->run < 4 ? p->run : 4)) - 1);
}

static int
ask_kanji(struct seeker *s, const struct roster_sieve *sieve,
    const struct place *p, struct shuhi_error *err)
{
	uint32_t found = surnames(&sieve->surname, p), next[3], k;
	size_t n;

	if (found == 0 || !name_may_follow(s, p->end))
		return 0;
	n = letters_ahead(s->text, p->end, next);
	for (k = 1; k <= 4; k++)
		if ((found >> k & 1) &&
		    name_begins(s, sieve, p->last, k, next, n) &&
		    seek_kanji_name(s, back(s->text, p->end, k), k, err) != 0)
			return -1;
	return 0;
}

static int
ask_kana(struct seeker *s, const struct roster_sieve *sieve,
    const struct place *p, struct shuhi_error *err)
{
	uint32_t n = p->run < 4 ? 3 : 4;
	uint64_t key = n == 3 ? p->last & 0xffffffffffff : p->last;

	return filter_has(&sieve->kana, key, SIEVE_KANA)
	           ? seek_kana_name(s, back(s->text, p->end, n), err)
	           : 0;
}

/* An ASCII sign is a mask only within kanji: 山田?郎, not 大丈夫? */
static bool
is_mask_here(struct span text, size_t at)
{
	size_t next = at;
	uint32_t c = utf8_next(text, &next);

	return c >= 0x80 ||
	       (is_kanji(utf8_at(text, next)) &&
	           (at == 0 || !is_hiragana(utf8_before(text, at))));
}

int
seek_names(struct seeker *s, struct shuhi_error *err)
{
	const struct roster_sieve sieve = *roster_sieve(s->roster);
	struct survey v;
	size_t at = 0, i;

	v.trail = (struct trail){ .begins = 1 };
	while (at < s->text.len) {
		survey(s, &v, &at);
		for (i = 0; i < v.nkanji; i++)
			if (ask_kanji(s, &sieve, &v.kanji[i], err) != 0)
				return -1;
		for (i = 0; i < v.nkana; i++)
			if (ask_kana(s, &sieve, &v.kana[i], err) != 0)
				return -1;
		for (i = 0; i < v.nmasks; i++)
			if (is_mask_here(s->text, v.mask[i]) &&
			    seek_masked_name(s, v.mask[i], err) != 0)
				return -1;
	}
	return 0;
}
