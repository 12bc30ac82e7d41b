/* Names at a place that the sieve lets through: between seekwalk.c and seekname.c. */
#ifndef SHUHI_SEEKNAME_H
#define SHUHI_SEEKNAME_H

#include "seek.h"

/*
 * A name's first two or three letters begin at byte `at`: kanji, or what is
 * parted from them by another script: スミス健.
 */
int seek_kanji_name(struct seeker *, size_t at, struct shuhi_error *);

/* A name's first three kana begin at byte `at`. */
int seek_kana_name(struct seeker *, size_t at, struct shuhi_error *);

/* A mask stands at byte `at`: 山○太郎, 山田○郎, ○田太郎. */
int seek_masked_name(struct seeker *, size_t at, struct shuhi_error *);

#endif
