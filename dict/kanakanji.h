/*
 * The source of a dictionary for kana-kanji conversion: IPADIC the other way
 * round, what is read in place of what is written.
 *
 *   入院,1283,1283,4011,名詞,サ変接続,*,*,*,*,入院,ニュウイン,ニューイン
 *   にゅういん,1283,1283,3411,*,*,*,*,*,*,入院
 *
 * So MeCab itself turns posts without kanji into ordinary writing
 * (scanner/kanakanji.h).  Our own words are in it, too, and IPADIC's own cost less
 * where our lists have them: 肺炎, not 廃園.
 */
#ifndef SHUHI_DICT_KANAKANJI_H
#define SHUHI_DICT_KANAKANJI_H

#include "reader.h"
#include "store.h"

struct kanakanji {
	struct block *pool;
	struct array words;    /* struct own: our words                   */
	struct table known;    /* their surfaces                          */
	struct table found;    /* those of them that IPADIC has           */
	struct array entries;  /* struct entry                            */
	struct table readings; /* by context: to the index of an entry + 1 */
	struct reader *reader; /* given                                   */
};

/* In this order: every word of ours, then all IPADIC, then make, then print. */
void kanakanji_know(struct kanakanji *, struct span surface, struct span class);

/* The 13 fields of an entry: surface, left, right, cost, ..., reading, */
void kanakanji_weigh(struct kanakanji *, const struct span *field);
void kanakanji_make(struct kanakanji *);

/* The dictionary's source; and how the words that matter begin, one a line. */
void kanakanji_print(struct kanakanji *, FILE *);
void kanakanji_print_signs(struct kanakanji *, FILE *);
void kanakanji_free(struct kanakanji *);

#endif
