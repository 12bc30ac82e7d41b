/* Charsets and readings: see charset.h. */
#include "charset.h"

#include "err.h"
#include "utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>
#include <unicode/ucnv.h>

#define ICU_STEP 512 /* bytes that ICU gets at a time */

/* ---- text out ----------------------------------------------------------- */

static int
reserve(struct reading *r, size_t more, struct shuhi_error *err)
{
	size_t cap = r->cap > 0 ? r->cap : 256;
	char *buf;

	if (r->cap - r->len >= more)
		return 0;
	while (cap - r->len < more) {
		if (cap > SIZE_MAX / 4)
			return fail(err, SHUHI_E_NOMEM, "too long", r->taken);
		cap *= 2;
	}
	/* not realloc(): it would leave the old text lying about */
	if ((buf = malloc(cap)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "out of memory", r->taken);
	if (r->cap > 0) {
		memcpy(buf, r->buf, r->len);
		explicit_bzero(r->buf, r->cap);
	}
	free(r->buf);
	r->buf = buf;
	r->cap = cap;
	return 0;
}

static int
put(struct reading *r, struct span s, struct shuhi_error *err)
{
	if (reserve(r, r->lent.len + s.len + 1, err) != 0)
		return -1;
	if (r->lent.len > 0)
		memcpy(r->buf, r->lent.ptr, r->len = r->lent.len);
	r->lent = SPAN("");
	if (s.len > 0)
		memcpy(r->buf + r->len, s.ptr, s.len);
	r->len += s.len;
	return 0;
}

/* Like put(), but `s' outlives the text; not copied if that can be helped. */
static int
lend(struct reading *r, struct span s, struct shuhi_error *err)
{
	if (r->len > 0 ||
	    (r->lent.len > 0 && r->lent.ptr + r->lent.len != s.ptr))
		return put(r, s, err);
	if (r->lent.len == 0)
		r->lent.ptr = s.ptr;
	r->lent.len += s.len;
	return 0;
}

/* The character c, or what stands for a broken one that began at `at'. */
static int
put_char(struct reading *r, uint32_t c, uint64_t at, struct shuhi_error *err)
{
	char utf8[4];

	if (c == UTF8_BAD && r->bad == 0)
		r->bad = at + 1;
	if (c == UTF8_BAD)
		c = 0xfffd;
	return put(r, (struct span){ utf8, utf8_put(utf8, c) }, err);
}

struct span
reading_text(const struct reading *r)
{
	if (r->lent.len > 0)
		return r->lent;
	return r->len > 0 ? (struct span){ r->buf, r->len } : SPAN("");
}

void
reading_wipe(struct reading *r)
{
	if (r->len > 0)
		explicit_bzero(r->buf, r->len);
	r->len = 0;
	r->lent = SPAN("");
}

/* ---- UTF-8, UTF-16 and UTF-32, by hand ------------------------------------ */

/*
 * Broken UTF-8 is cut as Unicode (3.9, "maximal subparts") and browsers do: a
 * sequence ends before the first byte that cannot belong to it.
 */
size_t
utf8_step(const unsigned char *p, size_t n, uint32_t *c)
{
	unsigned low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
	unsigned high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
	size_t i, need = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4, at = 0;

	*c = utf8_next((struct span){ (const char *)p, n }, &at);
	if (*c != UTF8_BAD)
		return at;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 1;
	for (i = 1; i < need; i++, low = 0x80, high = 0xbf) {
		if (i == n)
			return 0;
		if (p[i] < low || p[i] > high)
			break;
	}
	return i;
}

static size_t
step_utf16(size_t n, uint32_t a, uint32_t b, uint32_t *c)
{
	*c = a;
	if (n < 2 || (U16_IS_LEAD(a) && n < 4))
		return 0;
	if (!U16_IS_SURROGATE(a))
		return 2;
	*c = UTF8_BAD;
	if (U16_IS_TRAIL(a) || !U16_IS_TRAIL(b))
		return 2;
	*c = (uint32_t)U16_GET_SUPPLEMENTARY(a, b);
	return 4;
}

static size_t
step_utf16le(const unsigned char *p, size_t n, uint32_t *c)
{
	return step_utf16(
	    n, n < 2 ? 0 : p[0] | p[1] << 8u, n < 4 ? 0 : p[2] | p[3] << 8u, c);
}

static size_t
step_utf16be(const unsigned char *p, size_t n, uint32_t *c)
{
	return step_utf16(
	    n, n < 2 ? 0 : p[1] | p[0] << 8u, n < 4 ? 0 : p[3] | p[2] << 8u, c);
}

static size_t
step_utf32(size_t n, uint32_t a, uint32_t *c)
{
	*c = a > 0x10ffff || U16_IS_SURROGATE(a) ? UTF8_BAD : a;
	return n < 4 ? 0 : 4;
}

static size_t
step_utf32le(const unsigned char *p, size_t n, uint32_t *c)
{
	return step_utf32(n,
	    n < 4 ? 0 : p[0] | p[1] << 8u | p[2] << 16u | (uint32_t)p[3] << 24u,
	    c);
}

static size_t
step_utf32be(const unsigned char *p, size_t n, uint32_t *c)
{
	return step_utf32(n,
	    n < 4 ? 0 : p[3] | p[2] << 8u | p[1] << 16u | (uint32_t)p[0] << 24u,
	    c);
}

/* Finish the half character in r->tail with the first bytes of *s. */
static int
read_tail(struct reading *r, struct span *s, bool last, struct shuhi_error *err)
{
	size_t used;
	uint32_t c;

	while (r->ntail > 0) {
		used = r->charset->step(r->tail, r->ntail, &c);
		if (used == 0 && s->len > 0) {
			r->tail[r->ntail++] = (unsigned char)*s->ptr;
			*s = span_sub(*s, 1, s->len);
			r->taken++;
			continue;
		}
		if (used == 0 && !last)
			return 0;
		if (used == 0) {
			used = r->ntail;
			c = UTF8_BAD;
		}
		if (put_char(r, c, r->taken - r->ntail, err) != 0)
			return -1;
		r->ntail -= used;
		memmove(r->tail, r->tail + used, r->ntail);
	}
	return 0;
}

static int
feed_steps(struct reading *r, struct span s, bool last, struct shuhi_error *err)
{
	size_t used;
	uint32_t c;

	while (s.len > 0 || r->ntail > 0) {
		if (read_tail(r, &s, last, err) != 0)
			return -1;
		if (s.len == 0)
			break;
		used = r->charset->step == utf8_step ? utf8_run(s) : 0;
		if (used > 0) {
			if (lend(r, span_sub(s, 0, used), err) != 0)
				return -1;
		} else if ((used = r->charset->step(
		                (const unsigned char *)s.ptr, s.len, &c)) > 0) {
			if (put_char(r, c, r->taken, err) != 0)
				return -1;
		} else {
			memcpy(r->tail, s.ptr, used = r->ntail = s.len);
		}
		r->taken += used;
		s = span_sub(s, used, s.len);
	}
	return 0;
}

/* ---- the rest, by ICU --------------------------------------------------- */

static int
fail_icu(struct shuhi_error *err, UErrorCode e, uint64_t at)
{
	if (e == U_MEMORY_ALLOCATION_ERROR)
		return fail(err, SHUHI_E_NOMEM, "out of memory in ICU", at);
	return fail(err, SHUHI_E_ENGINE, "ICU failed on a charset", at);
}

static bool
is_broken(UErrorCode e)
{
	return e == U_INVALID_CHAR_FOUND || e == U_ILLEGAL_CHAR_FOUND ||
	       e == U_TRUNCATED_CHAR_FOUND || e == U_ILLEGAL_ESCAPE_SEQUENCE ||
	       e == U_UNSUPPORTED_ESCAPE_SEQUENCE;
}

/*
 * What eucJP-ms has and ICU's EUC-JP has not: gaiji rows, and from 8f f3 f3 on
 * the vendor characters that JIS X 0212 lacks: ⅰ, Ⅰ, ㈱, 﨑, 髙, ...  In hex, as
 * some are compatibility kanji that a mere normalising editor would change.
 */
static uint32_t
euc_vendor(const unsigned char *p, size_t n)
{
	static const UChar vendor[] =
	    u"\x2170\x2171\x2172\x2173\x2174\x2175\x2176\x2177\x2178\x2179"
	    u"\x2160\x2161\x2162\x2163\x2164\x2165\x2166\x2167\x2168\x2169"
	    u"\xff07\xff02\x3231\x2116\x2121\x70bb\x4efc\x50f4\x51ec\x5307"
	    u"\x5324\xfa0e\x548a\x5759\xfa0f\xfa10\x589e\x5bec\x5cf5\x5d53"
	    u"\xfa11\x5fb7\x6085\x6120\x654e\x663b\x6665\xfa12\xf929\x6801"
	    u"\xfa13\xfa14\x6a6b\x6ae2\x6df8\x6df2\x7028\xfa15\xfa16\x7501"
	    u"\x7682\x769e\xfa17\x7930\xfa18\xfa19\xfa1a\xfa1b\x7ae7\xfa1c"
	    u"\xfa1d\x7da0\x7dd6\xfa1e\x8362\xfa1f\x85b0\xfa20\xfa21\x8807"
	    u"\xfa22\x8b7f\x8cf4\x8d76\xfa23\xfa24\xfa25\x90de\xfa26\x9115"
	    u"\xfa27\xfa28\x9592\xf9dc\xfa29\x973b\x974d\x9751\xfa2a\xfa2b"
	    u"\xfa2c\x999e\x9ad9\x9b72\xfa2d\x9ed1";
	unsigned row = p[n - 2], cell = p[n - 1] - 0xa1u;

	if (row >= 0xf5 && row < 0xff && cell < 94)
		return (n == 3 ? 0xe3ac : 0xe000) + (row - 0xf5) * 94 + cell;
	if (n == 3 && row == 0xf3 && cell >= 82 && cell < 94)
		return vendor[cell - 82];
	return n == 3 && row == 0xf4 && cell < 94 ? vendor[12 + cell]
	                                          : UTF8_BAD;
}

/* ICU stopped at a sequence that it cannot read; `upto' is where it stands. */
static int
put_repaired(struct reading *r, uint64_t upto, struct shuhi_error *err)
{
	UErrorCode e = U_ZERO_ERROR;
	char p[32]; /* ICU's own ceiling */
	int8_t n = sizeof p;
	uint32_t c = UTF8_BAD;

	ucnv_getInvalidChars(r->cnv, p, &n, &e);
	upto -= (uint64_t)ucnv_toUCountPending(r->cnv, &e); /* to be reread */
	upto -= (uint64_t)n;
	if (U_FAILURE(e))
		return fail_icu(err, e, upto);
	if (r->charset == &charset_euc_jp && n >= 2)
		c = euc_vendor((const unsigned char *)p, (size_t)n);
	if (put_char(r, c, upto, err) != 0)
		return -1;
	/* browsers show the A of an unassigned 85 41, so it must be seen */
	if (r->charset == &charset_cp932 && n == 2 &&
	    (unsigned char)p[1] < 0x80)
		return put_char(r, (unsigned char)p[1], upto, err);
	return 0;
}

static int
put_units(struct reading *r, const UChar *u, size_t n, struct shuhi_error *err)
{
	uint32_t c;
	size_t i;

	if (put(r, SPAN(""), err) != 0 || reserve(r, 3 * n, err) != 0)
		return -1;
	for (i = 0; i < n;) {
		U16_NEXT_OR_FFFD(u, i, n, c);
		/* IBM's table turns these three round, Windows does not */
		if (r->charset == &charset_cp932 &&
		    (c == 0x1a || c == 0x1c || c == 0x7f))
			c = c == 0x1c ? 0x1a : c == 0x7f ? 0x1c : 0x7f;
		r->len += utf8_put(r->buf + r->len, c);
	}
	return 0;
}

static int
feed_icu(struct reading *r, struct span s, bool last, struct shuhi_error *err)
{
	/* with room for all, so that no surrogate pair is split */
	UChar units[2 * ICU_STEP + 64], *to;
	const char *from = s.ptr, *end = s.ptr + s.len, *limit;
	uint64_t upto;
	UErrorCode e;
	int rc;

	do {
		limit = end - from > ICU_STEP ? from + ICU_STEP : end;
		e = U_ZERO_ERROR;
		ucnv_toUnicode(r->cnv, (to = units, &to),
		    units + sizeof units / sizeof *units, &from, limit, NULL,
		    last && limit == end, &e);
		upto = r->taken + (uint64_t)(from - s.ptr);
		rc = put_units(r, units, (size_t)(to - units), err);
		if (rc == 0 && is_broken(e))
			rc = put_repaired(r, upto, err);
		else if (rc == 0 && U_FAILURE(e))
			rc = fail_icu(err, e, upto);
	} while (rc == 0 && (U_FAILURE(e) || from < end));
	explicit_bzero(units, sizeof units);
	r->taken += s.len;
	return rc;
}

bool
reading_is_daily_kanji(const struct reading *cp932, uint32_t c)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar u = (UChar)c;
	char bytes[8];

	if (!is_kanji(c) || c > 0xffff)
		return false;
	if (ucnv_fromUChars(cp932->cnv, bytes, sizeof bytes, &u, 1, &e) != 2)
		return false;
	/* CP932 sorts level 1 before level 2, which begins at 98 9f */
	return (unsigned char)bytes[0] <= 0x98;
}

/* ---- readings ------------------------------------------------------------ */

int
reading_open(struct reading *r, const struct charset *cs, uint64_t at,
    struct shuhi_error *err)
{
	UErrorCode e = U_ZERO_ERROR;

	*r = (struct reading){ .charset = cs, .taken = at, .lent = SPAN("") };
	if (cs->step != NULL)
		return 0;
	r->cnv = ucnv_open(cs->icu, &e);
	ucnv_setToUCallBack(
	    r->cnv, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
	return U_FAILURE(e) ? fail_icu(err, e, at) : 0;
}

int
reading_feed(
    struct reading *r, struct span s, bool last, struct shuhi_error *err)
{
	return r->cnv != NULL ? feed_icu(r, s, last, err)
	                      : feed_steps(r, s, last, err);
}

int
reading_adopt(
    struct reading *r, struct reading *next, bool lent, struct shuhi_error *err)
{
	struct reading old;
	int rc;

	if (lent && next->lent.len > 0)
		rc = lend(r, next->lent, err);
	else
		rc = put(r, reading_text(next), err);
	if (rc != 0)
		return -1;
	old = *r;
	*r = *next;
	r->lent = old.lent;
	r->buf = old.buf;
	r->len = old.len;
	r->cap = old.cap;
	next->cnv = old.cnv;
	return 0;
}

void
reading_close(struct reading *r)
{
	if (r->cap > 0)
		explicit_bzero(r->buf, r->cap);
	free(r->buf);
	ucnv_close(r->cnv);
	explicit_bzero(r, sizeof *r);
}

/* ---- the charsets --------------------------------------------------------- */

const struct charset charset_utf8 = { .name = "UTF-8", .step = utf8_step };
const struct charset charset_utf16le = {
	.name = "UTF-16LE",
	.step = step_utf16le,
	.wide = true,
};
const struct charset charset_utf16be = {
	.name = "UTF-16BE",
	.step = step_utf16be,
	.wide = true,
};
const struct charset charset_utf32le = {
	.name = "UTF-32LE",
	.step = step_utf32le,
	.wide = true,
};
const struct charset charset_utf32be = {
	.name = "UTF-32BE",
	.step = step_utf32be,
	.wide = true,
};
/*
 * Of ICU's tables only this is Windows' own in every double byte (compared with
 * glibc's CP932): 髙 fb fc, ① 87 40, 〜 and － as U+FF5E and U+FF0D.  Plain
 * "ibm-943" is another one, where 5c is a yen sign.
 */
const struct charset charset_cp932 = {
	.name = "CP932",
	.icu = "ibm-943_P15A-2003",
};
const struct charset charset_euc_jp = {
	.name = "EUC-JP",
	.icu = "euc-jp-2007",
};
/* JIS7 is the most generous of its kind: half-width kana, JIS X 0212. */
const struct charset charset_iso2022jp = {
	.name = "ISO-2022-JP",
	.icu = "JIS7",
};
const struct charset charset_latin1 = {
	.name = "ISO-8859-1",
	.icu = "ISO-8859-1",
	.credulous = true,
};
const struct charset charset_windows1252 = {
	.name = "windows-1252",
	.icu = "ibm-5348_P100-1997",
	.credulous = true,
};
const struct charset charset_gb18030 = { .name = "GB18030", .icu = "gb18030" };

/* ---- their names ----------------------------------------------------------- */

/* ICU's own names, then names of the field that it does not know. */
static const struct {
	const char *prefix; /* nothing, or no letter or digit, follows */
	const struct charset *charset;
} names[] = {
	{ "UTF-8", &charset_utf8 },
	{ "US-ASCII", &charset_utf8 },
	{ "UTF-16BE", &charset_utf16be },
	{ "UTF-16LE", &charset_utf16le },
	{ "UTF-16", &charset_utf16le }, /* without a BOM: as browsers read it */
	{ "UTF-32BE", &charset_utf32be },
	{ "UTF-32LE", &charset_utf32le },
	{ "UTF-32", &charset_utf32le },
	{ "ibm-942", &charset_cp932 },
	{ "ibm-943", &charset_cp932 },
	{ "euc-jp", &charset_euc_jp },
	{ "ibm-33722", &charset_euc_jp },
	{ "ibm-954", &charset_euc_jp },
	{ "windows-51932", &charset_euc_jp },
	{ "ISO_2022,locale=ja", &charset_iso2022jp },
	{ "ISO-8859-1", &charset_latin1 },
	{ "ibm-5348", &charset_windows1252 },
	{ "gb18030", &charset_gb18030 },
	{ "windows-936", &charset_gb18030 },
	{ "ibm-1383", &charset_gb18030 }, /* gb2312 */
	{ "sjis", &charset_cp932 },
	{ "shift_jis", &charset_cp932 },
	{ "shift_jisx0213", &charset_cp932 },
	{ "eucjp", &charset_euc_jp },
	{ "eucjpms", &charset_euc_jp },
	{ "euc-jisx0213", &charset_euc_jp },
	{ "cp50220", &charset_iso2022jp },
	{ "cp50221", &charset_iso2022jp },
	{ "cp50222", &charset_iso2022jp },
	{ "iso-2022-jp", &charset_iso2022jp },
};

/* A name of ICU's own list, NULL when it has none. */
static const char *
icu_name(const char *name)
{
	UErrorCode e = U_ZERO_ERROR;

	return ucnv_getAlias(name, 0, &e);
}

const struct charset *
charset_named(const char *name)
{
	const char *icu = icu_name(name);
	size_t i, n;

	if (icu != NULL)
		name = icu;
	for (i = 0; i < sizeof names / sizeof *names; i++) {
		n = strlen(names[i].prefix);
		if (strncasecmp(name, names[i].prefix, n) == 0 &&
		    !isalnum((unsigned char)name[n]))
			return names[i].charset;
	}
	return NULL;
}

bool
charset_is_foreign(const char *name)
{
	return icu_name(name) != NULL && charset_named(name) == NULL;
}

bool
shuhi_charset_known(const char *name)
{
	return name != NULL && charset_named(name) != NULL;
}
