/*
 * The walk over a text in search of names.
 *
 * Every text goes through it, so it is made of two steps without a branch that a
 * processor could not guess: note what each letter is, 64 at a time, then find by
 * arithmetic on bits where a name could begin.  Those places are asked about.
 */
#include "letters.h"
#include "rostersieve.h"
#include "seek.h"
#include "seekname.h"

/* What a sign of the text is, as bits. */
enum {
	KANA = 1,
	KATAKANA = 2,
	BEGINS = 4, /* kana may begin behind it: は|さとう */
	KANJI = 8,
	GAP = 16,     /* stands between letters, and is none */
	SPELT = 32,   /* is spelt as hiragana, 3 * 32 before it    */
	FOLLOWS = 64, /* an honorific begins: さん, くん, ちゃん */
};

#define BLOCK 64 /* letters, a bit each            */
#define AHEAD 4  /* that are read behind a place   */

/* Letters, without the gaps between; the first one is only what stands before. */
struct block {
	uint32_t at[BLOCK];           /* bytes of the text */
	uint16_t letter[BLOCK + 1];   /* as sieves want them; 0 is last */
	uint64_t kind[BLOCK / 8 + 1]; /* a byte each; zeros behind */
	uint64_t gap;                 /* bit i: one stands before letter i */
	size_t n;
};

/* clang-format off */
/* U+3000 to U+30FF by their low bytes; particles are は が を に の と も で へ や. */
static const unsigned char kinds[256] = {
	[0x00] = KANJI, /* by pages[]; U+3000 itself is folded to a blank */
	[0x05] = KANJI, /* 々 */
	[0x41 ... 0x4b] = KANA,
	[0x4c] = KANA | BEGINS,
	[0x4d ... 0x4e] = KANA,
	[0x4f] = KANA | FOLLOWS,
	[0x50 ... 0x54] = KANA,
	[0x55] = KANA | FOLLOWS,
	[0x56 ... 0x60] = KANA,
	[0x61] = KANA | FOLLOWS,
	[0x62 ... 0x66] = KANA,
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
	[0x93 ... 0x9f] = KANA,
	[0xa1 ... 0xf6] = KANA | KATAKANA | SPELT,
	[0xf7 ... 0xfa] = KANA | KATAKANA,
	[0xfb] = GAP, /* ・ */
	[0xfc] = KANA | KATAKANA,
};

/*
 * What of a code point's low byte says its kind, by the high one: kana and kanji
 * take turns, and a branch between them would be guessed wrong.
 */
enum { RARE = 1 };
static const unsigned char pages[256] = {
	[0x00 ... 0x2f] = RARE,
	[0x30] = 0xff,
	[0x31 ... 0x4d] = RARE,
	[0xa0 ... 0xff] = RARE,
};
/* clang-format on */

/* ---- noting ----------------------------------------------------------- */

/* An ASCII sign is a mask only within kanji: 山田?郎, not 大丈夫? */
static bool
is_mask_here(struct span text, size_t at, size_t next, uint32_t c)
{
	return c >= 0x80 ||
	       (is_kanji(utf8_at(text, next)) &&
	           (at == 0 || !is_hiragana(utf8_before(text, at))));
}

static inline unsigned
signs_of(uint32_t c)
{
	return is_digit(c) ? SEEK_DIGIT
	       : c == '@'  ? SEEK_AT
	                   : SEEK_LATIN * is_latin(c);
}

/* What begins at *at, and is neither kana nor one of the common kanji. */
static int
note_rare(struct seeker *s, size_t *at, uint32_t *code, unsigned *kind,
    struct shuhi_error *err)
{
	size_t from = *at, next = from;
	uint32_t c = utf8_next(s->text, &next);

	*at = next;
	*code = c;
	*kind = is_kanji(c) ? KANJI : c == ' ' ? GAP : 0;
	if (*kind != 0)
		return 0;
	s->signs |= signs_of(c);
	return letter_is_mask(c) && is_mask_here(s->text, from, next, c)
	           ? seek_masked_name(s, from, err)
	           : 0;
}

/* Note letters from *at on, until the block is full or the text is over. */
static int
note(struct seeker *s, struct block *b, size_t *at, struct shuhi_error *err)
{
	const struct span text = s->text;
	const unsigned char *p = (const unsigned char *)text.ptr;
	unsigned char *out = (unsigned char *)b->kind;
	size_t from, i = *at, n = b->n;
	unsigned kind = 0, page;
	uint32_t c = 0;

	while (i < text.len && n < BLOCK) {
		from = i;
		page = RARE;
		if (p[i] >= 0xe0 && p[i] < 0xf0) {
			c = (p[i] & 15u) << 12 | (p[i + 1] & 63u) << 6 |
			    (p[i + 2] & 63u);
			i += 3;
			page = pages[c >> 8];
			kind = kinds[c & page];
		}
		if (page == RARE) {
			i = from;
			if (note_rare(s, &i, &c, &kind, err) != 0)
				return -1;
		}
		if (kind == GAP) {
			b->gap |= (uint64_t)1 << n;
			continue;
		}
		b->at[n] = (uint32_t)from;
		b->letter[n] = (uint16_t)(c - (kind & SPELT) * 3);
		out[n++] = (unsigned char)kind;
	}
	b->letter[n] = 0;
	b->n = n;
	*at = i;
	return 0;
}

/* ---- asking ----------------------------------------------------------- */

/* Bit i: has letter i this kind? */
struct kinds {
	uint64_t kana, katakana, begins, kanji, follows;
};

static inline uint64_t
eight_bits(uint64_t eight, unsigned kind)
{
	const uint64_t ones = 0x0101010101010101, gather = 0x0102040810204080;

	return (eight / kind & ones) * gather >> 56;
}

static inline struct kinds
kinds_of(const struct block *b)
{
	struct kinds k = { 0 };
	size_t i, at;
	uint64_t v;

	for (i = 0; i * 8 < b->n; i++) {
		v = b->kind[i];
		at = i * 8;
		k.kana |= eight_bits(v, KANA) << at;
		k.katakana |= eight_bits(v, KATAKANA) << at;
		k.begins |= eight_bits(v, BEGINS) << at;
		k.kanji |= eight_bits(v, KANJI) << at;
		k.follows |= eight_bits(v, FOLLOWS) << at;
	}
	return k;
}

/* The lowest bit's number, and away with it. */
static inline size_t
take_bit(uint64_t *bits)
{
	size_t i = (size_t)__builtin_ctzll(*bits);

	*bits &= *bits - 1;
	return i;
}

static inline uint64_t
pair_key(const struct block *b, size_t i)
{
	return (uint64_t)b->letter[i] << 16 | b->letter[i + 1];
}

static inline uint64_t
kana_key(const struct block *b, size_t i, size_t n)
{
	uint64_t key = 0;

	while (n-- > 0)
		key = key << 8 | (b->letter[i++] & 0xff);
	return key;
}

/* Places of `from` where a name begins with a kanji, a letter and maybe a kanji. */
static uint64_t
sift_pairs(
    struct seeker *seek, const struct block *b, uint64_t from, uint64_t kanji)
{
	const struct roster_sieve *s = roster_sieve(seek->roster);
	uint64_t found = 0;
	unsigned house = 0;
	size_t i;

	while (from != 0) {
		i = take_bit(&from);
		house |= b->letter[i] == 0x4e01; /* 丁 */
		found |=
		    (uint64_t)filter_has(kanji >> i & 1 ? &s->kanji : &s->mixed,
		        pair_key(b, i), SIEVE_PAIR)
		    << i;
	}
	seek->signs |= house * SEEK_HOUSE;
	return found;
}

/* Places where one in kana does. */
static uint64_t
sift_kana(const struct roster_sieve *s, const struct block *b, uint64_t from)
{
	uint64_t found = 0;
	size_t i;

	while (from != 0) {
		i = take_bit(&from);
		found |= (uint64_t)roster_sieve_kana(s, kana_key(b, i, 3)) << i;
	}
	return found;
}

/* Places where a whole name of `n` kana is. */
static uint64_t
sift_small(const struct roster_sieve *s, const struct block *b, uint64_t from,
    size_t n)
{
	uint64_t found = 0;
	size_t i;

	while (from != 0) {
		i = take_bit(&from);
		found |= (uint64_t)roster_sieve_small(s, kana_key(b, i, n))
		         << i;
	}
	return found;
}

/* The sieve of five is large: on its way while others are asked. */
static void
fetch_five(const struct roster_sieve *s, const struct block *b, uint64_t from)
{
	uint64_t hash;

	while (from != 0) {
		hash = sieve_hash(kana_key(b, take_bit(&from), 5), SIEVE_FIVE);
		__builtin_prefetch(&s->five.words[sieve_word(&s->five, hash)]);
	}
}

/* What sieves let through. */
static int
ask(struct seeker *s, const struct block *b, uint64_t pairs, uint64_t five,
    uint64_t small, struct shuhi_error *err)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	size_t i;

	while (pairs != 0)
		if (seek_kanji_name(s, b->at[take_bit(&pairs)], err) != 0)
			return -1;
	while (five != 0) {
		i = take_bit(&five);
		if (roster_sieve_five(sieve, kana_key(b, i, 5)))
			small |= (uint64_t)1 << i;
	}
	while (small != 0)
		if (seek_kana_name(s, b->at[take_bit(&small)], err) != 0)
			return -1;
	return 0;
}

/* Look for names that begin in the block, at a letter that is in `usable`. */
static int
look(struct seeker *s, const struct block *b, uint64_t usable,
    struct shuhi_error *err)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	const struct kinds k = kinds_of(b);
	uint64_t kanji = k.kanji, kana = k.kana, katakana = k.katakana;
	uint64_t letters = kanji | kana;
	/* katakana begins where none stood before it, whatever that was */
	uint64_t fresh = b->gap | (katakana & ~(katakana << 1));
	uint64_t alone = usable & (fresh | ~(letters << 1));
	uint64_t begins = usable & (fresh | ~(kana << 1) | k.begins << 1);
	/* the next one is kana of the same script */
	uint64_t same = kana & kana >> 1 & ~(katakana ^ katakana >> 1);
	uint64_t three = same & same >> 1, four = three & same >> 2;
	/* behind short names: no more katakana, an honorific, no kana */
	uint64_t after_katakana = ~katakana;
	uint64_t after_hiragana = k.follows | ~kana;
	uint64_t short3 = (katakana & after_katakana >> 3) |
	                  (~katakana & after_hiragana >> 3);
	uint64_t short4 = (katakana & after_katakana >> 4) |
	                  (~katakana & after_hiragana >> 4);
	uint64_t five = sift_kana(sieve, b, begins & four & same >> 3), small;

	fetch_five(sieve, b, five);
	small = sift_small(sieve, b, alone & three & short3, 3) |
	        sift_small(sieve, b, alone & four & short4, 4);
	return ask(s, b,
	    sift_pairs(s, b, usable & kanji & letters >> 1, kanji >> 2), five,
	    small, err);
}

/* The last letters come again: names may begin with them, and end later. */
static void
carry(struct block *b)
{
	unsigned char *kind = (unsigned char *)b->kind;
	const size_t from = BLOCK - AHEAD - 1;

	memcpy(b->at, b->at + from, (AHEAD + 1) * sizeof *b->at);
	memcpy(b->letter, b->letter + from, (AHEAD + 1) * sizeof *b->letter);
	memmove(kind, kind + from, AHEAD + 1);
	b->gap >>= from;
	b->n = AHEAD + 1;
}

int
seek_names(struct seeker *s, struct shuhi_error *err)
{
	struct block b;
	size_t at = 0;

	b.n = 1;
	b.kind[0] = 0;
	b.gap = 0;
	for (;;) {
		if (note(s, &b, &at, err) != 0)
			return -1;
		memset((unsigned char *)b.kind + b.n, 0, sizeof *b.kind);
		if (at == s->text.len)
			return look(s, &b, ~(uint64_t)1, err);
		if (look(s, &b, (~(uint64_t)0 >> AHEAD) - 1, err) != 0)
			return -1;
		carry(&b);
	}
}
