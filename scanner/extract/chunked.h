/*
 * Bodies in chunks inside of HTTP, as SDKs of object stores (S3) send them by default:
 *
 *	Content-Encoding: aws-chunked,gzip
 *
 *	1e;chunk-signature=ad80...  CR LF
 *	<30 bytes>                  CR LF
 *	0                           CR LF
 *	x-amz-checksum-crc32:AAAA== CR LF  CR LF
 */
#ifndef SHUHI_CHUNKED_H
#define SHUHI_CHUNKED_H

#include "extract.h"

/*
 * Is it among the codings?  It is the outermost, wherever it stands; *rest are the
 * others, which may be the arena's.
 */
bool chunked_named(struct extract *, struct span codings, struct span *rest);

/*
 * What is in the chunks, the arena's; trailers are read as headers.  What is not in
 * chunks comes back as it is, told as undecodable, what is cut off as broken.
 */
struct span chunked_joined(struct extract *, struct span path, struct span in);

#endif
