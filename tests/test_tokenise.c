#include "../scanner/tokenise.c" /* statics included on purpose */
#include "help.h"

#include <sys/resource.h>
#include <sys/wait.h>

#define DICDIR "/var/lib/mecab/dic/ipadic-utf8"

static struct token_model *model;
static struct tokeniser *tokeniser;
static struct arena arena;

static int
open_mecab(void **state)
{
	struct shuhi_error err;

	(void)state;
	arena_init(&arena, 16 << 20);
	return token_model_open(DICDIR, &model, &err) != 0 ||
	       tokeniser_open(model, &tokeniser, &err) != 0;
}

static int
close_mecab(void **state)
{
	(void)state;
	tokeniser_close(tokeniser);
	token_model_close(model);
	arena_fini(&arena);
	return 0;
}

static struct tokens
tokens_of(struct span text, size_t from, size_t to)
{
	struct tokens t = { 0 };
	struct shuhi_error err;

	arena_wipe(&arena, 1 << 20);
	assert_int_equal(
	    tokenise(tokeniser, &arena, text, from, to, &t, &err), 0);
	return t;
}

static void
expect_kind(struct span text, size_t i, enum token_kind kind)
{
	struct tokens t = tokens_of(text, 0, text.len);

	assert_true(i < t.n);
	assert_int_equal(t.v[i].kind, kind);
}

static void
test_a_surname_is_one(void **state)
{
	(void)state;
	expect_kind(SPAN("山田さんが来た"), 0, TOKEN_FAMILY);
}

static void
test_an_honorific_is_one(void **state)
{
	(void)state;
	expect_kind(SPAN("山田さんが来た"), 1, TOKEN_HONORIFIC);
}

static void
test_a_particle_is_one(void **state)
{
	(void)state;
	expect_kind(SPAN("山田さんが来た"), 2, TOKEN_PARTICLE);
}

static void
test_a_past_is_one(void **state)
{
	(void)state;
	expect_kind(SPAN("山田さんが来た"), 4, TOKEN_PAST);
}

static void
test_a_place_is_one(void **state)
{
	(void)state;
	expect_kind(SPAN("京都"), 0, TOKEN_PLACE);
}

static void
test_what_no_dictionary_knows_is_unknown(void **state)
{
	(void)state;
	expect_kind(SPAN("ズブロッキョ"), 0, TOKEN_UNKNOWN);
}

static void
test_offsets_are_of_the_whole_text(void **state)
{
	const struct span text = SPAN("やあ。山田さん");
	struct tokens t = tokens_of(text, 9, text.len);

	(void)state;
	assert_int_equal(t.v[0].from, 9);
	assert_int_equal(t.v[0].to, 15);
}

static void
test_nothing_has_no_tokens(void **state)
{
	(void)state;
	assert_int_equal(tokens_of(SPAN(""), 0, 0).n, 0);
}

static void
test_blanks_have_no_tokens(void **state)
{
	(void)state;
	assert_int_equal(tokens_of(SPAN(" \t\n"), 0, 3).n, 0);
}

static void
test_tokens_ascend_and_stay_within(void **state)
{
	static const struct span texts[] = { { "a\0山田\0\0b", 11 },
		{ "山田さん、肺炎で入院した。\n", 40 }, { "\0", 1 },
		{ "😭👨‍👩‍👧山田", 4 + 18 + 6 },
		{ "  山田  \n", 11 }, { "\xf4\x8f\xbf\xbf\xee\x80\x80", 7 } };
	struct tokens t;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		t = tokens_of(texts[i], 0, texts[i].len);
		for (k = 0; k < t.n; k++) {
			assert_true(t.v[k].from < t.v[k].to);
			assert_true(t.v[k].to <= texts[i].len);
			assert_true(k == 0 || t.v[k].from >= t.v[k - 1].to);
		}
	}
}

/* MeCab itself looked behind a blank end until it met a NUL. */
static void
test_what_follows_a_blank_end_is_not_looked_at(void **state)
{
	struct cliff c = cliff_new(64);
	struct span s = cliff_copy(c, SPAN("山田さん \n"));
	struct tokens t = tokens_of(s, 0, s.len);

	(void)state;
	assert_int_equal(t.n, 2);
	cliff_gone(c);
}

static void
test_a_very_long_sentence_is_cut_without_loss(void **state)
{
	size_t n = 30000;
	char *text = malloc(n);
	struct tokens t;
	size_t i;

	(void)state;
	assert_non_null(text);
	for (i = 0; i + 6 <= n; i += 6)
		memcpy(text + i, "山川", 6);
	t = tokens_of((struct span){ text, n }, 0, n);
	assert_int_equal(t.v[0].from, 0);
	assert_int_equal(t.v[t.n - 1].to, n);
	free(text);
}

static void
test_a_missing_dictionary_is_told(void **state)
{
	struct token_model *m = NULL;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(token_model_open("/nonexistent", &m, &err), -1);
	assert_int_equal(err.code, SHUHI_E_ENGINE);
	assert_string_equal(err.where, "/nonexistent");
	assert_null(m);
}

static void
test_a_full_arena_is_an_error(void **state)
{
	struct arena none;
	struct tokens t = { 0 };
	struct shuhi_error err;

	(void)state;
	arena_init(&none, 8);
	assert_int_equal(
	    tokenise(tokeniser, &none, SPAN("山田さん"), 0, 12, &t, &err), -1);
	assert_int_equal(err.code, SHUHI_E_NOMEM);
	arena_fini(&none);
}

static void
test_a_blank_before_a_word_is_not_in_it(void **state)
{
	struct tokens t = tokens_of(SPAN("  入院"), 0, 8);

	(void)state;
	assert_int_equal(t.n, 1);
	assert_int_equal(t.v[0].from, 2);
	assert_int_equal(t.v[0].to, 8);
}

/* ---- at the end of the memory ---- */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define COUNTED false /* a sanitizer's memory is not counted by address space */
#else
#define COUNTED true
#endif

#define EXIT_PARSED 0
#define EXIT_NOMEM  9

/* The address space ends here, and all but `left` bytes of it are taken. */
static void
take_all_but(size_t left)
{
	struct rlimit end;
	size_t pages, size;
	void *keep;
	FILE *f = fopen("/proc/self/statm", "re");

	if (f == NULL || fscanf(f, "%zu", &pages) != 1)
		_exit(1);
	fclose(f);
	end.rlim_cur = end.rlim_max = pages * 4096 + (4u << 20);
	if (setrlimit(RLIMIT_AS, &end) != 0 || (keep = malloc(left)) == NULL)
		_exit(1);
	for (size = 1 << 20; size >= 16; size /= 2)
		while (malloc(size) != NULL)
			continue;
	free(keep);
}

/* How a process ends that parses a sentence of 4000 letters in so much memory. */
static int
end_with(size_t left)
{
	char text[4000];
	struct tokens t = { 0 };
	struct shuhi_error err;
	int status;
	pid_t child;

	memset(text, 'a', sizeof text);
	arena_wipe(&arena, 1 << 20);
	if (ARENA_NEW(&arena, 1 << 19, char) == NULL)
		return -1;
	arena_wipe(&arena, 1 << 20);
	if ((child = fork()) == 0) {
		take_all_but(left);
		_exit(tokenise(tokeniser, &arena,
		          (struct span){ text, sizeof text }, 0, sizeof text,
		          &t, &err) == 0
		        ? EXIT_PARSED
		        : err.code == SHUHI_E_NOMEM ? EXIT_NOMEM : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

/* One that has taken nothing yet. */
static int
fresh_mecab(void **state)
{
	close_mecab(state);
	return open_mecab(state);
}

static void
test_without_memory_the_process_goes_on(void **state)
{
	size_t left;
	int status;

	(void)state;
	if (!COUNTED)
		skip();
	for (left = 50 << 10; left < 4 << 20; left += 400 << 10) {
		status = end_with(left);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), EXIT_NOMEM);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_surname_is_one),
		cmocka_unit_test(test_an_honorific_is_one),
		cmocka_unit_test(test_a_particle_is_one),
		cmocka_unit_test(test_a_past_is_one),
		cmocka_unit_test(test_a_place_is_one),
		cmocka_unit_test(test_what_no_dictionary_knows_is_unknown),
		cmocka_unit_test(test_offsets_are_of_the_whole_text),
		cmocka_unit_test(test_nothing_has_no_tokens),
		cmocka_unit_test(test_blanks_have_no_tokens),
		cmocka_unit_test(test_tokens_ascend_and_stay_within),
		cmocka_unit_test(
		    test_what_follows_a_blank_end_is_not_looked_at),
		cmocka_unit_test(test_a_very_long_sentence_is_cut_without_loss),
		cmocka_unit_test(test_a_missing_dictionary_is_told),
		cmocka_unit_test(test_a_full_arena_is_an_error),
		cmocka_unit_test(test_a_blank_before_a_word_is_not_in_it),
		cmocka_unit_test_setup(
		    test_without_memory_the_process_goes_on, fresh_mecab),
	};

	return cmocka_run_group_tests(tests, open_mecab, close_mecab);
}
