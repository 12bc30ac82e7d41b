#include "csv.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../scanner/err.h"
#include "../../scanner/utf8.h"

#define CHUNK       ((size_t)64 << 10)
#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD: what is left of broken bytes */

struct csv {
	int fd;
	struct shuhi_decoder *decoder;
	const char *charset;
	char *raw;  /* CHUNK bytes */
	char *text; /* decoded, from the current row on */
	size_t len, cap;
	bool at_end, skipping;
	char separator; /* 0: not found out yet */
	uint64_t bytes;
	size_t at; /* in `text`: where the row begins, */
	uint32_t line, column; /* and in the list */
	struct csv_row row;
	bool doubled[LIMIT_ROSTER_COLUMNS]; /* the cell has "" in it */
};

/* ---- bytes -------------------------------------------------------------- */

int
csv_open(int fd, const char *charset, struct csv **out,
    struct shuhi_error *err)
{
	struct csv *c = calloc(1, sizeof *c);

	if (c == NULL || (c->raw = malloc(CHUNK)) == NULL) {
		free(c);
		close(fd);
		return fail(err, SHUHI_E_NOMEM, "no memory for the list", 0);
	}
	c->fd = fd;
	c->line = c->column = 1;
	if (shuhi_decoder_open(charset, &c->decoder, err) != 0) {
		csv_close(c);
		return -1;
	}
	*out = c;
	return 0;
}

void
csv_close(struct csv *c)
{
	if (c == NULL)
		return;
	close(c->fd);
	if (c->decoder != NULL)
		shuhi_decoder_close(c->decoder);
	explicit_bzero(c->raw, CHUNK);
	free(c->raw);
	if (c->text != NULL)
		explicit_bzero(c->text, c->cap);
	free(c->text);
	free(c);
}

uint64_t
csv_bytes(const struct csv *c)
{
	return c->bytes;
}

const char *
csv_charset(const struct csv *c)
{
	return c->charset;
}

/* Room for `more` bytes behind the text; what was read makes place first. */
static bool
make_room(struct csv *c, size_t more)
{
	size_t cap = c->cap == 0 ? 4 * CHUNK : c->cap;
	char *p;

	if (c->at > 0) {
		memmove(c->text, c->text + c->at, c->len - c->at);
		c->len -= c->at;
		c->at = 0;
	}
	while (cap - c->len < more)
		cap *= 2;
	if (cap == c->cap)
		return true;
	if ((p = malloc(cap)) == NULL)
		return false;
	if (c->len > 0)
		memcpy(p, c->text, c->len);
	if (c->text != NULL)
		explicit_bzero(c->text, c->cap);
	free(c->text);
	c->text = p;
	c->cap = cap;
	return true;
}

/* One piece more of the list. */
static int
fill(struct csv *c, struct shuhi_error *err)
{
	struct shuhi_decoded d;
	ssize_t n;

	do
		n = read(c->fd, c->raw, CHUNK);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return fail(err, SHUHI_E_IO, strerrordesc_np(errno), c->bytes);
	c->bytes += (uint64_t)n;
	c->at_end = n == 0;
	if (shuhi_decoder_feed(c->decoder, c->raw, (size_t)n, c->at_end, &d,
	        err) != 0)
		return -1;
	c->charset = d.charset;
	if (!make_room(c, d.len))
		return fail(err, SHUHI_E_NOMEM, "no memory for the list", 0);
	if (d.len > 0)
		memcpy(c->text + c->len, d.text, d.len);
	c->len += d.len;
	return 0;
}

/* ---- cells -------------------------------------------------------------- */

struct cursor {
	size_t at;
	uint32_t line, column;
};

enum outcome { DONE, MORE /* text is needed */, BAD };

#define END (-1)

static int
peek(const struct csv *c, size_t at)
{
	return at < c->len ? (unsigned char)c->text[at] : END;
}

/* Past one byte; columns count code points. */
static void
step(const struct csv *c, struct cursor *cur)
{
	const char byte = c->text[cur->at++];

	if (byte == '\n') {
		cur->line++;
		cur->column = 1;
	} else if (utf8_is_lead(byte)) {
		cur->column++;
	}
}

static enum outcome
fault(struct csv_bad *bad, enum csv_fault what, const struct cursor *cur)
{
	*bad = (struct csv_bad){ what, cur->line, cur->column };
	return BAD;
}

static bool
ends_cell(const struct csv *c, int byte)
{
	return byte == c->separator || byte == '\n' || byte == '\r' ||
	    byte == END;
}

static enum outcome
read_quoted(struct csv *c, struct cursor *cur, struct span *cell,
    bool *doubled, struct csv_bad *bad)
{
	struct cursor open = *cur;
	size_t from;

	step(c, cur);
	from = cur->at;
	for (;; step(c, cur)) {
		int byte = peek(c, cur->at);

		if (byte == END && !c->at_end)
			return MORE;
		if (byte == END || cur->at - from > LIMIT_ROSTER_CELL) {
			*cur = open;
			return fault(bad, CSV_OPEN_QUOTE, &open);
		}
		if (byte != '"')
			continue;
		if (peek(c, cur->at + 1) == END && !c->at_end)
			return MORE;
		if (peek(c, cur->at + 1) != '"')
			break;
		*doubled = true;
		step(c, cur);
	}
	*cell = (struct span){ c->text + from, cur->at - from };
	step(c, cur);
	if (!ends_cell(c, peek(c, cur->at)))
		return fault(bad, CSV_AFTER_QUOTE, cur);
	return DONE;
}

static enum outcome
read_plain(struct csv *c, struct cursor *cur, struct span *cell,
    struct csv_bad *bad)
{
	struct cursor begin = *cur;

	while (!ends_cell(c, peek(c, cur->at))) {
		step(c, cur);
		if (cur->at - begin.at > LIMIT_ROSTER_CELL)
			return fault(bad, CSV_LONG, &begin);
	}
	if (peek(c, cur->at) == END && !c->at_end)
		return MORE;
	*cell = (struct span){ c->text + begin.at, cur->at - begin.at };
	return DONE;
}

/* Past a line end: \n, \r\n or \r. */
static enum outcome
pass_line_end(const struct csv *c, struct cursor *cur)
{
	if (peek(c, cur->at) == '\r') {
		if (peek(c, cur->at + 1) == END && !c->at_end)
			return MORE;
		cur->at++;
		if (peek(c, cur->at) != '\n') {
			cur->line++;
			cur->column = 1;
			return DONE;
		}
	}
	if (peek(c, cur->at) == '\n')
		step(c, cur);
	return DONE;
}

static enum outcome
read_row(struct csv *c, struct cursor *cur, struct csv_bad *bad)
{
	struct csv_row *row = &c->row;
	enum outcome got;

	for (row->n = 0;; step(c, cur)) {
		struct csv_cell *cell = &row->cell[row->n];

		if (row->n == LIMIT_ROSTER_COLUMNS)
			return fault(bad, CSV_CELLS, cur);
		*cell = (struct csv_cell){
			.line = cur->line,
			.column = cur->column,
		};
		c->doubled[row->n] = false;
		got = peek(c, cur->at) == '"'
		    ? read_quoted(c, cur, &cell->text, &c->doubled[row->n], bad)
		    : read_plain(c, cur, &cell->text, bad);
		if (got != DONE)
			return got;
		row->n++;
		if (peek(c, cur->at) != c->separator)
			return pass_line_end(c, cur);
	}
}

/* "" is one quote: the cell's text moves together where it is. */
static void
undouble(struct span *cell)
{
	char *to = (char *)cell->ptr;
	const char *from = cell->ptr, *end = cell->ptr + cell->len;

	while (from < end) {
		if (from[0] == '"')
			from++;
		*to++ = *from++;
	}
	cell->len = (size_t)(to - cell->ptr);
}

static void
finish_row(struct csv *c, struct csv_bad *bad)
{
	size_t i;

	for (i = 0; i < c->row.n; i++) {
		struct csv_cell *cell = &c->row.cell[i];

		if (c->doubled[i])
			undouble(&cell->text);
		if (bad->fault == CSV_GOOD &&
		    span_has(cell->text, SPAN(REPLACEMENT)))
			*bad = (struct csv_bad){ CSV_BYTES, cell->line,
				cell->column };
	}
}

/* ,,, is nobody; nor is the Ctrl-Z that old programs put at the end. */
static bool
is_blank(const struct csv_row *row)
{
	size_t i;

	for (i = 0; i < row->n; i++)
		if (span_trim(row->cell[i].text).len > 0 &&
		    !span_eq(row->cell[i].text, SPAN("\x1a")))
			return false;
	return true;
}

/* A tab in the first line that says anything makes it tab separated. */
static enum outcome
find_separator(struct csv *c)
{
	bool quoted = false, any = false;
	size_t i;

	for (i = c->at; i < c->len; i++) {
		const char byte = c->text[i];
		const bool ends = byte == '\n' || byte == '\r';

		quoted ^= byte == '"';
		if (!quoted && (byte == '\t' || byte == ',' || (ends && any))) {
			c->separator = byte == '\t' ? '\t' : ',';
			return DONE;
		}
		any = any || !ends;
	}
	if (!c->at_end && c->len - c->at <= LIMIT_ROSTER_CELL)
		return MORE;
	c->separator = ',';
	return DONE;
}

/* On to the next line, from where the fault was. */
static enum outcome
skip_line(struct csv *c, struct cursor *cur)
{
	while (peek(c, cur->at) != '\n' && peek(c, cur->at) != '\r') {
		if (peek(c, cur->at) == END)
			return c->at_end ? DONE : MORE;
		step(c, cur);
	}
	return pass_line_end(c, cur);
}

static enum outcome
advance(struct csv *c, struct csv_bad *bad)
{
	struct cursor cur = { c->at, c->line, c->column };
	enum outcome got;

	if (c->skipping) {
		got = skip_line(c, &cur);
		c->skipping = got == MORE;
		c->row.n = 0;
	} else if (c->separator == 0 && find_separator(c) == MORE) {
		return MORE;
	} else if (peek(c, cur.at) == END) {
		c->row.n = 0;
		return c->at_end ? DONE : MORE;
	} else {
		got = read_row(c, &cur, bad);
		if (got == MORE)
			return MORE;
		c->skipping = got == BAD;
	}
	c->at = cur.at;
	c->line = cur.line;
	c->column = cur.column;
	return got;
}

int
csv_next(struct csv *c, const struct csv_row **row, struct csv_bad *bad,
    struct shuhi_error *err)
{
	*bad = (struct csv_bad){ CSV_GOOD, 0, 0 };
	for (;;) {
		enum outcome got = advance(c, bad);

		if (got == MORE) {
			if (fill(c, err) != 0)
				return -1;
			continue;
		}
		if (got == BAD)
			break;
		if (c->row.n > 0 && !is_blank(&c->row)) {
			finish_row(c, bad);
			break;
		}
		if (c->row.n == 0 && c->at_end && c->at == c->len) {
			*row = NULL;
			return 0;
		}
	}
	*row = &c->row;
	return 0;
}
