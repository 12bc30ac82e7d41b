#include "../scanner/roster/spelladdr.c" /* statics included on purpose */
#include "help.h"

static void
address_is(const char *text, const char *town, const char *address)
{
	struct spelling s;

	assert_true(spell_town(span_of(text), &s));
	assert_int_equal(s.len, strlen(town));
	assert_memory_equal(s.s, town, s.len);
	assert_true(spell_address(span_of(text), &s));
	assert_int_equal(s.len, strlen(address));
	assert_memory_equal(s.s, address, s.len);
}

static void
test_ways_to_write_one_house(void **state)
{
	static const char *const ways[] = { "幻町1丁目2番3号", "幻町1丁目2-3",
		"幻町1-2-3", "幻町一丁目二番三号", "幻町1丁目2番地の3",
		"幻町1の2の3", "幻町 1-2-3",
		"幻町1丁目 2番3号" };

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		address_is(ways[i], "幻町", "幻町1-2-3");
}

static void
test_one_place_has_one_name_whatever_stands_between_its_kanji(void **state)
{
	(void)state;
	address_is("架空市霞が関2-1", "霞が関", "霞が関2-1");
	address_is("架空市霞ヶ関2-1", "霞が関", "霞が関2-1");
	address_is("架空市霞ケ関2-1", "霞が関", "霞が関2-1");
	address_is("架空市一ノ宮2-1", "一の宮", "一の宮2-1");
	address_is("架空市ケヤキ台2-1", "ケヤキ台", "ケヤキ台2-1");
}

static void
test_a_numbered_street_is_part_of_the_place(void **state)
{
	(void)state;
	address_is("架空市南一条西20-1", "南1条西", "南1条西20-1");
	address_is("架空市南1条西20丁目1", "南1条西", "南1条西20-1");
	address_is("架空郡架空町東3線北5-1", "東3線北", "東3線北5-1");
}

static void
test_prefecture_and_city_are_left_out(void **state)
{
	static const char *const ways[] = { "東京都架空区幻町1-2-3",
		"架空県架空市幻町1-2-3", "大阪府架空市架空区幻町1-2-3",
		"架空市幻町1-2-3", "北海道架空郡架空町幻町1-2-3",
		"架空県架空郡架空村大字幻町1-2-3", "架空県四日市市幻町1-2-3" };

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		address_is(ways[i], "幻町", "幻町1-2-3");
}

static void
test_signs_of_a_city_may_be_part_of_names(void **state)
{
	(void)state;
	address_is("千葉県市川市幻町1-2", "幻町", "幻町1-2");
	address_is("福岡県小郡市幻町1-2", "幻町", "幻町1-2");
	address_is("奈良県大和郡山市幻町1-2", "幻町", "幻町1-2");
	address_is("福島県郡山市幻町1-2", "幻町", "幻町1-2");
	address_is("東京都架空区市場町1-2", "市場町", "市場町1-2");
	address_is("福岡県架空市架空北区幻町1-2", "幻町", "幻町1-2");
	address_is("京都府架空市幻町1-2", "幻町", "幻町1-2");
	address_is("三重県津市幻町1-2", "幻町", "幻町1-2");
}

static void
test_a_house_s_name_and_rooms_are_left_out(void **state)
{
	(void)state;
	address_is("幻町1-2-3メゾン架空101", "幻町", "幻町1-2-3");
	address_is("幻町1-2-3-405", "幻町", "幻町1-2-3");
	address_is("幻町5番地 架空荘2号", "幻町", "幻町5");
	address_is("幻町5番地 3階", "幻町", "幻町5");
	address_is("幻町1-2-3 405", "幻町", "幻町1-2-3");
}

static void
test_blanks_between_places_say_nothing(void **state)
{
	(void)state;
	address_is(" 東京都 架空区 幻 町 1 - 2 - 3 ", "幻町", "幻町1-2-3");
	address_is("架空市 大字幻町 1丁目2", "幻町", "幻町1-2");
}

static void
test_a_numeral_in_a_place_s_name_is_no_house(void **state)
{
	(void)state;
	address_is("架空市三幻町4-5", "三幻町", "三幻町4-5");
	address_is("架空市幻三の宮町4-5", "幻三の宮町", "幻三の宮町4-5");
}

static void
test_a_town_alone_has_no_address(void **state)
{
	struct spelling s;

	(void)state;
	assert_true(spell_town(SPAN("架空市幻町"), &s));
	assert_memory_equal(s.s, "幻町", s.len);
	assert_false(spell_address(SPAN("架空市幻町"), &s));
}

static void
test_a_city_alone_has_no_town(void **state)
{
	struct spelling s;

	(void)state;
	assert_false(spell_town(SPAN("架空県架空市"), &s));
	assert_false(spell_town(SPAN(""), &s));
	assert_false(spell_town(SPAN("1-2-3"), &s));
}

static void
house_is(const char *text, size_t at, const char *want, size_t end_at)
{
	struct spelling s;
	size_t end;

	assert_true(spell_house_at(span_of(text), at, &s, &end));
	assert_int_equal(s.len, strlen(want));
	assert_memory_equal(s.s, want, s.len);
	assert_int_equal(end, end_at);
}

static void
test_a_house_number_ends_where_its_text_does(void **state)
{
	(void)state;
	house_is("1-2-3です", 0, "1-2-3", 5);
	house_is("1丁目2番3号です", 0, "1-2-3", strlen("1丁目2番3号"));
	house_is("12番地に", 0, "12", strlen("12番地"));
	house_is("12番地", 0, "12", strlen("12番地"));
	house_is("幻町7", strlen("幻町"), "7", strlen("幻町7"));
}

static void
test_no_number_is_no_house(void **state)
{
	struct spelling s;
	size_t end;

	(void)state;
	assert_false(spell_house_at(SPAN("丁目"), 0, &s, &end));
	assert_false(spell_house_at(SPAN("1234567"), 0, &s, &end));
}

static void
test_a_place_s_name_that_is_too_long_is_none(void **state)
{
	char text[LIMIT_ROSTER_VALUE * 2];
	struct spelling s;

	(void)state;
	memset(text, 'a', sizeof text);
	assert_false(
	    spell_address((struct span){ text, sizeof text }, &s));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ways_to_write_one_house),
		cmocka_unit_test(
		    test_one_place_has_one_name_whatever_stands_between_its_kanji),
		cmocka_unit_test(test_a_numbered_street_is_part_of_the_place),
		cmocka_unit_test(test_prefecture_and_city_are_left_out),
		cmocka_unit_test(test_signs_of_a_city_may_be_part_of_names),
		cmocka_unit_test(test_a_house_s_name_and_rooms_are_left_out),
		cmocka_unit_test(test_blanks_between_places_say_nothing),
		cmocka_unit_test(test_a_numeral_in_a_place_s_name_is_no_house),
		cmocka_unit_test(test_a_town_alone_has_no_address),
		cmocka_unit_test(test_a_city_alone_has_no_town),
		cmocka_unit_test(test_a_house_number_ends_where_its_text_does),
		cmocka_unit_test(test_no_number_is_no_house),
		cmocka_unit_test(test_a_place_s_name_that_is_too_long_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
