#include "noise.h"

#include "base64.h"
#include "header.h"
#include "utf8.h"

#define WORD   12 /* bytes without a blank: a shorter one says little */
#define WINDOW 64 /* bytes that are weighed at once */

/* ---- letters that take turns ------------------------------------------------------- */

enum kind { OTHER, BLANK, SMALL, LARGE, DIGIT, SIGN };

static enum kind
kind_of_byte(char c)
{
	if (c >= 'a' && c <= 'z')
		return SMALL;
	if (c >= 'A' && c <= 'Z')
		return LARGE;
	if (is_digit((unsigned char)c))
		return DIGIT;
	if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
		return BLANK;
	return c > ' ' && c < 0x7f ? SIGN : OTHER;
}

struct turns {
	unsigned cases;  /* a small letter beside a large one */
	unsigned digits; /* a letter beside a digit */
	unsigned signs;  /* a letter beside a sign */
	unsigned blanks;
	uint64_t seen[2]; /* signs */
};

static void
note(struct turns *t, enum kind a, enum kind b)
{
	bool letter_a = a == SMALL || a == LARGE,
	     letter_b = b == SMALL || b == LARGE;

	t->cases += letter_a && letter_b && a != b;
	t->digits += (letter_a && b == DIGIT) || (letter_b && a == DIGIT);
	t->signs += (letter_a && b == SIGN) || (letter_b && a == SIGN);
}

#define BLANKS 4 /* more in a window: somebody's words */
#define SIGNS  8 /* different ones: nobody writes so many */

static struct turns
count(struct span s)
{
	struct turns t = { 0 };
	enum kind now, before = OTHER;
	size_t i;

	for (i = 0; i < s.len; i++, before = now) {
		now = kind_of_byte(s.ptr[i]);
		t.blanks += now == BLANK;
		if (now == SIGN)
			t.seen[s.ptr[i] / 64] |= (uint64_t)1 << s.ptr[i] % 64;
		note(&t, before, now);
	}
	return t;
}

/*
 * Is a window noise, or, where noise is before it, more of that?  Base64 and its like
 * change the case all the time, WBC8900Hb12.3Plt20.1 does not.
 */
static bool
takes_turns(struct span s, bool more)
{
	struct turns t = count(s);
	unsigned letters = t.cases + t.digits, all = letters + t.signs;
	int signs =
	    __builtin_popcountll(t.seen[0]) + __builtin_popcountll(t.seen[1]);

	if (t.blanks > BLANKS)
		return false;
	if (more)
		return all * 3 >= WINDOW;
	return (letters * 5 >= 2 * WINDOW && t.cases * 8 >= WINDOW) ||
	       (all * 20 >= 9 * WINDOW && signs >= SIGNS);
}

/* ---- identifiers ------------------------------------------------------------------ */

#define HEX    12 /* digits: an address of a network card has so many */
#define PREFIX 12 /* bytes that may stand beside them: s:, urn:uuid: */
#define BRACES 12 /* in more digits than so many times the bytes beside them */

/* How the digits of a word in hex stand. */
struct hex {
	size_t digits, turns, other;
	size_t group; /* so many since the last - or : */
	bool pairs;   /* all groups so far have two */
};

static struct hex
read_hex(struct span word)
{
	struct hex h = { .pairs = true };
	int digit, before = -1;
	size_t i;

	for (i = 0; i < word.len; i++) {
		digit = hex1(word.ptr[i]);
		if (digit >= 0) {
			h.digits++;
			h.group++;
			h.turns += before >= 0 && (before < 10) != (digit < 10);
			before = digit;
		} else if (word.ptr[i] == '-' || word.ptr[i] == ':') {
			h.pairs = h.pairs && h.group == 2;
			h.group = 0;
		} else {
			h.other++;
			before = -1;
		}
	}
	h.pairs = h.pairs && h.group == 2 && h.other == 0;
	return h;
}

/*
 * Digits in hex, in groups or in one: UUIDs, hashes, addresses, traces.  A patient's
 * number may have a letter or two, but not three by turns.
 */
static bool
is_hex(struct span word)
{
	struct hex h = read_hex(word);

	return h.digits >= HEX && h.other * 4 <= h.digits &&
	       (h.other <= PREFIX || h.other * BRACES <= h.digits) &&
	       ((h.turns >= 3 && h.turns * 5 >= h.digits) ||
	           (h.pairs && h.turns > 0));
}

/* ---- a text ----------------------------------------------------------------------- */

static bool
is_printable(char c)
{
	return c > ' ' && c < 0x7f;
}

/*
 * The next so many bytes of printable ASCII in a row, from `at` on; s.len: none.  Of
 * Japanese only one byte in twelve is looked at.
 */
static size_t
next_word(struct span s, size_t at)
{
	size_t from, i;

	while (s.len - at >= WORD) {
		for (i = at + WORD; i > at && is_printable(s.ptr[i - 1]); i--)
			continue;
		if (i > at) {
			at = i;
			continue;
		}
		for (from = at; from > 0 && is_printable(s.ptr[from - 1]);)
			from--;
		return from;
	}
	return s.len;
}

static size_t
word_end(struct span s, size_t at)
{
	while (at < s.len && is_printable(s.ptr[at]))
		at++;
	return at;
}

/* Where ASCII ends. */
static size_t
run_end(struct span s, size_t at)
{
	return at + ascii_run(span_sub(s, at, s.len));
}

struct noise {
	struct extract *x;
	struct span text;
	char *out; /* a copy, when there is noise */
};

static void
blank(struct noise *n, size_t from, size_t to)
{
	extract_blank(n->x, n->text, &n->out, from, to);
}

/* The windows of ASCII from a word at `at` to `to`. */
static void
weigh(struct noise *n, size_t at, size_t to)
{
	bool more = false;

	while (to - at >= WINDOW) {
		more = takes_turns(span_sub(n->text, at, at + WINDOW), more);
		if (more)
			blank(n, at, at + WINDOW);
		at += more ? WINDOW : WINDOW / 2;
	}
	/* the rest is weighed with what is before it */
	if (more && takes_turns(span_sub(n->text, to - WINDOW, to), true))
		blank(n, at, to);
}

struct span
without_noise(struct extract *x, struct span text)
{
	struct noise n = { .x = x, .text = text };
	size_t at = 0, end, run = 0;

	while ((at = next_word(text, at)) < text.len) {
		end = word_end(text, at);
		if (is_hex(span_sub(text, at, end))) {
			blank(&n, at, end);
		} else if (at >= run) {
			run = run_end(text, at);
			weigh(&n, at, run);
		}
		at = end;
	}
	if (n.out == NULL)
		return text;
	text.ptr = n.out;
	return trim(text).len > 0 ? text : SPAN("");
}
