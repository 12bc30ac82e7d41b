/*
 * Every allocation fails once.  What comes out must be an error or the right
 * verdict, never pass for a text that blocks; nothing crashes, nothing leaks.
 */
#include <dirent.h>

#include "oom.h"
#include "worker.h"
#include "help.h"
#include "packed.h"
#include "zipped.h"

/* ---- opening ------------------------------------------------------------------ */

static const char blocks[] = "ﾔﾏﾀﾞさん、糖・尿・病で入院。電話 090-1234-5678";

/* Opens with the n-th allocation failing; true when it did not come to that. */
static bool
open_without(const struct shuhi_config *config, size_t n)
{
	struct shuhi_scanner *s = NULL;
	struct shuhi_worker *w = NULL;
	struct shuhi_error err = { 0 };
	const struct shuhi_result *res = NULL;
	bool came;
	int rc;

	left = n;
	rc = shuhi_scanner_open(config, &s, &err);
	came = left == SIZE_MAX;
	left = SIZE_MAX;
	if (rc != 0) {
		assert_null(s);
		assert_true(came);
		assert_int_not_equal(err.code, SHUHI_OK);
		return false;
	}
	assert_int_equal(shuhi_worker_open(s, &w, &err), 0);
	assert_int_equal(
	    shuhi_scan(w, blocks, sizeof blocks - 1, &res, &err), 0);
	assert_int_equal(res->verdict, SHUHI_BLOCK);
	shuhi_worker_close(w);
	shuhi_scanner_unref(s);
	return !came;
}

static void
test_opening_a_scanner_survives_every_failed_allocation(void **state)
{
	struct small small = small_new();
	struct shuhi_config config = small_config(&small);
	size_t n = 0;

	(void)state;
	while (!open_without(&config, n))
		n++;
	assert_true(n > 30);
	small_gone(small);
}

static void
test_a_cold_cache_survives_every_failed_allocation(void **state)
{
	struct small small = small_new();
	struct shuhi_config config = small_config(&small);
	bool done = false;
	size_t n;

	(void)state;
	config.cache_dir = small.cache;
	for (n = 0; !done; n++) {
		folder_sub(small.root, "cache");
		done = open_without(&config, n);
		assert_int_equal(nftw(small.cache, folder_remove_one, 16,
		                     FTW_DEPTH | FTW_PHYS),
		    0);
	}
	assert_true(n > 30);
	small_gone(small);
}

static void
test_a_warm_cache_survives_every_failed_allocation(void **state)
{
	struct small small = small_new();
	struct shuhi_config config = small_config(&small);
	size_t n;

	(void)state;
	config.cache_dir = small.cache;
	assert_true(open_without(&config, SIZE_MAX - 1));
	for (n = 0; !open_without(&config, n); n++)
		continue;
	assert_true(n > 30);
	small_gone(small);
}

/* ---- working ------------------------------------------------------------------ */

static struct small small;
static struct shuhi_scanner *scanner;

static int
open_small(void **state)
{
	struct shuhi_config config;
	struct shuhi_error err;

	(void)state;
	small = small_new();
	config = small_config(&small);
	if (shuhi_scanner_open(&config, &scanner, &err) != 0) {
		print_error("%s:%u:%u: %s (%s)\n", err.where, err.line,
		    err.column, err.message, err.hint);
		return -1;
	}
	return 0;
}

static int
close_small(void **state)
{
	(void)state;
	shuhi_scanner_unref(scanner);
	small_gone(small);
	return 0;
}

static void
test_opening_a_worker_survives_every_failed_allocation(void **state)
{
	struct shuhi_worker *w;
	struct shuhi_error err;
	size_t n;
	int rc;

	(void)state;
	for (n = 0;; n++) {
		w = NULL;
		left = n;
		rc = shuhi_worker_open(scanner, &w, &err);
		left = SIZE_MAX;
		shuhi_worker_close(w);
		if (rc == 0)
			break;
		assert_int_equal(err.code, SHUHI_E_NOMEM);
	}
	assert_true(n > 1);
}

/* A worker whose arena is empty, so that it has to ask for all again. */
static struct shuhi_worker *
new_worker(void)
{
	struct shuhi_worker *w = NULL;
	struct shuhi_error err;

	assert_int_equal(shuhi_worker_open(scanner, &w, &err), 0);
	return w;
}

static void
expect_scan_never_passes(struct span text)
{
	struct shuhi_worker *w;
	const struct shuhi_result *res;
	struct shuhi_error err;
	size_t n;
	int rc;

	for (n = 0;; n++) {
		w = new_worker();
		res = NULL;
		left = n;
		rc = shuhi_scan(w, text.ptr, text.len, &res, &err);
		left = SIZE_MAX;
		if (rc == 0) {
			assert_int_equal(res->verdict, SHUHI_BLOCK);
		} else {
			assert_null(res);
			assert_int_equal(err.code, SHUHI_E_NOMEM);
		}
		shuhi_worker_close(w);
		if (rc == 0)
			break;
	}
	assert_true(n > 0);
}

static void
test_scanning_a_short_text_never_passes_for_want_of_memory(void **state)
{
	(void)state;
	expect_scan_never_passes((struct span){ blocks, sizeof blocks - 1 });
}

static void
test_scanning_a_long_text_never_passes_for_want_of_memory(void **state)
{
	size_t n = 0;
	char *text = malloc(400000);

	(void)state;
	assert_non_null(text);
	while (n + sizeof blocks <= 400000) {
		memcpy(text + n, blocks, sizeof blocks - 1);
		n += sizeof blocks - 1;
		text[n++] = '\n';
	}
	expect_scan_never_passes((struct span){ text, n });
	free(text);
}

static void
test_a_failed_allocation_leaves_the_worker_usable(void **state)
{
	struct shuhi_worker *w = new_worker();
	const struct shuhi_result *res;
	struct shuhi_error err;

	(void)state;
	left = 0;
	assert_int_equal(
	    shuhi_scan(w, blocks, sizeof blocks - 1, &res, &err), -1);
	left = SIZE_MAX;
	assert_int_equal(
	    shuhi_scan(w, blocks, sizeof blocks - 1, &res, &err), 0);
	assert_int_equal(res->verdict, SHUHI_BLOCK);
	shuhi_worker_close(w);
}

static void
test_redacting_shows_no_name_for_want_of_memory(void **state)
{
	struct shuhi_worker *w = new_worker();
	const struct shuhi_result *res;
	struct shuhi_error err;
	const char *out;
	size_t ceiling, len, refusals = 0;
	int rc;

	(void)state;
	for (ceiling = 0; ceiling < 65536; ceiling += 256) {
		arena_fini(&w->arena);
		arena_init(&w->arena, ceiling);
		out = "";
		len = 0;
		if (shuhi_scan(w, blocks, sizeof blocks - 1, &res, &err) != 0)
			continue;
		rc = shuhi_redact(w, blocks, sizeof blocks - 1, SHUHI_LANG_JA,
		    &out, &len, &err);
		refusals += rc != 0;
		assert_null(memmem(out, len, "ﾔﾏﾀﾞ", 12));
		assert_null(memmem(out, len, "090", 3));
	}
	assert_in_range(refusals, 0, 256);
	shuhi_worker_close(w);
}

/* ---- bodies ------------------------------------------------------------------- */

static void
expect_body_never_passes(const struct shuhi_body *body)
{
	const struct shuhi_body_result *res;
	struct shuhi_body_scanner *b;
	struct shuhi_worker *w;
	struct shuhi_error err;
	size_t n;
	int rc;

	for (n = 0;; n++) {
		w = new_worker();
		b = NULL;
		res = NULL;
		left = n;
		rc = shuhi_body_open(w, NULL, &b, &err);
		if (rc == 0)
			rc = shuhi_body_scan(b, body, &res, &err);
		left = SIZE_MAX;
		if (rc != 0)
			assert_int_equal(err.code, SHUHI_E_NOMEM);
		else if (res->verdict != SHUHI_BLOCK)
			assert_int_equal(res->verdict, SHUHI_UNSCANNED);
		rc |= rc == 0 && res->nfailures > 0;
		shuhi_body_close(b);
		shuhi_worker_close(w);
		if (rc == 0)
			break;
	}
	assert_true(n > 2);
}

static void
test_a_body_never_passes_for_want_of_memory(void **state)
{
	static const struct {
		const char *type;
		struct span bytes;
	} bodies[] = {
		{ "application/json",
		    SPAN("{\"a\":\"\\u5c71\\u7530さん、肺炎\"}") },
		{ "application/x-www-form-urlencoded",
		    SPAN("a=%8ER%93c%82%B3%82%F1%94x%89%8A") },
		{ "multipart/form-data; boundary=b",
		    SPAN("--b\r\n\r\n山田さん、\r\n--b\r\n\r\n肺炎\r\n--b--") },
		{ "message/rfc822",
		    SPAN("Subject: =?utf-8?B?5bGx55Sw44GV44KT?=\r\n\r\n肺炎") },
		{ "text/html", SPAN("<p>山<b>田</b>さん、肺炎</p>") },
		{ "application/x-protobuf", SPAN("\x01山田さん、肺炎\x02") },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bodies / sizeof *bodies; i++)
		expect_body_never_passes(&(struct shuhi_body){
		    .content_type = bodies[i].type,
		    .bytes = bodies[i].bytes.ptr,
		    .len = bodies[i].bytes.len });
}

static void
test_a_packed_body_never_passes_for_want_of_memory(void **state)
{
	struct span gzip = packed_gzip(SPAN("山田さん、肺炎")),
	            br = packed_br(gzip), zstd = packed_zstd(br);

	(void)state;
	expect_body_never_passes(&(struct shuhi_body){
	    .content_encoding = "gzip, br, zstd",
	    .bytes = zstd.ptr,
	    .len = zstd.len });
	packed_free(gzip);
	packed_free(br);
	packed_free(zstd);
}

static void
test_a_zip_never_passes_for_want_of_memory(void **state)
{
	struct zipped z = zipped_new("zip", NULL);
	struct span s;

	(void)state;
	zipped_open(&z);
	zipped_add(&z, "a.txt", SPAN("山田さん、肺炎"));
	s = zipped_done(&z);
	expect_body_never_passes(
	    &(struct shuhi_body){ .bytes = s.ptr, .len = s.len });
	zipped_free(s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_opening_a_scanner_survives_every_failed_allocation),
		cmocka_unit_test(
		    test_a_cold_cache_survives_every_failed_allocation),
		cmocka_unit_test(
		    test_a_warm_cache_survives_every_failed_allocation),
		cmocka_unit_test(
		    test_opening_a_worker_survives_every_failed_allocation),
		cmocka_unit_test(
		    test_scanning_a_short_text_never_passes_for_want_of_memory),
		cmocka_unit_test(
		    test_scanning_a_long_text_never_passes_for_want_of_memory),
		cmocka_unit_test(
		    test_a_failed_allocation_leaves_the_worker_usable),
		cmocka_unit_test(
		    test_redacting_shows_no_name_for_want_of_memory),
		cmocka_unit_test(test_a_body_never_passes_for_want_of_memory),
		cmocka_unit_test(
		    test_a_packed_body_never_passes_for_want_of_memory),
		cmocka_unit_test(test_a_zip_never_passes_for_want_of_memory),
	};

	return cmocka_run_group_tests(tests, open_small, close_small);
}
