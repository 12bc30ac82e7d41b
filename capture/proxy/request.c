/* From c-icap's view of a request to struct post. */
#include "service.h"

#include <stdlib.h>
#include <strings.h>

#include <c_icap/simple_api.h>

#include "err.h"

/* "Content-Encoding: gzip" twice is one list of two, the outer coding last. */
static void
join_encodings(struct exchange *x, ci_headers_list_t *h)
{
	static const char name[] = "Content-Encoding:";
	size_t at = 0, n;
	int i;

	for (i = 1; i < h->used; i++) {
		const char *value = h->headers[i] + sizeof name - 1;

		if (strncasecmp(h->headers[i], name, sizeof name - 1) != 0)
			continue;
		value += strspn(value, " \t");
		n = strlen(value);
		if (at + n + 2 >= sizeof x->encodings) {
			/* nobody stacks so many; not to be decoded */
			x->post.trouble = SHUHI_CAUSE_UNDECODABLE;
			return;
		}
		if (at > 0)
			x->encodings[at++] = ',';
		memcpy(x->encodings + at, value, n + 1);
		at += n;
	}
	x->post.content_encoding = at > 0 ? x->encodings : NULL;
}

/* "POST https://x.com/i/api HTTP/1.1" in place: method, URL. */
static int
cut_line(struct exchange *x, const char *line)
{
	char *url, *end;

	if ((x->line = strdup(line)) == NULL)
		return -1;
	if ((url = strchr(x->line, ' ')) == NULL)
		url = x->line + strlen(x->line);
	else
		*url++ = '\0';
	if ((end = strrchr(url, ' ')) != NULL)
		*end = '\0';
	x->post.method = x->line;
	x->post.url = url;
	return 0;
}

static void
read_icap_headers(struct exchange *x, ci_request_t *req)
{
	const char *user =
	    ci_headers_value(req->request_header, "X-Authenticated-User");

	if (user == NULL)
		user =
		    ci_headers_value(req->request_header, "X-Client-Username");
	client_user(user, x->post.user);
	client_address(ci_headers_value(req->request_header, "X-Client-IP"),
	    x->post.address);
}

/* As they stand, for the engine to read. */
static int
keep_headers(struct exchange *x, const ci_headers_list_t *h)
{
	int i;

	for (i = 1; i < h->used; i++)
		buf_printf(&x->headers, "%s\r\n", h->headers[i]);
	buf_char(&x->headers, '\0');
	x->post.headers = x->headers.ptr;
	return x->headers.failed ? -1 : 0;
}

static int
read_headers(struct exchange *x, ci_request_t *req)
{
	ci_headers_list_t *h = ci_http_request_headers(req);

	if (h == NULL || h->used < 1 || cut_line(x, h->headers[0]) != 0 ||
	    keep_headers(x, h) != 0)
		return -1;
	join_encodings(x, h);
	x->post.content_type = ci_headers_value(h, "Content-Type");
	x->post.wants = client_wants(ci_headers_value(h, "Accept"),
	    ci_headers_value(h, "Accept-Language"));
	client_target(x->post.url, ci_headers_value(h, "Host"), &x->post.to);
	return 0;
}

struct exchange *
exchange_new(struct service *s, ci_request_t *req)
{
	struct exchange *x = calloc(1, sizeof *x);

	if (x == NULL)
		return NULL;
	x->magic = EXCHANGE_MAGIC;
	x->service = s;
	x->kit = kit_in_force(&s->slot);
	spool_init(&x->spool, &s->spool);
	if (req->type == ICAP_OPTIONS) {
		x->answered = true;
		return x;
	}
	read_icap_headers(x, req);
	if (read_headers(x, req) != 0) {
		exchange_gone(x);
		return NULL;
	}
	return x;
}

void
exchange_gone(struct exchange *x)
{
	if (!x->answered)
		metrics_add(&x->service->metrics->aborted, 1);
	spool_drop(&x->spool);
	buf_free(&x->answer.page);
	if (x->line != NULL)
		explicit_bzero(x->line, strlen(x->line));
	free(x->line);
	buf_free(&x->headers);
	kit_unref(x->kit);
	explicit_bzero(x, sizeof *x);
	free(x);
}

/* ---- the body -------------------------------------------------------------- */

static void
cut(struct exchange *x, unsigned cause)
{
	if (x->post.trouble == 0)
		x->post.trouble = cause;
	x->post.cut = true;
	spool_drop(&x->spool);
}

/* Would the policy let it go unseen?  Then it must be kept to be given back. */
static bool
passes_unseen(const struct exchange *x)
{
	const struct policy *p = x->kit->policy;
	const struct policy_place *place =
	    policy_place(p, span_of(x->post.to.host), x->post.to.path);
	enum policy_action done =
	    policy_in_force(p, policy_failure(p, place, SHUHI_CAUSE_TOO_LARGE));

	return place->exempt || done == POLICY_ALLOW || done == POLICY_LOG;
}

static void
check_size(struct exchange *x)
{
	if (x->kit == NULL) {
		cut(x, POLICY_CAUSE_RELOAD);
	} else if (x->post.bytes > LIMIT_PROXY_BODY) {
		cut(x, SHUHI_CAUSE_TOO_LARGE);
	} else if (x->post.bytes > policy_conf(x->kit->policy)->limits.body &&
	           x->post.trouble == 0) {
		x->post.trouble = SHUHI_CAUSE_TOO_LARGE;
		if (!passes_unseen(x))
			cut(x, SHUHI_CAUSE_TOO_LARGE);
	}
}

void
exchange_take(struct exchange *x, struct span bytes)
{
	struct shuhi_error err;

	x->post.bytes += bytes.len;
	if (!x->post.cut)
		check_size(x);
	if (!x->post.cut && spool_add(&x->spool, bytes, &err) != 0)
		cut(x, POLICY_CAUSE_INTERNAL);
}

/* CONNECT carries nothing, and a block page inside it is seen by nobody: what
 * goes through the tunnel is asked for by itself. */
static bool
is_tunnel(const struct post *p)
{
	return strcmp(p->method, "CONNECT") == 0;
}

void
exchange_judge(struct exchange *x)
{
	struct post *p = &x->post;
	struct shuhi_error err;

	x->judged = true;
	if (!p->cut && spool_view(&x->spool, &p->body, &err) != 0)
		cut(x, POLICY_CAUSE_INTERNAL);
	if (p->cut)
		p->body = (struct span){ "", 0 };
	if (is_tunnel(p))
		x->answer.pass = true;
	else if (post_is_form(p))
		post_form(p, x->kit, x->service->metrics, &x->answer);
	else
		post_judge(p, x->kit, x->service->metrics, &x->answer);
}
