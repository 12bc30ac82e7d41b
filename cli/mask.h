/* The stretches of a piece that nobody should read over a shoulder. */
#ifndef SHUHI_CLI_MASK_H
#define SHUHI_CLI_MASK_H

#include "span.h"

struct piece;

struct masks {
	struct mask {
		uint64_t start, end; /* bytes of the piece */
	} *v;
	size_t n, cap;
	bool made;
	bool all; /* no memory to remember which: hide everything */
};

void masks_forget(struct masks *);
void masks_free(struct masks *);

/* Is byte `at` part of a masked entity of any finding of the piece? */
bool masks_cover(struct masks *, const struct piece *, uint64_t at);

#endif
