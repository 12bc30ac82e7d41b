#include "digest.h"

#include <sodium.h>
#include <stdlib.h>

struct digester {
	crypto_generichash_state state;
};

struct digester *
digester_new(void)
{
	struct digester *d;

	if (posix_memalign((void **)&d, 64, sizeof *d) != 0)
		return NULL;
	crypto_generichash_init(&d->state, NULL, 0, sizeof(struct digest));
	return d;
}

/* The length goes in first: "ab","c" and "a","bc" are not the same. */
void
digester_add(struct digester *d, struct span s)
{
	uint64_t len = s.len;

	crypto_generichash_update(
	    &d->state, (const unsigned char *)&len, sizeof len);
	crypto_generichash_update(
	    &d->state, (const unsigned char *)s.ptr, s.len);
}

void
digester_end(struct digester *d, struct digest *out)
{
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
