/*
 * A row of a list becomes a person in canonical spelling, or says which cell does
 * not.
 */
#ifndef SHUHI_ROSTER_PEOPLE_H
#define SHUHI_ROSTER_PEOPLE_H

#include "build.h"
#include "columns.h"
#include "namelist.h"

enum people_fault {
	PEOPLE_GOOD = 0,
	PEOPLE_CELLS,  /* not as many cells as the header has */
	PEOPLE_UNNAMED, /* something stands in a column without a name */
	PEOPLE_NOBODY, /* neither a name nor a number         */
	PEOPLE_NAME,
	PEOPLE_LETTER, /* a letter of the name is lost: ?木, 〓木 */
	PEOPLE_DATE,
	PEOPLE_SEX,
	PEOPLE_PHONE,
	PEOPLE_EMAIL,
	PEOPLE_POSTAL,
	PEOPLE_ROUNDED, /* 1.23E+05: a spreadsheet made a number of it */
	PEOPLE_VALUE, /* any other that cannot be, or too long */
};

struct people {
	const struct fold_table *fold;
	const struct namelist *names; /* to split names without a blank */
	struct list_header header;
	struct arena arena;
	uint64_t unsplit; /* names that are found only as a whole */

	/* Told of each cell that cannot be used ... */
	void (*bad)(void *context, enum people_fault, const struct csv_cell *);
	void *context;
	bool drop; /* ... which is left out then, and its row is not */
};

/*
 * *good: there is a person in *out.  When not, l->bad was told why.
 * Fails with SHUHI_E_NOMEM.
 */
int people_row(struct people *, const struct csv_row *, struct person *out,
    bool *good, struct shuhi_error *);

#endif
