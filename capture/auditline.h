/* A record of audit.h as the members of its line: what may be stored of it. */
#ifndef SHUHI_CAPTURE_AUDITLINE_H
#define SHUHI_CAPTURE_AUDITLINE_H

#include "audit.h"
#include "buf.h"
#include "seal.h"

/*
 * `"time":…,"type":…` and so on, behind what is in the buffer.  Names longer than
 * LIMIT_AUDIT_NAME and lists longer than their limits are cut, and it is said that
 * they were.  With `pseudonym` (NULL: none) users are written as its hashes.
 */
void audit_line_put(struct buf *, const struct audit_record *,
    const struct seal_key *print, const struct seal_key *pseudonym);

/* "p:" and 16 hex digits; `out` has room for 19. */
void audit_pseudonym(
    const struct seal_key *, struct span user, char out[19]);

const char *audit_event_name(enum audit_event);

#endif
