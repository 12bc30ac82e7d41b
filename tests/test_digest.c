#include "../scanner/digest.c" /* statics included on purpose */
#include "help.h"

static struct digest
of_parts(struct span a, struct span b)
{
	struct digester *d = digester_new();
	struct digest out;

	assert_non_null(d);
	digester_add(d, a);
	digester_add(d, b);
	digester_end(d, &out);
	return out;
}

static void
test_the_digest_is_blake2b(void **state)
{
	struct digest d;
	char hex[65];

	(void)state;
	digest_of(SPAN("abc"), &d);
	digest_hex(&d, hex);
	assert_string_equal(hex,
	    "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void
test_where_parts_are_cut_matters(void **state)
{
	struct digest a = of_parts(SPAN("ab"), SPAN("c"));
	struct digest b = of_parts(SPAN("a"), SPAN("bc"));

	(void)state;
	assert_false(digest_eq(&a, &b));
}

static void
test_an_empty_part_matters(void **state)
{
	struct digest a = of_parts(SPAN("a"), SPAN(""));
	struct digest b = of_parts(SPAN(""), SPAN("a"));

	(void)state;
	assert_false(digest_eq(&a, &b));
}

static void
test_the_same_parts_give_the_same(void **state)
{
	struct digest a = of_parts(SPAN("a\0b"), SPAN("山"));
	struct digest b = of_parts(SPAN("a\0b"), SPAN("山"));

	(void)state;
	assert_true(digest_eq(&a, &b));
}

static void
test_bytes_behind_a_nul_matter(void **state)
{
	struct digest a = of_parts(SPAN("a\0b"), SPAN(""));
	struct digest b = of_parts(SPAN("a\0c"), SPAN(""));

	(void)state;
	assert_false(digest_eq(&a, &b));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_digest_is_blake2b),
		cmocka_unit_test(test_where_parts_are_cut_matters),
		cmocka_unit_test(test_an_empty_part_matters),
		cmocka_unit_test(test_the_same_parts_give_the_same),
		cmocka_unit_test(test_bytes_behind_a_nul_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
