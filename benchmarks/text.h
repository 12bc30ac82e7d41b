/*
 * The text that benchmarks run over: lines as people write them in chats.
 *
 * With $CORPUS the lines of $CORPUS/chat_ja.txt.xz, else lines made by a seeded
 * generator from words of our own: the same seed is the same text everywhere.
 * The generator keeps to the shares that were counted in real chat: half the
 * lines hold a full-width ！ or ？, 4 % a digit, 3 % a name, 5 % a word that
 * medicine uses too, 24 code points a line.
 */
#ifndef SHUHI_BENCH_TEXT_H
#define SHUHI_BENCH_TEXT_H

#include "span.h"

#define TEXT_MADE ((size_t)14 << 20) /* bytes the generator makes */

struct text {
	struct span all;   /* lines, each with its '\n'     */
	struct span *line; /* without it                    */
	size_t n;
	const char *origin; /* for the record                */
};

/* Everything in memory; ends the program when that cannot be. */
void text_load(struct text *);
void text_free(struct text *);

/* The same line by line, for measuring memory. */
struct text_source;
struct text_source *text_open(void);
bool text_next(struct text_source *, struct span *line);
void text_close(struct text_source *);

#endif
