#include "../scanner/names.c" /* statics included on purpose */
#include "help.h"

static struct small small;
static struct shuhi_scanner *scanner;
static struct shuhi_worker *worker;

static int
open_small(void **state)
{
	struct shuhi_config config;
	struct shuhi_error err;

	(void)state;
	small = small_new();
	config = small_config(&small);
	return shuhi_scanner_open(&config, &scanner, &err) != 0 ||
	       shuhi_worker_open(scanner, &worker, &err) != 0;
}

static int
close_small(void **state)
{
	(void)state;
	shuhi_worker_close(worker);
	shuhi_scanner_unref(scanner);
	small_gone(small);
	return 0;
}

/* Entities but of the past tense, as "class=text " one after the other. */
static void
expect(const char *text, const char *want)
{
	const struct shuhi_entity *v;
	struct shuhi_error err;
	char got[1024] = "", *p = got;
	size_t n, i;

	assert_int_equal(
	    shuhi_entities(worker, text, strlen(text), &v, &n, &err), 0);
	for (i = 0; i < n; i++)
		if (strcmp(v[i].class_name, "form.past") != 0)
			p += snprintf(p, (size_t)(got + sizeof got - p),
			    "%s=%.*s ", v[i].class_name,
			    (int)(v[i].end - v[i].start), text + v[i].start);
	assert_string_equal(got, want);
}

static void
test_a_surname_alone_is_no_person(void **state)
{
	(void)state;
	expect("林の中", "");
}

static void
test_a_surname_with_honorific_is_a_name(void **state)
{
	(void)state;
	expect("山田さんが来た", "person.name=山田 ");
	expect("山田様が来た", "person.name=山田 ");
}

static void
test_a_surname_with_title_is_staff(void **state)
{
	(void)state;
	expect("山田先生が来た", "person.staff=山田先生 ");
	expect("山田師長が来た", "person.staff=山田師長 ");
}

static void
test_a_full_name_is_a_name(void **state)
{
	(void)state;
	expect("山田太郎が来た", "person.name=山田太郎 ");
	expect("山田 太郎が来た", "person.name=山田 太郎 ");
	expect("山田　太郎が来た", "person.name=山田　太郎 ");
	expect("山田・太郎が来た", "person.name=山田・太郎 ");
}

static void
test_a_full_name_with_title_is_staff(void **state)
{
	(void)state;
	expect("山田太郎先生が来た", "person.staff=山田太郎先生 ");
}

static void
test_kana_with_honorific_is_a_name_in_kana(void **state)
{
	(void)state;
	expect("ヤマダさんが来た", "person.kana=ヤマダ ");
}

static void
test_romaji_with_honorific_is_a_name_in_kana(void **state)
{
	(void)state;
	expect("yamadaさんが来た", "person.kana=yamada ");
}

static void
test_a_full_name_in_kana_is_a_name(void **state)
{
	(void)state;
	expect("ヤマダ タロウが来た", "person.kana=ヤマダ タロウ ");
}

static void
test_kana_inside_a_longer_word_is_no_name(void **state)
{
	(void)state;
	expect("ヤマダデンキさん", "person.kana=ヤマダデンキ ");
	expect("サヤマダムの話", "");
}

static void
test_romaji_inside_a_longer_word_is_no_name(void **state)
{
	(void)state;
	expect("yamadasanity", "");
}

static void
test_a_name_at_the_very_end_is_a_name(void **state)
{
	(void)state;
	expect("来たのは山田さん", "person.name=山田 ");
}

static void
test_a_name_after_a_newline_is_a_name(void **state)
{
	(void)state;
	expect("おはよう\n山田さん", "person.name=山田 ");
}

static void
test_a_name_at_the_start_of_brackets_is_a_name(void **state)
{
	(void)state;
	expect("(山田さん)", "person.name=山田 ");
}

static void
test_two_names_side_by_side_are_two(void **state)
{
	(void)state;
	expect("山田さん佐藤さん", "person.name=山田 person.name=佐藤 ");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_surname_alone_is_no_person),
		cmocka_unit_test(test_a_surname_with_honorific_is_a_name),
		cmocka_unit_test(test_a_surname_with_title_is_staff),
		cmocka_unit_test(test_a_full_name_is_a_name),
		cmocka_unit_test(test_a_full_name_with_title_is_staff),
		cmocka_unit_test(test_kana_with_honorific_is_a_name_in_kana),
		cmocka_unit_test(test_romaji_with_honorific_is_a_name_in_kana),
		cmocka_unit_test(test_a_full_name_in_kana_is_a_name),
		cmocka_unit_test(test_kana_inside_a_longer_word_is_no_name),
		cmocka_unit_test(test_romaji_inside_a_longer_word_is_no_name),
		cmocka_unit_test(test_a_name_at_the_very_end_is_a_name),
		cmocka_unit_test(test_a_name_after_a_newline_is_a_name),
		cmocka_unit_test(
		    test_a_name_at_the_start_of_brackets_is_a_name),
		cmocka_unit_test(test_two_names_side_by_side_are_two),
	};

	return cmocka_run_group_tests(tests, open_small, close_small);
}
