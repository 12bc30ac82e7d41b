/* Signals are for the thread that waits for them: others are born deaf. */
#ifndef SHUHI_DRAFT_DEAF_H
#define SHUHI_DRAFT_DEAF_H

#include <pthread.h>
#include <signal.h>

/* Threads that are made from here to deaf_end() hear no signal. */
static inline sigset_t
deaf_begin(void)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	return before;
}

static inline void
deaf_end(sigset_t before)
{
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

#endif
