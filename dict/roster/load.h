/*
 * A list of people -> one index: `shuhi roster build` without its messages.
 *
 *	struct roster_list list = { .file = "patients.csv" };
 *	struct roster_summary sum;
 *
 *	roster_make("key", &list, "roster.idx", &sum, &err);
 */
#ifndef SHUHI_ROSTER_LOAD_H
#define SHUHI_ROSTER_LOAD_H

#include "csv.h"
#include "columns.h"
#include "people.h"

/* A row that is no person, or a cell that is no value; either `csv` or `people` says why. */
struct roster_bad {
	enum csv_fault csv;
	enum people_fault people;
	uint32_t line, column;
};

struct roster_list {
	const char *file;    /* NULL: standard input */
	const char *charset; /* NULL: find out       */
	enum roster_kind kind;
	bool skip_bad, ignore_unknown;
	int64_t built;        /* seconds since 1970; 0: the file's own time */
	const char *dict_dir; /* NULL: shuhi_data_dir()'s                   */

	/* Told of each bad row, and now and then of bytes read; may be NULL. */
	void (*bad)(void *context, const struct roster_bad *);
	void (*progress)(void *context, uint64_t bytes);
	void *context;
};

struct roster_summary {
	uint64_t people, skipped, unsplit;
	uint64_t dropped; /* cells, whose rows are used */
	uint64_t odd_ids; /* patient numbers in no form that is looked for */
	uint32_t odd_id_line;
	/* people whose name is not known in a script, and the first one's line */
	uint64_t untold[ROSTER_SCRIPTS];
	uint32_t untold_line[ROSTER_SCRIPTS];
	uint64_t repeated; /* rows with a patient number that came before */
	uint32_t fields; /* 1 << enum list_field */
	const char *charset;
	int64_t built;
};

/*
 * Nothing is written unless all of it is.  *sum is also filled when rows are bad.
 *
 * Fails   SHUHI_E_DICT   the header or rows are bad; without skip_bad all rows
 *                        are read and told of, then it fails,
 *         SHUHI_E_USAGE  the key is none, or the list is empty,
 *         SHUHI_E_IO, SHUHI_E_LIMIT, SHUHI_E_CHARSET, SHUHI_E_NOMEM.
 */
int roster_make(const char *keyfile, const struct roster_list *,
    const char *index, struct roster_summary *sum, struct shuhi_error *);

#endif
