/*
 * Folding text so that one rule sees every way of writing one thing.
 *
 *   in    ０９０ー１２３４　ﾔﾏﾀﾞ　髙橋　糖・尿・病　●田さん
 *   out   090-1234 ヤマダ 高橋 糖尿病 ○田さん
 *
 * Pass 1, by table, one code point at a time: NFKC with case folding (which also
 * drops what is invisible), dictionary fold.tsv (variant kanji, mask and dash
 * glyphs), composition of a kana with the sound mark that follows.
 *
 * Pass 2, by context, only around the places pass 1 noted:
 *   - a long-vowel mark or dash between digits is a hyphen, after kana a
 *     long-vowel mark; runs of them are one;
 *   - a letter three or more times is one (患患患者);
 *   - separators between single letters are dropped (糖 尿 病, 山.田).
 *
 * Either pass leaves the text alone, and borrows it, when there is nothing to do.
 *
 * What was folded can be undone: a unit says which bytes of the input became
 * which bytes of the output; between units both run in step.
 */
#ifndef SHUHI_FOLD_H
#define SHUHI_FOLD_H

#include "arena.h"
#include "shuhi.h"

struct fold_unit {
	uint32_t norm, nlen; /* bytes of the output ... */
	uint32_t orig, olen; /* ... that stand for these of the input */
};

struct fold_map {
	struct fold_unit *units; /* ascending */
	size_t n, cap;
};

struct folded {
	struct span text; /* valid UTF-8; the arena's, or the input itself */
	struct fold_map by_table, by_context;
};

struct fold_table;

/*
 * Made once from ICU's data and `file` (dict/fold.tsv: variant, standard), then
 * immutable and shared.  Fails with SHUHI_E_DICT, _IO, _ENGINE, _NOMEM.
 */
int fold_table_new(
    const char *file, struct fold_table **, struct shuhi_error *);
void fold_table_free(struct fold_table *);

struct digester;
void fold_table_digest(const struct fold_table *, struct digester *);

/*
 * Fails with SHUHI_E_CHARSET when `in` is not UTF-8 (err->at is the first bad
 * byte), SHUHI_E_LIMIT when it is longer than LIMIT_TEXT and SHUHI_E_NOMEM when the
 * arena is full; *out is then untouched.
 */
int fold(const struct fold_table *, struct arena *, struct span in,
    struct folded *out, struct shuhi_error *);

/* Through one map: where what is at output byte `at` begins, or ends, in the input. */
size_t fold_map_back(const struct fold_map *, size_t at, bool is_end);

/* The input byte where the character at output byte `at` begins ... */
size_t fold_start(const struct folded *, size_t at);
/* ... and where the character that ends at output byte `at` ends. */
size_t fold_end(const struct folded *, size_t at);

#endif
