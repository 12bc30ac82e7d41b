/*
 * A post as somebody else types it.
 *
 *	患者さん、転んだ。   患者さん転んだ   患者サン、転ンダ。   かんじゃさん、ころんだ。
 *
 * `out` has room for RETYPED_MAX(bytes of the text); what is written has no NUL.
 */
#ifndef SHUHI_TESTS_RETYPED_H
#define SHUHI_TESTS_RETYPED_H

#include <mecab.h>
#include <string.h>

#include "utf8.h"

/* A kanji of three bytes is read in up to five kana: 志, 承. */
#define RETYPED_MAX(len) (6 * (len) + 64)

static inline bool
is_mark(uint32_t c)
{
	return c == ' ' || c == '\n' || c == '!' || c == '?' || c == 0x3000 ||
	       c == 0x3001 /* 、 */ || c == 0x3002 /* 。 */ || c == 0xff01 ||
	       c == 0xff1f;
}

/* By whom sets no marks. */
static inline size_t
without_marks(const char *text, char *out)
{
	struct span in = span_of(text);
	size_t at = 0, n = 0;
	uint32_t c;

	while (at < in.len)
		if (!is_mark(c = utf8_next(in, &at)))
			n += utf8_put(out + n, c);
	return n;
}

/* By whom thinks that it hides something. */
static inline size_t
in_katakana(const char *text, char *out)
{
	struct span in = span_of(text);
	size_t at = 0, n = 0;
	uint32_t c;

	while (at < in.len) {
		c = utf8_next(in, &at);
		n += utf8_put(out + n, is_hiragana(c) ? c + 0x60 : c);
	}
	return n;
}

/* By whom writes no kanji: `reader` is MeCab with -Oyomi. */
static inline size_t
as_read(mecab_t *reader, const char *text, bool hiragana, char *out)
{
	struct span lines = span_of(text), line, read;
	size_t at, n = 0, room = RETYPED_MAX(lines.len);
	const char *kana;
	uint32_t c;

	while (span_cut(&lines, '\n', &line)) {
		kana = mecab_sparse_tostr2(reader, line.ptr, line.len);
		if (kana == NULL)
			continue;
		read = span_of(kana);
		for (at = 0; at < read.len && n + 4 < room;) {
			c = utf8_next(read, &at);
			n += utf8_put(out + n,
			    hiragana && c >= 0x30a1 && c <= 0x30f6 ? c - 0x60
			                                           : c);
		}
	}
	return n;
}

#endif
