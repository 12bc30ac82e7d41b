/*
 * What the tests of charset.c and decode.c share: feeding bytes in chunks and
 * comparing what comes out, and allocations that fail.  A test includes
 * scarce.h, then its module, then this; for cmocka has a macro fail() and we
 * have a function.
 */
#ifndef SHUHI_TEST_DECODED_H
#define SHUHI_TEST_DECODED_H

#undef malloc
#undef calloc

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

struct outcome {
	char *text;
	size_t len, cap;
	const char *charset;
	uint64_t bad;
};

/* What comes out when `in' is fed in chunks of `step' bytes. */
static struct outcome
decoded(const char *declared, struct span in, size_t step)
{
	struct outcome o = { 0 };
	struct shuhi_decoder *d;
	struct shuhi_decoded part;
	struct shuhi_error err;
	size_t at = 0, n;
	bool last;

	assert_int_equal(shuhi_decoder_open(declared, &d, &err), 0);
	o.text = malloc(o.cap = 4 * in.len + 16);
	assert_non_null(o.text);
	do {
		n = in.len - at < step ? in.len - at : step;
		last = at + n == in.len;
		assert_int_equal(shuhi_decoder_feed(d, in.ptr + at, n, last,
		                     &part, &err),
		    0);
		assert_non_null(part.text);
		assert_true(o.len + part.len <= o.cap);
		memcpy(o.text + o.len, part.text, part.len);
		o.len += part.len;
		at += n;
	} while (!last);
	o.charset = part.charset;
	o.bad = part.bad;
	shuhi_decoder_close(d);
	return o;
}

static void
expect_chunked(const char *declared, struct span in, size_t step,
    const char *charset, struct span text, uint64_t bad)
{
	struct outcome o = decoded(declared, in, step);

	assert_string_equal(o.charset, charset);
	assert_int_equal(o.len, text.len);
	assert_memory_equal(o.text, text.ptr, text.len);
	assert_int_equal(o.bad, bad);
	free(o.text);
}

/* `in' gives this at once, byte by byte, and cut in two anywhere. */
static void
expect(const char *declared, struct span in, const char *charset,
    struct span text, uint64_t bad)
{
	size_t step;

	for (step = 1; step <= in.len; step++)
		expect_chunked(declared, in, step, charset, text, bad);
	expect_chunked(declared, in, in.len + 1, charset, text, bad);
}

#define EXPECT(declared, in, charset, text, bad) \
	expect(declared, SPAN(in), charset, SPAN(text), bad)

/* `n' bytes of ASCII with `tail' behind them; to be freed. */
static inline struct span
padded(size_t n, struct span tail)
{
	char *p = malloc(n + tail.len);

	assert_non_null(p);
	memset(p, 'a', n);
	memcpy(p + n, tail.ptr, tail.len);
	return (struct span){ p, n + tail.len };
}

/* 0 when all went well; after a failure the decoder must stay shut. */
static inline int
run_with(size_t mallocs, const char *declared, struct span in)
{
	struct shuhi_decoder *d = NULL;
	struct shuhi_decoded out;
	struct shuhi_error err;
	int rc;

	mallocs_left = mallocs;
	rc = shuhi_decoder_open(declared, &d, &err);
	if (rc == 0)
		rc = shuhi_decoder_feed(d, in.ptr, in.len / 2, false, &out,
		    &err);
	if (rc == 0)
		rc = shuhi_decoder_feed(d, in.ptr + in.len / 2,
		    in.len - in.len / 2, true, &out, &err);
	mallocs_left = SIZE_MAX;
	if (rc != 0) {
		assert_int_equal(err.code, SHUHI_E_NOMEM);
		assert_true(d == NULL ||
		    shuhi_decoder_feed(d, "", 0, true, &out, &err) == -1);
	}
	shuhi_decoder_close(d);
	return rc;
}

/* Each allocation of the module fails once, for every kind of input. */
static inline void
expect_every_failure_told(void)
{
	static const struct span in[] = {
		{ "\x8e\x52\x93\x63", 4 },
		{ "\x1b$B;3ED", 7 },
		{ "山田花\xff", 10 },
		{ "caf\xe9", 4 },
	};
	size_t i, n;

	for (i = 0; i < sizeof in / sizeof *in; i++) {
		for (n = 0; run_with(n, "iso-8859-1", in[i]) != 0; n++)
			assert_true(n < 100);
		assert_true(n > 1);
	}
}

#endif
