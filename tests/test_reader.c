#include "../scanner/extract/reader.c" /* statics included on purpose */
#include "packed.h"
#include "taken.h"

/* ---- what stands before the first bytes ------------------------------------------- */

static void
test_blanks_before_a_file_do_not_turn_its_reader_off(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/octet-stream", "\n{\\rtf1 x\\'8e\\'52}",
	    "binary:utf-8={\\rtf1 x\\'8e\\'52}\n|!body=unsupported|");
	EXPECT_TAKEN("text/plain", "\xef\xbb\xbf\r\n \x89PNG\r\n\x1a\n\x00\x00",
	    "!body=media|");
	EXPECT_TAKEN("text/plain",
	    "\xef\xbb\xbf" "From: a@example.jp\r\nSubject: =?utf-8?B?5bGx?="
	    "\r\n\r\ny",
	    "mail:from=a@example.jp|mail:subject=山|mail:body=y|");
}

static void
test_a_pdf_in_seven_bits_is_one_within_the_first_kib(void **state)
{
	(void)state;
	assert_int_equal(kind_of(&(struct part){
	                     .bytes = SPAN("x\n%PDF-1.4\n1 0 obj\nendobj") }),
	    KIND_OFFICE);
	assert_int_equal(kind_of(&(struct part){
	                     .bytes = SPAN("Of %PDF-1.4 and endobj") }),
	    KIND_TEXT);
}

static void
test_a_multipart_whose_first_part_is_a_pdf_is_a_multipart(void **state)
{
	(void)state;
	/* as many control characters as a packed stream has */
	EXPECT_TAKEN("multipart/form-data; boundary=xyz",
	    "--xyz\r\nContent-Disposition: form-data; name=\"f\"\r\n"
	    "Content-Type: image/png\r\n\r\n"
	    "%PDF-\x01\x02\x03\x01\x02\x03\x01\x02\x03\x01\x02\x03"
	    "\r\n--xyz\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n"
	    "山田\r\n--xyz--",
	    "part[2]:t=山田|!part[1]:f=broken|");
}

/* ---- deflate ---------------------------------------------------------------------- */

static void
test_zlib_and_bare_deflate_are_unpacked_without_a_header(void **state)
{
	struct span text = SPAN("山田さんが肺炎で入院、山田さんが肺炎で入院");
	static const int wbits[] = { 15, -15 };
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct span z = packed_z(text, wbits[i]);

		expect_taken("", z,
		    "text=山田さんが肺炎で入院、山田さんが肺炎で入院|");
		packed_free(z);
	}
}

static void
test_a_message_packed_in_an_unknown_way_is_told(void **state)
{
	(void)state;
	expect_taken("application/grpc", SPAN("\1\0\0\0\5\xf0\x9d\1\2\3"),
	    "!message[1]=undecodable|");
}

static void
test_packed_messages_of_grpc_are_unpacked(void **state)
{
	struct span z = packed_gzip(SPAN("\x0a\x06山田"));
	char body[128] = "\0\0\0\0\2\x08\x01\1";
	size_t n = 7;

	(void)state;
	body[n + 4] = (char)z.len;
	memcpy(body + n + 5, z.ptr, z.len);
	n += 5 + z.len;
	memcpy(body + n, "\x80\0\0\0\x0egrpc-status: 0", 19);
	expect_taken("application/grpc", (struct span){ body, n + 19 },
	    "message[2]!binary:utf-8=山田\n|"
	    "message[3]!binary:utf-8=grpc-status: 0\n|");
	/* a length that is none: words are read, as of any bytes */
	expect_taken("application/grpc", (struct span){ body, n + 18 },
	    "binary:utf-8=grpc-status: \n|");
	packed_free(z);
}

/* ---- files nobody reads ------------------------------------------------------------- */

#define EIGHT "\x81\x01\x02\x03\xff\x9d\x00\x04"

static void
test_a_piece_of_a_file_of_few_unknown_bytes_is_told(void **state)
{
	(void)state;
	EXPECT_TAKEN("Application/Offset+Octet-Stream", EIGHT,
	    "!body=unsupported|");
	EXPECT_TAKEN("application/offset+octet-stream",
	    "\x81\x01\x02\x03\xff\x9d\x00", "");
	EXPECT_TAKEN("application/offset+octet-stream", "\x01\x02letters.\x03",
	    "binary:utf-8=letters.\n|!body=unsupported|");
	EXPECT_TAKEN("application/offset+octet-stream", "\x01letters.\x02",
	    "binary:utf-8=letters.\n|");
}

#define SIXTY_FOUR EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT

static void
test_few_unknown_bytes_are_what_a_program_reports(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/octet-stream",
	    SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR, "!body=unsupported|");
	EXPECT_TAKEN("application/octet-stream",
	    SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR EIGHT EIGHT EIGHT EIGHT EIGHT
	    EIGHT EIGHT "\x81\x01\x02\x03\xff\x9d\x00", "");
	EXPECT_TAKEN("application/x-protobuf",
	    "\x81\x01\x02\x03\xff\x9d\x00\x04", "");
}

/* ---- pieces -------------------------------------------------------------------------- */

static void
test_a_later_piece_of_a_picture_is_media(void **state)
{
	(void)state;
	EXPECT_TAKEN("video/mp4", "\x81\x01\x02\x03\xff\x9d\x00\x04",
	    "!body=media|");
}

static void
test_a_text_cut_inside_a_letter_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain", "\xb1\xb1山田さん\xe7\x94",
	    "text=山田さん|");
	EXPECT_TAKEN("application/offset+octet-stream", "\xb1山田さん\xe7",
	    "text=山田さん|");
	EXPECT_TAKEN("text/plain", "山田さん\xff",
	    "text=山田さん\xef\xbf\xbd|!body=undecodable|");
}

/* `head` and, packed behind it, `text`; to be freed. */
static struct span
envelope(const char *head, struct span text)
{
	struct span z = packed_z(text, 15);
	size_t n = strlen(head);
	char *p = malloc(n + z.len);

	assert_non_null(p);
	memcpy(p, head, n);
	memcpy(p + n, z.ptr, z.len);
	packed_free(z);
	return (struct span){ p, n + z.len };
}

static void
test_what_is_packed_behind_lines_of_json_is_read(void **state)
{
	struct span s = envelope("{\"a\":\"x\"}\n{\"b\":\"y\"}\n",
	    SPAN("[\"山田さん、肺炎で入院した。山田さん、肺炎で入院した。\"]"));

	(void)state;
	expect_taken("text/plain", s,
	    "json:$.a=x|json:$.b=y|packed!json:$[0]="
	    "山田さん、肺炎で入院した。山田さん、肺炎で入院した。|");
	packed_free(s);
}

static void
test_rubbish_that_is_said_to_be_text_is_told_and_not_judged(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain",
	    "\x81\x01\x02\x03\xff\x9d\x00\x04\x8e\xc0\x05\x06\x97\xf8",
	    "!body=undecodable|");
}

static void
test_events_are_read_one_by_one_beside_their_text(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/event-stream", "id: 1\ndata: {\"a\":\"x\"}\n\n",
	    "event[0]!json:$.a=x|text=id: 1\ndata: {\"a\":\"x\"}\n\n|");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_blanks_before_a_file_do_not_turn_its_reader_off),
		cmocka_unit_test(
		    test_a_pdf_in_seven_bits_is_one_within_the_first_kib),
		cmocka_unit_test(
		    test_a_multipart_whose_first_part_is_a_pdf_is_a_multipart),
		cmocka_unit_test(
		    test_zlib_and_bare_deflate_are_unpacked_without_a_header),
		cmocka_unit_test(
		    test_a_message_packed_in_an_unknown_way_is_told),
		cmocka_unit_test(test_packed_messages_of_grpc_are_unpacked),
		cmocka_unit_test(test_a_piece_of_a_file_of_few_unknown_bytes_is_told),
		cmocka_unit_test(test_few_unknown_bytes_are_what_a_program_reports),
		cmocka_unit_test(test_a_later_piece_of_a_picture_is_media),
		cmocka_unit_test(test_a_text_cut_inside_a_letter_is_read),
		cmocka_unit_test(
		    test_what_is_packed_behind_lines_of_json_is_read),
		cmocka_unit_test(
		    test_rubbish_that_is_said_to_be_text_is_told_and_not_judged),
		cmocka_unit_test(
		    test_events_are_read_one_by_one_beside_their_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
