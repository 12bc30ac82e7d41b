#include "override.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "disk.h"
#include "err.h"
#include "limit.h"
#include "seal.h"

/* As it travels, in base64: what the MAC covers beside the user, and the MAC. */
struct token {
	unsigned char issued[8]; /* seconds since 1970, big end first */
	unsigned char nonce[16];
	unsigned char fingerprint[32];
	unsigned char mac[32];
};

_Static_assert(sizeof(struct token) == 88, "no padding");
_Static_assert(SEAL_TEXT(sizeof(struct token)) == OVERRIDE_TOKEN, "the room");

/*
 * A line of STATE/override.spent, all of one length:
 *
 *	G 00000000001795300000 <nonce, 64 hex> <who may send what, 64 hex>\n   granted
 *	U 00000000001795300000 <nonce, 64 hex> <who may send what, 64 hex>\n   used
 *
 * The number is when it expires.  A G spends its token (nonce) and is itself spent
 * by a U of the same nonce.
 */
#define LINE ((size_t)(2 + 20 + 1 + 64 + 1 + 64 + 1))

struct override {
	struct seal_key mac_key, what_key;
	uint32_t seconds;
	char *spent, *spare; /* paths */
};

struct entry {
	char kind;
	int64_t expires;
	struct digest nonce, what;
};

static int
nomem(struct shuhi_error *err)
{
	return fail(err, SHUHI_E_NOMEM, "no memory for an override", 0);
}

static int
io(struct override *o, struct shuhi_error *err, const char *message)
{
	return fail_file(err, SHUHI_E_IO, o->spent, 0, 0, message, "%s",
	    strerrordesc_np(errno));
}

/* ---- tokens ------------------------------------------------------------- */

static void
put_time(unsigned char out[8], int64_t t)
{
	uint64_t v = (uint64_t)t;
	int i;

	for (i = 7; i >= 0; i--, v >>= 8)
		out[i] = (unsigned char)v;
}

static int64_t
get_time(const unsigned char in[8])
{
	uint64_t v = 0;
	int i;

	for (i = 0; i < 8; i++)
		v = v << 8 | in[i];
	return (int64_t)v;
}

/* `what`, and whose it is. */
static int
seal_for(const struct seal_key *key, const void *what, size_t n,
    struct span user, struct digest *out)
{
	struct buf b = { 0 };
	int rc = -1;

	buf_put(&b, what, n);
	buf_span(&b, user);
	if (!b.failed) {
		seal_of(key, buf_view(&b), out);
		rc = 0;
	}
	buf_free(&b);
	return rc;
}

static int
mac_of(const struct override *o, const struct token *t, struct span user,
    struct digest *out)
{
	return seal_for(&o->mac_key, t, offsetof(struct token, mac), user, out);
}

/* Who may send what, as it stands in the file. */
static int
what_of(const struct override *o, const struct digest *fingerprint,
    struct span user, struct digest *out)
{
	return seal_for(&o->what_key, fingerprint->byte,
	    sizeof fingerprint->byte, user, out);
}

int
override_issue(struct override *o, const struct digest *fingerprint,
    struct span user, int64_t now, char token[OVERRIDE_TOKEN],
    struct shuhi_error *err)
{
	struct token t;
	struct digest mac;

	put_time(t.issued, now);
	seal_nonce(t.nonce, sizeof t.nonce);
	memcpy(t.fingerprint, fingerprint->byte, sizeof t.fingerprint);
	if (mac_of(o, &t, user, &mac) != 0)
		return nomem(err);
	memcpy(t.mac, mac.byte, sizeof t.mac);
	seal_text(&t, sizeof t, token, OVERRIDE_TOKEN);
	return 0;
}

static int
check_token(const struct override *o, struct span token, struct span user,
    int64_t now, struct token *t, struct shuhi_error *err)
{
	struct digest want, got;
	int64_t issued;

	if (seal_bytes(token, t, sizeof *t) != 0)
		return fail(err, SHUHI_E_USAGE, "not a token", 0);
	if (mac_of(o, t, user, &want) != 0)
		return nomem(err);
	memcpy(got.byte, t->mac, sizeof got.byte);
	if (!seal_same(&want, &got))
		return fail(err, SHUHI_E_USAGE,
		    "a token of somebody else, or a forged one", 0);
	issued = get_time(t->issued);
	/* the clock may have been set back a little, not by more than we live */
	if (now - issued > (int64_t)o->seconds ||
	    issued - now > (int64_t)o->seconds)
		return fail(err, SHUHI_E_USAGE, "the token has expired", 0);
	return 0;
}

/* ---- what is spent ------------------------------------------------------ */

/* Open and locked, of the name it still has. */
static int
open_spent(struct override *o, struct shuhi_error *err)
{
	struct stat here, there;
	int fd, tries;

	for (tries = 0; tries < 100; tries++) {
		fd = open(o->spent, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW |
		    O_APPEND, 0600);
		if (fd < 0)
			return io(o, err, "cannot open the overrides");
		while (flock(fd, LOCK_EX) != 0)
			if (errno != EINTR) {
				close(fd);
				return io(o, err, "cannot lock the overrides");
			}
		if (fstat(fd, &here) == 0 && stat(o->spent, &there) == 0 &&
		    here.st_ino == there.st_ino)
			return fd;
		close(fd); /* rewritten while we waited for the lock */
	}
	return io(o, err, "the overrides keep vanishing");
}

static int
read_spent(struct override *o, int fd, struct buf *b, struct shuhi_error *err)
{
	struct stat st;
	size_t n;

	if (fstat(fd, &st) != 0)
		return io(o, err, "cannot read the overrides");
	/* twice: what has expired is still in it */
	if (st.st_size > (off_t)(2 * LIMIT_OVERRIDES))
		return fail(err, SHUHI_E_LIMIT, "too many overrides", 0);
	n = (size_t)st.st_size;
	if (n > 0 && buf_room(b, n) == NULL)
		return nomem(err);
	if (n > 0 && pread(fd, b->ptr, n, 0) != (ssize_t)n)
		return io(o, err, "cannot read the overrides");
	b->len = n;
	return 0;
}

static bool
read_entry(struct span line, struct entry *e)
{
	size_t i;

	if (line.len != LINE - 1 || (line.ptr[0] != 'G' && line.ptr[0] != 'U'))
		return false;
	e->kind = line.ptr[0];
	e->expires = 0;
	for (i = 2; i < 22; i++) {
		if (line.ptr[i] < '0' || line.ptr[i] > '9' ||
		    e->expires > INT64_MAX / 10 - 1)
			return false;
		e->expires = e->expires * 10 + (line.ptr[i] - '0');
	}
	return seal_hex(span_sub(line, 23, 87), &e->nonce) == 0 &&
	    seal_hex(span_sub(line, 88, 152), &e->what) == 0;
}

/* The next entry of the file; a torn line is none and is passed over. */
static bool
next_entry(struct span *rest, struct entry *e)
{
	struct span line;
	const char *nl;

	while (rest->len > 0) {
		nl = memchr(rest->ptr, '\n', rest->len);
		line = *rest;
		if (nl != NULL)
			line.len = (size_t)(nl - rest->ptr);
		*rest = span_sub(*rest, line.len + (nl != NULL), rest->len);
		if (nl != NULL && read_entry(line, e))
			return true;
	}
	return false;
}

static void
put_entry(struct buf *b, const struct entry *e)
{
	char nonce[65], what[65];

	digest_hex(&e->nonce, nonce);
	digest_hex(&e->what, what);
	buf_printf(b, "%c %020lld %s %s\n", e->kind, (long long)e->expires,
	    nonce, what);
}

static bool
has(struct span file, char kind, const struct digest *nonce)
{
	struct entry e;

	while (next_entry(&file, &e))
		if (e.kind == kind && digest_eq(&e.nonce, nonce))
			return true;
	return false;
}

/* A grant that holds and nobody has used. */
static bool
find_grant(struct span file, const struct digest *what, int64_t now,
    struct entry *out)
{
	struct span rest = file;

	while (next_entry(&rest, out))
		if (out->kind == 'G' && out->expires >= now &&
		    digest_eq(&out->what, what) &&
		    !has(file, 'U', &out->nonce))
			return true;
	return false;
}

/* ---- writing ------------------------------------------------------------ */

static int
write_down(int fd, struct span s)
{
	return write_all(fd, s) == 0 ? fdatasync(fd) : -1;
}

/*
 * What still counts, in a file that takes the old one's place.  *fd is the new one
 * then, locked before anybody could open it.
 */
static int
rewrite(struct override *o, int *fd, struct span live, struct shuhi_error *err)
{
	int new = open(o->spare, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC |
	    O_NOFOLLOW | O_APPEND, 0600);

	if (new < 0)
		return io(o, err, "cannot write the overrides");
	if (flock(new, LOCK_EX) != 0 || write_down(new, live) != 0 ||
	    rename(o->spare, o->spent) != 0) {
		close(new);
		return io(o, err, "cannot write the overrides");
	}
	close(*fd);
	*fd = new;
	return disk_sync_folder(o->spent) != 0
	    ? io(o, err, "cannot write the overrides") : 0;
}

/* Leave out what has expired, when there is much; `file` is what it holds then. */
static int
make_room(struct override *o, int *fd, struct buf *file, int64_t now,
    struct shuhi_error *err)
{
	struct span rest = buf_view(file);
	struct buf live = { 0 };
	struct entry old;

	if (file->len + LINE <= LIMIT_OVERRIDES / 16)
		return 0;
	/* a token is checked against its own time: keep it as long as that lives */
	while (next_entry(&rest, &old))
		if (old.expires + (int64_t)o->seconds >= now)
			put_entry(&live, &old);
	if (live.failed) {
		buf_free(&live);
		return nomem(err);
	}
	buf_free(file);
	*file = live;
	return rewrite(o, fd, buf_view(&live), err);
}

static int
add_entry(struct override *o, int *fd, struct buf *file, const struct entry *e,
    int64_t now, struct shuhi_error *err)
{
	struct buf b = { 0 };
	int rc;

	if (make_room(o, fd, file, now, err) != 0)
		return -1;
	if (file->len + LINE > LIMIT_OVERRIDES)
		return fail(err, SHUHI_E_LIMIT, "too many overrides", 0);
	/* a line torn by a crash ends here */
	if (file->len > 0 && file->ptr[file->len - 1] != '\n')
		buf_char(&b, '\n');
	put_entry(&b, e);
	if (b.failed)
		rc = nomem(err);
	else
		rc = write_down(*fd, buf_view(&b)) == 0
		    ? 0 : io(o, err, "cannot write the overrides");
	buf_free(&b);
	return rc;
}

/* What was not told as granted must not be found as granted later. */
static void
take_back(int fd, size_t len)
{
	int rc = ftruncate(fd, (off_t)len);

	(void)rc; /* on a disk that fails there is nothing else to try */
}

/* ---- the interface ------------------------------------------------------ */

/* A good token that nobody has spent: its entry, and the file, open and locked. */
static int
open_for(struct override *o, struct span token, struct span user, int64_t now,
    struct entry *e, struct digest *print, struct buf *file, int *fd,
    struct shuhi_error *err)
{
	struct token t;

	if (check_token(o, token, user, now, &t, err) != 0)
		return -1;
	*e = (struct entry){ .kind = 'G', .expires = now + o->seconds };
	memcpy(e->nonce.byte, t.nonce, sizeof t.nonce);
	memcpy(print->byte, t.fingerprint, sizeof print->byte);
	if (what_of(o, print, user, &e->what) != 0)
		return nomem(err);
	if ((*fd = open_spent(o, err)) < 0)
		return -1;
	if (read_spent(o, *fd, file, err) == 0) {
		if (!has(buf_view(file), 'G', &e->nonce))
			return 0;
		fail(err, SHUHI_E_USAGE, "the token is spent", 0);
	}
	close(*fd);
	buf_free(file);
	return -1;
}

int
override_check(struct override *o, struct span token, struct span user,
    int64_t now, struct digest *fingerprint, struct shuhi_error *err)
{
	struct buf file = { 0 };
	struct digest print;
	struct entry e;
	int fd;

	if (open_for(o, token, user, now, &e, &print, &file, &fd, err) != 0)
		return -1;
	close(fd);
	buf_free(&file);
	*fingerprint = print;
	return 0;
}

int
override_grant(struct override *o, struct span token, struct span user,
    int64_t now, struct shuhi_error *err)
{
	struct buf file = { 0 };
	struct digest print;
	struct entry e;
	int fd, rc;

	if (open_for(o, token, user, now, &e, &print, &file, &fd, err) != 0)
		return -1;
	if ((rc = add_entry(o, &fd, &file, &e, now, err)) != 0)
		take_back(fd, file.len);
	close(fd);
	buf_free(&file);
	return rc;
}

int
override_take(struct override *o, const struct digest *fingerprint,
    struct span user, int64_t now, bool *granted, struct shuhi_error *err)
{
	struct buf file = { 0 };
	struct digest what;
	struct entry e;
	bool found;
	int fd, rc;

	if (what_of(o, fingerprint, user, &what) != 0)
		return nomem(err);
	if ((fd = open_spent(o, err)) < 0)
		return -1;
	rc = read_spent(o, fd, &file, err);
	found = rc == 0 && find_grant(buf_view(&file), &what, now, &e);
	if (found) {
		e.kind = 'U';
		rc = add_entry(o, &fd, &file, &e, now, err);
	}
	close(fd);
	buf_free(&file);
	if (rc == 0)
		*granted = found;
	return rc;
}

static char *
joined(const char *folder, const char *name)
{
	char *p;

	return asprintf(&p, "%s/%s", folder, name) < 0 ? NULL : p;
}

int
override_open(const char *state, uint32_t seconds, struct override **out,
    struct shuhi_error *err)
{
	struct override *o = calloc(1, sizeof *o);
	char *key = joined(state, "override.key");
	struct seal_key root;
	int rc = -1;

	if (o != NULL) {
		o->seconds = seconds;
		o->spent = joined(state, "override.spent");
		o->spare = joined(state, "override.spare");
	}
	if (o == NULL || key == NULL || o->spent == NULL || o->spare == NULL)
		nomem(err);
	else
		rc = seal_key_open(key, &root, err);
	free(key);
	if (rc != 0) {
		override_close(o);
		return -1;
	}
	seal_subkey(&root, "shuhi override token", &o->mac_key);
	seal_subkey(&root, "shuhi override grant", &o->what_key);
	seal_wipe(&root);
	*out = o;
	return 0;
}

void
override_close(struct override *o)
{
	if (o == NULL)
		return;
	seal_wipe(&o->mac_key);
	seal_wipe(&o->what_key);
	free(o->spent);
	free(o->spare);
	free(o);
}
