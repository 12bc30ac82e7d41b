#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../scanner/disk.h"
#include "../../scanner/err.h"
#include "../../scanner/limit.h"
#include "../../scanner/roster/rostersieve.h"
#include <stddef.h>
#include "store.h"

/* Bits a key gets in each sieve, at least: the less, the more by chance. */
static const uint32_t sieve_room[SIEVES] = {
	[SIEVE_OF_KANJI] = 16, [SIEVE_OF_MIXED] = 16, [SIEVE_OF_SMALL] = 16,
	[SIEVE_OF_FIVE] = 10, [SIEVE_OF_NAMES] = 10
};

struct image {
	struct build *b;
	struct roster_head head;
	struct layout lay;
	unsigned char *bytes, *hidden;
	uint32_t *rank[RC_COLUMNS]; /* a value's code, by its number */
	uint32_t *row;              /* a person's row, by number     */
};

/* ---- order -------------------------------------------------------------- */

struct placed {
	uint64_t key;
	uint32_t number;
};

static int
by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static uint32_t
code_of(const struct image *m, enum roster_column c, uint32_t person)
{
	uint32_t number = m->b->cells[c][person];

	return number == ROSTER_NONE ? ROSTER_NONE : m->rank[c][number];
}

/* All people by their codes in two columns, empty cells last. */
static struct placed *
in_order(const struct image *m, enum roster_column a, enum roster_column b)
{
	struct placed *v = malloc(m->b->rows * sizeof *v);
	uint32_t i;

	if (v == NULL)
		return NULL;
	for (i = 0; i < m->b->rows; i++)
		v[i] = (struct placed){ (uint64_t)code_of(m, a, i) << 32 |
			code_of(m, b, i), i };
	qsort(v, m->b->rows, sizeof *v, by_place);
	return v;
}

static bool
place_rows(struct image *m)
{
	struct placed *v = in_order(m, RC_SURNAME, RC_GIVEN);
	uint32_t i;

	m->row = malloc(m->b->rows * sizeof *m->row);
	if (v != NULL && m->row != NULL)
		for (i = 0; i < m->b->rows; i++)
			m->row[v[i].number] = i;
	free(v);
	return v != NULL && m->row != NULL;
}

static bool
rank_values(struct image *m)
{
	uint32_t c;

	for (c = 0; c < RC_COLUMNS; c++)
		if ((m->rank[c] = intern_ranks(&m->b->values[c])) == NULL)
			return false;
	return true;
}

/* ---- the open part ------------------------------------------------------ */

static int
by_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

static void
put_table(struct image *m, const struct table *t, struct pair *v)
{
	unsigned char *part = t->sealed ? m->hidden : m->bytes;
	uint32_t *dir = (uint32_t *)(part + t->dir);
	uint32_t i;
	uint64_t b = 0, bucket;

	if (t->n == 0)
		return;
	qsort(v, t->n, sizeof *v, by_pair);
	for (i = 0; i < t->n; i++) {
		for (bucket = table_bucket(t, v[i].hash); b <= bucket; b++)
			dir[b] = i;
		packed_put(part + t->entries, i,
		    t->rest_bits + t->value_bits,
		    table_rest(t, v[i].hash) << t->value_bits | v[i].value);
	}
	for (; b <= (uint64_t)1 << t->bucket_bits; b++)
		dir[b] = t->n;
}

static bool
put_hashes(struct image *m, const struct table *t, const struct intern *in)
{
	struct pair *v = malloc((in->n + 1) * sizeof *v);
	uint32_t i;

	if (v == NULL)
		return false;
	for (i = 0; i < in->n; i++)
		v[i] = (struct pair){ in->hash[i], 0 };
	put_table(m, t, v);
	free(v);
	return true;
}

static uint32_t
count_repeated(const struct pairs *sorted)
{
	uint32_t i, n = 0;

	for (i = 1; i < sorted->n; i++)
		n += sorted->v[i].hash == sorted->v[i - 1].hash;
	return n;
}

static bool
put_tables(struct image *m)
{
	struct pairs *p;
	uint32_t i, j;

	for (i = 0; i < RC_COLUMNS; i++)
		if (!put_hashes(m, &m->lay.column[i], &m->b->values[i]))
			return false;
	if (!put_hashes(m, &m->lay.call, &m->b->calls))
		return false;
	for (i = 0; i < RK_KEYS; i++) {
		p = &m->b->keys[i];
		for (j = 0; j < p->n; j++)
			p->v[j].value = m->row[p->v[j].value];
		put_table(m, &m->lay.key[i], p->v);
	}
	m->b->repeated = count_repeated(&m->b->keys[RK_ID]);
	for (i = 0; i < MASKED; i++) {
		const uint32_t *rank =
		    m->rank[i == MASKED_SURNAME ? RC_SURNAME : RC_GIVEN];

		p = &m->b->masked[i];
		for (j = 0; j < p->n; j++)
			p->v[j].value = rank[p->v[j].value];
		put_table(m, &m->lay.masked[i], p->v);
	}
	return true;
}

/* ---- the sealed part ---------------------------------------------------- */

static void
put_column(struct image *m, enum roster_column c)
{
	const struct packed *p = &m->lay.cells[c];
	const uint32_t empty = m->head.values[c];
	uint32_t i, code;

	for (i = 0; i < p->n; i++) {
		code = code_of(m, c, i);
		packed_put(m->hidden + p->at, m->row[i], p->width,
		    code == ROSTER_NONE ? empty : code);
	}
}

/* What is known of values: their days, how their kana begin. */
static void
put_known(struct image *m, enum roster_column c)
{
	const int day = days_of(c), kana = kana_of(c);
	uint32_t i, code;

	for (i = 0; i < m->head.values[c]; i++) {
		code = m->rank[c][i];
		if (day >= 0)
			memcpy(m->hidden + m->lay.days[day] +
			    code * sizeof(int32_t), &m->b->days[day][i],
			    sizeof(int32_t));
		if (kana >= 0)
			m->hidden[m->lay.initials[kana] + code] =
			    (unsigned char)m->b->initials[kana][i];
	}
}

static bool
put_by_kana(struct image *m)
{
	const struct packed *p = &m->lay.by_kana;
	struct placed *v;
	uint32_t i;

	if (p->n == 0)
		return true;
	if ((v = in_order(m, RC_KANA_SURNAME, RC_KANA_GIVEN)) == NULL)
		return false;
	for (i = 0; i < p->n; i++)
		packed_put(m->hidden + p->at, i, p->width, m->row[v[i].number]);
	free(v);
	return true;
}

static void
put_sieve(struct image *m, int which)
{
	const struct intern *in = &m->b->sieve[which];
	uint64_t *words = (uint64_t *)(m->hidden + m->lay.sieve[which]);
	const struct roster_filter f = { words, m->head.sieve_bits[which] };
	uint32_t i;

	for (i = 0; i < in->n; i++)
		words[sieve_word(&f, in->hash[i])] |= sieve_bits(in->hash[i]);
}

static bool
put_hidden(struct image *m)
{
	uint32_t c;
	int i;

	for (c = 0; c < RC_COLUMNS; c++) {
		put_column(m, c);
		put_known(m, c);
	}
	for (i = 0; i < SIEVES; i++)
		put_sieve(m, i);
	return put_by_kana(m);
}

/* ---- the whole ---------------------------------------------------------- */

static void
fill_head(struct image *m, int64_t built)
{
	struct roster_head *h = &m->head;
	size_t i;

	*h = (struct roster_head){
		.version = ROSTER_VERSION,
		.kind = m->b->kind,
		.built = built,
		.rows = m->b->rows,
		.calls = m->b->calls.n,
		.longest = m->b->longest,
	};
	memcpy(h->untold, m->b->untold, sizeof h->untold);
	memcpy(h->magic, ROSTER_MAGIC, sizeof h->magic);
	memcpy(h->check, m->b->key.check, KEY_SUM);
	memcpy(h->spelling, m->b->spelling, KEY_SUM);
	for (i = 0; i < RC_COLUMNS; i++)
		h->values[i] = m->b->values[i].n;
	for (i = 0; i < RK_KEYS; i++)
		h->keys[i] = m->b->keys[i].n;
	for (i = 0; i < MASKED; i++)
		h->masked[i] = m->b->masked[i].n;
	for (i = 0; i < SIEVES; i++)
		while ((uint64_t)64 << h->sieve_bits[i] <
		    (uint64_t)m->b->sieve[i].n * sieve_room[i])
			h->sieve_bits[i]++;
}

/* Sealing changes nothing of the open part but the nonce and the header's sum. */
static void
seal(struct image *m)
{
	struct roster_head *h = &m->head;
	struct span open = { (char *)m->bytes, m->lay.open };
	struct span hidden = { (char *)m->hidden, m->lay.sealed };

	h->size = m->lay.size;
	memcpy(m->bytes, h, sizeof *h);
	key_nonce(&m->b->key, open, hidden, h->nonce);
	memcpy(m->bytes, h, sizeof *h);
	key_sum(span_sub(open, 0, offsetof(struct roster_head, sum)), h->sum);
	memcpy(m->bytes, h, sizeof *h);
	key_seal(&m->b->key, h->nonce, open, m->hidden, m->lay.sealed,
	    m->bytes + m->lay.size - KEY_TAG);
}

static bool
make(struct image *m)
{
	if ((m->bytes = calloc(1, m->lay.size)) == NULL)
		return false;
	m->hidden = m->bytes + m->lay.open;
	if (!rank_values(m) || !place_rows(m) || !put_tables(m) ||
	    !put_hidden(m))
		return false;
	seal(m);
	return true;
}

int
write_image(struct build *b, int64_t built, unsigned char **out, size_t *size,
    struct shuhi_error *err)
{
	struct image m = { .b = b };
	bool made = false;
	uint32_t c;

	fill_head(&m, built);
	if (!layout_make(&m.head, &m.lay))
		return fail(err, SHUHI_E_LIMIT, "the roster is too large", 0);
	made = make(&m);
	for (c = 0; c < RC_COLUMNS; c++)
		free(m.rank[c]);
	free(m.row);
	if (!made) {
		free(m.bytes);
		return fail(err, SHUHI_E_NOMEM, "no memory for the list", 0);
	}
	*out = m.bytes;
	*size = m.lay.size;
	return 0;
}

static bool
write_aside(char *aside, struct span image)
{
	int fd, saved;
	bool ok;

	if ((fd = mkostemp(aside, O_CLOEXEC)) < 0)
		return false;
	ok = write_all(fd, image) == 0 && fsync(fd) == 0;
	saved = errno;
	if (close(fd) == 0 && ok)
		return true;
	unlink(aside);
	errno = saved;
	return false;
}

static int
put_file(const char *file, struct span image, struct shuhi_error *err)
{
	char *aside;
	bool ok;

	if (asprintf(&aside, "%s.XXXXXX", file) < 0)
		return fail(err, SHUHI_E_NOMEM, "no memory for the list", 0);
	ok = write_aside(aside, image);
	if (ok && rename(aside, file) != 0) {
		int saved = errno;

		unlink(aside);
		errno = saved;
		ok = false;
	}
	free(aside);
	if (!ok)
		return fail_file(err, SHUHI_E_IO, file, 0, 0,
		    "the roster cannot be written", "%s", strerrordesc_np(errno));
	/* the new name lasts only when its folder is written too */
	disk_sync_folder(file);
	return 0;
}

int
build_write(struct build *b, const char *file, int64_t built,
    struct shuhi_error *err)
{
	unsigned char *image;
	size_t size;
	int rc;

	if (b->rows == 0)
		return fail(err, SHUHI_E_USAGE, "there is nobody on the list", 0);
	if (write_image(b, built, &image, &size, err) != 0)
		return -1;
	rc = put_file(file, (struct span){ (char *)image, size }, err);
	free(image);
	return rc;
}
