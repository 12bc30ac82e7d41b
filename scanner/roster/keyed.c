#include "keyed.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "limit.h"

_Static_assert(KEY_FILE == crypto_kdf_KEYBYTES, "a key file is a master key");
_Static_assert(KEY_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    "the nonce is XChaCha20's");
_Static_assert(
    KEY_TAG == crypto_aead_xchacha20poly1305_ietf_ABYTES, "the tag too");

/* Subkeys: which is which must never change. */
enum { SUB_HASH = 1, SUB_SEAL, SUB_NONCE, SUB_CHECK };
static const char context[crypto_kdf_CONTEXTBYTES] = { 's', 'h', 'u', 'h', 'i',
	'r', 'o', 's' };

/* ---- the key file ----------------------------------------------------- */

/* Exactly the key's bytes and not one more. */
static bool
read_key(int fd, unsigned char key[KEY_FILE])
{
	unsigned char buf[KEY_FILE + 1];
	size_t have = 0;
	ssize_t n = 1;
	bool right;

	while (have < sizeof buf && n > 0) {
		n = read(fd, buf + have, sizeof buf - have);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n > 0)
			have += (size_t)n;
	}
	right = n == 0 && have == KEY_FILE;
	if (right)
		memcpy(key, buf, KEY_FILE);
	sodium_memzero(buf, sizeof buf);
	return right;
}

static int
check_mode(int fd, const char *file, struct shuhi_error *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return fail_file(err, SHUHI_E_IO, file, 0, 0,
		    "the key cannot be read", "%s", strerrordesc_np(errno));
	if (!S_ISREG(st.st_mode))
		return fail_file(err, SHUHI_E_USAGE, file, 0, 0,
		    "not a key file", "shuhi roster keygen -o FILE");
	if ((st.st_mode & 077) != 0)
		return fail_file(err, SHUHI_E_USAGE, file, 0, 0,
		    "others may read the key", "chmod 600 %s", file);
	return 0;
}

static void
derive(struct keyring *k, const unsigned char key[KEY_FILE])
{
	crypto_kdf_derive_from_key(
	    k->hash, sizeof k->hash, SUB_HASH, context, key);
	crypto_kdf_derive_from_key(
	    k->seal, sizeof k->seal, SUB_SEAL, context, key);
	crypto_kdf_derive_from_key(
	    k->nonce, sizeof k->nonce, SUB_NONCE, context, key);
	crypto_kdf_derive_from_key(
	    k->check, sizeof k->check, SUB_CHECK, context, key);
}

int
keyring_read(const char *file, struct keyring *out, struct shuhi_error *err)
{
	unsigned char key[KEY_FILE];
	int fd, rc;

	if (sodium_init() < 0)
		return fail(err, SHUHI_E_ENGINE, "libsodium cannot start", 0);
	if ((fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) < 0)
		return fail_file(err, SHUHI_E_IO, file, 0, 0,
		    "the key cannot be read", "%s%s", strerrordesc_np(errno),
		    errno == EACCES
		        ? ": chown it to the user that scans (c-icap's)"
		        : "");
	rc = check_mode(fd, file, err);
	if (rc == 0 && !read_key(fd, key))
		rc = fail_file(err, SHUHI_E_USAGE, file, 0, 0, "not a key file",
		    "shuhi roster keygen -o FILE");
	close(fd);
	if (rc != 0)
		return -1;
	derive(out, key);
	sodium_memzero(key, sizeof key);
	return 0;
}

void
keyring_wipe(struct keyring *k)
{
	sodium_memzero(k, sizeof *k);
}

static bool
write_key(int fd)
{
	unsigned char key[KEY_FILE];
	bool ok;

	randombytes_buf(key, sizeof key);
	ok = write(fd, key, sizeof key) == (ssize_t)sizeof key &&
	     fchmod(fd, 0600) == 0 && fsync(fd) == 0;
	sodium_memzero(key, sizeof key);
	return ok;
}

int
key_make(const char *file, struct shuhi_error *err)
{
	int fd, saved;
	bool ok;

	if (sodium_init() < 0)
		return fail(err, SHUHI_E_ENGINE, "libsodium cannot start", 0);
	fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 && errno == EEXIST)
		return fail_file(err, SHUHI_E_USAGE, file, 0, 0,
		    "there is a file of this name, and it may be a key",
		    "choose another name");
	if (fd < 0)
		return fail_file(err, SHUHI_E_IO, file, 0, 0,
		    "the key cannot be written", "%s", strerrordesc_np(errno));
	ok = write_key(fd);
	saved = errno;
	if (close(fd) == 0 && ok)
		return 0;
	unlink(file);
	return fail_file(err, SHUHI_E_IO, file, 0, 0,
	    "the key cannot be written", "%s", strerrordesc_np(saved));
}

/* ---- what is done with it --------------------------------------------- */

uint64_t
keyed_hash(const struct keyring *k, uint8_t tag, struct span value)
{
	unsigned char in[1 + LIMIT_ROSTER_VALUE], out[8];
	uint64_t h;

	if (value.len > LIMIT_ROSTER_VALUE)
		value.len = LIMIT_ROSTER_VALUE;
	in[0] = tag;
	if (value.len > 0)
		memcpy(in + 1, value.ptr, value.len);
	crypto_shorthash(out, in, 1 + value.len, k->hash);
	memcpy(&h, out, sizeof h);
	return h;
}

void
key_sum(struct span bytes, unsigned char sum[KEY_SUM])
{
	crypto_generichash(
	    sum, KEY_SUM, (const unsigned char *)bytes.ptr, bytes.len, NULL, 0);
}

void
key_nonce(const struct keyring *k, struct span open, struct span sealed,
    unsigned char nonce[KEY_NONCE])
{
	crypto_generichash_state s;
	const uint64_t len = open.len;

	crypto_generichash_init(&s, k->nonce, sizeof k->nonce, KEY_NONCE);
	crypto_generichash_update(&s, (const unsigned char *)&len, sizeof len);
	crypto_generichash_update(
	    &s, (const unsigned char *)open.ptr, open.len);
	crypto_generichash_update(
	    &s, (const unsigned char *)sealed.ptr, sealed.len);
	crypto_generichash_final(&s, nonce, KEY_NONCE);
}

void
key_seal(const struct keyring *k, const unsigned char nonce[KEY_NONCE],
    struct span open, unsigned char *text, size_t len,
    unsigned char tag[KEY_TAG])
{
	crypto_aead_xchacha20poly1305_ietf_encrypt_detached(text, tag, NULL,
	    text, len, (const unsigned char *)open.ptr, open.len, NULL, nonce,
	    k->seal);
}

bool
key_unseal(const struct keyring *k, const unsigned char nonce[KEY_NONCE],
    struct span open, struct span sealed, const unsigned char *tag,
    unsigned char *text)
{
	return crypto_aead_xchacha20poly1305_ietf_decrypt_detached(text, NULL,
	           (const unsigned char *)sealed.ptr, sealed.len, tag,
	           (const unsigned char *)open.ptr, open.len, nonce,
	           k->seal) == 0;
}
