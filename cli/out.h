/* Standard output, with every failure noticed. */
#ifndef SHUHI_CLI_OUT_H
#define SHUHI_CLI_OUT_H

#include "buf.h"

struct out {
	int fd;
	int error;      /* errno of the first failed write, then nothing more */
	bool drop_next; /* the next byte is a separator that nothing precedes */
	struct buf buf;
};

void out_put(struct out *, struct span);
void out_str(struct out *, const char *);
void out_flush(struct out *);

/* Flush and close; 0, or -1 with the errno in out->error. */
int out_close(struct out *);

#endif
