#include "../scanner/extract/multipart.c" /* statics included on purpose */
#include "taken.h"

#define TYPE "multipart/form-data; boundary=xyz"
#define NAME(name) "Content-Disposition: form-data; name=\"" name "\"\r\n"

static void
test_each_part_is_a_field(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE,
	    "--xyz\r\n" NAME("a") "\r\nx\r\n--xyz\r\n" NAME("b")
	    "\r\ny\r\n--xyz--\r\n",
	    "part[1]:a=x|part[2]:b=y|");
}

static void
test_a_file_is_named_and_its_name_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE,
	    "--xyz\r\nContent-Disposition: form-data; name=\"f\"; "
	    "filename=\"山田.txt\"\r\nContent-Type: text/plain\r\n\r\nx"
	    "\r\n--xyz--",
	    "part[1]:山田.txt!filename=山田.txt|part[1]:山田.txt=x|");
}

static void
test_a_name_in_other_clothes_is_the_same(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE,
	    "--xyz\nContent-Disposition: form-data; name=f; "
	    "filename*=UTF-8''%E5%B1%B1.txt\n\nx\n--xyz--",
	    "part[1]:山.txt!filename=山.txt|part[1]:山.txt=x|");
	EXPECT_TAKEN(TYPE,
	    "--xyz\nContent-Disposition: form-data; "
	    "filename*0*=UTF-8''%E5; filename*1*=%B1%B1.txt\n\nx\n--xyz--",
	    "part[1]:山.txt!filename=山.txt|part[1]:山.txt=x|");
	EXPECT_TAKEN(TYPE,
	    "--xyz\nContent-Disposition: form-data; filename="
	    "\"=?utf-8?B?5bGx?=\"\n\nx\n--xyz--",
	    "part[1]:山!filename=山|part[1]:山=x|");
	EXPECT_TAKEN(TYPE,
	    "--xyz\nContent-Disposition: form-data; name=\"a\\\"; b\"\n\nx"
	    "\n--xyz--",
	    "part[1]:a\"; b=a\"; b:x|");
}

static void
test_json_in_a_part_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE,
	    "--xyz\r\n" NAME("payload") "Content-Type: application/json\r\n"
	    "\r\n{\"t\":\"x\"}\r\n--xyz--\r\n",
	    "part[1]:payload!json:$.t=x|");
}

static void
test_a_part_in_a_part_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE,
	    "--xyz\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n"
	    "--in\r\n\r\nx\r\n--in--\r\n--xyz--\r\n",
	    "part[1]!part[1]=x|");
}

static void
test_a_part_keeps_bytes_that_look_like_newlines(void **state)
{
	struct span bytes = SPAN(
	    "--xyz\r\n" NAME("a") "\r\n\r\n\r\n--xy\r\n\r\n--xyz--");
	struct part p = { .path = SPAN(""), .bytes = bytes,
		.type = SPAN(TYPE) };
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_string_equal(taken_told(&t), "part[1]:a=\r\n\r\n--xy\r\n|");
	taken_close(&t);
}

static void
test_transfer_encodings_are_undone(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE,
	    "--xyz\r\n" NAME("a") "Content-Transfer-Encoding: base64\r\n\r\n"
	    "5bGx\r\n55Sw\r\n--xyz\r\n" NAME("b")
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
	    "=E5=B1=\r\n=B1=zz\r\n--xyz--",
	    "part[1]:a=山田|part[2]:b=山=zz|");
	EXPECT_TAKEN(TYPE,
	    "--xyz\r\n" NAME("a") "Content-Transfer-Encoding: x-uuencode\r\n"
	    "\r\nx\r\n--xyz--",
	    "part[1]:a=x|!part[1]:a=undecodable|");
	EXPECT_TAKEN(TYPE,
	    "--xyz\r\n" NAME("a") "Content-Transfer-Encoding: base64\r\n\r\n"
	    "5b!Gx\r\n--xyz--",
	    "part[1]:a=山|!part[1]:a=broken|");
}

static void
test_a_wrong_boundary_is_found_in_the_body(void **state)
{
	(void)state;
	EXPECT_TAKEN("multipart/form-data; boundary=other",
	    "--xyz\r\n" NAME("a") "\r\nx\r\n--xyz--", "part[1]:a=x|");
	EXPECT_TAKEN("multipart/form-data",
	    "--xyz\r\n" NAME("a") "\r\nx\r\n--xyz--", "part[1]:a=x|");
	EXPECT_TAKEN("text/plain",
	    "--xyz\r\n" NAME("a") "\r\nx\r\n--xyz--", "part[1]:a=x|");
}

static void
test_no_boundary_at_all_is_told_and_the_text_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE, "x y", "text=x y|!body=broken|");
}

static void
test_a_cut_off_body_is_told_and_its_last_part_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE, "--xyz\r\n" NAME("a") "\r\nx\r\n--xy",
	    "part[1]:a=x\r\n--xy|!body=broken|");
}

static void
test_what_stands_outside_of_the_parts_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE,
	    "before\r\n--xyz\r\n" NAME("a") "\r\nx\r\n--xyz--\r\nafter",
	    "preamble=before|part[1]:a=x|epilogue=after|");
}

static void
test_a_part_without_headers_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE, "--xyz\r\n\r\nx\r\n--xyz--", "part[1]=x|");
	EXPECT_TAKEN(TYPE, "--xyz\r\n山 x\r\n--xyz--", "part[1]=山 x|");
}

/* One part whose headers are so many bytes, to be freed. */
static struct span
with_headers(size_t n)
{
	struct span head = SPAN("--xyz\r\nX-A: "),
	            tail = SPAN("\r\n\r\nx\r\n--xyz--");
	char *p = malloc(head.len + n + tail.len);

	assert_non_null(p);
	memcpy(p, head.ptr, head.len);
	/* "X-A: ", the value, and its newline are the n */
	memset(p + head.len, 'a', n - 7);
	memcpy(p + head.len + n - 7, tail.ptr, tail.len);
	return (struct span){ p, head.len + n - 7 + tail.len };
}

static void
test_headers_may_be_so_long_and_no_longer(void **state)
{
	struct span at = with_headers(LIMIT_HEADERS - 2),
	            past = with_headers(LIMIT_HEADERS + 1);
	struct part p = { .path = SPAN(""), .bytes = at, .type = SPAN(TYPE) };
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_string_equal(taken_told(&t), "part[1]=x|");
	taken_close(&t);
	p.bytes = past;
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_int_equal(t.x.told[SHUHI_CAUSE_TOO_LARGE], 1);
	taken_close(&t);
	free((char *)(uintptr_t)at.ptr);
	free((char *)(uintptr_t)past.ptr);
}

/* So many empty parts; to be freed. */
static struct span
with_parts(size_t n)
{
	char *p = malloc(n * 11 + 16);
	size_t i, len = 0;

	assert_non_null(p);
	for (i = 0; i < n; i++, len += 11)
		memcpy(p + len, "--xyz\r\n\r\n\r\n", 11);
	memcpy(p + len, "--xyz--", 7);
	return (struct span){ p, len + 7 };
}

static void
test_parts_may_be_so_many_and_no_more(void **state)
{
	struct span at = with_parts(LIMIT_PARTS),
	            past = with_parts(LIMIT_PARTS + 1);
	struct part p = { .path = SPAN(""), .bytes = at, .type = SPAN(TYPE) };
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_string_equal(taken_told(&t), "");
	taken_close(&t);
	p.bytes = past;
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_string_equal(taken_told(&t), "!body=too-large|");
	taken_close(&t);
	free((char *)(uintptr_t)at.ptr);
	free((char *)(uintptr_t)past.ptr);
}

static void
test_depth_ends_where_it_is_told_to(void **state)
{
	struct shuhi_body_limits limits = { .depth = 2 };
	struct part p = { .path = SPAN(""), .type = SPAN(TYPE),
		.bytes = SPAN("--xyz\r\n\r\nx\r\n--xyz--") };
	struct taken t;

	(void)state;
	taken_open(&t, &limits);
	extract_bytes(&t.x, &p);
	assert_string_equal(taken_told(&t), "part[1]=x|");
	taken_close(&t);
	limits.depth = 1;
	taken_open(&t, &limits);
	extract_bytes(&t.x, &p);
	assert_string_equal(taken_told(&t), "!part[1]=depth|");
	taken_close(&t);
}

static void
test_a_longer_word_is_another_boundary(void **state)
{
	(void)state;
	EXPECT_TAKEN(TYPE,
	    "--xyz\r\n" NAME("a") "\r\nx\r\n--xyzzy\r\ny\r\n--xyz--\r\n",
	    "part[1]:a=x\r\n--xyzzy\r\ny|");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_part_is_a_field),
		cmocka_unit_test(test_a_file_is_named_and_its_name_is_read),
		cmocka_unit_test(test_a_name_in_other_clothes_is_the_same),
		cmocka_unit_test(test_json_in_a_part_is_read),
		cmocka_unit_test(test_a_part_in_a_part_is_read),
		cmocka_unit_test(
		    test_a_part_keeps_bytes_that_look_like_newlines),
		cmocka_unit_test(test_transfer_encodings_are_undone),
		cmocka_unit_test(test_a_wrong_boundary_is_found_in_the_body),
		cmocka_unit_test(
		    test_no_boundary_at_all_is_told_and_the_text_read),
		cmocka_unit_test(
		    test_a_cut_off_body_is_told_and_its_last_part_read),
		cmocka_unit_test(test_what_stands_outside_of_the_parts_is_read),
		cmocka_unit_test(test_a_part_without_headers_is_read),
		cmocka_unit_test(test_headers_may_be_so_long_and_no_longer),
		cmocka_unit_test(test_parts_may_be_so_many_and_no_more),
		cmocka_unit_test(test_depth_ends_where_it_is_told_to),
		cmocka_unit_test(test_a_longer_word_is_another_boundary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
