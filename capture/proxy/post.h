/*
 * One request, from what it says to what is done with it:
 *
 *	destination -> policy: exempt? -> engine -> policy -> override -> audit
 *	                                                            -> page
 *
 * Knows nothing of ICAP.  Whatever fails on the way ends in what the policy says
 * about that cause, and in BLOCK where there is no policy.
 */
#ifndef SHUHI_PROXY_POST_H
#define SHUHI_PROXY_POST_H

#include "kit.h"
#include "metrics.h"
#include "page.h"

struct post {
	const char *method; /* "POST" */
	const char *url;
	struct client_target to;
	char user[LIMIT_PROXY_USER + 1]; /* "" unknown */
	char address[LIMIT_PROXY_ADDRESS + 1];
	struct client_wants wants;
	const char *content_type, *content_encoding; /* NULL none */
	const char *headers; /* all, "Name: value" and CRLF each; NULL none */
	struct span body;
	uint64_t bytes; /* of the body as sent, also when it is not all here */
	unsigned trouble; /* 0, or why it is not to be scanned: shuhi_cause,
	                   * policy_cause */
	bool cut;         /* not all of it is here: it can only be stopped */
};

struct post_answer {
	bool pass;       /* unchanged; else `page` is the answer */
	bool fine;       /* the page is no refusal               */
	struct buf page; /* to be freed by the caller            */
};

/*
 * `kit` NULL: nothing could be loaded; blocked.  Always fills *answer; a page that
 * could not be made is empty, and still a block.
 */
void post_judge(
    const struct post *, struct kit *, struct metrics *, struct post_answer *);

/* Is it the form of an override, to be answered here?  (postform.c) */
bool post_is_form(const struct post *);
void post_form(
    const struct post *, struct kit *, struct metrics *, struct post_answer *);

/* Who an override belongs to: the user, or the address when none is known. */
static inline struct span
post_person(const struct post *p)
{
	return span_of(p->user[0] != '\0' ? p->user : p->address);
}

#endif
