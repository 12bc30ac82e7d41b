/*
 * The form of an override, application/x-www-form-urlencoded:
 *
 *	token=AbC-_…&why=%E8%BB%A2%E9%99%A2…
 */
#ifndef SHUHI_PROXY_TYPED_H
#define SHUHI_PROXY_TYPED_H

#include "limit.h"
#include "shuhi.h"
#include "span.h"

struct typed {
	char token[LIMIT_PROXY_HEADER];
	size_t ntoken;
	char why[LIMIT_PROXY_WHY]; /* valid UTF-8, blanks trimmed */
	size_t nwhy;
	size_t why_chars; /* code points that are no blanks */
};

/*
 * Fails  SHUHI_E_LIMIT    the body or a value is longer than its limit,
 *        SHUHI_E_USAGE    a percent sequence that is none, a value given twice,
 *        SHUHI_E_CHARSET  `why` is not UTF-8.
 *        Missing values are empty; other names are passed over.
 */
int typed_read(struct span body, struct typed *, struct shuhi_error *);

#endif
