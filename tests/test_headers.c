/* What clients write into the headers of a request. */
#include "../scanner/extract/headers.c" /* statics included on purpose */
#include "body.h"
#include "taken.h"

static const char *
told_of(const char *headers)
{
	return told(scanned(&(struct shuhi_body){
	    .headers = headers, .bytes = "x", .len = 1 }));
}

static void
test_the_name_of_a_file_is_read(void **state)
{
	(void)state;
	assert_string_equal(
	    told_of("Content-Disposition: attachment; "
	            "filename*=UTF-8''%E5%B1%B1%E7%94%B0%E3%81%95%E3%82%93"
	            "%E3%80%81%E8%82%BA%E7%82%8E%E3%81%A7%E5%85%A5%E9%99%A2"
	            "\r\n"),
	    "header:Content-Disposition=named-illness ");
}

static void
test_a_header_of_a_service_is_read(void **state)
{
	(void)state;
	assert_string_equal(
	    told_of("Host: x.com\r\nTitle: 山田さん、肺炎で入院\r\n"),
	    "header:Title=named-illness ");
}

static void
test_json_in_a_header_is_read(void **state)
{
	(void)state;
	assert_string_equal(
	    told_of("X-Params: {\"caption\":\"山田さん、肺炎で入院\"}\r\n"),
	    "header:X-Params!json:$.caption=named-illness ");
}

static void
test_percent_coding_in_a_header_is_read(void **state)
{
	(void)state;
	assert_string_equal(
	    told_of("X-OWA-UrlPostData: %E5%B1%B1%E7%94%B0%E3%81%95%E3%82%93"
	            "%E3%80%81%E8%82%BA%E7%82%8E%E3%81%A7%E5%85%A5%E9%99%A2"
	            "\r\n"),
	    "header:X-OWA-UrlPostData!percent=named-illness ");
}

static void
test_base64_in_a_header_is_read(void **state)
{
	(void)state;
	assert_string_equal(
	    told_of("Upload-Metadata: filename "
	            "5bGx55Sw44GV44KT44CB6IK654KO44Gn5YWl6Zmi,type eA==\r\n"),
	    "header:Upload-Metadata!base64=named-illness ");
}

static void
test_what_the_protocol_needs_is_passed_over(void **state)
{
	(void)state;
	assert_string_equal(
	    told_of("User-Agent: 山田さん、肺炎で入院\r\n"
	            "Sec-Fetch-Mode: 山田さん、肺炎で入院\r\n"),
	    "");
}

/* Of the length of the longest that services send. */
static void
test_a_token_in_a_header_is_no_failure(void **state)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	static char header[4100] = "X-Token: ";
	unsigned r = 7;
	size_t i;

	(void)state;
	for (i = strlen(header); i < 4096; i++) {
		r = r * 1103515245u + 12345u;
		header[i] = letters[r >> 16 & 63];
	}
	memcpy(header + 4096, "\r\n", 3);
	assert_string_equal(told_of(header), "");
}

static bool
says_media(const char *block)
{
	struct taken t;
	bool media;

	taken_open(&t, NULL);
	media = headers_say_media(&t.x, span_of(block));
	taken_close(&t);
	return media;
}

static void
test_headers_say_that_a_piece_is_of_a_video(void **state)
{
	(void)state;
	assert_true(says_media("Offset: 60000\r\nX-Entity-Type: video/mp4\r\n"));
	assert_true(says_media("x-upload-content-type: image/heic\r\n"));
	/* filename a.mp4, filetype video/mp4 */
	assert_true(says_media(
	    "Upload-Metadata: filename YS5tcDQ=,filetype dmlkZW8vbXA0\r\n"));
	assert_false(says_media("X-Entity-Type: text/plain\r\n"));
	assert_false(says_media("X-Entity-Name: video/mp4\r\n"));
	/* filetype text/plain, filename video/mp4 */
	assert_false(says_media("Upload-Metadata: filetype dGV4dC9wbGFpbg==,"
	                        "filename dmlkZW8vbXA0,filetype\r\n"));
	assert_false(says_media(""));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_name_of_a_file_is_read),
		cmocka_unit_test(test_a_header_of_a_service_is_read),
		cmocka_unit_test(test_json_in_a_header_is_read),
		cmocka_unit_test(test_percent_coding_in_a_header_is_read),
		cmocka_unit_test(test_base64_in_a_header_is_read),
		cmocka_unit_test(test_what_the_protocol_needs_is_passed_over),
		cmocka_unit_test(test_a_token_in_a_header_is_no_failure),
		cmocka_unit_test(test_headers_say_that_a_piece_is_of_a_video),
	};

	return cmocka_run_group_tests(tests, open_bodies, close_bodies);
}
