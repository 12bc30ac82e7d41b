/*
 * Rows of a master file: CSV or TSV in any charset of Japanese daily life,
 * quoted cells with line ends and doubled quotes in them, each cell with the
 * place it was found at.
 */
#ifndef SHUHI_CLI_IMPORT_READ_H
#define SHUHI_CLI_IMPORT_READ_H

#include "buf.h"
#include "shuhi.h"

#define IMPORT_COLUMNS 64   /* cells of a row that are kept   */
#define IMPORT_CELL    8192 /* bytes a quoted cell may have   */

struct import_cell {
	struct span text;      /* unquoted, no blanks at its ends */
	uint32_t line, column; /* 1-based, code points            */
};

/* Lives until the next row is read. */
struct import_row {
	struct import_cell cell[IMPORT_COLUMNS];
	size_t n;
};

enum import_fault {
	FAULT_NONE = 0,
	FAULT_BYTES,       /* not text in the charset         */
	FAULT_OPEN_QUOTE,  /* a quote that is never closed    */
	FAULT_AFTER_QUOTE, /* text behind a closing quote     */
	FAULT_COLUMNS,     /* the column we need is missing   */
	FAULT_NO_WORD,     /* it is empty                     */
	FAULT_CLASS,
	FAULT_ATTRIBUTE,
	FAULT_KIND,        /* neither family nor given name   */
};

struct import_bad {
	enum import_fault fault;
	uint32_t line, column;
};

/* How a source is to be read; found out by import_open() or set before. */
struct import_source {
	const char *file;
	bool plain;    /* our own format: tabs, no quotes       */
	bool comments; /* lines that begin with # are skipped   */

	char separator;
	const char *charset; /* static: what it was read as */
	struct shuhi_decoder *decoder;
	char *raw;
	size_t nraw;
	struct span text;
	size_t at; /* where the next row begins */
	uint32_t line;
	struct buf cells; /* text of the current row */
};

/*
 * Read the whole file and decode it; `declared` may be NULL.  Set file, plain
 * and comments before.  *packed names a kind of archive (static) when the file
 * is one, and it is refused.
 */
int import_open(struct import_source *, const char *declared,
    const char **packed, struct shuhi_error *);

/*
 * The next row that is not blank; false at the end, or without memory
 * (cells.failed).  A row with bad->fault set is not to be used, but reading
 * goes on behind it.
 */
bool import_next(struct import_source *, struct import_row *,
    struct import_bad *);
void import_close(struct import_source *);

#endif
