/*
 * Who may use the kiosk: a file of names and hashed passwords.
 *
 *	# ward 3
 *	ntanaka:$y$j9T$…
 *	ysuzuki:$6$…
 *
 * Hashes are yescrypt or SHA-512 crypt (crypt(5), by libcrypt, which only users.c
 * knows); older kinds are refused.  The file must be closed to everybody else.
 *
 * Loaded means frozen.  Threads: a loaded list may be shared by any number.
 */
#ifndef SHUHI_DRAFT_USERS_H
#define SHUHI_DRAFT_USERS_H

#include "seal.h"
#include "shuhi.h"
#include "span.h"

struct users;

/* Fails  SHUHI_E_USAGE, SHUHI_E_LIMIT with file:line and a hint, SHUHI_E_IO,
 *        SHUHI_E_NOMEM. */
int users_load(const char *file, struct users **, struct shuhi_error *);
struct users *users_ref(struct users *);
void users_unref(struct users *); /* NULL is fine */

/* False: nobody of that name.  `record` is another one after a new password. */
bool users_record(
    const struct users *, struct span name, struct digest *record);
size_t users_count(const struct users *);

/*
 * Is this the user's password?  Takes the same work for names that nobody has: the
 * answer's time says nothing about them.  False also without memory.
 */
bool users_check(
    const struct users *, struct span name, struct span password);

/*
 * Add a user to the file or give a new password to one that is on it; makes the
 * file when there is none.  It is written beside the old one and renamed over it.
 *
 * Fails  SHUHI_E_USAGE: not a name, a password too short or too long, and all
 *        that users_load() fails with.
 */
int users_put(const char *file, struct span name, struct span password,
    struct shuhi_error *);

#endif
