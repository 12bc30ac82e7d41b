/* One scanner, a worker each, the same texts: the same answers. */
#include <pthread.h>

#include "worker.h"
#include "list.h"

#define THREADS 4
#define ROUNDS  50

static const char *const texts[] = {
	"田中さん、肺炎で入院",
	"ﾔﾏﾀﾞさん、糖・尿・病で入院。電話０９０ー１２３４ー５６７８",
	"今日はいい天気",
	"マイナンバー 1234-5678-9018",
	"夜勤明けで三人ステった。305号室の患者さん",
	"",
	"😭山田太郎様 CRP 18 BP 98/60\n302 佐藤さん\n303 鈴木さん",
	"broken \xe3\x81",
};
#define TEXTS (sizeof texts / sizeof *texts)

struct answer {
	int rc;
	enum shuhi_verdict verdict;
	uint32_t score;
	size_t nfindings;
	uint64_t places; /* over all offsets */
	char redacted[1024];
};

static struct shuhi_scanner *scanner;
static struct answer want[TEXTS];
static pthread_barrier_t gate;

static struct answer
ask(struct shuhi_worker *w, const char *text)
{
	struct answer a = { .rc = 0 };
	const struct shuhi_result *res;
	struct shuhi_error err;
	const char *out;
	size_t len, i, j;

	if ((a.rc = shuhi_scan(w, text, strlen(text), &res, &err)) != 0) {
		a.places = err.at;
		return a;
	}
	a.verdict = res->verdict;
	a.score = res->score;
	a.nfindings = res->nfindings;
	for (i = 0; i < res->nfindings; i++)
		for (j = 0; j < res->findings[i].nentities; j++)
			a.places = a.places * 31 +
			           res->findings[i].entities[j].start * 7 +
			           res->findings[i].entities[j].end_utf16;
	a.rc = shuhi_redact(
	    w, text, strlen(text), SHUHI_LANG_JA, &out, &len, &err);
	if (a.rc == 0 && len < sizeof a.redacted)
		memcpy(a.redacted, out, len);
	return a;
}

static bool
same(const struct answer *a, const struct answer *b)
{
	return a->rc == b->rc && a->verdict == b->verdict &&
	       a->score == b->score && a->nfindings == b->nfindings &&
	       a->places == b->places && strcmp(a->redacted, b->redacted) == 0;
}

/* How many answers differ; cmocka's asserts are for the main thread only. */
static void *
work(void *arg)
{
	size_t *wrong = arg, i, k;
	struct shuhi_worker *w = NULL;
	struct shuhi_error err;
	struct answer got;

	pthread_barrier_wait(&gate);
	if (shuhi_worker_open(scanner, &w, &err) != 0) {
		*wrong = SIZE_MAX;
		return NULL;
	}
	for (i = 0; i < ROUNDS; i++)
		for (k = 0; k < TEXTS; k++) {
			got = ask(w, texts[(k + i) % TEXTS]);
			*wrong += !same(&got, &want[(k + i) % TEXTS]);
		}
	shuhi_worker_close(w);
	return NULL;
}

static int
open_engine(void **state)
{
	struct shuhi_worker *w;
	struct shuhi_error err = { 0 };
	size_t i;

	(void)state;
	if (shuhi_scanner_open(&(struct shuhi_config){ 0 }, &scanner, &err) !=
	        0 ||
	    shuhi_worker_open(scanner, &w, &err) != 0) {
		print_error("%s:%u:%u: %s (%s)\n", err.where, err.line,
		    err.column, err.message, err.hint);
		return -1;
	}
	for (i = 0; i < TEXTS; i++)
		want[i] = ask(w, texts[i]);
	shuhi_worker_close(w);
	return 0;
}

static int
close_engine(void **state)
{
	(void)state;
	shuhi_scanner_unref(scanner);
	return 0;
}

static void
test_four_threads_give_the_answers_of_one(void **state)
{
	pthread_t thread[THREADS];
	size_t wrong[THREADS] = { 0 }, i;

	(void)state;
	assert_int_equal(pthread_barrier_init(&gate, NULL, THREADS), 0);
	for (i = 0; i < THREADS; i++)
		assert_int_equal(
		    pthread_create(&thread[i], NULL, work, &wrong[i]), 0);
	for (i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	pthread_barrier_destroy(&gate);
	for (i = 0; i < THREADS; i++)
		assert_int_equal(wrong[i], 0);
}

static void
test_the_answers_are_worth_comparing(void **state)
{
	(void)state;
	assert_int_equal(want[0].verdict, SHUHI_BLOCK);
	assert_int_equal(want[2].verdict, SHUHI_PASS);
	assert_int_equal(want[TEXTS - 1].rc, -1);
}

/* The last to let go frees it, be it a worker on another thread. */
static void *
let_go(void *arg)
{
	shuhi_worker_close(arg);
	return NULL;
}

static void
test_a_worker_may_outlive_its_scanners_owner(void **state)
{
	struct shuhi_scanner *s;
	struct shuhi_worker *w;
	struct shuhi_error err;
	struct answer got;
	struct small small = small_new();
	struct shuhi_config config = small_config(&small);
	pthread_t thread;

	(void)state;
	assert_int_equal(shuhi_scanner_open(&config, &s, &err), 0);
	assert_int_equal(shuhi_worker_open(s, &w, &err), 0);
	shuhi_scanner_unref(s);
	got = ask(w, "山田さん、肺炎で入院");
	assert_int_equal(got.verdict, SHUHI_BLOCK);
	assert_int_equal(pthread_create(&thread, NULL, let_go, w), 0);
	pthread_join(thread, NULL);
	small_gone(small);
}

/* ---- rosters are swapped while they are asked -------------------------------- */

#define SWAPS 60

struct swapping {
	struct shuhi_scanner *scanner;
	atomic_bool over;
};

/* Whatever set is in force, the whole of it answers. */
static void *
ask_on(void *arg)
{
	static const char text[] = "佐藤太郎 S33.4.12。高橋花子 1980/1/2";
	struct swapping *s = arg;
	struct shuhi_worker *w = NULL;
	const struct shuhi_result *res;
	struct shuhi_error err;
	size_t odd = 0, i, told;

	if (shuhi_worker_open(s->scanner, &w, &err) != 0)
		return s;
	while (!atomic_load(&s->over)) {
		if (shuhi_scan(w, text, sizeof text - 1, &res, &err) != 0) {
			odd++;
			continue;
		}
		for (told = 0, i = 0; i < res->nfindings; i++)
			told += res->findings[i].reason[0] != NULL
			            ? res->findings[i].nentities
			            : 0;
		odd += told != 4 && told != 0;
	}
	shuhi_worker_close(w);
	return odd == 0 ? NULL : s;
}

static struct shuhi_roster *
open_list(struct list *l)
{
	struct shuhi_roster *r = NULL;
	struct shuhi_error err;

	assert_int_equal(shuhi_roster_open(l->index, l->key, &r, &err), 0);
	return r;
}

static void
test_rosters_are_swapped_whole_while_threads_scan(void **state)
{
	struct swapping s = { .scanner = scanner };
	struct list l = list_new();
	struct roster_list how = list_how(&l);
	struct roster_summary sum;
	struct shuhi_roster *r;
	struct shuhi_error err;
	pthread_t thread[THREADS];
	void *odd;
	size_t i;

	(void)state;
	how.dict_dir = NULL;
	assert_int_equal(list_make(&l, SPAN(LIST_PEOPLE), &how, &sum, &err), 0);
	for (i = 0; i < THREADS; i++)
		assert_int_equal(
		    pthread_create(&thread[i], NULL, ask_on, &s), 0);
	for (i = 0; i < SWAPS; i++) {
		r = open_list(&l);
		assert_int_equal(
		    shuhi_scanner_rosters(scanner, &r, i % 3 > 0, &err), 0);
		shuhi_roster_unref(r);
		usleep(1000);
	}
	atomic_store(&s.over, true);
	for (i = 0; i < THREADS; i++) {
		pthread_join(thread[i], &odd);
		assert_null(odd);
	}
	assert_int_equal(shuhi_scanner_rosters(scanner, NULL, 0, &err), 0);
	list_gone(&l);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_four_threads_give_the_answers_of_one),
		cmocka_unit_test(test_the_answers_are_worth_comparing),
		cmocka_unit_test(test_a_worker_may_outlive_its_scanners_owner),
		cmocka_unit_test(
		    test_rosters_are_swapped_whole_while_threads_scan),
	};

	return cmocka_run_group_tests(tests, open_engine, close_engine);
}
