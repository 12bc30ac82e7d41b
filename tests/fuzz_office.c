/*
 * Archives, office files and PDF of any bytes, read as shuhi-extract reads them
 * but without its jail: whatever is said is whole frames.
 */
#include "fuzzed.h"

#include "extract/frames.h"
#include "office/office.h"

struct listener {
	size_t left; /* bytes of a payload still to come */
	bool begun;
};

static bool
heard(void *ctx, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	struct listener *l = ctx;

	if (l->left > 0) {
		check(n == l->left);
		l->left = 0;
		return true;
	}
	check(n == FRAME_HEAD);
	check(strchr("MBTDFE", p[0]) != NULL);
	check(p[0] != FRAME_DATA || l->begun);
	l->begun |= p[0] != FRAME_FAIL;
	l->left = (size_t)p[1] | (size_t)p[2] << 8 | (size_t)p[3] << 16 |
	    (size_t)p[4] << 24;
	check(l->left <= FRAME_MAX);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct budget budget = { .bytes = 4 << 20, .ratio = 50 };
	struct listener l = { 0 };
	struct out out = { .sink = heard, .ctx = &l };

	if (size == 0)
		return 0;
	office_read((struct span){ (const char *)data, size }, &budget, &out);
	out_end(&out);
	check(l.left == 0 && !out.closed);
	return 0;
}
