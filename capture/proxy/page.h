/*
 * What a person, or their app, gets instead of the site's answer: what was found,
 * why it matters, what to write instead, whom to call.
 *
 * Nothing the client sent comes back: no text, no field name, no URL.  Rules'
 * titles, classes of what was found and constant words are all there is, and the
 * administrator's contact and service names, escaped.
 */
#ifndef SHUHI_PROXY_PAGE_H
#define SHUHI_PROXY_PAGE_H

#include "buf.h"
#include "client.h"
#include "policy.h"

/* Where the form of a warning goes: answered here, never passed on. */
#define PAGE_OVERRIDE_PATH "/.well-known/shuhi-override"

enum page_kind {
	PAGE_BLOCKED = 0,
	PAGE_WARNING, /* with a form to type a reason, when token is set */
	PAGE_GRANTED, /* the reason was taken: send once more            */
	PAGE_REFUSED, /* the reason was not taken                        */
};

/* Why an override was not taken, for people. */
enum page_refusal {
	PAGE_REFUSED_TOKEN = 0, /* expired, used, someone else's */
	PAGE_REFUSED_SHORT,     /* too little was typed          */
	PAGE_REFUSED_FAILED,    /* it cannot be recorded now     */
};

struct page {
	enum page_kind kind;
	enum page_refusal refusal;
	struct client_wants wants;
	const struct shuhi_body_finding *findings;
	size_t nfindings;
	const unsigned *causes; /* enum policy_cause */
	size_t ncauses;
	const char *service[2]; /* the destination's name, NULL unknown */
	const char *contact[2]; /* NULL none */
	const char *reference;  /* to be told on the telephone, NULL none */
	const char *token;      /* NULL: nothing can be overridden */
	uint32_t least;         /* characters of a justification */
};

/* HTML in UTF-8, or JSON; b->failed when there was no memory. */
void page_put(struct buf *, const struct page *);

#endif
