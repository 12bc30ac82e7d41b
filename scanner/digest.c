#include "digest.h"

#include <sodium.h>
#include <stdlib.h>

/* Many small pieces go in: gathered first, as each call of the hash costs. */
struct digester {
	crypto_generichash_state state;
	unsigned char pending[8192];
	size_t npending;
};

struct digester *
digester_new(void)
{
	struct digester *d;

	if (posix_memalign((void **)&d, 64, sizeof *d) != 0)
		return NULL;
	crypto_generichash_init(&d->state, NULL, 0, sizeof(struct digest));
	d->npending = 0;
	return d;
}

static void
flush(struct digester *d)
{
	crypto_generichash_update(&d->state, d->pending, d->npending);
	d->npending = 0;
}

static void
gather(struct digester *d, const void *bytes, size_t n)
{
	if (n > sizeof d->pending - d->npending)
		flush(d);
	if (n > sizeof d->pending) {
		crypto_generichash_update(&d->state, bytes, n);
	} else if (n > 0) {
		memcpy(d->pending + d->npending, bytes, n);
		d->npending += n;
	}
}

/* The length goes in first: "ab","c" and "a","bc" are not the same. */
void
digester_add(struct digester *d, struct span s)
{
	uint64_t len = s.len;

	gather(d, &len, sizeof len);
	gather(d, s.ptr, s.len);
}

void
digester_byte(struct digester *d, uint8_t byte)
{
	gather(d, &byte, 1);
}

void
digester_end(struct digester *d, struct digest *out)
{
	flush(d);
	crypto_generichash_final(&d->state, out->byte, sizeof out->byte);
	free(d);
}

void
digest_of(struct span s, struct digest *out)
{
	crypto_generichash(out->byte, sizeof out->byte,
	    (const unsigned char *)s.ptr, s.len, NULL, 0);
}

bool
digest_eq(const struct digest *a, const struct digest *b)
{
	return !memcmp(a->byte, b->byte, sizeof a->byte);
}

void
digest_hex(const struct digest *d, char hex[65])
{
	sodium_bin2hex(hex, 65, d->byte, sizeof d->byte);
}
