/*
 * How words are read: MeCab with IPADIC, which only reader.c of mkwords knows.
 * Failing ends the program.
 */
#ifndef SHUHI_DICT_READER_H
#define SHUHI_DICT_READER_H

#include "store.h"

#define READER_FIELDS 8 /* part of speech, three subclasses, ..., base, reading */

struct reader_word {
	struct span surface;
	bool known; /* to the dictionary, with all fields */
	struct span field[READER_FIELDS];
};

struct reader;

/* `dictionary`: a compiled UTF-8 IPADIC. */
struct reader *reader_open(char *dictionary);
void reader_close(struct reader *);

/* The words MeCab cuts `text` into, *n of them; the reader's, until it is asked again. */
const struct reader_word *reader_words(
    struct reader *, struct span text, size_t *n);

#endif
