#include "scarce.h"

#include "../scanner/roster/roster.c" /* statics included on purpose */
#include "../scanner/file.h"
#include "list.h"

static struct list list;
static struct roster *roster;

static int
open_list(void **state)
{
	(void)state;
	list = list_new();
	roster = list_open(&list, SPAN(LIST_PEOPLE
	    "9,山田 花,ヤマダ ハナ,,,,,,,,,,,,,,\n"
	    "10,山本 花,ヤマモト ハナ,,,,,,,,,,,,,,\n"
	    "11,,ヤマモト リン,,,,,,,,,,,,,,\n"
	    "12,架空不分割,,,,,,,,,,,,,,,\n"));
	return 0;
}

static int
close_list(void **state)
{
	(void)state;
	roster_close(roster);
	list_gone(&list);
	return 0;
}

/* The code of a value that somebody has. */
static uint32_t
code(enum roster_column c, const char *value)
{
	uint32_t codes[4];

	assert_int_equal(
	    roster_codes(roster, c, span_of(value), codes, 4), 1);
	return codes[0];
}

static uint32_t
row_of(const char *id)
{
	uint32_t rows[2];

	assert_int_equal(
	    roster_find(roster, RK_ID, span_of(id), rows, 2), 1);
	return rows[0];
}

static void
cell_is(const char *id, enum roster_column c, const char *value)
{
	assert_int_equal(roster_cell(roster, c, row_of(id)), code(c, value));
}

static void
test_it_says_how_many_people_it_has(void **state)
{
	(void)state;
	assert_int_equal(roster_rows(roster), 7);
	assert_int_equal(roster_kind(roster), ROSTER_PATIENTS);
	assert_int_equal(roster_values(roster, RC_SEX), 2);
}

static void
test_every_column_has_the_person_s_value(void **state)
{
	(void)state;
	cell_is("12345", RC_SURNAME, "佐藤");
	cell_is("12345", RC_GIVEN, "太郎");
	cell_is("12345", RC_KANA_SURNAME, "さとう");
	cell_is("12345", RC_KANA_GIVEN, "たろう");
	cell_is("12345", RC_BIRTH, "19580412");
	cell_is("12345", RC_SEX, "m");
	cell_is("12345", RC_TOWN, "幻町");
	cell_is("12345", RC_POSTAL, "1000000");
	cell_is("12345", RC_INSURER, "6139999");
	cell_is("12345", RC_WARD, "3東");
	cell_is("12345", RC_ROOM, "301");
	cell_is("12345", RC_DEPARTMENT, "内科");
	cell_is("12345", RC_DIAGNOSIS, "肺炎");
	cell_is("12345", RC_ADMITTED, "20240105");
	cell_is("12346", RC_DISCHARGED, "20240210");
}

static void
test_every_key_names_the_person(void **state)
{
	static const struct {
		enum roster_key key;
		const char *value;
	} keys[] = { { RK_PHONE, "09000000001" },
		{ RK_EMAIL, "taro@example.jp" }, { RK_INSURED, "12345" },
		{ RK_ADDRESS, "幻町1-2-3" } };
	uint32_t rows[2];

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		assert_int_equal(roster_find(roster, keys[i].key,
		    span_of(keys[i].value), rows, 2), 1);
		assert_int_equal(rows[0], row_of("12345"));
	}
}

static void
test_an_empty_cell_has_no_code(void **state)
{
	(void)state;
	assert_int_equal(
	    roster_cell(roster, RC_ROOM, row_of("9")), ROSTER_NONE);
}

static void
test_a_row_that_is_not_there_has_no_code(void **state)
{
	(void)state;
	assert_int_equal(roster_cell(roster, RC_ROOM, 7), ROSTER_NONE);
	assert_int_equal(
	    roster_cell(roster, RC_ROOM, ROSTER_NONE), ROSTER_NONE);
}

static void
test_what_nobody_has_has_no_code(void **state)
{
	uint32_t codes[4];

	(void)state;
	assert_int_equal(
	    roster_codes(roster, RC_SURNAME, SPAN("鈴木"), codes, 4), 0);
	assert_int_equal(
	    roster_codes(roster, RC_GIVEN, SPAN("佐藤"), codes, 4), 0);
	assert_int_equal(
	    roster_find(roster, RK_PHONE, SPAN("12345"), codes, 4), 0);
	assert_int_equal(roster_codes(roster, RC_SURNAME, SPAN(""), codes, 4), 0);
}

static void
test_a_masked_name_has_the_codes_of_all_it_may_be(void **state)
{
	uint32_t codes[4];

	(void)state;
	assert_int_equal(
	    roster_codes(roster, RC_SURNAME, SPAN("山○"), codes, 4), 2);
	assert_true(codes[0] < codes[1]);
	assert_int_equal(
	    roster_codes(roster, RC_SURNAME, SPAN("○田"), codes, 4), 1);
	assert_int_equal(codes[0], code(RC_SURNAME, "山田"));
}

static void
test_a_name_that_is_all_mask_is_nobody(void **state)
{
	uint32_t codes[4];

	(void)state;
	assert_int_equal(
	    roster_codes(roster, RC_GIVEN, SPAN("○"), codes, 4), 0);
	assert_int_equal(
	    roster_codes(roster, RC_SURNAME, SPAN("○○"), codes, 4), 0);
}

static void
test_no_more_answers_than_there_is_room(void **state)
{
	uint32_t codes[2] = { 0, 77 };

	(void)state;
	assert_int_equal(
	    roster_codes(roster, RC_SURNAME, SPAN("山○"), codes, 1), 1);
	assert_int_equal(codes[1], 77);
}

static void
test_people_of_one_name_stand_side_by_side(void **state)
{
	uint32_t first, a = row_of("12345"), b = row_of("12347");

	(void)state;
	assert_int_equal(roster_named(roster, code(RC_SURNAME, "佐藤"),
	    code(RC_GIVEN, "太郎"), &first), 2);
	assert_int_equal(first, a < b ? a : b);
	assert_int_equal(first + 1, a < b ? b : a);
}

static void
test_a_name_nobody_has_is_no_row(void **state)
{
	uint32_t first;

	(void)state;
	assert_int_equal(roster_named(roster, code(RC_SURNAME, "佐藤"),
	    code(RC_GIVEN, "花"), &first), 0);
	assert_int_equal(roster_named(roster, ROSTER_NONE,
	    code(RC_GIVEN, "花"), &first), 0);
	assert_int_equal(roster_family(roster, ROSTER_NONE, &first), 0);
}

static void
test_a_family_is_all_of_its_surname(void **state)
{
	uint32_t first;

	(void)state;
	assert_int_equal(
	    roster_family(roster, code(RC_SURNAME, "佐藤"), &first), 2);
	assert_int_equal(
	    roster_family(roster, code(RC_SURNAME, "山本"), &first), 1);
	assert_int_equal(first, row_of("10"));
}

static void
test_people_are_found_by_their_kana(void **state)
{
	uint32_t rows[4];

	(void)state;
	assert_int_equal(roster_named_kana(roster,
	    code(RC_KANA_SURNAME, "やまもと"), code(RC_KANA_GIVEN, "りん"),
	    rows, 4), 1);
	assert_int_equal(rows[0], row_of("11"));
	assert_int_equal(roster_named_kana(roster,
	    code(RC_KANA_SURNAME, "さとう"), code(RC_KANA_GIVEN, "たろう"),
	    rows, 1), 2);
	assert_int_equal(roster_named_kana(roster,
	    code(RC_KANA_SURNAME, "やまもと"), ROSTER_NONE, rows, 4), 2);
	assert_int_equal(roster_named_kana(roster,
	    code(RC_KANA_SURNAME, "さとう"), code(RC_KANA_GIVEN, "りん"),
	    rows, 4), 0);
	assert_int_equal(
	    roster_named_kana(roster, ROSTER_NONE, 0, rows, 4), 0);
}

static void
test_a_name_without_a_blank_is_found_as_a_whole(void **state)
{
	uint32_t rows[2];

	(void)state;
	assert_int_equal(roster_find(roster, RK_NAME, SPAN("架空不分割"), rows,
	    2), 1);
	assert_int_equal(rows[0], row_of("12"));
}

static void
test_a_date_s_code_knows_its_day(void **state)
{
	(void)state;
	assert_int_equal(roster_day(roster, RC_BIRTH,
	    code(RC_BIRTH, "19580412")), -4282);
	assert_int_equal(roster_day(roster, RC_ADMITTED,
	    code(RC_ADMITTED, "20240105")), 19727);
	assert_int_equal(roster_day(roster, RC_BIRTH, ROSTER_NONE), 0);
	assert_int_equal(roster_day(roster, RC_SEX, 0), 0);
}

static void
test_a_reading_s_code_knows_its_initial(void **state)
{
	(void)state;
	assert_int_equal(roster_initial(roster, RC_KANA_SURNAME,
	    code(RC_KANA_SURNAME, "さとう")), 's');
	assert_int_equal(roster_initial(roster, RC_KANA_GIVEN,
	    code(RC_KANA_GIVEN, "はなこ")), 'h');
	assert_int_equal(
	    roster_initial(roster, RC_KANA_SURNAME, ROSTER_NONE), 0);
	assert_int_equal(roster_initial(roster, RC_SURNAME, 0), 0);
}

/* ---- counting --------------------------------------------------------------- */

static uint32_t
count(const struct roster_test *tests, size_t n, uint32_t enough)
{
	struct shuhi_error err;
	uint32_t found = 99;

	assert_int_equal(roster_count(roster, tests, n, enough, NULL, 0,
	    &found, &err), 0);
	return found;
}

static void
test_people_are_counted_for_whom_all_tests_hold(void **state)
{
	uint32_t ward = code(RC_WARD, "3東"), sex = code(RC_SEX, "f");
	const struct roster_test tests[] = { { RC_WARD, &ward, 1 },
		{ RC_SEX, &sex, 1 } };

	(void)state;
	assert_int_equal(count(tests, 1, 9), 2);
	assert_int_equal(count(tests, 2, 9), 1);
	assert_int_equal(count(tests, 0, 9), 7);
}

static void
test_several_codes_of_a_test_are_any_of_them(void **state)
{
	const uint32_t both[] = { 0, 1 };
	const struct roster_test tests[] = { { RC_SEX, both, 2 } };

	(void)state;
	assert_int_equal(count(tests, 1, 9), 3);
}

static void
test_a_test_without_codes_fits_nobody(void **state)
{
	const uint32_t none = ROSTER_NONE;
	const struct roster_test tests[] = { { RC_SEX, NULL, 0 } };
	const struct roster_test beyond[] = { { RC_SEX, &none, 1 } };

	(void)state;
	assert_int_equal(count(tests, 1, 9), 0);
	assert_int_equal(count(beyond, 1, 9), 0);
}

static void
test_counting_stops_at_enough(void **state)
{
	(void)state;
	assert_int_equal(count(NULL, 0, 3), 3);
}

static void
test_the_first_rows_are_told(void **state)
{
	uint32_t given = code(RC_GIVEN, "花"), rows[3] = { 9, 9, 9 }, found;
	const struct roster_test tests[] = { { RC_GIVEN, &given, 1 } };
	struct shuhi_error err;

	(void)state;
	assert_int_equal(
	    roster_count(roster, tests, 1, 9, rows, 1, &found, &err), 0);
	assert_int_equal(found, 2);
	assert_int_equal(roster_cell(roster, RC_GIVEN, rows[0]), given);
	assert_int_equal(rows[1], 9);
}

static void
test_tests_have_a_ceiling(void **state)
{
	struct roster_test tests[LIMIT_ROSTER_TESTS + 1];
	const uint32_t m = code(RC_SEX, "m");
	struct shuhi_error err;
	uint32_t found;

	(void)state;
	for (size_t i = 0; i <= LIMIT_ROSTER_TESTS; i++)
		tests[i] = (struct roster_test){ RC_SEX, &m, 1 };
	assert_int_equal(count(tests, LIMIT_ROSTER_TESTS, 9), 2);
	assert_int_equal(roster_count(roster, tests, LIMIT_ROSTER_TESTS + 1, 9,
	    NULL, 0, &found, &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
}

static void
test_no_memory_to_count_is_no_count(void **state)
{
	uint32_t ward = code(RC_WARD, "3東"), sex = code(RC_SEX, "f");
	const struct roster_test tests[] = { { RC_WARD, &ward, 1 },
		{ RC_SEX, &sex, 1 } };
	struct shuhi_error err;
	uint32_t found = 99;

	(void)state;
	for (size_t left = 0; left < 2; left++) {
		mallocs_left = left;
		assert_int_equal(roster_count(roster, tests, 2, 9, NULL, 0,
		    &found, &err), -1);
		assert_int_equal(err.code, SHUHI_E_NOMEM);
		assert_int_equal(found, 99);
	}
	mallocs_left = SIZE_MAX;
}

/* ---- the sieve --------------------------------------------------------------- */

static uint64_t
letters(const char *text, unsigned most, unsigned bits)
{
	struct span s = span_of(text);
	uint64_t key = 0;
	size_t at = 0;

	while (at < s.len && most-- > 0)
		key = key << bits |
		    (utf8_next(s, &at) & (((uint64_t)1 << bits) - 1));
	return key;
}

static void
test_the_sieve_lets_every_name_through(void **state)
{
	static const char *const full[] = { "佐藤太郎", "高橋花子", "山田花",
		"架空不分割" };
	static const char *const kana[] = { "さとうたろう", "たかはしはなこ",
		"やまだはな" };
	const struct roster_sieve *s = roster_sieve(roster);

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(roster_sieve_kanji(s, letters(full[i], 2, 16)));
		assert_true(roster_sieve_full(s, letters(full[i], 4, 16)));
	}
	for (size_t i = 0; i < 3; i++) {
		assert_true(roster_sieve_five(s, letters(kana[i], 5, 8)));
		assert_true(roster_sieve_whole(s, letters(kana[i], 8, 8)));
	}
}

static void
test_the_sieve_holds_most_other_text_back(void **state)
{
	const struct roster_sieve *s = roster_sieve(roster);
	uint32_t through = 0, seed = 1;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		uint64_t two = (uint64_t)(0x4e00 + chance(&seed, 20000)) << 16 |
		    (0x4e00 + chance(&seed, 20000));

		through += roster_sieve_kanji(s, two);
		through += roster_sieve_mixed(s, two);
		through += roster_sieve_small(s, chance(&seed, 1 << 24));
	}
	assert_in_range(through, 0, 300);
}

/* ---- opening ---------------------------------------------------------------- */

static void
test_what_is_no_file_is_no_index(void **state)
{
	struct shuhi_error err;
	struct roster *r;

	(void)state;
	assert_int_equal(roster_open("/", list.key, &r, &err), -1);
	assert_string_equal(err.message, "not a roster index");
	assert_int_equal(roster_open("/no/such", list.key, &r, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_string_equal(err.where, "/no/such");
}

static void
test_no_memory_is_no_roster(void **state)
{
	struct shuhi_error err;
	struct roster *r;

	(void)state;
	mallocs_left = 0;
	assert_int_equal(roster_open(list.index, list.key, &r, &err), -1);
	mallocs_left = SIZE_MAX;
	assert_int_equal(err.code, SHUHI_E_NOMEM);
}

static void
test_a_file_says_what_is_in_it_without_its_key(void **state)
{
	struct roster_info i;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(roster_look(list.index, &i, &err), 0);
	assert_int_equal(i.people, 7);
	assert_int_equal(i.kind, ROSTER_PATIENTS);
	assert_int_equal(i.built, 1700000000);
	assert_int_equal(i.values[RC_SEX], 2);
	assert_int_equal(i.keys[RK_NAME], 1);
}

static void
test_what_becomes_of_the_file_does_not_matter(void **state)
{
	const char *copy = folder_file(list.root, "copy.idx");
	struct shuhi_error err;
	struct roster *r;
	uint32_t found;
	char *image;
	size_t size;
	int fd;

	(void)state;
	assert_int_equal(
	    file_read(list.index, LIMIT_FILE, &image, &size, SHUHI_E_IO, &err), 0);
	folder_put(list.root, "copy.idx", (struct span){ image, size });
	assert_int_equal(roster_open(copy, list.key, &r, &err), 0);
	assert_true((fd = open(copy, O_RDWR)) >= 0);
	assert_int_equal(ftruncate(fd, 0), 0);
	assert_int_equal(
	    roster_codes(r, RC_SURNAME, SPAN("山田"), &found, 1), 1);
	memset(image, 0x5a, size);
	assert_int_equal(write(fd, image, size), size);
	assert_int_equal(
	    roster_codes(r, RC_SURNAME, SPAN("山田"), &found, 1), 1);
	free(image);
	close(fd);
	roster_close(r);
}

static void
test_another_fold_table_would_find_nobody(void **state)
{
	struct fold_table *same = small_fold(), *other;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(roster_check_spelling(roster, same, &err), 0);
	folder_put(list.root, "fold.tsv", SPAN("髙\t高\n"));
	assert_int_equal(fold_table_new(folder_file(list.root, "fold.tsv"),
	    &other, &err), 0);
	assert_int_equal(roster_check_spelling(roster, other, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	fold_table_free(same);
	fold_table_free(other);
}

static void
test_what_a_file_says_of_itself_is_checked(void **state)
{
	const char *changed = folder_file(list.root, "changed.idx");
	char *image;
	size_t size;
	struct roster_info i = { .people = 99 };
	struct shuhi_error err;

	(void)state;
	assert_int_equal(
	    file_read(list.index, LIMIT_FILE, &image, &size, SHUHI_E_IO, &err), 0);
	image[offsetof(struct roster_head, built)] ^= 1;
	folder_put(list.root, "changed.idx", (struct span){ image, size });
	assert_int_equal(roster_look(changed, &i, &err), -1);
	assert_string_equal(err.message, "the roster is damaged");
	assert_int_equal(i.people, 99);
	free(image);
}

/* ---- secrets ------------------------------------------------------------------ */

static void
test_the_key_of_the_seal_is_gone_once_it_was_opened(void **state)
{
	static const unsigned char nothing[sizeof roster->key.seal];

	(void)state;
	assert_memory_equal(roster->key.seal, nothing, sizeof nothing);
}

/* Does a mapping say that it is left out of core dumps? */
static bool
is_kept_out_of_dumps(const void *p)
{
	FILE *f = fopen("/proc/self/smaps", "r");
	unsigned long from, upto;
	bool here = false, kept = false;
	char line[512];

	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL)
		if (sscanf(line, "%lx-%lx ", &from, &upto) == 2)
			here = (uintptr_t)p >= from && (uintptr_t)p < upto;
		else if (here && strncmp(line, "VmFlags:", 8) == 0)
			kept = strstr(line, " dd") != NULL;
	fclose(f);
	return kept;
}

static void
test_what_was_sealed_shows_up_in_no_core_dump(void **state)
{
	(void)state;
	assert_true(is_kept_out_of_dumps(roster->hidden));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_says_how_many_people_it_has),
		cmocka_unit_test(test_every_column_has_the_person_s_value),
		cmocka_unit_test(test_every_key_names_the_person),
		cmocka_unit_test(test_an_empty_cell_has_no_code),
		cmocka_unit_test(test_a_row_that_is_not_there_has_no_code),
		cmocka_unit_test(test_what_nobody_has_has_no_code),
		cmocka_unit_test(test_a_masked_name_has_the_codes_of_all_it_may_be),
		cmocka_unit_test(test_a_name_that_is_all_mask_is_nobody),
		cmocka_unit_test(test_no_more_answers_than_there_is_room),
		cmocka_unit_test(test_people_of_one_name_stand_side_by_side),
		cmocka_unit_test(test_a_name_nobody_has_is_no_row),
		cmocka_unit_test(test_a_family_is_all_of_its_surname),
		cmocka_unit_test(test_people_are_found_by_their_kana),
		cmocka_unit_test(test_a_name_without_a_blank_is_found_as_a_whole),
		cmocka_unit_test(test_a_date_s_code_knows_its_day),
		cmocka_unit_test(test_a_reading_s_code_knows_its_initial),
		cmocka_unit_test(test_people_are_counted_for_whom_all_tests_hold),
		cmocka_unit_test(test_several_codes_of_a_test_are_any_of_them),
		cmocka_unit_test(test_a_test_without_codes_fits_nobody),
		cmocka_unit_test(test_counting_stops_at_enough),
		cmocka_unit_test(test_the_first_rows_are_told),
		cmocka_unit_test(test_tests_have_a_ceiling),
		cmocka_unit_test(test_no_memory_to_count_is_no_count),
		cmocka_unit_test(test_the_sieve_lets_every_name_through),
		cmocka_unit_test(test_the_sieve_holds_most_other_text_back),
		cmocka_unit_test(test_what_is_no_file_is_no_index),
		cmocka_unit_test(test_no_memory_is_no_roster),
		cmocka_unit_test(test_a_file_says_what_is_in_it_without_its_key),
		cmocka_unit_test(test_another_fold_table_would_find_nobody),
		cmocka_unit_test(test_what_becomes_of_the_file_does_not_matter),
		cmocka_unit_test(test_what_a_file_says_of_itself_is_checked),
		cmocka_unit_test(
		    test_the_key_of_the_seal_is_gone_once_it_was_opened),
		cmocka_unit_test(test_what_was_sealed_shows_up_in_no_core_dump),
	};

	return cmocka_run_group_tests(tests, open_list, close_list);
}
