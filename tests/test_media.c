#include "../scanner/extract/media.c" /* statics included on purpose */
#include "help.h"

/* `head` and then zeros, in `n` bytes. */
static bool
is_media(struct span head, size_t n)
{
	static char bytes[1024];

	memset(bytes, 0, sizeof bytes);
	memcpy(bytes, head.ptr, head.len);
	return media_known((struct span){ bytes, n });
}

static void
test_everyday_media_are_known_by_their_first_bytes(void **state)
{
	static const struct span heads[] = {
		SPAN("BM\x10\x27\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"),
		SPAN("\0\0\0\x14stypmsdh"),
		SPAN("\0\0\0\x14moof"),
		SPAN("\0\0\0\x08wide\0\0\0\0mdat"),
		SPAN("\xff\x0a"),
		SPAN("\0\0\0\x0cJXL \r\n\x87\n"),
		SPAN("\0\0\0\x0cjP  \r\n\x87\n"),
		SPAN("\0\0\x01\0\x01\0\x20\x20\0\0\x01\0\x20\0\0\0\0\0\x16\0"),
		SPAN("8BPS\0\x01"),
		SPAN("FLV\x01\x05"),
		SPAN("ID3\x03"),
		SPAN("\xd7\xcd\xc6\x9a"),
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof heads / sizeof *heads; i++)
		assert_true(is_media(heads[i], 600));
}

static void
test_words_that_begin_like_media_are_none(void **state)
{
	(void)state;
	assert_false(is_media(SPAN("BMI 22.5, blood pressure normal"), 31));
	assert_false(is_media(SPAN("ID3 tags"), 8));
	assert_false(is_media(SPAN("the free beds"), 13));
	assert_false(is_media(SPAN("Good morning"), 600));
	assert_false(is_media(SPAN("\xff\xfe" "a\0b\0"), 600));
}

/* Two frames of 417 and of 100 bytes. */
static void
test_sound_without_a_header_is_two_frames_in_step(void **state)
{
	char mp3[600] = "\xff\xfb\x90\x40", aac[300] = "\xff\xf1\x50\x80\x0c\x9f\xfc";

	(void)state;
	memcpy(mp3 + 417, "\xff\xfb\x90\x40", 4);
	memcpy(aac + 100, "\xff\xf1\x50\x80\x0c\x9f\xfc", 7);
	assert_int_equal(mp3_frame((struct span){ mp3, sizeof mp3 }, 0), 417);
	assert_int_equal(aac_frame((struct span){ aac, sizeof aac }, 0), 100);
	assert_true(media_known((struct span){ mp3, sizeof mp3 }));
	assert_true(media_known((struct span){ aac, sizeof aac }));
	mp3[417] = aac[100] = 0;
	assert_false(media_known((struct span){ mp3, sizeof mp3 }));
	assert_false(media_known((struct span){ aac, sizeof aac }));
}

static void
test_a_transport_stream_is_packets_in_step(void **state)
{
	char ts[188 * 5] = "G";
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++)
		ts[i * 188] = 'G';
	assert_true(media_known((struct span){ ts, sizeof ts }));
	ts[188] = 'H';
	assert_false(media_known((struct span){ ts, sizeof ts }));
}

static void
test_no_byte_behind_the_end_is_looked_at(void **state)
{
	static const struct span heads[] = { SPAN("BM"), SPAN("\0\0\x01\0"),
		SPAN("\0\0\0\x08wid"), SPAN("\xff\xfb\x90"), SPAN("\xff\xf1"),
		SPAN("G"), SPAN("") };
	struct cliff c = cliff_new(16);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof heads / sizeof *heads; i++)
		assert_false(media_known(cliff_copy(c, heads[i])));
	cliff_gone(c);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_everyday_media_are_known_by_their_first_bytes),
		cmocka_unit_test(test_words_that_begin_like_media_are_none),
		cmocka_unit_test(
		    test_sound_without_a_header_is_two_frames_in_step),
		cmocka_unit_test(test_a_transport_stream_is_packets_in_step),
		cmocka_unit_test(test_no_byte_behind_the_end_is_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
