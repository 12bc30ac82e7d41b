/*
 * Line-wise input: a file or a pipe into batches of whole lines, a job each.
 * When the input pauses, what is there is scanned and written before waiting.
 */
#ifndef SHUHI_CLI_READER_H
#define SHUHI_CLI_READER_H

#include "pool.h"
#include "scan.h"

/* `path` NULL reads standard input; `found`: see struct job. */
void reader_run(struct scan *, struct pool *, const char *path,
    enum input input, bool found);

#endif
