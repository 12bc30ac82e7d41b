/*
 * The line a finding lies in, as a compiler would show it:
 *
 *	  |
 *	3 | …今日、■■さんが■■■で入院しました
 *	  |       ^^      ^^^ 病名
 *	  |       氏名
 */
#ifndef SHUHI_CLI_QUOTE_H
#define SHUHI_CLI_QUOTE_H

#include "format.h"

#define QUOTE_RED    "\033[1;31m"
#define QUOTE_YELLOW "\033[1;33m"
#define QUOTE_BOLD   "\033[1m"
#define QUOTE_GREEN  "\033[1;32m"
#define QUOTE_BLUE   "\033[34m"

/* Text in colour, where colours are wanted. */
void quote_paint(struct render *, const char *colour, const char *text);
const char *quote_colour(enum shuhi_severity);

/* The quotation; returns the columns before "|". */
unsigned quote_finding(struct render *, const struct piece *,
    const struct shuhi_finding *);

#endif
