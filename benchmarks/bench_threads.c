/*
 * One thread against two over many files' worth of text: one scanner, a worker
 * each, the next piece to whoever is free.
 */
#include "bench.c"
#include "text.c"

#include <pthread.h>
#include <stdatomic.h>

#define PIECE 1000 /* lines: a file of about 64 KiB */

struct job {
	struct shuhi_scanner *scanner;
	const struct text *text;
	atomic_size_t next;
};

struct hand {
	_Alignas(128) pthread_t thread; /* no cache line is written by both */
	struct job *job;
	struct shuhi_worker *worker;
	struct answer answer;
};

static void *
work(void *arg)
{
	struct hand *h = arg;
	const struct text *t = h->job->text;
	size_t i, end;

	while ((i = atomic_fetch_add(&h->job->next, PIECE)) < t->n) {
		end = i + PIECE < t->n ? i + PIECE : t->n;
		for (; i < end; i++)
			answer_add(&h->answer, h->worker, t->line[i], i);
	}
	return NULL;
}

/* Seconds that n threads need. */
static double
scan(struct job *job, struct hand *hands, size_t n, struct answer *sum)
{
	double at = seconds();
	size_t i, v;

	*sum = (struct answer){ 0 };
	atomic_store(&job->next, 0);
	for (i = 0; i < n; i++) {
		hands[i].answer = (struct answer){ 0 };
		if (pthread_create(&hands[i].thread, NULL, work, &hands[i]) !=
		    0)
			errx(2, "no thread");
	}
	for (i = 0; i < n; i++) {
		pthread_join(hands[i].thread, NULL);
		for (v = 0; v < 4; v++)
			sum->verdicts[v] += hands[i].answer.verdicts[v];
		sum->sum += hands[i].answer.sum;
	}
	return seconds() - at;
}

int
main(void)
{
	struct shuhi_scanner *s = engine_open(NULL);
	struct samples speed[2] = { 0 };
	struct hand hands[2] = { 0 };
	struct answer want, got;
	double busy = 0, wall = 0; /* of the passes with two threads */
	struct text t;
	struct job job = { .scanner = s, .text = &t };
	size_t i, n;

	text_load(&t);
	for (i = 0; i < 2; i++) {
		hands[i].job = &job;
		hands[i].worker = engine_worker(s);
	}
	note("text: %s", t.origin);
	scan(&job, hands, 1, &want);
	for (i = 0; i < PASSES; i++)
		for (n = 1; n <= 2; n++) {
			clock_t used = clock();
			double took = scan(&job, hands, n, &got);

			if (n == 2) {
				busy +=
				    (double)(clock() - used) / CLOCKS_PER_SEC;
				wall += took;
			}
			answer_check(&got, &want, "threads");
			sample(&speed[n - 1], (double)t.all.len / took / 1e6);
		}
	note(
	    "two threads really got %.2f processors; below 1.9 the machine was "
	    "busy and the ratio says nothing",
	    busy / wall);
	row((struct row){
	    "1 thread, on the wall", &speed[0], "MB/s", NULL, 0, 0, 0 });
	row((struct row){ "2 threads, on the wall", &speed[1], "MB/s", "2 / 1",
	    median(&speed[1]) / median(&speed[0]), 1.8, 0 });
	for (i = 0; i < 2; i++)
		shuhi_worker_close(hands[i].worker);
	text_free(&t);
	shuhi_scanner_unref(s);
	return 0;
}
