/* The server from the inside; for serve.c, desk.c and gate.c only. */
#ifndef SHUHI_DRAFT_SERVEDATA_H
#define SHUHI_DRAFT_SERVEDATA_H

#include "crew.h"
#include "drafttally.h"
#include "httpd.h"
#include "look.h"
#include "pace.h"
#include "serve.h"
#include "session.h"
#include "users.h"

struct serve {
	struct serve_config config;
	struct door door;
	char url[DOOR_ROOM + 16];
	struct kit_slot slot;
	struct crew *quick; /* texts */
	/* what takes long, and keeps no text waiting */
	struct crew *pictures;
	struct crew *passwords;
	struct looker *looker;
	struct httpd *httpd;
	struct tally tally;

	struct pace *telling;  /* failures, for the log */
	struct pace *rate;     /* requests by address */
	struct pace *attempts; /* log-ins by address  */
	struct pace *names;    /* and by name         */
	struct sessions *sessions;
	pthread_mutex_t users_lock;
	struct users *users; /* NULL: no log-in is asked for */
};

/* ---- desk.c: requests ------------------------------------------------------ */

/* struct httpd_app */
void desk_head(void *serve, struct request *);
void desk_whole(void *serve, struct request *);
void desk_refuse(void *serve, struct request *, unsigned status);
void desk_gone(void *serve, struct request *);

/* An answer that says why not.  `message` is English and constant. */
void desk_fail(struct serve *, struct request *, unsigned status,
    const char *code, const char *message, uint64_t at);

/* In desk_whole(): run(&r->job) is called by one of the crew, or 503 answered. */
void desk_hand_over(struct serve *, struct request *, struct crew *,
    void (*run)(struct job *));
struct request *desk_request(struct job *);

/* ---- gate.c: who is let in -------------------------------------------------- */

/* Not too often, and logged in where that is asked for; else it is answered. */
bool gate_pass(struct serve *, struct request *);

void gate_login(struct job *);
void gate_logout(struct serve *, struct request *);

#endif
