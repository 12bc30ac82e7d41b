/*
 * What the letters of a text are, 64 at a time, a bit each: the walk in search of
 * names finds by arithmetic on bits where one could begin.
 *
 *	text      は佐藤・タロウだよ       letters   は佐藤タロウだよ
 *	kana      1..11111                 kanji     .11.....
 *	katakana  ...111..                 gap       ...1....  (・ before タ)
 */
#ifndef SHUHI_SEEKBLOCK_H
#define SHUHI_SEEKBLOCK_H

#include <endian.h>
#include <string.h>

#include "seek.h"
#include "utf8.h"

#define BLOCK 64 /* letters, a bit each                    */
#define AHEAD 4  /* that are read behind a place of a name */
#define RUN   16 /* letters noted in one go                */

/* Bit i is letter i's; letter 0 of the first block stands for what is before. */
struct seek_block {
	size_t n;                 /* letters */
	uint32_t at[BLOCK + RUN]; /* bytes of the text */
	/* as sieves want them, katakana as hiragana: low 16 bits, low byte */
	uint16_t letter[BLOCK + RUN];
	unsigned char low[BLOCK + RUN];
	uint64_t kana, katakana, kanji, latin;
	uint64_t begins;  /* kana may begin behind it: は|さとう */
	uint64_t follows; /* an honorific begins: さん, くん, ちゃん */
	uint64_t gap; /* a blank or ・, which is no letter, stands before */
	unsigned char tail[3 * RUN]; /* the text's last bytes, zeros behind */
};

/* Before the first letter of a text. */
static inline void
seek_block_begin(struct seek_block *b)
{
	b->n = 1;
	b->kana = b->katakana = b->kanji = b->latin = 0;
	b->begins = b->follows = b->gap = 0;
}

/*
 * Add letters from byte *at on, until the block is full or the text is over.  Tells
 * the seeker what signs there are, and asks about masked names where masks stand.
 */
int seek_block_fill(
    struct seeker *, struct seek_block *, size_t *at, struct shuhi_error *);

/* The last letters come again: names may begin with them, and end later. */
void seek_block_carry(struct seek_block *);

/* Letters i and i + 1 as a sieve's key, the first highest ... */
static inline uint64_t
seek_block_pair(const struct seek_block *b, size_t i)
{
	return (uint64_t)b->letter[i] << 16 | b->letter[i + 1];
}

/* ... and `n` <= 8 that are kana, by their low bytes. */
static inline uint64_t
seek_block_kana(const struct seek_block *b, size_t i, unsigned n)
{
	uint64_t key;

	memcpy(&key, b->low + i, sizeof key);
	return be64toh(key) >> (64 - 8 * n);
}

#endif
