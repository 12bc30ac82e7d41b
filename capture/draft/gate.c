/* Who is let in: how often, and after logging in. */
#include "servedata.h"

#include <stdio.h>

#include "loginform.h"

/* The prefix makes a browser refuse the cookie from any other host or path. */
#define COOKIE_TLS   "__Host-shuhi"
#define COOKIE_PLAIN "shuhi" /* on loopback, without TLS */

static const char *
cookie_name(const struct serve *s)
{
	return s->door.tls ? COOKIE_TLS : COOKIE_PLAIN;
}

static void
set_cookie(const struct serve *s, struct request *r, const char *token,
    unsigned seconds)
{
	snprintf(r->reply.cookie, sizeof r->reply.cookie,
	    "%s=%s; Path=/; Max-Age=%u; HttpOnly; SameSite=Strict%s",
	    cookie_name(s), token, seconds, s->door.tls ? "; Secure" : "");
}

static struct users *
users_in_force(struct serve *s)
{
	struct users *u;

	pthread_mutex_lock(&s->users_lock);
	u = s->users == NULL ? NULL : users_ref(s->users);
	pthread_mutex_unlock(&s->users_lock);
	return u;
}

static uint64_t
seconds(void)
{
	return httpd_clock() / 1000000;
}

/* ---- passing ------------------------------------------------------------------ */

/* In IPv6 a client has as many addresses of one network as it likes. */
static struct span
address_of(const struct peer *peer)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	bool v4 = memcmp(peer->byte, mapped, sizeof mapped) == 0;

	return (struct span){ (const char *)peer->byte, v4 ? 16 : 8 };
}

static bool
is_open(enum route route)
{
	switch (route) {
	case ROUTE_ASSET: /* the program's, nobody's secret; the log-in has some */
	case ROUTE_HEALTH:
	case ROUTE_METRICS: /* for this machine only */
	case ROUTE_LOGIN_PAGE:
	case ROUTE_LOGIN:
		return true;
	default:
		return false;
	}
}

static bool
is_in_time(struct serve *s, struct request *r)
{
	unsigned wait;

	/* a page is some thirty files, and one without all of them checks nothing */
	if (s->rate == NULL || r->route == ROUTE_ASSET ||
	    r->route == ROUTE_HEALTH || r->route == ROUTE_METRICS)
		return true;
	wait = pace_wait(s->rate, address_of(&r->peer), httpd_clock());
	if (wait == 0)
		return true;
	desk_fail(s, r, 429, "rate", "too many requests", 0);
	r->reply.retry_after = wait;
	return false;
}

/* Who was taken off the list, or has a new password there, is out at once. */
static bool
is_logged_in(struct serve *s, struct request *r)
{
	struct span token = cookie_value(
	    request_header(r, "Cookie"), cookie_name(s));
	struct holder holder;
	struct digest record;
	struct users *users;
	bool ok;

	if (token.ptr == NULL ||
	    !session_find(s->sessions, token, seconds(), &holder))
		return false;
	users = users_in_force(s);
	ok = users_record(users, span_of(holder.user), &record) &&
	    seal_same(&record, &holder.record);
	users_unref(users);
	if (ok)
		memcpy(r->user, holder.user, sizeof r->user);
	else
		session_end(s->sessions, token);
	return ok;
}

bool
gate_pass(struct serve *s, struct request *r)
{
	if (!is_in_time(s, r))
		return false;
	if (s->config.users == NULL || is_logged_in(s, r) || is_open(r->route))
		return true;
	if (r->route == ROUTE_PAGE || r->route == ROUTE_LOGOUT) {
		reply_elsewhere(&r->reply, "/login");
		r->answered = true;
		return false;
	}
	desk_fail(s, r, 401, "login", "log in first", 0);
	return false;
}

/* ---- logging in ------------------------------------------------------------------ */

/* Each attempt counts before it is looked at, by where it comes from and by whom
 * it is about. */
static bool
may_try(struct serve *s, const struct request *r, const struct loginform *f)
{
	uint64_t now = httpd_clock();

	return pace_wait(s->attempts, address_of(&r->peer), now) == 0 &&
	    pace_wait(s->names, (struct span){ f->user, f->nuser }, now) == 0;
}

static void
try_form(struct serve *s, struct request *r, const struct loginform *f)
{
	struct users *users = users_in_force(s);
	struct span name = { f->user, f->nuser };
	char token[SEAL_TEXT(SESSION_BYTES)];
	struct holder holder = { .user = "" };
	bool ok = users_check(users, name,
	              (struct span){ f->password, f->npassword }) &&
	    users_record(users, name, &holder.record);

	users_unref(users);
	if (!ok) {
		reply_elsewhere(&r->reply, "/login#failed");
		return;
	}
	memcpy(holder.user, f->user, strnlen(f->user, LIMIT_DRAFT_NAME));
	session_begin(s->sessions, &holder, seconds(), token);
	reply_elsewhere(&r->reply, "/");
	set_cookie(s, r, token, LIMIT_DRAFT_SESSION);
	explicit_bzero(token, sizeof token);
}

void
gate_login(struct job *job)
{
	struct request *r = desk_request(job);
	struct serve *s = r->app;
	struct loginform f;

	if (!loginform_read(buf_view(&r->body), &f))
		reply_elsewhere(&r->reply, "/login#failed");
	else if (!may_try(s, r, &f))
		reply_elsewhere(&r->reply, "/login#wait");
	else
		try_form(s, r, &f);
	explicit_bzero(&f, sizeof f);
	httpd_done(r);
}

void
gate_logout(struct serve *s, struct request *r)
{
	struct span token = cookie_value(
	    request_header(r, "Cookie"), cookie_name(s));

	if (token.ptr != NULL)
		session_end(s->sessions, token);
	reply_elsewhere(&r->reply, "/login");
	set_cookie(s, r, "", 0);
	r->answered = true;
}
