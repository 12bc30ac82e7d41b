#include "pace.h"

#include <pthread.h>
#include <stdlib.h>

#include "err.h"
#include "seal.h"

#define WAYS 8 /* places a key may have */

/*
 * A key's debt: each time adds `step`, the clock pays it off.  It may never be
 * further ahead of the clock than `window`.
 */
struct count {
	uint64_t key;
	uint64_t paid; /* microseconds: the time at which nothing is owed */
};

struct pace {
	pthread_mutex_t lock;
	struct seal_key secret;
	uint64_t step, window;
	size_t nsets;
	struct count count[];
};

int
pace_open(unsigned times, unsigned seconds, size_t keys, struct pace **out,
    struct shuhi_error *err)
{
	size_t nsets = keys / WAYS + 1;
	struct pace *p = calloc(
	    1, sizeof *p + nsets * WAYS * sizeof p->count[0]);

	if (p == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for counting", 0);
	pthread_mutex_init(&p->lock, NULL);
	seal_nonce(p->secret.byte, sizeof p->secret.byte);
	p->window = (uint64_t)seconds * 1000000;
	p->step = p->window / times;
	p->nsets = nsets;
	*out = p;
	return 0;
}

void
pace_close(struct pace *p)
{
	if (p == NULL)
		return;
	pthread_mutex_destroy(&p->lock);
	explicit_bzero(p, sizeof *p);
	free(p);
}

/* The key's own count, else one of nobody, else another's. */
static struct count *
count_of(struct pace *p, uint64_t key)
{
	struct count *set = &p->count[key % p->nsets * WAYS], *least = set;
	size_t i;

	for (i = 0; i < WAYS; i++) {
		if (set[i].key == key && set[i].paid > 0)
			return &set[i];
		if (set[i].paid < least->paid)
			least = &set[i];
	}
	return least;
}

static unsigned
take(struct pace *p, uint64_t key, uint64_t now)
{
	struct count *c = count_of(p, key);
	uint64_t paid = c->paid > now ? c->paid : now;

	if (paid + p->step > now + p->window)
		return (unsigned)((paid + p->step - now - p->window) /
		    1000000) + 1;
	if (c->paid <= now)
		c->key = key;
	c->paid = paid + p->step;
	return 0;
}

unsigned
pace_wait(struct pace *p, struct span key, uint64_t now)
{
	struct digest d;
	uint64_t hash;
	unsigned wait;

	seal_of(&p->secret, key, &d);
	memcpy(&hash, d.byte, sizeof hash);
	pthread_mutex_lock(&p->lock);
	wait = take(p, hash, now);
	pthread_mutex_unlock(&p->lock);
	return wait;
}
