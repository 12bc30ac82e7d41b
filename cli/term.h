/* Text for a terminal: how wide it is, and what must not reach it. */
#ifndef SHUHI_CLI_TERM_H
#define SHUHI_CLI_TERM_H

#include "buf.h"

/* Columns a code point takes: 0, 1 or 2 (Unicode TR 11; ambiguous counts 1). */
unsigned term_width(uint32_t c);
unsigned term_width_of(struct span utf8);

/*
 * May a terminal see it?  Not control characters (they move the cursor and
 * more), not the invisible ones (they turn the order of letters round).
 */
bool term_visible(uint32_t c);

/*
 * Valid UTF-8 with everything invisible as U+FFFD; line ends and tabs stay
 * when `lines`, and tabs become blanks otherwise.
 */
void term_put(struct buf *, struct span, bool lines);

/* The same for bytes of unknown kind, such as file names. */
void term_path(struct buf *, const char *path);

/* One cell of a table: as term_put(), and blanks up to `columns`; at least one, for
 * what fills its cell or more must not run into the next. */
void term_padded(struct buf *, const char *, unsigned columns);

/*
 * A paragraph broken at `right` columns.  It goes on where the line stands now,
 * at column `at`; further lines begin with `at` blanks.  Breaks at blanks and
 * between wide characters, but never before 、。）and their like.
 */
void term_wrap(struct buf *, struct span, unsigned at, unsigned right);

#endif
