#include "../scanner/extract/prose.c" /* statics included on purpose */
#include "taken.h"

#define JSON "application/json"

/* `n` letters of base64 that decode to noise, as a field of JSON; to be freed. */
static struct span
noise_in_json(size_t n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "abcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t seed = 11;
	char *p = malloc(n + 4);
	size_t i;

	assert_non_null(p);
	memcpy(p, "[\"", 2);
	for (i = 0; i < n; i++)
		p[2 + i] = letters[chance(&seed, 64)];
	memcpy(p + 2 + n, "\"]", 2);
	return (struct span){ p, n + 4 };
}

/* Fields of bytes, and failures, of a text of so much noise. */
static void
expect_of_noise(size_t n, size_t failures)
{
	struct part p = { .path = SPAN(""), .type = SPAN(JSON) };
	struct taken t;

	p.bytes = noise_in_json(n);
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_int_equal(t.x.nfields, 0);
	assert_int_equal(t.x.nfailures, failures);
	taken_close(&t);
	free((char *)(uintptr_t)p.bytes.ptr);
}

/* ---- base64 ------------------------------------------------------------------- */

static void
test_protobuf_in_base64_is_read_as_bytes_are(void **state)
{
	(void)state;
	/* 山田太郎さんが肺炎で入院 between numbers */
	EXPECT_TAKEN(JSON,
	    "[\"CJYBEiTlsbHnlLDlpKrpg47jgZXjgpPjgYzogrrngo7jgaflhaXpmaIYBSUA"
	    "AIA/\"]",
	    "json:$[0]!base64!binary:utf-8=$山田太郎さんが肺炎で入院\n|"
	    "json:$[0]=CJYBEiTlsbHnlLDlpKrpg47jgZXjgpPjgYzogrrngo7jgaflhaXpma"
	    "IYBSUAAIA/|");
}

static void
test_zlib_and_bare_deflate_in_base64_are_unpacked(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON,
	    "[\"eJx7unHj8ykbni5Z9bK573Hj1MdNkx839rxo2vW8Cchd/rR16cuZiwDT4hja"
	    "\"]",
	    "json:$[0]!base64=山田太郎さんが肺炎で入院|"
	    "json:$[0]=eJx7unHj8ykbni5Z9bK573Hj1MdNkx839rxo2vW8Cchd/rR16cuZiw"
	    "DT4hja|");
	EXPECT_TAKEN(JSON,
	    "[\"e7px4/MpG54uWfWyue9x49THTZMfN/a8aNr1vAnIXf60denLmYsA\"]",
	    "json:$[0]!base64=山田太郎さんが肺炎で入院|"
	    "json:$[0]=e7px4/MpG54uWfWyue9x49THTZMfN/a8aNr1vAnIXf60denLmYsA|");
}

static void
expect_read(const char *base64)
{
	char body[256], want[512];

	snprintf(body, sizeof body, "[\"%s\"]", base64);
	snprintf(want, sizeof want,
	    "json:$[0]!base64=山田太郎さんが肺炎で入院|json:$[0]=%s|", base64);
	expect_taken(JSON, span_of(body), want);
}

static void
test_every_charset_in_base64_is_read(void **state)
{
	(void)state;
	expect_read("cVwwdSpZzpBVMJMwTDC6gI5wZzBlUWKW");
	expect_read("u7PFxMLAz7qktaTzpKzH2bHqpMfG/rGh");
	expect_read("GyRCOzNFREJATzokNSRzJCxHWTFqJEdGfjEhGyhC");
	expect_read("jlKTY5G+mFmCs4LxgqqUeImKgsWT/IlA");
}

static void
test_tokens_are_neither_text_nor_files(void **state)
{
	(void)state;
	/* a JWT: header and claims are JSON, its signature is noise */
	EXPECT_TAKEN(JSON,
	    "[\"u7Nb0XzPSbkN3a1kTQw9Zr5YcX2fJ8mLhE6vGdqAoWs\"]",
	    "json:$[0]=u7Nb0XzPSbkN3a1kTQw9Zr5YcX2fJ8mLhE6vGdqAoWs|");
	expect_of_noise(2048, 0);
}

static void
test_words_in_one_case_and_queries_are_not_decoded(void **state)
{
	(void)state;
	assert_false(has_both_cases(SPAN("5d41402abc4b2a76b9719d911017c592")));
	assert_false(has_both_cases(SPAN("5D41402ABC4B2A76B9719D911017C592")));
	assert_true(has_both_cases(SPAN("5bGx55Sw")));
	assert_false(has_quoted(SPAN("id=aa id=ab id=ac a=10 b=20 c=30"), 1));
	assert_true(has_quoted(SPAN("=E5=B1=B1"), 3));
	assert_false(has_quoted(SPAN("=E5=B1=B"), 3));
	assert_true(has_quoted(SPAN("=1B$B=1B(B=1B$B"), 3));
}

static void
test_noise_longer_than_any_token_is_a_file(void **state)
{
	(void)state;
	expect_of_noise(LIMIT_TOKEN, 0);
	expect_of_noise(LIMIT_TOKEN + 1, 1);
}

static void
test_long_base64_is_no_prose_and_leaves_places_alone(void **state)
{
	struct span noise = noise_in_json(512);
	struct part p = { .path = SPAN("") };
	char text[600];
	struct taken t;

	(void)state;
	memset(text, ' ', sizeof text);
	memcpy(text, "山", 3);
	memcpy(text + 4, noise.ptr + 2, 512);
	memcpy(text + 520, "田", 3);
	p.bytes = (struct span){ text, 523 };
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_int_equal(t.x.nfields, 1);
	assert_int_equal(t.x.fields[0].text.len, 523);
	assert_memory_equal(t.x.fields[0].text.ptr + 520, "田", 3);
	assert_int_equal(span_trim(span_sub(t.x.fields[0].text, 3, 520)).len, 0);
	taken_close(&t);
	free((char *)(uintptr_t)noise.ptr);
}

static void
test_lines_of_base64_end_where_mail_and_pgp_mark_it(void **state)
{
	struct span s = SPAN("QUJDREVGR0hJSktMTU5PUFFSU1RV\n--xyz--\n");

	(void)state;
	assert_int_equal(base64_end(s, 0), 28);
	s = SPAN("QUJDREVGR0hJSktMTU5PUFFSU1RV\r\nQUI=\r\n");
	assert_int_equal(base64_end(s, 0), 34);
}

static void
test_what_pgp_has_locked_is_encrypted(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain", "-----BEGIN PGP MESSAGE-----\n\nhQ==\n",
	    "text=-----BEGIN PGP MESSAGE-----\n\nhQ==\n|!text=encrypted|");
}

/* ---- files in texts -------------------------------------------------------------- */

static void
test_a_mail_in_a_field_is_read_as_mail(void **state)
{
	(void)state;
	/* 請求書を添付しました。 in ISO-2022-JP */
	EXPECT_TAKEN(JSON,
	    "{\"m\":\"MIME-Version: 1.0\\r\\nContent-Type: text/plain; "
	    "charset=ISO-2022-JP\\r\\nContent-Transfer-Encoding: base64\\r\\n"
	    "\\r\\nGyRCQEE1YT1xJHJFOklVJDckXiQ3JD8hIxsoQg==\"}",
	    "json:$.m!mail:body=請求書を添付しました。|");
}

static void
test_what_people_copy_of_a_mail_into_a_field_is_prose(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "[\"To: 山田\\nSubject: x\\n\\n肺炎\"]",
	    "json:$[0]=To: 山田\nSubject: x\n\n肺炎|");
}

static void
test_escapes_of_iso_2022_jp_in_a_field_are_undone(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "[\"\\u001b$B;3ED\\u001b(B\"]", "json:$[0]=山田|");
}

static void
test_rtf_in_a_field_is_told(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "[\"{\\\\rtf1 \\\\'8e\\\\'52}\"]",
	    "json:$[0]!binary:utf-8={\\rtf1 \\'8e\\'52}\n|"
	    "!json:$[0]=unsupported|");
}

static void
test_prose_about_files_is_prose(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "[\"%PDF-1.4 is how it begins\"]",
	    "json:$[0]=%PDF-1.4 is how it begins|");
	EXPECT_TAKEN("text/plain", "begin 644 files\nand go on\n",
	    "text=begin 644 files\nand go on\n|");
}

/* ---- uuencode -------------------------------------------------------------------- */

static void
test_a_file_in_uuencode_is_read_and_is_no_prose(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain",
	    "x\nbegin 644 a.txt\n>Y;&QYY2PXX&5XX*3XX\"!Z(*ZYX*.XX&GY86EZ9FB\n`\nend\n",
	    "text!uu:a.txt!filename=a.txt|text!uu:a.txt=山田さん、肺炎で入院|"
	    "text=x\n                                                            end\n|");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_protobuf_in_base64_is_read_as_bytes_are),
		cmocka_unit_test(
		    test_zlib_and_bare_deflate_in_base64_are_unpacked),
		cmocka_unit_test(test_every_charset_in_base64_is_read),
		cmocka_unit_test(test_tokens_are_neither_text_nor_files),
		cmocka_unit_test(
		    test_words_in_one_case_and_queries_are_not_decoded),
		cmocka_unit_test(test_noise_longer_than_any_token_is_a_file),
		cmocka_unit_test(
		    test_long_base64_is_no_prose_and_leaves_places_alone),
		cmocka_unit_test(
		    test_lines_of_base64_end_where_mail_and_pgp_mark_it),
		cmocka_unit_test(test_what_pgp_has_locked_is_encrypted),
		cmocka_unit_test(test_a_mail_in_a_field_is_read_as_mail),
		cmocka_unit_test(
		    test_what_people_copy_of_a_mail_into_a_field_is_prose),
		cmocka_unit_test(
		    test_escapes_of_iso_2022_jp_in_a_field_are_undone),
		cmocka_unit_test(test_rtf_in_a_field_is_told),
		cmocka_unit_test(test_prose_about_files_is_prose),
		cmocka_unit_test(
		    test_a_file_in_uuencode_is_read_and_is_no_prose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
