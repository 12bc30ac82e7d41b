/*
 * Any bytes are an index, or are refused.  Twice: as they are, and with a header
 * made whole and all of it sealed by the key, as by somebody who has the key and
 * lies.  Whatever is inside, every answer stays within rows and codes.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "limit.h"
#include "must.h"
#include "roster/rosterfile.h"
#include "roster/rostersieve.h"

#define IMAGE_MOST ((size_t)64 << 10)

/* ---- files in memory ------------------------------------------------------ */

struct memory_file {
	int fd;
	char path[64];
};

static struct memory_file
put(const void *bytes, size_t n)
{
	struct memory_file f = { .fd = memfd_create("index", MFD_CLOEXEC) };

	check(f.fd >= 0 && write(f.fd, bytes, n) == (ssize_t)n);
	check(fchmod(f.fd, 0600) == 0);
	snprintf(f.path, sizeof f.path, "/proc/self/fd/%d", f.fd);
	return f;
}

/* ---- every question ------------------------------------------------------- */

static void
ask_codes(const struct roster *r, struct span value)
{
	uint32_t out[8];
	size_t c, i, n;

	for (c = 0; c < RC_COLUMNS; c++) {
		n = roster_codes(r, c, value, out, 8);
		check(n <= 8);
		for (i = 0; i < n; i++)
			check(out[i] < roster_values(r, c));
	}
	roster_calls(r, value);
	check(roster_longest(r) <= LIMIT_ROSTER_CALL);
	for (c = 0; c < RK_KEYS; c++) {
		n = roster_find(r, c, value, out, 8);
		check(n <= 8);
		for (i = 0; i < n; i++)
			check(out[i] < roster_rows(r));
	}
}

static void
ask_rows(const struct roster *r, uint32_t row)
{
	uint32_t cell[RC_COLUMNS], first, rows[8], n;
	size_t c;

	for (c = 0; c < RC_COLUMNS; c++) {
		cell[c] = roster_cell(r, c, row);
		check(cell[c] == ROSTER_NONE || cell[c] < roster_values(r, c));
		roster_day(r, c, cell[c]);
		roster_initial(r, c, cell[c]);
	}
	n = roster_named(r, cell[RC_SURNAME], cell[RC_GIVEN], &first);
	check(first <= roster_rows(r) && n <= roster_rows(r) - first);
	n = roster_family(r, cell[RC_SURNAME], &first);
	check(first <= roster_rows(r) && n <= roster_rows(r) - first);
	roster_named_kana(r, cell[RC_KANA_SURNAME], cell[RC_KANA_GIVEN], rows, 8);
	roster_named_kana(r, cell[RC_KANA_SURNAME], ROSTER_NONE, rows, 8);
}

static void
ask_count(const struct roster *r)
{
	const uint32_t codes[] = { 0, 1, 2 };
	struct roster_test tests[RC_COLUMNS];
	struct shuhi_error err;
	uint32_t n, rows[4];
	size_t c;

	for (c = 0; c < RC_COLUMNS; c++) {
		tests[c] = (struct roster_test){ c, codes, 3 };
		check(roster_count(r, tests + c, 1, UINT32_MAX, rows, 4, &n,
		          &err) == 0);
		check(n <= roster_rows(r));
	}
	check(roster_count(r, tests, RC_COLUMNS, 4, NULL, 0, &n, &err) == 0);
}

static void
ask_sieve(const struct roster *r, uint64_t key)
{
	roster_sieve_kanji(roster_sieve(r), key);
	roster_sieve_mixed(roster_sieve(r), key);
	roster_sieve_small(roster_sieve(r), key);
	roster_sieve_five(roster_sieve(r), key);
	roster_sieve_full(roster_sieve(r), key);
	roster_sieve_whole(roster_sieve(r), key);
}

static void
ask(const struct roster *r, const uint8_t *data, size_t size)
{
	size_t n = size < 24 ? size : 24;
	uint64_t key = 0;

	memcpy(&key, data, size < sizeof key ? size : sizeof key);
	ask_codes(r, (struct span){ (const char *)data, n });
	ask_codes(r, SPAN("山○"));
	ask_rows(r, 0);
	ask_rows(r, roster_rows(r) - 1);
	ask_rows(r, roster_rows(r));
	ask_count(r);
	ask_sieve(r, key);
}

/* ---- a liar with the key -------------------------------------------------- */

/* What the counts of `data` make a layout for, filled with the rest of it. */
static unsigned char *
forge(const struct keyring *key, const uint8_t *data, size_t size, size_t *n)
{
	struct roster_head h;
	struct layout l;
	unsigned char *p;
	size_t i;

	if (size < sizeof h)
		return NULL;
	memcpy(&h, data, sizeof h);
	memcpy(h.magic, ROSTER_MAGIC, sizeof h.magic);
	h.version = ROSTER_VERSION;
	memcpy(h.check, key->check, sizeof h.check);
	if (!layout_make(&h, &l) || l.size > IMAGE_MOST)
		return NULL;
	h.size = l.size;
	key_sum((struct span){ (char *)&h, offsetof(struct roster_head, sum) },
	    h.sum);
	check((p = malloc(l.size)) != NULL);
	for (i = 0; i < l.size; i++)
		p[i] = data[i % size];
	memcpy(p, &h, sizeof h);
	key_seal(key, h.nonce, (struct span){ (char *)p, l.open }, p + l.open,
	    l.sealed, p + l.size - KEY_TAG);
	*n = l.size;
	return p;
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned char zeros[KEY_FILE];
	struct memory_file keyfile = put(zeros, sizeof zeros);
	struct memory_file raw = put(data, size), forged;
	struct roster *r;
	struct keyring key;
	struct shuhi_error err;
	unsigned char *image;
	size_t n;

	check(keyring_read(keyfile.path, &key, &err) == 0);
	if (roster_open(raw.path, keyfile.path, &r, &err) == 0) {
		ask(r, data, size);
		roster_close(r);
	}
	if ((image = forge(&key, data, size, &n)) != NULL) {
		forged = put(image, n);
		check(roster_open(forged.path, keyfile.path, &r, &err) == 0);
		ask(r, data, size);
		roster_close(r);
		close(forged.fd);
		free(image);
	}
	close(raw.fd);
	close(keyfile.fd);
	return 0;
}
