/*
 * A line too long for one window is cut, and what lies before the cut is seen
 * twice, so that nothing is missed that lies across it:
 *
 *	window 1  ..............[overlap]
 *	window 2                [overlap]..............
 *
 * Here what was found twice is told once, and the redacted text of the overlap
 * masks what either window found in it.
 */
#ifndef SHUHI_CLI_SEAM_H
#define SHUHI_CLI_SEAM_H

#include "buf.h"
#include "scan.h"

struct seam_mark {
	const char *rule, *class_name, *label;
	uint64_t start, end; /* bytes of the whole text */
	bool masked;
};

struct seam {
	struct seam_mark *marks; /* found in the overlap by the window before */
	size_t nmarks, mark_cap;
	struct seam_mark *spans; /* to be masked in the piece in hand */
	size_t nspans, span_cap;
	struct shuhi_finding *kept; /* what of the piece is still to be told */
	size_t kept_cap;
	struct shuhi_entity *entities; /* theirs */
	size_t entity_cap;
	uint64_t told; /* redacted text was written up to here */
	bool open;     /* the window before was cut */
	bool failed;   /* out of memory */
};

void seam_reset(struct seam *);
void seam_free(struct seam *);

/*
 * Leave in the piece what the window before has not told, write the redacted
 * text up to `cut` and remember what lies behind it.
 */
void seam_pass(struct seam *, struct piece *, size_t cut, enum shuhi_lang,
    struct buf *redacted);

#endif
