/*
 * A file in which letters are written as codes (coded.h) is no text to the engine
 * but an export, a page, a mail: it is read once more as the proxy reads a request,
 * part by part, and what is found is told by field.
 *
 *	slack.json   [{"text":"\u7530\u4e2d\u3055\u3093\u3001..."}]
 *
 *	as a text    nothing: these are Latin letters and digits
 *	as a whole   json:$[0].text   田中さん、…
 *
 * For that its bytes are kept, up to SCAN_WHOLE of them; a longer one is unscanned.
 */
#ifndef SHUHI_CLI_WHOLE_H
#define SHUHI_CLI_WHOLE_H

#include "buf.h"
#include "shuhi.h"

#define WHOLE_RULES 64 /* rules remembered as told of the plain text */

struct lane;
struct piece;
struct text;

struct whole {
	struct buf bytes;
	bool too_long; /* `bytes` is empty: they were too many */
	const char *told[WHOLE_RULES];
	size_t ntold;
	struct shuhi_body_scanner *scanner; /* opened when first needed */
};

void whole_free(struct whole *);

void whole_begin(struct whole *);
/* Bytes have been read: keep them, and set text->coded when codes are in them. */
void whole_add(struct whole *, struct text *, struct span bytes);
/* What was found in a piece of the plain text is not to be told again. */
void whole_told(struct whole *, const struct piece *);
/* All is read, and it is coded. */
void whole_judge(struct lane *, struct text *);

#endif
