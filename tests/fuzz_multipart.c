/*
 * Any bytes as parts between boundaries: when there is a boundary, each byte that
 * stands in a part or outside of all is looked at.  A word hidden in the middle of
 * a part that is text must come out.
 */
#include "fuzzed.h"

#define WORD "守秘義務"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static bool
comes_out(const struct extract *x)
{
	size_t i;

	for (i = 0; i < x->nfields && i < x->limits.fields; i++)
		if (span_has(x->fields[i].text, SPAN(WORD)))
			return true;
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "--xyz\r\nContent-Disposition: form-data; "
	                           "name=\"a\"\r\n\r\n" WORD "\r\n--xyz\r\n";
	struct part p = {
		.path = SPAN(""),
		.label = SPAN(""),
		.type = SPAN("multipart/form-data; boundary=xyz"),
	};
	struct extract x;
	struct arena a;
	size_t len = sizeof head - 1 + size;
	char *bytes = malloc(len);

	check(bytes != NULL);
	memcpy(bytes, head, sizeof head - 1);
	if (size > 0)
		memcpy(bytes + sizeof head - 1, data, size);
	setenv("SHUHI_LIBEXEC", "/nonexistent", 1);
	p.bytes = (struct span){ bytes, len };
	fuzzed_start(&x, &a);
	check(extract_multipart(&x, &p));
	check(comes_out(&x));
	fuzzed_done(&x);
	free(bytes);
	return 0;
}
