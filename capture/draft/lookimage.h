/*
 * Is this an image as capture/picture writes it, pixels and nothing else?  Proved
 * here once more, as nobody believes the child: it is what a page will show and a
 * person will post.
 */
#ifndef SHUHI_CAPTURE_LOOKIMAGE_H
#define SHUHI_CAPTURE_LOOKIMAGE_H

#include "span.h"

/* Of that size, 8 bits a colour, with no chunk but IHDR, IDAT and IEND. */
bool lookimage_png(struct span, uint32_t width, uint32_t height);

/* Of that size, baseline, with no segment but JFIF's own and those that pixels
 * need. */
bool lookimage_jpeg(struct span, uint32_t width, uint32_t height);

#endif
