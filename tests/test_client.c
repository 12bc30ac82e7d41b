#include "../capture/client.c"
#include "help.h"

static void
assert_user(const char *value, const char *want)
{
	char user[LIMIT_PROXY_USER + 1];

	client_user(value, user);
	assert_string_equal(user, want);
}

static void
test_a_plain_name_is_taken_as_it_is(void **state)
{
	(void)state;
	assert_user("nurse", "nurse");
}

static void
test_a_name_in_base64_is_decoded(void **state)
{
	(void)state;
	assert_user("bnVyc2U=", "nurse");
}

static void
test_a_japanese_name_in_base64_is_decoded(void **state)
{
	(void)state;
	assert_user("55yL6K235birQQ==", "看護師A");
}

static void
test_a_plain_name_that_could_be_base64_stays_plain(void **state)
{
	(void)state;
	assert_user("user", "user"); /* decodes to ba c7 ab: no text */
}

static void
test_base64_with_loose_bits_is_a_plain_name(void **state)
{
	(void)state;
	assert_user("bnVyc2V=", "bnVyc2V=");
}

static void
test_who_vouched_for_a_name_is_cut_off(void **state)
{
	(void)state;
	assert_user("LDAP://nurse", "nurse");
}

static void
test_a_windows_domain_stays(void **state)
{
	(void)state;
	assert_user("V2luTlQ6Ly9XQVJEL251cnNl", "WARD/nurse");
}

static void
test_no_header_is_an_unknown_user(void **state)
{
	(void)state;
	assert_user(NULL, "");
}

static void
test_control_characters_are_no_name(void **state)
{
	(void)state;
	assert_user("nurse\x1b[31m", "");
}

static void
test_what_is_not_utf8_is_no_name(void **state)
{
	(void)state;
	assert_user("\xff\xfe", "");
}

static void
test_a_name_may_have_the_longest_length(void **state)
{
	char name[LIMIT_PROXY_USER + 1];

	(void)state;
	memset(name, '-', sizeof name - 1); /* no base64 */
	name[sizeof name - 1] = '\0';
	assert_user(name, name);
}

static void
test_a_longer_name_is_unknown(void **state)
{
	char name[LIMIT_PROXY_USER + 2];

	(void)state;
	memset(name, '-', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	assert_user(name, "");
}

static void
assert_address(const char *value, const char *want)
{
	char address[LIMIT_PROXY_ADDRESS + 1];

	client_address(value, address);
	assert_string_equal(address, want);
}

static void
test_addresses_are_taken(void **state)
{
	(void)state;
	assert_address("192.0.2.7", "192.0.2.7");
	assert_address("2001:db8::7", "2001:db8::7");
}

static void
test_anything_else_is_no_address(void **state)
{
	(void)state;
	assert_address("ward-3", "");
	assert_address("192.0.2.7 and more", "");
	assert_address(NULL, "");
}

static void
test_a_browser_wants_a_page(void **state)
{
	(void)state;
	assert_false(client_wants("text/html,application/xhtml+xml,"
	                          "application/xml;q=0.9,*/*;q=0.8",
	    NULL)
	                 .json);
}

static void
test_an_app_wants_json(void **state)
{
	(void)state;
	assert_true(
	    client_wants("application/json, text/plain, */*", NULL).json);
}

static void
test_who_likes_json_less_gets_a_page(void **state)
{
	(void)state;
	assert_false(
	    client_wants("application/json;q=0.5,text/html;q=0.9", NULL).json);
}

static void
test_who_says_nothing_gets_a_page_in_japanese(void **state)
{
	struct client_wants w = client_wants(NULL, NULL);

	(void)state;
	assert_false(w.json);
	assert_int_equal(w.lang, SHUHI_LANG_JA);
}

static void
test_english_is_for_who_prefers_it(void **state)
{
	(void)state;
	assert_int_equal(
	    client_wants(NULL, "en-US,en;q=0.9,ja;q=0.8").lang, SHUHI_LANG_EN);
	assert_int_equal(client_wants(NULL, "ja,en;q=0.8").lang, SHUHI_LANG_JA);
}

static void
assert_target(const char *url, const char *host_header, const char *host,
    const char *path)
{
	struct client_target t;

	client_target(url, host_header, &t);
	assert_string_equal(t.host, host);
	assert_true(span_eq(t.path, span_of(path)));
}

static void
test_an_absolute_url_tells_the_host(void **state)
{
	(void)state;
	assert_target("https://X.com/i/api?q=1", "other", "x.com", "/i/api");
}

static void
test_user_port_and_final_dot_are_not_of_the_host(void **state)
{
	(void)state;
	assert_target("https://a:b@x.com.:8443/", NULL, "x.com", "/");
}

static void
test_an_address_in_brackets_is_a_host(void **state)
{
	(void)state;
	assert_target("http://[2001:db8::7]:80/a", NULL, "[2001:db8::7]", "/a");
}

static void
test_without_a_host_the_header_tells_it(void **state)
{
	(void)state;
	assert_target("/a/b?c", "X.com:443", "x.com", "/a/b");
}

static void
test_a_url_inside_the_query_is_not_the_host(void **state)
{
	(void)state;
	assert_target(
	    "/go?to=https://evil.example.jp/", "x.com", "x.com", "/go");
}

static void
test_a_tunnel_has_a_host_and_no_path(void **state)
{
	(void)state;
	assert_target("x.com:443", NULL, "x.com", "");
}

static void
test_no_host_at_all_is_none(void **state)
{
	(void)state;
	assert_target("/a", NULL, "", "/a");
}

static void
test_a_host_one_too_long_is_none(void **state)
{
	char url[LIMIT_PROXY_HOST + 32] = "http://";
	struct client_target t;

	(void)state;
	memset(url + 7, 'a', LIMIT_PROXY_HOST + 1);
	client_target(url, NULL, &t);
	assert_string_equal(t.host, "");
	url[7 + LIMIT_PROXY_HOST] = '\0';
	client_target(url, NULL, &t);
	assert_int_equal(strlen(t.host), LIMIT_PROXY_HOST);
}

static void
test_the_longest_address_is_taken(void **state)
{
	static const char longest[] =
	    "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255";
	char out[LIMIT_PROXY_ADDRESS + 1];

	(void)state;
	assert_int_equal(strlen(longest), LIMIT_PROXY_ADDRESS);
	client_address(longest, out);
	assert_string_equal(out, longest);
}

/* As browsers do: all before the last @ is who asks. */
static void
test_a_host_stands_behind_the_last_of_several_ats(void **state)
{
	struct client_target t;

	(void)state;
	client_target("https://a@w.example.jp@x.com/post", NULL, &t);
	assert_string_equal(t.host, "x.com");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_plain_name_is_taken_as_it_is),
		cmocka_unit_test(test_a_name_in_base64_is_decoded),
		cmocka_unit_test(test_a_japanese_name_in_base64_is_decoded),
		cmocka_unit_test(
		    test_a_plain_name_that_could_be_base64_stays_plain),
		cmocka_unit_test(test_base64_with_loose_bits_is_a_plain_name),
		cmocka_unit_test(test_who_vouched_for_a_name_is_cut_off),
		cmocka_unit_test(test_a_windows_domain_stays),
		cmocka_unit_test(test_no_header_is_an_unknown_user),
		cmocka_unit_test(test_control_characters_are_no_name),
		cmocka_unit_test(test_what_is_not_utf8_is_no_name),
		cmocka_unit_test(test_a_name_may_have_the_longest_length),
		cmocka_unit_test(test_a_longer_name_is_unknown),
		cmocka_unit_test(test_addresses_are_taken),
		cmocka_unit_test(test_anything_else_is_no_address),
		cmocka_unit_test(test_a_browser_wants_a_page),
		cmocka_unit_test(test_an_app_wants_json),
		cmocka_unit_test(test_who_likes_json_less_gets_a_page),
		cmocka_unit_test(test_who_says_nothing_gets_a_page_in_japanese),
		cmocka_unit_test(test_english_is_for_who_prefers_it),
		cmocka_unit_test(test_an_absolute_url_tells_the_host),
		cmocka_unit_test(
		    test_user_port_and_final_dot_are_not_of_the_host),
		cmocka_unit_test(test_an_address_in_brackets_is_a_host),
		cmocka_unit_test(test_without_a_host_the_header_tells_it),
		cmocka_unit_test(test_a_url_inside_the_query_is_not_the_host),
		cmocka_unit_test(test_a_tunnel_has_a_host_and_no_path),
		cmocka_unit_test(test_no_host_at_all_is_none),
		cmocka_unit_test(test_a_host_one_too_long_is_none),
		cmocka_unit_test(test_the_longest_address_is_taken),
		cmocka_unit_test(
		    test_a_host_stands_behind_the_last_of_several_ats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
