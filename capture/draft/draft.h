/*
 * A draft is judged: text in, the report that a page needs out.
 *
 *	{"id":…,"verdict":…,"score":…,"findings":[…],"redacted":"…","error"?:…,
 *	 "action":"allow|log|warn|block","destination":{…}|null}
 *
 * It is the lines protocol's report, and beside it: for each finding why it
 * matters, what to do and which law or domain point it serves; for each entity
 * its label and what masking it would write; what the policy does with such a
 * text at that destination (of class unknown when none is given).
 */
#ifndef SHUHI_DRAFT_DRAFT_H
#define SHUHI_DRAFT_DRAFT_H

#include "buf.h"
#include "jsonfind.h"
#include "kit.h"

struct draft {
	struct span id; /* JSON, to be echoed; ptr NULL: null */
	struct span text;
	struct span destination; /* a host or URL; ptr NULL: none */
	enum shuhi_lang lang;
	/* a message in the language of who reads it */
	const char *(*say)(enum shuhi_lang, const char *english);
};

/* What a picture adds to a report, see jsonfind.h; NULL: it is none. */
struct draft_more {
	void (*of_entity)(struct buf *, const void *arg,
	    const struct shuhi_entity *);
	void (*of_report)(struct buf *, const void *arg);
	const void *arg;
	enum shuhi_verdict least; /* a verdict is at least this */
};

/*
 * A whole report is put in `out`, in any case: one that says "unscanned" and why
 * when the text could not be judged.  Returns its verdict; when that is
 * SHUHI_UNSCANNED, also for want of memory, *err says why.  `kit` NULL: there is no
 * valid set of rules.
 */
enum shuhi_verdict draft_judge(struct kit *, const struct draft *,
    const struct draft_more *, struct buf *out, struct shuhi_error *err);

/* The places a page offers: [{"id":…,"class":…,"name":{…}},…] */
void draft_places(struct buf *, const struct policy *);

#endif
