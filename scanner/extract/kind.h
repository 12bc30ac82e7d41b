/*
 * What kind of thing bytes are: by what they begin with, then by what they are
 * said to be, then by what they look like.
 */
#ifndef SHUHI_KIND_H
#define SHUHI_KIND_H

#include "extract.h"

enum kind {
	KIND_TEXT = 0, /* or something that is told from text once decoded */
	KIND_JSON,
	KIND_FORM,
	KIND_MULTIPART,
	KIND_MAIL,
	KIND_MARKUP,
	KIND_PACKED,   /* gzip, zstd */
	KIND_OFFICE,   /* for shuhi-extract: archives, office files, PDF */
	KIND_COMPOUND, /* old office files, encrypted new ones, RTF */
	KIND_MEDIA,    /* pictures, sound, fonts, scans */
	KIND_LOOSE,    /* what a Mac remembers of files: words lie open in it */
	KIND_BINARY,   /* said to be no text: protobuf, msgpack */
};

enum kind kind_of(const struct part *);

/* Said to be text of some sort: then it is told when it is not. */
bool kind_is_declared(const struct part *);

/* Without the blanks and the byte order mark that stand before the first bytes. */
struct span kind_begin(struct span bytes);

/* Is a text one of the files that are text, too: a mail, RTF? */
bool kind_is_file(struct span text);

/* A multipart, a mail or a form that nobody declared; else KIND_TEXT. */
enum kind kind_by_shape(struct span bytes);

/* Too many control characters for a text. */
bool kind_is_garbled(struct span text);

/* As even as only what is packed or encrypted is. */
bool kind_is_noise(struct span bytes);

#endif
