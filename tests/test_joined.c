#include "../scanner/extract/joined.c" /* statics included on purpose */
#include "body.h"
#include "limit.h"

#define JSON "application/json"
#define FORM "application/x-www-form-urlencoded"

static const char *
place(const char *path)
{
	static char buf[SHUHI_FIELD_MAX + 1];
	struct span s = place_of(span_of(path), buf);

	buf[s.len] = '\0';
	return buf;
}

static void
test_numbers_are_no_part_of_a_place(void **state)
{
	(void)state;
	assert_string_equal(place("json:$.ops[12].insert"), "json:$.ops[].insert.");
	assert_string_equal(place("form:f0"), "form:f.");
	assert_string_equal(place("part[1]:f0"), "part[]:f.");
}

static void
test_what_lies_deeper_by_the_same_step_is_at_the_same_place(void **state)
{
	(void)state;
	assert_string_equal(place("$.children[3].children[0].text"),
	    "$.children[].text.");
	assert_string_equal(place("$.a.b.a.b"), "$.a.b.a.b.");
}

static void
test_a_path_of_any_length_has_a_place(void **state)
{
	char path[SHUHI_FIELD_MAX + 1];

	(void)state;
	memset(path, 'a', sizeof path);
	path[SHUHI_FIELD_MAX] = '\0';
	assert_int_equal(strlen(place(path)), SHUHI_FIELD_MAX);
}

static void
test_a_sentence_cut_where_a_name_is_bold_is_found(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON,
	    "{\"elements\":[{\"type\":\"text\",\"text\":\"山田\"},"
	    "{\"type\":\"text\",\"text\":\"さん、肺炎で入院\"}]}",
	    "body:joined=named-illness ");
	EXPECT_TOLD(JSON,
	    "[{\"children\":[{\"text\":\"山田\"},{\"type\":\"link\",\"children\":"
	    "[{\"text\":\"さん、肺\"}]},{\"text\":\"炎で入院\"}]}]",
	    "body:joined=named-illness ");
}

static void
test_a_text_sent_letter_by_letter_is_found(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON, "[[\"山\"],[\"田\"],[\"さ\"],[\"ん\"],[\"肺\"],[\"炎\"]]",
	    "body:joined=named-illness ");
	EXPECT_TOLD(FORM, "f0=山&f1=田&f2=さ&f3=ん&f4=肺&f5=炎",
	    "body:joined=named-illness ");
	EXPECT_TOLD("application/x-ndjson",
	    "{\"d\":\"山\"}\n{\"d\":\"田さ\"}\n{\"d\":\"ん肺\"}\n{\"d\":\"炎\"}",
	    "body:joined=named-illness ");
}

static void
test_what_stands_between_at_another_place_does_not_come_between(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON,
	    "[{\"s\":\"山\",\"t\":\"天気\"},{\"s\":\"田さ\",\"t\":\"天気\"},"
	    "{\"s\":\"ん、肺\",\"t\":\"天気\"},{\"s\":\"炎\",\"t\":\"天気\"}]",
	    "body:joined=named-illness ");
}

static void
test_events_are_pieces_of_a_text(void **state)
{
	(void)state;
	EXPECT_TOLD("text/event-stream",
	    "data: {\"d\":\"山\"}\n\ndata: {\"d\":\"田さ\"}\n\n"
	    "data: {\"d\":\"ん肺\"}\n\ndata: {\"d\":\"炎\"}\n\n",
	    "body:joined=named-illness ");
}

static void
test_sentences_that_have_ended_do_not_go_on(void **state)
{
	(void)state;
	assert_true(may_go_on(SPAN("山田"), SPAN("さん")));
	assert_false(may_go_on(SPAN("山田さん。"), SPAN("肺炎")));
	assert_false(may_go_on(SPAN("本当?"), SPAN("肺炎")));
}

static void
test_of_two_long_pieces_neither_is_cut_out_of_a_sentence(void **state)
{
	char a[SHORT + 1], b[SHORT + 1];

	(void)state;
	memset(a, 'a', sizeof a);
	memset(b, 'b', sizeof b);
	assert_false(may_go_on((struct span){ a, SHORT + 1 },
	    (struct span){ b, SHORT + 1 }));
	assert_true(may_go_on((struct span){ a, SHORT + 1 },
	    (struct span){ b, SHORT }));
}

static void
test_a_sentence_goes_on_where_no_other_begins_or_ends(void **state)
{
	(void)state;
	assert_true(goes_on(SPAN("山田"), SPAN("さんが")));
	assert_true(goes_on(SPAN("今日、"), SPAN("山田")));
	assert_true(goes_on(SPAN("糖尿病の"), SPAN("山田")));
	assert_true(goes_on(SPAN("090-"), SPAN("1234")));
	assert_true(goes_on(SPAN("0012"), SPAN("34")));
	assert_true(goes_on(SPAN("さん、肺"), SPAN("炎で")));
	assert_false(goes_on(SPAN("山田"), SPAN("太郎")));
	assert_false(goes_on(SPAN("おにぎり"), SPAN("カレー")));
	assert_false(goes_on(SPAN("今日の天気"), SPAN("明日の予定")));
}

/* The joined text of a list. */
static const char *
joined(const char *const *list, size_t n)
{
	static char out[8192];
	struct text_field fields[8];
	struct arena arena;
	struct extract x;
	struct span s;
	size_t i;

	arena_init(&arena, LIMIT_BODY_ARENA);
	x = (struct extract){ .arena = &arena, .deadline = UINT64_MAX,
		.limits = { .fields = 8 }, .fields = fields, .nfields = n };
	for (i = 0; i < n; i++)
		fields[i] = (struct text_field){ .path = SPAN("json:$[0]"),
			.text = span_of(list[i]), .alone = true, .shared = true };
	s = extract_joined(&x);
	assert_false(arena.overflowed);
	snprintf(out, sizeof out, "%.*s", (int)s.len, s.ptr);
	arena_fini(&arena);
	return out;
}

#define JOINED(...)                                                            \
	joined((const char *const[]){ __VA_ARGS__ },                           \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void
test_lists_are_no_text_in_pieces(void **state)
{
	(void)state;
	assert_string_equal(JOINED("山田太郎", "鈴木花子", "佐藤健"), "");
	assert_string_equal(JOINED("カレー", "おにぎり", "うどん"), "");
	assert_string_equal(JOINED("肺炎の予防", "夏の献立", "旅の支度"), "");
	assert_string_equal(JOINED("text", "text", "a", "b"), "");
	assert_string_equal(JOINED("山田さん、肺炎"), "");
}

static void
test_one_seam_in_four_through_a_sentence_makes_a_text(void **state)
{
	(void)state;
	assert_string_equal(JOINED("山田", "さん", "内科", "外科", "眼科"),
	    "山田さん内科外科眼科\n");
	assert_string_equal(
	    JOINED("山田", "さん", "内科", "外科", "眼科", "歯科"), "");
}

static void
test_of_a_long_piece_both_ends_are_there(void **state)
{
	char text[2 * EDGE + 2];
	const char *out;

	(void)state;
	memset(text, 'x', sizeof text);
	text[2 * EDGE] = '\0';
	out = JOINED("山田", "さん", text);
	assert_int_equal(strlen(out), 12 + 2 * EDGE + 1);
	text[2 * EDGE] = 'y';
	text[2 * EDGE + 1] = '\0';
	out = JOINED("山田", "さん", text);
	assert_int_equal(strlen(out), 12 + 2 * EDGE + 2);
	assert_string_equal(out + strlen(out) - 3, "xy\n");
}

static void
test_people_written_to_are_no_pieces(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON,
	    "{\"to\":[{\"name\":\"山田\"},{\"name\":\"さん、肺\"},"
	    "{\"name\":\"炎\"}]}",
	    "");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_are_no_part_of_a_place),
		cmocka_unit_test(
		    test_what_lies_deeper_by_the_same_step_is_at_the_same_place),
		cmocka_unit_test(test_a_path_of_any_length_has_a_place),
		cmocka_unit_test(
		    test_a_sentence_cut_where_a_name_is_bold_is_found),
		cmocka_unit_test(test_a_text_sent_letter_by_letter_is_found),
		cmocka_unit_test(
		    test_what_stands_between_at_another_place_does_not_come_between),
		cmocka_unit_test(test_events_are_pieces_of_a_text),
		cmocka_unit_test(test_sentences_that_have_ended_do_not_go_on),
		cmocka_unit_test(
		    test_of_two_long_pieces_neither_is_cut_out_of_a_sentence),
		cmocka_unit_test(
		    test_a_sentence_goes_on_where_no_other_begins_or_ends),
		cmocka_unit_test(test_lists_are_no_text_in_pieces),
		cmocka_unit_test(
		    test_one_seam_in_four_through_a_sentence_makes_a_text),
		cmocka_unit_test(test_of_a_long_piece_both_ends_are_there),
		cmocka_unit_test(test_people_written_to_are_no_pieces),
	};

	return cmocka_run_group_tests(tests, open_bodies, close_bodies);
}
