/* What a report counts, by some name. */
#ifndef SHUHI_CLI_TALLY_H
#define SHUHI_CLI_TALLY_H

#include "span.h"

enum tally_what {
	TALLY_ALL,      /* requests that were recorded            */
	TALLY_WARN,     /* ... of which a reason was asked        */
	TALLY_BLOCK,    /* ... that were held                     */
	TALLY_UNSEEN,   /* ... that could not be looked at whole  */
	TALLY_OVERRIDE, /* reasons that were taken                */
	TALLY_N,
};

struct tally_row {
	char *name;
	uint64_t n[TALLY_N];
};

struct tally {
	struct tally_row *row;
	size_t n;
	size_t *slot; /* row + 1 by hash; 0 free */
	size_t nslots;
};

/* The row of that name, new with zeros; NULL: no memory. */
struct tally_row *tally_at(struct tally *, const char *name);

void tally_by_name(struct tally *);
void tally_by_count(struct tally *); /* the largest first */
void tally_free(struct tally *);

#endif
