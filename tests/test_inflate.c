#include "../scanner/extract/inflate.c" /* statics included on purpose */
#include "packed.h"
#include "taken.h"

#define TEXT SPAN("山田さん、肺炎で入院")

static void
test_each_coding_is_undone(void **state)
{
	struct span gzip = packed_gzip(TEXT), br = packed_br(TEXT),
	            zstd = packed_zstd(TEXT), zlib = packed_z(TEXT, 15),
	            raw = packed_z(TEXT, -15);

	(void)state;
	expect_inflated("gzip", gzip, TEXT, "");
	expect_inflated("X-GZip", gzip, TEXT, "");
	expect_inflated("deflate", zlib, TEXT, "");
	expect_inflated("deflate", raw, TEXT, "");
	expect_inflated("br", br, TEXT, "");
	expect_inflated("zstd", zstd, TEXT, "");
	expect_inflated("identity", TEXT, TEXT, "");
	expect_inflated("", TEXT, TEXT, "");
	packed_free(gzip);
	packed_free(br);
	packed_free(zstd);
	packed_free(zlib);
	packed_free(raw);
}

static void
test_codings_are_undone_from_the_last(void **state)
{
	struct span inner = packed_br(TEXT), outer = packed_gzip(inner);

	(void)state;
	expect_inflated("br, gzip", outer, TEXT, "");
	expect_inflated(" br ,\tidentity,, gzip ", outer, TEXT, "");
	packed_free(inner);
	packed_free(outer);
}

static void
test_more_codings_than_depth_are_refused(void **state)
{
	struct shuhi_body_limits limits = { .depth = 2 };
	struct span a = packed_gzip(TEXT), b = packed_gzip(a),
	            c = packed_gzip(b), out;
	struct taken t;

	(void)state;
	taken_open(&t, &limits);
	out = extract_inflate(&t.x, SPAN("body"), SPAN("gzip,gzip"), b);
	assert_true(span_eq(out, TEXT));
	assert_string_equal(taken_told(&t), "");
	extract_inflate(&t.x, SPAN("body"), SPAN("gzip,gzip,gzip"), c);
	assert_string_equal(taken_told(&t), "!body=depth|");
	taken_close(&t);
	packed_free(a);
	packed_free(b);
	packed_free(c);
}

static void
test_an_unknown_coding_is_told(void **state)
{
	(void)state;
	expect_inflated("compress", TEXT, TEXT, "!body=undecodable|");
	expect_inflated("gzi", TEXT, TEXT, "!body=undecodable|");
}

static void
test_what_was_never_packed_is_read_as_it_is(void **state)
{
	(void)state;
	expect_inflated("gzip", TEXT, TEXT, "!body=undecodable|");
	expect_inflated("zstd", TEXT, TEXT, "!body=undecodable|");
}

static void
test_what_came_before_the_cut_is_kept(void **state)
{
	struct span text = repeated('x', 3000), gzip = packed_gzip(text),
	            zstd = packed_zstd(TEXT), br = packed_br(TEXT);

	(void)state;
	gzip.len -= 8; /* its checksum and length */
	expect_inflated("gzip", gzip, text, "!body=broken|");
	br.len--;
	expect_inflated("br", br, TEXT, "!body=broken|");
	zstd.len--;
	/* no checksum: the last byte is the last of the text */
	expect_inflated("zstd", zstd, span_sub(TEXT, 0, TEXT.len - 1),
	    "!body=broken|");
	packed_free(text);
	packed_free(gzip);
	packed_free(zstd);
	packed_free(br);
}

static void
test_a_damaged_stream_is_undecodable(void **state)
{
	struct span gzip = packed_gzip(TEXT);
	char *p = (char *)(uintptr_t)gzip.ptr;

	(void)state;
	p[gzip.len - 6] ^= 1; /* of the checksum */
	expect_inflated("gzip", gzip, TEXT, "!body=undecodable|");
	packed_free(gzip);
}

static void
test_members_one_behind_the_other_are_one_text(void **state)
{
	struct span a = packed_gzip(SPAN("山田さん、")),
	            b = packed_gzip(SPAN("肺炎で入院"));
	char both[256];

	(void)state;
	memcpy(both, a.ptr, a.len);
	memcpy(both + a.len, b.ptr, b.len);
	expect_inflated(
	    "gzip", (struct span){ both, a.len + b.len }, TEXT, "");
	packed_free(a);
	packed_free(b);
}

static void
test_bytes_behind_the_end_are_told(void **state)
{
	struct span a = packed_gzip(TEXT), b = packed_br(TEXT);
	char more[256] = { 0 };

	(void)state;
	memcpy(more, a.ptr, a.len);
	expect_inflated(
	    "gzip", (struct span){ more, a.len + 3 }, TEXT, "!body=broken|");
	memcpy(more, b.ptr, b.len);
	expect_inflated(
	    "br", (struct span){ more, b.len + 3 }, TEXT, "!body=broken|");
	packed_free(a);
	packed_free(b);
}

/* The failures when `in` is inflated under these limits; bytes that came out. */
static size_t
inflated_within(const struct shuhi_body_limits *limits, const char *coding,
    struct span in, const char *failures)
{
	struct taken t;
	struct span out;

	taken_open(&t, limits);
	out = extract_inflate(&t.x, SPAN("body"), span_of(coding), in);
	assert_string_equal(taken_told(&t), failures);
	taken_close(&t);
	return out.len;
}

static void
test_bytes_may_be_so_many_and_no_more(void **state)
{
	struct span text = repeated('x', 5000), gzip = packed_gzip(text),
	            br = packed_br(text), zstd = packed_zstd(text);
	struct shuhi_body_limits at = { .bytes = 5000 }, past = { .bytes = 4999 };

	(void)state;
	assert_int_equal(inflated_within(&at, "gzip", gzip, ""), 5000);
	assert_int_equal(inflated_within(&at, "br", br, ""), 5000);
	assert_int_equal(inflated_within(&at, "zstd", zstd, ""), 5000);
	assert_int_equal(
	    inflated_within(&past, "gzip", gzip, "!body=too-large|"), 4999);
	assert_int_equal(
	    inflated_within(&past, "br", br, "!body=too-large|"), 4999);
	assert_int_equal(
	    inflated_within(&past, "zstd", zstd, "!body=too-large|"), 4999);
	packed_free(text);
	packed_free(gzip);
	packed_free(br);
	packed_free(zstd);
}

static void
test_a_bomb_is_a_matter_of_ratio(void **state)
{
	struct span text = repeated('x', 4 << 20), gzip = packed_gzip(text);
	uint32_t exact = (uint32_t)((text.len + gzip.len - 1) / gzip.len);
	struct shuhi_body_limits at = { .ratio = exact },
	                         past = { .ratio = exact - 1 };

	(void)state;
	assert_int_equal(inflated_within(&at, "gzip", gzip, ""), text.len);
	assert_true(inflated_within(&past, "gzip", gzip, "!body=ratio|") <
	    text.len);
	assert_true(inflated_within(NULL, "gzip", gzip, "!body=ratio|") <
	    text.len);
	packed_free(text);
	packed_free(gzip);
}

static void
test_little_is_no_bomb(void **state)
{
	struct span at = repeated('x', LIMIT_BODY_RATIO_FREE),
	            past = repeated('x', LIMIT_BODY_RATIO_FREE + 1),
	            gzip = packed_gzip(at), more = packed_gzip(past);
	struct shuhi_body_limits limits = { .ratio = 1 };

	(void)state;
	assert_int_equal(inflated_within(&limits, "gzip", gzip, ""), at.len);
	assert_int_equal(
	    inflated_within(&limits, "gzip", more, "!body=ratio|"), at.len);
	packed_free(at);
	packed_free(past);
	packed_free(gzip);
	packed_free(more);
}

static void
test_a_window_wider_than_the_web_allows_is_too_large(void **state)
{
	ZSTD_CCtx *c = ZSTD_createCCtx();
	char out[256];
	ZSTD_inBuffer in = { "xy", 2, 0 };
	ZSTD_outBuffer to = { out, sizeof out, 0 };

	(void)state;
	ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, ZSTD_WINDOW_LOG + 1);
	/* flushed before the end, so that the size is not known before */
	assert_false(ZSTD_isError(
	    ZSTD_compressStream2(c, &to, &in, ZSTD_e_flush)));
	ZSTD_compressStream2(c, &to, &in, ZSTD_e_end);
	ZSTD_freeCCtx(c);
	assert_int_equal(inflated_within(NULL, "zstd",
	                     (struct span){ out, to.pos }, "!body=too-large|"),
	    0);
}

static void
test_time_that_is_up_stops_it(void **state)
{
	struct span text = repeated('x', 5000), gzip = packed_gzip(text);
	struct inflated out;
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	t.x.deadline = 1;
	inflate_coding(&t.x, CODING_GZIP, gzip, &out);
	assert_int_equal(out.cause, SHUHI_CAUSE_TIMEOUT);
	taken_close(&t);
	packed_free(text);
	packed_free(gzip);
}

static void
test_packed_bytes_are_known_without_a_header(void **state)
{
	struct span json = SPAN("{\"a\":\"x\"}"), gzip = packed_gzip(json),
	            zstd = packed_zstd(json);

	(void)state;
	expect_taken("application/json", gzip, "json:$.a=x|");
	expect_taken("", zstd, "json:$.a=x|");
	packed_free(gzip);
	packed_free(zstd);
}

static void
test_no_memory_is_no_empty_text(void **state)
{
	struct span text = repeated('x', 200000), gzip = packed_gzip(text);
	struct inflated out;
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	arena_fini(&t.arena);
	arena_init(&t.arena, 100000);
	inflate_coding(&t.x, CODING_GZIP, gzip, &out);
	assert_true(t.arena.overflowed);
	taken_close(&t);
	packed_free(text);
	packed_free(gzip);
}

static void
test_packed_bytes_that_are_cut_off_are_told_without_a_header(void **state)
{
	struct span gzip = packed_gzip(SPAN("{\"a\":\"x\"}"));

	(void)state;
	expect_taken("application/json", span_sub(gzip, 0, gzip.len - 4),
	    "json:$.a=x|!body=broken|");
	packed_free(gzip);
}

static void
test_all_that_is_unpacked_counts_together(void **state)
{
	struct shuhi_body_limits limits = { .bytes = 1500 };
	struct span text = repeated('x', 1000), gzip = packed_gzip(text);
	struct inflated out;
	struct taken t;

	(void)state;
	taken_open(&t, &limits);
	inflate_coding(&t.x, CODING_GZIP, gzip, &out);
	assert_int_equal(out.cause, SHUHI_CAUSE_NONE);
	inflate_coding(&t.x, CODING_GZIP, gzip, &out);
	assert_int_equal(out.cause, SHUHI_CAUSE_TOO_LARGE);
	assert_int_equal(out.bytes.len, 500);
	taken_close(&t);
	packed_free(text);
	packed_free(gzip);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_coding_is_undone),
		cmocka_unit_test(test_codings_are_undone_from_the_last),
		cmocka_unit_test(test_more_codings_than_depth_are_refused),
		cmocka_unit_test(test_an_unknown_coding_is_told),
		cmocka_unit_test(test_what_was_never_packed_is_read_as_it_is),
		cmocka_unit_test(test_what_came_before_the_cut_is_kept),
		cmocka_unit_test(test_a_damaged_stream_is_undecodable),
		cmocka_unit_test(
		    test_members_one_behind_the_other_are_one_text),
		cmocka_unit_test(test_bytes_behind_the_end_are_told),
		cmocka_unit_test(test_bytes_may_be_so_many_and_no_more),
		cmocka_unit_test(test_a_bomb_is_a_matter_of_ratio),
		cmocka_unit_test(test_little_is_no_bomb),
		cmocka_unit_test(
		    test_a_window_wider_than_the_web_allows_is_too_large),
		cmocka_unit_test(test_time_that_is_up_stops_it),
		cmocka_unit_test(test_packed_bytes_are_known_without_a_header),
		cmocka_unit_test(test_no_memory_is_no_empty_text),
		cmocka_unit_test(
		    test_packed_bytes_that_are_cut_off_are_told_without_a_header),
		cmocka_unit_test(test_all_that_is_unpacked_counts_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
