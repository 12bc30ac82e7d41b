#include "../scanner/extract/noise.c" /* statics included on purpose */
#include "taken.h"

static struct taken t;

static const char *
left(struct span text)
{
	static char out[4096];
	struct span s;

	taken_open(&t, NULL);
	s = span_trim(without_noise(&t.x, text));
	assert_false(t.arena.overflowed);
	snprintf(out, sizeof out, "%.*s", (int)s.len, s.ptr);
	taken_close(&t);
	return out;
}

#define LEFT(text) left(SPAN(text))
#define STAYS(text) assert_string_equal(LEFT(text), text)

/* The same numbers every time. */
static unsigned
draw(unsigned kinds)
{
	static uint64_t state = 20261123;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % kinds;
}

/* Printable letters from `from` on, drawn. */
static struct span
drawn_text(char *out, size_t n, char from, unsigned kinds)
{
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = (char)(from + (int)draw(kinds));
	return (struct span){ out, n };
}

static void
test_drawn_letters_are_noise(void **state)
{
	char buf[512];
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		/* all that can be printed, and Ascii85 */
		assert_string_equal(left(drawn_text(buf, 512, '!', 94)), "");
		assert_string_equal(left(drawn_text(buf, 512, '!', 85)), "");
	}
}

static void
test_a_report_of_a_page_is_noise_but_for_its_numbers(void **state)
{
	char buf[64 + 512] = "2;3749444;4337712;24,0,0,0,3,0;";
	size_t n = strlen(buf);

	(void)state;
	drawn_text(buf + n, 512, '!', 94);
	assert_memory_equal(left((struct span){ buf, n + 512 }),
	    "2;3749444;4337712;24,0,0,0,3,0;", n);
}

static void
test_places_stay_what_they_are(void **state)
{
	struct span in = SPAN("山田さん 7d2b9dcd-c163-018b-4422-ae72c3ed5917 肺炎"),
	            out;

	(void)state;
	taken_open(&t, NULL);
	out = without_noise(&t.x, in);
	assert_int_equal(out.len, in.len);
	assert_memory_equal(out.ptr + in.len - 6, "肺炎", 6);
	assert_memory_equal(out.ptr + 13, "          ", 10);
	taken_close(&t);
}

static void
test_identifiers_are_noise_with_what_stands_before_them(void **state)
{
	(void)state;
	assert_string_equal(LEFT("7d2b9dcd-c163-018b-4422-ae72c3ed5917"), "");
	assert_string_equal(LEFT("s:7d2b9dcd-c163-018b-4422-ae72c3ed5917"), "");
	assert_string_equal(
	    LEFT("urn:uuid:7d2b9dcd-c163-018b-4422-ae72c3ed5917"), "");
	assert_string_equal(
	    LEFT("{7D2B9DCD-C163-018B-4422-AE72C3ED5917}{8D2B9DCD-C163-018B-4422-"
	         "AE72C3ED5917}{9D2B9DCD-C163-018B-4422-AE72C3ED5917}"),
	    "");
	assert_string_equal(
	    LEFT("da39a3ee5e6b4b0d3255bfef95601890afd80709"), "");
	assert_string_equal(LEFT("00:1a:ce:af:bc:ae"), "");
}

static void
test_numbers_of_people_are_no_identifiers(void **state)
{
	(void)state;
	STAYS("090-1234-5678-901");
	STAYS("A001234567890");
	STAYS("ID:0012345678-a");
	STAYS("2026-11-23-0012345");
	STAYS("12-34-56-78-90-12");
}

static void
test_words_and_the_short_hand_of_care_are_no_noise(void **state)
{
	(void)state;
	STAYS("Tanaka Taro-san, haien de nyuin shita rashii. HbA1c 7.2, BP 120/80.");
	STAYS("TanakaTaro65saiHaien2026/11/23NyuinYamadaTaro70saiHaien2026/11/24Nyuin");
	STAYS("Pt:K.T/65yo/M/HbA1c:7.2/Dx:DM,Pt:A.S/70yo/F/BNP:320/Dx:CHF,3F-305/NPO");
	STAYS("WBC8900,Hb12.3,Plt20.1,CRP0.3,Na140,K4.5,Cl101,BUN12,Cre0.8,AST20,ALT18");
	STAYS("https://www.example.jp/news/2026/11/23/index.html?from=top&page=3#comments");
	STAYS("PID|1||0012345^^^A||TANAKA^TARO^^^^^L^I||19500101|M|||TOKYO^^^^^JPN|03");
}

static void
test_a_leak_before_noise_stays(void **state)
{
	char buf[1024] = "Tanaka Taro san, haien de nyuin shita ";
	size_t n = strlen(buf);

	(void)state;
	drawn_text(buf + n, 512, '!', 94);
	assert_memory_equal(left((struct span){ buf, n + 512 }), buf, n - 1);
}

static void
test_a_window_is_the_least_that_is_weighed(void **state)
{
	static const char noise[] = "sF}9$kQ!x~7Lp^&Zt2@wE#r5Y*u(I8o)P-a+S=d[D]f;"
	                            "G'h:J\"k,L<z.X>c/V?b4n";

	(void)state;
	assert_true(sizeof noise > WINDOW);
	assert_string_equal(left((struct span){ noise, WINDOW }), "");
	assert_int_equal(
	    strlen(left((struct span){ noise, WINDOW - 1 })), WINDOW - 1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_drawn_letters_are_noise),
		cmocka_unit_test(
		    test_a_report_of_a_page_is_noise_but_for_its_numbers),
		cmocka_unit_test(test_places_stay_what_they_are),
		cmocka_unit_test(
		    test_identifiers_are_noise_with_what_stands_before_them),
		cmocka_unit_test(test_numbers_of_people_are_no_identifiers),
		cmocka_unit_test(
		    test_words_and_the_short_hand_of_care_are_no_noise),
		cmocka_unit_test(test_a_leak_before_noise_stays),
		cmocka_unit_test(test_a_window_is_the_least_that_is_weighed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
