/* What archives and office files hold besides their files and their text. */
#include "packed.h"
#include "taken.h"
#include "zipped.h"

#define TYPES "[Content_Types].xml", "<Types/>"
#define HEAD  30 /* bytes before a file's name */
#define ENTRY 46 /* and in the list */

/* What is made of these bytes, which are then freed. */
static void
expect_packed(struct span bytes, const char *want)
{
	expect_taken("", bytes, want);
	zipped_free(bytes);
}

/* Several behind one another, which are then freed. */
static struct span
joined(struct span a, struct span b)
{
	char *p = malloc(a.len + b.len);

	assert_non_null(p);
	memcpy(p, a.ptr, a.len);
	memcpy(p + a.len, b.ptr, b.len);
	zipped_free(a);
	zipped_free(b);
	return (struct span){ p, a.len + b.len };
}

static struct span
copied(struct span s)
{
	char *p = malloc(s.len);

	assert_non_null(p);
	memcpy(p, s.ptr, s.len);
	return (struct span){ p, s.len };
}

/* A file x of one byte y, its list's entry and the end, with these comments. */
static struct span
commented(struct span of_file, struct span of_all)
{
	char zip[512] = "PK\3\4\x14\0\0\0\0\0\0\0\0\0\x15\x26\xdb\xfb\1\0\0\0\1"
	                "\0\0\0\1\0\0\0xy";
	char *p = zip + HEAD + 2;

	memcpy(p, "PK\1\2\x14\0\x14\0\0\0\0\0\0\0\0\0\x15\x26\xdb\xfb\1\0\0\0\1"
	          "\0\0\0\1\0\0\0", 32);
	p[32] = (char)of_file.len;
	p[ENTRY] = 'x';
	memcpy(p + ENTRY + 1, of_file.ptr, of_file.len);
	p += ENTRY + 1 + of_file.len;
	memcpy(p, "PK\5\6\0\0\0\0\1\0\1\0", 12);
	p[12] = (char)(ENTRY + 1 + of_file.len);
	p[16] = HEAD + 2;
	p[20] = (char)of_all.len;
	memcpy(p + 22, of_all.ptr, of_all.len);
	return copied((struct span){ zip,
	    (size_t)(p + 22 - zip) + of_all.len });
}

/* ---- zip ---------------------------------------------------------------------- */

static void
test_comments_of_a_zip_are_read_in_any_charset(void **state)
{
	(void)state;
	/* 山田さん肺炎 in CP932 */
	expect_packed(commented(SPAN("山田"),
	                  SPAN("\x8e\x52\x93\x63\x82\xb3\x82\xf1\x94\x78\x89\x8a")),
	    "x!filename=x|x=y|comment=山田さん肺炎|comment=山田|");
}

static void
test_bytes_behind_the_end_of_a_zip_are_read(void **state)
{
	(void)state;
	expect_packed(
	    joined(ZIPPED("zip", "a.txt", "x"), copied(SPAN("山田"))),
	    "a.txt!filename=a.txt|a.txt=x|behind=山田|");
	expect_packed(
	    joined(ZIPPED("zip", "a.txt", "x"), copied(SPAN("\0\0\0\0"))),
	    "a.txt!filename=a.txt|a.txt=x|");
}

static void
test_both_of_two_zips_one_behind_the_other_are_read(void **state)
{
	(void)state;
	expect_packed(joined(ZIPPED("zip", "a.txt", "山田"),
	                  ZIPPED("zip", "b.txt", "肺炎")),
	    "b.txt!filename=b.txt|b.txt=肺炎|between!a.txt!filename=a.txt|"
	    "between!a.txt=山田|");
}

static void
test_a_file_the_list_does_not_name_is_told(void **state)
{
	struct span zip = ZIPPED("zip", "a.txt", "山田");
	const char *list = memmem(zip.ptr, zip.len, "PK\1\2", 4);

	(void)state;
	assert_non_null(list);
	zip.len = (size_t)(list - zip.ptr);
	expect_packed(joined(zip, ZIPPED("zip", "b.txt", "肺炎")),
	    "b.txt!filename=b.txt|b.txt=肺炎|between!a.txt!filename=a.txt|"
	    "!between!a.txt=broken|!between=broken|");
}

/* ---- gzip, tar ------------------------------------------------------------------- */

static void
test_name_and_comment_of_a_gzip_are_read(void **state)
{
	static const char head[] = "\x1f\x8b\x08\x18\0\0\0\0\0\x03"
	                           "山田.csv\0肺炎\0";
	struct span z = packed_gzip(SPAN("x"));
	struct span rest = span_sub(z, 10, z.len);

	(void)state;
	expect_packed(joined(copied((struct span){ head, sizeof head - 1 }),
	                  copied(rest)),
	    "filename=山田.csv|comment=肺炎|text=x|");
	packed_free(z);
}

static void
test_both_of_two_tars_one_behind_the_other_are_read(void **state)
{
	(void)state;
	expect_packed(joined(ZIPPED("ustar", "a.txt", "山田"),
	                  ZIPPED("ustar", "b.txt", "肺炎")),
	    "a.txt!filename=a.txt|a.txt=山田|b.txt!filename=b.txt|b.txt=肺炎|");
}

/* ---- attributes ------------------------------------------------------------------ */

static void
test_what_a_pivot_table_remembers_is_read(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "xl/pivotCache/pivotCacheDefinition1.xml",
	        "<p><cacheField name=\"Name\" numFmtId=\"0\"><sharedItems "
	        "count=\"1\"><s v=\"Yamada\"/><s v=\"&#x5c71;\"/>"
	        "</sharedItems></cacheField></p>"),
	    "xl/pivotCache/pivotCacheDefinition1.xml=Name\nYamada\n山\n|");
}

static void
test_names_and_prompts_of_a_workbook_are_read(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "xl/workbook.xml",
	        "<w><sheet name=\"Sheet1\" sheetId=\"1\"/><definedName "
	        "name=\"a\" comment=\"b\">c</definedName></w>",
	        "xl/worksheets/sheet1.xml",
	        "<w><dataValidation type=\"list\" prompt=\"d\"/></w>"),
	    "xl/workbook.xml=c|xl/workbook.xml=Sheet1\na\nb\n|"
	    "xl/worksheets/sheet1.xml=d\n|");
	expect_packed(
	    ZIPPED("zip", "mimetype", "x", "content.xml",
	        "<t:table t:name=\"e\" t:style-name=\"ta1\"/>"),
	    "mimetype=x|content.xml=e\n|");
}

static void
test_what_forms_offer_is_read_and_names_of_styles_are_not(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "word/document.xml",
	        "<w:p><w:rFonts w:eastAsia=\"游明朝\"/><w:listItem "
	        "w:displayText=\"a\" w:value=\"b\"/><w:default w:val=\"c\"/>"
	        "<w:x w:val=\"山田\"/><w:y w:val=\"center\"/></w:p>",
	        "word/styles.xml", "<w:name w:val=\"標準\"/>"),
	    "word/document.xml=a\nb\nc\n山田\n|");
}

/* ---- companions ------------------------------------------------------------------ */

#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

static void
test_what_programs_put_beside_a_text_is_no_unsupported_file(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "xl/vbaProject.bin", OLE "\x01山田\x01",
	        "word/fonts/font1.odttf", "\x01\x02\x03"),
	    "xl/vbaProject.bin!binary:utf-8=山田\n|"
	    "!word/fonts/font1.odttf=media|");
	expect_packed(
	    ZIPPED("zip", "b/Thumbs.db", OLE),
	    "b/Thumbs.db!filename=b/Thumbs.db|!b/Thumbs.db=media|");
	expect_packed(
	    ZIPPED("zip", "xl/vbaProject.bin", OLE),
	    "xl/vbaProject.bin!filename=xl/vbaProject.bin|"
	    "!xl/vbaProject.bin=unsupported|");
}

static void
test_what_a_mac_remembers_is_read_by_its_words(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/octet-stream",
	    "\0\x05\x16\x07\0\x02\0\0\x01山田\x01",
	    "binary:utf-8=山田\n|");
	EXPECT_TAKEN("application/octet-stream", "\0\0\0\x01" "Bud1\0山田\x01",
	    "binary:utf-8=山田\n|");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_comments_of_a_zip_are_read_in_any_charset),
		cmocka_unit_test(test_bytes_behind_the_end_of_a_zip_are_read),
		cmocka_unit_test(
		    test_both_of_two_zips_one_behind_the_other_are_read),
		cmocka_unit_test(
		    test_a_file_the_list_does_not_name_is_told),
		cmocka_unit_test(test_name_and_comment_of_a_gzip_are_read),
		cmocka_unit_test(
		    test_both_of_two_tars_one_behind_the_other_are_read),
		cmocka_unit_test(test_what_a_pivot_table_remembers_is_read),
		cmocka_unit_test(test_names_and_prompts_of_a_workbook_are_read),
		cmocka_unit_test(
		    test_what_forms_offer_is_read_and_names_of_styles_are_not),
		cmocka_unit_test(
		    test_what_programs_put_beside_a_text_is_no_unsupported_file),
		cmocka_unit_test(
		    test_what_a_mac_remembers_is_read_by_its_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
