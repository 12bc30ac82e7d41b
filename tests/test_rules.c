#include "../scanner/rules.c" /* statics included on purpose */
#include "table.h"

/* A rule with every key; the `when` line is the one to vary. */
#define RULE_BUT_WHEN(id)                                                      \
	"  - id: " id "\n"                                                     \
	"    title: {ja: 題, en: title}\n"                                    \
	"    severity: high\n"                                                 \
	"    basis: test\n"                                                    \
	"    within: sentence\n"                                               \
	"    why: {ja: 訳, en: reason}\n"                                     \
	"    advice: {ja: 助, en: advice}\n"                                  \
	"    examples: {hit: [\"x\"]}\n"
#define RULE(id, when) RULE_BUT_WHEN(id) "    when: " when "\n"
#define PATTERN(id, match)                                                     \
	"  - id: " id "\n"                                                     \
	"    class: age\n"                                                     \
	"    match: '" match "'\n"                                             \
	"    examples: {hit: [\"x\"]}\n"

static int
load(struct rules *rs, struct span yaml, struct shuhi_error *err)
{
	struct folder dir = folder_new();
	int rc;

	folder_put(dir, "r.yaml", yaml);
	rc = rules_add_folder(rs, dir.path, table, err);
	folder_gone(dir);
	return rc;
}

static struct rules
loaded(struct span first, struct span second)
{
	struct rules rs = { 0 };
	struct shuhi_error err = { 0 };

	if (load(&rs, first, &err) != 0 || load(&rs, second, &err) != 0)
		fail_msg("%u:%u: %s (%s)", err.line, err.column, err.message,
		    err.hint);
	return rs;
}

struct mistake {
	const char *yaml;
	uint32_t line, column;
	const char *message;
};

static void
expect_refused(const struct mistake *m)
{
	struct rules rs = { 0 };
	struct shuhi_error err = { 0 };

	assert_int_equal(load(&rs, span_of(m->yaml), &err), -1);
	assert_int_equal(err.code, SHUHI_E_RULES);
	if (strcmp(err.message, m->message) != 0 || err.line != m->line ||
	    err.column != m->column)
		fail_msg("%s\nwant %u:%u: %s\ngot  %u:%u: %s", m->yaml, m->line,
		    m->column, m->message, err.line, err.column, err.message);
	assert_non_null(strstr(err.where, "/r.yaml"));
	rules_free(&rs);
}

static void
test_mistakes_are_told_by_line_and_column(void **state)
{
	static const struct mistake mistakes[] = {
		{ "- a\n", 1, 1, "want a map of keys here" },
		{ "text\n", 1, 1, "want a map of keys here" },
		{ "rule: []\n", 1, 1, "unknown key" },
		{ "rules: {}\n", 1, 8, "want a list here" },
		{ "rules: x\n", 1, 8, "want a list here" },
		{ "patterns: x\n", 1, 11, "want a list here" },
		{ "sets: []\n", 1, 7, "want a map of keys here" },
		{ "sets:\n  a: diseas\n", 2, 6, "no such class or set" },
		{ "sets:\n  a: disease | diseas\n", 2, 16,
		    "no such class or set" },
		{ "sets:\n  a: [disease]\n", 2, 6, "want a text here" },
		{ "rules:\n  - x\n", 2, 5, "want a map of keys here" },
		{ "rules:\n  - severity: low\n", 2, 5, "a key is missing" },
		{ "rules:\n  - id: [x]\n", 2, 9, "want a text here" },
		{ "rules:\n  - id: x\n    wen: disease\n", 3, 5,
		    "unknown key" },
		{ "rules:\n  - id: x\n    title: x\n", 3, 12,
		    "want Japanese and English" },
		{ "rules:\n  - id: x\n", 2, 5, "want Japanese and English" },
		{ "rules:\n  - id: x\n    title: {ja: a}\n", 3, 12,
		    "a key is missing" },
		{ "rules:\n  - id: x\n    title: {ja: a, en: b}\n"
		  "    severity: hi\n",
		    4, 15, "no such severity" },
		{ "rules:\n  - id: x\n    title: {ja: a, en: b}\n"
		  "    severity: low\n    basis: t\n    within: 0\n",
		    6, 13, "no such scope" },
		{ "rules:\n  - id: x\n    title: {ja: a, en: b}\n"
		  "    severity: low\n    basis: t\n    within: line\n",
		    6, 13, "no such scope" },
		{ "rules:\n  - id: x\n    title: {ja: a, en: b}\n"
		  "    severity: low\n    basis: t\n    within: 10001\n",
		    6, 13, "no such scope" },
		{ "rules:\n  - id: x\n    revision: -1\n", 3, 15,
		    "want a whole number" },
		{ "rules:\n" RULE("x", "diseas"), 10, 11,
		    "no such class or set" },
		{ "rules:\n" RULE("x", "disease and diseas"), 10, 23,
		    "no such class or set" },
		{ "rules:\n" RULE("x", "(disease"), 10, 19,
		    "a sign is missing here" },
		{ "rules:\n" RULE("x", "disease or $nothing"), 10, 22,
		    "no such class or set" },
		{ "rules:\n" RULE("x", "'disease and diseas'"), 10, 24,
		    "no such class or set" },
		{ "rules:\n" RULE("x", ">\n      disease and\n      diseas"),
		    12, 7, "no such class or set" },
		{ "\xef\xbb\xbfrules:\n" RULE("x", "diseas"), 10, 11,
		    "no such class or set" },
		{ "# 患者\nsets:\n  a: disease | diseas\n", 3, 16,
		    "no such class or set" },
		{ "rules:\n" RULE("x", "person.name"), 10, 11,
		    "nothing can start this rule" },
		{ "rules:\n" RULE("x", "disease or sex"), 10, 11,
		    "nothing can start this rule" },
		{ "rules:\n" RULE("x", "not disease"), 10, 11,
		    "nothing can start this rule" },
		{ "rules:\n" RULE_BUT_WHEN("x"), 2, 5, "a key is missing" },
		{ "rules:\n" RULE("x", "disease") RULE("x", "drug"), 11, 9,
		    "the same id twice in one folder" },
		{ "rules:\n" RULE("x", "disease") "    when: drug\n", 11, 5,
		    "the same key twice" },
		{ "rules: []\nrules: []\n", 2, 1, "the same key twice" },
		{ "sets:\n  a: disease\n  a: drug\n", 3, 3,
		    "the same key twice" },
		{ "rules:\n  - id: x\n    title: {ja: a, en: b, en: c}\n", 3,
		    27, "the same key twice" },
		{ "rules:\n  - {id: x, disabled: yes}\n", 2, 23,
		    "want true or false" },
		{ "patterns:\n  - {id: x, disabled: maybe}\n", 2, 23,
		    "want true or false" },
		{ "rules:\n  - {id: x, fallback: 1}\n", 2, 23,
		    "want true or false" },
		{ "rules:\n  - id: \"\"\n", 2, 9, "not an id" },
		{ "rules:\n  - id: \"a b\\n\\e[31m\"\n", 2, 9, "not an id" },
		{ "patterns:\n  - id: 旅券\n", 2, 9, "not an id" },
		{ "rules:\n  - id: \"a\\0b\"\n", 2, 9, "a NUL in a text" },
		{ "patterns:\n  - id: p\n", 2, 5, "no such class" },
		{ "patterns:\n  - id: p\n    class: agee\n", 3, 12,
		    "no such class" },
		{ "patterns:\n  - id: p\n    class: age\n", 2, 5,
		    "a key is missing" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n"
		  "    edge: word\n",
		    5, 11, "no such edge" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n"
		  "    near: english\n",
		    5, 11, "near what?" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n"
		  "    value_after: ['=']\n",
		    5, 18, "want a text here" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n"
		  "    labels: x\n",
		    5, 13, "want a list here" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n"
		  "    confidence: 101\n",
		    5, 17, "want a whole number" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n", 2, 5,
		    "examples are missing" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n"
		  "    examples: {hit: []}\n",
		    5, 15, "no example to hit" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n"
		  "    examples: {hits: [x]}\n",
		    5, 16, "unknown key" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n"
		  "    examples: {hit: x}\n",
		    5, 21, "want a list here" },
		{ "patterns:\n  - id: p\n    class: age\n    match: x\n"
		  "    check: isbn\n    examples: {hit: [x]}\n",
		    5, 12, "no such check" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
		expect_refused(&mistakes[i]);
}

static void
test_an_empty_file_is_no_mistake(void **state)
{
	struct rules rs = loaded(SPAN(""), SPAN("# only words\n"));

	(void)state;
	assert_int_equal(rs.nrules, 0);
	rules_free(&rs);
}

static void
test_a_later_rule_of_the_same_id_wins(void **state)
{
	struct rules rs = loaded(SPAN("rules:\n" RULE("x", "disease")),
	    SPAN("rules:\n" RULE("x", "drug")));

	(void)state;
	assert_int_equal(rs.nrules, 1);
	assert_string_equal(rs.rule[0].when, "drug");
	rules_free(&rs);
}

static void
test_a_disabled_rule_is_gone(void **state)
{
	struct rules rs =
	    loaded(SPAN("rules:\n" RULE("x", "disease") RULE("y", "drug")),
	        SPAN("rules:\n  - {id: x, disabled: true}\n"));

	(void)state;
	assert_int_equal(rs.nrules, 1);
	assert_string_equal(rs.rule[0].id, "y");
	rules_free(&rs);
}

static void
test_the_only_rule_may_be_disabled(void **state)
{
	struct rules rs = loaded(SPAN("rules:\n" RULE("x", "disease")),
	    SPAN("rules:\n  - {id: x, disabled: true}\n"));

	(void)state;
	assert_int_equal(rs.nrules, 0);
	rules_free(&rs);
}

static void
expect_second_refused(
    struct span first, struct span second, const char *message, const char *hint)
{
	struct rules rs = { 0 };
	struct shuhi_error err = { 0 };

	assert_int_equal(load(&rs, first, &err), 0);
	assert_int_equal(load(&rs, second, &err), -1);
	assert_string_equal(err.message, message);
	assert_string_equal(err.hint, hint);
	assert_int_equal(err.line, 2);
	assert_int_equal(err.column, 10);
	rules_free(&rs);
}

static void
test_disabling_a_rule_that_is_not_there_tells_the_nearest(void **state)
{
	(void)state;
	expect_second_refused(SPAN("rules:\n" RULE("name-ill", "disease")),
	    SPAN("rules:\n  - {id: name-il, disabled: true}\n"),
	    "there is nothing of this id to disable",
	    "did you mean `name-ill`?");
}

static void
test_disabling_a_pattern_that_is_not_there_is_refused(void **state)
{
	(void)state;
	expect_second_refused(SPAN("patterns:\n" PATTERN("p", "a")),
	    SPAN("patterns:\n  - {id: passport, disabled: true}\n"),
	    "there is nothing of this id to disable", "take it out");
}

static void
test_a_disabled_rule_may_come_back(void **state)
{
	struct rules rs = loaded(SPAN("rules:\n" RULE("x", "disease")),
	    SPAN("rules:\n  - {id: x, disabled: true}\n"));
	struct shuhi_error err;

	(void)state;
	assert_int_equal(
	    load(&rs, SPAN("rules:\n" RULE("x", "drug")), &err), 0);
	assert_int_equal(rs.nrules, 1);
	rules_free(&rs);
}

static void
test_a_rule_that_is_not_disabled_stays(void **state)
{
	struct rules rs = loaded(
	    SPAN("rules:\n" RULE("x", "disease") "    disabled: false\n"),
	    SPAN(""));

	(void)state;
	assert_int_equal(rs.nrules, 1);
	rules_free(&rs);
}

static void
test_an_id_may_be_that_of_a_rule_and_of_a_pattern(void **state)
{
	struct rules rs = loaded(
	    SPAN("rules:\n" RULE("x", "disease") "patterns:\n" PATTERN(
	        "x", "a")),
	    SPAN(""));

	(void)state;
	assert_int_equal(rs.nrules, 1);
	rules_free(&rs);
}

static void
test_the_same_id_in_two_files_of_a_folder_is_told_with_both_places(void **state)
{
	struct folder dir = folder_new();
	struct rules rs = { 0 };
	struct shuhi_error err = { 0 };

	(void)state;
	folder_put(dir, "a.yaml", SPAN("rules:\n" RULE("x", "disease")));
	folder_put(dir, "b.yaml", SPAN("rules:\n" RULE("x", "drug")));
	assert_int_equal(rules_add_folder(&rs, dir.path, table, &err), -1);
	assert_non_null(strstr(err.where, "/b.yaml"));
	assert_non_null(strstr(err.hint, "/a.yaml:2"));
	rules_free(&rs);
	folder_gone(dir);
}

/* An id of n letters. */
static int
load_id(size_t n)
{
	struct rules rs = { 0 };
	struct shuhi_error err = { 0 };
	char yaml[256];
	int rc;

	snprintf(yaml, sizeof yaml, "patterns:\n" PATTERN("%.*s", "a"),
	    (int)n,
	    "0123456789abcdefghijklmnopqrstuvwxyz.-"
	    "0123456789abcdefghijklmnopqrstuvwxyz.-");
	rc = load(&rs, span_of(yaml), &err);
	rules_free(&rs);
	return rc;
}

static void
test_an_id_of_just_the_limit_is_taken(void **state)
{
	(void)state;
	assert_int_equal(load_id(LIMIT_ID), 0);
}

static void
test_an_id_one_past_the_limit_is_refused(void **state)
{
	(void)state;
	assert_int_equal(load_id(LIMIT_ID + 1), -1);
}

static void
expect_folder_refused(const char *name, const char *message, const char *hint)
{
	struct folder dir = folder_new();
	struct rules rs = { 0 };
	struct shuhi_error err = { 0 };

	folder_put(dir, name, SPAN("rules: []\n"));
	assert_int_equal(rules_add_folder(&rs, dir.path, table, &err), -1);
	assert_string_equal(err.message, message);
	assert_non_null(strstr(err.hint, hint));
	rules_free(&rs);
	folder_gone(dir);
}

static void
test_a_folder_without_rules_is_refused_with_what_is_in_it(void **state)
{
	(void)state;
	expect_folder_refused(
	    "h.txt", "nothing in this folder is read", "there are: h.txt");
}

static void
test_a_folder_that_waits_for_its_first_rule_is_fine(void **state)
{
	struct folder dir = folder_new();
	struct rules rs = { 0 };
	struct shuhi_error err = { 0 };

	(void)state;
	assert_int_equal(rules_add_folder(&rs, dir.path, table, &err), 0);
	rules_free(&rs);
	folder_gone(dir);
}

static void
test_a_rule_file_of_another_suffix_is_not_passed_over(void **state)
{
	(void)state;
	expect_folder_refused("x.yml", "would not be read", "name it *.yaml");
	expect_folder_refused("x.YAML", "would not be read", "name it *.yaml");
}

static void
test_a_later_pattern_of_the_same_id_wins(void **state)
{
	struct rules rs = loaded(SPAN("patterns:\n" PATTERN("p", "a")),
	    SPAN("patterns:\n" PATTERN("p", "b")));

	(void)state;
	assert_int_equal(rs.npatterns, 1);
	assert_true(span_eq(rs.pattern[0].match, SPAN("b")));
	rules_free(&rs);
}

static void
test_a_disabled_pattern_is_gone(void **state)
{
	struct rules rs =
	    loaded(SPAN("patterns:\n" PATTERN("p", "a") PATTERN("q", "b")),
	        SPAN("patterns:\n  - {id: p, disabled: true}\n"));

	(void)state;
	assert_int_equal(rs.npatterns, 1);
	assert_string_equal(rs.pattern[0].id, "q");
	rules_free(&rs);
}

static void
test_labels_are_folded(void **state)
{
	struct rules rs = loaded(
	    SPAN("patterns:\n" PATTERN("p", "a") "    labels: [ＩＤ, ｶﾙﾃ]\n"),
	    SPAN(""));

	(void)state;
	assert_string_equal(rs.pattern[0].labels[0], "id");
	assert_string_equal(rs.pattern[0].labels[1], "カルテ");
	assert_null(rs.pattern[0].labels[2]);
	rules_free(&rs);
}

static void
test_a_set_may_use_a_set_of_an_earlier_file(void **state)
{
	struct rules rs = loaded(SPAN("sets:\n  a: disease\n"),
	    SPAN("sets:\n  b: $a | drug\nrules:\n" RULE("x", "$b")));

	(void)state;
	assert_int_equal(rs.nrules, 1);
	rules_free(&rs);
}

static void
test_tags_are_joined_by_commas(void **state)
{
	struct rules rs =
	    loaded(SPAN("rules:\n" RULE("x", "disease") "    tags: [a, b]\n"),
	        SPAN(""));

	(void)state;
	assert_string_equal(rs.rule[0].tags, "a,b");
	rules_free(&rs);
}

static void
test_the_digest_sees_every_byte_of_the_files(void **state)
{
	struct rules a = loaded(SPAN("# a\n"), SPAN("")),
	             b = loaded(SPAN("# b\n"), SPAN(""));
	struct digester *da = digester_new(), *db = digester_new();
	struct digest x, y;

	(void)state;
	assert_non_null(da);
	assert_non_null(db);
	rules_digest(&a, da);
	rules_digest(&b, db);
	digester_end(da, &x);
	digester_end(db, &y);
	assert_false(digest_eq(&x, &y));
	rules_free(&a);
	rules_free(&b);
}

static void
expect_many(size_t n, int want)
{
	struct rules rs = { 0 };
	struct shuhi_error err = { 0 };
	size_t room = n * 512 + 64;
	char *yaml = malloc(room), *p = yaml, *end = yaml + room;
	size_t i;

	assert_non_null(yaml);
	p += snprintf(p, (size_t)(end - p), "rules:\n");
	for (i = 0; i < n; i++)
		p += snprintf(p, (size_t)(end - p), RULE("x%zu", "disease"), i);
	assert_int_equal(
	    load(&rs, (struct span){ yaml, (size_t)(p - yaml) }, &err), want);
	free(yaml);
	rules_free(&rs);
}

static void
test_rules_of_just_the_limit_are_taken(void **state)
{
	(void)state;
	expect_many(LIMIT_RULES, 0);
}

static void
test_rules_one_past_the_limit_are_refused(void **state)
{
	(void)state;
	expect_many(LIMIT_RULES + 1, -1);
}

/* ---- what only proving or compiling sees ------------------------------------------ */

static int
open_with(const char *extra, struct shuhi_error *err)
{
	struct small small = small_new();
	struct shuhi_config config = small_config(&small);
	const char *folders[] = { small.extra };
	struct shuhi_scanner *s = NULL;
	int rc;

	folder_put(small.root, "extra/e.yaml", span_of(extra));
	config.extra_rules = folders;
	config.nextra_rules = 1;
	rc = shuhi_scanner_open(&config, &s, err);
	shuhi_scanner_unref(s);
	small_gone(small);
	return rc;
}

static void
expect_open_refused(const struct mistake *m)
{
	struct shuhi_error err = { 0 };

	assert_int_equal(open_with(m->yaml, &err), -1);
	assert_int_equal(err.code, SHUHI_E_RULES);
	assert_string_equal(err.message, m->message);
	assert_int_equal(err.line, m->line);
	assert_int_equal(err.column, m->column);
	assert_non_null(strstr(err.where, "/extra/e.yaml"));
}

static void
test_an_example_that_is_not_hit_is_told(void **state)
{
	(void)state;
	expect_open_refused(
	    &(struct mistake){ "rules:\n" SMALL_RULE("z", "low", "document",
	                           "event.surgery", "何もない"),
	        11, 22, "the rule does not hit this example" });
}

static void
test_an_example_that_should_be_missed_is_told(void **state)
{
	(void)state;
	expect_open_refused(&(struct mistake){
	    "rules:\n  - id: z\n    title: {ja: 題, en: title}\n"
	    "    severity: low\n    basis: t\n    within: document\n"
	    "    when: disease\n    why: {ja: 訳, en: reason}\n"
	    "    advice: {ja: 助, en: advice}\n"
	    "    examples: {hit: [肺炎], miss: [やあ, 肺炎の話]}\n",
	    10, 38, "the rule hits what it should miss" });
}

static void
test_a_pattern_that_misses_its_example_is_told(void **state)
{
	(void)state;
	expect_open_refused(&(struct mistake){
	    "patterns:\n" SMALL_PATTERN("q", "age", "[0-9]{3}y", "", "12y"), 5,
	    22, "the pattern does not hit this example" });
}

static void
test_a_pattern_that_hits_what_it_should_miss_is_told(void **state)
{
	(void)state;
	expect_open_refused(&(struct mistake){
	    "patterns:\n  - id: q\n    class: age\n    match: '1y'\n"
	    "    edge: none\n    examples: {hit: [1y], miss: [x1yz]}\n",
	    6, 34, "the pattern hits what it should miss" });
}

static void
test_an_expression_that_hyperscan_refuses_is_told(void **state)
{
	(void)state;
	expect_open_refused(&(struct mistake){
	    "patterns:\n" SMALL_PATTERN("q", "age", "(?<=x)[0-9]", "", "12y"),
	    4, 12, "Hyperscan refuses this expression" });
}

static void
test_an_expression_with_an_open_bracket_is_told(void **state)
{
	(void)state;
	expect_open_refused(&(struct mistake){
	    "patterns:\n" SMALL_PATTERN("q", "age", "[0-9", "", "12y"), 4, 12,
	    "Hyperscan refuses this expression" });
}

static void
test_an_expression_that_matches_nothing_at_all_is_told(void **state)
{
	(void)state;
	expect_open_refused(&(struct mistake){
	    "patterns:\n" SMALL_PATTERN("q", "age", "x*", "", "12y"), 4, 12,
	    "Hyperscan refuses this expression" });
}

static void
test_a_hospital_may_switch_a_rule_off(void **state)
{
	struct shuhi_error err = { 0 };

	(void)state;
	assert_int_equal(
	    open_with("rules:\n  - {id: number, disabled: true}\n", &err), 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mistakes_are_told_by_line_and_column),
		cmocka_unit_test(test_an_empty_file_is_no_mistake),
		cmocka_unit_test(test_a_later_rule_of_the_same_id_wins),
		cmocka_unit_test(test_a_disabled_rule_is_gone),
		cmocka_unit_test(test_the_only_rule_may_be_disabled),
		cmocka_unit_test(
		    test_disabling_a_rule_that_is_not_there_tells_the_nearest),
		cmocka_unit_test(
		    test_disabling_a_pattern_that_is_not_there_is_refused),
		cmocka_unit_test(test_a_rule_that_is_not_disabled_stays),
		cmocka_unit_test(
		    test_an_id_may_be_that_of_a_rule_and_of_a_pattern),
		cmocka_unit_test(
		    test_the_same_id_in_two_files_of_a_folder_is_told_with_both_places),
		cmocka_unit_test(test_an_id_of_just_the_limit_is_taken),
		cmocka_unit_test(test_an_id_one_past_the_limit_is_refused),
		cmocka_unit_test(
		    test_a_folder_without_rules_is_refused_with_what_is_in_it),
		cmocka_unit_test(
		    test_a_folder_that_waits_for_its_first_rule_is_fine),
		cmocka_unit_test(
		    test_a_rule_file_of_another_suffix_is_not_passed_over),
		cmocka_unit_test(test_a_disabled_rule_may_come_back),
		cmocka_unit_test(test_a_later_pattern_of_the_same_id_wins),
		cmocka_unit_test(test_a_disabled_pattern_is_gone),
		cmocka_unit_test(test_labels_are_folded),
		cmocka_unit_test(test_a_set_may_use_a_set_of_an_earlier_file),
		cmocka_unit_test(test_tags_are_joined_by_commas),
		cmocka_unit_test(test_the_digest_sees_every_byte_of_the_files),
		cmocka_unit_test(test_rules_of_just_the_limit_are_taken),
		cmocka_unit_test(test_rules_one_past_the_limit_are_refused),
		cmocka_unit_test(test_an_example_that_is_not_hit_is_told),
		cmocka_unit_test(test_an_example_that_should_be_missed_is_told),
		cmocka_unit_test(
		    test_a_pattern_that_misses_its_example_is_told),
		cmocka_unit_test(
		    test_a_pattern_that_hits_what_it_should_miss_is_told),
		cmocka_unit_test(
		    test_an_expression_that_hyperscan_refuses_is_told),
		cmocka_unit_test(
		    test_an_expression_with_an_open_bracket_is_told),
		cmocka_unit_test(
		    test_an_expression_that_matches_nothing_at_all_is_told),
		cmocka_unit_test(test_a_hospital_may_switch_a_rule_off),
	};

	return cmocka_run_group_tests(tests, open_table, close_table);
}
