/*
 * Overrides: a warned user may send the same thing after all, once, having typed
 * why.
 *
 *	1. The request is held (POLICY_WARN).  The page carries a token:
 *	       override_issue(o, fingerprint, user, now, token)
 *	2. The user's form comes back with the token and a reason:
 *	       override_check(o, token, user, now, &fingerprint)
 *	   says whether it is good; record it (AUDIT_OVERRIDE), and when that is done
 *	       override_grant(o, token, user, now)
 *	   spends the token: nothing is granted that nobody can read about.
 *	3. The user sends again; same fingerprint, same user, in time:
 *	       override_take(o, fingerprint, user, now, &granted)
 *	   says yes once; the next time the request is held again.
 *
 * A token is {time, nonce, fingerprint} under a MAC that also covers the user:
 * it cannot be made or changed without the key, says nothing about the text, and
 * dies after `seconds`; so does a grant.
 *
 * Where "once" is kept: a file of its own (STATE/override.spent), appended to and
 * read whole under flock(), flushed to the disk before a yes is said.  Not the
 * audit: asking it would mean to read a log of any length on the way of a request,
 * and rotation or archiving of the audit would forget what is spent.  What has
 * expired is left out when the file is rewritten, so it stays small.  All of it
 * survives restarts and is shared by every process that opens the same folder.
 *
 * What to fingerprint: what the findings were found in, not the raw body. A
 * client that sends again makes new boundaries, tokens and times.
 *
 * Files    STATE/override.key (made on first use, 32 random bytes, 0600),
 *          STATE/override.spent.  STATE must exist.
 * Sharing  threads, processes, fork(): a handle holds the key and paths only.
 * Errors   -1 is never a grant: SHUHI_E_USAGE the token is not good (forged,
 *          someone else's, expired, spent: err->message says which),
 *          SHUHI_E_IO, SHUHI_E_LIMIT too many live grants, SHUHI_E_NOMEM.
 */
#ifndef SHUHI_CAPTURE_OVERRIDE_H
#define SHUHI_CAPTURE_OVERRIDE_H

#include "digest.h"
#include "shuhi.h"
#include "span.h"

struct override;

/* Characters of a token, all of [A-Za-z0-9_-], and its NUL. */
#define OVERRIDE_TOKEN 119

int override_open(const char *state, uint32_t seconds, struct override **,
    struct shuhi_error *);
void override_close(struct override *); /* NULL is fine */

/*
 * `user`: who is asking, as sure as it can be known; without a login the client's
 * address.  `now`: seconds since 1970.
 */
int override_issue(struct override *, const struct digest *fingerprint,
    struct span user, int64_t now, char token[OVERRIDE_TOKEN],
    struct shuhi_error *);

int override_check(struct override *, struct span token, struct span user,
    int64_t now, struct digest *fingerprint, struct shuhi_error *);

/* Checks it again: of two who come with one token the second is refused. */
int override_grant(struct override *, struct span token, struct span user,
    int64_t now, struct shuhi_error *);

/* *granted is false when there is nothing to take; that is no error. */
int override_take(struct override *, const struct digest *fingerprint,
    struct span user, int64_t now, bool *granted, struct shuhi_error *);

#endif
