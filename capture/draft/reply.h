/*
 * What is answered, before it is HTTP.
 *
 * A failure is
 *
 *	{"verdict":"unscanned","error":{"code":"limit","message":"…","at":0}}
 *
 * so that who asked for a verdict never takes it for one.
 */
#ifndef SHUHI_DRAFT_REPLY_H
#define SHUHI_DRAFT_REPLY_H

#include "buf.h"
#include "jsonfind.h"

struct reply {
	unsigned status;
	const char *type;     /* Content-Type, static                     */
	struct buf body;      /* wiped when it was sent                   */
	struct span fixed;    /* static bytes instead of a body           */
	const char *allow;    /* static, NULL: none; and so on            */
	const char *location;
	bool close;           /* the connection is not to be trusted further */
	unsigned retry_after; /* seconds, 0: not said                     */
	char cookie[192];     /* Set-Cookie, "" none                      */
};

#define REPLY_JSON "application/json; charset=utf-8"
#define REPLY_HTML "text/html; charset=utf-8"
#define REPLY_TEXT "text/plain; charset=utf-8"

void reply_fixed(struct reply *, const char *type, struct span bytes);

/* `f->message` in the language of who reads it.  Without memory for the body it
 * becomes a constant one of status 503. */
void reply_fail(struct reply *, unsigned status, const struct failure *);

/* The same for a person: a page that says it, and leads to the first one. */
void reply_fail_page(struct reply *, unsigned status, const char *message,
    enum shuhi_lang);

/* A body that was made; one that came out half becomes a failure. */
void reply_made(struct reply *, const char *type);

/* Gone to another page, by GET. */
void reply_elsewhere(struct reply *, const char *location);

void reply_free(struct reply *);

#endif
