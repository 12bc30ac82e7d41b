#include "seekblock.h"

#include <tmmintrin.h> /* SSSE3, without which Hyperscan does not run either */

#include "letters.h"
#include "seekname.h"

#define SSSE3 __attribute__((target("ssse3")))

/* ---- sixteen letters of three bytes at once ---------------------------- */

/* clang-format off */
#define PICK(k, v, i) ((3 * (i) + (k)) / 16 == (v) ? (3 * (i) + (k)) % 16 : 0x80)
#define PICKS(k, v) { \
	PICK(k, v, 0), PICK(k, v, 1), PICK(k, v, 2), PICK(k, v, 3), \
	PICK(k, v, 4), PICK(k, v, 5), PICK(k, v, 6), PICK(k, v, 7), \
	PICK(k, v, 8), PICK(k, v, 9), PICK(k, v, 10), PICK(k, v, 11), \
	PICK(k, v, 12), PICK(k, v, 13), PICK(k, v, 14), PICK(k, v, 15) }

/* Where in three vectors of text the first, second, third bytes of letters are. */
static const _Alignas(16) unsigned char picks[3][3][RUN] = {
	{ PICKS(0, 0), PICKS(0, 1), PICKS(0, 2) },
	{ PICKS(1, 0), PICKS(1, 1), PICKS(1, 2) },
	{ PICKS(2, 0), PICKS(2, 1), PICKS(2, 2) },
};

/*
 * Is the low byte of U+30xx in a set?  Asked of its halves: a set has one bit for
 * each high half it occurs with; the low half's bits say with which of those.
 *
 *	begins   は が を に の と も で へ や    4c 67 68 6b 6e 6f 78 82 84 92
 *	follows  さ く ち                      55 4f 61
 */
#define BEGINS  0x1f
#define FOLLOWS 0xe0
static const _Alignas(16) unsigned char by_high[16] = {
	[4] = 0x01 | 0x20, [5] = 0x40, [6] = 0x02 | 0x80,
	[7] = 0x04, [8] = 0x08, [9] = 0x10,
};
static const _Alignas(16) unsigned char by_low[16] = {
	[0xc] = 0x01 /* 4c */,
	[0x7] = 0x02 /* 67 */, [0xb] = 0x02 /* 6b */, [0xe] = 0x02 /* 6e */,
	[0x8] = 0x02 | 0x04 /* 68 78 */, [0xf] = 0x02 | 0x20 /* 6f 4f */,
	[0x2] = 0x08 | 0x10 /* 82 92 */, [0x4] = 0x08 /* 84 */,
	[0x5] = 0x40 /* 55 */, [0x1] = 0x80 /* 61 */,
};
/* clang-format on */

SSSE3 static inline __m128i
load(const unsigned char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Byte k of each letter. */
SSSE3 static inline __m128i
pick(const __m128i v[3], int k)
{
	return _mm_or_si128(
	    _mm_or_si128(_mm_shuffle_epi8(v[0], load(picks[k][0])),
	        _mm_shuffle_epi8(v[1], load(picks[k][1]))),
	    _mm_shuffle_epi8(v[2], load(picks[k][2])));
}

SSSE3 static inline __m128i
all(int byte)
{
	return _mm_set1_epi8((char)byte);
}

SSSE3 static inline __m128i
both(__m128i a, __m128i b)
{
	return _mm_and_si128(a, b);
}

SSSE3 static inline __m128i
either(__m128i a, __m128i b)
{
	return _mm_or_si128(a, b);
}

SSSE3 static inline __m128i
is(__m128i v, int byte)
{
	return _mm_cmpeq_epi8(v, all(byte));
}

/* Which bytes are in [from, to]? */
SSSE3 static inline __m128i
within(__m128i v, int from, int to)
{
	__m128i above = _mm_sub_epi8(v, all(from));

	return _mm_cmpeq_epi8(above, _mm_min_epu8(above, all(to - from)));
}

SSSE3 static inline __m128i
has_bits(__m128i v, int bits)
{
	return _mm_cmpeq_epi8(_mm_min_epu8(both(v, all(bits)), all(1)), all(1));
}

SSSE3 static inline uint64_t
bits_of(__m128i v)
{
	return (uint64_t)_mm_movemask_epi8(v);
}

/* Sixteen letters: what they are, and how many from the first on are letters. */
struct run {
	__m128i kana, katakana, kanji, sets;
	__m128i low, high; /* bytes of the code point */
	size_t n;
};

SSSE3 static inline struct run
run_of(const unsigned char *p)
{
	const __m128i text[3] = { load(p), load(p + 16), load(p + 32) };
	const __m128i one = pick(text, 0), two = pick(text, 1),
	              three = pick(text, 2);
	struct run r;
	/* U+3000 to U+30FF, and U+4E00 to U+9FFF */
	__m128i page = both(is(one, 0xe3), within(two, 0x80, 0x83));
	__m128i kanji = either(within(one, 0xe5, 0xe9),
	    both(is(one, 0xe4), within(two, 0xb8, 0xbf)));
	__m128i gap, high;

	/* 1110hhhh 10hhhhll 10llllll */
	r.low = either(
	    _mm_slli_epi16(both(two, all(0x03)), 6), both(three, all(0x3f)));
	r.high = either(_mm_slli_epi16(both(one, all(0x0f)), 4),
	    both(_mm_srli_epi16(two, 2), all(0x0f)));
	high = both(_mm_srli_epi16(r.low, 4), all(0x0f));
	r.sets = both(
	    page, both(_mm_shuffle_epi8(load(by_high), high),
	              _mm_shuffle_epi8(load(by_low), both(r.low, all(0x0f)))));
	r.katakana =
	    both(page, either(within(r.low, 0xa1, 0xfa), is(r.low, 0xfc)));
	r.kana = either(r.katakana, both(page, within(r.low, 0x41, 0x9f)));
	r.kanji = either(kanji, both(page, is(r.low, 0x05))); /* 々 */
	gap = is(r.low, 0xfb);                                /* ・ */
	r.n = (size_t)__builtin_ctzll(
	    ~bits_of(either(kanji, _mm_andnot_si128(gap, page))));
	return r;
}

SSSE3 static inline void
store(void *to, __m128i v)
{
	_mm_storeu_si128((__m128i *)to, v);
}

/* Where they are and which; those behind the run are written over later. */
SSSE3 static inline void
note_letters(struct seek_block *b, size_t from, const struct run *r)
{
	__m128i at = _mm_add_epi32(
	    _mm_set1_epi32((int)from), _mm_setr_epi32(0, 3, 6, 9));
	__m128i twelve = _mm_set1_epi32(12);
	/* ァ-ヶ as ぁ-ゖ, 0x60 before them; ー and ヷ-ヺ are spelt as they are */
	__m128i spelt = _mm_sub_epi8(r->low,
	    both(both(r->katakana, within(r->low, 0xa1, 0xf6)), all(0x60)));
	uint32_t *places = b->at + b->n;

	store(places, at);
	store(places + 4, at = _mm_add_epi32(at, twelve));
	store(places + 8, at = _mm_add_epi32(at, twelve));
	store(places + 12, _mm_add_epi32(at, twelve));
	store(b->low + b->n, spelt);
	store(b->letter + b->n, _mm_unpacklo_epi8(spelt, r->high));
	store(b->letter + b->n + 8, _mm_unpackhi_epi8(spelt, r->high));
}

/* Letters of three bytes from `from` on; how many, 0 to 16. */
SSSE3 static inline size_t
note_run(struct seek_block *b, struct span text, size_t from)
{
	const unsigned char *p = (const unsigned char *)text.ptr + from;
	const size_t at = b->n, room = BLOCK - at;
	uint64_t mine;
	struct run r;

	if (text.len - from < sizeof b->tail) {
		memset(b->tail, 0, sizeof b->tail);
		p = memcpy(b->tail, p, text.len - from);
	}
	r = run_of(p);
	if (r.n > room)
		r.n = room;
	mine = ((uint64_t)1 << r.n) - 1;
	note_letters(b, from, &r);
	b->kana |= (bits_of(r.kana) & mine) << at;
	b->katakana |= (bits_of(r.katakana) & mine) << at;
	b->kanji |= (bits_of(r.kanji) & mine) << at;
	b->begins |= (bits_of(has_bits(r.sets, BEGINS)) & mine) << at;
	b->follows |= (bits_of(has_bits(r.sets, FOLLOWS)) & mine) << at;
	b->n = at + r.n;
	return r.n;
}

/* ---- one sign ----------------------------------------------------------- */

static inline unsigned
signs_of(uint32_t c)
{
	return is_digit(c) ? SEEK_DIGIT
	       : c == '@'  ? SEEK_AT
	                   : SEEK_LATIN * is_latin(c);
}

/* An ASCII sign is a mask only within kanji: 山田?郎, not 大丈夫? */
static bool
is_mask_here(struct span text, size_t at, size_t next, uint32_t c)
{
	return letter_is_mask(c) &&
	       (c >= 0x80 ||
	           (is_kanji(utf8_at(text, next)) &&
	               (at == 0 || !is_hiragana(utf8_before(text, at)))));
}

static int
note_one(
    struct seeker *s, struct seek_block *b, size_t *at, struct shuhi_error *err)
{
	size_t from = *at, next = from;
	uint32_t c = utf8_next(s->text, &next);

	*at = next;
	if (letter_is_gap(c)) {
		b->gap |= (uint64_t)1 << b->n;
		return 0;
	}
	b->kanji |= (uint64_t)is_kanji(c) << b->n;
	b->latin |= (uint64_t)letter_is_latin(c) << b->n;
	b->at[b->n] = (uint32_t)from;
	b->letter[b->n++] = (uint16_t)c;
	s->signs |= signs_of(c);
	return is_mask_here(s->text, from, next, c)
	           ? seek_masked_name(s, from, err)
	           : 0;
}

/* ---- blocks ------------------------------------------------------------- */

SSSE3 int
seek_block_fill(
    struct seeker *s, struct seek_block *b, size_t *at, struct shuhi_error *err)
{
	const struct span text = s->text;
	size_t i = *at, n;

	while (i < text.len && b->n < BLOCK) {
		if ((unsigned char)text.ptr[i] >= 0xe3 &&
		    (n = note_run(b, text, i)) > 0)
			i += 3 * n;
		else if (note_one(s, b, &i, err) != 0)
			return -1;
	}
	*at = i;
	return 0;
}

void
seek_block_carry(struct seek_block *b)
{
	const size_t from = BLOCK - AHEAD - 1;

	memcpy(b->at, b->at + from, (AHEAD + 1) * sizeof *b->at);
	memcpy(b->letter, b->letter + from, (AHEAD + 1) * sizeof *b->letter);
	memcpy(b->low, b->low + from, AHEAD + 1);
	b->n = AHEAD + 1;
	b->kana >>= from;
	b->katakana >>= from;
	b->kanji >>= from;
	b->latin >>= from;
	b->begins >>= from;
	b->follows >>= from;
	b->gap >>= from;
}
