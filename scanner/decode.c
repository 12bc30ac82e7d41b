/*
 * Which charset is it?  And then its text, as a stream.
 *
 * The charset is settled on a window: the first 64 KiB, or all there is.  Plain
 * ASCII settles nothing, as every charset here agrees on it: it is passed on as
 * "UTF-8", and a new window starts at the first byte that means something.
 * Windows are cut by position in the stream, never by how the caller cut his
 * chunks, so that the same bytes always give the same text, charset and `bad'.
 */
#include "shuhi.h"

#include "charset.h"
#include "err.h"
#include "utf8.h"

#include <stdlib.h>
#include <unicode/ucsdet.h>

#define SNIFF_MAX ((size_t)64 << 10) /* bytes a charset is settled on */
#define WEIGH_MAX 8192               /* bytes a reading is judged by */

#define NUMBER_MIN 7 /* digits and hyphens; fewer are no telephone number */

/* See score() and standing(). */
#define SCORE_NEVER     (-9000)
#define SCORE_ASCII     500
#define SCORE_SURE      700
#define SCORE_ADVANTAGE 2000
#define SCORE_DECLARED  2000

struct shuhi_decoder {
	enum { SNIFFING, ASCII, SETTLED, DONE } state;
	struct reading r;
	const struct charset *declared; /* NULL: none, or none we know */
	char *window;
	size_t nwindow;
};

/* The readings of one window, and the best of them so far. */
struct contest {
	const struct shuhi_decoder *d;
	struct span window;
	bool whole;           /* nothing follows the window */
	struct reading cp932; /* knows the kanji of daily life */
	struct reading *best;
	int score; /* of *best */
};

/* ---- names and marks ---------------------------------------------------- */

/*
 * What a name from outside declares; *cs is NULL when nobody knows the name.  A
 * known charset that is none of ours is refused, as in some ASCII bytes are not
 * ASCII (UTF-7: 山田 is "+XHF1MA-"): all the rules would look at something else.
 */
static int
declare(const char *name, const struct charset **cs, struct shuhi_error *err)
{
	*cs = charset_named(name);
	if (*cs == NULL && charset_is_foreign(name))
		return fail(err, SHUHI_E_CHARSET,
		    "the declared charset is not supported", 0);
	return 0;
}

static const struct charset *
mark_of(struct span s, size_t *marklen)
{
	static const struct {
		struct span bytes;
		const struct charset *charset;
	} marks[] = {
		{ { "\xef\xbb\xbf", 3 }, &charset_utf8 },
		{ { "\xff\xfe\0\0", 4 }, &charset_utf32le }, /* before 16's */
		{ { "\0\0\xfe\xff", 4 }, &charset_utf32be },
		{ { "\xff\xfe", 2 }, &charset_utf16le },
		{ { "\xfe\xff", 2 }, &charset_utf16be },
	};
	size_t i;

	for (i = 0; i < sizeof marks / sizeof *marks; i++)
		if (span_starts(s, marks[i].bytes)) {
			*marklen = marks[i].bytes.len;
			return marks[i].charset;
		}
	return NULL;
}

/* ---- which charset? ----------------------------------------------------- */

/*
 * Half-width kana in CP932 can be valid UTF-8: ﾅｲﾄｳ (c5 b2 c4 b3) spells "Ųĳ".
 * So two bytes a character are odd when the letters are from beyond Latin-1,
 * Greek and Cyrillic, or from Latin Extended-A and side by side.
 */
static bool
is_odd(uint32_t c, uint32_t before)
{
	return c > 0x45f || (c > 0x17f && c < 0x370) ||
	       (c > 0xff && c < 0x180 && before > 0x7f);
}

/*
 * More good than broken, and not good by accident; ASCII proves nothing.  Half a
 * character alone does when nothing else was declared.  Three bytes in step are
 * worth three broken ones when they spell kana, or against a charset that reads
 * anything.
 */
static bool
surely_utf8(struct span w, bool whole, const struct charset *declared)
{
	bool undeclared = declared == NULL || declared == &charset_utf8;
	size_t n, multi = 0, broken = 0, nlong = 0, nkana = 0, nodd = 0;
	uint32_t c, before = 0;
	bool cut = false;

	for (; w.len > 0; w = span_sub(w, n, w.len)) {
		n = (unsigned char)*w.ptr < 0x80 ? ascii_run(w) : 0;
		if (n > 0) {
			before = 0;
			continue;
		}
		if ((c = utf8_next(w, &n)) == UTF8_BAD)
			n = utf8_step((const unsigned char *)w.ptr, w.len, &c);
		if (n == 0) { /* half a character, but in CP932 c4 is a ﾄ */
			cut = (unsigned char)*w.ptr >= 0xe0;
			broken += !cut && whole;
			break;
		}
		multi += c != UTF8_BAD;
		broken += c == UTF8_BAD;
		nlong += c != UTF8_BAD && n > 2;
		nkana += c >= 0x3000 && c < 0x3100;
		nodd += c != UTF8_BAD && n == 2 && is_odd(c, before);
		before = c;
	}
	if (nlong == 0 && nodd > 0)
		return false;
	multi += 2 * (declared != NULL && declared->credulous ? nlong : nkana);
	return multi > broken || (cut && broken == 0 && undeclared);
}

/* How usual a character is in Japanese text, in tenths. */
static int
weigh(uint32_t c, uint32_t before, const struct reading *cp932)
{
	if (c == 0xfffd)
		return -30;
	if ((c >= 0x3000 && c < 0x3100) || (c > 0xff00 && c < 0xff5f))
		return 10;
	if (c == 0xff9e || c == 0xff9f) /* ﾞ ﾟ: after ｳ, ｶ to ﾎ */
		return before >= 0xff73 && before <= 0xff8e ? 10 : -5;
	if (c >= 0xff61 && c < 0xff66) /* every kana of EUC-JP begins so */
		return 0;
	if (c >= 0xff66 && c < 0xffa0)
		return 6;
	if (is_kanji(c))
		return reading_is_daily_kanji(cp932, c) ? 10 : -5;
	if ((c >= 0xa0 && c < 0x460) || (c >= 0x2010 && c < 0x3400) ||
	    (c >= 0x1f000 && c < 0x20000))
		return 5;
	return -10;
}

/* How many bytes spelt c. */
static int
nbytes(const struct charset *cs, uint32_t c)
{
	if (c == 0xfffd || cs->credulous)
		return 1;
	if (cs == &charset_utf8) /* but two prove little */
		return c < 0x800 ? 1 : c < 0x10000 ? 3 : 4;
	return cs == &charset_cp932 && c >= 0xff61 && c < 0xffa0 ? 1 : 2;
}

/*
 * 1000: all usual, -3000: all broken; by bytes, so that cutting them up small
 * gains nothing.  Three bytes in step prove twice as much.  ASCII reads the same everywhere and says nothing, unless every
 * second byte had to be NUL for it.
 */
static int
score(const struct reading *r, const struct reading *cp932)
{
	struct span text = reading_text(r);
	bool wide = r->charset->wide;
	size_t at = 0;
	uint32_t c, before = 0;
	int sum = 0, n = 0, usual, bytes;

	for (; at < text.len && n < WEIGH_MAX; before = c) {
		c = utf8_next(text, &at);
		if (c < 0x80 && !wide)
			continue;
		usual = c >= ' ' || (c >= '\t' && c <= '\r') ? 10 : -10;
		if (c >= 0x80)
			usual = weigh(c, before, cp932);
		bytes = nbytes(r->charset, c);
		sum += (bytes > 2 && usual == 10 ? 2 : 1) * usual * bytes;
		n += bytes;
	}
	return n > 0 ? sum * 100 / n : SCORE_ASCII;
}

/* ASCII letters are the high bytes of kanji; NUL is no more printable than 82. */
static bool
mostly_ascii(struct span w)
{
	size_t i, ascii = 0, nul = 0;

	for (i = 0; i < w.len; i++) {
		ascii += w.ptr[i] >= ' ' && w.ptr[i] < 0x7f;
		nul += w.ptr[i] == 0;
	}
	return ascii * 10 >= (w.len - nul) * 8;
}

/*
 * Do the bytes look like UTF-16?  One half of nearly every pair must be NUL (with
 * ASCII), 30 (kana) or 4e to 9f (kanji).  Where they are mostly ASCII, many a
 * half must be NUL or 30.
 */
static bool
looks_wide(struct span w, bool little)
{
	size_t i, pairs = w.len / 2, sure = 0, fit = 0;
	unsigned char high, low;

	for (i = 0; i < pairs; i++) {
		high = (unsigned char)w.ptr[2 * i + little];
		low = (unsigned char)w.ptr[2 * i + !little];
		sure += (high == 0 && low > 0 && low < 0x80) || high == 0x30;
		fit += (high == 0 && low > 0) || high == 0x30 || high == 0xff ||
		       (high >= 0x4e && high <= 0x9f);
	}
	return fit * 4 >= pairs * 3 && (!mostly_ascii(w) || sure * 4 >= pairs);
}

/* Bytes in what may be telephone numbers, in digits that are plain ASCII. */
static size_t
in_numbers(struct span s)
{
	size_t i, run = 0, sum = 0;

	for (i = 0; i < s.len; i++) {
		run = (s.ptr[i] >= '0' && s.ptr[i] <= '9') || s.ptr[i] == '-'
		          ? run + 1
		          : 0;
		sum += run < NUMBER_MIN ? 0 : run == NUMBER_MIN ? run : 1;
	}
	return sum;
}

/*
 * Would this reading hide numbers that anybody can see in the bytes, with hardly
 * anything else to show for it?
 */
static bool
hides_numbers(const struct reading *r, struct span w)
{
	struct span text = reading_text(r);
	size_t seen = in_numbers(w), shown, at = 0, other = 0;
	bool wide = r->charset->wide;

	if (seen == 0 || (shown = in_numbers(text)) >= seen)
		return false;
	while (at < text.len)
		other += utf8_next(text, &at) >= 0x80 || wide;
	return other <= 2 * (seen - shown);
}

/*
 * UTF-16 makes kanji of any bytes: it must read well, not hide what is plain to
 * see, and not be ASCII; undeclared it must look like it, too.
 */
static bool
wide_is_likely(const struct contest *t, const struct reading *r, int points)
{
	const struct charset *declared = t->d->declared;
	bool wanted = declared != NULL && declared->wide;

	if (points < SCORE_ASCII || hides_numbers(r, t->window))
		return false;
	if (points < SCORE_SURE && (!wanted || mostly_ascii(t->window)))
		return false;
	return wanted || looks_wide(t->window, r->charset == &charset_utf16le);
}

/* Is it worth trying to read the window as this? */
static bool
worth_trying(
    const struct shuhi_decoder *d, const struct charset *cs, struct span w)
{
	bool plain = ascii_run(w) == w.len;

	if (cs->wide) /* 「山田」 is "q\\0u": ASCII needs a hint */
		return d->r.taken == 0 &&
		       (!plain || span_has(w, SPAN("\0")) ||
		           (d->declared != NULL && d->declared->wide));
	if (cs == d->declared || cs == &charset_utf8)
		return true;
	if (cs == &charset_iso2022jp)
		return span_has(w, SPAN("\x1b$")) ||
		       span_has(w, SPAN("\x1b(I"));
	return !plain;
}

/*
 * A declaration that reads well is believed, and one that reads badly has an
 * advantage, as has ISO-2022-JP by its escapes.  But ASCII, and CP932 that is a
 * little broken, can be read as UTF-16 and anything at all as Latin-1: there
 * the result has to speak for itself.
 */
static int
standing(const struct contest *t, const struct reading *r, int points)
{
	const struct shuhi_decoder *d = t->d;
	const struct charset *cs = r->charset;

	if (cs->wide && !wide_is_likely(t, r, points))
		return SCORE_NEVER;
	if (cs == &charset_iso2022jp && cs != d->declared &&
	    hides_numbers(r, t->window))
		return SCORE_NEVER;
	if (cs->credulous)
		return r->bad == 0 ? SCORE_ASCII : points;
	if (cs == d->declared && r->bad == 0)
		return SCORE_DECLARED;
	if (cs == d->declared || cs == &charset_iso2022jp)
		return points + SCORE_ADVANTAGE;
	return points;
}

/* What ICU takes `s' for; *cs is NULL when it has no idea, or none of ours. */
static int
detect(struct span s, const struct charset **cs, struct shuhi_error *err)
{
	UErrorCode e = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&e);
	const UCharsetMatch *match;
	const char *name = NULL;

	ucsdet_setText(detector, s.ptr, (int32_t)s.len, &e);
	match = ucsdet_detect(detector, &e);
	if (match != NULL)
		name = ucsdet_getName(match, &e);
	ucsdet_close(detector);
	if (e == U_MEMORY_ALLOCATION_ERROR)
		return fail(err, SHUHI_E_NOMEM, "out of memory in ICU", 0);
	if (U_FAILURE(e) && e != U_INVALID_CHAR_FOUND) /* that: "no idea" */
		return fail(err, SHUHI_E_ENGINE, "ICU cannot detect", 0);
	*cs = name != NULL ? charset_named(name) : NULL;
	return 0;
}

/* Read the window as `cs'; the better of this and the best is the best. */
static int
enter(struct contest *t, const struct charset *cs, struct shuhi_error *err)
{
	const struct charset *detected = NULL;
	struct reading r, loser;
	bool better = false;
	int rc, points;

	rc = reading_open(&r, cs, t->d->r.taken, err);
	if (rc == 0)
		rc = reading_feed(&r, t->window, t->whole, err);
	if (rc == 0) {
		points = standing(t, &r, score(&r, &t->cp932));
		better = t->best->charset == NULL || points > t->score;
		if (!better && points == t->score) {
			rc = detect(t->window, &detected, err);
			better = rc == 0 && detected == cs;
		}
	}
	loser = better ? *t->best : r;
	if (better) {
		*t->best = r;
		t->score = points;
	}
	reading_close(&loser);
	return rc;
}

static int
choose(const struct shuhi_decoder *d, struct span w, bool whole,
    struct reading *best, struct shuhi_error *err)
{
	const struct charset *const all[] = { d->declared, &charset_utf8,
		&charset_cp932, &charset_euc_jp, &charset_iso2022jp,
		&charset_utf16le, &charset_utf16be };
	struct contest t = {
		.d = d, .window = w, .whole = whole, .best = best
	};
	size_t i;
	int rc;

	rc = reading_open(&t.cp932, &charset_cp932, 0, err);
	for (i = 0; i < sizeof all / sizeof *all && rc == 0; i++)
		if (all[i] != NULL && (i == 0 || all[i] != d->declared) &&
		    worth_trying(d, all[i], w))
			rc = enter(&t, all[i], err);
	reading_close(&t.cp932);
	return rc;
}

/* ---- the stream --------------------------------------------------------- */

/* How many bytes of `s' leave the charset open, and need no window. */
static size_t
open_run(const struct shuhi_decoder *d, struct span s)
{
	const char *p;

	if (d->declared != NULL && d->declared->wide)
		return 0; /* ASCII may well mean something */
	s.len = ascii_run(s);
	if (s.len > 0 && (p = memchr(s.ptr, '\x1b', s.len)) != NULL)
		s.len = (size_t)(p - s.ptr);
	if (d->r.taken == 0 && s.len > 0 && memchr(s.ptr, '\0', s.len) != NULL)
		return 0; /* UTF-16? */
	return s.len;
}

/*
 * Find the reading of the window and read it; *used says how much of it, as the
 * window is better begun anew where the first telling byte comes late.
 */
static int
settle(struct shuhi_decoder *d, struct span w, bool whole, struct reading *best,
    size_t *used, struct shuhi_error *err)
{
	size_t skip = 0, run = open_run(d, w);
	const struct charset *cs = d->r.taken == 0 ? mark_of(w, &skip) : NULL;

	d->state = SETTLED;
	*used = w.len;
	if (cs != NULL) {
		w = span_sub(w, skip, w.len);
	} else if (run == w.len || (run >= SNIFF_MAX / 2 && !whole)) {
		d->state = ASCII;
		w.len = *used = run;
	} else if (!surely_utf8(w, whole, d->declared)) {
		if (choose(d, w, whole, best, err) != 0)
			return -1;
		if (ascii_run(w) < w.len || !span_eq(reading_text(best), w))
			return 0;
		d->state = ASCII;
		reading_close(best);
	}
	if (reading_open(best, cs != NULL ? cs : &charset_utf8,
	        d->r.taken + skip, err) != 0)
		return -1;
	return reading_feed(best, w, whole, err);
}

static void
wipe_window(struct shuhi_decoder *d, size_t used)
{
	size_t left = used < d->nwindow ? d->nwindow - used : 0;

	if (left > 0)
		memmove(d->window, d->window + used, left);
	explicit_bzero(d->window + left, d->nwindow - left);
	d->nwindow = left;
}

/* Move what still fits of *s into the window. */
static int
gather(struct shuhi_decoder *d, struct span *s, struct shuhi_error *err)
{
	size_t room = SNIFF_MAX - d->nwindow;
	size_t n = s->len < room ? s->len : room;

	if (d->window == NULL && (d->window = malloc(SNIFF_MAX)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "out of memory", d->r.taken);
	memcpy(d->window + d->nwindow, s->ptr, n);
	d->nwindow += n;
	*s = span_sub(*s, n, s->len);
	return 0;
}

/*
 * Gather a window and settle the charset on it.  A caller's chunk that is one
 * already is used where it lies.  *done: more bytes are needed.
 */
static int
sniff(struct shuhi_decoder *d, struct span *s, bool last, bool *done,
    struct shuhi_error *err)
{
	struct reading best = { 0 };
	struct span w = *s;
	bool keeps = d->nwindow == 0 && (last || s->len >= SNIFF_MAX);
	size_t used, unused;
	int rc;

	if (!keeps) {
		if (gather(d, s, err) != 0)
			return -1;
		w = (struct span){ d->window, d->nwindow };
	}
	w.len = w.len < SNIFF_MAX ? w.len : SNIFF_MAX;
	*done = w.len < SNIFF_MAX && !last &&
	        (d->r.taken > 0 || w.len < 4 || mark_of(w, &unused) == NULL);
	if (*done)
		return 0;
	rc = settle(d, w, last && w.len < SNIFF_MAX, &best, &used, err);
	if (rc == 0)
		rc = reading_adopt(&d->r, &best, keeps, err);
	reading_close(&best);
	if (rc != 0)
		return -1;
	if (keeps)
		*s = span_sub(*s, used, s->len);
	else
		wipe_window(d, used);
	if (d->nwindow > 0)
		d->state = SNIFFING;
	return 0;
}

static int
feed(struct shuhi_decoder *d, struct span s, bool last, struct shuhi_error *err)
{
	bool done = false;
	size_t run;
	int rc = 0;

	while (rc == 0 && !done && d->state != SETTLED) {
		if (d->state == SNIFFING) {
			rc = sniff(d, &s, last, &done, err);
			continue;
		}
		run = open_run(d, s);
		rc = reading_feed(&d->r, span_sub(s, 0, run), false, err);
		s = span_sub(s, run, s.len);
		done = s.len == 0;
		if (!done)
			d->state = SNIFFING;
	}
	if (rc == 0 && d->state == SETTLED)
		rc = reading_feed(&d->r, s, last, err);
	return rc;
}

int
shuhi_decoder_open(
    const char *declared, struct shuhi_decoder **out, struct shuhi_error *err)
{
	struct shuhi_decoder *d;

	if ((d = calloc(1, sizeof *d)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	if (reading_open(&d->r, &charset_utf8, 0, err) != 0 ||
	    (declared != NULL && declare(declared, &d->declared, err) != 0)) {
		shuhi_decoder_close(d);
		return -1;
	}
	*out = d;
	return 0;
}

int
shuhi_decoder_feed(struct shuhi_decoder *d, const char *bytes, size_t len,
    bool last, struct shuhi_decoded *out, struct shuhi_error *err)
{
	struct span s = len > 0 ? (struct span){ bytes, len } : SPAN("");
	int rc;

	if (bytes == NULL && len > 0)
		return fail(err, SHUHI_E_USAGE, "no bytes, but a length", 0);
	if (d->state == DONE)
		return fail(
		    err, SHUHI_E_USAGE, "the decoder has ended", d->r.taken);
	reading_wipe(&d->r);
	rc = feed(d, s, last, err);
	if (rc != 0 || last) /* a hole in the text is worse than no text */
		d->state = DONE;
	if (rc != 0)
		return -1;
	*out = (struct shuhi_decoded){
		.text = reading_text(&d->r).ptr,
		.len = reading_text(&d->r).len,
		.charset = d->r.charset->name,
		.bad = d->r.bad,
	};
	return 0;
}

void
shuhi_decoder_close(struct shuhi_decoder *d)
{
	if (d == NULL)
		return;
	reading_close(&d->r);
	if (d->window != NULL)
		explicit_bzero(d->window, SNIFF_MAX);
	free(d->window);
	explicit_bzero(d, sizeof *d);
	free(d);
}
