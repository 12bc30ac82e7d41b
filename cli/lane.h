/* What one thread works with. */
#ifndef SHUHI_CLI_LANE_H
#define SHUHI_CLI_LANE_H

#include "format.h"
#include "json_in.h"
#include "scan.h"
#include "seam.h"
#include "whole.h"

struct lane {
	struct scan *scan;
	struct shuhi_worker *worker;
	struct render render;
	struct job *job; /* in hand */
	struct buf window;
	struct buf chunk;
	struct buf id;
	struct buf redacted;
	struct seam seam;
	struct whole whole;
	struct json_line json;
};

/* The kinds of job. */
void lane_file(struct lane *, struct job *);
void lane_lines(struct lane *, struct job *);

/*
 * One text: open, any number of pieces and failures, close.  A piece whose scan
 * fails makes the text unscanned, unless another piece found something.
 *
 * `cut` is the byte of the piece from which on the next one sees it again, or
 * its length when it ends with a line.
 */
void text_open(struct lane *, struct text *);
void text_piece(struct lane *, struct text *, struct piece *, size_t cut);
void text_fail(struct text *, const char *code, const char *message,
    uint64_t at);
void text_close(struct lane *, struct text *);

#endif
