/*
 * The c-icap service: one process's state, and the ways between c-icap's calls
 * (srv_shuhi.c), a request (request.c) and what is sent back (answer.c).
 */
#ifndef SHUHI_PROXY_SERVICE_H
#define SHUHI_PROXY_SERVICE_H

#include <c_icap/c-icap.h>
#include <c_icap/service.h>
#include <c_icap/request.h>

#include "post.h"
#include "reload.h"
#include "scrape.h"
#include "spool.h"

/* As c-icap.conf says; c-icap's own functions write here. */
struct service_conf {
	char *policy, *data, *cache;
	char *spool_folder;
	long spool_memory, spool_together;
	int watch_seconds;
};

struct service {
	struct service_conf conf;
	struct kit_config kit_config;
	struct kit_slot slot;
	struct spool_rules spool;
	struct metrics *metrics; /* NULL: not ready */
	struct reload reload;
	ci_service_xdata_t *xdata;
	pid_t master;
	time_t metrics_at;
	struct scrape scrape;
	bool books_told;  /* that the audit will not open */
	bool scrape_told; /* that nobody serves the metrics */
};

#define EXCHANGE_MAGIC 0x53687568u

/* One request, as c-icap's service data. */
struct exchange {
	unsigned magic;
	struct service *service;
	struct kit *kit; /* the set it began with; NULL: none */
	struct post post;
	char *line; /* the request line, cut in two */
	struct buf headers;
	char encodings[LIMIT_PROXY_CODINGS + 2];
	struct spool spool;
	bool judged, answered;
	struct post_answer answer;
	size_t sent; /* bytes of the page */
};

/* NULL: no memory. */
struct exchange *exchange_new(struct service *, ci_request_t *);
void exchange_gone(struct exchange *);

/* More of the body.  Never fails: what went wrong is told by the answer. */
void exchange_take(struct exchange *, struct span bytes);

/* The body is whole: decide.  Once. */
void exchange_judge(struct exchange *);

/* Hand the page to c-icap in place of the request; -1: no memory. */
int answer_page(struct exchange *, ci_request_t *);

/* The next bytes of the body that goes back: page or echo; 0 none are left. */
size_t answer_bytes(struct exchange *, char *to, size_t room);

#endif
