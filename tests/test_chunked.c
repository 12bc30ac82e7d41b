#include "../scanner/extract/chunked.c" /* statics included on purpose */
#include "packed.h"
#include "taken.h"

#define CODED "aws-chunked"

static void
test_chunks_are_joined(void **state)
{
	(void)state;
	expect_inflated(CODED, SPAN("3\r\nabc\r\n0\r\n\r\n"), SPAN("abc"), "");
	expect_inflated(CODED,
	    SPAN("3;chunk-signature=ab\r\nabc\r\n2;chunk-signature=cd\r\nde\r\n"
	         "0;chunk-signature=ef\r\n\r\n"),
	    SPAN("abcde"), "");
	expect_inflated(CODED, SPAN("A\r\n0123456789\r\n0\r\n\r\n"),
	    SPAN("0123456789"), "");
	expect_inflated(CODED, SPAN("0\r\n\r\n"), SPAN(""), "");
}

static void
test_trailers_are_read_as_headers(void **state)
{
	(void)state;
	expect_inflated(CODED,
	    SPAN("3\r\nabc\r\n0\r\nx-amz-meta-title:abc\r\n\r\n"), SPAN("abc"),
	    "header:x-amz-meta-title=abc|");
}

static void
test_chunks_are_outermost_wherever_they_are_named(void **state)
{
	struct span gzip = packed_gzip(SPAN("山田さん"));
	char body[256];
	int n = snprintf(body, sizeof body, "%zx\r\n", gzip.len);

	(void)state;
	memcpy(body + n, gzip.ptr, gzip.len);
	memcpy(body + n + gzip.len, "\r\n0\r\n\r\n", 7);
	expect_inflated("aws-chunked,gzip",
	    (struct span){ body, (size_t)n + gzip.len + 7 },
	    SPAN("山田さん"), "");
	expect_inflated("gzip, AWS-Chunked",
	    (struct span){ body, (size_t)n + gzip.len + 7 },
	    SPAN("山田さん"), "");
	packed_free(gzip);
}

static void
test_what_is_in_no_chunks_is_told_and_read_as_it_is(void **state)
{
	(void)state;
	expect_inflated(CODED, SPAN("山田さん"), SPAN("山田さん"),
	    "!body=undecodable|");
	expect_inflated(CODED, SPAN("3 abc"), SPAN("3 abc"),
	    "!body=undecodable|");
}

static void
test_what_is_cut_off_is_told_and_read(void **state)
{
	(void)state;
	expect_inflated(CODED, SPAN("3\r\nabc\r\n"), SPAN("abc"),
	    "!body=broken|");
	expect_inflated(CODED, SPAN("9\r\nabc"), SPAN("abc"), "!body=broken|");
	expect_inflated(CODED, SPAN("3\r\nabcde"), SPAN("abcde"),
	    "!body=broken|");
	expect_inflated(CODED, SPAN("3\r\nabc\r\nxyz"), SPAN("abcxyz"),
	    "!body=broken|");
}

static void
test_a_size_has_so_many_digits_and_no_more(void **state)
{
	(void)state;
	expect_inflated(CODED, SPAN("00000003\r\nabc\r\n0\r\n\r\n"), SPAN("abc"),
	    "");
	expect_inflated(CODED, SPAN("000000003\r\nabc\r\n0\r\n\r\n"),
	    SPAN("000000003\r\nabc\r\n0\r\n\r\n"), "!body=undecodable|");
}

static void
test_a_line_has_so_many_bytes_and_no_more(void **state)
{
	char body[HEAD_MAX + 64] = "3;chunk-signature=";
	size_t n = HEAD_MAX + 1;

	(void)state;
	memset(body + strlen(body), 'a', HEAD_MAX);
	memcpy(body + n, "\r\nabc\r\n0\r\n\r\n", 12);
	expect_inflated(CODED, (struct span){ body, n + 12 }, SPAN("abc"), "");
	body[n] = 'a';
	memcpy(body + n + 1, "\r\nabc\r\n0\r\n\r\n", 12);
	expect_inflated(CODED, (struct span){ body, n + 13 },
	    (struct span){ body, n + 13 }, "!body=undecodable|");
}

/* Whoever does not know the coding gets these, too. */
static void
test_what_stands_behind_the_last_chunk_is_told_and_read(void **state)
{
	(void)state;
	expect_inflated(CODED, SPAN("3\r\nabc\r\n0\r\n\r\n山田"), SPAN("abc山田"),
	    "!body=broken|");
	expect_inflated(CODED, SPAN("0\r\nx-a:b\r\n\r\n山田"), SPAN("山田"),
	    "header:x-a=b|!body=broken|");
}

static void
test_a_text_in_a_chunks_line_makes_it_none(void **state)
{
	struct span body = SPAN("3;山田さん\r\nabc\r\n0\r\n\r\n");

	(void)state;
	expect_inflated(CODED, body, body, "!body=undecodable|");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chunks_are_joined),
		cmocka_unit_test(test_trailers_are_read_as_headers),
		cmocka_unit_test(
		    test_chunks_are_outermost_wherever_they_are_named),
		cmocka_unit_test(
		    test_what_is_in_no_chunks_is_told_and_read_as_it_is),
		cmocka_unit_test(test_what_is_cut_off_is_told_and_read),
		cmocka_unit_test(test_a_size_has_so_many_digits_and_no_more),
		cmocka_unit_test(test_a_line_has_so_many_bytes_and_no_more),
		cmocka_unit_test(
		    test_what_stands_behind_the_last_chunk_is_told_and_read),
		cmocka_unit_test(test_a_text_in_a_chunks_line_makes_it_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
