#include "../capture/auditchain.c" /* statics included on purpose */
#include "help.h"

#define MEMBERS "\"time\":\"t\",\"type\":\"torn\",\"bytes\":12,\"sum\":\"ab\""

/* A line, in a buffer that the next one overwrites; without its newline. */
static struct span
line_of(const struct seal_key *key, uint64_t seq, const char *members)
{
	static char text[4096];
	struct chain_link link = { .seq = seq };
	struct buf b = { 0 };
	size_t n;

	chain_seal(&b, key, &link, span_of(members));
	assert_true(b.len > 0 && b.len < sizeof text);
	n = b.len - 1;
	assert_int_equal(b.ptr[n], '\n');
	memcpy(text, b.ptr, n);
	buf_free(&b);
	return (struct span){ text, n };
}

static enum chain_state
state_of(struct span line)
{
	struct chain_link link;

	return chain_open(line, NULL, &link);
}

static void
test_a_sealed_line_is_good(void **state)
{
	struct chain_link link;

	(void)state;
	assert_int_equal(
	    chain_open(line_of(NULL, 7, MEMBERS), NULL, &link), CHAIN_GOOD);
	assert_int_equal(link.seq, 7);
}

static void
test_the_largest_number_is_a_number(void **state)
{
	struct chain_link link;

	(void)state;
	assert_int_equal(chain_open(line_of(NULL, UINT64_MAX, MEMBERS), NULL,
	                     &link), CHAIN_GOOD);
	assert_true(link.seq == UINT64_MAX);
}

static void
test_another_key_makes_another_hash(void **state)
{
	struct seal_key a = { { 1 } }, b = { { 2 } };
	struct chain_link link;

	(void)state;
	assert_int_equal(
	    chain_open(line_of(&a, 1, MEMBERS), &a, &link), CHAIN_GOOD);
	assert_int_equal(
	    chain_open(line_of(&a, 1, MEMBERS), &b, &link), CHAIN_FORGED);
	assert_int_equal(
	    chain_open(line_of(&a, 1, MEMBERS), NULL, &link), CHAIN_FORGED);
}

static void
test_no_shorter_line_is_a_record(void **state)
{
	struct span s = line_of(NULL, 7, MEMBERS);
	size_t n;

	(void)state;
	for (n = 0; n < s.len; n++)
		assert_int_equal(state_of(span_sub(s, 0, n)), CHAIN_NOT);
}

static void
test_a_number_has_one_way_to_be_written(void **state)
{
	char text[4096];
	struct span s = line_of(NULL, 7, MEMBERS);
	int n = snprintf(text, sizeof text, "{\"seq\":0%.*s",
	    (int)(s.len - 7), s.ptr + 7);

	(void)state;
	assert_int_equal(state_of((struct span){ text, (size_t)n }),
	    CHAIN_NOT);
}

static void
test_a_hash_in_capitals_is_another_line(void **state)
{
	struct span s = line_of(NULL, 7, MEMBERS);
	char *p = (char *)s.ptr + s.len - 3;

	(void)state;
	while (*p < 'a')
		p--;
	*p = (char)(*p - 'a' + 'A');
	assert_int_equal(state_of(s), CHAIN_NOT);
}

static void
test_members_are_found_by_name(void **state)
{
	struct span s = line_of(NULL, 7, MEMBERS);
	uint64_t bytes;

	(void)state;
	assert_true(chain_is(s, "torn"));
	assert_false(chain_is(s, "tor"));
	assert_true(chain_number(s, "bytes", &bytes));
	assert_int_equal(bytes, 12);
	assert_true(span_eq(chain_member(s, "sum"), SPAN("ab")));
	assert_null(chain_member(s, "what").ptr);
	assert_false(chain_number(s, "sum", &bytes));
}

static void
test_a_member_inside_a_text_is_none(void **state)
{
	struct span s = line_of(NULL, 7,
	    "\"time\":\"t\",\"user\":\",\\\"type\\\":\\\"torn\"");

	(void)state;
	assert_null(chain_member(s, "type").ptr);
}

static void
test_a_key_is_told_by_its_name(void **state)
{
	struct seal_key a = { { 1 } }, b = { { 2 } };
	char ida[17], idb[17], none[17];

	(void)state;
	audit_key_id(&a, ida);
	audit_key_id(&b, idb);
	audit_key_id(NULL, none);
	assert_string_not_equal(ida, idb);
	assert_string_equal(none, "none");
	assert_int_equal(strlen(ida), 16);
}

static void
test_a_number_one_past_the_largest_is_none(void **state)
{
	struct span s = SPAN("18446744073709551616");
	uint64_t v;

	(void)state;
	assert_false(take_number(&s, &v));
}

/* The beginning of a line, with nothing to be read behind it. */
static void
test_what_is_shorter_than_the_end_of_a_line_is_none(void **state)
{
	struct span line = line_of(NULL, 7, MEMBERS);
	struct cliff c = cliff_new(TAIL_LEN);
	size_t n;

	(void)state;
	for (n = 0; n < TAIL_LEN; n++)
		assert_int_equal(
		    state_of(cliff_copy(c, span_sub(line, 0, n))), CHAIN_NOT);
	cliff_gone(c);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_sealed_line_is_good),
		cmocka_unit_test(test_the_largest_number_is_a_number),
		cmocka_unit_test(test_another_key_makes_another_hash),
		cmocka_unit_test(test_no_shorter_line_is_a_record),
		cmocka_unit_test(test_a_number_has_one_way_to_be_written),
		cmocka_unit_test(test_a_hash_in_capitals_is_another_line),
		cmocka_unit_test(test_members_are_found_by_name),
		cmocka_unit_test(test_a_member_inside_a_text_is_none),
		cmocka_unit_test(test_a_key_is_told_by_its_name),
		cmocka_unit_test(test_a_number_one_past_the_largest_is_none),
		cmocka_unit_test(
		    test_what_is_shorter_than_the_end_of_a_line_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
