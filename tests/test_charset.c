#include "scarce.h"
#include "../scanner/charset.c" /* statics included on purpose */
#include "decoded.h"

/* ---- broken UTF-8 -------------------------------------------------------- */

static void
test_half_a_character_at_the_end_is_reported(void **state)
{
	(void)state;
	EXPECT(NULL, "山田\xe3\x81", "UTF-8", "山田\xef\xbf\xbd", 7);
	EXPECT(NULL, "あ\xe3", "UTF-8", "あ\xef\xbf\xbd", 4);
	EXPECT(NULL, "abc\xe3\x81", "UTF-8", "abc\xef\xbf\xbd", 4);
	EXPECT("utf-8", "abc\xe3\x81", "UTF-8", "abc\xef\xbf\xbd", 4);
	EXPECT(NULL, "山\xf0\x9f\x98", "UTF-8", "山\xef\xbf\xbd", 4);
	EXPECT("cp932", "\x8e\x52\x93", "CP932", "山\xef\xbf\xbd", 3);
	EXPECT("euc-jp", "\xbb\xb3\xc5", "EUC-JP", "山\xef\xbf\xbd", 3);
	EXPECT(NULL, "\xff\xfe\x71\x5c\x30", "UTF-16LE", "山\xef\xbf\xbd", 5);
	EXPECT("iso-2022-jp", "\x1b$B;3E", "ISO-2022-JP", "山\xef\xbf\xbd", 6);
}

static void
test_first_broken_sequence_is_the_one_remembered(void **state)
{
	(void)state;
	EXPECT(NULL, "山田\xff花子\xfe", "UTF-8",
	    "山田\xef\xbf\xbd花子\xef\xbf\xbd", 7);
	EXPECT(NULL, "\x80山田花子", "UTF-8", "\xef\xbf\xbd山田花子", 1);
	EXPECT(NULL, "山田花\xe5\xad" "a", "UTF-8", "山田花\xef\xbf\xbd" "a",
	    10);
}

static void
test_broken_utf8_is_cut_as_unicode_says(void **state)
{
	(void)state;
	/* overlong, surrogate, beyond U+10FFFF: one mark for every byte */
	EXPECT("utf-8", "山田花\xc0\xaf", "UTF-8",
	    "山田花\xef\xbf\xbd\xef\xbf\xbd", 10);
	EXPECT("utf-8", "山田花子\xed\xa0\x80", "UTF-8",
	    "山田花子\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 13);
	EXPECT("utf-8", "山田花子あ\xf4\x90\x80\x80", "UTF-8",
	    "山田花子あ\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 16);
	/* half a character before a whole one: one mark */
	EXPECT("utf-8", "\xf0\x9f\x98山田", "UTF-8", "\xef\xbf\xbd山田", 1);
}

/* ---- CP932 --------------------------------------------------------------- */

static void
test_vendor_characters_of_cp932_are_read_as_windows_does(void **state)
{
	(void)state;
	EXPECT("shift_jis",
	    "\xfb\xfc\xfa\xb1\x87\x40\x87\x8a\x81\x60\x81\x7c", "CP932",
	    "髙\xef\xa8\x91①㈱～－", 0);
	EXPECT(NULL, "\xfb\xfc\xfa\xb1", "CP932", "髙\xef\xa8\x91", 0);
	EXPECT(NULL, "\xfb\xfc\x8b\xb4", "CP932", "髙橋", 0);
	EXPECT(NULL, "\x8e\x52\xed\x95", "CP932", "山\xef\xa8\x91", 0); /* NEC */
	EXPECT("cp932", "\x5c\x7e\x1a\x1c\x7f\x82\xa0", "CP932",
	    "\x5c\x7e\x1a\x1c\x7f" "あ", 0);
	EXPECT("cp932", "\xf0\x40", "CP932", "\xee\x80\x80", 0); /* gaiji */
}

static void
test_broken_cp932_is_repaired_and_keeps_ascii(void **state)
{
	(void)state;
	EXPECT("cp932", "\x8e\x52\x81\x20\x93\x63", "CP932",
	    "山\xef\xbf\xbd 田", 3);
	EXPECT("cp932", "\x8e\x52\x85\x41\x93\x63", "CP932",
	    "山\xef\xbf\xbd" "A田", 3);
	EXPECT(NULL, "\x8e\x52\x93\x63\x82\xb3\x82\xf1\xff", "CP932",
	    "山田さん\xef\xbf\xbd", 9);
	/* the declared name wins while nothing reads it better */
	EXPECT("cp932", "\xff", "CP932", "\xef\xbf\xbd", 1);
}

/* ---- EUC-JP -------------------------------------------------------------- */

static void
test_vendor_characters_of_euc_jp_are_read(void **state)
{
	(void)state;
	EXPECT("euc-jp", "\xad\xa1\xad\xea\xa1\xc1\xa1\xdd", "EUC-JP",
	    "①㈱～－", 0);
	/* eucJP-ms: 髙 and 﨑; first and last of the table; gaiji */
	EXPECT("eucJP-ms", "\x8f\xf4\xfb\x8f\xf4\xbd", "EUC-JP",
	    "髙\xef\xa8\x91", 0);
	EXPECT("euc-jp", "\x8f\xf3\xf3\x8f\xf3\xfe\x8f\xf4\xa1\x8f\xf4\xfe",
	    "EUC-JP", "\xe2\x85\xb0\xe2\x85\xa1\xe2\x85\xa2\xe9\xbb\x91", 0);
	EXPECT("euc-jp", "\xf5\xa1\x8f\xf5\xa1", "EUC-JP",
	    "\xee\x80\x80\xee\x8e\xac", 0);
	/* CP51932: NEC's row */
	EXPECT("cp51932", "\xfc\xe2", "EUC-JP", "髙", 0);
	EXPECT("euc-jp", "\x8e\xb1\x8e\xc0\x8e\xde", "EUC-JP", "ｱﾀﾞ", 0);
	EXPECT("euc-jp", "\x8f\xb0\xa1", "EUC-JP", "丂", 0); /* JIS X 0212 */
}

/* One character of the table lost to Unicode normalisation would show here. */
static void
test_vendor_kanji_of_euc_jp_are_not_normalised(void **state)
{
	uint32_t sum = 0, c;
	unsigned i;
	const unsigned char first[] = { 0x8f, 0xf4, 0xac };

	(void)state;
	for (i = 0xa1; i <= 0xfe; i++) {
		c = euc_vendor((const unsigned char[]){ 0x8f, 0xf4,
		                   (unsigned char)i },
		    3);
		sum += c * (i - 0xa0);
	}
	assert_int_equal(euc_vendor(first, 3), 0x2116);
	assert_int_equal(sum, 209237744); /* of glibc's EUC-JP-MS */
}

static void
test_broken_euc_jp_is_located(void **state)
{
	(void)state;
	EXPECT("euc-jp", "\xbb\xb3\xc5\x41\xbb\xb3", "EUC-JP",
	    "山\xef\xbf\xbd" "A山", 3);
	EXPECT("euc-jp", "\xbb\xb3\xa4\xb5\xa4\xf3\x8f\xa1\x41", "EUC-JP",
	    "山さん\xef\xbf\xbd\xef\xbf\xbd" "A", 7);
}

/* ---- ISO-2022-JP --------------------------------------------------------- */

static void
test_iso_2022_jp_need_not_return_to_ascii(void **state)
{
	(void)state;
	EXPECT(NULL, "\x1b$B;3ED", "ISO-2022-JP", "山田", 0);
	EXPECT("iso-2022-jp", "\x1b$B;3ED\n", "ISO-2022-JP", "山田\n", 0);
}

static void
test_escape_sequence_may_be_cut_off_at_the_end(void **state)
{
	(void)state;
	EXPECT("iso-2022-jp", "\x1b$B;3ED\x1b(", "ISO-2022-JP",
	    "山田\xef\xbf\xbd", 8);
}

/* ---- UTF-16 and UTF-32 --------------------------------------------------- */

static void
test_utf16_with_a_byte_order_mark_is_read(void **state)
{
	(void)state;
	EXPECT(NULL, "\xff\xfe\x71\x5c\x30\x75", "UTF-16LE", "山田", 0);
	EXPECT(NULL, "\xfe\xff\x5c\x71\x75\x30", "UTF-16BE", "山田", 0);
	EXPECT(NULL, "\xff\xfe", "UTF-16LE", "", 0);
	EXPECT(NULL, "\xff\xfe\x3d\xd8\x00\xde\x0a\x00", "UTF-16LE", "😀\n", 0);
}

static void
test_utf32_with_a_byte_order_mark_is_read(void **state)
{
	(void)state;
	EXPECT(NULL, "\xff\xfe\0\0\x71\x5c\0\0", "UTF-32LE", "山", 0);
	EXPECT(NULL, "\0\0\xfe\xff\0\0\x5c\x71\0\x01\xf6\0", "UTF-32BE", "山😀",
	    0);
	EXPECT(NULL, "\xff\xfe\0\0\x71\x5c\0\0\xff\xff\xff\xff", "UTF-32LE",
	    "山\xef\xbf\xbd", 9);
}

static void
test_lone_surrogates_are_broken(void **state)
{
	(void)state;
	EXPECT(NULL, "\xff\xfe\x00\xd8\x41\x00\x00\xdc\x42\x00", "UTF-16LE",
	    "\xef\xbf\xbd" "A\xef\xbf\xbd" "B", 3);
	EXPECT(NULL, "\xff\xfe\x71\x5c\x3d\xd8\x3d\xd8\x00\xde", "UTF-16LE",
	    "山\xef\xbf\xbd😀", 5);
	EXPECT(NULL, "\xff\xfe\x71\x5c\x3d\xd8\x00", "UTF-16LE",
	    "山\xef\xbf\xbd", 5);
}

/* ---- failures ------------------------------------------------------------ */

static void
test_every_failed_allocation_is_told(void **state)
{
	static const struct span in[] = {
		{ "\x8e\x52\x93\x63", 4 },
		{ "\x1b$B;3ED", 7 },
		{ "山田花\xff", 10 },
		{ "caf\xe9", 4 },
	};
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof in / sizeof *in; i++) {
		for (n = 0; run_with(n, "iso-8859-1", in[i]) != 0; n++)
			assert_true(n < 100);
		assert_true(n > 1);
	}
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_half_a_character_at_the_end_is_reported),
		T(test_first_broken_sequence_is_the_one_remembered),
		T(test_broken_utf8_is_cut_as_unicode_says),
		T(test_vendor_characters_of_cp932_are_read_as_windows_does),
		T(test_broken_cp932_is_repaired_and_keeps_ascii),
		T(test_vendor_characters_of_euc_jp_are_read),
		T(test_vendor_kanji_of_euc_jp_are_not_normalised),
		T(test_broken_euc_jp_is_located),
		T(test_iso_2022_jp_need_not_return_to_ascii),
		T(test_escape_sequence_may_be_cut_off_at_the_end),
		T(test_utf16_with_a_byte_order_mark_is_read),
		T(test_utf32_with_a_byte_order_mark_is_read),
		T(test_lone_surrogates_are_broken),
		T(test_every_failed_allocation_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
