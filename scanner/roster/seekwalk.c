/*
 * The walk over a text in search of names.
 *
 * Every text goes through it, so a survey first notes the places where a name could
 * be by the kinds of letters alone, and only those are asked about.
 */
#include "letters.h"
#include "rostersieve.h"
#include "seek.h"
#include "seekname.h"

#define PLACES 64 /* of a kind, noted before they are asked about */

/* What a letter is, as bits. */
enum {
	KANA = 2,
	KATAKANA = 4,
	BEGINS = 8, /* kana may begin behind it: は|さとう, 、|さとう */
	JOINS = 16, /* stands within a surname in kanji: 一ノ瀬 */
	SPELT = 32, /* is spelt as hiragana, 3 * 32 before it */
};

/* The letters just read; kanji and begins have a bit each, the newest low. */
struct trail {
	uint64_t last; /* four of them, as the sieve wants them */
	uint32_t kanji, begins;
	uint32_t kana;     /* how many in a row  */
	uint32_t katakana; /* is the newest one? */
};

struct place {
	uint64_t last;
	uint32_t end, history; /* `kanji` or `kana` there */
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

/* clang-format off */
/* The low bytes of U+3041 to U+30FC; particles are は が を に の と も で へ や. */
static const unsigned char kana_bits[256] = {
	[0x41 ... 0x4b] = KANA,
	[0x4c] = KANA | BEGINS,
	[0x4d ... 0x66] = KANA,
	[0x67 ... 0x68] = KANA | BEGINS,
	[0x69 ... 0x6a] = KANA,
	[0x6b] = KANA | BEGINS,
	[0x6c ... 0x6d] = KANA,
	[0x6e ... 0x6f] = KANA | BEGINS,
	[0x70 ... 0x77] = KANA,
	[0x78] = KANA | BEGINS,
	[0x79 ... 0x81] = KANA,
	[0x82] = KANA | BEGINS,
	[0x83] = KANA,
	[0x84] = KANA | BEGINS,
	[0x85 ... 0x91] = KANA,
	[0x92] = KANA | BEGINS,
	[0x93 ... 0x96] = KANA,
	[0xa1 ... 0xb0] = KANA | KATAKANA | SPELT,
	[0xb1] = KANA | KATAKANA | SPELT | JOINS,
	[0xb2 ... 0xc3] = KANA | KATAKANA | SPELT,
	[0xc4] = KANA | KATAKANA | SPELT | JOINS,
	[0xc5 ... 0xcd] = KANA | KATAKANA | SPELT,
	[0xce] = KANA | KATAKANA | SPELT | JOINS,
	[0xcf ... 0xf5] = KANA | KATAKANA | SPELT,
	[0xf6] = KANA | KATAKANA | SPELT | JOINS,
	[0xf7 ... 0xfa] = KANA | KATAKANA,
	[0xfc] = KANA | KATAKANA,
};
/* clang-format on */

/* A kana letter; `begins` then says whether one may begin behind it. */
static inline void
note_kana(struct survey *v, uint32_t c, uint32_t bits, size_t end)
{
	struct trail *t = &v->trail;

	/* katakana begins where none stood before it, whatever that was */
	t->begins |= bits / KATAKANA & ~t->katakana & 1;
	t->begins = t->begins << 1 | (bits / BEGINS & 1);
	t->katakana = bits / KATAKANA & 1;
	t->last = t->last << 16 | (c - (bits & SPELT) * 3);
	t->kanji = bits & JOINS ? t->kanji << 1 | (t->kanji & 1) : 0;
	/* of just three letters, or four back one began */
	if (++t->kana == 3 || (t->kana > 3 && (t->begins >> 4 & 1)))
		v->kana[v->nkana++] =
		    (struct place){ t->last, (uint32_t)end, t->kana };
}

static inline void
note_kanji(struct survey *v, uint32_t c, size_t end)
{
	struct trail *t = &v->trail;

	t->last = t->last << 16 | (c & 0xffff);
	t->kanji = t->kanji << 1 | 1;
	t->kana = t->katakana = 0;
	t->begins = 1;
	v->kanji[v->nkanji++] =
	    (struct place){ t->last, (uint32_t)end, t->kanji };
}

static inline uint32_t
sign_of(uint32_t c)
{
	return is_digit(c) ? SEEK_DIGIT
	       : c == '@'  ? SEEK_AT
	                   : SEEK_LATIN * is_latin(c);
}

static inline void
note_other(struct seeker *s, struct survey *v, uint32_t c, size_t at)
{
	v->mask[v->nmasks] = (uint32_t)at;
	v->nmasks += letter_is_mask(c);
	s->signs |= sign_of(c);
	v->trail = (struct trail){ .begins = 1 };
}

/* Note places from *at on, until one kind is full or the text is over. */
static void
survey(struct seeker *s, struct survey *v, size_t *at)
{
	const struct span text = s->text;
	size_t from, i = *at;
	uint32_t c, bits;

	v->nkanji = v->nkana = v->nmasks = 0;
	while (i < text.len && v->nkanji < PLACES && v->nkana < PLACES &&
	       v->nmasks < PLACES) {
		from = i;
		c = take(text, &i);
		if (c >> 8 == 0x30) {
			bits = kana_bits[c & 0xff];
			if (bits != 0)
				note_kana(v, c, bits, i);
			else if (c == 0x3005) /* 々 */
				note_kanji(v, c, i);
			else if (c != 0x30fb) /* ・ */
				v->trail = (struct trail){ .begins = 1 };
		} else if (is_kanji(c)) {
			if (c == 0x4e01) /* 丁 */
				s->signs |= SEEK_HOUSE;
			note_kanji(v, c, i);
		} else if (c != ' ') {
			note_other(s, v, c, from);
		}
	}
	*at = i;
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
	uint32_t found = one << 1 | (two << 2 & p->history << 1);

	if ((p->history & 7) == 7)
		found |= (uint32_t)filter_has(
		             f, p->last & 0xffffffffffff, SIEVE_SURNAME)
		         << 3;
	if ((p->history & 15) == 15)
		found |= (uint32_t)filter_has(f, p->last, SIEVE_SURNAME) << 4;
	return found;
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

static inline uint64_t
kana_key(const struct place *p)
{
	return p->history == 3 ? p->last & 0xffffffffffff : p->last;
}

/* Sieves are larger than caches: fetch all that will be asked for at once. */
static void
fetch(const struct roster_sieve *sieve, const struct survey *v)
{
	const struct roster_filter *kana = &sieve->kana,
	                           *kanji = &sieve->surname;
	uint64_t hash;
	size_t i;

	for (i = 0; i < v->nkana; i++) {
		hash = sieve_hash(kana_key(&v->kana[i]), SIEVE_KANA);
		__builtin_prefetch(&kana->words[sieve_word(kana, hash)]);
	}
	for (i = 0; i < v->nkanji; i++) {
		hash = sieve_hash(v->kanji[i].last & 0xffffffff, SIEVE_SURNAME);
		__builtin_prefetch(&kanji->words[sieve_word(kanji, hash)]);
	}
}

static int
ask_kana(struct seeker *s, const struct roster_sieve *sieve,
    const struct place *p, struct shuhi_error *err)
{
	size_t n = p->history == 3 ? 3 : 4;

	return filter_has(&sieve->kana, kana_key(p), SIEVE_KANA)
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
		fetch(&sieve, &v);
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
