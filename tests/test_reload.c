#include "../capture/proxy/reload.c"
#include "proxykit.h"

#include <poll.h>

struct scene {
	struct bench bench;
	struct kit_slot slot;
	struct metrics *metrics;
	struct reload master;
};

static void
scene_open(struct scene *s)
{
	bench_open(&s->bench, "enforce", "");
	s->slot = (struct kit_slot){ .lock = PTHREAD_MUTEX_INITIALIZER };
	s->slot.kit = bench_kit(&s->bench);
	s->metrics = metrics_new();
	assert_non_null(s->metrics);
	reload_init(&s->master, &s->bench.config, &s->slot, s->metrics);
}

static void
scene_gone(struct scene *s)
{
	reload_stop(&s->master);
	kit_swap(&s->slot, NULL);
	metrics_gone(s->metrics);
	bench_gone(&s->bench);
}

/* Ticks until something is told; the prover's pipe says when to look. */
static enum reload_news
news(struct reload *r, struct shuhi_error *err)
{
	enum reload_news n = RELOAD_NOTHING;
	int i;

	for (i = 0; i < 3000 && (n == RELOAD_NOTHING || n == RELOAD_BEGAN);
	     i++) {
		n = reload_watch(r, err);
		usleep(10000);
	}
	return n;
}

static void
test_nothing_changed_is_no_news(void **state)
{
	struct scene s;
	struct shuhi_error err;

	(void)state;
	scene_open(&s);
	assert_int_equal(reload_watch(&s.master, &err), RELOAD_NOTHING);
	assert_int_equal(reload_watch(&s.master, &err), RELOAD_NOTHING);
	scene_gone(&s);
}

static void
test_a_new_policy_is_proved_and_swapped(void **state)
{
	struct scene s;
	struct shuhi_error err;

	(void)state;
	scene_open(&s);
	bench_policy(&s.bench, "monitor", "");
	assert_int_equal(news(&s.master, &err), RELOAD_DONE);
	assert_true(policy_conf(s.slot.kit->policy)->monitor);
	assert_int_equal(s.metrics->reloads, 1);
	scene_gone(&s);
}

static void
test_files_still_being_written_are_waited_for(void **state)
{
	struct scene s;
	struct shuhi_error err;

	(void)state;
	scene_open(&s);
	bench_policy(&s.bench, "monitor", "");
	assert_int_equal(reload_watch(&s.master, &err), RELOAD_NOTHING);
	assert_int_equal(s.master.prover, 0);
	scene_gone(&s);
}

static void
test_a_bad_policy_leaves_the_old_one(void **state)
{
	struct scene s;
	struct shuhi_error err;
	struct kit *old;

	(void)state;
	scene_open(&s);
	old = s.slot.kit;
	folder_put(s.bench.small.root, "policy.yaml",
	    SPAN("version: 1\nmode: whatever\n"));
	assert_int_equal(news(&s.master, &err), RELOAD_FAILED);
	assert_int_equal(err.line, 2);
	assert_ptr_equal(s.slot.kit, old);
	assert_int_equal(s.metrics->reloads_failed, 1);
	scene_gone(&s);
}

static void
test_a_bad_set_is_proved_once(void **state)
{
	struct scene s;
	struct shuhi_error err;

	(void)state;
	scene_open(&s);
	folder_put(s.bench.small.root, "policy.yaml", SPAN("version: 9\n"));
	assert_int_equal(news(&s.master, &err), RELOAD_FAILED);
	assert_int_equal(reload_watch(&s.master, &err), RELOAD_NOTHING);
	assert_int_equal(reload_watch(&s.master, &err), RELOAD_NOTHING);
	scene_gone(&s);
}

static void
test_a_prover_that_dies_is_a_refusal(void **state)
{
	struct scene s;
	struct shuhi_error err;

	(void)state;
	scene_open(&s);
	bench_policy(&s.bench, "monitor", "");
	reload_watch(&s.master, &err);
	assert_int_equal(reload_watch(&s.master, &err), RELOAD_BEGAN);
	kill(s.master.prover, SIGKILL);
	assert_int_equal(waitpid(s.master.prover, NULL, 0), s.master.prover);
	assert_int_equal(news(&s.master, &err), RELOAD_FAILED);
	assert_false(policy_conf(s.slot.kit->policy)->monitor);
	scene_gone(&s);
}

static void
test_files_changed_behind_the_proof_are_not_taken(void **state)
{
	struct scene s;
	struct shuhi_error err;
	struct pollfd proof = { .events = POLLIN };

	(void)state;
	scene_open(&s);
	bench_policy(&s.bench, "monitor", "");
	reload_watch(&s.master, &err);
	assert_int_equal(reload_watch(&s.master, &err), RELOAD_BEGAN);
	proof.fd = s.master.result;
	assert_int_equal(poll(&proof, 1, -1), 1);
	bench_policy(&s.bench, "monitor", "failures: {audit: allow}\n");
	assert_int_equal(reload_watch(&s.master, &err), RELOAD_FAILED);
	assert_string_equal(
	    err.message, "the files changed while they were proved");
	assert_false(policy_conf(s.slot.kit->policy)->monitor);
	scene_gone(&s);
}

static void
test_a_child_follows_to_the_set_that_was_proved(void **state)
{
	struct scene s;
	struct shuhi_error err;
	struct kit_slot slot = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct reload child;

	(void)state;
	scene_open(&s);
	slot.kit = kit_ref(s.slot.kit);
	reload_init(&child, &s.bench.config, &slot, s.metrics);
	assert_int_equal(reload_follow(&child, &err), RELOAD_NOTHING);
	bench_policy(&s.bench, "monitor", "");
	assert_int_equal(news(&s.master, &err), RELOAD_DONE);
	assert_int_equal(reload_follow(&child, &err), RELOAD_DONE);
	assert_true(policy_conf(slot.kit->policy)->monitor);
	assert_int_equal(reload_follow(&child, &err), RELOAD_NOTHING);
	kit_swap(&slot, NULL);
	scene_gone(&s);
}

static void
test_a_child_does_not_follow_to_files_nobody_proved(void **state)
{
	struct scene s;
	struct shuhi_error err;
	struct kit_slot slot = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct reload child;

	(void)state;
	scene_open(&s);
	slot.kit = kit_ref(s.slot.kit);
	reload_init(&child, &s.bench.config, &slot, s.metrics);
	bench_policy(&s.bench, "monitor", "");
	assert_int_equal(news(&s.master, &err), RELOAD_DONE);
	bench_policy(&s.bench, "monitor", "failures: {audit: allow}\n");
	assert_int_equal(reload_follow(&child, &err), RELOAD_FAILED);
	assert_false(policy_conf(slot.kit->policy)->monitor);
	/* it does not load them again and again while they stay so */
	assert_int_equal(reload_follow(&child, &err), RELOAD_NOTHING);
	kit_swap(&slot, NULL);
	scene_gone(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_changed_is_no_news),
		cmocka_unit_test(test_a_new_policy_is_proved_and_swapped),
		cmocka_unit_test(test_files_still_being_written_are_waited_for),
		cmocka_unit_test(test_a_bad_policy_leaves_the_old_one),
		cmocka_unit_test(test_a_bad_set_is_proved_once),
		cmocka_unit_test(test_a_prover_that_dies_is_a_refusal),
		cmocka_unit_test(
		    test_a_child_follows_to_the_set_that_was_proved),
		cmocka_unit_test(
		    test_a_child_does_not_follow_to_files_nobody_proved),
		cmocka_unit_test(
		    test_files_changed_behind_the_proof_are_not_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
