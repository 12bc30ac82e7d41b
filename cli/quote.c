#include "quote.h"

#include "term.h"
#include "utf8.h"

#define QUOTE_COLUMNS 60 /* of text, at most          */
#define QUOTE_BEFORE  20 /* of them before the first  */
#define QUOTE_LINES   3  /* quotations a finding      */
#define QUOTE_MARKS   8  /* labels under a quotation  */
#define UNSEEN        UINT32_MAX

struct mark {
	uint64_t start, end; /* bytes of the piece */
	const char *label;
	unsigned from, to;   /* columns, once the text is laid out */
	unsigned row;        /* of its label; 0: beside the carets */
};

struct view {
	struct span line;    /* of piece->text */
	size_t from, to;     /* bytes of the piece that are shown */
	struct mark marks[QUOTE_MARKS];
	size_t n;
	unsigned gutter;
	const char *colour;
};

void
quote_paint(struct render *r, const char *colour, const char *text)
{
	struct buf *b = &r->sink->out;

	if (r->opts->color)
		buf_str(b, colour);
	buf_str(b, text);
	if (r->opts->color)
		buf_str(b, "\033[0m");
}

const char *
quote_colour(enum shuhi_severity severity)
{
	return severity >= SHUHI_SEVERITY_HIGH ? QUOTE_RED : QUOTE_YELLOW;
}

/* What a reader sees in place of the code point at byte `at`. */
static struct span
shown(struct render *r, const struct piece *p, struct span raw, uint32_t c,
    size_t at)
{
	if (!r->opts->show_text && masks_cover(&r->masks, p, at))
		return SPAN("■");
	if (c == '\t')
		return SPAN(" ");
	return term_visible(c) ? raw : SPAN("\xef\xbf\xbd");
}

/* Where the view begins: a little before the first mark. */
static size_t
view_start(const struct piece *p, struct span line, size_t at)
{
	size_t first = (size_t)(line.ptr - p->text.ptr), from = at;
	unsigned columns = 0;

	while (from > first && columns < QUOTE_BEFORE) {
		columns += term_width(utf8_before(p->text, from));
		from = utf8_prev(p->text, from);
	}
	return from;
}

static void
note_column(struct view *v, size_t at, unsigned column, unsigned width)
{
	size_t i;

	for (i = 0; i < v->n; i++) {
		if (at < v->marks[i].start || at >= v->marks[i].end)
			continue;
		if (v->marks[i].from == UNSEEN)
			v->marks[i].from = column;
		v->marks[i].to = column + width;
	}
}

/* Lay the text out, one code point after the other, until the view is full. */
static void
put_text(struct render *r, const struct piece *p, struct view *v)
{
	struct buf *b = &r->sink->out;
	size_t end = (size_t)(v->line.ptr - p->text.ptr) + v->line.len;
	size_t at = v->from, here;
	unsigned column = 0, width;
	struct span s;
	uint32_t c;

	if (v->from > (size_t)(v->line.ptr - p->text.ptr)) {
		buf_str(b, "…");
		column = 1;
	}
	while (at < end) {
		here = at;
		if ((c = utf8_next(p->text, &at)) == UTF8_BAD)
			break;
		s = shown(r, p, span_sub(p->text, here, at), c, here);
		width = term_width_of(s);
		if (column + width > QUOTE_COLUMNS) {
			at = here;
			break;
		}
		note_column(v, here, column, width);
		buf_span(b, s);
		column += width;
	}
	v->to = at;
	if (at < end)
		buf_str(b, "…");
	buf_char(b, '\n');
}

static void
put_gutter(struct render *r, unsigned width, uint64_t line)
{
	struct buf *b = &r->sink->out, number = { 0 };

	if (line > 0)
		buf_u64(&number, line);
	buf_fill(b, ' ', width - number.len - 1);
	buf_span(b, buf_view(&number));
	buf_char(b, ' ');
	quote_paint(r, QUOTE_BLUE, "|");
	buf_free(&number);
}

/* Right to left: the last label stands beside the carets, others below. */
static unsigned
lay_labels(struct view *v)
{
	unsigned left[QUOTE_MARKS + 1], rows = 1, row, width;
	size_t i;

	for (row = 0; row <= QUOTE_MARKS; row++)
		left[row] = UNSEEN;
	for (i = v->n; i-- > 0;) {
		struct mark *m = &v->marks[i];

		if (i == v->n - 1)
			continue; /* row 0 */
		width = term_width_of(span_of(m->label));
		for (row = 1; m->from + width + 1 > left[row]; row++)
			continue;
		m->row = row;
		left[row] = m->from;
		if (row >= rows)
			rows = row + 1;
	}
	return rows;
}

static void
put_carets(struct render *r, struct view *v)
{
	char row[QUOTE_COLUMNS + 4];
	unsigned end = 0, c;
	size_t i;

	memset(row, ' ', sizeof row);
	for (i = 0; i < v->n; i++) {
		for (c = v->marks[i].from; c < v->marks[i].to; c++)
			row[c] = '^';
		if (v->marks[i].to > end)
			end = v->marks[i].to;
	}
	row[end] = '\0';
	put_gutter(r, v->gutter, 0);
	buf_char(&r->sink->out, ' ');
	quote_paint(r, v->colour, row);
	buf_char(&r->sink->out, ' ');
	quote_paint(r, v->colour, v->marks[v->n - 1].label);
	buf_char(&r->sink->out, '\n');
}

static void
put_row(struct render *r, struct view *v, unsigned row)
{
	unsigned column = 0;
	size_t i;

	put_gutter(r, v->gutter, 0);
	buf_char(&r->sink->out, ' ');
	for (i = 0; i < v->n; i++) {
		if (v->marks[i].row != row)
			continue;
		buf_fill(&r->sink->out, ' ', v->marks[i].from - column);
		quote_paint(r, v->colour, v->marks[i].label);
		column = v->marks[i].from +
		    term_width_of(span_of(v->marks[i].label));
	}
	buf_char(&r->sink->out, '\n');
}

/* Marks that did not come into view, or have no width, go. */
static void
drop_unseen(struct view *v)
{
	size_t i, n = 0;

	for (i = 0; i < v->n; i++) {
		if (v->marks[i].from == UNSEEN)
			continue;
		if (v->marks[i].to == v->marks[i].from)
			v->marks[i].to++;
		v->marks[n++] = v->marks[i];
	}
	v->n = n;
}

static void
take_marks(const struct render *r, struct view *v, const struct piece *p,
    const struct shuhi_finding *f, size_t i)
{
	const struct shuhi_entity *e;
	size_t end = (size_t)(v->line.ptr - p->text.ptr) + v->line.len;

	for (; i < f->nentities && v->n < QUOTE_MARKS; i++) {
		e = &f->entities[i];
		if (e->start >= end && v->n > 0)
			break;
		v->marks[v->n++] = (struct mark){
			.start = e->start,
			.end = e->end,
			.label = e->label[r->opts->lang],
			.from = UNSEEN,
		};
	}
}

/* Quote around entity i; returns the first entity that is not in view. */
static size_t
put_view(struct render *r, const struct piece *p,
    const struct shuhi_finding *f, size_t i, unsigned gutter)
{
	const struct shuhi_entity *e = &f->entities[i];
	struct view v = {
		.line = place_line(p, e->start),
		.gutter = gutter,
		.colour = quote_colour(f->severity),
	};
	unsigned rows, row;

	v.from = view_start(p, v.line, (size_t)e->start);
	take_marks(r, &v, p, f, i);
	put_gutter(r, gutter,
	    place_of(&r->places, p, e->start, e->start_char).line);
	buf_char(&r->sink->out, ' ');
	put_text(r, p, &v);
	drop_unseen(&v);
	if (v.n > 0) {
		rows = lay_labels(&v);
		put_carets(r, &v);
		for (row = 1; row < rows; row++)
			put_row(r, &v, row);
	}
	for (i++; i < f->nentities && f->entities[i].start < v.to; i++)
		continue;
	return i;
}

static unsigned
gutter_for(struct render *r, const struct piece *p,
    const struct shuhi_finding *f)
{
	struct extent x = format_extent(f);
	uint64_t line = place_of(&r->places, p, x.end, x.end_char).line;
	unsigned width = 2;

	for (; line > 0; line /= 10)
		width++;
	return width;
}

unsigned
quote_finding(struct render *r, const struct piece *p,
    const struct shuhi_finding *f)
{
	unsigned gutter = gutter_for(r, p, f), lines;
	size_t i = 0;

	put_gutter(r, gutter, 0);
	buf_char(&r->sink->out, '\n');
	for (lines = 0; i < f->nentities && lines < QUOTE_LINES; lines++)
		i = put_view(r, p, f, i, gutter);
	if (i < f->nentities) {
		put_gutter(r, gutter, 0);
		buf_printf(&r->sink->out, tr(r->opts->lang,
		    " … ほか %zu か所\n", " … and %zu more places\n"),
		    f->nentities - i);
	}
	return gutter;
}
