/*
 * The answer of shuhi-picture (capture/picture/wire.h), taken from a child that may
 * have been turned by the picture it read: nothing in it is believed.
 */
#ifndef SHUHI_CAPTURE_LOOKREAD_H
#define SHUHI_CAPTURE_LOOKREAD_H

#include "look.h"
#include "span.h"

/*
 * How many bytes the answer has that begins with this head of WIRE_HEAD bytes.
 * False: it is no head, or announces what passes a limit.
 */
bool look_expects(const unsigned char *head, uint64_t pixels, size_t *total);

/*
 * A whole answer as a picture: every text is UTF-8, every span inside the text and
 * behind the one before, every box inside the image, the image of the type and
 * size that are said, with nothing in it but pixels (lookimage.h).
 *
 * Fails   0 with *out: the picture, or one whose cause says why there is none;
 *         -1: SHUHI_E_NOMEM.
 */
int look_read(struct span answer, uint64_t pixels, struct picture **out,
    struct shuhi_error *);

/* A picture of which nothing is known but why.  NULL: no memory. */
struct picture *look_nothing(enum look_cause);

#endif
