#include "scarce.h"
#include "wiped.h"
#include "../scanner/decode.c" /* statics included on purpose */
#include "decoded.h"

/* ---- UTF-8 --------------------------------------------------------------- */

static void
test_empty_input_is_empty_utf8(void **state)
{
	(void)state;
	EXPECT(NULL, "", "UTF-8", "", 0);
	EXPECT("shift_jis", "", "UTF-8", "", 0);
}

static void
test_ascii_is_utf8_whatever_was_declared(void **state)
{
	(void)state;
	EXPECT(NULL, "090-1234", "UTF-8", "090-1234", 0);
	EXPECT("shift_jis", "090-1234", "UTF-8", "090-1234", 0);
	EXPECT("iso-8859-1", "090-1234", "UTF-8", "090-1234", 0);
	EXPECT("utf-16", "hello!", "UTF-8", "hello!", 0);
}

static void
test_utf8_passes_unchanged(void **state)
{
	(void)state;
	EXPECT(NULL, "山田さんは入院中😀", "UTF-8", "山田さんは入院中😀", 0);
	EXPECT(NULL, "éàü", "UTF-8", "éàü", 0);
	EXPECT(NULL, "αβγ привет", "UTF-8", "αβγ привет", 0);
}

static void
test_valid_utf8_outranks_the_declared_name(void **state)
{
	(void)state;
	EXPECT("shift_jis", "髙橋様", "UTF-8", "髙橋様", 0);
	EXPECT("iso-8859-1", "髙橋様", "UTF-8", "髙橋様", 0);
}

static void
test_nul_bytes_are_characters(void **state)
{
	(void)state;
	EXPECT(NULL, "abc\0def\0", "UTF-8", "abc\0def\0", 0);
	EXPECT(NULL, "山\0田", "UTF-8", "山\0田", 0);
	EXPECT(NULL, "\0\0\0\0", "UTF-8", "\0\0\0\0", 0);
	EXPECT(NULL, "\x8e\x52\0\x93\x63\x82\xb3\x82\xf1", "CP932", "山\0田さん",
	    0);
}

static void
test_utf8_byte_order_mark_is_dropped_and_counted(void **state)
{
	(void)state;
	EXPECT(NULL, "\xef\xbb\xbf山", "UTF-8", "山", 0);
	EXPECT(NULL, "\xef\xbb\xbf", "UTF-8", "", 0);
	EXPECT(NULL, "\xef\xbb\xbf" "a\xff", "UTF-8", "a\xef\xbf\xbd", 5);
}

static void
test_mostly_utf8_is_repaired_not_taken_for_cp932(void **state)
{
	(void)state;
	EXPECT(NULL, "\xb1山田花子", "UTF-8", "\xef\xbf\xbd山田花子", 1);
	EXPECT("shift_jis", "\xb1山田花子", "UTF-8", "\xef\xbf\xbd山田花子", 1);
}

static void
test_utf8_that_breaks_after_the_window_stays_utf8(void **state)
{
	char *text = malloc(3 * SNIFF_MAX);
	struct span in = { text, 3 * SNIFF_MAX };
	struct outcome o;
	size_t i;

	(void)state;
	assert_non_null(text);
	for (i = 0; i < in.len; i += 3)
		memcpy(text + i, "\xe5\xb1\xb1", 3);
	/* from here on it is CP932 */
	for (i = 2 * SNIFF_MAX + 1; i + 2 <= in.len; i += 2)
		memcpy(text + i, "\x8e\x52", 2);
	o = decoded(NULL, in, 1000);
	assert_string_equal(o.charset, "UTF-8");
	assert_int_equal(o.bad, 2 * SNIFF_MAX + 2);
	free(o.text);
	free(text);
}

static void
test_half_a_character_at_the_windows_edge_is_kept(void **state)
{
	struct span in = padded(SNIFF_MAX - 1, SPAN("山田"));

	(void)state;
	expect_chunked(NULL, in, in.len, "UTF-8", in, 0);
	expect_chunked(NULL, in, SNIFF_MAX, "UTF-8", in, 0);
	expect_chunked(NULL, in, 7, "UTF-8", in, 0);
	free((char *)in.ptr);
}

static void
test_cp932_after_much_ascii_is_still_recognised(void **state)
{
	struct span in, text;
	size_t n;

	(void)state;
	for (n = SNIFF_MAX - 3; n < 4 * SNIFF_MAX; n += SNIFF_MAX / 2) {
		in = padded(n, SPAN("\x8e\x52\x93\x63\x82\xb3\x82\xf1"));
		text = padded(n, SPAN("山田さん"));
		expect_chunked(NULL, in, in.len, "CP932", text, 0);
		expect_chunked(NULL, in, 999, "CP932", text, 0);
		expect_chunked(NULL, in, SNIFF_MAX, "CP932", text, 0);
		free((char *)in.ptr);
		free((char *)text.ptr);
	}
}

/* ---- borrowing ----------------------------------------------------------- */

static void
test_valid_utf8_is_the_callers_own_bytes(void **state)
{
	static const char text[] = "山田さんは入院中";
	struct shuhi_decoder *d;
	struct shuhi_decoded out;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_decoder_open(NULL, &d, &err), 0);
	assert_int_equal(
	    shuhi_decoder_feed(d, text, sizeof text - 1, true, &out, &err), 0);
	assert_ptr_equal(out.text, text);
	assert_int_equal(out.len, sizeof text - 1);
	shuhi_decoder_close(d);
}

static void
test_big_chunks_of_ascii_and_utf8_are_borrowed_one_after_another(void **state)
{
	struct span in = padded(3 * SNIFF_MAX, SPAN("山田\xe8\x8a"));
	struct shuhi_decoder *d;
	struct shuhi_decoded out;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_decoder_open(NULL, &d, &err), 0);
	assert_int_equal(
	    shuhi_decoder_feed(d, in.ptr, 2 * SNIFF_MAX, false, &out, &err), 0);
	assert_ptr_equal(out.text, in.ptr);
	assert_int_equal(out.len, 2 * SNIFF_MAX);
	assert_int_equal(shuhi_decoder_feed(d, in.ptr + 2 * SNIFF_MAX,
	                     in.len - 2 * SNIFF_MAX - 2, true, &out, &err),
	    0);
	assert_ptr_equal(out.text, in.ptr + 2 * SNIFF_MAX);
	assert_int_equal(out.len, SNIFF_MAX + 6);
	assert_int_equal(out.bad, 0);
	shuhi_decoder_close(d);
	free((char *)in.ptr);
}

static void
test_chunk_with_a_byte_order_mark_is_borrowed_behind_it(void **state)
{
	static const char text[] = "\xef\xbb\xbf山田";
	struct shuhi_decoder *d;
	struct shuhi_decoded out;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_decoder_open(NULL, &d, &err), 0);
	assert_int_equal(
	    shuhi_decoder_feed(d, text, sizeof text - 1, true, &out, &err), 0);
	assert_ptr_equal(out.text, text + 3);
	shuhi_decoder_close(d);
}

/* ---- recognition --------------------------------------------------------- */

static void
test_one_word_of_cp932_is_recognised(void **state)
{
	(void)state;
	EXPECT(NULL, "\x8e\x52\x93\x63", "CP932", "山田", 0);
	EXPECT(NULL, "\x8e\x52", "CP932", "山", 0);
	EXPECT(NULL, "\x8a\xb3\x8e\xd2", "CP932", "患者", 0);
	EXPECT(NULL, "\x93\xfc\x89\x40", "CP932", "入院", 0);
	EXPECT(NULL, "\xe1\x7a\x9d\xb9", "CP932", "痙攣", 0); /* level 2 */
	EXPECT(NULL, "\x83\x4a\x83\x8b\x83\x65", "CP932", "カルテ", 0);
	EXPECT(NULL, "Mr.\x95\x5c", "CP932", "Mr.表", 0);
}

static void
test_half_width_katakana_of_cp932_is_recognised(void **state)
{
	(void)state;
	EXPECT(NULL, "\xd4\xcf\xc0\xde \xc0\xdb\xb3", "CP932", "ﾔﾏﾀﾞ ﾀﾛｳ", 0);
	EXPECT(NULL, "\xd4\xcf\xc0\xde", "CP932", "ﾔﾏﾀﾞ", 0);
	EXPECT(NULL, "\xc0\xc5\xb6", "CP932", "ﾀﾅｶ", 0);
	EXPECT("sjis", "\xbb\xb3\xc5\xc4", "CP932", "ｻｳﾅﾄ", 0);
	/* these are valid UTF-8, but nobody writes it: "Ųĳ", "շ˺ŵ" */
	EXPECT("sjis", "\xc5\xb2\xc4\xb3", "CP932", "ﾅｲﾄｳ", 0);
	EXPECT(NULL, "\xc5\xb2\xc4\xb3 \xca\xc5\xba", "CP932", "ﾅｲﾄｳ ﾊﾅｺ", 0);
	EXPECT(NULL, "\xd5\xb7\xcb\xba\xc5\xb5", "CP932", "ﾕｷﾋｺﾅｵ", 0);
	EXPECT(NULL, "\xc5\xb5\xd0", "CP932", "ﾅｵﾐ", 0);
}

static void
test_one_word_of_euc_jp_is_recognised(void **state)
{
	(void)state;
	EXPECT(NULL, "\xbb\xb3\xc5\xc4", "EUC-JP", "山田", 0);
	EXPECT(NULL, "\xb4\xb5\xbc\xd4", "EUC-JP", "患者", 0);
	EXPECT(NULL, "\xa5\xab\xa5\xeb\xa5\xc6", "EUC-JP", "カルテ", 0);
	EXPECT(NULL, "\xa4\xb3\xa4\xf3\xa4\xcb\xa4\xc1\xa4\xcf", "EUC-JP",
	    "こんにちは", 0);
}

static void
test_iso_2022_jp_is_recognised_by_its_escapes(void **state)
{
	(void)state;
	EXPECT(NULL, "Dear \x1b$B;3ED\x1b(B!", "ISO-2022-JP", "Dear 山田!", 0);
	EXPECT(NULL, "\x1b$@;3ED\x1b(J!", "ISO-2022-JP", "山田!", 0);
	EXPECT(NULL, "\x1b(I1@^\x1b(B", "ISO-2022-JP", "ｱﾀﾞ", 0);
	EXPECT(NULL, "\x1b$B-!|b\x1b$(D0!\x1b(B", "ISO-2022-JP", "①髙丂", 0);
}

static void
test_iso_2022_jp_after_much_ascii_is_still_recognised(void **state)
{
	struct span in = padded(2 * SNIFF_MAX, SPAN("\x1b$B;3ED\x1b(B."));
	struct span text = padded(2 * SNIFF_MAX, SPAN("山田."));

	(void)state;
	expect_chunked(NULL, in, in.len, "ISO-2022-JP", text, 0);
	expect_chunked(NULL, in, 1001, "ISO-2022-JP", text, 0);
	free((char *)in.ptr);
	free((char *)text.ptr);
}

static void
test_terminal_colours_are_not_iso_2022_jp(void **state)
{
	(void)state;
	EXPECT(NULL, "\x1b[31mred\x1b(B\x1b[m", "UTF-8",
	    "\x1b[31mred\x1b(B\x1b[m", 0);
}

static void
test_one_word_of_utf16_without_a_mark_is_recognised(void **state)
{
	(void)state;
	EXPECT(NULL, "\xa3\x60\x05\x80", "UTF-16LE", "患者", 0);
	EXPECT(NULL, "\x60\xa3\x80\x05", "UTF-16BE", "患者", 0);
	EXPECT(NULL, "\xab\x30\xeb\x30\xc6\x30", "UTF-16LE", "カルテ", 0);
	EXPECT(NULL, "a\0b\0c\0", "UTF-16LE", "abc", 0);
	EXPECT(NULL, "\0a\0b\0c", "UTF-16BE", "abc", 0);
	EXPECT(NULL, "\x71\x5c\x30\x75\x0a\0", "UTF-16LE", "山田\n", 0);
}

static void
test_declared_utf16_is_believed_of_seven_bit_bytes(void **state)
{
	(void)state;
	EXPECT("utf-16le", "\x71\x5c\x30\x75", "UTF-16LE", "山田", 0);
	EXPECT("utf-16be", "\x5c\x71\x75\x30", "UTF-16BE", "山田", 0);
	EXPECT("utf-16", "\x5c\x71\x75\x30", "UTF-16BE", "山田", 0);
	EXPECT(NULL, "\x71\x5c\x30\x75", "UTF-8", "q\\0u", 0);
}

/* ---- wrong guesses ------------------------------------------------------- */

static void
test_broken_bytes_in_ascii_are_not_taken_for_utf16(void **state)
{
	static const char *const declared[] = { NULL, "utf-8", "us-ascii" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof declared / sizeof *declared; i++) {
		EXPECT(declared[i], "abc \xff\xff\xff def 電話 090-1234-5678",
		    "UTF-8",
		    "abc \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd def 電話 "
		    "090-1234-5678", 5);
		EXPECT(declared[i], "090-1234-5678\xff", "UTF-8",
		    "090-1234-5678\xef\xbf\xbd", 14);
		EXPECT(declared[i], "te\xff\xffl 03-3456-7890", "UTF-8",
		    "te\xef\xbf\xbd\xef\xbf\xbdl 03-3456-7890", 3);
	}
}

static void
test_ascii_with_a_nul_is_not_taken_for_utf16(void **state)
{
	(void)state;
	EXPECT(NULL, "call 090-1234-5678\0\0", "UTF-8",
	    "call 090-1234-5678\0\0", 0);
	EXPECT(NULL, "Yamada, ward 3\0\n", "UTF-8", "Yamada, ward 3\0\n", 0);
}

static void
test_utf16_falsely_declared_hides_no_number(void **state)
{
	(void)state;
	EXPECT("utf-16", "tel 03-3456-7890", "UTF-8", "tel 03-3456-7890", 0);
	EXPECT("utf-16le", "tel\xff 03-3456-7890", "UTF-8",
	    "tel\xef\xbf\xbd 03-3456-7890", 4);
}

/* But one ESC $ B does not make Japanese of it. */
static void
test_number_behind_an_escape_is_not_iso_2022_jp(void **state)
{
	(void)state;
	EXPECT(NULL, "\x1b$B090-1234-5678", "UTF-8", "\x1b$B090-1234-5678", 0);
	EXPECT(NULL, "\x1b(I090-1234-5678", "UTF-8", "\x1b(I090-1234-5678", 0);
	EXPECT(NULL, "\x1b$B;3ED\x1b(B 090-1234-5678", "ISO-2022-JP",
	    "山田 090-1234-5678", 0);
}

static void
test_half_width_kana_and_euc_jp_are_not_taken_for_each_other(void **state)
{
	(void)state;
	EXPECT(NULL, "\xd4\xcf\xc0\xde 090-1234-5678", "CP932",
	    "ﾔﾏﾀﾞ 090-1234-5678", 0);
	EXPECT(NULL, "\xa4\xe8\xa4\xed 090-1234-5678", "EUC-JP",
	    "よろ 090-1234-5678", 0);
	EXPECT(NULL, "\xa4\xe8\xa4\xed\xff", "EUC-JP", "よろ\xef\xbf\xbd", 5);
	EXPECT("utf-8", "\x82\xb9\x82\xf1\x82\xb9\x82\xa2", "CP932",
	    "せんせい", 0);
}

static void
test_charset_that_reads_anything_does_not_hide_broken_utf8(void **state)
{
	(void)state;
	EXPECT("iso-8859-1", "おつ\xff\xff\xff", "UTF-8",
	    "おつ\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 7);
	EXPECT("shift_jis", "おつ\xff\xff\xff", "UTF-8",
	    "おつ\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 7);
}

/* ---- names --------------------------------------------------------------- */

static void
test_every_name_of_cp932_is_known(void **state)
{
	static const char *const known[] = { "shift_jis", "Shift_JIS", "sjis",
		"x-sjis", "windows-31j", "Windows-31J", "cp932", "CP932",
		"ms932", "MS_Kanji", "csShiftJIS", "sjis-win", "shift-jis" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof known / sizeof *known; i++)
		EXPECT(known[i], "\xfb\xfc\x81\x60", "CP932", "髙～", 0);
}

static void
test_other_charsets_and_their_names_are_known(void **state)
{
	(void)state;
	EXPECT("latin1", "caf\xe9", "ISO-8859-1", "café", 0);
	EXPECT("cp1252", "\x93" "caf\xe9\x94", "windows-1252", "“café”", 0);
	EXPECT("gb2312", "\xc9\xbd\xcc\xef", "GB18030", "山田", 0);
	EXPECT("gbk", "\xc9\xbd\xcc\xef", "GB18030", "山田", 0);
	EXPECT("gb18030", "\xc9\xbd\x94\x39\xda\x33", "GB18030", "山💩", 0);
	EXPECT("cp51932", "\xbb\xb3\xc5\xc4", "EUC-JP", "山田", 0);
	EXPECT("cp50220", "\x1b$B;3ED", "ISO-2022-JP", "山田", 0);
	EXPECT("utf8", "\xe5\xb1\xb1\xff", "UTF-8", "山\xef\xbf\xbd", 4);
	EXPECT("utf-32", "\x71\x5c\0\0\x30\x75\0\0", "UTF-32LE", "山田", 0);
}

/* Among them those in which ASCII bytes are not ASCII. */
static void
test_declared_charset_that_is_not_read_is_refused(void **state)
{
	static const char *const foreign[] = { "utf-7", "UTF-7", "scsu",
		"bocu-1", "cesu-8", "hz", "hz-gb-2312", "iso-2022-kr",
		"iso-2022-cn", "ibm-1370", "ibm-37", "cp037", "ebcdic-cp-us",
		"imap-mailbox-name", "lmbcs", "koi8-r", "iso-8859-15" };
	struct shuhi_decoder *d;
	struct shuhi_error err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		assert_int_equal(shuhi_decoder_open(foreign[i], &d, &err), -1);
		assert_int_equal(err.code, SHUHI_E_CHARSET);
	}
}

static void
test_unknown_declared_name_is_ignored(void **state)
{
	(void)state;
	EXPECT("x-no-such-charset", "\x8e\x52\x93\x63", "CP932", "山田", 0);
	EXPECT("", "\x8e\x52\x93\x63", "CP932", "山田", 0);
	EXPECT("../../etc/passwd", "\x8e\x52\x93\x63", "CP932", "山田", 0);
	EXPECT("x-foo", "\x8e\x52\x93\x63", "CP932", "山田", 0);
	EXPECT("utf-16x", "\x8e\x52\x93\x63", "CP932", "山田", 0);
}

/* ---- precedence ---------------------------------------------------------- */

static void
test_byte_order_mark_outranks_the_declared_name(void **state)
{
	(void)state;
	EXPECT("shift_jis", "\xef\xbb\xbf山", "UTF-8", "山", 0);
	EXPECT("utf-8", "\xff\xfe\x71\x5c", "UTF-16LE", "山", 0);
	EXPECT("utf-16le", "\xfe\xff\x5c\x71", "UTF-16BE", "山", 0);
}

static void
test_declared_name_outranks_detection(void **state)
{
	(void)state;
	EXPECT("shift_jis", "\xbb\xb3\xc5\xc4", "CP932", "ｻｳﾅﾄ", 0);
	EXPECT("euc-jp", "\xd4\xcf\xc0\xde", "EUC-JP", "塹折", 0);
	EXPECT("gb18030", "\xc9\xbd\xcc\xef", "GB18030", "山田", 0);
	EXPECT("iso-8859-1", "caf\xe9", "ISO-8859-1", "café", 0);
}

static void
test_declared_name_that_cannot_be_true_is_ignored(void **state)
{
	(void)state;
	EXPECT("utf-8", "\x8e\x52\x93\x63", "CP932", "山田", 0);
	EXPECT("us-ascii", "\x8e\x52\x93\x63", "CP932", "山田", 0);
	EXPECT("euc-jp", "\x8e\x52\x93\x63", "CP932", "山田", 0);
	/* the web's default, put on everything */
	EXPECT("iso-8859-1", "\x8e\x52\x93\x63", "CP932", "山田", 0);
	EXPECT("windows-1252", "\xbb\xb3\xc5\xc4", "EUC-JP", "山田", 0);
}

/* ---- failures ------------------------------------------------------------ */

static void
test_nothing_can_be_fed_after_the_last_bytes(void **state)
{
	struct shuhi_decoder *d;
	struct shuhi_decoded out;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_decoder_open(NULL, &d, &err), 0);
	assert_int_equal(shuhi_decoder_feed(d, "a", 1, true, &out, &err), 0);
	assert_int_equal(shuhi_decoder_feed(d, "b", 1, true, &out, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	shuhi_decoder_close(d);
}

static void
test_closing_nothing_is_harmless(void **state)
{
	(void)state;
	shuhi_decoder_close(NULL);
}

static void
test_every_failed_allocation_is_told(void **state)
{
	(void)state;
	expect_every_failure_told();
}

#define T(name) cmocka_unit_test(name)

static void
test_a_window_that_was_read_is_wiped(void **state)
{
	static const char nothing[4];
	struct shuhi_decoder *d;
	struct shuhi_decoded out;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_decoder_open(NULL, &d, &err), 0);
	assert_int_equal(
	    shuhi_decoder_feed(d, "\x8e\x52", 2, false, &out, &err), 0);
	assert_non_null(d->window);
	assert_int_equal(
	    shuhi_decoder_feed(d, "\x93\x63", 2, true, &out, &err), 0);
	assert_memory_equal(d->window, nothing, 4);
	shuhi_decoder_close(d);
}

static void
test_a_window_that_was_not_read_is_wiped_at_the_end(void **state)
{
	static const char text[] = "\x8e" SECRET; /* no charset yet */
	struct shuhi_decoder *d;
	struct shuhi_decoded out;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_decoder_open(NULL, &d, &err), 0);
	assert_int_equal(shuhi_decoder_feed(
	                     d, text, sizeof text - 1, false, &out, &err),
	    0);
	assert_int_equal(d->nwindow, sizeof text - 1);
	secrets_freed = 0;
	shuhi_decoder_close(d);
	assert_int_equal(secrets_freed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_empty_input_is_empty_utf8),
		T(test_ascii_is_utf8_whatever_was_declared),
		T(test_utf8_passes_unchanged),
		T(test_valid_utf8_outranks_the_declared_name),
		T(test_nul_bytes_are_characters),
		T(test_utf8_byte_order_mark_is_dropped_and_counted),
		T(test_mostly_utf8_is_repaired_not_taken_for_cp932),
		T(test_utf8_that_breaks_after_the_window_stays_utf8),
		T(test_half_a_character_at_the_windows_edge_is_kept),
		T(test_cp932_after_much_ascii_is_still_recognised),
		T(test_valid_utf8_is_the_callers_own_bytes),
		T(test_big_chunks_of_ascii_and_utf8_are_borrowed_one_after_another),
		T(test_chunk_with_a_byte_order_mark_is_borrowed_behind_it),
		T(test_one_word_of_cp932_is_recognised),
		T(test_half_width_katakana_of_cp932_is_recognised),
		T(test_one_word_of_euc_jp_is_recognised),
		T(test_iso_2022_jp_is_recognised_by_its_escapes),
		T(test_iso_2022_jp_after_much_ascii_is_still_recognised),
		T(test_terminal_colours_are_not_iso_2022_jp),
		T(test_one_word_of_utf16_without_a_mark_is_recognised),
		T(test_declared_utf16_is_believed_of_seven_bit_bytes),
		T(test_broken_bytes_in_ascii_are_not_taken_for_utf16),
		T(test_ascii_with_a_nul_is_not_taken_for_utf16),
		T(test_utf16_falsely_declared_hides_no_number),
		T(test_number_behind_an_escape_is_not_iso_2022_jp),
		T(test_half_width_kana_and_euc_jp_are_not_taken_for_each_other),
		T(test_charset_that_reads_anything_does_not_hide_broken_utf8),
		T(test_every_name_of_cp932_is_known),
		T(test_other_charsets_and_their_names_are_known),
		T(test_declared_charset_that_is_not_read_is_refused),
		T(test_unknown_declared_name_is_ignored),
		T(test_byte_order_mark_outranks_the_declared_name),
		T(test_declared_name_outranks_detection),
		T(test_declared_name_that_cannot_be_true_is_ignored),
		T(test_nothing_can_be_fed_after_the_last_bytes),
		T(test_closing_nothing_is_harmless),
		T(test_every_failed_allocation_is_told),
		T(test_a_window_that_was_read_is_wiped),
		T(test_a_window_that_was_not_read_is_wiped_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
