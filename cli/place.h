/* Where in a text: byte -> line and column. */
#ifndef SHUHI_CLI_PLACE_H
#define SHUHI_CLI_PLACE_H

#include "span.h"

struct piece;

struct place {
	uint64_t line;   /* 1-based */
	uint64_t column; /* 1-based, code points */
};

/* The line starts of one piece, found when first asked for. */
struct places {
	struct place_start {
		uint32_t byte, chars;
	} *starts;
	size_t n, cap;
	bool made;
};

void places_forget(struct places *);
void places_free(struct places *);

/* The place of a byte that is `chars` code points into the piece. */
struct place place_of(struct places *, const struct piece *, uint64_t byte,
    uint64_t chars);

/* The line byte `at` lies in, without its end ("\n", "\r\n"). */
struct span place_line(const struct piece *, uint64_t at);

#endif
