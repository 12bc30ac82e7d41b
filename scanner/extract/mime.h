/* One MIME part: its headers, and its body as bytes. */
#ifndef SHUHI_MIME_H
#define SHUHI_MIME_H

#include "extract.h"

struct mime {
	struct span type, disposition, transfer, coding, description;
	struct span block; /* the headers */
	struct span body;  /* as it was sent */
};

/* The line before a mail in an mbox: "From a@example.jp Mon ..."; its length. */
size_t mail_envelope(struct span bytes);

/* Cut into headers and body; what is odd is told of `path`. */
void mime_cut(
    struct extract *, struct span path, struct span bytes, struct mime *);

/*
 * Read the body: transfer encoding, then coding, then whatever it is.  A file's
 * name is a text, too.  `type` stands for a missing Content-Type.
 */
void mime_read(struct extract *, struct span path, struct span label,
    const struct mime *, struct span filename, struct span type);

#endif
