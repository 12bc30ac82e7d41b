#include "place.h"

#include <stdlib.h>

#include "scan.h"
#include "utf8.h"

void
places_forget(struct places *p)
{
	p->made = false;
	p->n = 0;
}

void
places_free(struct places *p)
{
	free(p->starts);
	*p = (struct places){ 0 };
}

static bool
add(struct places *p, size_t byte, size_t chars)
{
	size_t cap = p->cap ? p->cap * 2 : 256;
	struct place_start *v;

	if (p->n == p->cap) {
		if ((v = realloc(p->starts, cap * sizeof *v)) == NULL)
			return false;
		p->starts = v;
		p->cap = cap;
	}
	p->starts[p->n++] = (struct place_start){
		.byte = (uint32_t)byte,
		.chars = (uint32_t)chars,
	};
	return true;
}

/* Without memory the places are those of the lines that fitted. */
static void
make(struct places *p, struct span text)
{
	size_t at = 0, chars = 0, to;
	const char *nl;

	p->n = 0;
	p->made = true;
	if (!add(p, 0, 0))
		return;
	while (at < text.len) {
		nl = memchr(text.ptr + at, '\n', text.len - at);
		if (nl == NULL)
			return;
		to = (size_t)(nl - text.ptr) + 1;
		chars += utf8_count(span_sub(text, at, to));
		if (!add(p, to, chars))
			return;
		at = to;
	}
}

struct place
place_of(struct places *p, const struct piece *piece, uint64_t byte,
    uint64_t chars)
{
	size_t low = 0, high, mid;
	struct place place;

	if (!p->made)
		make(p, piece->text);
	if (p->n == 0)
		return (struct place){ piece->line, piece->column + chars };
	for (high = p->n; high - low > 1;) {
		mid = low + (high - low) / 2;
		if (p->starts[mid].byte <= byte)
			low = mid;
		else
			high = mid;
	}
	place.line = piece->line + low;
	place.column = chars - p->starts[low].chars +
	    (low == 0 ? piece->column : 1);
	return place;
}

struct span
place_line(const struct piece *piece, uint64_t at)
{
	struct span t = piece->text;
	size_t from = at < t.len ? (size_t)at : t.len, to = from;
	const char *nl;

	nl = from > 0 ? memrchr(t.ptr, '\n', from) : NULL;
	from = nl == NULL ? 0 : (size_t)(nl - t.ptr) + 1;
	nl = to < t.len ? memchr(t.ptr + to, '\n', t.len - to) : NULL;
	to = nl == NULL ? t.len : (size_t)(nl - t.ptr);
	if (to > from && t.ptr[to - 1] == '\r')
		to--;
	return span_sub(t, from, to);
}
