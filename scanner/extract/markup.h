/*
 * HTML and XML cut into tokens, whatever state they are in.
 *
 *	<p title="x">山<b>田</b>   open p, text 山, open b, text 田, close b
 *
 * No tree, no entities but characters, nothing is fetched, and there is no
 * mistake behind which the rest is lost.
 */
#ifndef SHUHI_MARKUP_H
#define SHUHI_MARKUP_H

#include "span.h"

enum token {
	TOKEN_END = 0,
	TOKEN_TEXT,  /* with its character references */
	TOKEN_PLAIN, /* text in which & means itself: CDATA, scripts */
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_ASIDE, /* comments, declarations, instructions */
};

struct markup {
	struct span in;
	size_t at;
	bool html;        /* script and style hold no tags */
	struct span raw;  /* the element whose text is no markup, or empty */
	struct span name; /* of the tag, as written */
	struct span text; /* of a text or aside; of a tag: its attributes */
	bool empty;       /* <br/> */
};

enum token markup_next(struct markup *);

/* The next attribute at *at of a tag's `text`; false: no more. */
bool markup_attr(
    struct span attrs, size_t *at, struct span *name, struct span *value);

/*
 * `in` with its character references made characters, written to `out`, which
 * has room for in.len bytes.  Returns bytes written.
 */
size_t markup_chars(struct span in, char *out);

/* Is there a tag or a character reference in it? */
bool markup_in(struct span text);

#endif
