#include "../scanner/extract/binary.c" /* statics included on purpose */
#include "taken.h"

#define BYTES "application/x-protobuf"

static void
test_runs_in_utf8_are_found(void **state)
{
	(void)state;
	EXPECT_TAKEN(BYTES, "\x0a\x1e山田さん、肺炎で入院\x12\x04\x01\xff\x02",
	    "binary:utf-8=山田さん、肺炎で入院\n|");
}

static void
test_each_run_is_a_line(void **state)
{
	(void)state;
	EXPECT_TAKEN(BYTES, "\x01山田\x02肺炎\x03hello world\x04no\x05",
	    "binary:utf-8=山田\n肺炎\nhello world\n|");
}

static void
test_runs_in_cp932_are_found(void **state)
{
	(void)state;
	/* 山田さん肺炎 */
	EXPECT_TAKEN(BYTES,
	    "\x01\x00\x8e\x52\x93\x63\x82\xb3\x82\xf1\x94\x78\x89\x8a\x00",
	    "binary:cp932=山田さん肺炎\n|");
}

static void
test_runs_in_utf16_are_found_at_odd_places_too(void **state)
{
	(void)state;
	/* 山田さん */
	EXPECT_TAKEN(BYTES, "\x01\x00\x00\x71\x5c\x30\x75\x55\x30\x93\x30\x00\x00",
	    "binary:utf-16le=山田さん\n|");
	EXPECT_TAKEN(BYTES, "\x00\x5c\x71\x75\x30\x30\x55\x30\x93\x00\x00",
	    "binary:utf-16be=山田さん\n|");
}

static void
test_random_bytes_are_no_text(void **state)
{
	struct part p = { .path = SPAN(""), .type = SPAN(BYTES) };
	uint32_t seed = 7;
	char bytes[1000];
	struct taken t;
	size_t i, k;

	(void)state;
	for (k = 0; k < 20; k++) {
		for (i = 0; i < sizeof bytes; i++)
			bytes[i] = (char)chance(&seed, 256);
		p.bytes = (struct span){ bytes, sizeof bytes };
		taken_open(&t, NULL);
		extract_bytes(&t.x, &p);
		assert_int_equal(t.x.nfailures, 0);
		for (i = 0; i < t.x.nfields; i++)
			assert_true(t.x.fields[i].text.len < 64);
		taken_close(&t);
	}
}

static void
test_what_is_packed_or_encrypted_is_told(void **state)
{
	struct part p = { .path = SPAN(""), .type = SPAN("") };
	static char bytes[65536];
	uint32_t seed = 7;
	struct taken t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)chance(&seed, 256);
	p.bytes = (struct span){ bytes, sizeof bytes };
	/* letters come about in it, words do not */
	memcpy(bytes + 5000, "\0山田さん、肺炎", 23);
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_string_equal(taken_told(&t),
	    "binary:utf-8=山田さん、肺炎\n|!body=unsupported|");
	taken_close(&t);
}

static void
test_a_file_of_no_known_kind_is_told(void **state)
{
	struct part p = {
		.path = SPAN("part[1]:a.dat"),
		.type = SPAN("application/octet-stream"),
		.filename = SPAN("a.dat"),
		.bytes = SPAN("\x00\x01\x02山田\x03\x00"),
	};
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_string_equal(taken_told(&t),
	    "part[1]:a.dat!binary:utf-8=山田\n|!part[1]:a.dat=unsupported|");
	taken_close(&t);
}

static void
test_pictures_are_told(void **state)
{
	(void)state;
	EXPECT_TAKEN("image/png", "\x89PNG\r\n\x1a\n\x00\x00",
	    "!body=media|");
	EXPECT_TAKEN("", "\xff\xd8\xff\xe0\x00\x10JFIF\x00山田\x00",
	    "binary:utf-8=山田\n|!body=media|");
	EXPECT_TAKEN("video/mp4", "\x00\x00\x00\x18" "ftypmp42",
	    "binary:utf-8=ftypmp42\n|!body=media|");
	EXPECT_TAKEN("image/x-nobody", "\x00\x01\x02\x03", "!body=media|");
}

static void
test_a_text_that_says_it_is_a_picture_is_text(void **state)
{
	(void)state;
	EXPECT_TAKEN("image/png", "山田さん", "text=山田さん|");
}

static void
test_old_office_files_are_told(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/msword",
	    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "!body=unsupported|");
	EXPECT_TAKEN("",
	    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"
	    "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
	    "binary:utf-16le=EncryptedPackage\n|!body=encrypted|");
}

static void
test_base64_in_a_text_is_opened(void **state)
{
	(void)state;
	/* 山田さんが肺炎で入院 */
	EXPECT_TAKEN("text/plain",
	    "x 5bGx55Sw44GV44KT44GM6IK654KO44Gn5YWl6Zmi y",
	    "text!base64=山田さんが肺炎で入院|"
	    "text=x 5bGx55Sw44GV44KT44GM6IK654KO44Gn5YWl6Zmi y|");
	/* {"a":"bcdefghijklmn"} */
	EXPECT_TAKEN("text/plain", "eyJhIjoiYmNkZWZnaGlqa2xtbiJ9",
	    "text!base64!json:$.a=bcdefghijklmn|"
	    "text=eyJhIjoiYmNkZWZnaGlqa2xtbiJ9|");
}

static void
test_a_picture_in_base64_is_told(void **state)
{
	struct part p = { .path = SPAN("f") };
	char text[400] = "iVBORw0KGgo";
	struct taken t;

	(void)state;
	memset(text + 11, 'A', 289);
	p.bytes = (struct span){ text, 300 };
	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_string_equal(taken_told(&t), "!f!base64=media|");
	taken_close(&t);
}

static void
test_a_card_in_quoted_printable_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/vcard", "N;ENCODING=QUOTED-PRINTABLE:=E5=B1=B1",
	    "text!quoted=N;ENCODING=QUOTED-PRINTABLE:山|"
	    "text=N;ENCODING=QUOTED-PRINTABLE:=E5=B1=B1|");
}

static void
test_rtf_is_told(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/rtf", "{\\rtf1 \\'8e\\'52}",
	    "binary:utf-8={\\rtf1 \\'8e\\'52}\n|!body=unsupported|");
}

static void
test_a_long_word_is_no_base64(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain", "yamadatarosangahaiendenyuinshita",
	    "text=yamadatarosangahaiendenyuinshita|");
}

static void
test_escapes_outside_of_json_are_undone(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain", "x \\u5c71\\u7530",
	    "text!escaped=x 山田|text=x \\u5c71\\u7530|");
}

static void
test_base64_is_opened_from_so_many_letters_on(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain", "5bGx55Sw44GV44KT6IK654KO",
	    "text!base64=山田さん肺炎|text=5bGx55Sw44GV44KT6IK654KO|");
	EXPECT_TAKEN("text/plain", "5bGx55Sw44GV44KT6IK654K",
	    "text=5bGx55Sw44GV44KT6IK654K|");
}

/* ---- the edges of bytes ------------------------------------------------------- */

static void
test_half_a_character_at_the_end_is_not_read_on(void **state)
{
	struct cliff c = cliff_new(8);
	uint32_t ch;

	(void)state;
	assert_int_equal(read_cp932(cliff_copy(c, SPAN("\x8e")), 0, &ch), 0);
	assert_int_equal(read_utf16le(cliff_copy(c, SPAN("q")), 0, &ch), 0);
	cliff_gone(c);
}

static void
test_so_many_letters_in_noise_are_text_and_no_fewer(void **state)
{
	struct runs r = { .noise = true };
	struct run run = { .ja = NOISE_MIN };

	(void)state;
	assert_true(is_text(&r, &run, false));
	run.ja--;
	assert_false(is_text(&r, &run, false));
}

static void
test_what_stands_before_a_letter_in_noise_belongs_to_its_run(void **state)
{
	struct span in = SPAN("\x01\xe3\x81\x01\xff\xc3\xa4 name: 山田太郎\x00");

	(void)state;
	assert_int_equal(skip_noise(in, 0), 5);
}

static void
test_letters_at_both_ends_of_noise_are_found(void **state)
{
	size_t end = strlen("\x01山田太郎");
	struct span in = SPAN("\x01山田太郎");

	(void)state;
	assert_int_equal(skip_noise(in, 0), 1);
	assert_int_equal(skip_noise(in, 1), 1);
	assert_int_equal(skip_noise(in, 2), 4);
	assert_int_equal(skip_noise(span_sub(in, 0, end - 1), end - 3), end - 1);
}

static void
test_noise_is_read_to_its_end_and_no_further(void **state)
{
	struct cliff c = cliff_new(8);

	(void)state;
	assert_int_equal(skip_noise(cliff_copy(c, SPAN("abc")), 0), 3);
	assert_int_equal(skip_noise(cliff_copy(c, SPAN("\xe3\x81")), 0), 2);
	assert_int_equal(skip_noise(cliff_copy(c, SPAN("a\xe3\x81\x82")), 0), 0);
	cliff_gone(c);
}

/* Letter by letter as well as by leaps: the same runs are text. */
static void
test_leaps_over_noise_miss_no_run(void **state)
{
	static const char *const bits[] = { "山", "a", "\xff", "\xe3\x81", "é",
		" ", "\x01", "た", "\xe3", "\x81", "😀", "郎" };
	struct runs r = { .noise = true };
	uint32_t seed = 5;
	char bytes[400];
	size_t round, at, n;
	bool any_slow, any_fast;
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	r.x = &t.x;
	for (round = 0; round < 500; round++) {
		for (n = 0; n < 120;) {
			const char *bit = bits[chance(&seed, 12)];

			memcpy(bytes + n, bit, strlen(bit));
			n += strlen(bit);
		}
		bool taken[400] = { false };

		r.in = (struct span){ bytes, n };
		r.taken = taken;
		for (any_slow = false, at = 0; at < n; at++) {
			struct run run = run_at(&r, read_utf8, at, false);

			any_slow |= is_text(&r, &run, false);
		}
		for (any_fast = false, at = 0;
		     (at = skip_noise(r.in, at)) < n; at++) {
			struct run run = run_at(&r, read_utf8, at, false);

			any_fast |= is_text(&r, &run, false);
		}
		assert_int_equal(any_fast, any_slow);
	}
	taken_close(&t);
}

static void
test_utf16_is_read_with_the_byte_first_that_somebody_wrote_first(void **state)
{
	(void)state;
	/* 山田さん、肺炎で入院した behind a length, behind ASCII, between zeros */
	EXPECT_TAKEN(BYTES, "\x6f\x10\x0c" "\x5c\x71\x75\x30\x30\x55\x30\x93\x30\x01\x80\xba\x70\x8e\x30\x67\x51\x65\x96\x62\x30\x57\x30\x5f" "\x08\x0b\x10\x00",
	    "binary:utf-16be=ဌ山田さん、肺炎で入院したࠋက\n|");
	EXPECT_TAKEN(BYTES, "\0\0bplist00" "\x5c\x71\x75\x30\x30\x55\x30\x93\x30\x01\x80\xba\x70\x8e\x30\x67\x51\x65\x96\x62\x30\x57\x30\x5f" "\0\0",
	    "binary:utf-8=bplist00\\qu00U0\n|binary:utf-16be=山田さん、肺炎で入院した\n|");
	EXPECT_TAKEN(BYTES, "\0\0" "\x5c\x71\x75\x30\x30\x55\x30\x93\x30\x01\x80\xba\x70\x8e\x30\x67\x51\x65\x96\x62\x30\x57\x30\x5f" "\0\0",
	    "binary:utf-16be=山田さん、肺炎で入院した\n|");
	EXPECT_TAKEN(BYTES, "\0\0\0" "\x71\x5c\x30\x75\x55\x30\x93\x30\x01\x30\xba\x80\x8e\x70\x67\x30\x65\x51\x62\x96\x57\x30\x5f\x30" "\0\0",
	    "binary:utf-16le=山田さん、肺炎で入院した\n|");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_utf16_is_read_with_the_byte_first_that_somebody_wrote_first),
		cmocka_unit_test(
		    test_what_stands_before_a_letter_in_noise_belongs_to_its_run),
		cmocka_unit_test(test_letters_at_both_ends_of_noise_are_found),
		cmocka_unit_test(test_noise_is_read_to_its_end_and_no_further),
		cmocka_unit_test(test_leaps_over_noise_miss_no_run),
		cmocka_unit_test(test_runs_in_utf8_are_found),
		cmocka_unit_test(test_each_run_is_a_line),
		cmocka_unit_test(test_runs_in_cp932_are_found),
		cmocka_unit_test(
		    test_runs_in_utf16_are_found_at_odd_places_too),
		cmocka_unit_test(test_random_bytes_are_no_text),
		cmocka_unit_test(test_what_is_packed_or_encrypted_is_told),
		cmocka_unit_test(test_a_file_of_no_known_kind_is_told),
		cmocka_unit_test(test_pictures_are_told),
		cmocka_unit_test(test_a_text_that_says_it_is_a_picture_is_text),
		cmocka_unit_test(test_old_office_files_are_told),
		cmocka_unit_test(test_base64_in_a_text_is_opened),
		cmocka_unit_test(test_a_picture_in_base64_is_told),
		cmocka_unit_test(test_a_card_in_quoted_printable_is_read),
		cmocka_unit_test(test_rtf_is_told),
		cmocka_unit_test(test_a_long_word_is_no_base64),
		cmocka_unit_test(test_escapes_outside_of_json_are_undone),
		cmocka_unit_test(test_base64_is_opened_from_so_many_letters_on),
		cmocka_unit_test(
		    test_half_a_character_at_the_end_is_not_read_on),
		cmocka_unit_test(
		    test_so_many_letters_in_noise_are_text_and_no_fewer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
