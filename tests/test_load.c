#include "../dict/roster/load.c" /* statics included on purpose */
#include "../scanner/file.h"
#include "../scanner/roster/rosterfile.h"
#include "list.h"

static struct list list;
static struct roster_summary sum;
static struct shuhi_error err;

static int
open_folder(void **state)
{
	(void)state;
	list = list_new();
	return 0;
}

static int
drop_folder(void **state)
{
	(void)state;
	list_gone(&list);
	return 0;
}

static int
make_of(struct span csv)
{
	const struct roster_list how = list_how(&list);

	return list_make(&list, csv, &how, &sum, &err);
}

static void
test_a_list_becomes_an_index(void **state)
{
	(void)state;
	assert_int_equal(make_of(SPAN(LIST_PEOPLE)), 0);
	assert_int_equal(sum.people, 3);
	assert_int_equal(sum.skipped, 0);
	assert_string_equal(sum.charset, "UTF-8");
	assert_int_equal(sum.fields >> LIST_NAME & 1, 1);
	assert_int_equal(sum.fields >> LIST_SURNAME & 1, 0);
}

static void
test_an_index_is_for_its_owner(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(make_of(SPAN(LIST_PEOPLE)), 0);
	assert_int_equal(stat(list.index, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

static void
read_index(char **bytes, size_t *n)
{
	assert_int_equal(file_read(list.index, LIMIT_FILE, bytes, n, SHUHI_E_IO, &err), 0);
}

static void
test_the_same_list_makes_the_same_bytes(void **state)
{
	char *a, *b;
	size_t na, nb;

	(void)state;
	assert_int_equal(make_of(SPAN(LIST_PEOPLE)), 0);
	read_index(&a, &na);
	assert_int_equal(make_of(SPAN(LIST_PEOPLE)), 0);
	read_index(&b, &nb);
	assert_int_equal(na, nb);
	assert_memory_equal(a, b, na);
	free(a);
	free(b);
}

/* A change hides the columns anew: nothing is ever sealed under an old nonce. */
static void
test_another_list_has_another_nonce(void **state)
{
	struct roster_head one, two;
	char *a, *b;
	size_t na, nb;

	(void)state;
	assert_int_equal(make_of(SPAN(LIST_HEADER LIST_TARO)), 0);
	read_index(&a, &na);
	assert_int_equal(make_of(SPAN(LIST_HEADER LIST_HANAKO)), 0);
	read_index(&b, &nb);
	memcpy(&one, a, sizeof one);
	memcpy(&two, b, sizeof two);
	assert_memory_not_equal(one.nonce, two.nonce, KEY_NONCE);
	free(a);
	free(b);
}

static void
test_the_index_has_no_text_of_the_list(void **state)
{
	static const char *const texts[] = { "佐藤", "太郎", "さとう",
		"taro@", "0900000", "幻町", "12345", "1958", "肺炎" };
	char *bytes;
	size_t n;

	(void)state;
	assert_int_equal(make_of(SPAN(LIST_PEOPLE)), 0);
	read_index(&bytes, &n);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_null(memmem(bytes, n, texts[i], strlen(texts[i])));
	free(bytes);
}

static void
test_the_time_is_that_of_the_list(void **state)
{
	struct roster_list how = list_how(&list);
	const struct timespec then[2] = { { .tv_sec = 1600000000 },
		{ .tv_sec = 1600000000 } };

	(void)state;
	how.built = 0;
	folder_put(list.root, "list.csv", SPAN(LIST_PEOPLE));
	assert_int_equal(utimensat(AT_FDCWD, list.csv, then, 0), 0);
	assert_int_equal(
	    roster_make(list.key, &how, list.index, &sum, &err), 0);
	assert_int_equal(sum.built, 1600000000);
}

/* ---- rows that are no person --------------------------------------------------- */

static void
row_is_bad(const char *row, enum people_fault fault, uint32_t column)
{
	char csv[1024];

	snprintf(csv, sizeof csv, "%s%s\n", LIST_HEADER LIST_TARO, row);
	assert_int_equal(make_of(span_of(csv)), -1);
	assert_int_equal(err.code, SHUHI_E_DICT);
	assert_int_equal(list.nbad, 1);
	assert_int_equal(list.bad[0].people, fault);
	assert_int_equal(list.bad[0].line, 3);
	assert_int_equal(list.bad[0].column, column);
}

static void
test_bad_cells_are_told_by_line_and_column(void **state)
{
	(void)state;
	row_is_bad("1,山田 太郎,,1958/13/1,,,,,,,,,,,,,", PEOPLE_DATE, 10);
	row_is_bad("1,山田 太郎,,,雄,,,,,,,,,,,,", PEOPLE_SEX, 11);
	row_is_bad("1,山田 太郎,,,,内線,,,,,,,,,,,", PEOPLE_PHONE, 12);
	row_is_bad("1,山田 太郎,,,,,taro,,,,,,,,,,", PEOPLE_EMAIL, 13);
	row_is_bad("1,山田 太郎,,,,,,123,,,,,,,,,", PEOPLE_POSTAL, 14);
	row_is_bad("1,山田 2,,,,,,,,,,,,,,,", PEOPLE_NAME, 3);
	row_is_bad("1.23E+05,山田 太郎,,,,,,,,,,,,,,,", PEOPLE_ROUNDED, 1);
	row_is_bad("1,山田 太郎,,,,9E+10,,,,,,,,,,,", PEOPLE_ROUNDED, 12);
	row_is_bad("+,山田 太郎,,,,,,,,,,,,,,,", PEOPLE_VALUE, 1);
	row_is_bad("1,山田 太郎,,,,,,,,,,,,,,今日,", PEOPLE_DATE, 22);
}

static void
test_a_row_that_names_nobody_is_bad(void **state)
{
	(void)state;
	row_is_bad(",,,1958/1/1,,,,,,,,,,,,,", PEOPLE_NOBODY, 1);
}

static void
test_a_row_has_as_many_cells_as_the_header(void **state)
{
	(void)state;
	row_is_bad("1,山田 太郎", PEOPLE_CELLS, 3);
	row_is_bad("1,山田 太郎,,,,,,,,,,,,,,,,x", PEOPLE_CELLS, 24);
}

static void
test_empty_cells_behind_the_last_are_nothing(void **state)
{
	(void)state;
	assert_int_equal(make_of(SPAN("氏名,性別\n山田 太郎,男,,,\n")), 0);
	assert_int_equal(sum.people, 1);
}

static void
test_what_is_not_known_is_an_empty_cell(void **state)
{
	(void)state;
	assert_int_equal(make_of(SPAN(
	    "患者ID,氏名,性別,生年月日,電話番号,郵便番号\n"
	    "0,山田 太郎,その他,不明,なし,000-0000\n"
	    "--,山田 花,9,-,n/a,-\n")), 0);
	assert_int_equal(sum.people, 2);
}

static void
test_bad_rows_can_be_skipped(void **state)
{
	struct roster_list how = list_how(&list);

	(void)state;
	how.skip_bad = true;
	assert_int_equal(list_make(&list,
	    SPAN("氏名,性別\n?木 太郎,男\n\"山,男\n山田 花,女\n"), &how, &sum,
	    &err), 0);
	assert_int_equal(sum.skipped, 2);
	assert_int_equal(sum.people, 1);
}

/* Of a list of two with --skip-bad: one cell goes, and nobody. */
static void
a_cell_goes(const char *csv, enum people_fault why)
{
	struct roster_list how = list_how(&list);

	how.skip_bad = true;
	assert_int_equal(
	    list_make(&list, span_of(csv), &how, &sum, &err), 0);
	assert_int_equal(sum.people, 2);
	assert_int_equal(sum.skipped, 0);
	assert_int_equal(sum.dropped, 1);
	assert_int_equal(list.bad[0].people, why);
}

static void
test_a_bad_cell_leaves_the_rest_of_its_row(void **state)
{
	(void)state;
	a_cell_goes("氏名,電話\n山田 太郎,なし！\n山田 花,\n", PEOPLE_PHONE);
	a_cell_goes("氏名,生年月日\n山田 太郎,58/4/12\n山田 花,\n", PEOPLE_DATE);
	a_cell_goes("患者ID,氏名\n1234,?木 太郎\n1235,山田 花\n", PEOPLE_LETTER);
}

static void
test_who_lost_the_name_has_it_in_no_script(void **state)
{
	(void)state;
	a_cell_goes("患者ID,氏名,カナ\n1234,?木 太郎,ヤマダ タロウ\n"
	            "1235,山田 花,ヤマダ ハナ\n", PEOPLE_LETTER);
	assert_int_equal(sum.untold[SCRIPT_KANJI], 1);
	assert_int_equal(sum.untold[SCRIPT_KANA], 1);
}

static void
test_rows_that_say_nothing_are_nobody(void **state)
{
	(void)state;
	assert_int_equal(make_of(SPAN("氏名,電話,,\n,,,\n山田 太郎,,,\n"
	                              ",,,\n \n\x1a")), 0);
	assert_int_equal(sum.people, 1);
}

static void
test_a_column_without_a_name_has_to_be_empty(void **state)
{
	(void)state;
	assert_int_equal(make_of(SPAN("氏名,,電話\n山田 太郎,a,\n")), -1);
	assert_int_equal(list.bad[0].people, PEOPLE_UNNAMED);
	assert_int_equal(make_of(SPAN("氏名,,電話\n山田 太郎,,\n")), 0);
}

static void
test_a_title_above_the_header_is_passed_over(void **state)
{
	(void)state;
	assert_int_equal(
	    make_of(SPAN("入院患者一覧 2026/11/1,,\n氏名,電話,\n山田 太郎,,\n")),
	    0);
	assert_int_equal(sum.people, 1);
	assert_int_equal(make_of(SPAN("入院患者一覧\n氏名\n山田 太郎\n")), 0);
	assert_int_equal(make_of(SPAN("入院患者一覧\n山田 太郎\n")), -1);
	assert_int_equal(err.line, 1);
	assert_int_equal(make_of(SPAN("入院患者一覧\n")), -1);
	assert_int_equal(err.line, 1);
}

/* Of a list of one cell of telephones: are they these? */
static void
phones_are(const char *cell, const char *one, const char *two)
{
	char csv[256];
	uint32_t row;
	struct roster *r;

	snprintf(csv, sizeof csv, "氏名,電話\n山田 太郎,\"%s\"\n", cell);
	r = list_open(&list, span_of(csv));
	assert_int_equal(roster_find(r, RK_PHONE, span_of(one), &row, 1), 1);
	if (two != NULL)
		assert_int_equal(
		    roster_find(r, RK_PHONE, span_of(two), &row, 1), 1);
	roster_close(r);
}

static void
test_a_cell_may_have_notes_and_several_numbers(void **state)
{
	(void)state;
	phones_are("03-5555-0142(内線12)", "0355550142", NULL);
	phones_are("03-5555-0142 (12)", "0355550142", NULL);
	phones_are("090-1111-2222(長男)", "09011112222", NULL);
	phones_are("自宅 (03)5555-0142", "0355550142", NULL);
	phones_are("090-1111-2222 / 03-5555-0142", "09011112222", "0355550142");
	phones_are("090-1111-2222 03-5555-0142", "09011112222", "0355550142");
	phones_are("090-1111-2222\n03-5555-0142", "09011112222", "0355550142");
	phones_are("9011112222", "09011112222", NULL);
	phones_are("312345678", "0312345678", NULL);
}

static void
test_phones_of_a_person_have_a_ceiling(void **state)
{
	(void)state;
	phones_are("0355550141、0355550142、0355550143、0355550144",
	    "0355550141", "0355550144");
	assert_int_equal(make_of(SPAN("氏名,電話\n山田 太郎,0355550141、"
	    "0355550142、0355550143、0355550144、0355550145\n")), -1);
	assert_int_equal(list.bad[0].people, PEOPLE_PHONE);
}

static void
test_numbers_that_are_never_looked_for_are_counted(void **state)
{
	(void)state;
	assert_int_equal(make_of(SPAN("患者ID,氏名\n00-1234,山田 太郎\n"
	    "A55,山田 花\nABC-123,山田 花\n12A34,山田 太郎\n")), 0);
	assert_int_equal(sum.odd_ids, 1);
	assert_int_equal(sum.odd_id_line, 5);
	assert_int_equal(make_of(SPAN("患者ID,氏名\n12345678901234567890,山田 太郎\n"
	    "123456789012345678901,山田 花\nABCD-123,山田 花\n")), 0);
	assert_int_equal(sum.odd_ids, 2);
}

static void
test_repeated_numbers_are_counted(void **state)
{
	(void)state;
	assert_int_equal(make_of(SPAN("患者ID,氏名\n7,山田 太郎\n8,山田 花\n"
	                              "007,山田 太郎\n,山田 次\n,山田 三\n")),
	    0);
	assert_int_equal(sum.people, 5);
	assert_int_equal(sum.repeated, 1);
}

static void
test_all_rows_bad_is_no_index(void **state)
{
	struct roster_list how = list_how(&list);

	(void)state;
	how.skip_bad = true;
	assert_int_equal(list_make(&list, SPAN("氏名,性別\n?木 太郎,男\n"),
	    &how, &sum, &err), -1);
	assert_string_equal(err.message, "there is nobody on the list");
}

static void
test_a_failure_leaves_the_old_index(void **state)
{
	char *a, *b;
	size_t na, nb;

	(void)state;
	assert_int_equal(make_of(SPAN(LIST_PEOPLE)), 0);
	read_index(&a, &na);
	assert_int_equal(make_of(SPAN("氏名,性別\n山田 太郎,雄\n")), -1);
	read_index(&b, &nb);
	assert_int_equal(na, nb);
	assert_memory_equal(a, b, na);
	free(a);
	free(b);
}

static void
test_an_index_that_cannot_be_written_leaves_nothing(void **state)
{
	const struct roster_list how = list_how(&list);
	char dir[112];

	(void)state;
	folder_put(list.root, "list.csv", SPAN(LIST_PEOPLE));
	folder_sub(list.root, "taken");
	snprintf(dir, sizeof dir, "%s/taken", list.root.path);
	assert_int_equal(roster_make(list.key, &how, dir, &sum, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_string_equal(err.where, dir);
	assert_int_equal(rmdir(dir), 0);
	snprintf(dir, sizeof dir, "%s/no/such.idx", list.root.path);
	assert_int_equal(roster_make(list.key, &how, dir, &sum, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
}

static void
test_errors_of_the_list_say_where(void **state)
{
	struct roster_list how = list_how(&list);

	(void)state;
	assert_int_equal(make_of(SPAN("氏名,X\n")), -1);
	assert_string_equal(err.where, list.csv);
	assert_int_equal(err.line, 1);
	assert_int_equal(err.column, 4);
	how.file = "/no/such.csv";
	assert_int_equal(
	    roster_make(list.key, &how, list.index, &sum, &err), -1);
	assert_string_equal(err.where, "/no/such.csv");
	assert_int_equal(err.code, SHUHI_E_IO);
}

static void
test_a_list_without_people_is_refused(void **state)
{
	(void)state;
	assert_int_equal(make_of(SPAN("")), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	assert_int_equal(make_of(SPAN(LIST_HEADER)), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

/* ---- names ------------------------------------------------------------------------ */

/* Of a list of one name: is it split so? */
static void
name_is(const char *name, const char *surname, const char *given)
{
	char csv[256];
	uint32_t c[2];
	struct roster *r;

	snprintf(csv, sizeof csv, "氏名\n%s\n", name);
	r = list_open(&list, span_of(csv));
	assert_int_equal(
	    roster_codes(r, RC_SURNAME, span_of(surname), c, 2), 1);
	assert_int_equal(roster_codes(r, RC_GIVEN, span_of(given), c, 2), 1);
	roster_close(r);
}

static void
test_a_name_without_a_blank_is_split_by_known_names(void **state)
{
	(void)state;
	name_is("山田太郎", "山田", "太郎");
	name_is("佐々木凛", "佐佐木", "凛"); /* as it is spelt */
	name_is("山田凛", "山田", "凛");
}

static void
test_marks_and_honorifics_around_a_name_go(void **state)
{
	(void)state;
	name_is("※山田 太郎", "山田", "太郎");
	name_is("★ 山田 太郎", "山田", "太郎");
	name_is("●山田 太郎", "山田", "太郎");
	name_is("*山田 太郎※", "山田", "太郎");
	name_is("山田様 太郎", "山田", "太郎");
	name_is("山田 太郎様", "山田", "太郎");
	name_is("山田 太郎 様", "山田", "太郎");
	name_is("※山田太郎様", "山田", "太郎");
}

/* Of a list of one name: is it told? */
static void
letter_is_lost(const char *name)
{
	char csv[256];

	snprintf(csv, sizeof csv, "氏名\n%s\n", name);
	assert_int_equal(make_of(span_of(csv)), -1);
	assert_int_equal(list.nbad, 1);
	assert_int_equal(list.bad[0].people, PEOPLE_LETTER);
}

static void
test_a_lost_letter_of_a_name_is_told(void **state)
{
	(void)state;
	letter_is_lost("?木 花子");
	letter_is_lost("〓木 花子");
	letter_is_lost("■佐々木 花子");
	letter_is_lost("佐々木\xee\x80\x80 花子"); /* U+E000 */
	letter_is_lost("佐※木 花子");
	letter_is_lost("佐々木 花?");
}

static void
test_signs_that_belong_to_a_name_stay(void **state)
{
	(void)state;
	name_is("O'Brien Mary", "obrien", "mary");
	assert_int_equal(make_of(SPAN("氏名\n\"Garcia-Lopez, Ana\"\n"
	                              "グエン・ティ・フオン\n김 철수\n")), 0);
	assert_int_equal(sum.people, 3);
}

/* Of a list: how many have no name in kanji, kana, Latin letters. */
static void
untold_are(const char *csv, uint64_t kanji, uint64_t kana, uint64_t latin)
{
	assert_int_equal(make_of(span_of(csv)), 0);
	assert_int_equal(sum.untold[SCRIPT_KANJI], kanji);
	assert_int_equal(sum.untold[SCRIPT_KANA], kana);
	assert_int_equal(sum.untold[SCRIPT_LATIN], latin);
}

static void
test_who_has_no_name_in_a_script_is_counted(void **state)
{
	(void)state;
	untold_are("氏名,カナ\n山田 太郎,ヤマダ タロウ\n", 0, 0, 0);
	untold_are("氏名\n山田 太郎\n", 0, 1, 1);
	untold_are("氏名\nヤマダ タロウ\n", 1, 0, 0);
	untold_are("氏名\nYamada Taro\n", 1, 1, 0);
	untold_are("氏名\nSantos Xavier\n", 0, 1, 0);
	untold_are("氏名\nグエン・ティ・フオン\n", 0, 0, 1);
	untold_are("患者ID,氏名\n1,\n", 1, 1, 1);
	untold_are("姓\n山田\n", 1, 1, 1);
}

static void
test_the_first_without_a_name_in_a_script_is_told_by_line(void **state)
{
	(void)state;
	untold_are("氏名,カナ\n山田 太郎,ヤマダ タロウ\n山田 花子,\n", 0, 1, 1);
	assert_int_equal(sum.untold_line[SCRIPT_KANA], 3);
}

static void
test_nothing_is_known_of_who_was_skipped(void **state)
{
	struct roster_list how = list_how(&list);

	(void)state;
	how.skip_bad = true;
	assert_int_equal(list_make(&list,
	    SPAN("氏名,カナ\n山田 太郎,ヤマダ タロウ\n?木 花子,\n"), &how, &sum,
	    &err), 0);
	assert_int_equal(sum.untold[SCRIPT_KANJI], 1);
	assert_int_equal(sum.untold[SCRIPT_KANA], 1);
	assert_int_equal(sum.untold[SCRIPT_LATIN], 1);
}

static void
test_a_name_that_cannot_be_split_is_counted(void **state)
{
	(void)state;
	assert_int_equal(make_of(SPAN("氏名\n架空不分割名\n")), 0);
	assert_int_equal(sum.unsplit, 1);
}

/* Of a list of one reading: is it split so? */
static void
kana_is(const char *kana, const char *surname, const char *given)
{
	char csv[256];
	uint32_t c[2];
	struct roster *r;

	snprintf(csv, sizeof csv, "患者ID,カナ\n1,%s\n", kana);
	r = list_open(&list, span_of(csv));
	assert_int_equal(
	    roster_codes(r, RC_KANA_SURNAME, span_of(surname), c, 2), 1);
	assert_int_equal(
	    roster_codes(r, RC_KANA_GIVEN, span_of(given), c, 2), 1);
	roster_close(r);
}

static void
test_kana_without_a_blank_are_split_by_what_is_known(void **state)
{
	(void)state;
	kana_is("ヤマダタロウ", "やまだ", "たろう");
	kana_is("ヤマダシンノスケ", "やまだ", "しんのすけ");
	kana_is("フブンタロウ", "ふぶん", "たろう");
}

static void
test_kana_of_which_nothing_is_known_are_cut_in_the_middle(void **state)
{
	(void)state;
	kana_is("フブンカツメイ", "ふぶんか", "つめい");
}

static void
test_a_reading_of_one_letter_is_a_surname(void **state)
{
	struct roster *r = list_open(&list, SPAN("患者ID,カナ\n1,イ\n"));

	(void)state;
	assert_int_equal(roster_values(r, RC_KANA_SURNAME), 1);
	assert_int_equal(roster_values(r, RC_KANA_GIVEN), 0);
	roster_close(r);
}

static void
test_surname_and_given_name_may_have_columns_of_their_own(void **state)
{
	struct roster *r = list_open(&list,
	    SPAN("姓,名,セイ,メイ\n山田,太郎,ヤマダ,タロウ\n"));
	uint32_t c[2], first;

	(void)state;
	assert_int_equal(roster_codes(r, RC_SURNAME, SPAN("山田"), c, 1), 1);
	assert_int_equal(roster_codes(r, RC_GIVEN, SPAN("太郎"), c + 1, 1), 1);
	assert_int_equal(roster_named(r, c[0], c[1], &first), 1);
	roster_close(r);
}

/* ---- many --------------------------------------------------------------------------- */

static void
test_everybody_of_a_long_list_is_found(void **state)
{
	FILE *f = fopen(list.csv, "w");
	const struct roster_list how = list_how(&list);
	struct roster *r;
	uint32_t rows[2], first, c[2];
	char id[16];

	(void)state;
	assert_non_null(f);
	fputs("患者ID,姓,名,電話番号\n", f);
	for (uint32_t i = 1; i <= 5000; i++)
		fprintf(f, "%u,姓%c%c,名%c,000-0000-%04u\n", i,
		    (int)('a' + i % 26), (int)('a' + i / 26 % 26),
		    (int)('a' + i % 7), i);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(
	    roster_make(list.key, &how, list.index, &sum, &err), 0);
	assert_int_equal(roster_open(list.index, list.key, &r, &err), 0);
	for (uint32_t i = 1; i <= 5000; i++) {
		int n = snprintf(id, sizeof id, "%u", i);

		assert_int_equal(roster_find(r, RK_ID,
		    (struct span){ id, (size_t)n }, rows, 2), 1);
		c[0] = roster_cell(r, RC_SURNAME, rows[0]);
		c[1] = roster_cell(r, RC_GIVEN, rows[0]);
		n = (int)roster_named(r, c[0], c[1], &first);
		assert_in_range(rows[0], first, first + (uint32_t)n - 1);
	}
	roster_close(r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_list_becomes_an_index),
		cmocka_unit_test(test_an_index_is_for_its_owner),
		cmocka_unit_test(test_the_same_list_makes_the_same_bytes),
		cmocka_unit_test(test_another_list_has_another_nonce),
		cmocka_unit_test(test_the_index_has_no_text_of_the_list),
		cmocka_unit_test(test_the_time_is_that_of_the_list),
		cmocka_unit_test(test_bad_cells_are_told_by_line_and_column),
		cmocka_unit_test(test_a_row_that_names_nobody_is_bad),
		cmocka_unit_test(test_a_row_has_as_many_cells_as_the_header),
		cmocka_unit_test(test_empty_cells_behind_the_last_are_nothing),
		cmocka_unit_test(test_what_is_not_known_is_an_empty_cell),
		cmocka_unit_test(test_bad_rows_can_be_skipped),
		cmocka_unit_test(test_a_bad_cell_leaves_the_rest_of_its_row),
		cmocka_unit_test(test_who_lost_the_name_has_it_in_no_script),
		cmocka_unit_test(test_rows_that_say_nothing_are_nobody),
		cmocka_unit_test(test_a_column_without_a_name_has_to_be_empty),
		cmocka_unit_test(test_a_title_above_the_header_is_passed_over),
		cmocka_unit_test(
		    test_a_cell_may_have_notes_and_several_numbers),
		cmocka_unit_test(test_phones_of_a_person_have_a_ceiling),
		cmocka_unit_test(
		    test_numbers_that_are_never_looked_for_are_counted),
		cmocka_unit_test(test_marks_and_honorifics_around_a_name_go),
		cmocka_unit_test(test_a_lost_letter_of_a_name_is_told),
		cmocka_unit_test(test_signs_that_belong_to_a_name_stay),
		cmocka_unit_test(test_who_has_no_name_in_a_script_is_counted),
		cmocka_unit_test(
		    test_the_first_without_a_name_in_a_script_is_told_by_line),
		cmocka_unit_test(test_nothing_is_known_of_who_was_skipped),
		cmocka_unit_test(test_repeated_numbers_are_counted),
		cmocka_unit_test(test_all_rows_bad_is_no_index),
		cmocka_unit_test(test_a_failure_leaves_the_old_index),
		cmocka_unit_test(test_an_index_that_cannot_be_written_leaves_nothing),
		cmocka_unit_test(test_errors_of_the_list_say_where),
		cmocka_unit_test(test_a_list_without_people_is_refused),
		cmocka_unit_test(test_a_name_without_a_blank_is_split_by_known_names),
		cmocka_unit_test(test_a_name_that_cannot_be_split_is_counted),
		cmocka_unit_test(test_kana_without_a_blank_are_split_by_what_is_known),
		cmocka_unit_test(test_kana_of_which_nothing_is_known_are_cut_in_the_middle),
		cmocka_unit_test(test_a_reading_of_one_letter_is_a_surname),
		cmocka_unit_test(test_surname_and_given_name_may_have_columns_of_their_own),
		cmocka_unit_test(test_everybody_of_a_long_list_is_found),
	};

	return cmocka_run_group_tests(tests, open_folder, drop_folder);
}
