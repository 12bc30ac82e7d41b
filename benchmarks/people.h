/*
 * Lists of invented people for tests and benchmarks: the same seed, the same list.
 *
 * Names are those of the dictionary, as unevenly spread as in life: of 1,000,000
 * people 15,000 are 佐藤, and there are dozens of 佐藤 太郎.  Kana are readings of
 * the dictionary, though not of the kanji beside them.  Telephone numbers begin
 * with 000, mail is at example.jp, places are 架空.
 */
#ifndef SHUHI_BENCH_PEOPLE_H
#define SHUHI_BENCH_PEOPLE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A header and `n` rows with all 17 columns; ends the program on failure. */
void people_write(FILE *, size_t n, uint64_t seed);

#endif
