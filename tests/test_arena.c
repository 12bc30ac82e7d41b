#include "../scanner/arena.c" /* statics included on purpose */
#include "help.h"

#include <malloc.h>

static void
test_memory_comes_zeroed_also_after_a_wipe(void **state)
{
	struct arena a;
	char *p;
	size_t i;

	(void)state;
	arena_init(&a, 1 << 20);
	p = ARENA_NEW(&a, 1000, char);
	assert_non_null(p);
	memset(p, 'x', 1000);
	arena_wipe(&a, 1 << 20);
	p = ARENA_NEW(&a, 1000, char);
	assert_non_null(p);
	for (i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
	arena_fini(&a);
}

static void
test_what_was_in_it_is_overwritten_by_the_wipe(void **state)
{
	struct arena a;
	char *p;
	size_t i;

	(void)state;
	arena_init(&a, 1 << 20);
	p = ARENA_NEW(&a, 1000, char);
	assert_non_null(p);
	memset(p, 'x', 1000);
	arena_wipe(&a, 1 << 20);
	for (i = 0; i < 1000; i++) /* kept block: still ours to look at */
		assert_int_equal(p[i], 0);
	arena_fini(&a);
}

static void
test_every_size_is_aligned_for_any_type(void **state)
{
	struct arena a;
	size_t size;

	(void)state;
	arena_init(&a, 1 << 20);
	for (size = 0; size < 200; size++)
		assert_int_equal(
		    (uintptr_t)arena_alloc(&a, size) % _Alignof(max_align_t),
		    0);
	arena_fini(&a);
}

static void
test_overflow_is_sticky(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 64);
	assert_non_null(ARENA_NEW(&a, 32, char));
	assert_null(ARENA_NEW(&a, 64, char));
	assert_null(ARENA_NEW(&a, 1, char)); /* would fit; must still fail */
	assert_true(a.overflowed);
	arena_fini(&a);
}

static void
test_a_wipe_ends_the_overflow(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 64);
	assert_null(ARENA_NEW(&a, 65, char));
	arena_wipe(&a, 64);
	assert_non_null(ARENA_NEW(&a, 64, char));
	arena_fini(&a);
}

static void
test_just_the_ceiling_fits(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 4096);
	assert_non_null(ARENA_NEW(&a, 4096, char));
	arena_fini(&a);
}

static void
test_one_past_the_ceiling_does_not_fit(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 4096);
	assert_null(ARENA_NEW(&a, 4097, char));
	arena_fini(&a);
}

static void
test_an_arena_of_no_size_gives_nothing(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 0);
	assert_null(ARENA_NEW(&a, 1, char));
	arena_fini(&a);
}

static void
test_a_size_that_wraps_around_is_refused(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, SIZE_MAX);
	assert_null(arena_alloc(&a, SIZE_MAX));
	assert_true(a.overflowed);
	arena_fini(&a);
}

static void
test_a_count_that_wraps_around_is_refused(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_null(ARENA_NEW(&a, SIZE_MAX / 4, uint64_t));
	arena_fini(&a);
}

static void
test_growing_keeps_what_was_there(void **state)
{
	struct arena a;
	uint32_t *v = NULL;
	size_t cap = 0, i;

	(void)state;
	arena_init(&a, 1 << 20);
	for (i = 0; i < 1000; i++) {
		v = arena_grow(&a, v, i, &cap, i + 1, sizeof *v);
		assert_non_null(v);
		v[i] = (uint32_t)i;
	}
	for (i = 0; i < 1000; i++)
		assert_int_equal(v[i], i);
	arena_fini(&a);
}

static void
test_growing_within_the_room_moves_nothing(void **state)
{
	struct arena a;
	char *v = NULL, *again;
	size_t cap = 0;

	(void)state;
	arena_init(&a, 1 << 20);
	v = arena_grow(&a, v, 0, &cap, 1, 1);
	again = arena_grow(&a, v, 1, &cap, cap, 1);
	assert_ptr_equal(again, v);
	arena_fini(&a);
}

static void
test_growing_past_the_ceiling_fails_and_leaves_the_old(void **state)
{
	struct arena a;
	char *v;
	size_t cap = 0, before;

	(void)state;
	arena_init(&a, 64);
	v = arena_grow(&a, NULL, 0, &cap, 16, 1);
	assert_non_null(v);
	before = cap;
	assert_null(arena_grow(&a, v, 16, &cap, 100, 1));
	assert_int_equal(cap, before);
	arena_fini(&a);
}

static void
test_a_wipe_keeps_no_more_than_it_is_told(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 64 << 20);
	assert_non_null(ARENA_NEW(&a, 10 << 20, char));
	arena_wipe(&a, 1 << 20);
	assert_true(a.total <= 1 << 20);
	arena_fini(&a);
}

static void
test_the_total_stays_right_over_many_wipes(void **state)
{
	struct arena a;
	uint32_t seed = 3;
	size_t i, k;

	(void)state;
	arena_init(&a, 1 << 20);
	for (i = 0; i < 200; i++) {
		for (k = chance(&seed, 20); k > 0; k--)
			arena_alloc(&a, chance(&seed, 100000));
		assert_true(a.total <= a.ceiling);
		arena_wipe(&a, 1 << 17);
		assert_true(a.total <= 1 << 17);
	}
	arena_fini(&a);
	assert_int_equal(a.total, 0);
}

static void
test_memory_comes_zeroed_whatever_malloc_gives(void **state)
{
	struct arena a;
	char *p;
	size_t i;

	(void)state;
	mallopt(M_PERTURB, 'x');
	arena_init(&a, 1 << 20);
	p = ARENA_NEW(&a, 1000, char);
	mallopt(M_PERTURB, 0);
	assert_non_null(p);
	for (i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
	arena_fini(&a);
}

static void
test_growing_to_a_size_that_wraps_around_is_refused(void **state)
{
	struct arena a;
	size_t cap = 0;

	(void)state;
	arena_init(&a, 1 << 20);
	/* 16 times that is 16 again */
	assert_null(arena_grow(&a, NULL, 0, &cap, 16, SIZE_MAX / 16 + 2));
	assert_true(a.overflowed);
	assert_int_equal(cap, 0);
	arena_fini(&a);
}

static void
test_a_wipe_keeps_a_block_of_just_what_it_is_told(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_non_null(ARENA_NEW(&a, 1, char));
	arena_wipe(&a, BLOCK_MIN);
	assert_int_equal(a.total, BLOCK_MIN);
	arena_wipe(&a, BLOCK_MIN - 1);
	assert_int_equal(a.total, 0);
	arena_fini(&a);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_comes_zeroed_also_after_a_wipe),
		cmocka_unit_test(
		    test_what_was_in_it_is_overwritten_by_the_wipe),
		cmocka_unit_test(test_every_size_is_aligned_for_any_type),
		cmocka_unit_test(test_overflow_is_sticky),
		cmocka_unit_test(test_a_wipe_ends_the_overflow),
		cmocka_unit_test(test_just_the_ceiling_fits),
		cmocka_unit_test(test_one_past_the_ceiling_does_not_fit),
		cmocka_unit_test(test_an_arena_of_no_size_gives_nothing),
		cmocka_unit_test(test_a_size_that_wraps_around_is_refused),
		cmocka_unit_test(test_a_count_that_wraps_around_is_refused),
		cmocka_unit_test(test_growing_keeps_what_was_there),
		cmocka_unit_test(test_growing_within_the_room_moves_nothing),
		cmocka_unit_test(
		    test_growing_past_the_ceiling_fails_and_leaves_the_old),
		cmocka_unit_test(test_a_wipe_keeps_no_more_than_it_is_told),
		cmocka_unit_test(test_the_total_stays_right_over_many_wipes),
		cmocka_unit_test(
		    test_memory_comes_zeroed_whatever_malloc_gives),
		cmocka_unit_test(
		    test_growing_to_a_size_that_wraps_around_is_refused),
		cmocka_unit_test(
		    test_a_wipe_keeps_a_block_of_just_what_it_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
