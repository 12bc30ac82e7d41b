/*
 * Any bytes under any coding, which the first byte chooses: no more comes out than
 * may, and whatever is wrong has a cause.
 */
#include "fuzzed.h"

#include "extract/inflate.h"
#include "limit.h"

static const char *const codings[] = { "gzip", "deflate", "br", "zstd",
	"br, gzip", "zstd,deflate", "identity", "nothing" };

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in, out;
	struct extract x;
	struct arena a;

	if (size < 2)
		return 0;
	in = (struct span){ (const char *)data + 1, size - 1 };
	fuzzed_start(&x, &a);
	out = extract_inflate(&x, SPAN("body"),
	    span_of(codings[data[0] % (sizeof codings / sizeof *codings)]), in);
	check(out.len <= x.limits.bytes);
	check(out.len <= x.limits.ratio * in.len ||
	    out.len <= LIMIT_BODY_RATIO_FREE || x.nfailures > 0 ||
	    x.made > out.len);
	fuzzed_done(&x);
	return 0;
}
