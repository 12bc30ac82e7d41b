/* Bytes -> UTF-8, by the charset ladder of decode.c. */
#include "header.h"

#include "charset.h"
#include "utf8.h"

static bool
lies_in(struct span inner, struct span outer)
{
	return (uintptr_t)inner.ptr >= (uintptr_t)outer.ptr &&
	       (uintptr_t)inner.ptr + inner.len <=
	           (uintptr_t)outer.ptr + outer.len;
}

static int
open_decoder(struct span charset, struct shuhi_decoder **d, bool *foreign)
{
	struct shuhi_error err;
	char name[64] = "";

	*foreign = false;
	if (charset.len > 0 && charset.len < sizeof name) {
		memcpy(name, charset.ptr, charset.len);
		if (shuhi_decoder_open(name, d, &err) == 0)
			return 0;
		if (err.code != SHUHI_E_CHARSET)
			return -1;
		*foreign = true;
	}
	return shuhi_decoder_open(NULL, d, &err);
}

/* *name is the charset's, static. */
static struct span
decode(struct extract *x, struct span charset, struct span in, uint64_t *bad,
    const char **name)
{
	struct shuhi_decoder *d;
	struct shuhi_decoded out;
	struct shuhi_error err;
	struct span text = { 0 };
	bool foreign;

	if (open_decoder(charset, &d, &foreign) != 0) {
		x->arena->overflowed = true;
		return text;
	}
	if (shuhi_decoder_feed(d, in.ptr, in.len, true, &out, &err) != 0) {
		x->arena->overflowed = true;
	} else {
		text = (struct span){ out.text, out.len };
		*bad = foreign ? 1 : out.bad;
		*name = out.charset;
		if (!lies_in(text, in))
			text = extract_copy(x, text);
	}
	shuhi_decoder_close(d);
	return text;
}

struct span
decode_text(
    struct extract *x, struct span charset, struct span in, uint64_t *bad)
{
	const char *name;

	*bad = 0;
	return in.len == 0 ? in : decode(x, charset, in, bad, &name);
}

const char *
charset_of(struct extract *x, struct span charset, struct span in)
{
	const char *name = "";
	uint64_t bad;

	decode(x, charset, in, &bad, &name);
	return name;
}

#define DAILY_MIN 4 /* everyday letters that make a text */
#define ASCII_MIN 8 /* printable ones that make it without them */

#define KANJI_FROM 0x4e00u
#define KANJI_TO   0xa000u

enum { UNASKED, DAILY, RARE };

static unsigned char
ask_cp932(struct extract *x, uint32_t c)
{
	struct reading cp932;
	struct shuhi_error err;
	bool daily = false;

	if (reading_open(&cp932, &charset_cp932, 0, &err) == 0)
		daily = reading_is_daily_kanji(&cp932, c);
	else
		x->arena->overflowed = true;
	reading_close(&cp932);
	return daily ? DAILY : RARE;
}

bool
letter_is_daily(struct extract *x, uint32_t c)
{
	if (is_hiragana(c) || is_katakana(c))
		return true;
	if (c < KANJI_FROM || c >= KANJI_TO)
		return c == 0x3005; /* 々 */
	if (x->kanji == NULL &&
	    (x->kanji = ARENA_NEW(
	         x->arena, KANJI_TO - KANJI_FROM, unsigned char)) == NULL)
		return false;
	if (x->kanji[c - KANJI_FROM] == UNASKED)
		x->kanji[c - KANJI_FROM] = ask_cp932(x, c);
	return x->kanji[c - KANJI_FROM] == DAILY;
}

bool
reads_well(struct extract *x, struct span bytes, struct span text)
{
	size_t at = 0, ascii = 0, daily = 0, odd = 0;
	uint32_t c;

	/* UTF-8 comes about as rarely as the escapes of ISO-2022-JP */
	if (lies_in(text, bytes) ||
	    (span_has(bytes, SPAN("\x1b$")) && !span_has(text, SPAN("\x1b"))))
		return true;
	while (at < text.len) {
		c = utf8_next(text, &at);
		if (c < 0x80)
			ascii++;
		else if (letter_is_daily(x, c))
			daily++;
		else if (!(c >= 0x3000 && c < 0x3040) &&
		         !(c > 0xff00 && c < 0xff5f))
			odd++;
	}
	return daily >= DAILY_MIN ? daily >= 4 * odd
	                          : odd == 0 && ascii >= ASCII_MIN;
}
