/*
 * The index file: where everything is.
 *
 *	open     header | directory and entries of each table         as it is
 *	sealed   columns | order by kana | days | initials | sieve |
 *	         tables of masked names                               decrypted
 *	tag      16 bytes: proves all before it
 *
 * Numbers are little-endian, parts begin at multiples of 8.  Nothing says where a
 * part is: that follows from the counts in the header, so there is no offset to
 * be believed.
 *
 * A table is entries sorted by hash, cut into buckets by the hash's first bits:
 *
 *	hash     [bucket bits][remainder ...][not kept]
 *	entry    [remainder][value]           `width` bits, packed
 *	dir[b]   number of the first entry of bucket b; one more at the end
 *
 * Masked names are sealed, as it is known which names have the most of them: many
 * codes for one hash would be ○田.
 *
 * A column's values have no bits in their table: a value's code is its number.
 */
#ifndef SHUHI_ROSTERFILE_H
#define SHUHI_ROSTERFILE_H

#include "fold.h"
#include "keyed.h"
#include "roster.h"

_Static_assert(
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the index is used as it is");

#define ROSTER_MAGIC   "SHUHIROS"
#define ROSTER_VERSION 4

enum { MASKED_SURNAME, MASKED_GIVEN, MASKED };
enum { DAYS_BIRTH, DAYS_ADMITTED, DAYS_DISCHARGED, DAYS };
enum { KANA_SURNAME, KANA_GIVEN, KANA };
enum {
	SIEVE_OF_KANJI,
	SIEVE_OF_MIXED,
	SIEVE_OF_SMALL,
	SIEVE_OF_FIVE,
	SIEVE_OF_NAMES,
	SIEVES
};

struct roster_head {
	char magic[8];
	uint32_t version;
	uint32_t kind; /* enum roster_kind */
	uint64_t size; /* of the whole file */
	int64_t built; /* seconds since 1970-01-01 UTC */
	uint32_t rows;
	uint32_t values[RC_COLUMNS];     /* distinct, 0: no such column */
	uint32_t keys[RK_KEYS];          /* entries, 0: no such key     */
	uint32_t masked[MASKED];         /* entries                     */
	uint32_t calls;                  /* ways to call somebody       */
	uint32_t longest;                /* letters of one, at most     */
	uint32_t untold[ROSTER_SCRIPTS]; /* people: see roster_untold() */
	uint32_t sieve_bits[SIEVES];     /* log2 of words of 64    */
	unsigned char spelling[KEY_SUM]; /* spelling_sum()       */
	unsigned char check[KEY_SUM];    /* is it this key?        */
	unsigned char nonce[KEY_NONCE];
	unsigned char sum[KEY_SUM]; /* of what is before it; last */
};

/* Tags of keyed_hash(): never to change. */
#define TAG_COLUMN(c) ((uint8_t)(c))
#define TAG_KEY(k)    ((uint8_t)(64 + (k)))
#define TAG_MASKED(m) ((uint8_t)(128 + (m)))
#define TAG_CALL      ((uint8_t)192)

struct table {
	uint64_t dir, entries; /* offsets in the open or the sealed part */
	bool sealed;
	uint32_t n, bucket_bits, rest_bits, value_bits;
};

struct packed {
	uint64_t at; /* offset in the sealed part */
	uint32_t n, width;
};

struct layout {
	struct table column[RC_COLUMNS], key[RK_KEYS], masked[MASKED], call;
	uint64_t open; /* bytes of the open part */

	/* offsets in the sealed part */
	struct packed cells[RC_COLUMNS];
	struct packed by_kana; /* rows in order of their kana */
	uint64_t days[DAYS], initials[KANA], sieve[SIEVES];
	uint64_t sealed; /* bytes of it */
	uint64_t size;   /* of the file */
};

/* Where things are.  False: the counts make no sense. */
bool layout_make(const struct roster_head *, struct layout *);

/*
 * Read and check the header of `size` bytes at `map`.  Fails with SHUHI_E_IO: not
 * an index, another version, cut off, damaged.  err->where is not set.
 */
int head_read(struct span map, struct roster_head *, struct layout *,
    struct shuhi_error *);

/*
 * Which spelling hashes are made of: another fold table finds nobody.  False: no
 * memory.
 */
bool spelling_sum(const struct fold_table *, unsigned char sum[KEY_SUM]);

/* Which column's days, kana initials, masked names; -1: none. */
int days_of(enum roster_column);
int kana_of(enum roster_column);
int masked_of(enum roster_column);

/* Bits 0 ... width-1 of element i; 8 bytes behind the last may be read. */
static inline uint64_t
packed_get(const unsigned char *p, uint64_t i, uint32_t width)
{
	uint64_t bit = i * width, v;

	memcpy(&v, p + bit / 8, sizeof v);
	return v >> bit % 8 & (((uint64_t)1 << width) - 1);
}

/* The element must have been zero. */
static inline void
packed_put(unsigned char *p, uint64_t i, uint32_t width, uint64_t value)
{
	uint64_t bit = i * width, v;

	memcpy(&v, p + bit / 8, sizeof v);
	v |= value << bit % 8;
	memcpy(p + bit / 8, &v, sizeof v);
}

static inline uint64_t
table_bucket(const struct table *t, uint64_t hash)
{
	return t->bucket_bits == 0 ? 0 : hash >> (64 - t->bucket_bits);
}

static inline uint64_t
table_rest(const struct table *t, uint64_t hash)
{
	return hash << t->bucket_bits >> (64 - t->rest_bits);
}

#endif
