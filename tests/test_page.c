#include "../capture/proxy/page.c"
#include "help.h"

static const struct shuhi_entity entities[] = {
	{ .class_name = "person.name", .label = { "氏名", "name" }, .end = 6 },
	{ .class_name = "disease",
	    .label = { "病名", "disease" },
	    .start = 15,
	    .end = 21 },
};

static const struct shuhi_body_finding finding = {
	.field = "json:$.patient_tanaka",
	.finding = {
		.rule = "named-illness",
		.severity = SHUHI_SEVERITY_HIGH,
		.title = { "氏名と病気", "Name and illness" },
		.why = { "わけ", "because" },
		.advice = { "消す", "leave it out" },
		.entities = entities,
		.nentities = 2,
	},
};

static struct page
page_of(enum page_kind kind, bool json, enum shuhi_lang lang)
{
	return (struct page){
		.kind = kind,
		.wants = { .json = json, .lang = lang },
		.findings = &finding,
		.nfindings = 1,
		.contact = { "内線<0000>", "ext. \"0000\"" },
		.reference = "0123456789ab",
		.token = kind == PAGE_WARNING ? "T-1" : NULL,
		.least = 10,
	};
}

/* The page as a string; static. */
static const char *
made(struct page p)
{
	static struct buf b;

	buf_free(&b);
	page_put(&b, &p);
	buf_char(&b, '\0');
	assert_false(b.failed);
	return b.ptr;
}

static void
test_a_page_tells_what_why_and_what_instead(void **state)
{
	const char *t = made(page_of(PAGE_BLOCKED, false, SHUHI_LANG_JA));

	(void)state;
	assert_non_null(strstr(t, "送信を止めました"));
	assert_non_null(strstr(t, "氏名、病名"));
	assert_non_null(strstr(t, "わけ"));
	assert_non_null(strstr(t, "消す"));
}

static void
test_what_could_not_be_read_is_not_called_a_patients(void **state)
{
	static const unsigned causes[] = { SHUHI_CAUSE_ENCRYPTED };
	struct page p = page_of(PAGE_BLOCKED, false, SHUHI_LANG_JA);

	(void)state;
	p.nfindings = 0;
	p.causes = causes;
	p.ncauses = 1;
	assert_null(strstr(made(p), "患者さんの情報が院外へ"));
	assert_non_null(strstr(made(p), "確かめられなかった"));
}

static void
test_a_page_has_no_name_of_a_field(void **state)
{
	(void)state;
	assert_null(strstr(
	    made(page_of(PAGE_BLOCKED, false, SHUHI_LANG_JA)), "tanaka"));
	assert_null(
	    strstr(made(page_of(PAGE_BLOCKED, true, SHUHI_LANG_JA)), "tanaka"));
}

static void
test_what_the_administrator_wrote_is_escaped(void **state)
{
	(void)state;
	assert_non_null(
	    strstr(made(page_of(PAGE_BLOCKED, false, SHUHI_LANG_JA)),
	        "内線&lt;0000&gt;"));
	assert_non_null(strstr(made(page_of(PAGE_BLOCKED, true, SHUHI_LANG_EN)),
	    "ext. \\\"0000\\\""));
}

static void
test_only_a_warning_has_a_form(void **state)
{
	(void)state;
	assert_null(
	    strstr(made(page_of(PAGE_BLOCKED, false, SHUHI_LANG_JA)), "<form"));
	assert_non_null(
	    strstr(made(page_of(PAGE_WARNING, false, SHUHI_LANG_JA)),
	        "value=\"T-1\""));
}

static void
test_a_warning_without_a_token_has_no_form(void **state)
{
	struct page p = page_of(PAGE_WARNING, false, SHUHI_LANG_JA);

	(void)state;
	p.token = NULL;
	assert_null(strstr(made(p), "<form"));
}

static void
test_json_tells_classes_and_places(void **state)
{
	const char *t = made(page_of(PAGE_BLOCKED, true, SHUHI_LANG_EN));

	(void)state;
	assert_non_null(strstr(t, "\"action\":\"block\""));
	assert_non_null(
	    strstr(t, "{\"class\":\"disease\",\"start\":15,\"end\":21}"));
	assert_non_null(strstr(t, "\"reference\":\"0123456789ab\""));
}

static void
test_a_rule_is_told_once(void **state)
{
	const struct shuhi_body_finding twice[] = { finding, finding };
	struct page p = page_of(PAGE_BLOCKED, false, SHUHI_LANG_JA);
	const char *t;

	(void)state;
	p.findings = twice;
	p.nfindings = 2;
	t = strstr(made(p), "<h3>氏名と病気");
	assert_non_null(t);
	assert_null(strstr(t + 1, "<h3>氏名と病気"));
}

/* How many reasons a page with so many different rules tells. */
static size_t
reasons_of(size_t rules)
{
	static char names[LIMIT_PROXY_REASONS + 1][8];
	struct shuhi_body_finding many[LIMIT_PROXY_REASONS + 1];
	struct page p = page_of(PAGE_BLOCKED, false, SHUHI_LANG_JA);
	const char *t;
	size_t i, n = 0;

	for (i = 0; i < rules; i++) {
		snprintf(names[i], sizeof names[i], "r%zu", i);
		many[i] = finding;
		many[i].finding.rule = names[i];
	}
	p.findings = many;
	p.nfindings = rules;
	for (t = made(p); (t = strstr(t, "<li>")) != NULL; t++)
		n++;
	return n;
}

static void
test_a_page_has_so_many_reasons_and_no_more(void **state)
{
	(void)state;
	assert_int_equal(reasons_of(LIMIT_PROXY_REASONS), LIMIT_PROXY_REASONS);
	assert_int_equal(
	    reasons_of(LIMIT_PROXY_REASONS + 1), LIMIT_PROXY_REASONS);
}

static void
test_every_cause_has_words(void **state)
{
	unsigned c;

	(void)state;
	for (c = 0; c <= POLICY_CAUSE_COUNT; c++) {
		assert_non_null(page_cause(c)->what[SHUHI_LANG_JA]);
		assert_non_null(page_cause(c)->what[SHUHI_LANG_EN]);
		assert_non_null(page_cause(c)->advice[SHUHI_LANG_JA]);
		assert_non_null(page_cause(c)->advice[SHUHI_LANG_EN]);
	}
}

static void
test_every_refusal_has_words(void **state)
{
	struct page p = { .kind = PAGE_REFUSED };

	(void)state;
	for (p.refusal = PAGE_REFUSED_TOKEN; p.refusal <= PAGE_REFUSED_FAILED;
	     p.refusal++)
		assert_non_null(strstr(made(p), "<h1>"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_page_tells_what_why_and_what_instead),
		cmocka_unit_test(test_a_page_has_no_name_of_a_field),
		cmocka_unit_test(test_what_the_administrator_wrote_is_escaped),
		cmocka_unit_test(test_only_a_warning_has_a_form),
		cmocka_unit_test(test_a_warning_without_a_token_has_no_form),
		cmocka_unit_test(test_json_tells_classes_and_places),
		cmocka_unit_test(test_a_rule_is_told_once),
		cmocka_unit_test(test_a_page_has_so_many_reasons_and_no_more),
		cmocka_unit_test(
		    test_what_could_not_be_read_is_not_called_a_patients),
		cmocka_unit_test(test_every_cause_has_words),
		cmocka_unit_test(test_every_refusal_has_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
