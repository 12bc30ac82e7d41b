/* Which charset is it?  See sniff.h. */
#include "sniff.h"

#include "err.h"
#include "utf8.h"

#include <unicode/ucsdet.h>

#define WEIGH_MAX 8192 /* bytes a reading is judged by */

#define NUMBER_MIN 7 /* digits and hyphens; fewer are no telephone number */

/* See score() and standing(). */
#define SCORE_NEVER     (-9000)
#define SCORE_ASCII     500
#define SCORE_SURE      700
#define SCORE_ADVANTAGE 2000
#define SCORE_DECLARED  2000

/* The readings of one window, and the best of them so far. */
struct contest {
	const struct charset *declared;
	uint64_t at; /* where the window begins in the stream */
	struct span window;
	bool whole;           /* nothing follows the window */
	struct reading cp932; /* knows the kanji of daily life */
	struct reading *best;
	int score; /* of *best */
};

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

/* Nothing broken, but for half a letter at the end, and one of three bytes. */
static bool
is_flawless(struct span w)
{
	size_t i, run = utf8_run(w);
	uint32_t c;

	if (run < w.len && ((unsigned char)w.ptr[run] < 0xe0 ||
	                       utf8_step((const unsigned char *)w.ptr + run,
	                           w.len - run, &c) != 0))
		return false;
	for (i = ascii_run(w); i < run; i++)
		if ((unsigned char)w.ptr[i] >= 0xe0)
			return true;
	return false;
}

/*
 * More good than broken, and not good by accident; ASCII proves nothing.  Half a
 * character alone does when nothing else was declared.  Three bytes in step are
 * worth three broken ones when they spell kana, or against a charset that reads
 * anything.
 */
bool
sniff_is_utf8(struct span w, bool whole, const struct charset *declared)
{
	bool undeclared = declared == NULL || declared == &charset_utf8;
	size_t n, multi = 0, broken = 0, nlong = 0, nkana = 0, nodd = 0;
	uint32_t c, before = 0;
	bool cut = false;

	if (is_flawless(w)) /* nearly all there is */
		return true;
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
	const struct charset *declared = t->declared;
	bool wanted = declared != NULL && declared->wide;

	if (points < SCORE_ASCII || hides_numbers(r, t->window))
		return false;
	if (points < SCORE_SURE && (!wanted || mostly_ascii(t->window)))
		return false;
	return wanted || looks_wide(t->window, r->charset == &charset_utf16le);
}

/* Is it worth trying to read the window as this? */
static bool
worth_trying(const struct contest *t, const struct charset *cs)
{
	struct span w = t->window;
	bool plain = ascii_run(w) == w.len;

	if (cs->wide) /* 「山田」 is "q\\0u": ASCII needs a hint */
		return t->at == 0 &&
		       (!plain || span_has(w, SPAN("\0")) ||
		           (t->declared != NULL && t->declared->wide));
	if (cs == t->declared || cs == &charset_utf8)
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
	const struct charset *cs = r->charset;

	if (cs->wide && !wide_is_likely(t, r, points))
		return SCORE_NEVER;
	if (cs == &charset_iso2022jp && cs != t->declared &&
	    hides_numbers(r, t->window))
		return SCORE_NEVER;
	if (cs->credulous)
		return r->bad == 0 ? SCORE_ASCII : points;
	if (cs == t->declared && r->bad == 0)
		return SCORE_DECLARED;
	if (cs == t->declared || cs == &charset_iso2022jp)
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

	rc = reading_open(&r, cs, t->at, err);
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

int
sniff(const struct charset *declared, uint64_t at, struct span w, bool whole,
    struct reading *best, struct shuhi_error *err)
{
	const struct charset *const all[] = { declared, &charset_utf8,
		&charset_cp932, &charset_euc_jp, &charset_iso2022jp,
		&charset_utf16le, &charset_utf16be };
	struct contest t = {
		.declared = declared,
		.at = at,
		.window = w,
		.whole = whole,
		.best = best,
	};
	size_t i;
	int rc;

	rc = reading_open(&t.cp932, &charset_cp932, 0, err);
	for (i = 0; i < sizeof all / sizeof *all && rc == 0; i++)
		if (all[i] != NULL && (i == 0 || all[i] != declared) &&
		    worth_trying(&t, all[i]))
			rc = enter(&t, all[i], err);
	reading_close(&t.cp932);
	return rc;
}
