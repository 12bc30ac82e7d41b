/* The server from the inside; for serve.c, desk.c and gate.c only. */
#ifndef SHUHI_DRAFT_SERVEDATA_H
#define SHUHI_DRAFT_SERVEDATA_H

#include "crew.h"
#include "httpd.h"
#include "serve.h"

struct serve {
	struct serve_config config;
	struct door door;
	char url[DOOR_ROOM + 16];
	struct kit_slot slot;
	struct crew *quick; /* texts */
	struct crew *slow;  /* pictures and passwords, which keep no text waiting */
	struct httpd *httpd;
};

/* desk.c: requests; struct httpd_app */
void desk_head(void *serve, struct request *);
void desk_whole(void *serve, struct request *);
void desk_refuse(void *serve, struct request *, unsigned status);
void desk_gone(void *serve, struct request *);

/* An answer that says why not.  `message` is English and constant. */
void desk_fail(struct serve *, struct request *, unsigned status,
    const char *code, const char *message, uint64_t at);

#endif
