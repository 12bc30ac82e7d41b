/*
 * Any bytes are a list of people, or are refused.  Cells lie within the list's
 * text and its ceilings, places only move forward, every list comes to an end.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "../dict/roster/csv.h"
#include "must.h"

static void
check_row(const struct csv_row *row, uint32_t *line)
{
	size_t i;

	check(row->n > 0 && row->n <= LIMIT_ROSTER_COLUMNS);
	for (i = 0; i < row->n; i++) {
		const struct csv_cell *c = &row->cell[i];

		check(c->text.len <= LIMIT_ROSTER_CELL);
		check(c->column >= 1 && c->line >= *line);
		*line = c->line;
		check(is_utf8(c->text));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("list", MFD_CLOEXEC);
	const struct csv_row *row;
	struct shuhi_error err;
	struct csv_bad bad;
	struct csv *csv;
	uint32_t line = 1;
	size_t rows = 0;

	check(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	check(lseek(fd, 0, SEEK_SET) == 0);
	check(csv_open(fd, NULL, &csv, &err) == 0);
	while (csv_next(csv, &row, &bad, &err) == 0 && row != NULL) {
		/* a row takes a byte at least: \n, or a letter that was cut */
		check(rows++ <= size);
		if (bad.fault == CSV_GOOD)
			check_row(row, &line);
		else
			check(bad.line >= 1 && bad.column >= 1);
	}
	csv_close(csv);
	return 0;
}
