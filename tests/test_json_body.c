#include "../scanner/extract/json_body.c" /* statics included on purpose */
#include "taken.h"

#define JSON "application/json"

static void
test_every_string_has_its_path(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "{\"a\":\"x\",\"b\":[\"y\",{\"c\":\"z\"}]}",
	    "json:$.a=x|json:$.b[0]=y|json:$.b[1].c=z|");
}

static void
test_the_same_key_twice_hides_no_value(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "{\"a\":\"x\",\"a\":\"y\"}",
	    "json:$.a=x|json:$.a=y|");
}

static void
test_escapes_are_undone(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "[\"\\u5c71\\ud83d\\ude00\\n\\/\\\"\"]",
	    "json:$[0]=山😀\n/\"|");
}

static void
test_half_a_surrogate_pair_is_replaced(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "[\"\\ud83dx\",\"\\ude00\"]",
	    "json:$[0]=\xef\xbf\xbdx|json:$[1]=\xef\xbf\xbd|");
}

static void
test_a_nul_in_a_string_stays_a_character(void **state)
{
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	extract_json(&t.x, SPAN(""), SPAN("[\"a\\u0000b\"]"));
	assert_int_equal(t.x.fields[0].text.len, 3);
	assert_memory_equal(t.x.fields[0].text.ptr, "a\0b", 3);
	taken_close(&t);
}

static void
test_json_in_a_string_is_read_again(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "{\"v\":\"{\\\"t\\\":\\\"x\\\"}\"}",
	    "json:$.v!json:$.t=x|");
}

static void
test_a_line_each_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/x-ndjson", "{\"a\":\"x\"}\n{\"a\":\"y\"}\n",
	    "json:$.a=x|json:$.a=y|");
}

static void
test_records_with_separators_are_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "\x1e[\"x\"]\n\x1e[\"y\"]\n",
	    "json:$[0]=x|json:$[0]=y|");
}

static void
test_a_byte_order_mark_is_no_mistake(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "\xef\xbb\xbf[\"x\"]", "json:$[0]=x|");
}

static void
test_json_in_utf16_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "\xff\xfe[\0\"\0q\\\"\0]\0", "json:$[0]=山|");
}

static void
test_json_sent_as_text_is_json(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain", " {\"a\":\"x\"}", "json:$.a=x|");
	EXPECT_TAKEN("", " {\"a\":\"x\"}", "json:$.a=x|");
	EXPECT_TAKEN("application/x-www-form-urlencoded", "{\"a\":\"x\"}",
	    "json:$.a=x|");
}

static void
test_a_mistake_is_told_and_what_follows_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "{\"a\" \"x\", oops, \"b\":\"y\"}",
	    "json:$.a=x|json:$.b=y|"
	    "text={\"a\" \"x\", oops, \"b\":\"y\"}|!body=broken|");
}

static void
test_each_mistake_is_one(void **state)
{
	static const char *const wrong[] = { "{", "[\"x\"", "[1,]", "{\"a\":1,}",
		"[1 2]", "[01]", "[.5]", "[1.]", "[1e]", "[+1]", "[nul]",
		"{1:2}", "[\"\\x\"]", "[\"\n\"]", "]", "[1]]", "{\"a\"}",
		"[1,,2]", ":", "[\"\\u12\"]", "{]", "", "[\"x" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct taken t;

		taken_open(&t, NULL);
		extract_json(&t.x, SPAN(""), span_of(wrong[i]));
		assert_int_equal(t.x.told[SHUHI_CAUSE_BROKEN], 1);
		taken_close(&t);
	}
}

static void
test_what_is_right_is_no_mistake(void **state)
{
	static const char *const right[] = { "[]", "{}", "\"x\"", "1", "-0.5e+3",
		"[0]", "[true,false,null]", " [ ] ", "{\"a\":{}}",
		"[\"\\u5c71\"]", "[[],[]]" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof right / sizeof *right; i++) {
		struct taken t;

		taken_open(&t, NULL);
		extract_json(&t.x, SPAN(""), span_of(right[i]));
		assert_int_equal(t.x.nfailures, 0);
		taken_close(&t);
	}
}

static void
test_numbers_count_beside_a_name_that_says_something(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "{\"年齢\":80,\"id\":12345,\"phone\":\"x\"}",
	    "json:$.年齢=年齢:80|json:$.phone=電話番号:x|");
}

static void
test_a_key_that_is_text_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "{\"山田太郎\":{\"x\":\"肺炎\"}}",
	    "json:$.山田太郎=山田太郎|json:$.山田太郎.x=肺炎|");
}

/* {"山山...":"x"}, to be freed */
static struct span
padded_json(size_t kanji)
{
	char *p = malloc(3 * kanji + 16);
	size_t i, n = 2;

	assert_non_null(p);
	memcpy(p, "{\"", 2);
	for (i = 0; i < kanji; i++, n += 3)
		memcpy(p + n, "山", 3);
	memcpy(p + n, "\":\"x\"}", 6);
	return (struct span){ p, n + 6 };
}

static void
test_a_path_is_cut_at_a_character(void **state)
{
	struct span key = padded_json(400);
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	extract_json(&t.x, SPAN(""), key);
	assert_true(t.x.fields[0].path.len <= SHUHI_FIELD_MAX);
	assert_true(t.x.fields[0].path.len > SHUHI_FIELD_MAX - 4);
	taken_close(&t);
	free((char *)(uintptr_t)key.ptr);
}

static void
test_brackets_may_nest_so_deep_and_no_deeper(void **state)
{
	char text[2 * LIMIT_JSON_DEPTH + 8];
	struct taken t;
	size_t depth;

	(void)state;
	for (depth = LIMIT_JSON_DEPTH; depth <= LIMIT_JSON_DEPTH + 1; depth++) {
		memset(text, '[', depth);
		memcpy(text + depth, "\"x\"", 3);
		memset(text + depth + 3, ']', depth);
		taken_open(&t, NULL);
		extract_json(&t.x, SPAN(""),
		    (struct span){ text, 2 * depth + 3 });
		assert_int_equal(t.x.told[SHUHI_CAUSE_DEPTH],
		    depth > LIMIT_JSON_DEPTH);
		assert_int_equal(t.x.nfields, 1);
		taken_close(&t);
	}
}

static void
test_json_in_json_may_nest_so_deep_and_no_deeper(void **state)
{
	struct shuhi_body_limits limits = { .depth = 2 };
	struct taken t;

	(void)state;
	taken_open(&t, &limits);
	extract_text(&t.x, SPAN("f"), SPAN(""),
	    SPAN("[\"[\\\"x\\\"]\"]"));
	assert_string_equal(taken_told(&t), "f!json:$[0]!json:$[0]=x|");
	taken_close(&t);
	limits.depth = 1;
	taken_open(&t, &limits);
	extract_text(&t.x, SPAN("f"), SPAN(""),
	    SPAN("[\"[\\\"x\\\"]\"]"));
	assert_string_equal(taken_told(&t),
	    "f!json:$[0]=[\"x\"]|!f!json:$[0]=depth|");
	taken_close(&t);
}

static void
test_prose_that_begins_with_a_bracket_is_prose(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain", "[1] 123456789018",
	    "text=[1] 123456789018|");
	EXPECT_TAKEN("text/plain", "[笑] x", "text=[笑] x|");
}

/* ---- text as numbers --------------------------------------------------------------- */

static void
test_bytes_as_numbers_are_read(void **state)
{
	(void)state;
	/* 山田さん, in UTF-8 and, with 、肺炎, in CP932 */
	EXPECT_TAKEN(JSON, "{\"type\":\"Buffer\",\"data\":[229,177,177,231,148,176,227,129,149,227,130,147]}",
	    "json:$.type=Buffer|json:$.data=山田さん|");
	EXPECT_TAKEN(JSON, "{\"d\":[142,82,147,99,130,179,130,241,129,65,148,120,137,138]}",
	    "json:$.d=山田さん、肺炎|");
	EXPECT_TAKEN(JSON, "{\"d\":{\"0\":229,\"1\":177,\"2\":177,\"3\":231,"
	    "\"4\":148,\"5\":176}}",
	    "json:$.d=山田|");
}

static void
test_letters_as_numbers_are_read(void **state)
{
	(void)state;
	/* 😀山田さん。肺炎 */
	EXPECT_TAKEN(JSON, "[[128512,23665,30000,12373,12435,12290,32954,28814]]",
	    "json:$[0]=😀山田さん。肺炎|");
	EXPECT_TAKEN(JSON, "[[55357,56832,23665,30000,12373,12435,12290,32954,28814]]",
	    "json:$[0]=😀山田さん。肺炎|");
}

static void
test_latin_letters_as_numbers_are_read_when_they_are_so_many(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "[[84,97,110,97,107,97,32,84,97,114,111,45,115,97,109,97]]",
	    "json:$[0]=Tanaka Taro-sama|");
	EXPECT_TAKEN(JSON, "[[84,97,110,97,107,97,32,84,97,114,111,32,115,97,110]]", "");
}

static void
test_numbers_are_no_text(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "[[36,37,38,37,36,36,36,37,38,37,36,36,36,37,38,37]]",
	    "");
	EXPECT_TAKEN(JSON, "[[20001,30002,40003,50004,20005,30006,40007]]", "");
	EXPECT_TAKEN(JSON, "[[0,12353,12354,12355,12356,12357,12358]]", "");
	EXPECT_TAKEN(JSON, "[[231.5,148,176,228,184,173,229]]", "");
	EXPECT_TAKEN(JSON, "[[-231,148,176,228,184,173,229]]", "");
	EXPECT_TAKEN(JSON, "[[1114112,12353,12354,12355,12356,12357]]", "");
	EXPECT_TAKEN(JSON, "[[12353,12354,12355,12356,12357,12358,true]]", "");
	EXPECT_TAKEN(JSON, "[[12353,12354,[1],12355,12356,12357,12358]]", "");
}

static void
test_so_few_numbers_are_somebody_s_and_no_fewer_a_text(void **state)
{
	(void)state;
	EXPECT_TAKEN(JSON, "[[12353,12354,12355,12356,12357,12358]]",
	    "json:$[0]=ぁあぃいぅう|");
	EXPECT_TAKEN(JSON, "[[12353,12354,12355,12356,12357]]", "");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_string_has_its_path),
		cmocka_unit_test(test_the_same_key_twice_hides_no_value),
		cmocka_unit_test(test_escapes_are_undone),
		cmocka_unit_test(test_half_a_surrogate_pair_is_replaced),
		cmocka_unit_test(test_a_nul_in_a_string_stays_a_character),
		cmocka_unit_test(test_json_in_a_string_is_read_again),
		cmocka_unit_test(test_a_line_each_is_read),
		cmocka_unit_test(test_records_with_separators_are_read),
		cmocka_unit_test(test_a_byte_order_mark_is_no_mistake),
		cmocka_unit_test(test_json_in_utf16_is_read),
		cmocka_unit_test(test_json_sent_as_text_is_json),
		cmocka_unit_test(
		    test_a_mistake_is_told_and_what_follows_is_read),
		cmocka_unit_test(test_each_mistake_is_one),
		cmocka_unit_test(test_what_is_right_is_no_mistake),
		cmocka_unit_test(
		    test_numbers_count_beside_a_name_that_says_something),
		cmocka_unit_test(test_a_key_that_is_text_is_read),
		cmocka_unit_test(test_a_path_is_cut_at_a_character),
		cmocka_unit_test(test_brackets_may_nest_so_deep_and_no_deeper),
		cmocka_unit_test(
		    test_json_in_json_may_nest_so_deep_and_no_deeper),
		cmocka_unit_test(
		    test_prose_that_begins_with_a_bracket_is_prose),
		cmocka_unit_test(test_bytes_as_numbers_are_read),
		cmocka_unit_test(test_letters_as_numbers_are_read),
		cmocka_unit_test(
		    test_latin_letters_as_numbers_are_read_when_they_are_so_many),
		cmocka_unit_test(test_numbers_are_no_text),
		cmocka_unit_test(
		    test_so_few_numbers_are_somebody_s_and_no_fewer_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
