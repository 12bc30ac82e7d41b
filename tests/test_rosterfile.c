#include "../scanner/roster/rosterfile.c" /* statics included on purpose */
#include "../scanner/roster/rostersieve.h"
#include "../scanner/file.h"
#include "list.h"

/* ---- packed elements ------------------------------------------------------- */

static void
test_packed_elements_of_every_width_come_back(void **state)
{
	unsigned char bytes[64 * 8 + 8];

	(void)state;
	for (uint32_t width = 1; width <= 56; width++) {
		const uint64_t all = ((uint64_t)1 << width) - 1;

		memset(bytes, 0, sizeof bytes);
		for (uint64_t i = 0; i < 64; i++)
			packed_put(bytes, i, width,
			    (i * 0x9e3779b97f4a7c15u) & all);
		for (uint64_t i = 0; i < 64; i++)
			assert_true(packed_get(bytes, i, width) ==
			    ((i * 0x9e3779b97f4a7c15u) & all));
	}
}

static void
test_bits_hold_the_number_and_no_more(void **state)
{
	(void)state;
	assert_int_equal(bits_for(0), 0);
	assert_int_equal(bits_for(1), 1);
	assert_int_equal(bits_for(255), 8);
	assert_int_equal(bits_for(256), 9);
	assert_int_equal(bits_for(UINT32_MAX), 32);
}

/* ---- counts ---------------------------------------------------------------- */

static struct roster_head
one_person(void)
{
	return (struct roster_head){ .rows = 1, .values = { [RC_SEX] = 1 } };
}

static void
test_a_list_of_one_has_a_layout(void **state)
{
	struct roster_head h = one_person();
	struct layout l;

	(void)state;
	assert_true(layout_make(&h, &l));
	assert_int_equal(l.size, l.open + l.sealed + KEY_TAG);
}

static void
test_people_have_a_ceiling(void **state)
{
	struct roster_head h = one_person();
	struct layout l;

	(void)state;
	h.rows = LIMIT_ROSTER_ROWS;
	assert_true(layout_make(&h, &l));
	h.rows = LIMIT_ROSTER_ROWS + 1;
	assert_false(layout_make(&h, &l));
	h.rows = 0;
	assert_false(layout_make(&h, &l));
}

static void
test_the_sieve_has_a_ceiling(void **state)
{
	struct roster_head h = one_person();
	struct layout l;

	(void)state;
	h.sieve_bits[SIEVE_OF_FIVE] = LIMIT_ROSTER_SIEVE;
	assert_true(layout_make(&h, &l));
	h.sieve_bits[SIEVE_OF_FIVE]++;
	assert_false(layout_make(&h, &l));
}

static void
test_masked_names_have_a_ceiling(void **state)
{
	struct roster_head h = one_person();
	struct layout l;

	(void)state;
	h.masked[MASKED_GIVEN] = LIMIT_ROSTER_MASKED;
	assert_true(layout_make(&h, &l));
	h.masked[MASKED_GIVEN]++;
	assert_false(layout_make(&h, &l));
}

static void
test_ways_to_call_somebody_have_a_ceiling(void **state)
{
	struct roster_head h = one_person();
	struct layout l;

	(void)state;
	h.calls = LIMIT_ROSTER_CALLS;
	h.longest = LIMIT_ROSTER_CALL;
	assert_true(layout_make(&h, &l));
	h.calls++;
	assert_false(layout_make(&h, &l));
	h.calls--;
	h.longest++;
	assert_false(layout_make(&h, &l));
}

static void
test_there_are_no_more_values_than_people(void **state)
{
	struct roster_head h = one_person();
	struct layout l;

	(void)state;
	h.values[RC_TOWN] = 2;
	assert_false(layout_make(&h, &l));
	h.values[RC_TOWN] = 1;
	h.keys[RK_ID] = 2;
	assert_false(layout_make(&h, &l));
	h.keys[RK_ID] = 1;
	h.keys[RK_PHONE] = LIMIT_ROSTER_PHONES;
	assert_true(layout_make(&h, &l));
	h.keys[RK_PHONE]++;
	assert_false(layout_make(&h, &l));
}

static void
test_every_part_begins_at_a_multiple_of_eight(void **state)
{
	struct roster_head h = { .rows = 1001 };
	struct layout l;

	(void)state;
	for (size_t i = 0; i < RC_COLUMNS; i++)
		h.values[i] = 7 + (uint32_t)i;
	for (size_t i = 0; i < RK_KEYS; i++)
		h.keys[i] = 1001 - (uint32_t)i;
	assert_true(layout_make(&h, &l));
	for (size_t i = 0; i < RC_COLUMNS; i++)
		assert_int_equal((l.column[i].dir | l.column[i].entries |
		    l.cells[i].at) % 8, 0);
	for (size_t i = 0; i < RK_KEYS; i++)
		assert_int_equal((l.key[i].dir | l.key[i].entries) % 8, 0);
	assert_int_equal((l.open | l.sealed | l.by_kana.at) % 8, 0);
}

/* How many names ○田 may be would tell which hash it is. */
static void
test_masked_names_are_sealed(void **state)
{
	struct roster_head h = { .rows = 9, .values = { [RC_SURNAME] = 9 },
		.masked = { [MASKED_SURNAME] = 18 } };
	struct layout l;

	(void)state;
	assert_true(layout_make(&h, &l));
	assert_true(l.masked[MASKED_SURNAME].sealed);
	assert_true(l.masked[MASKED_SURNAME].entries < l.sealed);
	assert_false(l.column[RC_SURNAME].sealed);
}

/* ---- files that are no longer what they were -------------------------------- */

static struct list list;
static char *image;
static size_t size;

static int
make_image(void **state)
{
	struct shuhi_error err;

	(void)state;
	list = list_new();
	roster_close(list_open(&list, SPAN(LIST_PEOPLE)));
	return file_read(list.index, LIMIT_FILE, &image, &size, SHUHI_E_IO, &err);
}

static int
drop_image(void **state)
{
	(void)state;
	free(image);
	list_gone(&list);
	return 0;
}

/* Opens `n` bytes of the image as they are now: the message of why not. */
static const char *
opened(size_t n)
{
	struct roster *r = NULL;
	struct shuhi_error err = { .message = "" };

	folder_put(list.root, "changed.idx", (struct span){ image, n });
	if (roster_open(folder_file(list.root, "changed.idx"), list.key, &r,
	        &err) == 0) {
		roster_close(r);
		return "opened";
	}
	assert_int_equal(err.code, SHUHI_E_IO);
	return err.message;
}

static void
test_the_image_opens_as_it_is(void **state)
{
	(void)state;
	assert_string_equal(opened(size), "opened");
}

static void
test_no_changed_bit_goes_unseen(void **state)
{
	(void)state;
	for (size_t i = 0; i < size; i++) {
		for (int bit = 0; bit < 8; bit += 7) {
			image[i] ^= (char)(1 << bit);
			assert_string_not_equal(opened(size), "opened");
			image[i] ^= (char)(1 << bit);
		}
	}
}

static void
test_a_file_cut_anywhere_is_refused(void **state)
{
	(void)state;
	for (size_t n = 1; n < size; n++)
		assert_string_not_equal(opened(n), "opened");
}

static void
test_a_cut_file_is_told_from_a_damaged_one(void **state)
{
	(void)state;
	assert_string_equal(opened(100), "the roster is cut off");
	assert_string_equal(opened(size - 1), "the roster is cut off");
	assert_string_equal(opened(4), "not a roster index");
	image[size - 20] ^= 1;
	assert_string_equal(opened(size), "the roster is damaged");
	image[size - 20] ^= 1;
	image[40] ^= 1;
	assert_string_equal(opened(size), "the roster is damaged");
	image[40] ^= 1;
}

static void
test_bytes_behind_the_end_are_damage(void **state)
{
	char *longer = malloc(size + 8), *was = image;

	(void)state;
	assert_non_null(longer);
	memcpy(longer, image, size);
	memset(longer + size, 0, 8);
	image = longer;
	assert_string_equal(opened(size + 8), "the roster is damaged");
	image = was;
	free(longer);
}

static void
test_another_version_is_told_as_such(void **state)
{
	const uint32_t next = ROSTER_VERSION + 1, now = ROSTER_VERSION;

	(void)state;
	memcpy(image + offsetof(struct roster_head, version), &next, 4);
	assert_string_equal(opened(size),
	    "the roster is of another version of shuhi: build it again");
	memcpy(image + offsetof(struct roster_head, version), &now, 4);
}

/* A header that is whole but lies: its sum is right, its counts are not. */
static void
test_a_lying_header_is_refused(void **state)
{
	struct roster_head h, was;

	(void)state;
	memcpy(&was, image, sizeof was);
	h = was;
	h.rows = LIMIT_ROSTER_ROWS;
	key_sum((struct span){ (char *)&h, offsetof(struct roster_head, sum) },
	    h.sum);
	memcpy(image, &h, sizeof h);
	assert_string_equal(opened(size), "the roster is damaged");
	memcpy(image, &was, sizeof was);
}

static void
test_another_key_is_told_as_such(void **state)
{
	struct shuhi_error err;
	struct roster *r;

	(void)state;
	assert_int_equal(key_make(folder_file(list.root, "key2"), &err), 0);
	assert_int_equal(roster_open(list.index,
	    folder_file(list.root, "key2"), &r, &err), -1);
	assert_string_equal(err.message,
	    "the roster was made with another key");
	assert_string_equal(err.where, list.index);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_packed_elements_of_every_width_come_back),
		cmocka_unit_test(test_bits_hold_the_number_and_no_more),
		cmocka_unit_test(test_a_list_of_one_has_a_layout),
		cmocka_unit_test(test_people_have_a_ceiling),
		cmocka_unit_test(test_the_sieve_has_a_ceiling),
		cmocka_unit_test(test_masked_names_have_a_ceiling),
		cmocka_unit_test(test_ways_to_call_somebody_have_a_ceiling),
		cmocka_unit_test(test_there_are_no_more_values_than_people),
		cmocka_unit_test(test_every_part_begins_at_a_multiple_of_eight),
		cmocka_unit_test(test_masked_names_are_sealed),
		cmocka_unit_test(test_the_image_opens_as_it_is),
		cmocka_unit_test(test_no_changed_bit_goes_unseen),
		cmocka_unit_test(test_a_file_cut_anywhere_is_refused),
		cmocka_unit_test(test_a_cut_file_is_told_from_a_damaged_one),
		cmocka_unit_test(test_bytes_behind_the_end_are_damage),
		cmocka_unit_test(test_another_version_is_told_as_such),
		cmocka_unit_test(test_a_lying_header_is_refused),
		cmocka_unit_test(test_another_key_is_told_as_such),
	};

	return cmocka_run_group_tests(tests, make_image, drop_image);
}
