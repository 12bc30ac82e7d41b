/*
 * Any bytes: nothing beyond them is read, and what is coded stays so whatever stands
 * before and behind it.
 */
#include "../cli/coded.c"
#include "must.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const size_t from = size / 4, to = size - size / 4;
	char *part = malloc(to - from + 1);

	check(part != NULL);
	if (to > from)
		memcpy(part, data + from, to - from);
	if (coded_in((struct span){ part, to - from }))
		check(coded_in((struct span){ (const char *)data, size }));
	free(part);
	return 0;
}
