#include "../scanner/extract/office.c" /* statics included on purpose */
#include "paper.h"
#include "taken.h"
#include "zipped.h"

#define TYPES "[Content_Types].xml", "<Types/>"

/* What is made of these bytes, which are then freed. */
static void
expect_packed(struct span bytes, const char *want)
{
	expect_taken("", bytes, want);
	zipped_free(bytes);
}

/* ---- office files ------------------------------------------------------------------ */

static void
test_a_word_file_is_read(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "word/document.xml",
	        "<?xml version=\"1.0\"?><w:document><w:body><w:p><w:r><w:t>山"
	        "</w:t></w:r><w:r><w:rPr/><w:t>田</w:t></w:r></w:p><w:p><w:r>"
	        "<w:t>肺炎</w:t><w:tab/><w:t>x</w:t><w:br/><w:delText>入院"
	        "</w:delText></w:r></w:p></w:body></w:document>"),
	    "word/document.xml=山田\n肺炎\tx\n入院\n|");
}

static void
test_a_reading_over_a_word_does_not_come_between(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "word/document.xml",
	        "<w:p><w:ruby><w:rt><w:t>やまだ</w:t></w:rt><w:rubyBase><w:t>"
	        "山田</w:t></w:rubyBase></w:ruby><w:t>さん</w:t></w:p>"),
	    "word/document.xml=山田さん\n|word/document.xml=やまだ\n|");
}

static void
test_what_is_told_of_a_picture_and_a_comment_is_read(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "word/document.xml",
	        "<w:p><wp:docPr id=\"1\" descr=\"山田\"/></w:p>",
	        "docProps/core.xml",
	        "<a><dc:title>肺炎</dc:title><dc:creator>x</dc:creator></a>"),
	    "word/document.xml=山田\n|docProps/core.xml=肺炎\nx\n|");
}

static void
test_cells_of_a_spreadsheet_have_their_text(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "xl/worksheets/sheet1.xml",
	        "<sheetData><row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c>"
	        "</row><row><c><v>80</v></c><c t=\"inlineStr\"><is><t>x</t>"
	        "</is></c><c t=\"s\"><v>99</v></c></row></sheetData>",
	        "xl/sharedStrings.xml",
	        "<sst><si><t>肺炎</t></si><si><r><t>山</t></r><r><t>田</t></r>"
	        "<rPh><t>ヤマダ</t></rPh></si><si><t>隠れ</t></si></sst>"),
	    "xl/sharedStrings.xml=ヤマダ\n|"
	    "xl/worksheets/sheet1.xml=山田\t肺炎\t\n80\tx\t99\t\n|"
	    "xl/sharedStrings.xml=隠れ\n|");
}

static void
test_slides_and_open_documents_are_read(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "ppt/slides/slide1.xml",
	        "<p:sp><a:p><a:r><a:t>山</a:t></a:r><a:r><a:t>田</a:t></a:r>"
	        "</a:p></p:sp>"),
	    "ppt/slides/slide1.xml=山田\n|");
	expect_packed(
	    ZIPPED("zip", "mimetype",
	        "application/vnd.oasis.opendocument.text", "content.xml",
	        "<text:p>山<text:span>田</text:span><text:s/>x</text:p>"
	        "<table:table-row><table:table-cell><text:p>肺炎</text:p>"
	        "</table:table-cell></table:table-row>"),
	    "mimetype=application/vnd.oasis.opendocument.text|"
	    "content.xml=山田 x\n肺炎\n|");
}

static void
test_pictures_and_files_in_a_document_are_told(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "word/media/image1.png",
	        "\x89PNG\r\n\x1a\nxxxx", "word/embeddings/a.txt", "山田"),
	    "word/embeddings/a.txt=山田|"
	    "!word/media/image1.png=media|");
}

static void
test_xml_that_is_no_text_is_told(void **state)
{
	(void)state;
	expect_packed(
	    ZIPPED("zip", TYPES, "word/document.xml",
	        "<w:p><w:t>山田さんと肺炎の話\xff</w:t></w:p>"),
	    "word/document.xml=山田さんと肺炎の話\xef\xbf\xbd\n|"
	    "!word/document.xml=undecodable|");
}

/* ---- archives ------------------------------------------------------------------------ */

static void
test_every_file_of_an_archive_is_read(void **state)
{
	static const char *const formats[] = { "zip", "7zip", "ustar", "pax" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof formats / sizeof *formats; i++)
		expect_packed(
		    ZIPPED(formats[i], "a.json", "{\"t\":\"山田\"}", "b.txt",
		        "肺炎"),
		    "a.json!filename=a.json|a.json!json:$.t=山田|"
		    "b.txt!filename=b.txt|b.txt=肺炎|");
}

/* A zip of one empty file of this name, as Windows and others write it. */
static void
expect_name(unsigned flags, struct span name, const char *want)
{
	unsigned char head[] = "PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0"
	                       "\0\0\0\0\0\0\0\0\0\0\0";
	unsigned char list[] = "PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0"
	                       "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	                       "\0\0\0\0\0\0\0\0";
	unsigned char end[] = "PK\x05\x06\0\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0"
	                      "\0\0";
	unsigned char zip[512];
	size_t n = 0;

	head[7] = list[9] = (unsigned char)flags;
	head[26] = list[28] = (unsigned char)name.len;
	end[12] = (unsigned char)(46 + name.len);
	end[16] = (unsigned char)(30 + name.len);
	memcpy(zip, head, 30);
	memcpy(zip + 30, name.ptr, name.len);
	n = 30 + name.len;
	memcpy(zip + n, list, 46);
	memcpy(zip + n + 46, name.ptr, name.len);
	n += 46 + name.len;
	memcpy(zip + n, end, 22);
	expect_taken("", (struct span){ (const char *)zip, n + 22 }, want);
}

static void
test_japanese_names_of_files_are_read(void **state)
{
	(void)state;
	expect_name(0x08, SPAN("山田さん.txt"),
	    "山田さん.txt!filename=山田さん.txt|");
	expect_name(0x00, SPAN("山田さん.txt"),
	    "山田さん.txt!filename=山田さん.txt|");
	/* in CP932 */
	expect_name(0x00, SPAN("\x8e\x52\x93\x63\x82\xb3\x82\xf1.txt"),
	    "山田さん.txt!filename=山田さん.txt|");
}

static void
test_an_archive_in_an_archive_is_read(void **state)
{
	struct span inner = ZIPPED("zip", "b.txt", "山田");
	struct zipped z = zipped_new("zip", NULL);

	(void)state;
	zipped_open(&z);
	zipped_add(&z, "a.zip", inner);
	zipped_free(inner);
	expect_packed(zipped_done(&z),
	    "a.zip!filename=a.zip|a.zip!b.txt!filename=b.txt|"
	    "a.zip!b.txt=山田|");
}

/* So many archives, each in the next. */
static struct span
nested(unsigned n)
{
	struct span s = ZIPPED("zip", "x", "山田");

	while (--n > 0) {
		struct zipped z = zipped_new("zip", NULL);

		zipped_open(&z);
		zipped_add(&z, "z", s);
		zipped_free(s);
		s = zipped_done(&z);
	}
	return s;
}

static void
test_archives_may_nest_so_deep_and_no_deeper(void **state)
{
	struct shuhi_body_limits limits = { .depth = 3 };
	struct part p = { .path = SPAN("") };
	struct taken t;
	unsigned n;

	(void)state;
	for (n = 2; n <= 3; n++) {
		p.bytes = nested(n);
		taken_open(&t, &limits);
		extract_bytes(&t.x, &p);
		assert_int_equal(t.x.told[SHUHI_CAUSE_DEPTH], n - 2);
		taken_close(&t);
		zipped_free(p.bytes);
	}
}

static void
test_a_locked_archive_is_encrypted(void **state)
{
	struct zipped z = zipped_new("zip", "secret");

	(void)state;
	zipped_open(&z);
	zipped_add(&z, "a.txt", SPAN("山田"));
	expect_packed(zipped_done(&z), "!a.txt=encrypted|");
}

static void
test_an_archive_cut_off_is_broken(void **state)
{
	struct span s = ZIPPED("7zip", "a.txt", "山田");

	(void)state;
	s.len -= 10;
	expect_packed(s, "!body=broken|");
}

static void
test_a_tar_cut_off_gives_what_came_before(void **state)
{
	struct span s = ZIPPED("ustar", "a.txt", "山田", "b.txt", "肺炎");

	(void)state;
	s.len = 3 * 512 + 3;
	expect_packed(s,
	    "a.txt!filename=a.txt|a.txt=山田|"
	    "b.txt!filename=b.txt|!b.txt=broken|!body=broken|");
}

static void
test_garbage_with_the_mark_of_a_zip_is_broken(void **state)
{
	(void)state;
	expect_taken("", SPAN("PK\x03\x04\0\0 and nothing of the kind"),
	    "!body=broken|");
}

static void
test_a_text_with_the_mark_of_an_archive_is_read(void **state)
{
	(void)state;
	expect_taken("text/plain", SPAN("BZh is a name, 山田 another"),
	    "text=BZh is a name, 山田 another|!body=broken|");
	expect_taken("text/plain", SPAN("ab-lh cd 山田"),
	    "text=ab-lh cd 山田|!body=broken|");
}

/* One file of so many equal bytes. */
static struct span
zip_of(size_t n)
{
	struct zipped z = zipped_new("zip", NULL);
	char *p = malloc(n);

	assert_non_null(p);
	memset(p, '!', n);
	zipped_open(&z);
	zipped_add(&z, "x", (struct span){ p, n });
	free(p);
	return zipped_done(&z);
}

static void
expect_within(const struct shuhi_body_limits *limits, struct span bytes,
    enum shuhi_cause cause, uint32_t told)
{
	struct part p = { .path = SPAN(""), .bytes = bytes };
	struct taken t;

	taken_open(&t, limits);
	extract_bytes(&t.x, &p);
	assert_int_equal(t.x.told[cause], told);
	assert_int_equal(t.x.nfailures, told);
	taken_close(&t);
}

static void
test_a_bomb_in_an_archive_is_one(void **state)
{
	struct shuhi_body_limits limits = { .ratio = 1 };
	struct span at = zip_of(LIMIT_BODY_RATIO_FREE),
	            past = zip_of(LIMIT_BODY_RATIO_FREE + 1);

	(void)state;
	expect_within(&limits, at, SHUHI_CAUSE_RATIO, 0);
	expect_within(&limits, past, SHUHI_CAUSE_RATIO, 1);
	zipped_free(at);
	zipped_free(past);
}

static void
test_an_archive_may_hold_so_much_and_no_more(void **state)
{
	struct shuhi_body_limits limits = { .bytes = 5000 };
	struct span at = zip_of(5000), past = zip_of(5001);

	(void)state;
	expect_within(&limits, at, SHUHI_CAUSE_TOO_LARGE, 0);
	expect_within(&limits, past, SHUHI_CAUSE_TOO_LARGE, 1);
	zipped_free(at);
	zipped_free(past);
}

static void
test_an_archive_may_hold_so_many_files_and_no_more(void **state)
{
	struct shuhi_body_limits limits = { .milliseconds = 60000 };
	unsigned extra, i;

	(void)state;
	for (extra = 0; extra < 2; extra++) {
		struct zipped z = zipped_new("ustar", NULL);
		struct span s;

		zipped_open(&z);
		for (i = 0; i < LIMIT_OFFICE_FILES + extra; i++)
			zipped_add(&z, "x", SPAN(""));
		s = zipped_done(&z);
		expect_within(&limits, s, SHUHI_CAUSE_TOO_LARGE, extra);
		zipped_free(s);
	}
}

/* ---- PDF ------------------------------------------------------------------------------- */

static void
test_a_japanese_pdf_is_read_whatever_its_encoding(void **state)
{
	struct paper p;

	(void)state;
	/* 山田 */
	expect_taken("",
	    paper(&p, "90ms-RKSJ-H",
	        "BT /F 12 Tf 10 400 Td <8e529363> Tj ET", NULL, "", ""),
	    "page[1]=山田|");
	expect_taken("",
	    paper(&p, "UniJIS-UCS2-H",
	        "BT /F 12 Tf 10 400 Td <5c717530> Tj ET", NULL, "", ""),
	    "page[1]=山田|");
	expect_taken("",
	    paper(&p, "Identity-H", "BT /F 12 Tf 10 400 Td <00010002> Tj ET",
	        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
	        "1 begincodespacerange <0000> <ffff> endcodespacerange "
	        "2 beginbfchar <0001> <5c71> <0002> <7530> endbfchar endcmap",
	        "", ""),
	    "page[1]=山田|");
}

static void
test_a_pdf_that_is_a_picture_is_unsupported(void **state)
{
	struct paper p;

	(void)state;
	expect_taken("",
	    paper(&p, "Identity-H", "q 100 0 0 100 0 0 cm /I Do Q", NULL, "",
	        ""),
	    "!page[1]=unsupported|");
}

static void
test_notes_on_a_page_are_read(void **state)
{
	struct paper p;

	(void)state;
	expect_taken("",
	    paper(&p, "Identity-H", "", NULL,
	        "/Annots [10 0 R]", ""),
	    "page[1]=山田|");
}

static void
test_a_pdf_cut_off_is_told(void **state)
{
	struct paper p;
	struct span s = paper(&p, "Identity-H", "", NULL, "", "");

	(void)state;
	s.len = 40;
	expect_taken("", s, "!body=broken|");
}

/* So many empty pages, without a table of where they are; to be freed. */
static struct span
pages(int n)
{
	size_t room = 256 + (size_t)n * 96;
	char *p = malloc(room), *end = p;
	int i;

	assert_non_null(p);
	end += snprintf(p, room, "%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages "
	    "2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count %d /Kids [", n);
	for (i = 0; i < n; i++)
		end += snprintf(end, 16, "%d 0 R ", i + 3);
	end += snprintf(end, 32, "] >>\nendobj\n");
	for (i = 0; i < n; i++)
		end += snprintf(end, 96, "%d 0 obj\n<< /Type /Page /Parent 2 0 R "
		    "/MediaBox [0 0 9 9] >>\nendobj\n", i + 3);
	end += snprintf(end, 64, "trailer\n<< /Root 1 0 R >>\n%%%%EOF\n");
	return (struct span){ p, (size_t)(end - p) };
}

static void
test_a_pdf_may_have_so_many_pages_and_no_more(void **state)
{
	struct shuhi_body_limits limits = { .milliseconds = 60000 };
	struct span at = pages(LIMIT_OFFICE_PAGES),
	            past = pages(LIMIT_OFFICE_PAGES + 1);

	(void)state;
	expect_within(&limits, at, SHUHI_CAUSE_TOO_LARGE, 0);
	expect_within(&limits, past, SHUHI_CAUSE_TOO_LARGE, 1);
	zipped_free(at);
	zipped_free(past);
}

/* ---- the child ---------------------------------------------------------------------------- */

static void
set_program(struct folder f, const char *script)
{
	folder_put(f, "shuhi-extract", span_of(script));
	assert_int_equal(
	    chmod(folder_file(f, "shuhi-extract"), 0700), 0);
	assert_int_equal(setenv("SHUHI_LIBEXEC", f.path, 1), 0);
}

/* What is made of a zip when the program is this script. */
static void
expect_of_script(const char *script, const char *want)
{
	struct folder f = folder_new();

	set_program(f, script);
	expect_taken("", SPAN("PK\x03\x04"), want);
	unsetenv("SHUHI_LIBEXEC");
	folder_gone(f);
}

static void
test_a_missing_program_is_a_failure(void **state)
{
	(void)state;
	setenv("SHUHI_LIBEXEC", "/nonexistent", 1);
	expect_taken("", SPAN("PK\x03\x04"), "!body=engine|");
	unsetenv("SHUHI_LIBEXEC");
}

static void
test_a_child_that_says_nothing_is_a_failure(void **state)
{
	(void)state;
	expect_of_script("#!/bin/sh\nexit 0\n", "!body=engine|");
	expect_of_script("#!/bin/sh\nexit 1\n", "!body=engine|");
	expect_of_script("#!/bin/sh\nkill -SEGV $$\n", "!body=engine|");
	expect_of_script("#!/nonexistent\n", "!body=engine|");
}

static void
test_a_child_that_ends_early_is_a_failure_and_what_it_said_is_read(void **state)
{
	(void)state;
	expect_of_script("#!/bin/sh\n"
	                 "printf 'T\\001\\000\\000\\000aD\\001\\000\\000\\000x'\n"
	                 "kill -KILL $$\n",
	    "a=x|!body=engine|");
}

static void
test_a_child_that_talks_nonsense_is_a_failure(void **state)
{
	(void)state;
	expect_of_script("#!/bin/sh\necho hello\n", "!body=engine|");
	expect_of_script("#!/bin/sh\nprintf 'D\\001\\000\\000\\000x'\n",
	    "!body=engine|");
	expect_of_script("#!/bin/sh\nprintf 'T\\001\\000\\001\\000x'\n",
	    "!body=engine|");
	expect_of_script("#!/bin/sh\nprintf 'F\\000\\000\\000\\000'\n",
	    "!body=engine|");
	/* a failure without a cause; a frame of no kind */
	expect_of_script("#!/bin/sh\nprintf 'F\\001\\000\\000\\000\\000"
	                 "E\\000\\000\\000\\000'\n",
	    "!body=engine|");
	expect_of_script("#!/bin/sh\nprintf 'X\\000\\000\\000\\000"
	                 "E\\000\\000\\000\\000'\n",
	    "!body=engine|");
}

static void
test_a_name_that_cannot_be_decoded_is_told(void **state)
{
	(void)state;
	expect_of_script("#!/bin/sh\n"
	                 "printf 'T\\007\\000\\000\\000山田\\377"
	                 "D\\001\\000\\000\\000xE\\000\\000\\000\\000'\n",
	    "山田\xef\xbf\xbd=x|!山田\xef\xbf\xbd=undecodable|");
}

static void
test_a_frame_may_be_so_long(void **state)
{
	struct part p = { .path = SPAN(""), .bytes = SPAN("PK\x03\x04") };
	struct folder f = folder_new();
	struct taken t;

	(void)state;
	set_program(f,
	    "#!/bin/sh\n"
	    "printf 'T\\001\\000\\000\\000aD\\000\\000\\001\\000'\n"
	    "/usr/bin/head -c 65536 /dev/zero | /usr/bin/tr '\\0' '!'\n"
	    "printf 'E\\000\\000\\000\\000'\n");
	taken_open(&t, NULL);
	extract_office(&t.x, &p);
	assert_int_equal(t.x.nfailures, 0);
	assert_int_equal(t.x.nfields, 1);
	assert_int_equal(t.x.fields[0].text.len, FRAME_MAX);
	taken_close(&t);
	unsetenv("SHUHI_LIBEXEC");
	folder_gone(f);
}

static void
test_a_child_out_of_its_processor_time_is_a_timeout(void **state)
{
	(void)state;
	expect_of_script("#!/bin/sh\nkill -XCPU $$\n", "!body=timeout|");
}

static void
test_a_child_that_hangs_is_killed_and_reaped(void **state)
{
	struct shuhi_body_limits limits = { .milliseconds = 50 };
	struct part p = { .path = SPAN(""), .bytes = SPAN("PK\x03\x04") };
	struct folder f = folder_new();
	struct taken t;

	(void)state;
	set_program(f, "#!/bin/sh\nexec /bin/sleep 1000\n");
	taken_open(&t, &limits);
	extract_office(&t.x, &p);
	assert_true(t.x.told[SHUHI_CAUSE_TIMEOUT] > 0);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	taken_close(&t);
	unsetenv("SHUHI_LIBEXEC");
	folder_gone(f);
}

static void
test_the_child_has_no_environment_and_no_files_of_ours(void **state)
{
	int fd = open("/dev/null", O_RDONLY);
	struct folder f = folder_new();
	struct part p = { .path = SPAN(""), .bytes = SPAN("PK\x03\x04") };
	struct taken t;

	(void)state;
	assert_true(fd >= 0);
	setenv("SECRET", "x", 1);
	/* 3 is the script itself, or nothing */
	set_program(f,
	    "#!/bin/sh\n"
	    "[ -z \"$SECRET\" ] && [ ! -e /proc/self/fd/11 ] && "
	    "[ ! -e /proc/self/fd/7 ] && "
	    "printf 'T\\001\\000\\000\\000aD\\001\\000\\000\\000xE\\000\\000"
	    "\\000\\000'\n");
	assert_true(dup2(fd, 7) == 7 && dup2(fd, 11) == 11);
	taken_open(&t, NULL);
	extract_office(&t.x, &p);
	assert_string_equal(taken_told(&t), "a=x|");
	taken_close(&t);
	close(fd);
	close(7);
	close(11);
	unsetenv("SECRET");
	unsetenv("SHUHI_LIBEXEC");
	folder_gone(f);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_word_file_is_read),
		cmocka_unit_test(
		    test_a_reading_over_a_word_does_not_come_between),
		cmocka_unit_test(
		    test_what_is_told_of_a_picture_and_a_comment_is_read),
		cmocka_unit_test(test_cells_of_a_spreadsheet_have_their_text),
		cmocka_unit_test(test_slides_and_open_documents_are_read),
		cmocka_unit_test(
		    test_pictures_and_files_in_a_document_are_told),
		cmocka_unit_test(test_xml_that_is_no_text_is_told),
		cmocka_unit_test(test_every_file_of_an_archive_is_read),
		cmocka_unit_test(test_japanese_names_of_files_are_read),
		cmocka_unit_test(test_an_archive_in_an_archive_is_read),
		cmocka_unit_test(test_archives_may_nest_so_deep_and_no_deeper),
		cmocka_unit_test(test_a_locked_archive_is_encrypted),
		cmocka_unit_test(test_an_archive_cut_off_is_broken),
		cmocka_unit_test(test_a_tar_cut_off_gives_what_came_before),
		cmocka_unit_test(test_garbage_with_the_mark_of_a_zip_is_broken),
		cmocka_unit_test(
		    test_a_text_with_the_mark_of_an_archive_is_read),
		cmocka_unit_test(test_a_bomb_in_an_archive_is_one),
		cmocka_unit_test(test_an_archive_may_hold_so_much_and_no_more),
		cmocka_unit_test(
		    test_an_archive_may_hold_so_many_files_and_no_more),
		cmocka_unit_test(
		    test_a_japanese_pdf_is_read_whatever_its_encoding),
		cmocka_unit_test(test_a_pdf_that_is_a_picture_is_unsupported),
		cmocka_unit_test(test_notes_on_a_page_are_read),
		cmocka_unit_test(test_a_pdf_cut_off_is_told),
		cmocka_unit_test(test_a_pdf_may_have_so_many_pages_and_no_more),
		cmocka_unit_test(test_a_missing_program_is_a_failure),
		cmocka_unit_test(test_a_child_that_says_nothing_is_a_failure),
		cmocka_unit_test(
		    test_a_child_that_ends_early_is_a_failure_and_what_it_said_is_read),
		cmocka_unit_test(test_a_child_that_talks_nonsense_is_a_failure),
		cmocka_unit_test(test_a_name_that_cannot_be_decoded_is_told),
		cmocka_unit_test(test_a_frame_may_be_so_long),
		cmocka_unit_test(
		    test_a_child_out_of_its_processor_time_is_a_timeout),
		cmocka_unit_test(test_a_child_that_hangs_is_killed_and_reaped),
		cmocka_unit_test(
		    test_the_child_has_no_environment_and_no_files_of_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
