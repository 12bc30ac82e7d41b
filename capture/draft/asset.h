/*
 * The files of capture/draft/page, as they were when the program was built.
 *
 * Loaded with the program and never changed; safe between threads.
 */
#ifndef SHUHI_DRAFT_ASSET_H
#define SHUHI_DRAFT_ASSET_H

#include "span.h"

struct asset {
	const char *name; /* without folders: "index.html" */
	const char *type; /* a whole Content-Type */
	const char *from, *to;
};

extern const struct asset assets[];
extern const size_t nassets;

/* The one of just this name, or NULL. */
const struct asset *asset_find(struct span name);

#endif
