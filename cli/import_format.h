/* Which column of which master says what. */
#ifndef SHUHI_CLI_IMPORT_FORMAT_H
#define SHUHI_CLI_IMPORT_FORMAT_H

#include "import_filter.h"
#include "import_read.h"

enum role { ROLE_WORD, ROLE_SECOND, ROLE_ICD, ROLE_CODE, ROLE_KIND, ROLE_ATTR,
	NROLES };

struct format {
	const char *name; /* as --as says it */
	enum import_as as;
	int column[NROLES]; /* without a header; 0 none, counted from 1 */
	const char *const *heads[NROLES]; /* what a header calls them */
};

extern const struct format formats[];
extern const size_t nformats;

/* The columns of one file. */
struct columns {
	const struct format *format;
	int at[NROLES];
	bool headed; /* a header says so */
};

/* Look at the first row; true when it is a header and no word. */
bool columns_find(struct columns *, const struct format *,
    const struct import_row *);

/*
 * Does the row look like one of such a list: are there the codes that a list of
 * this kind has?  Of a list, half the rows do.
 */
bool columns_fit(const struct columns *, const struct import_row *);

/*
 * The words of a row (at most 2) into `out`; their number in *n.  A row that has
 * none is told of in *bad.
 */
void columns_take(const struct columns *, const struct import_row *,
    struct candidate out[2], size_t *n, struct import_bad *bad);

#endif
