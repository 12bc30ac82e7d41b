#include "../capture/draft/door.c"

#include "help.h"

static struct door
door(const char *listen)
{
	struct door d = { .tls = false };
	struct shuhi_error err = { 0 };

	if (door_parse(listen, &d, &err) != 0)
		fail_msg("%s: %s", listen, err.message);
	return d;
}

static void
assert_refused(const char *listen)
{
	struct door d = { .tls = false };
	struct shuhi_error err = { 0 };

	assert_int_equal(door_parse(listen, &d, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

/* ---- addresses ------------------------------------------------------------ */

static void
test_this_machines_own_addresses_are_known(void **state)
{
	(void)state;
	assert_true(door("127.0.0.1:8787").loopback);
	assert_true(door("127.9.9.9:1").loopback);
	assert_true(door("[::1]:65535").loopback);
}

static void
test_what_others_can_reach_is_known(void **state)
{
	(void)state;
	assert_false(door("192.0.2.7:443").loopback);
	assert_false(door("0.0.0.0:443").loopback);
	assert_false(door("[::]:443").loopback);
	assert_false(door("[2001:db8::1]:443").loopback);
	assert_false(door("[::ffff:127.0.0.1]:443").loopback);
}

static void
test_all_addresses_of_the_machine_are_known_as_that(void **state)
{
	(void)state;
	assert_true(door("0.0.0.0:443").every);
	assert_true(door("[::]:443").every);
	assert_false(door("192.0.2.7:443").every);
}

static void
test_what_is_no_address_is_refused(void **state)
{
	(void)state;
	assert_refused("");
	assert_refused("8787");
	assert_refused(":8787");
	assert_refused("127.0.0.1");
	assert_refused("127.0.0.1:");
	assert_refused("127.0.0.1:65536");
	assert_refused("127.0.0.1:-1");
	assert_refused("127.0.0.1:80 ");
	assert_refused("127.0.0.1:000080");
	assert_refused("localhost:8787");
	assert_refused("::1:8787");
	assert_refused("[::1:8787");
	assert_refused("[::1]8787");
	assert_refused("[127.0.0.1]:8787");
}

static void
test_a_free_port_is_told(void **state)
{
	struct door d = door("127.0.0.1:0");
	struct shuhi_error err = { 0 };
	int fd = -1;

	(void)state;
	assert_int_equal(door_open(&d, &fd, &err), 0);
	assert_int_not_equal(d.port, 0);
	close(fd);
}

static void
test_a_port_that_is_taken_is_told(void **state)
{
	struct door d = door("127.0.0.1:0"), again;
	struct shuhi_error err = { 0 };
	int fd = -1, other = -1;

	(void)state;
	assert_int_equal(door_open(&d, &fd, &err), 0);
	again = d;
	assert_int_equal(door_open(&again, &other, &err), -1);
	assert_string_equal(
	    err.message, "another program listens there already");
	close(fd);
}

static void
test_an_address_of_another_machine_is_told(void **state)
{
	struct door d = door("192.0.2.7:8787");
	struct shuhi_error err = { 0 };
	int fd = -1;

	(void)state;
	assert_int_equal(door_open(&d, &fd, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
}

/* ---- Host ----------------------------------------------------------------- */

static void
test_on_loopback_its_names_are_ours(void **state)
{
	struct door d = door("127.0.0.1:8787");

	(void)state;
	assert_true(door_host(&d, "127.0.0.1:8787"));
	assert_true(door_host(&d, "localhost:8787"));
	assert_true(door_host(&d, "LOCALHOST:8787"));
	assert_true(door_host(&d, "[::1]:8787"));
}

static void
test_elsewhere_the_names_of_loopback_are_not_ours(void **state)
{
	struct door d = door("192.0.2.7:8787");

	(void)state;
	assert_true(door_host(&d, "192.0.2.7:8787"));
	assert_false(door_host(&d, "127.0.0.1:8787"));
	assert_false(door_host(&d, "localhost:8787"));
}

static void
test_a_name_that_was_bound_anew_is_not_ours(void **state)
{
	struct door d = door("127.0.0.1:8787");

	(void)state;
	assert_false(door_host(&d, "evil.example:8787"));
	assert_false(door_host(&d, "127.0.0.1.evil.example:8787"));
	assert_false(door_host(&d, "localhost.evil.example:8787"));
	assert_false(door_host(&d, "192.0.2.7:8787"));
}

static void
test_another_port_is_not_ours(void **state)
{
	struct door d = door("127.0.0.1:8787");

	(void)state;
	assert_false(door_host(&d, "127.0.0.1:8788"));
	assert_false(door_host(&d, "127.0.0.1"));
	assert_false(door_host(&d, "127.0.0.1:"));
	assert_false(door_host(&d, "127.0.0.1:99999"));
}

static void
test_without_a_host_nobody_is_served(void **state)
{
	struct door d = door("127.0.0.1:8787");

	(void)state;
	assert_false(door_host(&d, NULL));
	assert_false(door_host(&d, ""));
	assert_false(door_host(&d, ":8787"));
	assert_false(door_host(&d, "a@127.0.0.1:8787"));
	assert_false(door_host(&d, "127.0.0.1:8787, evil.example"));
}

static void
test_the_usual_port_need_not_be_said(void **state)
{
	struct door plain = door("127.0.0.1:80"), tls = door("127.0.0.1:443");

	(void)state;
	tls.tls = true;
	assert_true(door_host(&plain, "localhost"));
	assert_true(door_host(&tls, "localhost"));
	tls.tls = false;
	assert_false(door_host(&tls, "localhost"));
}

static void
test_listening_everywhere_takes_any_number_but_no_name(void **state)
{
	struct door d = door("0.0.0.0:8787");

	(void)state;
	assert_true(door_host(&d, "192.0.2.7:8787"));
	assert_true(door_host(&d, "[2001:db8::1]:8787"));
	assert_true(door_host(&d, "localhost:8787"));
	assert_false(door_host(&d, "evil.example:8787"));
}

static void
test_a_name_the_administrator_gave_is_ours(void **state)
{
	static const char *const names[] = { "kiosk.example.jp" };
	struct door d = door("192.0.2.7:8787");

	(void)state;
	d.names = names;
	d.nnames = 1;
	assert_true(door_host(&d, "Kiosk.example.jp:8787"));
	assert_true(door_host(&d, "192.0.2.7:8787"));
	assert_false(door_host(&d, "xkiosk.example.jp:8787"));
	assert_false(door_host(&d, "localhost:8787"));
}

/* ---- Origin --------------------------------------------------------------- */

static void
test_a_post_of_our_own_page_is_ours(void **state)
{
	struct door d = door("127.0.0.1:8787");

	(void)state;
	assert_true(door_origin(&d, "http://127.0.0.1:8787"));
	assert_true(door_origin(&d, "HTTP://localhost:8787"));
	assert_true(door_origin(&d, NULL));
}

static void
test_a_post_of_another_page_is_not(void **state)
{
	struct door d = door("127.0.0.1:8787");

	(void)state;
	assert_false(door_origin(&d, "http://evil.example"));
	assert_false(door_origin(&d, "https://127.0.0.1:8787"));
	assert_false(door_origin(&d, "http://127.0.0.1:8000"));
	assert_false(door_origin(&d, "http://127.0.0.1:8787/"));
	assert_false(door_origin(&d, "null"));
	assert_false(door_origin(&d, ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_this_machines_own_addresses_are_known),
		cmocka_unit_test(test_what_others_can_reach_is_known),
		cmocka_unit_test(test_all_addresses_of_the_machine_are_known_as_that),
		cmocka_unit_test(test_what_is_no_address_is_refused),
		cmocka_unit_test(test_a_free_port_is_told),
		cmocka_unit_test(test_a_port_that_is_taken_is_told),
		cmocka_unit_test(test_an_address_of_another_machine_is_told),
		cmocka_unit_test(test_on_loopback_its_names_are_ours),
		cmocka_unit_test(test_a_name_that_was_bound_anew_is_not_ours),
		cmocka_unit_test(test_another_port_is_not_ours),
		cmocka_unit_test(test_without_a_host_nobody_is_served),
		cmocka_unit_test(test_the_usual_port_need_not_be_said),
		cmocka_unit_test(test_listening_everywhere_takes_any_number_but_no_name),
		cmocka_unit_test(test_a_name_the_administrator_gave_is_ours),
		cmocka_unit_test(test_a_post_of_our_own_page_is_ours),
		cmocka_unit_test(test_a_post_of_another_page_is_not),
		cmocka_unit_test(
		    test_elsewhere_the_names_of_loopback_are_not_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
