#include "../capture/draft/crew.c"

#include <semaphore.h>

#include "help.h"

struct task {
	struct job job; /* first: one is the other */
	sem_t *gate;    /* waits there, unless NULL */
	sem_t *begun;
	bool done;
};

static void
run(struct job *job)
{
	struct task *t = (struct task *)job;

	if (t->begun != NULL)
		sem_post(t->begun);
	if (t->gate != NULL)
		sem_wait(t->gate);
	t->done = true;
}

static struct crew *
crew(unsigned threads, size_t waiting)
{
	struct shuhi_error err;
	struct crew *c = NULL;

	assert_int_equal(crew_open(threads, waiting, &c, &err), 0);
	return c;
}

static void
test_all_that_was_taken_is_done_before_the_end(void **state)
{
	struct task tasks[100];
	struct crew *c = crew(3, 100);
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		tasks[i] = (struct task){ .job = { .run = run } };
		assert_true(crew_put(c, &tasks[i].job));
	}
	crew_close(c);
	for (i = 0; i < 100; i++)
		assert_true(tasks[i].done);
}

/* One at work, as many waiting as may: the next is told. */
static void
test_so_many_wait_and_not_one_more(void **state)
{
	struct task tasks[4];
	struct crew *c = crew(1, 2);
	sem_t gate, begun;
	int i;

	(void)state;
	sem_init(&gate, 0, 0);
	sem_init(&begun, 0, 0);
	for (i = 0; i < 4; i++)
		tasks[i] = (struct task){ { .run = run }, &gate, &begun, false };
	assert_true(crew_put(c, &tasks[0].job));
	sem_wait(&begun);
	assert_true(crew_put(c, &tasks[1].job));
	assert_true(crew_put(c, &tasks[2].job));
	assert_false(crew_put(c, &tasks[3].job));
	for (i = 0; i < 3; i++)
		sem_post(&gate);
	crew_close(c);
	assert_true(tasks[2].done);
	assert_false(tasks[3].done);
}

static void
test_nothing_is_taken_at_the_end(void **state)
{
	struct task t = { .job = { .run = run } };
	struct crew *c = crew(1, 2);

	(void)state;
	crew_stop(c);
	assert_false(crew_put(c, &t.job));
	crew_close(c);
	assert_false(t.done);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_that_was_taken_is_done_before_the_end),
		cmocka_unit_test(test_so_many_wait_and_not_one_more),
		cmocka_unit_test(test_nothing_is_taken_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
