#include "seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk.h"
#include "err.h"

/* ---- key files ---------------------------------------------------------- */

static int
refuse(struct shuhi_error *err, enum shuhi_code code, const char *file,
    const char *message, const char *hint)
{
	return fail_file(err, code, file, 0, 0, message, "%s", hint);
}

/* 1: there is no such file. */
static int
read_key(const char *file, struct seal_key *key, struct shuhi_error *err)
{
	struct stat st;
	unsigned char more;
	int fd, rc = -1;

	if ((fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) < 0)
		return errno == ENOENT ? 1
		    : refuse(err, SHUHI_E_IO, file, "cannot open the key",
		          strerrordesc_np(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		refuse(err, SHUHI_E_IO, file, "not a key file",
		    "name a regular file");
	else if ((st.st_mode & 077) != 0)
		refuse(err, SHUHI_E_USAGE, file,
		    "others may read the key", "chmod 600 it");
	else if (st.st_uid != geteuid() && st.st_uid != 0 && geteuid() != 0)
		refuse(err, SHUHI_E_USAGE, file,
		    "the key belongs to somebody else", "chown it");
	else if (st.st_size != sizeof key->byte ||
	    read(fd, key->byte, sizeof key->byte) != sizeof key->byte ||
	    read(fd, &more, 1) != 0)
		refuse(err, SHUHI_E_USAGE, file, "not a key file",
		    "32 bytes, as `shuhi audit keygen` makes them");
	else
		rc = 0;
	close(fd);
	return rc;
}

int
seal_key_read(const char *file, struct seal_key *key, struct shuhi_error *err)
{
	int rc = read_key(file, key, err);

	return rc <= 0 ? rc
	    : refuse(err, SHUHI_E_IO, file, "there is no such key",
	          "make one: shuhi audit keygen FILE");
}

static int
write_key(int fd, const struct seal_key *key)
{
	return write(fd, key->byte, sizeof key->byte) == sizeof key->byte &&
	    fsync(fd) == 0 ? 0 : -1;
}

/* Under a name of its own first, so that nobody reads half a key. */
int
seal_key_make(const char *file, struct seal_key *key, struct shuhi_error *err)
{
	char tmp[4096];
	int fd, rc, error;

	if (sodium_init() < 0)
		return fail(err, SHUHI_E_ENGINE, "libsodium does not start", 0);
	if (snprintf(tmp, sizeof tmp, "%s.XXXXXX", file) >= (int)sizeof tmp)
		return refuse(err, SHUHI_E_USAGE, file, "the name is too long",
		    "a shorter one");
	if ((fd = mkostemp(tmp, O_CLOEXEC)) < 0)
		return refuse(err, SHUHI_E_IO, file, "cannot make the key",
		    strerrordesc_np(errno));
	randombytes_buf(key->byte, sizeof key->byte);
	rc = write_key(fd, key);
	if (rc == 0)
		rc = disk_own_like_folder(fd, file);
	if (rc == 0)
		rc = link(tmp, file);
	error = errno;
	close(fd);
	unlink(tmp);
	if (rc == 0)
		return 0;
	if (error == EEXIST)
		return refuse(err, SHUHI_E_USAGE, file, "there is a key already",
		    "a lost key makes what it sealed worthless: move it away "
		    "if you mean it");
	return refuse(err, SHUHI_E_IO, file, "cannot write the key",
	    strerrordesc_np(error));
}

int
seal_key_open(const char *file, struct seal_key *key, struct shuhi_error *err)
{
	int rc = read_key(file, key, err);

	if (rc <= 0)
		return rc;
	if (seal_key_make(file, key, err) == 0)
		return 0;
	/* somebody else was quicker: theirs it is */
	return err->code == SHUHI_E_USAGE && read_key(file, key, err) == 0
	    ? 0 : -1;
}

/* ---- sealing ------------------------------------------------------------ */

void
seal_of(const struct seal_key *key, struct span s, struct digest *out)
{
	crypto_generichash(out->byte, sizeof out->byte,
	    (const unsigned char *)s.ptr, s.len,
	    key == NULL ? NULL : key->byte, key == NULL ? 0 : sizeof key->byte);
}

void
seal_subkey(
    const struct seal_key *key, const char *purpose, struct seal_key *out)
{
	struct digest d;

	seal_of(key, span_of(purpose), &d);
	memcpy(out->byte, d.byte, sizeof out->byte);
	sodium_memzero(&d, sizeof d);
}

void
seal_wipe(struct seal_key *key)
{
	sodium_memzero(key, sizeof *key);
}

bool
seal_same(const struct digest *a, const struct digest *b)
{
	return sodium_memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

void
seal_nonce(void *bytes, size_t n)
{
	randombytes_buf(bytes, n);
}

/* ---- as text ------------------------------------------------------------ */

#define KIND sodium_base64_VARIANT_URLSAFE_NO_PADDING

void
seal_text(const void *bytes, size_t n, char *text, size_t room)
{
	sodium_bin2base64(text, room, bytes, n, KIND);
}

int
seal_bytes(struct span text, void *bytes, size_t n)
{
	size_t got;

	return sodium_base642bin(bytes, n, text.ptr, text.len, NULL, &got,
	           NULL, KIND) == 0 && got == n ? 0 : -1;
}

int
seal_hex(struct span s, struct digest *out)
{
	char again[65];
	size_t got;

	if (s.len != 64 || sodium_hex2bin(out->byte, sizeof out->byte, s.ptr,
	        s.len, NULL, &got, NULL) != 0 || got != sizeof out->byte)
		return -1;
	/* one way to write it: capitals are a change of the file, too */
	digest_hex(out, again);
	return memcmp(again, s.ptr, 64) == 0 ? 0 : -1;
}
