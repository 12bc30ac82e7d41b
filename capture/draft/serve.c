#include "servedata.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "err.h"
#include "secret.h"

static unsigned
or_default(unsigned given, unsigned usual)
{
	return given != 0 ? given : usual;
}

static void
settle_limits(struct serve_limits *l, bool one_machine)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	l->head_seconds =
	    or_default(l->head_seconds, LIMIT_DRAFT_HEAD_SECONDS);
	l->body_seconds =
	    or_default(l->body_seconds, LIMIT_DRAFT_BODY_SECONDS);
	l->answer_seconds =
	    or_default(l->answer_seconds, LIMIT_DRAFT_ANSWER_SECONDS);
	l->idle_seconds =
	    or_default(l->idle_seconds, LIMIT_DRAFT_IDLE_SECONDS);
	l->connections = or_default(l->connections, LIMIT_DRAFT_CONNECTIONS);
	l->per_address = or_default(
	    l->per_address, one_machine ? 0 : LIMIT_DRAFT_PER_ADDRESS);
	l->bodies = l->bodies != 0 ? l->bodies : LIMIT_DRAFT_BODIES;
	l->workers = or_default(l->workers, cpus > 0 ? (unsigned)cpus : 1);
	if (l->workers > LIMIT_DRAFT_WORKERS)
		l->workers = LIMIT_DRAFT_WORKERS;
	l->waiting = or_default(l->waiting, LIMIT_DRAFT_WAITING);
	l->rate = or_default(l->rate, LIMIT_DRAFT_RATE);
}

/* ---- opening ------------------------------------------------------------------- */

static int
may_listen(const struct serve_config *c, const struct door *d,
    struct shuhi_error *err)
{
	if ((c->cert == NULL) != (c->key == NULL))
		return fail(err, SHUHI_E_USAGE,
		    "give --tls-cert and --tls-key together", 0);
	if (d->loopback || (c->cert != NULL && c->users != NULL))
		return 0;
	return fail(err, SHUHI_E_USAGE,
	    "others can reach this address: give --tls-cert, --tls-key and "
	    "--users, or listen on 127.0.0.1", 0);
}

static int
check_names(const struct serve_config *c, struct shuhi_error *err)
{
	size_t i;

	for (i = 0; i < c->nnames; i++)
		if (!door_name(c->names[i]))
			return fail(err, SHUHI_E_USAGE,
			    "--name takes a host name alone, such as "
			    "kiosk.example.jp: no http://, port or path", 0);
	return 0;
}

/* What people are to open: nobody can open 0.0.0.0. */
static const char *
host_for_people(const struct door *d)
{
	return d->every && d->nnames > 0 ? d->names[0] : d->host;
}

static int
open_door(struct serve *s, int *fd, struct shuhi_error *err)
{
	const struct serve_config *c = &s->config;

	s->door.tls = c->cert != NULL;
	s->door.names = c->names;
	s->door.nnames = c->nnames;
	if (door_open(&s->door, fd, err) != 0)
		return -1;
	snprintf(s->url, sizeof s->url, "%s://%s:%u/",
	    s->door.tls ? "https" : "http", host_for_people(&s->door),
	    s->door.port);
	return 0;
}

static int
open_gate(struct serve *s, struct shuhi_error *err)
{
	const struct serve_limits *l = &s->config.limits;

	if (pace_open(LIMIT_DRAFT_TOLD, 60, 1, &s->telling, err) != 0)
		return -1;
	if (!l->any_rate &&
	    pace_open(l->rate, 60, LIMIT_DRAFT_ADDRESSES, &s->rate, err) != 0)
		return -1;
	if (s->config.users == NULL)
		return 0;
	return pace_open(LIMIT_DRAFT_LOGINS, LIMIT_DRAFT_LOGIN_SECONDS,
	           LIMIT_DRAFT_ADDRESSES, &s->attempts, err) != 0 ||
	    pace_open(LIMIT_DRAFT_LOGINS_NAME, LIMIT_DRAFT_LOGIN_SECONDS,
	        LIMIT_DRAFT_ADDRESSES, &s->names, err) != 0 ||
	    sessions_open(&s->sessions, err) != 0 ||
	    users_load(s->config.users, &s->users, err) != 0
	    ? -1 : 0;
}

/* The library has read both when it is open. */
static int
open_tls(struct serve *s, struct httpd_config *config,
    const struct httpd_app *app, struct shuhi_error *err)
{
	struct buf cert = { 0 }, key = { 0 };
	int rc = -1;

	if (open_read(s->config.cert, LIMIT_DRAFT_PEM, &cert, err) == 0 &&
	    secret_read(s->config.key, LIMIT_DRAFT_PEM, &key, err) == 0 &&
	    open_door(s, &config->listener, err) == 0) {
		config->cert = cert.ptr;
		config->key = key.ptr;
		rc = httpd_open(config, app, &s->httpd, err);
	}
	buf_free(&cert);
	buf_free(&key);
	return rc;
}

static int
open_httpd(struct serve *s, struct shuhi_error *err)
{
	const struct serve_limits *l = &s->config.limits;
	struct httpd_config config = {
		.head_seconds = l->head_seconds,
		.body_seconds = l->body_seconds,
		.answer_seconds = l->answer_seconds,
		.idle_seconds = l->idle_seconds,
		.connections = l->connections,
		.per_address = l->per_address,
		.bodies = l->bodies,
	};
	const struct httpd_app app = {
		.head = desk_head,
		.whole = desk_whole,
		.refuse = desk_refuse,
		.gone = desk_gone,
		.arg = s,
	};

	if (s->config.cert != NULL)
		return open_tls(s, &config, &app, err);
	if (open_door(s, &config.listener, err) != 0)
		return -1;
	return httpd_open(&config, &app, &s->httpd, err);
}

static int
open_all(struct serve *s, struct shuhi_error *err)
{
	const struct serve_config *c = &s->config;

	if (door_parse(c->listen, &s->door, err) != 0 ||
	    may_listen(c, &s->door, err) != 0 || check_names(c, err) != 0)
		return -1;
	settle_limits(&s->config.limits, s->door.loopback);
	if (open_gate(s, err) != 0 ||
	    kit_open(&c->kit, &s->slot.kit, err) != 0 ||
	    crew_open(c->limits.workers, c->limits.waiting, &s->quick, err) !=
	        0 ||
	    crew_open(LIMIT_DRAFT_PICTURES, LIMIT_DRAFT_SLOW, &s->pictures,
	        err) != 0 ||
	    crew_open(LIMIT_DRAFT_PASSWORDS, LIMIT_DRAFT_SLOW, &s->passwords,
	        err) != 0 ||
	    look_open(&(struct look_config){ .children = LIMIT_DRAFT_PICTURES },
	        &s->looker, err) != 0)
		return -1;
	return open_httpd(s, err);
}

int
serve_open(const struct serve_config *config, struct serve **out,
    struct shuhi_error *err)
{
	struct serve *s = calloc(1, sizeof *s);

	if (s == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a server", 0);
	s->config = *config;
	pthread_mutex_init(&s->slot.lock, NULL);
	pthread_mutex_init(&s->users_lock, NULL);
	if (open_all(s, err) != 0) {
		serve_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

bool
serve_lets_nobody_in(struct serve *s)
{
	bool nobody;

	pthread_mutex_lock(&s->users_lock);
	nobody = s->users != NULL && users_count(s->users) == 0;
	pthread_mutex_unlock(&s->users_lock);
	return nobody;
}

const char *
serve_url(const struct serve *s)
{
	return s->url;
}

static void
swap_users(struct serve *s, struct users *users)
{
	struct users *old;

	if (users == NULL)
		return;
	pthread_mutex_lock(&s->users_lock);
	old = s->users;
	s->users = users;
	pthread_mutex_unlock(&s->users_lock);
	users_unref(old);
}

static int
load(struct serve *s, struct kit **kit, struct users **users,
    struct shuhi_error *err)
{
	if (s->config.users != NULL &&
	    users_load(s->config.users, users, err) != 0)
		return -1;
	return kit_open(&s->config.kit, kit, err);
}

int
serve_reload(struct serve *s, struct shuhi_error *err)
{
	struct users *users = NULL;
	struct kit *kit;

	if (load(s, &kit, &users, err) != 0) {
		users_unref(users);
		atomic_fetch_add(&s->tally.reloads_failed, 1);
		return -1;
	}
	kit_swap(&s->slot, kit);
	swap_users(s, users);
	atomic_fetch_add(&s->tally.reloads, 1);
	return 0;
}

/* The crews end first: then no request waits for them, as httpd_close() asks. */
void
serve_close(struct serve *s)
{
	if (s->httpd != NULL)
		httpd_drain(s->httpd, LIMIT_DRAFT_END_SECONDS);
	crew_stop(s->quick);
	crew_stop(s->pictures);
	crew_stop(s->passwords);
	httpd_close(s->httpd);
	crew_close(s->quick);
	crew_close(s->pictures);
	crew_close(s->passwords);
	look_close(s->looker);
	pace_close(s->telling);
	pace_close(s->rate);
	pace_close(s->attempts);
	pace_close(s->names);
	sessions_close(s->sessions);
	users_unref(s->users);
	kit_unref(s->slot.kit);
	pthread_mutex_destroy(&s->users_lock);
	pthread_mutex_destroy(&s->slot.lock);
	free(s);
}
