/*
 * Rows of a list: CSV (RFC 4180) or tab separated, in any charset of Japanese
 * daily life, quoted cells with line ends and doubled quotes in them; each cell
 * with the place it was found at.
 *
 *	"佐藤, 太郎",1958/4/12,"3階
 *	東病棟"                        -> 佐藤, 太郎 | 1958/4/12 | 3階\n東病棟
 *
 * Read piece by piece: a list of a million people needs the memory of a few rows.
 * Text is wiped when it goes.  One thread.
 */
#ifndef SHUHI_ROSTER_CSV_H
#define SHUHI_ROSTER_CSV_H

#include "../../scanner/limit.h"
#include "../../scanner/shuhi.h"
#include "../../scanner/span.h"

struct csv;

struct csv_cell {
	struct span text;      /* unquoted; lives until the next csv_next() */
	uint32_t line, column; /* 1-based, code points */
};

struct csv_row {
	struct csv_cell cell[LIMIT_ROSTER_COLUMNS];
	size_t n;
};

enum csv_fault {
	CSV_GOOD = 0,
	CSV_BYTES,       /* not text in the charset           */
	CSV_OPEN_QUOTE,  /* a quote that is never closed      */
	CSV_AFTER_QUOTE, /* text behind a closing quote       */
	CSV_LONG,        /* a cell over LIMIT_ROSTER_CELL     */
	CSV_CELLS,       /* cells over LIMIT_ROSTER_COLUMNS   */
};

struct csv_bad {
	enum csv_fault fault;
	uint32_t line, column;
};

/* Takes `fd`, also when it fails.  `charset` NULL: find out. */
int csv_open(int fd, const char *charset, struct csv **, struct shuhi_error *);
void csv_close(struct csv *);

/*
 * The next row that is not blank, *row NULL behind the last.  With bad->fault set
 * the row is not to be used; reading goes on in the line behind the fault.
 * Fails with SHUHI_E_IO, SHUHI_E_CHARSET, SHUHI_E_NOMEM.
 */
int csv_next(struct csv *, const struct csv_row **row, struct csv_bad *bad,
    struct shuhi_error *);

uint64_t csv_bytes(const struct csv *);       /* read so far */
const char *csv_charset(const struct csv *);  /* what it is read as; static */

#endif
