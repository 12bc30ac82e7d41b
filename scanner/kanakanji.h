/*
 * Kana-kanji conversion: a text without kanji as it would ordinarily be written.
 *
 *   ｶﾜﾑﾗｻﾏ ｹﾂｱﾂ 82/40              川村さま血圧82/40
 *   うえはらさん また てんらく     上原さんまた転落
 *   kyou no kanja-san, korondeta   今日の患者さん, 転んでた
 *
 * Words, rules and the story model know ordinary writing, so a text that has none, or
 * one kanji to sixteen kana at most, is judged as it is and once more like this.  MeCab converts, with IPADIC turned
 * round (dict/kanakanji.h).  It is right often enough to judge by, not to be read by
 * anybody.
 */
#ifndef SHUHI_KANAKANJI_H
#define SHUHI_KANAKANJI_H

#include "fold.h"
#include "tokenise.h"

struct kanakanji;

/* A text, and what it stands for byte by byte (fold_map_back()). */
struct converted {
	struct span text; /* empty: not worth judging twice */
	struct fold_map map;
};

/*
 * `dir`: sys.dic and its kin, and `signs`, the first four kana of words
 * that matter.
 * Where there is no such folder *out is NULL, and nothing is converted.
 * Fails with SHUHI_E_ENGINE, _DICT, _IO, _NOMEM.
 */
int kanakanji_open(
    const char *dir, struct kanakanji **out, struct shuhi_error *);
void kanakanji_close(struct kanakanji *);

struct digester;
void kanakanji_digest(const struct kanakanji *, struct digester *);

/* One a thread.  *out is NULL for no dictionary. */
int kanakanji_tokeniser(
    const struct kanakanji *, struct tokeniser **out, struct shuhi_error *);

/*
 * Convert `text`, which is folded, where it is kana or romaji, not longer than
 * LIMIT_KANAKANJI, and holds a word that matters; else out->text is empty.
 * Fails with SHUHI_E_ENGINE or SHUHI_E_NOMEM.
 */
int kanakanji(const struct kanakanji *, struct tokeniser *, struct arena *,
    struct span text, struct converted *out, struct shuhi_error *);

#endif
