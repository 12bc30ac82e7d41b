#include "../dict/roster/build.c" /* statics included on purpose */
#include "help.h"

static struct build *
build_of(struct fold_table *table)
{
	const struct keyring key = { .hash = { 1 } };
	struct build *b = NULL;
	struct shuhi_error err;

	assert_int_equal(
	    build_new(&key, ROSTER_PATIENTS, table, &b, &err), 0);
	return b;
}

static struct person
person_of(struct span surname, struct span given)
{
	struct person p = { .column = { { .len = 0 } } };

	assert_true(spell_column(RC_SURNAME, surname, &p.column[RC_SURNAME]));
	assert_true(spell_column(RC_GIVEN, given, &p.column[RC_GIVEN]));
	return p;
}

/* As if so many people were there: memory that is never touched costs nothing. */
static void
pretend(struct build *b, uint32_t people)
{
	for (size_t i = 0; i < RC_COLUMNS; i++) {
		b->cells[i] = calloc(LIMIT_ROSTER_ROWS, sizeof(uint32_t));
		assert_non_null(b->cells[i]);
	}
	b->cap = LIMIT_ROSTER_ROWS;
	b->rows = people;
}

static void
test_a_list_has_a_ceiling(void **state)
{
	struct fold_table *table = small_fold();
	struct build *b = build_of(table);
	const struct person p = person_of(SPAN("山田"), SPAN("太郎"));
	struct shuhi_error err;

	(void)state;
	pretend(b, LIMIT_ROSTER_ROWS - 1);
	assert_int_equal(build_add(b, &p, &err), 0);
	assert_int_equal(build_people(b), LIMIT_ROSTER_ROWS);
	assert_int_equal(build_add(b, &p, &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
	assert_int_equal(build_people(b), LIMIT_ROSTER_ROWS);
	build_free(b);
	fold_table_free(table);
}

static void
test_a_value_is_kept_once(void **state)
{
	struct fold_table *table = small_fold();
	struct build *b = build_of(table);
	const struct person p = person_of(SPAN("山田"), SPAN("太郎"));
	struct shuhi_error err;

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(build_add(b, &p, &err), 0);
	assert_int_equal(b->values[RC_SURNAME].n, 1);
	assert_int_equal(b->masked[MASKED_SURNAME].n, 2);
	assert_int_equal(b->sieve[SIEVE_OF_KANJI].n, 1);
	assert_int_equal(b->sieve[SIEVE_OF_NAMES].n, 1);
	build_free(b);
	fold_table_free(table);
}

static void
test_a_name_of_one_letter_is_never_masked(void **state)
{
	struct fold_table *table = small_fold();
	struct build *b = build_of(table);
	const struct person p = person_of(SPAN("森"), SPAN("愛"));
	struct shuhi_error err;

	(void)state;
	assert_int_equal(build_add(b, &p, &err), 0);
	assert_int_equal(b->masked[MASKED_SURNAME].n, 0);
	assert_int_equal(b->masked[MASKED_GIVEN].n, 0);
	build_free(b);
	fold_table_free(table);
}

/* Nothing is left of the person but keyed hashes. */
static void
test_only_hashes_are_kept(void **state)
{
	struct fold_table *table = small_fold();
	struct build *b = build_of(table);
	const struct person p = person_of(SPAN("山田"), SPAN("太郎"));
	struct shuhi_error err;

	(void)state;
	assert_int_equal(build_add(b, &p, &err), 0);
	assert_true(b->values[RC_SURNAME].hash[0] ==
	    keyed_hash(&b->key, TAG_COLUMN(RC_SURNAME), SPAN("山田")));
	assert_true(b->masked[MASKED_SURNAME].v[1].hash ==
	    keyed_hash(&b->key, TAG_MASKED(MASKED_SURNAME), SPAN("山○")));
	build_free(b);
	fold_table_free(table);
}

static void
test_initials_are_hepburn_s(void **state)
{
	static const struct {
		const char *kana;
		char letter;
	} initials[] = { { "あべ", 'a' }, { "かとう", 'k' }, { "がく", 'g' },
		{ "しみず", 's' }, { "じん", 'j' }, { "ちば", 'c' },
		{ "つだ", 't' }, { "づか", 'z' }, { "なか", 'n' },
		{ "ふじ", 'f' }, { "べっぷ", 'b' }, { "ぽん", 'p' },
		{ "まつ", 'm' }, { "ゆき", 'y' }, { "りん", 'r' },
		{ "わだ", 'w' }, { "ゔぃ", 'v' }, { "ーあ", 0 }, { "a", 0 },
		{ "", 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof initials / sizeof initials[0]; i++)
		assert_int_equal(initial(span_of(initials[i].kana)),
		    initials[i].letter);
}

static void
test_first_letters_stand_highest_first(void **state)
{
	(void)state;
	assert_true(first_letters(SPAN("abc"), 4, 16) == 0x006100620063);
	assert_true(first_letters(SPAN("abcde"), 4, 16) == 0x0061006200630064);
	assert_true(first_letters(SPAN("さと"), 8, 8) == 0x5568);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_list_has_a_ceiling),
		cmocka_unit_test(test_a_value_is_kept_once),
		cmocka_unit_test(test_a_name_of_one_letter_is_never_masked),
		cmocka_unit_test(test_only_hashes_are_kept),
		cmocka_unit_test(test_initials_are_hepburn_s),
		cmocka_unit_test(test_first_letters_stand_highest_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
