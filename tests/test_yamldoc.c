#include "../scanner/yamldoc.c" /* statics included on purpose */
#include "dir.h"

static struct yamldoc *
loaded(struct span yaml)
{
	struct yamldoc *y = NULL;
	struct shuhi_error err = { 0 };

	folder_put(dir, "x.yaml", yaml);
	if (yamldoc_load(folder_file(dir, "x.yaml"), &y, &err) != 0)
		fail_msg("%u:%u: %s (%s)", err.line, err.column, err.message,
		    err.hint);
	return y;
}

static void
expect_refused(struct span yaml, uint32_t line, const char *message)
{
	struct yamldoc *y = NULL;
	struct shuhi_error err = { 0 };

	folder_put(dir, "x.yaml", yaml);
	assert_int_equal(
	    yamldoc_load(folder_file(dir, "x.yaml"), &y, &err), -1);
	assert_null(y);
	assert_int_equal(err.code, SHUHI_E_RULES);
	assert_string_equal(err.message, message);
	assert_int_equal(err.line, line);
	assert_true(err.column > 0);
}

static void
test_an_empty_file_has_no_root(void **state)
{
	struct yamldoc *y = loaded(SPAN(""));

	(void)state;
	assert_int_equal(ynode_kind(yamldoc_root(y)), YNODE_NONE);
	yamldoc_free(y);
}

static void
test_a_file_of_comments_has_no_root(void **state)
{
	struct yamldoc *y = loaded(SPAN("# nothing\n"));

	(void)state;
	assert_int_equal(ynode_kind(yamldoc_root(y)), YNODE_NONE);
	yamldoc_free(y);
}

static void
test_keys_and_items_are_found(void **state)
{
	struct yamldoc *y = loaded(SPAN("a: 1\nb: [x, 山, z]\n"));
	struct ynode list = ynode_get(yamldoc_root(y), "b");

	(void)state;
	assert_int_equal(ynode_kind(list), YNODE_LIST);
	assert_int_equal(ynode_count(list), 3);
	assert_true(span_eq(ynode_text(ynode_item(list, 1)), SPAN("山")));
	yamldoc_free(y);
}

static void
test_a_missing_key_is_none(void **state)
{
	struct yamldoc *y = loaded(SPAN("a: 1\n"));

	(void)state;
	assert_int_equal(
	    ynode_kind(ynode_get(yamldoc_root(y), "b")), YNODE_NONE);
	yamldoc_free(y);
}

static void
test_lines_and_columns_count_from_one(void **state)
{
	struct yamldoc *y = loaded(SPAN("# head\na:\n  山: 川\n"));
	struct ynode inner = ynode_get(ynode_get(yamldoc_root(y), "a"), "山");

	(void)state;
	assert_int_equal(ynode_line(inner), 3);
	assert_int_equal(ynode_column(inner), 6);
	yamldoc_free(y);
}

static void
test_a_scalar_may_hold_a_nul(void **state)
{
	struct yamldoc *y = loaded(SPAN("a: \"x\\0y\"\n"));

	(void)state;
	assert_int_equal(ynode_text(ynode_get(yamldoc_root(y), "a")).len, 3);
	yamldoc_free(y);
}

static void
test_an_alias_is_refused(void **state)
{
	(void)state;
	expect_refused(
	    SPAN("a: &x 1\nb: *x\n"), 2, "aliases (*name) are not taken");
}

static void
test_a_billion_laughs_are_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("a: &a [1,1,1,1]\nb: &b [*a,*a,*a,*a]\n"), 2,
	    "aliases (*name) are not taken");
}

static void
test_an_alias_to_itself_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("&a [ *a ]\n"), 1, "aliases (*name) are not taken");
}

static void
test_a_second_document_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("a: 1\n---\na: 2\n"), 2, "a second document");
}

static void
test_a_byte_that_is_no_text_is_told_with_its_line(void **state)
{
	(void)state;
	expect_refused(SPAN("a: 1\nb: 2\nc: \001\n"), 3, "not valid YAML");
}

static void
test_what_is_not_yaml_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("a: 1\nb: [x\n"), 3, "not valid YAML");
}

static void
test_a_tab_for_indentation_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("a:\n\tb: 1\n"), 2, "not valid YAML");
}

static void
test_broken_utf8_is_refused(void **state)
{
	struct yamldoc *y = NULL;
	struct shuhi_error err = { 0 };

	(void)state;
	folder_put(dir, "x.yaml", SPAN("a: \xff\n"));
	assert_int_equal(
	    yamldoc_load(folder_file(dir, "x.yaml"), &y, &err), -1);
	assert_int_equal(err.code, SHUHI_E_RULES);
}

static void
test_a_missing_file_is_told(void **state)
{
	struct yamldoc *y = NULL;
	struct shuhi_error err = { 0 };

	(void)state;
	assert_int_equal(yamldoc_load("/nonexistent", &y, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
}

/* [[[…]]] so many deep. */
static struct span
nested(size_t depth)
{
	static char text[4096];

	assert_true(2 * depth + 1 < sizeof text);
	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	text[2 * depth] = '\n';
	return (struct span){ text, 2 * depth + 1 };
}

static void
test_nesting_of_just_the_limit_is_taken(void **state)
{
	(void)state;
	yamldoc_free(loaded(nested(LIMIT_YAML_DEPTH + 1)));
}

static void
test_nesting_one_past_the_limit_is_refused(void **state)
{
	(void)state;
	expect_refused(nested(LIMIT_YAML_DEPTH + 2), 1, "nested too deeply");
}

static void
test_nesting_of_thousands_is_refused_without_a_crash(void **state)
{
	struct yamldoc *y = NULL;
	struct shuhi_error err = { 0 };
	size_t n = 200000;
	char *text = malloc(n);

	(void)state;
	assert_non_null(text);
	memset(text, '[', n);
	folder_put(dir, "x.yaml", (struct span){ text, n });
	free(text);
	assert_int_equal(
	    yamldoc_load(folder_file(dir, "x.yaml"), &y, &err), -1);
	assert_int_equal(err.code, SHUHI_E_RULES);
}

static void
test_nesting_in_a_key_is_refused(void **state)
{
	static char text[256];
	size_t n = LIMIT_YAML_DEPTH + 2;

	(void)state;
	text[0] = '?';
	text[1] = ' ';
	memset(text + 2, '[', n);
	memset(text + 2 + n, ']', n);
	memcpy(text + 2 + 2 * n, "\n: x\n", 5);
	expect_refused(
	    (struct span){ text, 2 * n + 7 }, 1, "nested too deeply");
}

/* A list of so many items on one line. */
static struct span
items(char *text, size_t n)
{
	char *p = text;
	size_t i;

	*p++ = '[';
	for (i = 0; i < n; i++)
		p = mempcpy(p, "1,", 2);
	p = mempcpy(p, "]\n", 2);
	return (struct span){ text, (size_t)(p - text) };
}

/* The stream, the document and the list begin and end: six events. */
static void
test_nodes_of_just_the_limit_are_taken(void **state)
{
	char *text = malloc(2 * LIMIT_YAML_NODES + 64);

	(void)state;
	assert_non_null(text);
	yamldoc_free(loaded(items(text, LIMIT_YAML_NODES - 6)));
	free(text);
}

static void
test_nodes_one_past_the_limit_are_refused(void **state)
{
	char *text = malloc(2 * LIMIT_YAML_NODES + 64);

	(void)state;
	assert_non_null(text);
	expect_refused(items(text, LIMIT_YAML_NODES - 5), 2, "too many nodes");
	free(text);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_empty_file_has_no_root),
		cmocka_unit_test(test_a_file_of_comments_has_no_root),
		cmocka_unit_test(test_keys_and_items_are_found),
		cmocka_unit_test(test_a_missing_key_is_none),
		cmocka_unit_test(test_lines_and_columns_count_from_one),
		cmocka_unit_test(test_a_scalar_may_hold_a_nul),
		cmocka_unit_test(test_an_alias_is_refused),
		cmocka_unit_test(test_a_billion_laughs_are_refused),
		cmocka_unit_test(test_an_alias_to_itself_is_refused),
		cmocka_unit_test(test_a_second_document_is_refused),
		cmocka_unit_test(test_a_byte_that_is_no_text_is_told_with_its_line),
		cmocka_unit_test(test_what_is_not_yaml_is_refused),
		cmocka_unit_test(test_a_tab_for_indentation_is_refused),
		cmocka_unit_test(test_broken_utf8_is_refused),
		cmocka_unit_test(test_a_missing_file_is_told),
		cmocka_unit_test(test_nesting_of_just_the_limit_is_taken),
		cmocka_unit_test(test_nesting_one_past_the_limit_is_refused),
		cmocka_unit_test(
		    test_nesting_of_thousands_is_refused_without_a_crash),
		cmocka_unit_test(test_nesting_in_a_key_is_refused),
		cmocka_unit_test(test_nodes_of_just_the_limit_are_taken),
		cmocka_unit_test(test_nodes_one_past_the_limit_are_refused),
	};

	return cmocka_run_group_tests(tests, open_dir, close_dir);
}
