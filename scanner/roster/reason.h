/*
 * The reason told with a finding: which fields of a roster fit, and how many
 * people.  Never a value.
 */
#ifndef SHUHI_REASON_H
#define SHUHI_REASON_H

#include "arena.h"
#include "shuhi.h"

enum reason_kind {
	REASON_PATIENT, /* fields fit the same person  */
	REASON_NAME,    /* a name fits so many people  */
	REASON_FEW,     /* only so many fit all fields */
	REASON_VIP,
};

struct reason {
	enum reason_kind kind;
	uint32_t fields; /* a bit for each enum clue_field */
	uint32_t people;
};

/* Those of one scan, each told once; number 0 is none. */
struct reasons {
	struct told {
		struct reason of;
		const char *text[2];
	} * v;
	size_t n, cap;
};

/*
 * The number of the reason; made when it is new.
 * Fails with SHUHI_E_NOMEM, or SHUHI_E_LIMIT at LIMIT_REASONS.
 */
int reason_number(struct arena *, struct reasons *, struct reason,
    uint16_t *number, struct shuhi_error *);

/* Its text; both NULL for 0. */
void reason_text(const struct reasons *, uint16_t number, const char *text[2]);

#endif
