/* Requests: what may come in, and who answers. */
#include "servedata.h"

#include <stdlib.h>
#include <strings.h>

#include "asset.h"
#include "client.h"
#include "draft.h"
#include "json_in.h"
#include "route.h"
#include "sight.h"

/* What went wrong here, to who runs the server; not so often that a disk fills. */
static void
tell(struct serve *s, const struct request *r, const char *code,
    const char *message)
{
	if (s->config.tell != NULL &&
	    pace_wait(s->telling, SPAN("all"), httpd_clock()) == 0)
		s->config.tell(s->config.arg, route_name((enum route)r->route),
		    code, message);
}

/* A person in front of a browser, not the page's program. */
static bool
wants_page(const struct request *r)
{
	const char *accept = request_header(r, "Accept");

	return accept != NULL && strstr(accept, "text/html") != NULL &&
	    r->route != ROUTE_SETTINGS && r->route != ROUTE_CHECK &&
	    r->route != ROUTE_PICTURE;
}

void
desk_fail(struct serve *s, struct request *r, unsigned status,
    const char *code, const char *message, uint64_t at)
{
	const struct failure f = {
		.code = code,
		.message = s->config.say(r->lang, message),
		.at = at,
	};

	if (wants_page(r))
		reply_fail_page(&r->reply, status, f.message, r->lang);
	else
		reply_fail(&r->reply, status, &f);
	if (status == 503) {
		r->reply.retry_after = 1;
		tell(s, r, code, message);
	}
	r->answered = true;
}

/* ---- what may come in ------------------------------------------------------- */

struct taken {
	size_t most;       /* bytes of a body */
	const char *types; /* what it may be; "a/" a beginning, "" anything */
};

static const struct taken taken[ROUTE_COUNT] = {
	[ROUTE_CHECK] = { LIMIT_DRAFT_JSON, "application/json" },
	[ROUTE_PICTURE] = { LIMIT_DRAFT_PICTURE, "image/" },
	[ROUTE_LOGIN] = { LIMIT_DRAFT_FORM,
	    "application/x-www-form-urlencoded" },
	[ROUTE_LOGOUT] = { LIMIT_DRAFT_FORM, "" },
};

static bool
type_fits(const char *type, const char *wanted)
{
	size_t n = strlen(wanted);

	if (n == 0)
		return true;
	if (type == NULL || strncasecmp(type, wanted, n) != 0)
		return false;
	return wanted[n - 1] == '/' || type[n] == '\0' ||
	    strchr("; \t", type[n]) != NULL;
}

/* The bytes that are announced; 0 when their number is not (chunks). */
static uint64_t
announced(const char *length)
{
	return length == NULL ? 0 : strtoull(length, NULL, 10);
}

static void
head_of_body(struct serve *s, struct request *r)
{
	const struct taken *t = &taken[r->route];
	const char *length = request_header(r, "Content-Length");

	r->most = t->most;
	if (length == NULL && request_header(r, "Transfer-Encoding") == NULL)
		desk_fail(s, r, 411, "length", "no length was given", 0);
	else if (announced(length) > t->most)
		desk_fail(s, r, 413, "limit", "too large", t->most);
	else if (!type_fits(request_header(r, "Content-Type"), t->types))
		desk_fail(s, r, 415, "type",
		    "a body of this type is not taken here", 0);
}

/* Nobody logs in where nobody must. */
static struct routed
where_to(const struct serve *s, const struct request *r)
{
	struct routed to = route_find(r->method, r->path);

	if (s->config.users == NULL &&
	    (to.route == ROUTE_LOGIN_PAGE || to.route == ROUTE_LOGIN ||
	        to.route == ROUTE_LOGOUT))
		return (struct routed){ .route = ROUTE_NONE };
	return to;
}

static void
set_default_lang(const struct serve *s, struct request *r)
{
	struct client_wants wants = client_wants(
	    NULL, request_header(r, "Accept-Language"));

	r->lang = wants.any_lang ? wants.lang : s->config.lang;
}

/* What proxies and servers read differently is a way past one of them. */
static bool
is_plain(struct serve *s, struct request *r)
{
	const char *coding = request_header(r, "Transfer-Encoding");
	size_t i;

	for (i = 0; i < r->path.len; i++)
		if ((unsigned char)r->path.ptr[i] < ' ') {
			desk_fail(s, r, 400, "path",
			    "a control character in the path", 0);
			return false;
		}
	if (coding != NULL && strcasecmp(coding, "chunked") != 0)
		desk_fail(s, r, 501, "coding",
		    "a transfer coding that is not known here", 0);
	else if (request_headers(r, "Content-Length") +
	        request_headers(r, "Transfer-Encoding") > 1)
		desk_fail(s, r, 400, "length",
		    "more than one length was given", 0);
	r->reply.close = r->answered;
	return !r->answered;
}

void
desk_head(void *arg, struct request *r)
{
	struct serve *s = arg;
	struct routed to = where_to(s, r);

	r->route = to.route;
	set_default_lang(s, r);
	if (!is_plain(s, r))
		return;
	if (request_headers(r, "Host") > 1 ||
	    !door_host(&s->door, request_header(r, "Host"))) {
		desk_fail(s, r, 403, "host",
		    "this server is not called so (header Host)", 0);
	} else if (to.allow == NULL) {
		desk_fail(s, r, 404, "path", "there is no such page", 0);
	} else if (to.route == ROUTE_NONE) {
		desk_fail(s, r, 405, "method", "no such method here", 0);
		r->reply.allow = to.allow;
	} else if (taken[to.route].most > 0 &&
	    (request_headers(r, "Origin") > 1 ||
	        !door_origin(&s->door, request_header(r, "Origin")))) {
		desk_fail(s, r, 403, "origin",
		    "asked for by a page of another site", 0);
	} else if (gate_pass(s, r) && taken[to.route].most > 0) {
		head_of_body(s, r);
	}
}

void
desk_refuse(void *arg, struct request *r, unsigned status)
{
	if (status == 413)
		desk_fail(arg, r, status, "limit", "too large",
		    taken[r->route].most);
	else
		desk_fail(arg, r, status, "busy",
		    "too much to do just now", 0);
}

/* ---- at once ------------------------------------------------------------------ */

static void
give_asset(struct serve *s, struct request *r, struct span name)
{
	const struct asset *a = asset_find(name);

	if (a == NULL) {
		desk_fail(s, r, 404, "path", "there is no such page", 0);
		return;
	}
	reply_fixed(&r->reply, a->type,
	    (struct span){ a->from, (size_t)(a->to - a->from) });
	r->answered = true;
}

static void
put_limits(struct buf *b)
{
	buf_str(b, ",\"limits\":{\"text_bytes\":");
	buf_u64(b, LIMIT_DRAFT_TEXT);
	buf_str(b, ",\"image_bytes\":");
	buf_u64(b, LIMIT_DRAFT_PICTURE);
	buf_str(b, ",\"image_pixels\":");
	buf_u64(b, LIMIT_PICTURE_PIXELS);
	buf_char(b, '}');
}

static void
put_settings(struct buf *b, const struct serve *s, const struct request *r,
    const struct kit *kit)
{
	/* what its administrator said goes before what a browser was shipped with */
	bool ja = (s->config.lang_given ? s->config.lang : r->lang) ==
	    SHUHI_LANG_JA;

	buf_str(b, "{\"version\":\"" SHUHI_VERSION "\",\"digest\":");
	buf_json(b, span_of(shuhi_scanner_digest(kit->scanner)));
	buf_str(b, ja ? ",\"lang\":\"ja\"" : ",\"lang\":\"en\"");
	buf_str(b, ",\"idle_seconds\":");
	buf_u64(b, LIMIT_DRAFT_CLEAR_SECONDS);
	buf_str(b, look_ready(s->looker) ? ",\"pictures\":true"
	                              : ",\"pictures\":false");
	put_limits(b);
	buf_str(b, policy_conf(kit->policy)->monitor
	    ? ",\"monitor\":true" : ",\"monitor\":false");
	buf_str(b, ",\"login\":");
	if (r->user[0] == '\0')
		buf_str(b, "false");
	else
		buf_json(b, span_of(r->user));
	buf_str(b, ",\"destinations\":");
	draft_places(b, kit->policy);
	buf_str(b, "}\n");
}

static void
give_settings(struct serve *s, struct request *r)
{
	struct kit *kit = kit_in_force(&s->slot);

	put_settings(&r->reply.body, s, r, kit);
	kit_unref(kit);
	reply_made(&r->reply, REPLY_JSON);
	r->answered = true;
}

static void
give_metrics(struct serve *s, struct request *r)
{
	struct httpd_counts counts;
	struct tally_now now;

	if (!peer_loopback(&r->peer)) {
		desk_fail(s, r, 403, "peer", "for this machine only", 0);
		return;
	}
	httpd_count(s->httpd, &counts);
	now = (struct tally_now){ counts.connections, counts.late };
	tally_print(&r->reply.body, &s->tally, &now);
	reply_made(&r->reply, "text/plain; version=0.0.4; charset=utf-8");
	r->answered = true;
}

/* ---- by a worker ---------------------------------------------------------------- */

static unsigned
status_of(const struct failure *f)
{
	if (strcmp(f->code, "limit") == 0)
		return 413;
	return strcmp(f->code, "out-of-memory") == 0 ? 503 : 400;
}

/* A language nobody speaks here changes nothing. */
static void
set_lang(struct request *r, struct span lang)
{
	if (span_eq(lang, SPAN("ja")))
		r->lang = SHUHI_LANG_JA;
	else if (span_eq(lang, SPAN("en")))
		r->lang = SHUHI_LANG_EN;
}

/* Parsed, and nothing in it that a kiosk does not take. */
static int
read_draft(struct request *r, struct json_line *j, struct failure *f)
{
	if (json_line_read(j, buf_view(&r->body), f) != 0)
		return -1;
	set_lang(r, j->lang);
	if (j->text.len > LIMIT_DRAFT_TEXT) {
		*f = (struct failure){ .code = "limit",
			.message = "the draft is too long",
			.at = LIMIT_DRAFT_TEXT };
		return -1;
	}
	return 0;
}

struct request *
desk_request(struct job *job)
{
	return (struct request *)((char *)job - offsetof(struct request, job));
}

/* The report is in the reply's body. */
static void
judged(struct serve *s, struct request *r, enum shuhi_verdict verdict,
    const struct shuhi_error *err)
{
	reply_made(&r->reply, REPLY_JSON);
	tally_verdict(&s->tally, verdict, httpd_clock() - r->since);
	if (verdict == SHUHI_UNSCANNED)
		tell(s, r, shuhi_code_name(err->code), err->message);
}

static void
judge(struct serve *s, struct request *r, const struct json_line *j)
{
	const struct draft d = {
		.id = j->id,
		.text = j->text,
		.destination = j->destination,
		.lang = r->lang,
		.say = s->config.say,
	};
	struct kit *kit = kit_in_force(&s->slot);
	struct shuhi_error err = { 0 };

	judged(s, r, draft_judge(kit, &d, NULL, &r->reply.body, &err), &err);
	kit_unref(kit);
}

static void
check(struct serve *s, struct request *r)
{
	struct json_line j = { 0 };
	struct failure f = { 0 };

	if (read_draft(r, &j, &f) != 0)
		desk_fail(s, r, status_of(&f), f.code, f.message, f.at);
	else
		judge(s, r, &j);
	json_line_free(&j);
	r->answered = true;
}

static void
check_later(struct job *job)
{
	struct request *r = desk_request(job);

	check(r->app, r);
	httpd_done(r);
}

static void
check_soon(struct serve *s, struct request *r)
{
	if (r->body.len > LIMIT_DRAFT_AT_ONCE) {
		desk_hand_over(s, r, s->quick, check_later);
		return;
	}
	check(s, r);
	crew_wipe_stack();
}

/* The query's language and destination; never a text. */
static struct draft
draft_of_query(struct serve *s, struct request *r)
{
	const char *lang = request_argument(r, "lang");
	const char *to = request_argument(r, "destination");

	if (lang != NULL)
		set_lang(r, span_of(lang));
	return (struct draft){
		.destination = to == NULL ? (struct span){ NULL, 0 }
		                          : span_of(to),
		.lang = r->lang,
		.say = s->config.say,
	};
}

static void
judge_picture(
    struct serve *s, struct request *r, const struct picture *p)
{
	const struct draft d = draft_of_query(s, r);
	struct sight_refusal why = sight_refusal(p->cause);
	struct shuhi_error err = { 0 };
	struct kit *kit;

	if (p->cause != LOOK_READ) {
		desk_fail(s, r, why.status, why.code, why.message, 0);
		tally_verdict(&s->tally, SHUHI_UNSCANNED,
		    httpd_clock() - r->since);
		return;
	}
	kit = kit_in_force(&s->slot);
	judged(s, r, sight_judge(kit, &d, p, &r->reply.body, &err), &err);
	kit_unref(kit);
}

static void
check_picture(struct job *job)
{
	struct request *r = desk_request(job);
	struct serve *s = r->app;
	struct picture *p = NULL;
	struct shuhi_error err = { 0 };

	if (look_at(s->looker, r->body.ptr, r->body.len, &p, &err) != 0)
		desk_fail(s, r, 503, shuhi_code_name(err.code), err.message, 0);
	else
		judge_picture(s, r, p);
	picture_free(p);
	httpd_done(r);
}

/* Does the engine answer?  Asked through the queue that drafts go through. */
static void
probe(struct job *job)
{
	static const char text[] = "山田太郎さん、肺炎で入院";
	struct request *r = desk_request(job);
	struct serve *s = r->app;
	struct kit *kit = kit_in_force(&s->slot);
	const struct shuhi_result *res = NULL;
	struct kit_worker *w;
	struct shuhi_error err;
	bool ok = false;

	if (kit != NULL && kit_lend(kit, &w, &err) == 0) {
		ok = shuhi_scan(w->worker, text, sizeof text - 1, &res, &err) ==
		        0 && res->verdict != SHUHI_UNSCANNED;
		kit_return(kit, w);
	}
	kit_unref(kit);
	reply_fixed(&r->reply, REPLY_TEXT,
	    ok ? SPAN("ok\n") : SPAN("the engine does not answer\n"));
	r->reply.status = ok ? 200 : 503;
	httpd_done(r);
}

void
desk_hand_over(struct serve *s, struct request *r, struct crew *crew,
    void (*run)(struct job *))
{
	r->app = s;
	r->job.run = run;
	httpd_wait(r);
	if (crew_put(crew, &r->job))
		return;
	desk_fail(s, r, 503, "busy", "too much to do just now", 0);
	httpd_done(r);
}

void
desk_whole(void *arg, struct request *r)
{
	struct serve *s = arg;

	switch ((enum route)r->route) {
	case ROUTE_PAGE:
		give_asset(s, r, SPAN("index.html"));
		break;
	case ROUTE_ASSET:
		give_asset(s, r, route_find(r->method, r->path).name);
		break;
	case ROUTE_SETTINGS:
		give_settings(s, r);
		break;
	case ROUTE_CHECK:
		check_soon(s, r);
		break;
	case ROUTE_PICTURE:
		desk_hand_over(s, r, s->pictures, check_picture);
		break;
	case ROUTE_HEALTH:
		desk_hand_over(s, r, s->quick, probe);
		break;
	case ROUTE_METRICS:
		give_metrics(s, r);
		break;
	case ROUTE_LOGIN_PAGE:
		give_asset(s, r, SPAN("login.html"));
		break;
	case ROUTE_LOGIN:
		desk_hand_over(s, r, s->passwords, gate_login);
		break;
	case ROUTE_LOGOUT:
		gate_logout(s, r);
		break;
	default:
		desk_fail(s, r, 404, "path", "there is no such page", 0);
	}
}

void
desk_gone(void *arg, struct request *r)
{
	struct serve *s = arg;

	tally_request(&s->tally, (enum route)r->route,
	    r->answered ? r->reply.status : 0);
}
