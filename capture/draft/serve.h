/*
 * The kiosk's server: a page, and what it asks.
 *
 *	GET  /  /assets/NAME           the page, compiled into the program
 *	GET  /api/v1/settings          what the page must know
 *	POST /api/v1/check             a draft in, a report out
 *	POST /api/v1/check-image       the same of a picture
 *	GET  /login  POST /login /logout   when there is a users file
 *	GET  /healthz  /metrics
 *
 * Nothing that is typed is stored, logged or sent anywhere.  Only this machine is
 * served, unless a certificate, its key and users are given.
 *
 * Threads   serve_open(), serve_reload() and serve_close() are for one thread,
 *           that of the signals.
 */
#ifndef SHUHI_DRAFT_SERVE_H
#define SHUHI_DRAFT_SERVE_H

#include "door.h"
#include "kit.h"

/* Zero stands for the default, LIMIT_DRAFT_* of draftlimit.h. */
struct serve_limits {
	unsigned head_seconds, body_seconds, answer_seconds, idle_seconds;
	unsigned connections;
	unsigned per_address; /* default: no limit when only this machine is
	                       * served, as all share its address           */
	size_t bodies;      /* bytes of all bodies in memory                */
	unsigned workers;   /* threads that judge; default: one a processor */
	unsigned waiting;   /* texts that wait for them                     */
	unsigned rate;      /* requests a minute and address                */
	bool any_rate;      /* no limit of them                             */
};

struct serve_config {
	const char *listen;           /* "127.0.0.1:8787" */
	const char *const *names;     /* by which we are called, too */
	size_t nnames;
	const char *cert, *key, *users; /* files; NULL: none */
	enum shuhi_lang lang; /* for who names none */
	bool lang_given;      /* and of the page in a browser without a choice */
	struct kit_config kit;
	struct serve_limits limits;
	/* A constant English message in the language of who reads it. */
	const char *(*say)(enum shuhi_lang, const char *);
	/* What went wrong: constant texts, never what was typed.  From any thread;
	 * may be NULL. */
	void (*tell)(void *arg, const char *route, const char *code,
	    const char *message);
	void *arg;
};

struct serve;

/*
 * The configuration's strings must live as long as the server; json_in_init() was
 * called.
 *
 * Fails  SHUHI_E_USAGE  the address is no address, or not this machine's own and
 *                       there is no TLS or no users; files that others can read,
 *        and all that kit_open() fails with; SHUHI_E_IO, SHUHI_E_NOMEM.
 */
int serve_open(
    const struct serve_config *, struct serve **, struct shuhi_error *);

/*
 * Policy, rules, words, rosters and users are read anew and proved beside the old
 * ones; then all are swapped whole.  After a failure all old ones stay.  Requests
 * in flight end on what they began with.
 */
int serve_reload(struct serve *, struct shuhi_error *);

/* Where people open the page: "http://127.0.0.1:8787/", by the first name when it
 * listens on all addresses; the server's own. */
const char *serve_url(const struct serve *);

/* Users are asked for, and there are none. */
bool serve_lets_nobody_in(struct serve *);

/* What is in flight is answered first, within LIMIT_DRAFT_END_SECONDS. */
void serve_close(struct serve *);

#endif
