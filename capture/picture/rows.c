#include "picture.h"

#include <stdlib.h>

/*
 * OCR reads a table column by column, and what its second look finds comes last.
 * Lines that stand side by side are put into rows again, so that a value follows
 * its name:
 *
 *	項目  AST  ALT        結果  142  168     ->   項目 結果 / AST 142 / ALT 168
 *
 * Only where no long lines stand side by side: those are columns of a text, and
 * are read one after the other as OCR has said.
 */
#define LINES_MOST 4000 /* more are left as they are: all are compared with all */
#define LONG       18   /* symbols of a line that is no cell of a table */

struct line {
	size_t from, n;         /* symbols */
	double left, right;     /* pixels */
	double top, bottom;     /* levelled: where the left end would be */
	size_t row;
};

static double
centre(const struct symbol *s)
{
	return s->y + s->h / 2.0;
}

/* How far it falls for each pixel to the right, by its ends. */
static double
slope_of(const struct symbol *a, const struct symbol *b)
{
	return b->x <= a->x ? 0 : (centre(b) - centre(a)) / (b->x - a->x);
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The median of all lines long enough to tell. */
static double
slope_of_all(const struct symbols *s, const struct line *lines, size_t n)
{
	double *all = calloc(n + 1, sizeof *all), slope = 0;
	size_t i, m = 0;

	for (i = 0; all != NULL && i < n; i++)
		if (lines[i].n >= 5)
			all[m++] = slope_of(&s->at[lines[i].from],
			    &s->at[lines[i].from + lines[i].n - 1]);
	if (m > 0) {
		qsort(all, m, sizeof *all, compare);
		slope = all[m / 2];
	}
	free(all);
	return slope;
}

static size_t
find_lines(const struct symbols *s, struct line *lines)
{
	size_t i, n = 0;

	for (i = 0; i < s->n; i++) {
		if (i == 0 || s->at[i].line)
			lines[n++] = (struct line){ .from = i };
		lines[n - 1].n++;
	}
	return n;
}

static void
measure(const struct symbols *s, struct line *l, double slope)
{
	double shift, top, bottom;
	size_t i;

	for (i = 0; i < l->n; i++) {
		const struct symbol *c = &s->at[l->from + i];

		shift = slope * c->x;
		top = c->y - shift;
		bottom = c->y + c->h - shift;
		if (i == 0)
			*l = (struct line){ l->from, l->n, c->x, c->x + c->w,
				top, bottom, 0 };
		l->left = c->x < l->left ? c->x : l->left;
		l->right = c->x + c->w > l->right ? c->x + c->w : l->right;
		l->top = top < l->top ? top : l->top;
		l->bottom = bottom > l->bottom ? bottom : l->bottom;
	}
}

/* At one height, by more than half of the lower one. */
static bool
is_level(const struct line *a, const struct line *b)
{
	double top = a->top > b->top ? a->top : b->top;
	double bottom = a->bottom < b->bottom ? a->bottom : b->bottom;
	double high = a->bottom - a->top, other = b->bottom - b->top;

	return 2 * (bottom - top) > (high < other ? high : other);
}

static bool
has_columns(const struct line *lines, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = i + 1; lines[i].n >= LONG && k < n; k++)
			if (lines[k].n >= LONG && is_level(&lines[i], &lines[k]))
				return true;
	return false;
}

static int
by_top(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	return compare(&x->top, &y->top);
}

static int
by_row(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	return x->row != y->row ? (x->row > y->row) - (x->row < y->row)
	                        : compare(&x->left, &y->left);
}

/* Each joins the row of the highest one it is level with. */
static void
make_rows(struct line *lines, size_t n)
{
	size_t i, head = 0;

	qsort(lines, n, sizeof *lines, by_top);
	for (i = 0; i < n; i++) {
		if (i > 0 && !is_level(&lines[head], &lines[i]))
			head = i;
		lines[i].row = head;
	}
	qsort(lines, n, sizeof *lines, by_row);
}

/* The symbols in the order of their lines; a row begins one line of text. */
static bool
reorder(struct symbols *s, const struct line *lines, size_t n)
{
	struct symbol *to = malloc((s->n + 1) * sizeof *to), *first;
	size_t i, at = 0;

	if (to == NULL)
		return false;
	for (i = 0; i < n; i++) {
		first = to + at;
		memcpy(first, s->at + lines[i].from, lines[i].n * sizeof *to);
		first->word = true;
		first->line = i == 0 || lines[i].row != lines[i - 1].row;
		first->block = first->block && first->line;
		at += lines[i].n;
	}
	free(s->at);
	s->at = to;
	s->cap = s->n + 1;
	return true;
}

bool
rows(struct symbols *s)
{
	struct line *lines = calloc(s->n + 1, sizeof *lines);
	double slope;
	size_t n, i;
	bool ok = true;

	if (lines == NULL)
		return false;
	n = find_lines(s, lines);
	slope = slope_of_all(s, lines, n);
	for (i = 0; i < n; i++)
		measure(s, &lines[i], slope);
	if (n > 1 && n <= LINES_MOST && !has_columns(lines, n)) {
		make_rows(lines, n);
		ok = reorder(s, lines, n);
	}
	free(lines);
	return ok;
}
