/*
 * Several threads judge posts while the set in force is swapped under them, as in a
 * process of the proxy; for SAN=thread, too.
 */
#include <pthread.h>

#include "auditverify.h"
#include "proxy/post.h"
#include "proxy/reload.h"
#include "proxykit.h"

#define THREADS 4
#define SWAPS   12

struct scene {
	struct bench bench;
	struct kit_slot slot;
	struct metrics *metrics;
	struct reload child;
	atomic_bool over;
	pthread_barrier_t gate;
};

struct draft {
	const char *type, *text;
	bool leaks;
};

static const struct draft drafts[] = {
	{ "text/plain; charset=utf-8", "今日はいい天気", false },
	{ "text/plain; charset=utf-8", "山田さん、肺炎で入院", true },
	{ "application/json", "{\"t\":[\"晴れ\",{\"u\":\"\\u96e8\"}]}", false },
	{ "application/json", "{\"t\":\"山田さん、肺炎で入院\"}", true },
	{ "application/x-www-form-urlencoded", "a=b&t=%E6%99%B4%E3%82%8C",
	    false },
};
#define DRAFTS (sizeof drafts / sizeof *drafts)

static struct post
post_of(const struct draft *d)
{
	struct post p = {
		.method = "POST",
		.url = "https://x.example.jp/",
		.user = "nurse",
		.address = "192.0.2.7",
		.wants = { .json = true },
		.content_type = d->type,
		.body = span_of(d->text),
		.bytes = strlen(d->text),
	};

	client_target(p.url, NULL, &p.to);
	return p;
}

/* Was it answered as the set it began with says?  Monitor mode stops nothing. */
static bool
answered_right(struct scene *s, const struct draft *d)
{
	struct post p = post_of(d);
	struct kit *kit = kit_in_force(&s->slot);
	struct post_answer a;
	bool right;

	post_judge(&p, kit, s->metrics, &a);
	right = a.pass == (!d->leaks || policy_conf(kit->policy)->monitor);
	buf_free(&a.page);
	kit_unref(kit);
	return right;
}

/* cmocka's asserts are for the main thread only. */
static void *
judge(void *arg)
{
	struct scene *s = arg;
	size_t i = 0;
	void *wrong = NULL;

	pthread_barrier_wait(&s->gate);
	while (!atomic_load(&s->over))
		if (!answered_right(s, &drafts[i++ % DRAFTS]))
			wrong = s;
	return wrong;
}

/* Every second a process opens its books again, should they not be open. */
static void *
open_books(void *arg)
{
	struct scene *s = arg;
	struct shuhi_error err;
	struct kit *kit;
	void *wrong = NULL;

	pthread_barrier_wait(&s->gate);
	while (!atomic_load(&s->over)) {
		kit = kit_in_force(&s->slot);
		if (kit_begin(kit, &err) != 0)
			wrong = s;
		kit_unref(kit);
	}
	return wrong;
}

static void
scene_open(struct scene *s)
{
	struct shuhi_error err;

	bench_open(&s->bench, "enforce", "");
	s->slot = (struct kit_slot){ .lock = PTHREAD_MUTEX_INITIALIZER };
	s->slot.kit = bench_kit(&s->bench);
	assert_int_equal(kit_begin(s->slot.kit, &err), 0);
	s->metrics = metrics_new();
	assert_non_null(s->metrics);
	reload_init(&s->child, &s->bench.config, &s->slot, s->metrics);
	atomic_init(&s->over, false);
	pthread_barrier_init(&s->gate, NULL, THREADS + 2);
}

static void
scene_gone(struct scene *s)
{
	pthread_barrier_destroy(&s->gate);
	kit_swap(&s->slot, NULL);
	metrics_gone(s->metrics);
	bench_gone(&s->bench);
}

/* What the master does: a new policy, proved, its tag where all can see it. */
static void
master_proves(struct scene *s, const char *mode)
{
	struct kit *kit;

	bench_policy(&s->bench, mode, "");
	kit = bench_kit(&s->bench);
	memcpy(s->metrics->proved, kit->tag, sizeof kit->tag);
	atomic_fetch_add(&s->metrics->generation, 1);
	kit_unref(kit);
}

static void
swap_and_join(struct scene *s, pthread_t *thread, size_t n)
{
	static const char *const modes[] = { "monitor", "enforce" };
	struct shuhi_error err;
	void *wrong;
	size_t i;

	pthread_barrier_wait(&s->gate);
	for (i = 0; i < SWAPS; i++) {
		master_proves(s, modes[i % 2]);
		assert_int_equal(reload_follow(&s->child, &err), RELOAD_DONE);
	}
	atomic_store(&s->over, true);
	for (i = 0; i < n; i++) {
		pthread_join(thread[i], &wrong);
		assert_null(wrong);
	}
}

static void
run_scene(struct scene *s)
{
	pthread_t thread[THREADS + 1];
	size_t i;

	for (i = 0; i < THREADS; i++)
		assert_int_equal(
		    pthread_create(&thread[i], NULL, judge, s), 0);
	assert_int_equal(
	    pthread_create(&thread[THREADS], NULL, open_books, s), 0);
	swap_and_join(s, thread, THREADS + 1);
}

static void
test_each_post_ends_on_the_set_it_began_with(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s);
	run_scene(&s);
	assert_true(atomic_load(&s.metrics->ends[METRICS_BLOCKED]) > 0);
	assert_true(atomic_load(&s.metrics->ends[METRICS_PASSED]) > 0);
	scene_gone(&s);
}

static void
test_the_audit_stays_one_chain_over_swaps(void **state)
{
	struct scene s;
	struct audit_summary sum;
	struct shuhi_error err;
	const char *file = s.bench.audit;
	const struct audit_verify_config how = { .files = &file, .nfiles = 1 };

	(void)state;
	scene_open(&s);
	run_scene(&s);
	kit_swap(&s.slot, NULL);
	assert_int_equal(audit_verify(&how, &sum, &err), 0);
	assert_int_equal(sum.faults, 0);
	assert_true(sum.records > 0);
	scene_gone(&s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_post_ends_on_the_set_it_began_with),
		cmocka_unit_test(test_the_audit_stays_one_chain_over_swaps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
