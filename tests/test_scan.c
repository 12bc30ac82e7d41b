#include "../scanner/scan.c" /* statics included on purpose */
#include "scanned.h"

/* ---- any bytes --------------------------------------------------------------- */

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

/* How often it is not seen, at each place of a text of one line made of `filler`. */
static size_t
missed_amid(const char *filler)
{
	static const char one[] = "田中さん、肺炎で入院";
	size_t n = sizeof one - 1, step = strlen(filler), missed = 0, i, at;
	char text[3 * PASSAGE];

	for (at = step; at < 2 * PASSAGE + 2 * n; at += step) {
		for (i = 0; i + step <= sizeof text; i += step)
			memcpy(text + i, filler, step);
		memcpy(text + at, one, n);
		for (i = at + n; i % step != 0; i++)
			text[i] = ' ';
		missed += scanned((struct span){ text, sizeof text - sizeof text % step })->verdict !=
		    SHUHI_BLOCK;
	}
	return missed;
}

static void
test_a_finding_in_a_line_without_end_is_seen_at_every_place(void **state)
{
	(void)state;
	assert_int_equal(missed_amid("今日はパンを食べた "), 0);
}

static void
test_a_finding_amid_latin_letters_without_end_is_seen_at_every_place(
    void **state)
{
	(void)state;
	assert_int_equal(missed_amid("aaaaaaaaaaaaaaaaa"), 0);
}

static const struct hits quiet[LEX_SETS];

static size_t
cut_of(char filler, size_t at, const char *sign)
{
	size_t len = 3 * PASSAGE, end;
	char *text = malloc(len);

	assert_non_null(text);
	memset(text, filler, len);
	memcpy(text + at, sign, strlen(sign));
	end = passage_end((struct span){ text, len }, 0, quiet);
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
test_a_passage_does_not_end_beside_a_trigger_where_it_can(void **state)
{
	struct hit hit = { .from = PASSAGE + 200, .to = PASSAGE + 206 };
	const struct hits near[LEX_SETS] = { { &hit, 1, 1 } };
	char text[3 * PASSAGE];

	(void)state;
	memset(text, '.', sizeof text);
	text[PASSAGE + 100] = text[PASSAGE + 1000] = '\n';
	assert_int_equal(passage_end((struct span){ text, sizeof text }, 0, near),
	    PASSAGE + 1001);
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
		end = passage_end(s, at, quiet);
		assert_true(end > at);
		assert_true(end == s.len || utf8_is_lead(text[end]));
	}
	free(text);
}

static void
test_a_text_of_two_passages_is_one(void **state)
{
	static char text[2 * PASSAGE + 1];

	(void)state;
	memset(text, 'a', sizeof text);
	assert_int_equal(passage_end((struct span){ text, 2 * PASSAGE }, 0, quiet),
	    2 * PASSAGE);
	assert_true(passage_end((struct span){ text, sizeof text }, 0, quiet) <
	            sizeof text);
}

static void
test_the_neighbours_of_a_sentence_with_a_trigger_are_read_too(void **state)
{
	uint32_t ends[FEW_SENTENCES + 1];
	bool worth[FEW_SENTENCES + 1] = { false };
	struct hit hit = { .from = 42, .to = 43 };
	struct resolver r = { .sentence_end = ends,
		.nsentences = FEW_SENTENCES + 1 };
	uint32_t i;

	(void)state;
	for (i = 0; i <= FEW_SENTENCES; i++)
		ends[i] = 10 * (i + 1);
	r.hits[LEX_TRIGGER] = (struct hits){ .v = &hit, .n = 1 };
	mark_sentences(&r, worth);
	for (i = 0; i <= FEW_SENTENCES; i++)
		assert_int_equal(worth[i], i >= 3 && i <= 5);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
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
		cmocka_unit_test(
		    test_a_passage_does_not_end_beside_a_trigger_where_it_can),
		cmocka_unit_test(
		    test_a_finding_in_a_line_without_end_is_seen_at_every_place),
		cmocka_unit_test(
		    test_a_finding_amid_latin_letters_without_end_is_seen_at_every_place),
		cmocka_unit_test(test_a_passage_is_never_longer_than_it_may_be),
		cmocka_unit_test(test_a_passage_never_splits_a_character),
		cmocka_unit_test(test_a_text_of_two_passages_is_one),
		cmocka_unit_test(
		    test_the_neighbours_of_a_sentence_with_a_trigger_are_read_too),
	};

	return cmocka_run_group_tests(tests, open_engine, close_engine);
}
