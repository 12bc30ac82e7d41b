/*
 * The key of a roster, and all that is done with it (libsodium, which of the
 * roster's files only keyed.c knows).
 *
 *	key file   32 random bytes, for its owner's eyes only
 *	 |- hash     values become 64 bits: SipHash-2-4
 *	 |- seal     XChaCha20-Poly1305: columns are hidden, and the rest is proved
 *	 |- nonce    made from what is sealed (BLAKE2b): same input, same file
 *	 `- check    16 bytes that say whether a file was made with this key
 *
 * A keyring is wiped by keyring_wipe(); it is the caller's.
 */
#ifndef SHUHI_KEYED_H
#define SHUHI_KEYED_H

#include "shuhi.h"
#include "span.h"

#define KEY_FILE  32 /* bytes of a key file */
#define KEY_NONCE 24
#define KEY_SUM   16 /* of a header, of a key */
#define KEY_TAG   16 /* behind what is sealed */

struct keyring {
	unsigned char hash[16], seal[32], nonce[32], check[KEY_SUM];
};

/*
 * Fails   SHUHI_E_USAGE when `file` is no key or others may read it (err->hint
 *         is what to type), SHUHI_E_IO when it cannot be read.
 */
int keyring_read(const char *file, struct keyring *, struct shuhi_error *);
void keyring_wipe(struct keyring *);

/*
 * Make a key file.  Never replaces one: without its key an index is dead.
 * Fails with SHUHI_E_USAGE when there is a file, SHUHI_E_IO.
 */
int key_make(const char *file, struct shuhi_error *);

/* Values of different tags have nothing in common. */
uint64_t keyed_hash(const struct keyring *, uint8_t tag, struct span value);

/* Not keyed: finds damage, proves nothing. */
void key_sum(struct span bytes, unsigned char sum[KEY_SUM]);

void key_nonce(const struct keyring *, struct span open, struct span sealed,
    unsigned char nonce[KEY_NONCE]);

/* Hide `text` where it is, and prove it and `open` by the tag. */
void key_seal(const struct keyring *, const unsigned char nonce[KEY_NONCE],
    struct span open, unsigned char *text, size_t len,
    unsigned char tag[KEY_TAG]);

/* Of `sealed`, as many bytes to `text`.  False: not what was sealed. */
bool key_unseal(const struct keyring *, const unsigned char nonce[KEY_NONCE],
    struct span open, struct span sealed, const unsigned char *tag,
    unsigned char *text);

#endif
