/*
 * Any bytes said to be of any type, which the first byte chooses: what is taken
 * from them is UTF-8 within the limits, and every failure has a cause and a place.
 */
#include "fuzzed.h"

static const char *const types[] = {
	"",
	"application/json",
	"application/x-www-form-urlencoded",
	"application/x-www-form-urlencoded; charset=Shift_JIS",
	"multipart/form-data; boundary=xyz",
	"multipart/mixed; boundary=\"xyz\"",
	"message/rfc822",
	"text/html",
	"text/html; charset=EUC-JP",
	"application/xml",
	"text/plain",
	"text/plain; charset=UTF-16LE",
	"application/x-protobuf",
	"application/octet-stream",
	"image/png",
	"text/plain; charset=utf-7",
};

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part p = { .path = SPAN(""), .label = SPAN("") };
	struct extract x;
	struct arena a;
	char *bytes;

	if (size == 0)
		return 0;
	/* the child is another fuzzer's */
	setenv("SHUHI_LIBEXEC", "/nonexistent", 1);
	/* of just its size, so that ASan guards both its edges */
	bytes = malloc(size > 1 ? size - 1 : 1);
	check(bytes != NULL);
	memcpy(bytes, data + 1, size - 1);
	p.type = span_of(types[data[0] % (sizeof types / sizeof *types)]);
	p.bytes = (struct span){ bytes, size - 1 };
	fuzzed_start(&x, &a);
	extract_bytes(&x, &p);
	extract_url(&x, p.bytes);
	fuzzed_done(&x);
	free(bytes);
	return 0;
}
