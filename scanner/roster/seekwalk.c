/*
 * The walk over a text in search of names.
 *
 * Every text goes through it, so it is made of two steps without a branch that a
 * processor could not guess: note what each letter is, 64 at a time, then find by
 * arithmetic on bits where a name could begin.  Those places are asked about.
 */
#include "rostersieve.h"
#include "seekblock.h"
#include "seekname.h"

/* The lowest bit's number, and away with it. */
static inline size_t
take_bit(uint64_t *bits)
{
	size_t i = (size_t)__builtin_ctzll(*bits);

	*bits &= *bits - 1;
	return i;
}

/* 昭和, 大正, 平成, 明治, 令和, 一九 */
static inline bool
begins_year(uint64_t pair)
{
	switch (pair) {
	case 0x662d548c:
	case 0x59276b63:
	case 0x5e736210:
	case 0x660e6cbb:
	case 0x4ee4548c:
	case 0x4e004e5d:
		return true;
	default:
		return false;
	}
}

/*
 * Places of `from` where a name begins with two letters, and maybe a kanji; what
 * stands behind a gap may be no part of it: 高橋(たかはし)幸太郎.
 */
static uint64_t
sift_pairs(struct seeker *seek, const struct seek_block *b, uint64_t from)
{
	const struct roster_sieve *s = roster_sieve(seek->roster);
	const uint64_t kanji = b->kanji >> 2, gap = b->gap >> 2;
	uint64_t found = 0, key;
	unsigned house = 0, year = 0;
	size_t i;

	while (from != 0) {
		i = take_bit(&from);
		key = seek_block_pair(b, i);
		house |= key >> 16 == 0x4e01; /* 丁 */
		year |= begins_year(key);
		found |=
		    (uint64_t)filter_has(
		        kanji >> i & 1 ? &s->kanji : &s->mixed, key, SIEVE_PAIR)
		    << i;
		if (gap >> i & 1)
			found |= (uint64_t)roster_sieve_kanji(s, key) << i;
	}
	seek->signs |= house * SEEK_HOUSE | year * SEEK_YEAR;
	return found;
}

typedef bool sieve_fn(const struct roster_sieve *, uint64_t key);

/* Places where one begins with `n` kana, or is these. */
static inline __attribute__((always_inline)) uint64_t
sift_kana(const struct roster_sieve *s, sieve_fn *has,
    const struct seek_block *b, uint64_t from, unsigned n)
{
	uint64_t found = 0;
	size_t i;

	while (from != 0) {
		i = take_bit(&from);
		found |= (uint64_t)has(s, seek_block_kana(b, i, n)) << i;
	}
	return found;
}

/* What sieves let through. */
static int
ask(struct seeker *s, const struct seek_block *b, uint64_t pairs, uint64_t kana,
    struct shuhi_error *err)
{
	while (pairs != 0)
		if (seek_kanji_name(s, b->at[take_bit(&pairs)], err) != 0)
			return -1;
	while (kana != 0)
		if (seek_kana_name(s, b->at[take_bit(&kana)], err) != 0)
			return -1;
	return 0;
}

/* Look for names that begin in the block, at a letter that is in `usable`. */
static int
look(struct seeker *s, const struct seek_block *b, uint64_t usable,
    struct shuhi_error *err)
{
	const struct roster_sieve *sieve = roster_sieve(s->roster);
	uint64_t kanji = b->kanji, kana = b->kana, katakana = b->katakana;
	uint64_t letters = kanji | kana, pairs;
	/* katakana begins where none stood before it, whatever that was */
	uint64_t fresh = b->gap | (katakana & ~(katakana << 1));
	uint64_t alone = usable & (fresh | ~(letters << 1));
	uint64_t begins = usable & (fresh | ~(kana << 1) | b->begins << 1);
	/* the next one is kana of the same script */
	uint64_t same = kana & kana >> 1 & ~(katakana ^ katakana >> 1);
	uint64_t three = same & same >> 1, four = three & same >> 2;
	/* behind short names: no more katakana, an honorific, no kana */
	uint64_t after_katakana = ~katakana;
	uint64_t after_hiragana = b->follows | ~kana;
	uint64_t short3 = (katakana & after_katakana >> 3) |
	                  (~katakana & after_hiragana >> 3);
	uint64_t short4 = (katakana & after_katakana >> 4) |
	                  (~katakana & after_hiragana >> 4);

	kana = sift_kana(
	    sieve, roster_sieve_five, b, begins & four & same >> 3, 5);
	kana |=
	    sift_kana(sieve, roster_sieve_small, b, alone & three & short3, 3);
	kana |=
	    sift_kana(sieve, roster_sieve_small, b, alone & four & short4, 4);
	/* 高橋, 林Mary; スミス|健 within four letters, longer ones as kana are */
	pairs = kanji & (letters | b->latin) >> 1;
	pairs |= fresh & katakana & letters >> 1 &
	         (kanji >> 1 | kanji >> 2 | kanji >> 3 | kanji >> 4);
	return ask(s, b, sift_pairs(s, b, usable & pairs), kana, err);
}

int
seek_names(struct seeker *s, struct shuhi_error *err)
{
	struct seek_block b;
	size_t at = 0;

	seek_block_begin(&b);
	for (;;) {
		if (seek_block_fill(s, &b, &at, err) != 0)
			return -1;
		if (at == s->text.len)
			return look(s, &b, ~(uint64_t)1, err);
		if (look(s, &b, (~(uint64_t)0 >> AHEAD) - 1, err) != 0)
			return -1;
		seek_block_carry(&b);
	}
}
