#include "rosterfile.h"

#include <stddef.h>

#include "digest.h"
#include "err.h"
#include "limit.h"
#include "spell.h"

#define IN_BUCKET  8  /* entries, on average                        */
#define REST_VALUE 32 /* of 2^18 values: chance hits 1 in 2^29      */
#define REST_KEY   24 /* with 8 to a bucket: chance hits 1 in 2^21  */
#define SLACK      8  /* behind packed elements: packed_get() reads */

_Static_assert(
    sizeof(struct roster_head) == offsetof(struct roster_head, sum) + KEY_SUM,
    "the sum is last");
_Static_assert(sizeof(struct roster_head) % 8 == 0, "parts are aligned");
_Static_assert(REST_KEY + 32 <= 56, "an entry fits one read at any bit");

int
days_of(enum roster_column c)
{
	switch (c) {
	case RC_BIRTH:
		return DAYS_BIRTH;
	case RC_ADMITTED:
		return DAYS_ADMITTED;
	case RC_DISCHARGED:
		return DAYS_DISCHARGED;
	default:
		return -1;
	}
}

int
kana_of(enum roster_column c)
{
	return c == RC_KANA_SURNAME ? KANA_SURNAME
	       : c == RC_KANA_GIVEN ? KANA_GIVEN
	                            : -1;
}

int
masked_of(enum roster_column c)
{
	return c == RC_SURNAME ? MASKED_SURNAME
	       : c == RC_GIVEN ? MASKED_GIVEN
	                       : -1;
}

bool
spelling_sum(const struct fold_table *t, unsigned char sum[KEY_SUM])
{
	struct digester *d = digester_new();
	struct digest all;

	if (d == NULL)
		return false;
	digester_add(d, SPAN(SPELL_VERSION));
	fold_table_digest(t, d);
	digester_end(d, &all);
	memcpy(sum, all.byte, KEY_SUM);
	return true;
}

/* Bits that can hold 0 ... n. */
static uint32_t
bits_for(uint32_t n)
{
	uint32_t bits = 0;

	while (n >> bits != 0)
		if (++bits == 32)
			break;
	return bits;
}

/* `bytes` more at *end, from a multiple of 8 on. */
static uint64_t
put_part(uint64_t *end, uint64_t bytes)
{
	uint64_t at = *end;

	*end = at + (bytes + 7) / 8 * 8;
	return at;
}

static uint64_t
packed_bytes(uint64_t n, uint32_t width)
{
	return n == 0 ? 0 : (n * width + 7) / 8 + SLACK;
}

static void
put_table(struct table *t, uint64_t *end, uint32_t n, uint32_t rest,
    uint32_t value_bits)
{
	*t = (struct table){
		.n = n,
		.rest_bits = rest,
		.value_bits = value_bits,
	};
	if (n == 0)
		return;
	while (n >> t->bucket_bits > IN_BUCKET)
		t->bucket_bits++;
	t->dir = put_part(
	    end, (((uint64_t)1 << t->bucket_bits) + 1) * sizeof(uint32_t));
	t->entries = put_part(end, packed_bytes(n, rest + value_bits));
}

static void
put_packed(struct packed *p, uint64_t *end, uint32_t n, uint32_t width)
{
	*p = (struct packed){ .n = n, .width = width };
	p->at = put_part(end, packed_bytes(n, width));
}

static bool
counts_make_sense(const struct roster_head *h)
{
	size_t i;

	if (h->rows == 0 || h->rows > LIMIT_ROSTER_ROWS ||
	    h->kind > ROSTER_STAFF)
		return false;
	for (i = 0; i < SIEVES; i++)
		if (h->sieve_bits[i] > LIMIT_ROSTER_SIEVE)
			return false;
	for (i = 0; i < RC_COLUMNS; i++)
		if (h->values[i] > h->rows)
			return false;
	for (i = 0; i < RK_KEYS; i++)
		if (h->keys[i] >
		    h->rows * (i == RK_PHONE ? LIMIT_ROSTER_PHONES : 1))
			return false;
	for (i = 0; i < MASKED; i++)
		if (h->masked[i] > LIMIT_ROSTER_MASKED)
			return false;
	return h->calls <= LIMIT_ROSTER_CALLS &&
	       h->longest <= LIMIT_ROSTER_CALL;
}

static void
lay_tables(const struct roster_head *h, struct layout *l)
{
	uint32_t row_bits = bits_for(h->rows - 1);
	size_t i;

	l->open = sizeof *h;
	for (i = 0; i < RC_COLUMNS; i++)
		put_table(&l->column[i], &l->open, h->values[i], REST_VALUE, 0);
	for (i = 0; i < RK_KEYS; i++)
		put_table(&l->key[i], &l->open, h->keys[i], REST_KEY, row_bits);
	put_table(&l->call, &l->open, h->calls, REST_VALUE, 0);
	for (i = 0; i < MASKED; i++) {
		put_table(&l->masked[i], &l->sealed, h->masked[i], REST_KEY,
		    bits_for(h->values[i == MASKED_SURNAME ? RC_SURNAME
		                                           : RC_GIVEN]));
		l->masked[i].sealed = true;
	}
}

static void
lay_columns(const struct roster_head *h, struct layout *l)
{
	uint64_t *end = &l->sealed;
	size_t i;
	int of;

	for (i = 0; i < RC_COLUMNS; i++) {
		put_packed(&l->cells[i], end, h->values[i] ? h->rows : 0,
		    bits_for(h->values[i]));
		if ((of = days_of(i)) >= 0)
			l->days[of] =
			    put_part(end, h->values[i] * sizeof(int32_t));
		if ((of = kana_of(i)) >= 0)
			l->initials[of] = put_part(end, h->values[i]);
	}
	put_packed(&l->by_kana, end, h->values[RC_KANA_SURNAME] ? h->rows : 0,
	    bits_for(h->rows - 1));
	for (i = 0; i < SIEVES; i++)
		l->sieve[i] =
		    put_part(end, sizeof(uint64_t) << h->sieve_bits[i]);
}

bool
layout_make(const struct roster_head *h, struct layout *out)
{
	struct layout l = { 0 };

	if (!counts_make_sense(h))
		return false;
	lay_tables(h, &l);
	lay_columns(h, &l);
	l.size = l.open + l.sealed + KEY_TAG;
	*out = l;
	return true;
}

int
head_read(struct span map, struct roster_head *out, struct layout *layout,
    struct shuhi_error *err)
{
	const size_t summed = offsetof(struct roster_head, sum);
	unsigned char sum[KEY_SUM];
	struct roster_head h;

	if (map.len < sizeof h.magic ||
	    memcmp(map.ptr, ROSTER_MAGIC, sizeof h.magic) != 0)
		return fail(err, SHUHI_E_IO, "not a roster index", 0);
	if (map.len < sizeof h)
		return fail(err, SHUHI_E_IO, "the roster is cut off", map.len);
	memcpy(&h, map.ptr, sizeof h);
	if (h.version != ROSTER_VERSION)
		return fail(err, SHUHI_E_IO,
		    "the roster is of another version of shuhi: build it again",
		    0);
	key_sum(span_sub(map, 0, summed), sum);
	if (memcmp(sum, h.sum, sizeof sum) != 0)
		return fail(err, SHUHI_E_IO, "the roster is damaged", 0);
	if (map.len < h.size)
		return fail(err, SHUHI_E_IO, "the roster is cut off", map.len);
	if (!layout_make(&h, layout) || layout->size != h.size ||
	    map.len != h.size)
		return fail(err, SHUHI_E_IO, "the roster is damaged", 0);
	*out = h;
	return 0;
}
