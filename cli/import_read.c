#include "import_read.h"

#include <stdlib.h>

#include "err.h"
#include "file.h"
#include "limit.h"
#include "utf8.h"

#define REPLACEMENT 0xfffd /* what the decoder leaves of broken bytes */

/* ---- opening ---------------------------------------------------------- */

static const char *
archive_kind(struct span s)
{
	static const struct {
		struct span magic;
		const char *name;
	} kinds[] = {
		{ { "\xfd" "7zXZ", 5 }, "xz" },
		{ { "\x1f\x8b", 2 }, "gzip" },
		{ { "BZh", 3 }, "bzip2" },
		{ { "\x28\xb5\x2f\xfd", 4 }, "zstd" },
		{ { "PK\x03\x04", 4 }, "zip / xlsx" },
		{ { "\xd0\xcf\x11\xe0", 4 }, "xls" },
	};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (span_starts(s, kinds[i].magic))
			return kinds[i].name;
	return NULL;
}

/* A tab in the first line that says anything makes it TSV. */
static char
separator_of(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\t')
			return '\t';
		if (s.ptr[i] == '\n' && i > 1)
			break;
	}
	return ',';
}

int
import_open(struct import_source *s, const char *declared, const char **packed,
    struct shuhi_error *err)
{
	struct shuhi_decoded d;

	*packed = NULL;
	s->line = 1;
	if (file_read(s->file, LIMIT_FILE, &s->raw, &s->nraw, SHUHI_E_LIMIT, err) != 0)
		return -1;
	*packed = archive_kind((struct span){ s->raw, s->nraw });
	if (*packed != NULL)
		return fail(err, SHUHI_E_CHARSET, "packed", 0);
	if (shuhi_decoder_open(declared, &s->decoder, err) != 0 ||
	    shuhi_decoder_feed(s->decoder, s->raw, s->nraw, true, &d, err) != 0)
		return -1;
	s->charset = d.charset;
	s->text = (struct span){ d.text, d.len };
	s->separator = s->plain ? '\t' : separator_of(s->text);
	return 0;
}

void
import_close(struct import_source *s)
{
	if (s->decoder != NULL)
		shuhi_decoder_close(s->decoder);
	free(s->raw);
	buf_free(&s->cells);
	*s = (struct import_source){ 0 };
}

/* ---- rows ------------------------------------------------------------- */

struct cursor {
	size_t at;
	uint32_t line, column;
};

/* The byte at the cursor, or '\n' at the end of the text. */
static char
byte_at(const struct import_source *s, size_t at)
{
	return at < s->text.len ? s->text.ptr[at] : '\n';
}

static bool
at_row_end(const struct import_source *s, const struct cursor *c)
{
	return byte_at(s, c->at) == '\n' ||
	    (byte_at(s, c->at) == '\r' && byte_at(s, c->at + 1) == '\n');
}

static void
note(struct import_bad *bad, enum import_fault fault, const struct cursor *c)
{
	if (bad->fault == FAULT_NONE)
		*bad = (struct import_bad){ fault, c->line, c->column };
}

/* Move past one character, keeping it. */
static void
keep(struct import_source *s, struct cursor *c, struct import_bad *bad)
{
	size_t from = c->at;
	uint32_t code = utf8_next(s->text, &c->at);

	if (code == REPLACEMENT)
		note(bad, FAULT_BYTES, c);
	buf_put(&s->cells, s->text.ptr + from, c->at - from);
	c->column = code == '\n' ? 1 : c->column + 1;
	c->line += code == '\n';
}

static bool
read_quoted(struct import_source *s, struct cursor *c, struct import_bad *bad)
{
	struct cursor open = *c;

	for (c->at++, c->column++;; keep(s, c, bad)) {
		if (c->at >= s->text.len || c->at - open.at > IMPORT_CELL) {
			bad->fault = FAULT_NONE; /* more telling than any before */
			note(bad, FAULT_OPEN_QUOTE, &open);
			*c = open;
			return false;
		}
		if (s->text.ptr[c->at] != '"')
			continue;
		c->at++;
		c->column++;
		if (byte_at(s, c->at) != '"')
			break;
	}
	if (at_row_end(s, c) || byte_at(s, c->at) == s->separator)
		return true;
	note(bad, FAULT_AFTER_QUOTE, c);
	return false;
}

static bool
read_cell(struct import_source *s, struct cursor *c, struct import_bad *bad)
{
	if (!s->plain && byte_at(s, c->at) == '"')
		return read_quoted(s, c, bad);
	while (!at_row_end(s, c) && byte_at(s, c->at) != s->separator)
		keep(s, c, bad);
	return true;
}

/* Blanks at both ends, U+3000 (e3 80 80) among them, are nobody's word. */
static struct span
trim(struct span s)
{
	const struct span wide = SPAN("\xe3\x80\x80");

	while (s.len > 0) {
		if ((unsigned char)s.ptr[0] <= ' ')
			s = span_sub(s, 1, s.len);
		else if (span_starts(s, wide))
			s = span_sub(s, wide.len, s.len);
		else if ((unsigned char)s.ptr[s.len - 1] <= ' ')
			s.len--;
		else if (span_ends(s, wide))
			s.len -= wide.len;
		else
			break;
	}
	return s;
}

static void
skip_line(struct import_source *s, struct cursor *c)
{
	const char *nl = NULL;

	if (c->at < s->text.len)
		nl = memchr(s->text.ptr + c->at, '\n', s->text.len - c->at);
	s->at = nl != NULL ? (size_t)(nl - s->text.ptr) + 1 : s->text.len;
	s->line = c->line + 1;
}

/* Cells move while the buffer grows: lengths first, pointers when it is done. */
static void
place_cells(struct import_source *s, struct import_row *row, const size_t *ends)
{
	size_t i, from = 0;

	for (i = 0; i < row->n; i++) {
		row->cell[i].text = ends[i] == from
		    ? SPAN("")
		    : trim(span_sub(buf_view(&s->cells), from, ends[i]));
		from = ends[i];
	}
}

static void
read_row(struct import_source *s, struct import_row *row,
    struct import_bad *bad)
{
	struct cursor c = { s->at, s->line, 1 };
	size_t ends[IMPORT_COLUMNS];

	row->n = 0;
	s->cells.len = 0;
	*bad = (struct import_bad){ 0 };
	for (;;) {
		uint32_t line = c.line, column = c.column;

		if (!read_cell(s, &c, bad))
			break;
		if (row->n < IMPORT_COLUMNS) {
			ends[row->n] = s->cells.len;
			row->cell[row->n++] = (struct import_cell){
				.line = line,
				.column = column,
			};
		}
		if (at_row_end(s, &c))
			break;
		c.at++;
		c.column++;
	}
	skip_line(s, &c);
	if (!s->cells.failed)
		place_cells(s, row, ends);
}

bool
import_next(struct import_source *s, struct import_row *row,
    struct import_bad *bad)
{
	while (s->at < s->text.len) {
		bool comment = s->comments && s->text.ptr[s->at] == '#';

		if (comment) {
			skip_line(s, &(struct cursor){ s->at, s->line, 1 });
			continue;
		}
		read_row(s, row, bad);
		if (s->cells.failed)
			return false;
		if (bad->fault != FAULT_NONE || row->n > 1 ||
		    row->cell[0].text.len > 0)
			return true;
	}
	return false;
}
