#include "../scanner/scan.c" /* statics included on purpose */
#include "help.h"

/* The shipped engine, opened once; its cache is where tests/run says. */
static struct shuhi_scanner *scanner;
static struct shuhi_worker *worker;

static int
open_engine(void **state)
{
	struct shuhi_error err = { 0 };

	(void)state;
	if (shuhi_scanner_open(&(struct shuhi_config){ 0 }, &scanner, &err) !=
	        0 ||
	    shuhi_worker_open(scanner, &worker, &err) != 0) {
		print_error("%s:%u:%u: %s (%s)\n", err.where, err.line,
		    err.column, err.message, err.hint);
		return -1;
	}
	return 0;
}

static int
close_engine(void **state)
{
	(void)state;
	shuhi_worker_close(worker);
	shuhi_scanner_unref(scanner);
	return 0;
}

static const struct shuhi_result *
scanned(struct span text)
{
	const struct shuhi_result *res = NULL;
	struct shuhi_error err = { 0 };

	assert_int_equal(shuhi_scan(worker, text.ptr, text.len, &res, &err), 0);
	return res;
}

/* The first entity of the class in any finding. */
static const struct shuhi_entity *
found(const struct shuhi_result *res, const char *class)
{
	size_t i, j;

	for (i = 0; i < res->nfindings; i++)
		for (j = 0; j < res->findings[i].nentities; j++)
			if (strcmp(res->findings[i].entities[j].class_name,
			        class) == 0)
				return &res->findings[i].entities[j];
	fail_msg("no %s was found", class);
	return NULL;
}

static void
expect_offsets(struct span text, const char *class, struct span want)
{
	const struct shuhi_entity *e = found(scanned(text), class);
	const char *at = memmem(text.ptr, text.len, want.ptr, want.len);
	size_t start, i, units = 0, end_units = 0;

	assert_non_null(at);
	start = (size_t)(at - text.ptr);
	assert_int_equal(e->start, start);
	assert_int_equal(e->end, start + want.len);
	assert_int_equal(e->start_char, utf8_count(span_sub(text, 0, start)));
	assert_int_equal(
	    e->end_char, utf8_count(span_sub(text, 0, start + want.len)));
	for (i = 0; i < start + want.len; i++) {
		unsigned char b = (unsigned char)text.ptr[i];

		end_units += (b & 0xc0) != 0x80;
		end_units += b >= 0xf0;
		if (i + 1 == start)
			units = end_units;
	}
	assert_int_equal(e->start_utf16, units);
	assert_int_equal(e->end_utf16, end_units);
}

/* ---- offsets --------------------------------------------------------------- */

static void
test_offsets_behind_an_emoji_count_two_utf16_units(void **state)
{
	const struct shuhi_entity *e;

	(void)state;
	e = found(scanned(SPAN("😭田中さん、肺炎で入院")), "person.name");
	assert_int_equal(e->start, 4);
	assert_int_equal(e->start_char, 1);
	assert_int_equal(e->start_utf16, 2);
	assert_int_equal(e->end, 10);
	assert_int_equal(e->end_char, 3);
	assert_int_equal(e->end_utf16, 4);
}

static void
test_offsets_behind_a_family_of_joined_emoji(void **state)
{
	(void)state;
	expect_offsets(SPAN("👨‍👩‍👧‍👦👍🏽 "
	                    "田中さん、肺炎で入院"),
	    "person.name", SPAN("田中"));
}

static void
test_offsets_of_a_name_with_a_kanji_beyond_the_basic_plane(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("今日の𠮷田さん、肺炎で入院"), "person.name", SPAN("𠮷田"));
}

static void
test_offsets_of_half_width_kana_with_sound_marks(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("今日のﾔﾏﾀﾞさん、肺炎で入院"), "person.kana", SPAN("ﾔﾏﾀﾞ"));
}

static void
test_offsets_of_kana_with_combining_sound_marks(void **state)
{
	(void)state;
	expect_offsets(SPAN("今日のヤマタ\xe3\x82\x99さん、肺炎で入院"),
	    "person.kana", SPAN("ヤマタ\xe3\x82\x99"));
}

static void
test_offsets_behind_a_letter_with_a_combining_accent(void **state)
{
	(void)state;
	expect_offsets(SPAN("cafe\xcc\x81で田中さん、肺炎で入院"),
	    "person.name", SPAN("田中"));
}

static void
test_offsets_behind_a_ligature_that_expands(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("㈱㍿㌔の田中さん、肺炎で入院"), "person.name", SPAN("田中"));
}

static void
test_offsets_of_a_name_with_zero_width_characters_inside(void **state)
{
	(void)state;
	expect_offsets(SPAN("田\xe2\x80\x8b中さん、肺\xe2\x81\xa0炎で入院"),
	    "person.name", SPAN("田\xe2\x80\x8b中"));
}

static void
test_offsets_of_a_disease_with_zero_width_characters_inside(void **state)
{
	(void)state;
	expect_offsets(SPAN("田\xe2\x80\x8b中さん、肺\xe2\x81\xa0炎で入院"),
	    "disease", SPAN("肺\xe2\x81\xa0炎"));
}

static void
test_offsets_of_a_disease_with_separators_inside(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("田中さん、糖・尿・病で入院"), "disease", SPAN("糖・尿・病"));
}

static void
test_offsets_of_full_width_digits(void **state)
{
	(void)state;
	expect_offsets(SPAN("患者さんの電話は０９０ー１２３４ー５６７８です"),
	    "contact.phone", SPAN("０９０ー１２３４ー５６７８"));
}

static void
test_offsets_behind_a_nul_byte(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("a\0\0田中さん、肺炎で入院"), "person.name", SPAN("田中"));
}

static void
test_offsets_at_the_very_end(void **state)
{
	(void)state;
	expect_offsets(SPAN("田中さんが昨日入院した。病名は肺炎"), "disease",
	    SPAN("肺炎"));
}

/* ---- any bytes --------------------------------------------------------------- */

static const char mixed[] =
    "😭田中さん（78）、肺炎で入院。ﾔﾏﾀﾞ様 電話０９０ー１２３４ー５６７８ ㈱"
    "山\xe2\x80\x8b田\xe3\x82\x99 cafe\xcc\x81 糖・尿・病 患者ID 00123456 "
    "𠮷田 305号室 CRP 18 BP 98/60 か\xe3\x82\x99ん がが ｶﾞｶﾞｶﾞ ーーー "
    "マイナンバー 1234-5678-9018 夜勤明けで三人ステった ";

static void
test_no_byte_beyond_the_text_is_read_at_any_length(void **state)
{
	struct cliff c = cliff_new(sizeof mixed);
	const struct shuhi_result *res;
	struct shuhi_error err;
	struct span s, whole = { mixed, sizeof mixed - 1 };
	size_t len, lead;
	int rc;

	(void)state;
	assert_true(whole.len >= 300);
	for (len = 0; len <= 300; len++) {
		s = cliff_copy(c, span_sub(whole, 0, len));
		rc = shuhi_scan(worker, s.ptr, s.len, &res, &err);
		for (lead = len; !utf8_is_lead(mixed[lead]); lead--)
			continue;
		/* cut amid a character: told just where that begins */
		assert_int_equal(rc, lead == len ? 0 : -1);
		if (rc != 0) {
			assert_int_equal(err.code, SHUHI_E_CHARSET);
			assert_int_equal(err.at, lead);
		}
	}
	cliff_gone(c);
}

static void
test_no_byte_before_the_text_is_read_at_any_length(void **state)
{
	const struct shuhi_result *res;
	struct shuhi_error err;
	struct span whole = { mixed, sizeof mixed - 1 };
	size_t page = (size_t)sysconf(_SC_PAGESIZE), from;
	char *map = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)state;
	assert_true(map != MAP_FAILED);
	assert_int_equal(mprotect(map, page, PROT_NONE), 0);
	for (from = 0; from < whole.len; from++) {
		memcpy(map + page, mixed + from, whole.len - from);
		assert_int_equal(shuhi_scan(worker, map + page,
		                     whole.len - from, &res, &err),
		    utf8_is_lead(mixed[from]) ? 0 : -1);
	}
	munmap(map, 2 * page);
}

/* MeCab asked strlen() where a sentence ended in a blank. */
static void
test_no_byte_behind_a_blank_end_is_read(void **state)
{
	static const char *const ends[] = { "\n", " ", "\t", "\v", "\f", "\r",
		"\r\n", "  \n\n", "\n \n" };
	struct cliff c = cliff_new(128);
	const struct shuhi_result *res;
	struct shuhi_error err;
	char buf[128];
	struct span s;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(buf, sizeof buf, "田中さん、肺炎で入院%s", ends[i]);
		s = cliff_copy(c, span_of(buf));
		assert_int_equal(
		    shuhi_scan(worker, s.ptr, s.len, &res, &err), 0);
		assert_int_equal(res->verdict, SHUHI_BLOCK);
	}
	cliff_gone(c);
}

static void
test_an_empty_text_passes(void **state)
{
	(void)state;
	assert_int_equal(scanned(SPAN(""))->verdict, SHUHI_PASS);
}

static void
test_an_empty_text_may_have_no_address(void **state)
{
	(void)state;
	assert_int_equal(
	    scanned((struct span){ NULL, 0 })->verdict, SHUHI_PASS);
}

static void
test_a_text_behind_nul_bytes_is_still_looked_at(void **state)
{
	(void)state;
	assert_int_equal(scanned(SPAN("ok\0\0\0田中さん、肺炎で入院"))->verdict,
	    SHUHI_BLOCK);
}

static void
test_nothing_but_nul_bytes_passes(void **state)
{
	(void)state;
	assert_int_equal(scanned(SPAN("\0\0\0\0"))->verdict, SHUHI_PASS);
}

static void
test_a_nul_byte_between_letters_does_not_hide_a_finding(void **state)
{
	(void)state;
	assert_int_equal(
	    scanned(SPAN("田中さん\0、肺炎で\0入院"))->verdict, SHUHI_BLOCK);
}

/* Every kind of broken UTF-8, at every place of a text. */
static void
test_broken_utf8_is_told_where_it_begins(void **state)
{
	static const struct span broken[] = {
		{ "\x80", 1 },
		{ "\xbf", 1 },
		{ "\xc0\x80", 2 },
		{ "\xc1\xbf", 2 },
		{ "\xe0\x80\x80", 3 },
		{ "\xe0\x9f\xbf", 3 },
		{ "\xed\xa0\x80", 3 },
		{ "\xed\xbf\xbf", 3 },
		{ "\xf0\x8f\xbf\xbf", 4 },
		{ "\xf4\x90\x80\x80", 4 },
		{ "\xf5\x80\x80\x80", 4 },
		{ "\xfe", 1 },
		{ "\xff", 1 },
		{ "\xe3\x81", 2 },
		{ "\xe3", 1 },
		{ "\xf0\x9f\x98", 3 },
		{ "\xc3", 1 },
	};
	static const char text[] = "田中a😭さん、肺炎で";
	const struct shuhi_result *res = NULL;
	struct shuhi_error err;
	struct cliff c = cliff_new(128);
	char buf[128];
	size_t i, at, n = sizeof text - 1;
	struct span s;

	(void)state;
	for (i = 0; i < sizeof broken / sizeof *broken; i++)
		for (at = 0; at <= n; at++) {
			if (!utf8_is_lead(text[at]))
				continue;
			memcpy(buf, text, at);
			memcpy(buf + at, broken[i].ptr, broken[i].len);
			memcpy(buf + at + broken[i].len, text + at, n - at);
			s = cliff_copy(
			    c, (struct span){ buf, n + broken[i].len });
			assert_int_equal(
			    shuhi_scan(worker, s.ptr, s.len, &res, &err), -1);
			assert_int_equal(err.code, SHUHI_E_CHARSET);
			assert_int_equal(err.at, at);
		}
	cliff_gone(c);
}

static void
test_a_failure_leaves_the_answer_untouched(void **state)
{
	const struct shuhi_result *before = scanned(SPAN("やあ")),
	                          *res = before;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_scan(worker, "\xff", 1, &res, &err), -1);
	assert_ptr_equal(res, before);
	assert_int_equal(worker->result.verdict, SHUHI_UNSCANNED);
}

static void
test_an_error_names_no_byte_of_the_text(void **state)
{
	const struct shuhi_result *res;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_scan(worker, "田中\xff", 7, &res, &err), -1);
	assert_string_equal(err.where, "");
	assert_string_equal(err.hint, "");
	assert_null(strstr(err.message, "田"));
}

static void
test_after_a_failure_the_next_text_is_scanned_well(void **state)
{
	const struct shuhi_result *res;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_scan(worker, "\xff", 1, &res, &err), -1);
	assert_int_equal(
	    scanned(SPAN("田中さん、肺炎で入院"))->verdict, SHUHI_BLOCK);
}

static void
test_the_same_text_has_the_same_answer_after_another(void **state)
{
	const struct span text = SPAN("田中さん、肺炎で入院");
	uint32_t score = scanned(text)->score;

	(void)state;
	scanned(SPAN("おはよう"));
	assert_int_equal(scanned(text)->score, score);
}

static void
test_unassigned_and_private_characters_are_no_obstacle(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("\xee\x80\x80\xf3\xb0\x80\x80\xf4\x8f\xbf\xbf\xef\xbf\xbf"
	         "田中さん、肺炎で入院"),
	    "person.name", SPAN("田中"));
}

/* ---- limits -------------------------------------------------------------------- */

static void
test_a_text_of_just_the_limit_is_scanned(void **state)
{
	char *text = malloc(SHUHI_TEXT_MAX);

	(void)state;
	assert_non_null(text);
	memset(text, '.', SHUHI_TEXT_MAX);
	memcpy(text + SHUHI_TEXT_MAX - 31, "\n田中さん、肺炎で入院", 31);
	assert_int_equal(
	    scanned((struct span){ text, SHUHI_TEXT_MAX })->verdict,
	    SHUHI_BLOCK);
	free(text);
}

static void
test_a_text_one_past_the_limit_is_refused(void **state)
{
	char *text = calloc(1, SHUHI_TEXT_MAX + 1);
	const struct shuhi_result *res;
	struct shuhi_error err;

	(void)state;
	assert_non_null(text);
	assert_int_equal(
	    shuhi_scan(worker, text, SHUHI_TEXT_MAX + 1, &res, &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
	free(text);
}

/* No text of the greatest size may pass because something ran full. */
static void
expect_full_never_passes(struct span unit)
{
	char *text = malloc(SHUHI_TEXT_MAX);
	const struct shuhi_result *res = NULL;
	struct shuhi_error err = { 0 };
	size_t n;
	int rc;

	assert_non_null(text);
	for (n = 0; n + unit.len <= SHUHI_TEXT_MAX; n += unit.len)
		memcpy(text + n, unit.ptr, unit.len);
	rc = shuhi_scan(worker, text, n, &res, &err);
	free(text);
	assert_true(
	    rc == 0 ? res->verdict == SHUHI_BLOCK
	            : err.code == SHUHI_E_LIMIT || err.code == SHUHI_E_NOMEM);
}

static void
test_sixteen_megabytes_of_findings_never_pass(void **state)
{
	(void)state;
	expect_full_never_passes(SPAN("田中さん、肺炎で入院\n"));
}

static void
test_sixteen_megabytes_of_half_width_kana_never_pass(void **state)
{
	(void)state;
	expect_full_never_passes(SPAN("ﾔﾏﾀﾞさん、肺炎で入院ﾀﾞﾀﾞﾀﾞ\n"));
}

static void
test_sixteen_megabytes_on_one_line_never_pass(void **state)
{
	(void)state;
	expect_full_never_passes(SPAN("田中さんは肺炎で入院、"));
}

static void
test_a_full_arena_never_passes(void **state)
{
	const struct span text = SPAN("ﾔﾏﾀﾞさん、糖・尿・病で入院。CRP 18");
	const struct shuhi_result *res;
	struct shuhi_error err;
	size_t ceiling, refused = 0;
	int rc;

	(void)state;
	assert_int_equal(scanned(text)->verdict, SHUHI_BLOCK);
	for (ceiling = 0; ceiling < 65536; ceiling += 64) {
		arena_fini(&worker->arena);
		arena_init(&worker->arena, ceiling);
		rc = shuhi_scan(worker, text.ptr, text.len, &res, &err);
		assert_true(rc == 0 ? res->verdict == SHUHI_BLOCK
		                    : err.code == SHUHI_E_NOMEM);
		refused += rc != 0;
	}
	assert_true(refused > 0);
	arena_fini(&worker->arena);
	arena_init(&worker->arena, LIMIT_ARENA);
}

/* ---- long texts ---------------------------------------------------------------- */

/* A line with a finding, wherever it lies across the cuts between passages. */
static void
test_a_finding_on_a_line_is_seen_at_every_place_of_a_long_text(void **state)
{
	static const char one[] = "\n田中さん、肺炎で入院\n";
	size_t n = sizeof one - 1, at, len = 3 * PASSAGE, missed = 0;
	char *text = malloc(len);

	(void)state;
	assert_non_null(text);
	for (at = PASSAGE - 2 * n; at < PASSAGE + 2 * n; at++) {
		memset(text, '.', len);
		memcpy(text + at, one, n);
		missed +=
		    scanned((struct span){ text, len })->verdict != SHUHI_BLOCK;
	}
	free(text);
	assert_int_equal(missed, 0);
}

static size_t
cut_of(char filler, size_t at, const char *sign)
{
	size_t len = 3 * PASSAGE, end;
	char *text = malloc(len);

	assert_non_null(text);
	memset(text, filler, len);
	memcpy(text + at, sign, strlen(sign));
	end = passage_end((struct span){ text, len }, 0);
	free(text);
	return end;
}

static void
test_a_passage_ends_behind_a_line_where_it_can(void **state)
{
	(void)state;
	assert_int_equal(cut_of('a', PASSAGE + 100, "\n"), PASSAGE + 101);
}

static void
test_a_passage_ends_behind_a_sentence_where_it_can(void **state)
{
	(void)state;
	assert_int_equal(cut_of('a', PASSAGE + 100, "。"), PASSAGE + 103);
}

static void
test_a_passage_is_never_longer_than_it_may_be(void **state)
{
	(void)state;
	assert_in_range(cut_of('a', 0, "a"), PASSAGE, 2 * PASSAGE);
}

static void
test_a_passage_never_splits_a_character(void **state)
{
	char *text = malloc(3 * PASSAGE);
	struct span s = { text, 3 * PASSAGE };
	size_t i, at, end;

	(void)state;
	assert_non_null(text);
	for (i = 0; i < 3 * PASSAGE; i += 3)
		memcpy(text + i, "山", 3);
	for (at = 0; at < s.len; at = end) {
		end = passage_end(s, at);
		assert_true(end > at);
		assert_true(end == s.len || utf8_is_lead(text[end]));
	}
	free(text);
}

/* ---- answers ---------------------------------------------------------------------- */

static void
test_score_is_zero_with_pass(void **state)
{
	(void)state;
	assert_int_equal(scanned(SPAN("今日はいい天気"))->score, 0);
}

static void
test_score_is_within_a_hundred(void **state)
{
	const struct shuhi_result *res =
	    scanned(SPAN("患者の田中さん マイナンバー 1234-5678-9018 肺炎"));

	(void)state;
	assert_in_range(res->score, 1, 100);
}

static void
test_findings_come_gravest_first(void **state)
{
	const struct shuhi_result *res =
	    scanned(SPAN("夜勤の田中さん、305号室、肺炎で入院。マイナンバー "
	                 "1234-5678-9018。患者さんに怒鳴られた"));
	size_t i;

	(void)state;
	assert_true(res->nfindings >= 2);
	for (i = 1; i < res->nfindings; i++)
		assert_true(
		    res->findings[i - 1].severity >= res->findings[i].severity);
}

static void
test_entities_of_a_finding_ascend(void **state)
{
	const struct shuhi_result *res =
	    scanned((struct span){ mixed, sizeof mixed - 1 });
	size_t i, j;

	(void)state;
	for (i = 0; i < res->nfindings; i++)
		for (j = 1; j < res->findings[i].nentities; j++)
			assert_true(res->findings[i].entities[j - 1].start <=
			            res->findings[i].entities[j].start);
}

static void
test_every_finding_has_an_entity(void **state)
{
	const struct shuhi_result *res =
	    scanned((struct span){ mixed, sizeof mixed - 1 });
	size_t i;

	(void)state;
	assert_true(res->nfindings > 0);
	for (i = 0; i < res->nfindings; i++)
		assert_true(res->findings[i].nentities > 0);
}

static void
test_entities_of_an_empty_text_are_none(void **state)
{
	const struct shuhi_entity *v;
	struct shuhi_error err;
	size_t n = 7;

	(void)state;
	assert_int_equal(shuhi_entities(worker, "", 0, &v, &n, &err), 0);
	assert_int_equal(n, 0);
}

static void
test_entities_of_a_long_text_are_found_at_its_end(void **state)
{
	size_t len = 100000, n = 0;
	char *text = malloc(len);
	const struct shuhi_entity *v;
	struct shuhi_error err;

	(void)state;
	assert_non_null(text);
	memset(text, '.', len);
	memcpy(text + len - 6, "肺炎", 6);
	assert_int_equal(shuhi_entities(worker, text, len, &v, &n, &err), 0);
	assert_int_equal(n, 1);
	assert_int_equal(v[0].end_char, len - 4);
	free(text);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_offsets_behind_an_emoji_count_two_utf16_units),
		cmocka_unit_test(test_offsets_behind_a_family_of_joined_emoji),
		cmocka_unit_test(
		    test_offsets_of_a_name_with_a_kanji_beyond_the_basic_plane),
		cmocka_unit_test(
		    test_offsets_of_half_width_kana_with_sound_marks),
		cmocka_unit_test(
		    test_offsets_of_kana_with_combining_sound_marks),
		cmocka_unit_test(
		    test_offsets_behind_a_letter_with_a_combining_accent),
		cmocka_unit_test(test_offsets_behind_a_ligature_that_expands),
		cmocka_unit_test(
		    test_offsets_of_a_name_with_zero_width_characters_inside),
		cmocka_unit_test(
		    test_offsets_of_a_disease_with_zero_width_characters_inside),
		cmocka_unit_test(
		    test_offsets_of_a_disease_with_separators_inside),
		cmocka_unit_test(test_offsets_of_full_width_digits),
		cmocka_unit_test(test_offsets_behind_a_nul_byte),
		cmocka_unit_test(test_offsets_at_the_very_end),
		cmocka_unit_test(
		    test_no_byte_beyond_the_text_is_read_at_any_length),
		cmocka_unit_test(
		    test_no_byte_before_the_text_is_read_at_any_length),
		cmocka_unit_test(test_no_byte_behind_a_blank_end_is_read),
		cmocka_unit_test(test_an_empty_text_passes),
		cmocka_unit_test(test_an_empty_text_may_have_no_address),
		cmocka_unit_test(
		    test_a_text_behind_nul_bytes_is_still_looked_at),
		cmocka_unit_test(test_nothing_but_nul_bytes_passes),
		cmocka_unit_test(
		    test_a_nul_byte_between_letters_does_not_hide_a_finding),
		cmocka_unit_test(test_broken_utf8_is_told_where_it_begins),
		cmocka_unit_test(test_a_failure_leaves_the_answer_untouched),
		cmocka_unit_test(test_an_error_names_no_byte_of_the_text),
		cmocka_unit_test(
		    test_after_a_failure_the_next_text_is_scanned_well),
		cmocka_unit_test(
		    test_the_same_text_has_the_same_answer_after_another),
		cmocka_unit_test(
		    test_unassigned_and_private_characters_are_no_obstacle),
		cmocka_unit_test(test_a_text_of_just_the_limit_is_scanned),
		cmocka_unit_test(test_a_text_one_past_the_limit_is_refused),
		cmocka_unit_test(test_sixteen_megabytes_of_findings_never_pass),
		cmocka_unit_test(
		    test_sixteen_megabytes_of_half_width_kana_never_pass),
		cmocka_unit_test(test_sixteen_megabytes_on_one_line_never_pass),
		cmocka_unit_test(test_a_full_arena_never_passes),
		cmocka_unit_test(
		    test_a_finding_on_a_line_is_seen_at_every_place_of_a_long_text),
		cmocka_unit_test(
		    test_a_passage_ends_behind_a_line_where_it_can),
		cmocka_unit_test(
		    test_a_passage_ends_behind_a_sentence_where_it_can),
		cmocka_unit_test(test_a_passage_is_never_longer_than_it_may_be),
		cmocka_unit_test(test_a_passage_never_splits_a_character),
		cmocka_unit_test(test_score_is_zero_with_pass),
		cmocka_unit_test(test_score_is_within_a_hundred),
		cmocka_unit_test(test_findings_come_gravest_first),
		cmocka_unit_test(test_entities_of_a_finding_ascend),
		cmocka_unit_test(test_every_finding_has_an_entity),
		cmocka_unit_test(test_entities_of_an_empty_text_are_none),
		cmocka_unit_test(
		    test_entities_of_a_long_text_are_found_at_its_end),
	};

	return cmocka_run_group_tests(tests, open_engine, close_engine);
}
