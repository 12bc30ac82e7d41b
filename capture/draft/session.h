/*
 * Who is logged in: random tokens in cookies, kept here as hashes only.
 *
 *	Set-Cookie: __Host-shuhi=TOKEN; Path=/; HttpOnly; Secure; SameSite=Strict
 *
 * A session ends LIMIT_DRAFT_SESSION seconds after it began, or
 * LIMIT_DRAFT_SESSION_IDLE after it was last used.
 *
 * Times are seconds of a monotonic clock.  Threads: safe.
 */
#ifndef SHUHI_DRAFT_SESSION_H
#define SHUHI_DRAFT_SESSION_H

#include "draftlimit.h"
#include "seal.h"
#include "shuhi.h"

#define SESSION_BYTES 32

struct sessions;

int sessions_open(struct sessions **, struct shuhi_error *);
void sessions_close(struct sessions *); /* NULL is fine */

/* Who logged in, and by which record of the list: a new password is another one. */
struct holder {
	char user[LIMIT_DRAFT_NAME + 1];
	struct digest record;
};

/* The longest unused one makes room. */
void session_begin(struct sessions *, const struct holder *, uint64_t now,
    char token[SEAL_TEXT(SESSION_BYTES)]);

/* False: no such session.  The holder is whose it is; it counts as used. */
bool session_find(struct sessions *, struct span token, uint64_t now,
    struct holder *);

void session_end(struct sessions *, struct span token);

/* The value of a cookie of a Cookie header (may be NULL); ptr NULL: none. */
struct span cookie_value(const char *header, const char *name);

#endif
