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

#include "err.h"
#include "sniff.h"
#include "utf8.h"

#include <stdlib.h>

#define SNIFF_MAX ((size_t)64 << 10) /* bytes a charset is settled on */

struct shuhi_decoder {
	enum { SNIFFING, ASCII, SETTLED, DONE } state;
	struct reading r;
	const struct charset *declared; /* NULL: none, or none we know */
	char *window;
	size_t nwindow;
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
	} else if (!sniff_is_utf8(w, whole, d->declared)) {
		if (sniff(d->declared, d->r.taken, w, whole, best, err) != 0)
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
settle_window(struct shuhi_decoder *d, struct span *s, bool last, bool *done,
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
			rc = settle_window(d, &s, last, &done, err);
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
