/*
 * Where a name in kanji may begin and end.  A short one is part of many words
 * (林一 of 高林一族, 石川行 of 石川行った), so what stands beside it has to part it:
 *
 *	患者|林葵|様    昨夜|渡辺学|氏が    山崎健|入院    山崎健|まだ起きてる
 */
#ifndef SHUHI_NAMEEDGE_H
#define SHUHI_NAMEEDGE_H

#include "span.h"

/* Does a word end before byte `at` that stands before names: 患者, 昨夜, 担当? */
bool name_label_ends(struct span text, size_t at);

/* Does a word begin at byte `at` that stands behind names: 様, 入院, 来た? */
bool name_word_begins(struct span text, size_t at);

/* Does hiragana at byte `at` begin a word, and not the ending of 学ぶ or 明るい? */
bool name_kana_parts(struct span text, size_t at);

/*
 * Is the letter at byte `at` one more of a given name, and the last one?
 * 濱田美咲|紀さん is not 濱田美咲, 濱田美咲|来院 is.
 */
bool name_goes_on(struct span text, size_t at);

#endif
