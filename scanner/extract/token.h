/* Words nobody wrote: what is found in one is chance. */
#ifndef SHUHI_TOKEN_H
#define SHUHI_TOKEN_H

#include "span.h"

/*
 * A session's token, a hash, base64: at least `least` letters that keep changing
 * between small ones, large ones and digits, as 7AzHK4HwkEng5K8G does and
 * YamadaTaro does not.  It may be broken into lines, as mail programs do.
 */
bool is_scrambled(struct span, size_t least);

#endif
