/*
 * "How far is it?" on a terminal, for work that takes longer than a second.
 * Any thread may count; whoever comes by when it is time paints the line.
 */
#ifndef SHUHI_CLI_PROGRESS_H
#define SHUHI_CLI_PROGRESS_H

#include <pthread.h>
#include <stdatomic.h>

#include "shuhi.h"

struct progress {
	bool on;
	enum shuhi_lang lang;
	double began;
	uint64_t total; /* bytes to do, 0 when unknown */
	uint64_t texts; /* files to do, 0 when unknown */
	atomic_uint_fast64_t bytes, done, found;
	pthread_mutex_t lock;
	double painted; /* when, under the lock; 0 never */
	bool shown;     /* there is a line to wipe     */
};

double progress_now(void); /* seconds, from some start */

void progress_begin(struct progress *, bool on, enum shuhi_lang);
void progress_add(struct progress *, uint64_t bytes, uint64_t texts,
    uint64_t found);
void progress_hide(struct progress *); /* before anything else is printed */
void progress_end(struct progress *);

#endif
