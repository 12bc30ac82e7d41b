#include "users.h"

#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/stat.h>

#include "disk.h"
#include "draftlimit.h"
#include "err.h"
#include "seal.h"
#include "secret.h"
#include "utf8.h"

#define ADD_HINT "shuhi serve --add-user NAME --users FILE"

#define NOT_A_NAME \
	"not a user's name: 1 to 64 bytes, no blank, no colon, no # in front"

struct user {
	struct span name, hash; /* the hash has a NUL behind it */
};

struct users {
	atomic_uint refs;
	struct buf text;
	size_t n;
	struct user user[LIMIT_DRAFT_USERS];
};

/* ---- reading ---------------------------------------------------------------- */

static bool
is_name(struct span s)
{
	size_t at = 0;
	uint32_t c;

	if (s.len == 0 || s.len > LIMIT_DRAFT_NAME || s.ptr[0] == '#')
		return false;
	while (at < s.len) {
		c = utf8_next(s, &at);
		if (c == UTF8_BAD || c <= 0x20 || c == 0x7f || c == ':')
			return false;
	}
	return true;
}

static bool
is_hash(struct span s)
{
	return (span_starts(s, SPAN("$y$")) || span_starts(s, SPAN("$6$"))) &&
	    memchr(s.ptr, ':', s.len) == NULL &&
	    memchr(s.ptr, '\0', s.len) == NULL &&
	    s.len < CRYPT_GENSALT_OUTPUT_SIZE;
}

static const struct user *
find(const struct users *u, struct span name)
{
	size_t i;

	for (i = 0; i < u->n; i++)
		if (span_eq(u->user[i].name, name))
			return &u->user[i];
	return NULL;
}

/* `line` has a byte behind it that may be changed. */
static int
take_line(struct users *u, struct span line, const char *file, uint32_t number,
    struct shuhi_error *err)
{
	struct span rest = line;
	struct user one;

	if (line.len == 0 || line.ptr[0] == '#')
		return 0;
	span_cut(&rest, ':', &one.name);
	one.hash = rest;
	if (one.name.len == line.len)
		return fail_file(err, SHUHI_E_USAGE, file, number, 1,
		    "want name:hash", ADD_HINT);
	if (!is_name(one.name))
		return fail_file(err, SHUHI_E_USAGE, file, number, 1,
		    NOT_A_NAME, ADD_HINT);
	if (!is_hash(one.hash))
		return fail_file(err, SHUHI_E_USAGE, file, number,
		    (uint32_t)one.name.len + 2,
		    "neither yescrypt nor SHA-512 crypt", ADD_HINT);
	if (find(u, one.name) != NULL)
		return fail_file(err, SHUHI_E_USAGE, file, number, 1,
		    "the same user twice", "%s", "");
	if (u->n == LIMIT_DRAFT_USERS)
		return fail_file(err, SHUHI_E_LIMIT, file, number, 1,
		    "too many users", "%s", "");
	((char *)one.hash.ptr)[one.hash.len] = '\0';
	u->user[u->n++] = one;
	return 0;
}

static int
take_lines(struct users *u, const char *file, struct shuhi_error *err)
{
	struct span rest = buf_view(&u->text), line;
	uint32_t number = 0;

	while (span_cut(&rest, '\n', &line))
		if (take_line(u, line, file, ++number, err) != 0)
			return -1;
	return 0;
}

int
users_load(const char *file, struct users **out, struct shuhi_error *err)
{
	struct users *u = calloc(1, sizeof *u);

	if (u == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for users", 0);
	atomic_init(&u->refs, 1);
	if (secret_read(file, LIMIT_DRAFT_USERS_FILE, &u->text, err) != 0 ||
	    take_lines(u, file, err) != 0) {
		users_unref(u);
		return -1;
	}
	*out = u;
	return 0;
}

struct users *
users_ref(struct users *u)
{
	atomic_fetch_add(&u->refs, 1);
	return u;
}

void
users_unref(struct users *u)
{
	if (u == NULL || atomic_fetch_sub(&u->refs, 1) != 1)
		return;
	buf_free(&u->text);
	free(u);
}

/* ---- asking ------------------------------------------------------------------- */

bool
users_record(const struct users *u, struct span name, struct digest *record)
{
	const struct user *one = find(u, name);

	if (one != NULL)
		seal_of(NULL, one->hash, record);
	return one != NULL;
}

size_t
users_count(const struct users *u)
{
	return u->n;
}

/* Equal in a time that says nothing about where they differ. */
static bool
same(const char *a, struct span b)
{
	struct digest x, y;

	seal_of(NULL, span_of(a), &x);
	seal_of(NULL, b, &y);
	return seal_same(&x, &y);
}

/*
 * Somebody nobody is: the work of the file's first hash, which no password has,
 * as what crypt() gives is longer.
 */
static const struct user *
nobody(const struct users *u)
{
	static const struct user empty = {
		.hash = { "$6$................", 19 }
	};

	return u->n > 0 ? &u->user[0] : &empty;
}

bool
users_check(const struct users *u, struct span name, struct span password)
{
	const struct user *one = find(u, name), *by = one;
	char typed[LIMIT_DRAFT_PASSWORD + 1] = "";
	struct crypt_data *data = calloc(1, sizeof *data);
	const char *hash;
	bool ok;

	if (data == NULL)
		return false;
	if (by == NULL)
		by = nobody(u);
	ok = one != NULL && password.len <= LIMIT_DRAFT_PASSWORD &&
	    memchr(password.ptr, '\0', password.len) == NULL;
	if (password.len <= LIMIT_DRAFT_PASSWORD)
		memcpy(typed, password.ptr, password.len);
	hash = crypt_rn(typed, by->hash.ptr, data, sizeof *data);
	ok = hash != NULL && same(hash, by->hash) && ok;
	explicit_bzero(typed, sizeof typed);
	explicit_bzero(data, sizeof *data);
	free(data);
	return ok;
}

/* ---- writing ------------------------------------------------------------------- */

static int
check_new(struct span name, struct span password, struct shuhi_error *err)
{
	size_t at = 0, chars = 0;

	if (!is_name(name))
		return fail(err, SHUHI_E_USAGE, NOT_A_NAME, 0);
	for (; at < password.len; chars++)
		if (utf8_next(password, &at) == UTF8_BAD)
			return fail(err, SHUHI_E_CHARSET, "not valid UTF-8", at);
	if (memchr(password.ptr, '\0', password.len) != NULL)
		return fail(err, SHUHI_E_USAGE, "a NUL in a password", 0);
	if (password.len > LIMIT_DRAFT_PASSWORD)
		return fail(err, SHUHI_E_USAGE, "the password is too long", 0);
	if (chars < LIMIT_DRAFT_PASSWORD_LEAST)
		return fail(err, SHUHI_E_USAGE,
		    "a password has 8 characters or more", 0);
	return 0;
}

static int
put_hash(struct buf *b, struct span password, struct shuhi_error *err)
{
	char typed[LIMIT_DRAFT_PASSWORD + 1] = "";
	char salt[CRYPT_GENSALT_OUTPUT_SIZE];
	struct crypt_data *data = calloc(1, sizeof *data);
	const char *hash = NULL;

	if (data == NULL)
		return fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	memcpy(typed, password.ptr, password.len);
	if (crypt_gensalt_rn("$y$", 0, NULL, 0, salt, sizeof salt) != NULL)
		hash = crypt_rn(typed, salt, data, sizeof *data);
	if (hash != NULL)
		buf_str(b, hash);
	explicit_bzero(typed, sizeof typed);
	explicit_bzero(data, sizeof *data);
	free(data);
	return hash != NULL ? 0
	    : fail(err, SHUHI_E_ENGINE, "no hash of a password", 0);
}

/* The lines of all others, as they are. */
static void
put_others(struct buf *b, struct span rest, struct span name)
{
	struct span line;

	while (span_cut(&rest, '\n', &line))
		if (!span_starts(line, name) || line.len == name.len ||
		    line.ptr[name.len] != ':') {
			buf_span(b, line);
			buf_char(b, '\n');
		}
}

static int
write_over(const char *file, struct span text, struct shuhi_error *err)
{
	char *aside = NULL;
	int fd = -1, rc = -1;

	if (asprintf(&aside, "%s.XXXXXX", file) < 0)
		return fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	if ((fd = mkostemp(aside, O_CLOEXEC)) >= 0 &&
	    write_all(fd, text) == 0 && fsync(fd) == 0 &&
	    disk_own_like_folder(fd, file) == 0 && rename(aside, file) == 0)
		rc = disk_sync_folder(file);
	else if (fd >= 0)
		unlink(aside);
	if (fd >= 0)
		close(fd);
	free(aside);
	return rc == 0 ? 0
	    : fail_file(err, SHUHI_E_IO, file, 0, 0,
	          "the file cannot be written", "%s", "");
}

/* What is there must be a list of users before it is added to. */
static int
read_old(const char *file, struct buf *old, struct shuhi_error *err)
{
	struct users *users;

	if (access(file, F_OK) != 0 && errno == ENOENT)
		return 0;
	if (users_load(file, &users, err) != 0)
		return -1;
	users_unref(users);
	return secret_read(file, LIMIT_DRAFT_USERS_FILE, old, err);
}

int
users_put(const char *file, struct span name, struct span password,
    struct shuhi_error *err)
{
	struct buf old = { 0 }, b = { 0 };
	int rc = -1;

	if (check_new(name, password, err) != 0 ||
	    read_old(file, &old, err) != 0)
		return -1;
	put_others(&b, buf_view(&old), name);
	buf_span(&b, name);
	buf_char(&b, ':');
	if (put_hash(&b, password, err) == 0) {
		buf_char(&b, '\n');
		rc = b.failed ? fail(err, SHUHI_E_NOMEM, "out of memory", 0)
		              : write_over(file, buf_view(&b), err);
	}
	buf_free(&old);
	buf_free(&b);
	return rc;
}
