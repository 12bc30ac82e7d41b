/*
 * Pictures, sound, video, fonts and scans by their first bytes: what nobody here
 * reads, and what most uploads are.
 */
#ifndef SHUHI_MEDIA_H
#define SHUHI_MEDIA_H

#include "span.h"

bool media_known(struct span bytes);

/* Is image/, audio/ or video/ said of something? */
bool media_named(struct span type);

#endif
