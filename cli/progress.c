#include "progress.h"

#include <stdio.h>
#include <time.h>

#include "lang.h"

#define FIRST_AFTER 1.0 /* seconds */
#define EVERY       0.2

double
progress_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void
progress_begin(struct progress *p, bool on, enum shuhi_lang lang)
{
	*p = (struct progress){
		.on = on,
		.lang = lang,
		.began = progress_now(),
	};
	pthread_mutex_init(&p->lock, NULL);
}

static void
paint(struct progress *p, double now)
{
	uint64_t bytes = atomic_load(&p->bytes);
	double gone = now - p->began, left;
	char eta[64] = "", files[64] = "";

	if (p->total > bytes && bytes > 0) {
		left = gone * (double)(p->total - bytes) / (double)bytes;
		snprintf(eta, sizeof eta, tr(p->lang, "・残り約 %.0f 秒",
		    ", about %.0f s left"), left);
	}
	if (p->texts > 1)
		snprintf(files, sizeof files, " / %llu",
		    (unsigned long long)p->texts);
	fprintf(stderr, "\r\033[K");
	fprintf(stderr, tr(p->lang,
	    "検査中: %.1f MB・%llu%s 件・検出 %llu 件%s",
	    "scanning: %.1f MB, %llu%s texts, %llu found%s"),
	    (double)bytes / 1e6, (unsigned long long)atomic_load(&p->done),
	    files, (unsigned long long)atomic_load(&p->found), eta);
	fflush(stderr);
	p->painted = now;
	p->shown = true;
}

void
progress_add(struct progress *p, uint64_t bytes, uint64_t texts,
    uint64_t found)
{
	double now;

	if (!p->on)
		return;
	atomic_fetch_add(&p->bytes, bytes);
	atomic_fetch_add(&p->done, texts);
	atomic_fetch_add(&p->found, found);
	if (pthread_mutex_trylock(&p->lock) != 0)
		return;
	now = progress_now();
	if (now - p->began > FIRST_AFTER && now - p->painted > EVERY)
		paint(p, now);
	pthread_mutex_unlock(&p->lock);
}

void
progress_hide(struct progress *p)
{
	if (!p->on)
		return;
	pthread_mutex_lock(&p->lock);
	if (p->shown)
		fprintf(stderr, "\r\033[K");
	p->shown = false;
	pthread_mutex_unlock(&p->lock);
}

void
progress_end(struct progress *p)
{
	progress_hide(p);
	pthread_mutex_destroy(&p->lock);
}
