/*
 * What was found, as the lines protocol tells it; `shuhi scan` and the kiosk
 * print it by the same lines.
 */
#ifndef SHUHI_CAPTURE_JSONFIND_H
#define SHUHI_CAPTURE_JSONFIND_H

#include "buf.h"
#include "shuhi.h"

/* Why something was not scanned.  Constant texts: never a byte of the input. */
struct failure {
	const char *code;    /* of the lines protocol; NULL: none */
	const char *message; /* English */
	uint64_t at;         /* byte of the line or file */
};

/* How findings are to be told. */
struct jsonfind {
	enum shuhi_lang lang;

	/* where the text that was scanned begins in the whole */
	uint64_t byte, chars, utf16;
	const char *field; /* of a body; NULL: "text" */

	/* May be NULL: more members, each with a comma before it. */
	void (*more_of_entity)(
	    struct buf *, const struct jsonfind *, const struct shuhi_entity *);
	void (*more_of_finding)(
	    struct buf *, const struct jsonfind *, const struct shuhi_finding *);
	const void *arg; /* theirs */
};

/* {"rule":…,"severity":…,"message":…,"field":…,"entities":[…]} */
void jsonfind_put(struct buf *, const struct jsonfind *,
    const struct shuhi_finding *);

/* ,"error":{"code":…,"message":…,"at":…}, or nothing when `code` is NULL */
void jsonfind_failure(struct buf *, const struct failure *);

/* What a finding says: the rule's title and, in brackets, what fits on a roster. */
void jsonfind_message(
    struct buf *, const struct shuhi_finding *, enum shuhi_lang);

#endif
