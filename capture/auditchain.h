/*
 * A line of the audit and its place in the chain.
 *
 *	{"seq":7,"prev":"<64 hex>",  members  ,"hash":"<64 hex>"}\n
 *	\______________ hashed ____________/
 *
 * The form is fixed to the byte, so what is checked is the line itself and not
 * what some JSON reader makes of it.
 */
#ifndef SHUHI_CAPTURE_AUDITCHAIN_H
#define SHUHI_CAPTURE_AUDITCHAIN_H

#include "buf.h"
#include "seal.h"

struct chain_link {
	uint64_t seq;
	struct digest prev, hash;
};

enum chain_state {
	CHAIN_NOT = 0, /* no record at all */
	CHAIN_FORGED,  /* the form of one, but not the hash of what it says */
	CHAIN_GOOD,
};

/* From the audit's key, or without one from the salt of the log. */
void audit_keys(const struct seal_key *root, struct seal_key *chain,
    struct seal_key *head);
/* Tells which key a file is chained with: 16 hex digits, or "none". */
void audit_key_id(const struct seal_key *chain, char id[17]);
void audit_name_key(const struct seal_key *root, struct seal_key *);

/*
 * Put a line for `members` (`"time":…,"type":…`) behind what is in `line`; fills
 * in link->hash.
 */
void chain_seal(struct buf *line, const struct seal_key *,
    struct chain_link *link, struct span members);

/* `line` without its newline.  *link is filled unless CHAIN_NOT. */
enum chain_state chain_open(
    struct span line, const struct seal_key *, struct chain_link *);

/* The number of the line that begins so, be it whole or not. */
bool chain_begins(struct span line, uint64_t *seq);

/*
 * The value of a member whose name occurs once: a string without its quotes, or a
 * number.  A quote inside a string is escaped, so ,"name": is a member wherever it
 * stands.  ptr NULL: there is none.
 */
struct span chain_member(struct span line, const char *name);
bool chain_number(struct span line, const char *name, uint64_t *);
bool chain_is(struct span line, const char *type);

#endif
