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

/* ---- numbers amid broken bytes --------------------------------------------- */

/* What people write, with a number in it. */
static const char *const posts[] = {
	"電話 090-1234-5678",
	"abc def 電話 090-1234-5678",
	"山田花子 090-1234-5678",
	"山田太郎さんの携帯は090-1234-5678です",
	"tel 03-3456-7890",
	"TEL:0312345678 高橋",
	"yamada 08012345678",
	"ﾔﾏﾀﾞ ﾊﾅｺ 090-1234-5678",
	"ﾀﾅｶ 08012345678",
	"ｻﾄｳ 0312345678",
	"まじヤバい 080-9876-5432 まで",
	"ワロタ 070-1111-2222",
	"さとう 09012345678",
	"佐藤 09012345678",
	"草生える 090-2222-3333 に電話して",
	"やばたにえん☆ 0120-444-555",
	"髙橋医院 06-6123-4567",
	"call me 090-1234-5678 please",
	"name: Tanaka Taro, phone: 090-1234-5678",
	"090-1234-5678",
	"09012345678",
	"患者ID 12345678 鈴木一郎",
	"鈴木一郎(45) 090-8765-4321",
	"カルテ 12345 090-8765-4321 渡辺",
	"〒100-0001 東京都千代田区 03-1234-5678",
	"よろ〜 080-1234-5678",
	"りょ! 080-1234-5678 らいん",
	"ok 080-1234-5678 わら",
	"テスト電話080-1234-5678",
	"入院中の田中 0901234567",
	"木村さん、明日10時、090-3333-4444",
	"090-3333-4444 木村",
	"あ 090-3333-4444",
	"山 0312345678",
	"おつ 0312345678 ｗｗｗ",
	"ｱｲｳｴｵ 090-1234-5678 ｶｷｸｹｺ",
	"中村ｹﾝｼﾞ 090-5555-6666",
	"小林、加藤、吉田 045-123-4567",
	"dr.yoshida@example.com 090-7777-8888",
	"お電話番号：090-1234-5678、担当：松本",
};

static uint32_t
next_of(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* The longest run of digits and hyphens. */
static struct span
number_of(struct span s)
{
	struct span best = SPAN("");
	size_t i, from = 0;

	for (i = 0; i <= s.len; i++) {
		if (i < s.len && (is_digit((unsigned char)s.ptr[i]) ||
		                     s.ptr[i] == '-'))
			continue;
		if (i - from > best.len)
			best = span_sub(s, from, i);
		from = i + 1;
	}
	return best;
}

/*
 * One to three bytes that ASCII has not, anywhere but in the number; no fe, as a
 * byte order mark is to be believed.
 */
static struct span
broken(struct span s, char *buf, uint32_t *seed)
{
	size_t n = 1 + next_of(seed) % 3, at, head;
	struct span number;

	memcpy(buf, s.ptr, s.len);
	for (s.ptr = buf; n > 0; n--) {
		number = number_of(s);
		head = (size_t)(number.ptr - s.ptr);
		at = next_of(seed) % (s.len - number.len + 2);
		at = at <= head ? at : at + number.len - 1;
		memmove(buf + at + 1, buf + at, s.len - at);
		buf[at] = (char)(0x80 | next_of(seed) % 126);
		if (next_of(seed) % 2 == 0)
			buf[at] = '\xff';
		s.len++;
	}
	return s;
}

static void
expect_number(const char *declared, struct span in, struct span number)
{
	struct outcome o = decoded(declared, in, in.len);

	assert_true(span_has((struct span){ o.text, o.len }, number));
	free(o.text);
}

static void
test_number_is_seen_whatever_is_broken_around_it(void **state)
{
	static const char *const icu[] = { "UTF-8", "ibm-943_P15A-2003",
		"euc-jp-2007" };
	static const char *const declared[] = { NULL, "utf-8", "shift_jis",
		"euc-jp", "iso-8859-1", "utf-16", "utf-16be", "gb18030",
		"iso-2022-jp" };
	char bytes[256], buf[260];
	struct span in, number;
	uint32_t seed = 1;
	size_t i, k, n, d;
	UErrorCode e;

	(void)state;
	for (i = 0; i < sizeof posts / sizeof *posts; i++) {
		number = number_of(span_of(posts[i]));
		assert_true(number.len >= 8);
		for (k = 0; k < 3 * 20; k++) {
			e = U_ZERO_ERROR;
			n = (size_t)ucnv_convert(icu[k % 3], "UTF-8", bytes,
			    sizeof bytes, posts[i], -1, &e);
			assert_true(U_SUCCESS(e) && n < sizeof bytes);
			in = broken((struct span){ bytes, n }, buf, &seed);
			for (d = 0; d < sizeof declared / sizeof *declared; d++)
				expect_number(declared[d], in, number);
		}
	}
}

/* ---- names --------------------------------------------------------------- */

static void
test_typo_is_no_known_charset(void **state)
{
	static const char *const unknown[] = { NULL, "", "x-foo", "utf-88",
		"utf8x", "shift_jiss", "cp9322", "eucjq", "utf-7", "koi8-r" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof unknown / sizeof *unknown; i++)
		assert_false(shuhi_charset_known(unknown[i]));
}

static void
test_names_of_the_field_are_known_charsets(void **state)
{
	static const char *const known[] = { "utf-8", "UTF8", "utf-16",
		"UTF-16LE", "utf-16be", "utf-32le", "cp932", "Shift_JIS",
		"sjis-win", "windows-31j", "shift_jisx0213", "euc-jp", "eucJP-ms",
		"eucjpms", "cp51932", "iso-2022-jp", "iso-2022-jp-ms", "cp50221",
		"latin1", "cp1252", "gbk", "us-ascii" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof known / sizeof *known; i++)
		assert_true(shuhi_charset_known(known[i]));
}

static void
test_foreign_charset_is_known_to_others_only(void **state)
{
	(void)state;
	assert_true(charset_is_foreign("utf-7"));
	assert_false(charset_is_foreign("x-foo"));
	assert_false(charset_is_foreign("cp932"));
}

/* ---- failures ------------------------------------------------------------ */

static void
test_every_failed_allocation_is_told(void **state)
{
	(void)state;
	expect_every_failure_told();
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
		T(test_number_is_seen_whatever_is_broken_around_it),
		T(test_typo_is_no_known_charset),
		T(test_names_of_the_field_are_known_charsets),
		T(test_foreign_charset_is_known_to_others_only),
		T(test_every_failed_allocation_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
