/*
 * What shuhi-extract says on its output: frames, one behind the other.
 *
 *	kind (1 byte)  length (4 bytes, little-endian)  payload
 *
 *	M 8  a/b.json    a file of an archive begins: bytes; its name is text
 *	B 16 ppt/media/x a piece of a document begins: bytes
 *	T 17 word/document.xml      a text begins: UTF-8
 *	D n  ...         more of what has begun
 *	F n  cause (1 byte), path   that could not be read
 *	E 0              all is said: without this frame nothing is complete
 *
 * A path may be in any charset and is at most FRAME_MAX bytes, as every payload.
 */
#ifndef SHUHI_FRAMES_H
#define SHUHI_FRAMES_H

#include <stddef.h>

#define FRAME_FILE  'M'
#define FRAME_PIECE 'B'
#define FRAME_TEXT  'T'
#define FRAME_DATA  'D'
#define FRAME_FAIL  'F'
#define FRAME_END   'E'

#define FRAME_HEAD ((size_t)5)
#define FRAME_MAX  ((size_t)64 << 10)

#endif
