/* A file that appears whole under its name, or not at all. */
#ifndef SHUHI_CLI_IMPORT_FILE_H
#define SHUHI_CLI_IMPORT_FILE_H

#include "span.h"

struct import_file {
	const char *name;
	char *aside; /* where it is written first; NULL when there is none */
};

/* Write beside `name`; 0, or -1 with errno. */
int import_file_write(struct import_file *, const char *name, struct span);

/* Put it in its place: 0, or -1 with errno, and then it is gone. */
int import_file_keep(struct import_file *);
void import_file_drop(struct import_file *);

#endif
