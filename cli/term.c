#include "term.h"

#include "utf8.h"

struct range {
	uint32_t first, last;
};

static const struct range wide[] = {
	{ 0x1100, 0x115f }, { 0x231a, 0x231b }, { 0x2329, 0x232a },
	{ 0x23e9, 0x23ec }, { 0x25fd, 0x25fe }, { 0x2614, 0x2615 },
	{ 0x2648, 0x2653 }, { 0x26a1, 0x26a1 }, { 0x26bd, 0x26be },
	{ 0x2705, 0x2705 }, { 0x274c, 0x274c }, { 0x2753, 0x2757 },
	{ 0x2795, 0x2797 }, { 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b50 },
	{ 0x2e80, 0x303e }, { 0x3041, 0x3247 }, { 0x3250, 0x4dbf },
	{ 0x4e00, 0xa4cf }, { 0xa960, 0xa97c }, { 0xac00, 0xd7a3 },
	{ 0xf900, 0xfaff }, { 0xfe10, 0xfe19 }, { 0xfe30, 0xfe6f },
	{ 0xff01, 0xff60 }, { 0xffe0, 0xffe6 }, { 0x1b000, 0x1b2ff },
	{ 0x1f18e, 0x1f18e }, { 0x1f191, 0x1f19a }, { 0x1f200, 0x1f64f },
	{ 0x1f680, 0x1f6ff }, { 0x1f7e0, 0x1f7eb }, { 0x1f900, 0x1f9ff },
	{ 0x1fa70, 0x1faff }, { 0x20000, 0x3fffd },
};

static const struct range narrowest[] = {
	{ 0x0300, 0x036f }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff },
	{ 0x20d0, 0x20ff }, { 0x302a, 0x302d }, { 0x3099, 0x309a },
	{ 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xe0100, 0xe01ef },
};

/* Formatting characters without a shape, and those that turn the text round. */
static const struct range invisible[] = {
	{ 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x00ad, 0x00ad },
	{ 0x061c, 0x061c }, { 0x180e, 0x180e }, { 0x200b, 0x200f },
	{ 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0xfeff, 0xfeff },
	{ 0xfff9, 0xfffb }, { 0xe0000, 0xe007f },
};

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

static bool
in_ranges(const struct range *v, size_t n, uint32_t c)
{
	size_t low = 0, high = n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (c > v[mid].last)
			low = mid + 1;
		else if (c < v[mid].first)
			high = mid;
		else
			return true;
	}
	return false;
}

#define IN(table, c) in_ranges((table), sizeof(table) / sizeof *(table), (c))

unsigned
term_width(uint32_t c)
{
	if (c < 0x300)
		return 1;
	if (IN(narrowest, c))
		return 0;
	return IN(wide, c) ? 2 : 1;
}

unsigned
term_width_of(struct span s)
{
	unsigned columns = 0;
	size_t at = 0;
	uint32_t c;

	while (at < s.len && (c = utf8_next(s, &at)) != UTF8_BAD)
		columns += term_width(c);
	return columns;
}

bool
term_visible(uint32_t c)
{
	return !IN(invisible, c);
}

static void
put_one(struct buf *b, struct span raw, uint32_t c, bool lines)
{
	if (lines && (c == '\n' || c == '\t'))
		buf_span(b, raw);
	else if (c == '\t')
		buf_char(b, ' ');
	else if (c == '\r' && lines)
		return; /* CR LF: the LF follows */
	else if (!term_visible(c))
		buf_str(b, REPLACEMENT);
	else
		buf_span(b, raw);
}

void
term_put(struct buf *b, struct span s, bool lines)
{
	size_t at = 0, from;
	uint32_t c;

	while (at < s.len) {
		from = at;
		if ((c = utf8_next(s, &at)) == UTF8_BAD) {
			buf_str(b, REPLACEMENT);
			at++;
		} else
			put_one(b, span_sub(s, from, at), c, lines);
	}
}

void
term_path(struct buf *b, const char *path)
{
	term_put(b, span_of(path), false);
}

/* Japanese typesetting: what may not begin a line (、。」ー small kana). */
static bool
hangs(uint32_t c)
{
	static const char set[] = "、。，．・：；？！」』）】］〉》〕ー々ぁぃぅぇ"
				  "ぉっゃゅょァィゥェォッャュョ,.!?)]:;";
	char one[4];

	return memmem(set, sizeof set - 1, one, utf8_put(one, c)) != NULL;
}

/* May a line end before byte `at`? */
static bool
can_break(struct span s, size_t at)
{
	uint32_t before = utf8_before(s, at), after = utf8_at(s, at);

	if (before == ' ')
		return true;
	return after != ' ' && !hangs(after) && before != 0x300c /* 「 */ &&
	    before != 0xff08 /* （ */ &&
	    (term_width(before) == 2 || term_width(after) == 2);
}

/* The end of the line that begins at byte `from` and has `room` columns. */
static size_t
line_end(struct span s, size_t from, unsigned room)
{
	size_t at = from, best = 0;
	unsigned used = 0;

	while (at < s.len) {
		if (at > from && can_break(s, at))
			best = at;
		used += term_width(utf8_at(s, at));
		if (used > room && best > 0)
			return best;
		if (utf8_next(s, &at) == UTF8_BAD)
			at++;
	}
	return s.len;
}

static struct span
without_blank(struct span s)
{
	while (s.len > 0 && s.ptr[s.len - 1] == ' ')
		s.len--;
	return s;
}

void
term_wrap(struct buf *b, struct span s, unsigned at, unsigned right)
{
	unsigned room = right > at + 20 ? right - at : 20;
	size_t from = 0, to;

	while (from < s.len) {
		if (from > 0) {
			buf_char(b, '\n');
			buf_fill(b, ' ', at);
		}
		to = line_end(s, from, room);
		term_put(b, without_blank(span_sub(s, from, to)), false);
		from = to;
	}
}

void
term_padded(struct buf *b, const char *s, unsigned columns)
{
	size_t from = b->len;
	unsigned width;

	term_put(b, span_of(s), false);
	if (b->failed)
		return;
	width = term_width_of(span_sub(buf_view(b), from, b->len));
	buf_fill(b, ' ', width < columns ? columns - width : 1);
}
