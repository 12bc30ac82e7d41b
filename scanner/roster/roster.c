#include "roster.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "limit.h"
#include "rosterfile.h"
#include "rostersieve.h"

struct roster {
	struct keyring key;
	struct roster_head head;
	struct layout lay;
	unsigned char *bytes;  /* a copy of the whole file          */
	size_t size;           /* of it                             */
	unsigned char *hidden; /* within: what was sealed, decrypted */
	struct roster_sieve sieve;
};

/* ---- opening ---------------------------------------------------------- */

/*
 * Memory that shows up in no core dump.  Not the file itself: who writes into that
 * while it is asked would change what was proved, and cutting it off would kill us.
 */
static int
own_memory(struct roster *r, size_t n, struct shuhi_error *err)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return fail(err, SHUHI_E_NOMEM, "no memory for the roster", 0);
	madvise(p, n, MADV_DONTDUMP);
	/* it is asked all over: small pages would cost more than the questions */
	madvise(p, n, MADV_HUGEPAGE);
	r->bytes = p;
	r->size = n;
	return 0;
}

static int
read_bytes(struct roster *r, int fd, struct shuhi_error *err)
{
	size_t have = 0;
	ssize_t n;

	while (have < r->size) {
		n = read(fd, r->bytes + have, r->size - have);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(
			    err, SHUHI_E_IO, strerrordesc_np(errno), have);
		if (n == 0)
			return fail(
			    err, SHUHI_E_IO, "the roster is cut off", have);
		have += (size_t)n;
	}
	return 0;
}

/* A copy of the file as it is now. */
static int
read_file(struct roster *r, const char *file, struct shuhi_error *err)
{
	struct stat st;
	int fd, rc = -1;

	if ((fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) < 0)
		return fail(err, SHUHI_E_IO, strerrordesc_np(errno), 0);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0)
		fail(err, SHUHI_E_IO, "not a roster index", 0);
	else if (own_memory(r, (size_t)st.st_size, err) == 0)
		rc = read_bytes(r, fd, err);
	close(fd);
	return rc;
}

static struct span
all_bytes(const struct roster *r)
{
	return (struct span){ (char *)r->bytes, r->size };
}

/* What was sealed is decrypted where it is. */
static int
unseal(struct roster *r, struct shuhi_error *err)
{
	const struct span all = all_bytes(r);

	if (memcmp(r->head.check, r->key.check, KEY_SUM) != 0)
		return fail(
		    err, SHUHI_E_IO, "the roster was made with another key", 0);
	r->hidden = r->bytes + r->lay.open;
	if (!key_unseal(&r->key, r->head.nonce, span_sub(all, 0, r->lay.open),
	        span_sub(all, r->lay.open, r->lay.open + r->lay.sealed),
	        r->bytes + r->size - KEY_TAG, r->hidden))
		return fail(err, SHUHI_E_IO, "the roster is damaged", 0);
	explicit_bzero(r->key.seal, sizeof r->key.seal);
	return 0;
}

static void
drop_bytes(struct roster *r)
{
	if (r->bytes == NULL)
		return;
	explicit_bzero(r->bytes, r->size);
	munmap(r->bytes, r->size);
}

static struct roster_filter
filter(const struct roster *r, int which)
{
	return (struct roster_filter){
		.words = (const uint64_t *)(r->hidden + r->lay.sieve[which]),
		.bits = r->head.sieve_bits[which],
	};
}

static int
load(struct roster *r, const char *index, struct shuhi_error *err)
{
	if (read_file(r, index, err) != 0 ||
	    head_read(all_bytes(r), &r->head, &r->lay, err) != 0 ||
	    unseal(r, err) != 0) {
		snprintf(err->where, sizeof err->where, "%s", index);
		return -1;
	}
	r->sieve.kanji = filter(r, SIEVE_OF_KANJI);
	r->sieve.mixed = filter(r, SIEVE_OF_MIXED);
	r->sieve.small = filter(r, SIEVE_OF_SMALL);
	r->sieve.five = filter(r, SIEVE_OF_FIVE);
	r->sieve.name = filter(r, SIEVE_OF_NAMES);
	return 0;
}

int
roster_open(const char *index, const char *keyfile, struct roster **out,
    struct shuhi_error *err)
{
	struct roster *r;

	if ((r = calloc(1, sizeof *r)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for the roster", 0);
	if (keyring_read(keyfile, &r->key, err) != 0 ||
	    load(r, index, err) != 0) {
		roster_close(r);
		return -1;
	}
	*out = r;
	return 0;
}

void
roster_close(struct roster *r)
{
	if (r == NULL)
		return;
	drop_bytes(r);
	keyring_wipe(&r->key);
	free(r);
}

int
roster_look(const char *index, struct roster_info *out, struct shuhi_error *err)
{
	struct roster r = { 0 };
	int rc = read_file(&r, index, err);

	if (rc == 0)
		rc = head_read(all_bytes(&r), &r.head, &r.lay, err);
	drop_bytes(&r);
	if (rc != 0) {
		snprintf(err->where, sizeof err->where, "%s", index);
		return -1;
	}
	*out = (struct roster_info){
		.kind = (enum roster_kind)r.head.kind,
		.people = r.head.rows,
		.built = r.head.built,
		.size = r.head.size,
	};
	memcpy(out->values, r.head.values, sizeof out->values);
	memcpy(out->keys, r.head.keys, sizeof out->keys);
	memcpy(out->untold, r.head.untold, sizeof out->untold);
	return 0;
}

int
roster_check_spelling(
    const struct roster *r, const struct fold_table *t, struct shuhi_error *err)
{
	unsigned char sum[KEY_SUM];

	if (!spelling_sum(t, sum))
		return fail(err, SHUHI_E_NOMEM, "no memory for the roster", 0);
	if (memcmp(sum, r->head.spelling, sizeof sum) != 0)
		return fail(err, SHUHI_E_IO,
		    "the roster has spellings of another version: build it "
		    "again",
		    0);
	return 0;
}

enum roster_kind
roster_kind(const struct roster *r)
{
	return (enum roster_kind)r->head.kind;
}

uint32_t
roster_rows(const struct roster *r)
{
	return r->head.rows;
}

int64_t
roster_built(const struct roster *r)
{
	return r->head.built;
}

bool
roster_has_column(const struct roster *r, enum roster_column c)
{
	return r->head.values[c] > 0;
}

bool
roster_has_key(const struct roster *r, enum roster_key k)
{
	return r->head.keys[k] > 0;
}

uint32_t
roster_untold(const struct roster *r, enum roster_script script)
{
	return r->head.untold[script];
}

uint32_t
roster_longest(const struct roster *r)
{
	return r->head.longest;
}

uint32_t
roster_values(const struct roster *r, enum roster_column c)
{
	return r->head.values[c];
}

const struct roster_sieve *
roster_sieve(const struct roster *r)
{
	return &r->sieve;
}

/* ---- tables ----------------------------------------------------------- */

static const unsigned char *
part(const struct roster *r, const struct table *t)
{
	return t->sealed ? r->hidden : r->bytes;
}

static uint64_t
entry(const struct roster *r, const struct table *t, uint32_t i)
{
	return packed_get(
	    part(r, t) + t->entries, i, t->rest_bits + t->value_bits);
}

/* Entries of the hash's bucket; never any that are not there. */
static void
bucket(const struct roster *r, const struct table *t, uint64_t hash,
    uint32_t *from, uint32_t *upto)
{
	const unsigned char *dir = part(r, t) + t->dir;
	uint64_t b = table_bucket(t, hash);

	memcpy(from, dir + b * sizeof *from, sizeof *from);
	memcpy(upto, dir + (b + 1) * sizeof *upto, sizeof *upto);
	if (*upto > t->n)
		*upto = t->n;
	if (*from > *upto)
		*from = *upto;
}

/* First of entries [*from, *upto) with the hash's remainder, and one past. */
static void
equal(const struct roster *r, const struct table *t, uint64_t hash,
    uint32_t *from, uint32_t *upto)
{
	const uint64_t rest = table_rest(t, hash);
	uint32_t lo, hi, mid;

	if (t->n == 0) {
		*from = *upto = 0;
		return;
	}
	bucket(r, t, hash, &lo, &hi);
	*upto = hi;
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (entry(r, t, mid) >> t->value_bits < rest)
			lo = mid + 1;
		else
			hi = mid;
	}
	*from = lo;
	while (lo < *upto && entry(r, t, lo) >> t->value_bits == rest)
		lo++;
	*upto = lo;
}

/* Values of a hash that are below `limit`. */
static size_t
values_of(const struct roster *r, const struct table *t, uint64_t hash,
    uint32_t limit, uint32_t *out, size_t cap)
{
	const uint64_t mask = ((uint64_t)1 << t->value_bits) - 1;
	uint32_t from, upto, value;
	size_t n = 0;

	equal(r, t, hash, &from, &upto);
	for (; from < upto && n < cap; from++) {
		value = (uint32_t)(entry(r, t, from) & mask);
		if (value < limit)
			out[n++] = value;
	}
	return n;
}

size_t
roster_codes(const struct roster *r, enum roster_column c,
    struct span canonical, uint32_t *codes, size_t cap)
{
	uint32_t from, upto;
	size_t n = 0;
	int m = masked_of(c);

	if (canonical.len > LIMIT_ROSTER_VALUE)
		return 0;
	if (m >= 0 && span_has(canonical, SPAN("○")))
		return values_of(r, &r->lay.masked[m],
		    keyed_hash(&r->key, TAG_MASKED(m), canonical),
		    r->head.values[c], codes, cap);
	if (r->head.values[c] == 0)
		return 0;
	equal(r, &r->lay.column[c],
	    keyed_hash(&r->key, TAG_COLUMN(c), canonical), &from, &upto);
	while (from < upto && n < cap)
		codes[n++] = from++;
	return n;
}

bool
roster_calls(const struct roster *r, struct span canonical)
{
	uint32_t from, upto;

	if (canonical.len == 0 || canonical.len > LIMIT_ROSTER_VALUE)
		return false;
	equal(r, &r->lay.call, keyed_hash(&r->key, TAG_CALL, canonical), &from,
	    &upto);
	return from < upto;
}

size_t
roster_find(const struct roster *r, enum roster_key k, struct span canonical,
    uint32_t *rows, size_t cap)
{
	if (canonical.len > LIMIT_ROSTER_VALUE || r->head.keys[k] == 0)
		return 0;
	return values_of(r, &r->lay.key[k],
	    keyed_hash(&r->key, TAG_KEY(k), canonical), r->head.rows, rows,
	    cap);
}

/* ---- columns ---------------------------------------------------------- */

uint32_t
roster_cell(const struct roster *r, enum roster_column c, uint32_t row)
{
	const struct packed *p = &r->lay.cells[c];
	uint32_t code;

	if (row >= p->n)
		return ROSTER_NONE;
	code = (uint32_t)packed_get(r->hidden + p->at, row, p->width);
	return code < r->head.values[c] ? code : ROSTER_NONE;
}

int32_t
roster_day(const struct roster *r, enum roster_column c, uint32_t code)
{
	const int of = days_of(c);
	int32_t day = 0;

	if (of >= 0 && code < r->head.values[c])
		memcpy(&day, r->hidden + r->lay.days[of] + code * sizeof day,
		    sizeof day);
	return day;
}

char
roster_initial(const struct roster *r, enum roster_column c, uint32_t code)
{
	const int of = kana_of(c);

	if (of < 0 || code >= r->head.values[c])
		return 0;
	return (char)r->hidden[r->lay.initials[of] + code];
}

/* A row's place in an order by two columns; an empty cell comes last. */
static uint64_t
place_key(uint32_t first, uint32_t second)
{
	return (uint64_t)first << 32 | second;
}

static uint32_t
row_at(const struct roster *r, bool by_kana, uint32_t i)
{
	const struct packed *p = &r->lay.by_kana;

	return by_kana ? (uint32_t)packed_get(r->hidden + p->at, i, p->width)
	               : i;
}

/* How many rows stand before `key` in the order of names or of kana. */
static uint32_t
rows_before(const struct roster *r, bool by_kana, uint64_t key)
{
	const enum roster_column a = by_kana ? RC_KANA_SURNAME : RC_SURNAME;
	const enum roster_column b = by_kana ? RC_KANA_GIVEN : RC_GIVEN;
	uint32_t lo = 0, hi = r->head.rows, mid, row;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		row = row_at(r, by_kana, mid);
		if (place_key(roster_cell(r, a, row), roster_cell(r, b, row)) <
		    key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

uint32_t
roster_named(
    const struct roster *r, uint32_t surname, uint32_t given, uint32_t *first)
{
	*first = 0;
	if (surname >= r->head.values[RC_SURNAME] ||
	    given >= r->head.values[RC_GIVEN])
		return 0;
	*first = rows_before(r, false, place_key(surname, given));
	return rows_before(r, false, place_key(surname, given) + 1) - *first;
}

uint32_t
roster_family(const struct roster *r, uint32_t surname, uint32_t *first)
{
	*first = 0;
	if (surname >= r->head.values[RC_SURNAME])
		return 0;
	*first = rows_before(r, false, place_key(surname, 0));
	return rows_before(r, false, place_key(surname + 1, 0)) - *first;
}

uint32_t
roster_named_kana(const struct roster *r, uint32_t surname, uint32_t given,
    uint32_t *rows, size_t cap)
{
	const bool whole = given != ROSTER_NONE;
	uint32_t from, upto, i;

	if (surname >= r->head.values[RC_KANA_SURNAME] ||
	    (whole && given >= r->head.values[RC_KANA_GIVEN]))
		return 0;
	from = rows_before(r, true, place_key(surname, whole ? given : 0));
	upto = rows_before(r, true,
	    whole ? place_key(surname, given) + 1 : place_key(surname + 1, 0));
	for (i = from; i < upto && i - from < cap; i++)
		rows[i - from] = row_at(r, true, i);
	return upto - from;
}

/* ---- how many fit ----------------------------------------------------- */

/* The codes that pass a test, a bit each. */
struct passing {
	const unsigned char *cells;
	uint32_t width;
	uint64_t *bits;
};

static void
passing_free(struct passing *p, size_t n)
{
	while (n-- > 0)
		free(p[n].bits);
}

static int
passing_make(
    const struct roster *r, const struct roster_test *t, struct passing *p)
{
	const struct packed *cells = &r->lay.cells[t->column];
	uint32_t code;
	size_t i;

	/* a bit for every number a cell can hold: also for "empty" */
	*p = (struct passing){
		.cells = r->hidden + cells->at,
		.width = cells->width,
		.bits = calloc(
		    ((uint64_t)1 << cells->width) / 64 + 1, sizeof *p->bits),
	};
	if (p->bits == NULL)
		return -1;
	for (i = 0; i < t->n; i++) {
		code = t->codes[i];
		if (code < r->head.values[t->column])
			p->bits[code / 64] |= (uint64_t)1 << code % 64;
	}
	return 0;
}

static bool
passes(const struct passing *p, uint32_t row)
{
	uint64_t code = packed_get(p->cells, row, p->width);

	return p->bits[code / 64] >> code % 64 & 1;
}

static uint32_t
count_rows(const struct roster *r, const struct passing *p, size_t n,
    uint32_t enough, uint32_t *rows, size_t cap)
{
	uint32_t row, found = 0;
	size_t i;

	for (row = 0; row < r->head.rows && found < enough; row++) {
		for (i = 0; i < n && passes(&p[i], row); i++)
			;
		if (i < n)
			continue;
		if (found < cap)
			rows[found] = row;
		found++;
	}
	return found;
}

int
roster_count(const struct roster *r, const struct roster_test *tests,
    size_t ntests, uint32_t enough, uint32_t *rows, size_t cap, uint32_t *count,
    struct shuhi_error *err)
{
	struct passing p[LIMIT_ROSTER_TESTS];
	size_t i;

	if (ntests > LIMIT_ROSTER_TESTS)
		return fail(err, SHUHI_E_LIMIT, "too many tests", ntests);
	for (i = 0; i < ntests; i++) {
		if (r->head.values[tests[i].column] == 0) {
			passing_free(p, i);
			*count = 0;
			return 0;
		}
		if (passing_make(r, &tests[i], &p[i]) != 0) {
			passing_free(p, i);
			return fail(err, SHUHI_E_NOMEM,
			    "no memory to count patients", 0);
		}
	}
	*count = count_rows(r, p, ntests, enough, rows, cap);
	passing_free(p, ntests);
	return 0;
}
