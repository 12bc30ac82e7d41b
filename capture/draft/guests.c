#include "guests.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "deadline.h"
#include "deaf.h"
#include "err.h"

#define NEVER    UINT64_MAX
#define LOOK_MS  500

struct guest {
	int fd;
	uint64_t until; /* milliseconds of the monotonic clock */
	struct guest *next, **at;
};

struct guests {
	pthread_mutex_t lock;
	pthread_cond_t end;
	pthread_t thread;
	struct guest *first;
	uint64_t here, late;
	bool closing;
};

static uint64_t
clock_ms(unsigned later)
{
	struct timespec t = deadline(later);

	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void
send_away(struct guests *g)
{
	uint64_t now = clock_ms(0);
	struct guest *x;

	for (x = g->first; x != NULL; x = x->next)
		if (x->until <= now) {
			shutdown(x->fd, SHUT_RDWR);
			x->until = NEVER;
			g->late++;
		}
}

static void *
look(void *arg)
{
	struct guests *g = arg;
	struct timespec then;

	pthread_mutex_lock(&g->lock);
	while (!g->closing) {
		then = deadline(LOOK_MS);
		pthread_cond_timedwait(&g->end, &g->lock, &then);
		send_away(g);
	}
	pthread_mutex_unlock(&g->lock);
	return NULL;
}

static int
start(struct guests *g)
{
	sigset_t before = deaf_begin();
	int rc = pthread_create(&g->thread, NULL, look, g);

	deaf_end(before);
	return rc;
}

int
guests_open(struct guests **out, struct shuhi_error *err)
{
	struct guests *g = calloc(1, sizeof *g);

	if (g == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for guests", 0);
	pthread_mutex_init(&g->lock, NULL);
	deadline_cond_init(&g->end);
	if (start(g) != 0) {
		pthread_cond_destroy(&g->end);
		pthread_mutex_destroy(&g->lock);
		free(g);
		return fail(err, SHUHI_E_NOMEM, "no threads", 0);
	}
	*out = g;
	return 0;
}

void
guests_close(struct guests *g)
{
	if (g == NULL)
		return;
	pthread_mutex_lock(&g->lock);
	g->closing = true;
	pthread_cond_signal(&g->end);
	pthread_mutex_unlock(&g->lock);
	pthread_join(g->thread, NULL);
	pthread_cond_destroy(&g->end);
	pthread_mutex_destroy(&g->lock);
	free(g);
}

struct guest *
guests_enter(struct guests *g, int fd, unsigned seconds)
{
	struct guest *x = calloc(1, sizeof *x);

	if (x == NULL)
		return NULL;
	x->fd = fd;
	x->until = clock_ms(seconds * 1000);
	pthread_mutex_lock(&g->lock);
	if ((x->next = g->first) != NULL)
		x->next->at = &x->next;
	x->at = &g->first;
	g->first = x;
	g->here++;
	pthread_mutex_unlock(&g->lock);
	return x;
}

void
guests_until(struct guests *g, struct guest *x, unsigned seconds)
{
	uint64_t until = seconds == 0 ? NEVER : clock_ms(seconds * 1000);

	pthread_mutex_lock(&g->lock);
	x->until = until;
	pthread_mutex_unlock(&g->lock);
}

void
guests_leave(struct guests *g, struct guest *x)
{
	pthread_mutex_lock(&g->lock);
	if ((*x->at = x->next) != NULL)
		x->next->at = x->at;
	g->here--;
	pthread_mutex_unlock(&g->lock);
	free(x);
}

void
guests_count(struct guests *g, uint64_t *here, uint64_t *late)
{
	pthread_mutex_lock(&g->lock);
	*here = g->here;
	*late = g->late;
	pthread_mutex_unlock(&g->lock);
}
