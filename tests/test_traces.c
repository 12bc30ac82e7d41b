#include "../capture/picture/traces.c" /* statics included on purpose */

#include "drawn.h"
#include "leftover.h"

static struct traces t;

static int
blank(void **state)
{
	(void)state;
	t = (struct traces){ 0 };
	return 0;
}

static void
expect(bool location, bool taken_at, bool device, uint32_t others)
{
	assert_int_equal(t.location, location);
	assert_int_equal(t.taken_at, taken_at);
	assert_int_equal(t.device, device);
	assert_int_equal(t.others, others);
	t = (struct traces){ 0 };
}

static void
expect_written(bool written)
{
	assert_int_equal(t.words, written);
	t = (struct traces){ 0 };
}

/* ---- EXIF ---------------------------------------------------------------------- */

static void
test_entries_of_exif_are_told_by_what_they_say(void **state)
{
	(void)state;
	exif_trace(tiff_place(), &t);
	expect(true, false, false, 0);
	exif_trace(tiff_maker(), &t);
	expect(false, false, true, 0);
	exif_trace(tiff_entry(0x0132, TIFF_ASCII, 4, "2025", false), &t);
	expect(false, true, false, 0);
	exif_trace(tiff_entry(0x013b, TIFF_ASCII, 4, "abc", false), &t);
	expect(false, false, false, 1); /* artist */
}

static void
test_what_somebody_wrote_in_exif_is_told_and_blanks_are_not(void **state)
{
	(void)state;
	exif_trace(tiff_entry(0x010e, TIFF_ASCII, 4, "abc", false), &t);
	expect_written(true); /* description */
	exif_trace(tiff_entry(0x9c9c, 1, 4, "a\0b", false), &t);
	expect_written(true); /* XPComment */
	exif_trace(tiff_entry(0x010e, TIFF_ASCII, 4, "  \0", false), &t);
	expect_written(false);
	exif_trace(tiff_entry(0x0131, TIFF_ASCII, 4, "1.0", false), &t);
	expect_written(false); /* software */
	exif_trace(tiff_maker(), &t);
	expect_written(false);
}

static void
test_what_somebody_wrote_in_xmp_iptc_or_a_png_is_told(void **state)
{
	(void)state;
	xmp_trace(SPAN("<dc:description><rdf:Alt>"), &t);
	expect_written(true);
	xmp_trace(SPAN("<rdf:li xml:lang='x-default'>x</rdf:li>"), &t);
	expect_written(true);
	xmp_trace(SPAN("exif:GPSLatitude='35'"), &t);
	expect_written(false);
	iptc_trace(SPAN("\x1c\x02\x78\0\x01x"), &t);
	expect_written(true);
	iptc_trace(SPAN("\x1c\x02\x37\0\x08" "20251122"), &t);
	expect_written(false);
	text_trace(SPAN("Comment"), SPAN("x"), &t);
	expect_written(true);
	text_trace(SPAN("Comment"), SPAN(" \n"), &t);
	expect_written(false);
	text_trace(SPAN("Software"), SPAN("gnome-screenshot"), &t);
	expect_written(false);
	text_trace(SPAN("exif:UserComment"), SPAN("x"), &t);
	expect_written(true);
}

static void
test_how_a_picture_was_exposed_says_nothing(void **state)
{
	(void)state;
	exif_trace(tiff_entry(0x8827, TIFF_SHORT, 1, "\x64\0\0", false), &t);
	expect(false, false, false, 0);
	exif_trace(tiff_turned(6), &t);
	assert_int_equal(t.orientation, 6);
	expect(false, false, false, 0);
}

static void
test_a_time_of_satellites_is_a_time(void **state)
{
	(void)state;
	exif_trace(tiff_entry(0x001d, TIFF_ASCII, 4, "202", true), &t);
	expect(false, true, false, 0);
}

static void
test_exif_that_cannot_be_read_may_say_anything(void **state)
{
	(void)state;
	exif_trace(SPAN("garbage"), &t);
	expect(false, false, false, 1);
	exif_trace(SPAN(""), &t);
	expect(false, false, false, 1);
	exif_trace((struct span){ tiff_place().ptr, 12 }, &t);
	expect(false, false, false, 1);
}

static void
test_an_orientation_of_no_sense_is_none(void **state)
{
	(void)state;
	exif_trace(tiff_turned(9), &t);
	assert_int_equal(t.orientation, 0);
	exif_trace(tiff_entry(0x0112, TIFF_ASCII, 1, "\x06\0\0", false), &t);
	assert_int_equal(t.orientation, 0);
}

/* ---- XMP, IPTC -------------------------------------------------------------------- */

static void
test_properties_of_xmp_are_told_by_their_names(void **state)
{
	(void)state;
	xmp_trace(SPAN("<exif:GPSLatitude>35,0N</exif:GPSLatitude>"), &t);
	expect(true, false, false, 1);
	xmp_trace(SPAN("photoshop:City='x'"), &t);
	expect(true, false, false, 1);
	xmp_trace(SPAN("xmp:CreateDate='2025'"), &t);
	expect(false, true, false, 1);
	xmp_trace(SPAN("tiff:Model='x'"), &t);
	expect(false, false, true, 1);
	xmp_trace(SPAN("dc:title"), &t);
	expect(false, false, false, 1);
	xmp_trace(SPAN(""), &t);
	expect(false, false, false, 1);
}

static void
test_datasets_of_iptc_are_told_by_their_numbers(void **state)
{
	(void)state;
	iptc_trace(SPAN("Photoshop 3.0\0" "8BIM\x04\x04\0\0\0\0\0\x0a"
	                "\x1c\x02\x5a\0\x05Tokyo"), &t);
	expect(true, false, false, 1);
	iptc_trace(SPAN("\x1c\x02\x37\0\x08" "20251122"), &t);
	expect(false, true, false, 1);
	iptc_trace(SPAN("\x1c\x02\x05\0\x01x"), &t);
	expect(false, false, false, 1);
	iptc_trace(SPAN("\x1c\x02\x5a"), &t);
	expect(true, false, false, 1);
	iptc_trace(SPAN("\x1c\x02"), &t);
	expect(false, false, false, 1);
}

/* ---- texts of PNG ------------------------------------------------------------------- */

static void
test_texts_are_told_by_their_keywords(void **state)
{
	(void)state;
	text_trace(SPAN("Creation Time"), SPAN("2025"), &t);
	expect(false, true, false, 0);
	text_trace(SPAN("exif:GPSLatitude"), SPAN("35"), &t);
	expect(true, false, false, 0);
	text_trace(SPAN("Source"), SPAN("x"), &t);
	expect(false, false, true, 0);
	text_trace(SPAN("Comment"), SPAN("x"), &t);
	expect(false, false, false, 1);
}

/* As ImageMagick writes it: a name, a length, then hex, 36 bytes a line. */
static struct span
in_hex(const char *name, struct span bytes)
{
	char *p = malloc(3 * bytes.len + 64);
	int n = snprintf(p, 64, "\n%s\n%8zu\n", name, bytes.len);
	size_t i;

	for (i = 0; i < bytes.len; i++)
		n += snprintf(p + n, 4, "%02x%s",
		    (unsigned)(unsigned char)bytes.ptr[i],
		    i % 36 == 35 ? "\n" : "");
	return (struct span){ p, (size_t)n };
}

static void
test_a_place_in_a_profile_in_hex_is_seen(void **state)
{
	(void)state;
	text_trace(SPAN("Raw profile type exif"),
	    in_hex("exif", joined((struct span){ "Exif\0", 6 }, tiff_place())),
	    &t);
	expect(true, false, false, 0);
	text_trace(SPAN("Raw profile type iptc"),
	    in_hex("iptc", SPAN("\x1c\x02\x5a\0\x05Tokyo")), &t);
	expect(true, false, false, 1);
	text_trace(SPAN("Raw profile type xmp"),
	    in_hex("xmp", SPAN("<exif:GPSLatitude>")), &t);
	expect(true, false, false, 1);
}

static void
test_a_profile_that_is_none_counts_as_one_more(void **state)
{
	(void)state;
	text_trace(SPAN("Raw profile type exif"), SPAN("\nexif\n 4\nzz0"), &t);
	expect(false, false, false, 1);
	text_trace(SPAN("Raw profile type exif"), SPAN(""), &t);
	expect(false, false, false, 1);
}

#define EACH(test) cmocka_unit_test_setup(test, blank)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_entries_of_exif_are_told_by_what_they_say),
		EACH(test_what_somebody_wrote_in_exif_is_told_and_blanks_are_not),
		EACH(test_what_somebody_wrote_in_xmp_iptc_or_a_png_is_told),
		EACH(test_how_a_picture_was_exposed_says_nothing),
		EACH(test_a_time_of_satellites_is_a_time),
		EACH(test_exif_that_cannot_be_read_may_say_anything),
		EACH(test_an_orientation_of_no_sense_is_none),
		EACH(test_properties_of_xmp_are_told_by_their_names),
		EACH(test_datasets_of_iptc_are_told_by_their_numbers),
		EACH(test_texts_are_told_by_their_keywords),
		EACH(test_a_place_in_a_profile_in_hex_is_seen),
		EACH(test_a_profile_that_is_none_counts_as_one_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
