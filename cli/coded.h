/*
 * Letters written as codes, which only a program reads:
 *
 *	JSON, programs  \u7530\u4e2d       mail   =E7=94=B0, =?UTF-8?B?55Sw?=,
 *	HTML, XML       &#30000;&#x4e2d;          base64
 *	addresses       %E7%94%B0
 */
#ifndef SHUHI_CLI_CODED_H
#define SHUHI_CLI_CODED_H

#include <stdbool.h>

#include "span.h"

/* Are there more than stray ones?  Only codes of letters beyond ASCII count. */
bool coded_in(struct span);

#endif
