/*
 * What a zip holds besides its files: libarchive follows the list at the end, and
 * whatever that does not name is passed over.
 *
 *	[an older zip] [file] [file nobody lists] [list] [end, comment] [bytes]
 *	 between               between                    comment        behind
 */
#include "office.h"

#include <stdlib.h>

#include "extract/frames.h"
#include "limit.h"

#define END_LEN   22u /* of the end record, of a list's entry, of a file's head */
#define ENTRY_LEN 46u
#define HEAD_LEN  30u
#define TAIL_MAX  24u /* of what may stand behind a file: its lengths, again */

/* Bytes a file of the list takes. */
struct extent {
	size_t from, to;
};

struct list {
	struct span in;
	struct out *out;
	size_t end;  /* where the end record is */
	size_t from; /* where the list begins */
	size_t lost; /* bytes before what the list calls byte 0 */
	struct extent *v;
	size_t n;
};

static size_t
number(struct span s, size_t at, unsigned bytes)
{
	size_t n = 0;

	while (bytes-- > 0)
		n = n << 8 |
		    (at + bytes < s.len ? (unsigned char)s.ptr[at + bytes]
		                        : 0u);
	return n;
}

static bool
is_mark(struct span s, size_t at, const char *mark)
{
	return at <= s.len &&
	       span_starts(span_sub(s, at, s.len), (struct span){ mark, 4 });
}

/* Bytes that are not all zero. */
static void
say(struct out *out, const char *what, struct span s)
{
	size_t i;

	for (i = 0; i < s.len && s.ptr[i] == '\0'; i++)
		continue;
	if (i == s.len)
		return;
	out_begin(out, FRAME_PIECE, span_of(what));
	out_data(out, s);
}

/* The last end record whose comment fits; false: there is none. */
static bool
find_end(struct list *l)
{
	size_t at, least;

	if (l->in.len < END_LEN)
		return false;
	least = l->in.len > END_LEN + UINT16_MAX + TAIL_MAX
	            ? l->in.len - END_LEN - UINT16_MAX - TAIL_MAX
	            : 0;
	for (at = l->in.len - END_LEN + 1; at-- > least;)
		if (is_mark(l->in, at, "PK\5\6") &&
		    number(l->in, at + 20, 2) <= l->in.len - at - END_LEN) {
			l->end = at;
			return true;
		}
	return false;
}

/* False: it is not where it should be, or one of more than 4 GiB. */
static bool
find_list(struct list *l)
{
	size_t len = number(l->in, l->end + 12, 4);
	size_t at = number(l->in, l->end + 16, 4);

	if (len > l->end || at > l->end - len)
		return false;
	l->from = l->end - len;
	l->lost = l->from - at;
	return len == 0 || is_mark(l->in, l->from, "PK\1\2");
}

/* Where the file whose head is at `from` ends; SIZE_MAX: not in these bytes. */
static size_t
file_end(const struct list *l, size_t entry, size_t from)
{
	size_t to = from + HEAD_LEN + number(l->in, from + 26, 2) +
	            number(l->in, from + 28, 2) + number(l->in, entry + 20, 4);

	if (!is_mark(l->in, from, "PK\3\4") || to > l->from)
		return SIZE_MAX;
	/* its lengths may stand behind it, with a mark or without */
	if (number(l->in, entry + 8, 2) & 8)
		to += is_mark(l->in, to, "PK\7\x08") ? 16 : 12;
	return to < l->from ? to : l->from;
}

/* False: the list does not fit the bytes. */
static bool
read_list(struct list *l)
{
	size_t at = l->from, name, extra, note, from;

	while (at < l->end && l->n < LIMIT_OFFICE_FILES &&
	       is_mark(l->in, at, "PK\1\2")) {
		name = number(l->in, at + 28, 2);
		extra = number(l->in, at + 30, 2);
		note = number(l->in, at + 32, 2);
		from = number(l->in, at + 42, 4) + l->lost;
		l->v[l->n].from = from;
		if ((l->v[l->n++].to = file_end(l, at, from)) == SIZE_MAX)
			return false;
		at += ENTRY_LEN + name + extra + note;
		if (at > l->end)
			return false;
		say(l->out, "comment", span_sub(l->in, at - note, at));
	}
	return true;
}

static int
by_place(const void *a, const void *b)
{
	const struct extent *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

static void
say_gap(const struct list *l, size_t from, size_t to)
{
	/* lengths of more than 4 GiB take 8 bytes more */
	if (to > from && (to - from > TAIL_MAX || from == 0))
		say(l->out, "between", span_sub(l->in, from, to));
}

static void
say_gaps(struct list *l)
{
	size_t i, at = 0;

	qsort(l->v, l->n, sizeof *l->v, by_place);
	for (i = 0; i < l->n; i++) {
		say_gap(l, at, l->v[i].from);
		if (at < l->v[i].to)
			at = l->v[i].to;
	}
	say_gap(l, at, l->from);
}

void
zip_ends(struct span in, struct out *out)
{
	struct list l = { .in = in, .out = out };
	size_t note;

	if (!find_end(&l))
		return;
	note = l.end + END_LEN + number(in, l.end + 20, 2);
	say(out, "comment", span_sub(in, l.end + END_LEN, note));
	say(out, "behind", span_sub(in, note, in.len));
	if (!find_list(&l))
		return;
	if ((l.v = calloc(LIMIT_OFFICE_FILES, sizeof *l.v)) == NULL)
		out_fail(out, SHUHI_CAUSE_ENGINE, SPAN(""));
	else if (read_list(&l))
		say_gaps(&l);
	free(l.v);
}
