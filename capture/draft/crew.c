#include "crew.h"

#include <stdlib.h>
#include <string.h>

#include "deaf.h"
#include "err.h"

#define STACK_WIPED (64u << 10) /* deeper than a job goes */

struct crew {
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct job *first, **last;
	size_t waiting, most;
	bool closing;
	unsigned nthreads;
	pthread_t thread[];
};

static struct job *
next_job(struct crew *c)
{
	struct job *job;

	pthread_mutex_lock(&c->lock);
	while ((job = c->first) == NULL && !c->closing)
		pthread_cond_wait(&c->work, &c->lock);
	if (job != NULL) {
		if ((c->first = job->next) == NULL)
			c->last = &c->first;
		c->waiting--;
	}
	pthread_mutex_unlock(&c->lock);
	return job;
}

void __attribute__((noinline))
crew_wipe_stack(void)
{
	char below[STACK_WIPED];

	explicit_bzero(below, sizeof below);
}

static void *
work(void *arg)
{
	struct job *job;

	while ((job = next_job(arg)) != NULL) {
		job->run(job);
		crew_wipe_stack();
	}
	return NULL;
}

static int
start(struct crew *c, unsigned threads)
{
	sigset_t before = deaf_begin();
	int rc = 0;

	while (c->nthreads < threads && rc == 0) {
		rc = pthread_create(
		    &c->thread[c->nthreads], NULL, work, c);
		c->nthreads += rc == 0;
	}
	deaf_end(before);
	return rc;
}

int
crew_open(unsigned threads, size_t waiting, struct crew **out,
    struct shuhi_error *err)
{
	struct crew *c = calloc(1, sizeof *c + threads * sizeof c->thread[0]);

	if (c == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for threads", 0);
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->work, NULL);
	c->last = &c->first;
	c->most = waiting;
	if (start(c, threads) != 0) {
		crew_close(c);
		return fail(err, SHUHI_E_NOMEM, "no threads", 0);
	}
	*out = c;
	return 0;
}

bool
crew_put(struct crew *c, struct job *job)
{
	bool room;

	pthread_mutex_lock(&c->lock);
	room = c->waiting < c->most && !c->closing;
	if (room) {
		job->next = NULL;
		*c->last = job;
		c->last = &job->next;
		c->waiting++;
		pthread_cond_signal(&c->work);
	}
	pthread_mutex_unlock(&c->lock);
	return room;
}

void
crew_stop(struct crew *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->closing = true;
	pthread_cond_broadcast(&c->work);
	pthread_mutex_unlock(&c->lock);
	while (c->nthreads > 0)
		pthread_join(c->thread[--c->nthreads], NULL);
}

void
crew_close(struct crew *c)
{
	if (c == NULL)
		return;
	crew_stop(c);
	pthread_cond_destroy(&c->work);
	pthread_mutex_destroy(&c->lock);
	free(c);
}
