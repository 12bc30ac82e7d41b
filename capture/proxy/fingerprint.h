/*
 * By what a request is known again when it is sent once more: where it goes and
 * what is in it, but not the boundaries that a browser makes up anew each time.
 *
 *	--XyZ1\r\n…田中…\r\n--XyZ1--      and
 *	--AbC2\r\n…田中…\r\n--AbC2--      are one and the same
 *
 * Keyed by the audit: nobody without the key can try texts against it.
 */
#ifndef SHUHI_PROXY_FINGERPRINT_H
#define SHUHI_PROXY_FINGERPRINT_H

#include "post.h"

/*
 * `beside`: something was found outside of the body, and the query and the headers
 * belong to what is known again.  Else they may change: clients number their requests
 * there.  No memory: the fingerprint of no request, which nothing is known by.
 */
void post_fingerprint(const struct audit *, const struct post *, bool beside,
    struct digest *);

/* The boundary of a multipart Content-Type, without quotes; empty: none. */
struct span multipart_boundary(const char *content_type);

#endif
