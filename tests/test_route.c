#include "../capture/draft/route.c"

#include "help.h"

static struct routed
ask(const char *method, const char *path)
{
	return route_find(span_of(method), span_of(path));
}

static void
test_every_route_is_found_by_its_method_and_path(void **state)
{
	(void)state;
	assert_int_equal(ask("GET", "/").route, ROUTE_PAGE);
	assert_int_equal(ask("GET", "/assets/a.css").route, ROUTE_ASSET);
	assert_int_equal(ask("GET", "/api/v1/settings").route, ROUTE_SETTINGS);
	assert_int_equal(ask("POST", "/api/v1/check").route, ROUTE_CHECK);
	assert_int_equal(
	    ask("POST", "/api/v1/check-image").route, ROUTE_PICTURE);
	assert_int_equal(ask("GET", "/healthz").route, ROUTE_HEALTH);
	assert_int_equal(ask("GET", "/metrics").route, ROUTE_METRICS);
	assert_int_equal(ask("GET", "/login").route, ROUTE_LOGIN_PAGE);
	assert_int_equal(ask("POST", "/login").route, ROUTE_LOGIN);
	assert_int_equal(ask("POST", "/logout").route, ROUTE_LOGOUT);
}

static void
test_head_is_asked_as_get(void **state)
{
	(void)state;
	assert_int_equal(ask("HEAD", "/").route, ROUTE_PAGE);
	assert_int_equal(ask("HEAD", "/api/v1/check").route, ROUTE_NONE);
}

static void
test_another_method_is_told_which_would_do(void **state)
{
	(void)state;
	assert_int_equal(ask("PUT", "/api/v1/check").route, ROUTE_NONE);
	assert_string_equal(ask("GET", "/api/v1/check").allow, "POST");
	assert_string_equal(ask("POST", "/").allow, "GET, HEAD");
	assert_string_equal(ask("PUT", "/login").allow, "GET, HEAD, POST");
}

static void
test_methods_are_told_apart_by_case(void **state)
{
	(void)state;
	assert_int_equal(ask("post", "/api/v1/check").route, ROUTE_NONE);
}

static void
test_what_only_begins_like_a_path_is_no_path(void **state)
{
	(void)state;
	assert_null(ask("GET", "/api/v1/settings/").allow);
	assert_null(ask("GET", "/healthzz").allow);
	assert_null(ask("GET", "//").allow);
	assert_null(ask("GET", "").allow);
	assert_null(ask("POST", "/api/v1/chec").allow);
}

static void
test_an_asset_is_named_by_all_that_follows(void **state)
{
	struct routed to = ask("GET", "/assets/a/../b");

	(void)state;
	assert_true(span_eq(to.name, SPAN("a/../b")));
	assert_int_equal(ask("GET", "/assets/").name.len, 0);
}

static void
test_all_routes_have_a_name_for_metrics(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ROUTE_COUNT; i++)
		assert_true(strlen(route_name((enum route)i)) > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_route_is_found_by_its_method_and_path),
		cmocka_unit_test(test_head_is_asked_as_get),
		cmocka_unit_test(test_another_method_is_told_which_would_do),
		cmocka_unit_test(test_methods_are_told_apart_by_case),
		cmocka_unit_test(test_what_only_begins_like_a_path_is_no_path),
		cmocka_unit_test(test_an_asset_is_named_by_all_that_follows),
		cmocka_unit_test(test_all_routes_have_a_name_for_metrics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
