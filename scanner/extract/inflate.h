/*
 * Undoing content codings: gzip, deflate (with and without zlib's header), br,
 * zstd.
 *
 *	1f 8b 08 ... --> {"text":"..."}
 *
 * Whatever came out before something went wrong comes out.
 */
#ifndef SHUHI_INFLATE_H
#define SHUHI_INFLATE_H

#include "extract.h"

enum coding {
	CODING_NONE = 0, /* not one we know */
	CODING_IDENTITY,
	CODING_GZIP,
	CODING_DEFLATE,
	CODING_BR,
	CODING_ZSTD,
};

/* By its name in Content-Encoding, in any case. */
enum coding coding_named(struct span);

/* By its first bytes; CODING_NONE when they are no coding's. */
enum coding coding_sniff(struct span);

/*
 * Deflate has no first bytes of its own, with zlib's header hardly any: is it that,
 * from its first byte to its last?
 */
bool inflate_is_deflate(struct extract *, struct span);

/* The file's name and the comment in gzip's header, as bytes; often empty. */
void inflate_names(struct span gzip, struct span *name, struct span *comment);

struct inflated {
	struct span bytes; /* the arena's */
	/*
	 * NONE, else TOO_LARGE, RATIO, TIMEOUT, UNDECODABLE (not that coding, or
	 * damaged), BROKEN (cut off, or bytes behind its end)
	 */
	enum shuhi_cause cause;
	uint64_t at; /* byte of the input */
};

/*
 * The bytes under one coding.  When memory is out, arena->overflowed holds.
 * What is made counts against limits.bytes, nothing is told.
 */
void inflate_coding(
    struct extract *, enum coding, struct span in, struct inflated *);

/*
 * All of a Content-Encoding, outermost last, chunks (chunked.h) aside; failures are
 * told of `path`.
 */
struct span extract_inflate(
    struct extract *, struct span path, struct span codings, struct span in);

#endif
