#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define SLOT_KEEP ((size_t)1 << 20) /* bytes a free slot's buffers may hold */

enum state { FREE, WAITING, RUNNING, DONE };

struct slot {
	struct job job;
	struct pool *pool;
	enum state state;
	bool spilling; /* its thread waits until `out` has been written */
};

struct member {
	pthread_t thread;
	struct pool *pool;
	struct lane *lane;
};

struct pool {
	struct scan *scan;
	struct slot *slots;
	size_t nslots;
	size_t head, todo, tail; /* ever growing; slot = number % nslots */
	size_t flight;           /* bytes of lines between head and tail */

	struct member *members;
	unsigned nthreads, most; /* threads running, allowed */
	unsigned idle;
	bool quit;

	pthread_mutex_t lock; /* states, todo, idle, quit, spilling */
	pthread_cond_t work;  /* something to do, or to quit */
	pthread_cond_t done;  /* a slot is done or spilling  */
	pthread_cond_t spilt; /* a spill has been written    */
};

static struct slot *
slot_of(struct pool *p, size_t number)
{
	return &p->slots[number % p->nslots];
}

/* ---- written by the main thread ---------------------------------------- */

static void
write_out(struct scan *scan, struct buf *b)
{
	progress_hide(&scan->progress);
	if (b->failed && scan->out.error == 0)
		scan->out.error = ENOMEM;
	if (scan->out.error == 0)
		out_put(&scan->out, buf_view(b));
	if (scan->out.error != 0)
		atomic_store(&scan->stop, true);
	b->len = 0;
}

static void
tally_add(struct tally *sum, const struct tally *t)
{
	size_t i;

	for (i = 0; i < 4; i++)
		sum->verdicts[i] += t->verdicts[i];
	sum->findings += t->findings;
	sum->errors += t->errors;
	sum->foreign += t->foreign;
}

static void
empty(struct buf *b)
{
	b->len = 0;
	if (b->cap > SLOT_KEEP || b->failed)
		buf_free(b);
}

static void
retire(struct pool *p, struct slot *s)
{
	struct job *job = &s->job;

	write_out(p->scan, &job->sink.out);
	if (p->scan->notes.len < SCAN_NOTES)
		buf_span(&p->scan->notes, buf_view(&job->sink.notes));
	tally_add(&p->scan->tally, &job->tally);
	p->flight -= job->raw.len;
	empty(&job->raw);
	empty(&job->sink.out);
	empty(&job->sink.notes);
	s->state = FREE;
	p->head++;
}

/* Write what the head has; with `wait`, until it is done.  True when it is. */
static bool
advance(struct pool *p, bool wait)
{
	struct slot *s = slot_of(p, p->head);
	bool done;

	pthread_mutex_lock(&p->lock);
	while (s->state != DONE && (wait || s->spilling)) {
		if (s->spilling) {
			pthread_mutex_unlock(&p->lock);
			write_out(p->scan, &s->job.sink.out);
			pthread_mutex_lock(&p->lock);
			s->spilling = false;
			pthread_cond_broadcast(&p->spilt);
		} else
			pthread_cond_wait(&p->done, &p->lock);
	}
	done = s->state == DONE;
	pthread_mutex_unlock(&p->lock);
	if (done)
		retire(p, s);
	return done;
}

/* ---- threads ------------------------------------------------------------ */

static struct slot *
slot_with(struct sink *sink)
{
	return (struct slot *)((char *)sink - offsetof(struct slot, job.sink));
}

static void
spill_here(struct sink *sink)
{
	write_out(slot_with(sink)->pool->scan, &sink->out);
}

static void
spill_to_main(struct sink *sink)
{
	struct slot *s = slot_with(sink);
	struct pool *p = s->pool;

	pthread_mutex_lock(&p->lock);
	s->spilling = true;
	pthread_cond_signal(&p->done);
	while (s->spilling)
		pthread_cond_wait(&p->spilt, &p->lock);
	pthread_mutex_unlock(&p->lock);
}

static void *
member_main(void *arg)
{
	struct member *m = arg;
	struct pool *p = m->pool;
	struct slot *s;

	pthread_mutex_lock(&p->lock);
	for (;;) {
		p->idle++;
		while (p->todo == p->tail && !p->quit)
			pthread_cond_wait(&p->work, &p->lock);
		p->idle--;
		if (p->todo == p->tail)
			break;
		s = slot_of(p, p->todo++);
		s->state = RUNNING;
		pthread_mutex_unlock(&p->lock);
		s->job.sink.spill = spill_to_main;
		lane_run(m->lane, &s->job);
		pthread_mutex_lock(&p->lock);
		s->state = DONE;
		pthread_cond_signal(&p->done);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

/* One thread more.  That there are fewer than allowed costs time only. */
static void
hire(struct pool *p)
{
	struct member *m = &p->members[p->nthreads];
	struct shuhi_error err;

	if (m->lane == NULL && lane_open(p->scan, &m->lane, &err) != 0) {
		p->most = p->nthreads;
		return;
	}
	m->pool = p;
	if (pthread_create(&m->thread, NULL, member_main, m) != 0)
		p->most = p->nthreads;
	else
		p->nthreads++;
}

/* ---- the pool ----------------------------------------------------------- */

int
pool_open(struct scan *scan, struct pool **out, struct shuhi_error *err)
{
	unsigned jobs = scan->opts->jobs;
	struct pool *p = calloc(1, sizeof *p);

	*err = (struct shuhi_error){ .code = SHUHI_E_NOMEM,
		.message = "out of memory" };
	if (p == NULL)
		return -1;
	p->scan = scan;
	p->most = jobs > 1 ? jobs : 0;
	p->nslots = (size_t)jobs * 3 + 1;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->work, NULL);
	pthread_cond_init(&p->done, NULL);
	pthread_cond_init(&p->spilt, NULL);
	p->slots = calloc(p->nslots, sizeof *p->slots);
	p->members = calloc(jobs, sizeof *p->members);
	if (p->slots == NULL || p->members == NULL ||
	    lane_open(scan, &p->members[0].lane, err) != 0) {
		pool_close(p);
		return -1;
	}
	*out = p;
	return 0;
}

struct job *
pool_take(struct pool *p)
{
	struct slot *s;
	struct buf raw, out, notes;

	if (p->tail - p->head == p->nslots)
		advance(p, true);
	s = slot_of(p, p->tail);
	empty(&s->job.raw); /* a job that was taken and never submitted */
	raw = s->job.raw;
	out = s->job.sink.out;
	notes = s->job.sink.notes;
	s->job = (struct job){
		.raw = raw,
		.sink = { .out = out, .notes = notes },
	};
	s->pool = p;
	return &s->job;
}

void
pool_submit(struct pool *p, struct job *job)
{
	struct slot *s = slot_of(p, p->tail);
	size_t waiting;

	while (p->head != p->tail && p->flight + job->raw.len > SCAN_FLIGHT)
		advance(p, true);
	p->flight += job->raw.len;
	pthread_mutex_lock(&p->lock);
	s->state = WAITING;
	p->tail++;
	waiting = p->tail - p->todo > p->idle;
	pthread_cond_signal(&p->work);
	pthread_mutex_unlock(&p->lock);
	if (waiting && p->nthreads < p->most)
		hire(p);
	if (p->nthreads == 0) {
		p->todo++;
		job->sink.spill = spill_here;
		lane_run(p->members[0].lane, job);
		s->state = DONE;
	}
	while (p->head != p->tail && advance(p, false))
		continue;
}

void
pool_drain(struct pool *p)
{
	while (p->head != p->tail)
		advance(p, true);
	progress_hide(&p->scan->progress);
	out_flush(&p->scan->out);
	if (p->scan->out.error != 0)
		atomic_store(&p->scan->stop, true);
}

static void
dismiss(struct pool *p)
{
	unsigned i;

	pthread_mutex_lock(&p->lock);
	p->quit = true;
	pthread_cond_broadcast(&p->work);
	pthread_mutex_unlock(&p->lock);
	for (i = 0; i < p->nthreads; i++)
		pthread_join(p->members[i].thread, NULL);
}

void
pool_close(struct pool *p)
{
	unsigned i;
	size_t j;

	if (p->head != p->tail)
		pool_drain(p);
	dismiss(p);
	for (i = 0; p->members != NULL && i < p->scan->opts->jobs; i++)
		lane_close(p->members[i].lane);
	for (j = 0; p->slots != NULL && j < p->nslots; j++) {
		buf_free(&p->slots[j].job.raw);
		buf_free(&p->slots[j].job.sink.out);
		buf_free(&p->slots[j].job.sink.notes);
	}
	pthread_mutex_destroy(&p->lock);
	pthread_cond_destroy(&p->work);
	pthread_cond_destroy(&p->done);
	pthread_cond_destroy(&p->spilt);
	free(p->slots);
	free(p->members);
	free(p);
}
