/*
 * Lines of the engine's own tab-separated files (dict/ *.tsv), checked: valid
 * UTF-8, comments (#) and empty lines skipped.  Not for scanned text.
 */
#ifndef SHUHI_LINES_H
#define SHUHI_LINES_H

#include "shuhi.h"
#include "span.h"

struct lines {
	char *data; /* the whole file */
	size_t len, at;
	uint32_t number;
	const char *file;
};

struct line {
	struct span
	    field[4]; /* what is missing is empty; a NUL follows a tab */
	size_t nfields;
	const char *file;
	uint32_t number;
};

/* Fails with SHUHI_E_IO, or `code` when the file is not UTF-8 or has a NUL. */
int lines_open(struct lines *, const char *file, enum shuhi_code code,
    struct shuhi_error *);
bool lines_next(struct lines *, struct line *);
void lines_close(struct lines *);

#endif
