#include "../scanner/hsdb.c" /* statics included on purpose */
#include "help.h"

#include <dirent.h>

static const struct span blocks = { "山田さん、肺炎で入院", 30 };

/* Opens, and says whether it came from the cache and answers as it should. */
static bool
opened_from_cache(const struct shuhi_config *config)
{
	struct shuhi_scanner *s = NULL;
	struct shuhi_worker *w = NULL;
	const struct shuhi_result *res = NULL;
	struct shuhi_error err = { 0 };
	bool cached;

	assert_int_equal(shuhi_scanner_open(config, &s, &err), 0);
	assert_int_equal(shuhi_worker_open(s, &w, &err), 0);
	assert_int_equal(shuhi_scan(w, blocks.ptr, blocks.len, &res, &err), 0);
	assert_int_equal(res->verdict, SHUHI_BLOCK);
	assert_int_equal(shuhi_scan(w, "やあ", 6, &res, &err), 0);
	assert_int_equal(res->verdict, SHUHI_PASS);
	cached = shuhi_scanner_from_cache(s);
	shuhi_worker_close(w);
	shuhi_scanner_unref(s);
	return cached;
}

/* The names of files in a cache that end so; at most eight. */
static size_t
files_of(const char *dir, const char *suffix, char name[8][512])
{
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t n = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL)
		if (span_ends(span_of(e->d_name), span_of(suffix)) && n < 8)
			snprintf(name[n++], 512, "%s/%s", dir, e->d_name);
	closedir(d);
	return n;
}

static void
flip(const char *name, off_t at)
{
	int fd = open(name, O_RDWR);
	unsigned char byte;

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= 0x40;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

static off_t
size_of(const char *name)
{
	struct stat st;

	assert_int_equal(stat(name, &st), 0);
	return st.st_size;
}

static struct small small;
static struct shuhi_config config;

/* Each test begins with a warm cache. */
static int
warm(void **state)
{
	(void)state;
	small = small_new();
	config = small_config(&small);
	config.cache_dir = small.cache;
	opened_from_cache(&config);
	return 0;
}

static int
cold(void **state)
{
	(void)state;
	chmod(small.cache, 0700);
	small_gone(small);
	return 0;
}

static void
test_a_second_start_takes_the_cache(void **state)
{
	(void)state;
	assert_true(opened_from_cache(&config));
}

static void
test_without_a_folder_nothing_is_cached(void **state)
{
	(void)state;
	config.cache_dir = "";
	assert_false(opened_from_cache(&config));
	assert_false(opened_from_cache(&config));
}

static void
expect_rebuilt_after_flip(size_t which, off_t at)
{
	char name[8][512];

	assert_true(files_of(small.cache, ".hsdb", name) > which);
	flip(name[which], at < 0 ? size_of(name[which]) + at : at);
	assert_false(opened_from_cache(&config));
	assert_true(opened_from_cache(&config)); /* it healed itself */
}

static void
test_a_damaged_magic_is_rebuilt(void **state)
{
	(void)state;
	expect_rebuilt_after_flip(0, 0);
}

static void
test_a_damaged_key_is_rebuilt(void **state)
{
	(void)state;
	expect_rebuilt_after_flip(0, offsetof(struct cache_head, key) + 5);
}

static void
test_a_damaged_length_is_rebuilt(void **state)
{
	(void)state;
	expect_rebuilt_after_flip(1, offsetof(struct cache_head, len) + 7);
}

static void
test_a_damaged_sum_is_rebuilt(void **state)
{
	(void)state;
	expect_rebuilt_after_flip(1, offsetof(struct cache_head, sum));
}

static void
test_a_damaged_first_byte_of_the_database_is_rebuilt(void **state)
{
	(void)state;
	expect_rebuilt_after_flip(0, sizeof(struct cache_head));
}

static void
test_a_damaged_last_byte_of_the_database_is_rebuilt(void **state)
{
	(void)state;
	expect_rebuilt_after_flip(1, -1);
}

static void
test_a_cut_file_is_rebuilt_at_every_length(void **state)
{
	char name[8][512];
	off_t lengths[] = { 0, 1, 7, sizeof(struct cache_head) - 1,
		sizeof(struct cache_head), sizeof(struct cache_head) + 1, 500 };
	size_t i;

	(void)state;
	assert_true(files_of(small.cache, ".hsdb", name) > 0);
	for (i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		assert_int_equal(truncate(name[0], lengths[i]), 0);
		assert_false(opened_from_cache(&config));
		assert_true(opened_from_cache(&config));
	}
}

static void
test_a_longer_file_is_rebuilt(void **state)
{
	char name[8][512];

	(void)state;
	assert_true(files_of(small.cache, ".hsdb", name) > 0);
	assert_int_equal(truncate(name[0], size_of(name[0]) + 1), 0);
	assert_false(opened_from_cache(&config));
}

/* The frames in the place of the triggers: sums fit, answers would not. */
static void
test_one_set_in_the_place_of_another_is_not_taken(void **state)
{
	char name[8][512], aside[600];
	size_t n = files_of(small.cache, ".hsdb", name);

	(void)state;
	assert_true(n >= 2);
	snprintf(aside, sizeof aside, "%s.aside", name[0]);
	assert_int_equal(rename(name[0], aside), 0);
	assert_int_equal(rename(name[1], name[0]), 0);
	assert_int_equal(rename(aside, name[1]), 0);
	opened_from_cache(&config); /* it answers as it should */
}

static void
test_other_words_have_another_cache(void **state)
{
	(void)state;
	folder_put(small.root, "dict/more.tsv", SPAN("麻疹\tdisease\t\n"));
	assert_false(opened_from_cache(&config));
	assert_true(opened_from_cache(&config));
}

static void
test_another_pattern_has_another_cache(void **state)
{
	(void)state;
	folder_put(small.root, "patterns/more.yaml",
	    SPAN("patterns:\n" SMALL_PATTERN(
	        "more", "age", "[0-9]yo", "", "8yo")));
	assert_false(opened_from_cache(&config));
}

/* What the digest names: the proof, and what proxies remember by it. */
static void
expect_another_digest(const char *file, struct span bytes)
{
	struct shuhi_scanner *a = NULL, *b = NULL;
	struct shuhi_error err;

	assert_int_equal(shuhi_scanner_open(&config, &a, &err), 0);
	folder_put(small.root, file, bytes);
	assert_int_equal(shuhi_scanner_open(&config, &b, &err), 0);
	assert_string_not_equal(
	    shuhi_scanner_digest(a), shuhi_scanner_digest(b));
	shuhi_scanner_unref(a);
	shuhi_scanner_unref(b);
}

static void
test_another_folding_has_another_digest(void **state)
{
	(void)state;
	expect_another_digest("dict/fold.tsv", SPAN(SMALL_FOLD "嶋\t島\n"));
}

static void
test_another_folding_beyond_the_plane_has_another_digest(void **state)
{
	(void)state;
	expect_another_digest("dict/fold.tsv", SPAN(SMALL_FOLD "𠀋\t丈\n"));
}

static void
test_another_rule_has_another_digest(void **state)
{
	(void)state;
	expect_another_digest("patterns/more.yaml", SPAN("# a comment\n"));
}

static void
test_other_weights_have_another_digest(void **state)
{
	(void)state;
	expect_another_digest(
	    "dict/story.weights", SPAN(SMALL_STORY "c:age\t5\n"));
}

static void
test_a_folder_that_cannot_be_written_costs_only_time(void **state)
{
	(void)state;
	config.cache_dir = "/proc/nowhere/cache";
	assert_false(opened_from_cache(&config));
}

static void
test_a_file_in_the_place_of_the_folder_costs_only_time(void **state)
{
	(void)state;
	folder_put(small.root, "file", SPAN("x"));
	config.cache_dir = folder_file(small.root, "file");
	assert_false(opened_from_cache(&config));
}

static void
test_a_folder_in_the_place_of_a_file_costs_only_time(void **state)
{
	char name[8][512];

	(void)state;
	assert_true(files_of(small.cache, ".hsdb", name) > 0);
	assert_int_equal(unlink(name[0]), 0);
	assert_int_equal(mkdir(name[0], 0700), 0);
	assert_false(opened_from_cache(&config));
}

static void
test_no_half_written_file_is_left_behind(void **state)
{
	char name[8][512];

	(void)state;
	assert_int_equal(files_of(small.cache, ".hsdb", name) +
	                     files_of(small.cache, ".proof", name),
	    files_of(small.cache, "", name) - 2 /* . and .. */);
}

static void
test_a_damaged_proof_is_proved_again(void **state)
{
	char name[8][512];

	(void)state;
	assert_int_equal(files_of(small.cache, ".proof", name), 1);
	flip(name[0], 20);
	opened_from_cache(&config);
}

static void
test_a_proof_is_not_written_through_a_link(void **state)
{
	char name[8][512], victim[512];

	(void)state;
	assert_int_equal(files_of(small.cache, ".proof", name), 1);
	folder_put(small.root, "victim", SPAN("precious"));
	snprintf(victim, sizeof victim, "%s", folder_file(small.root, "victim"));
	assert_int_equal(unlink(name[0]), 0);
	assert_int_equal(symlink(victim, name[0]), 0);
	opened_from_cache(&config);
	assert_int_equal(size_of(victim), strlen("precious"));
}

/* Others on the machine may read neither words nor names. */
static void
expect_private(const char *suffix)
{
	char name[8][512];
	struct stat st;

	assert_true(files_of(small.cache, suffix, name) > 0);
	assert_int_equal(stat(name[0], &st), 0);
	assert_int_equal(st.st_mode & 077, 0);
}

static void
test_the_cache_is_only_for_its_owner(void **state)
{
	(void)state;
	expect_private(".hsdb");
	expect_private(".proof");
}

static void
test_a_word_and_a_pattern_of_the_same_letters_are_kept_apart(void **state)
{
	struct pattern p = { .match = SPAN("a.b") };
	struct lexeme word = { .text = "a.b", .len = 3 },
	              pattern = { .pattern = &p };
	struct digest as_word, as_pattern;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(make_key(&(struct lexemes){ .v = &word, .n = 1 },
	                     &as_word, &err), 0);
	assert_int_equal(make_key(&(struct lexemes){ .v = &pattern, .n = 1 },
	                     &as_pattern, &err), 0);
	assert_false(digest_eq(&as_word, &as_pattern));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_a_second_start_takes_the_cache, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_without_a_folder_nothing_is_cached, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_damaged_magic_is_rebuilt, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_damaged_key_is_rebuilt, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_damaged_length_is_rebuilt, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_damaged_sum_is_rebuilt, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_damaged_first_byte_of_the_database_is_rebuilt, warm,
		    cold),
		cmocka_unit_test_setup_teardown(
		    test_a_damaged_last_byte_of_the_database_is_rebuilt, warm,
		    cold),
		cmocka_unit_test_setup_teardown(
		    test_a_cut_file_is_rebuilt_at_every_length, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_longer_file_is_rebuilt, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_one_set_in_the_place_of_another_is_not_taken, warm,
		    cold),
		cmocka_unit_test_setup_teardown(
		    test_other_words_have_another_cache, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_another_pattern_has_another_cache, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_another_folding_has_another_digest, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_another_folding_beyond_the_plane_has_another_digest,
		    warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_another_rule_has_another_digest, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_other_weights_have_another_digest, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_folder_that_cannot_be_written_costs_only_time, warm,
		    cold),
		cmocka_unit_test_setup_teardown(
		    test_a_file_in_the_place_of_the_folder_costs_only_time,
		    warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_folder_in_the_place_of_a_file_costs_only_time, warm,
		    cold),
		cmocka_unit_test_setup_teardown(
		    test_no_half_written_file_is_left_behind, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_damaged_proof_is_proved_again, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_a_proof_is_not_written_through_a_link, warm, cold),
		cmocka_unit_test_setup_teardown(
		    test_the_cache_is_only_for_its_owner, warm, cold),
		cmocka_unit_test(
		    test_a_word_and_a_pattern_of_the_same_letters_are_kept_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
