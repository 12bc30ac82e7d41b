/* `shuhi proxy doctor`: the running service, by ICAP and through Squid. */
#include <stdio.h>
#include <stdlib.h>

#include "doctor.h"

#define SECONDS 20

/* A host that cannot exist (RFC 6761): nothing of this ever leaves. */
#define NOWHERE "doctor.shuhi.invalid"

static const char clean[] = "守秘の動作確認です。今日の夕飯はカレーでした。";
/* Nobody is called so, and no such thing happened: it only has to look so. */
static const char leaking[] =
    "守秘の動作確認です。マイナンバー 1234-5678-9018";

/* ---- OPTIONS ------------------------------------------------------------------ */

static long
number_of(const struct icap_answer *a, const char *name)
{
	struct span s = icap_header(&a->head, name);
	long n = 0;
	size_t i;

	if (s.len == 0 || s.len > 9)
		return -1;
	for (i = 0; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
		n = n * 10 + (s.ptr[i] - '0');
	return n;
}

static void
check_options(struct doctor *d, const struct icap_answer *a)
{
	long preview = number_of(a, "Preview"), ttl;

	ttl = number_of(a, "Options-TTL");
	doctor_tell(d,
	    span_has(icap_header(&a->head, "Methods"), SPAN("REQMOD")),
	    tr(d->lang, "REQMOD に応じる", "it takes REQMOD"),
	    tr(d->lang, "サービス名を確かめてください（--service）",
	        "is the service's name right (--service)?"));
	doctor_tell(d, preview >= 1024 && preview <= 65535,
	    tr(d->lang, "Preview が 1024 から 65535 の間にある",
	        "its Preview is between 1024 and 65535"),
	    tr(d->lang,
	        "c-icap の設定の shuhi.PreviewSize を消してください。65536 では "
	        "Squid 5.7 が止まります",
	        "take shuhi.PreviewSize out of c-icap's configuration; Squid "
	        "5.7 hangs at 65536"));
	doctor_tell(d, ttl >= 60,
	    tr(d->lang, "Options-TTL が 60 秒以上", "its Options-TTL is 60 or more"),
	    tr(d->lang, "shuhi.OptionsTTL を消してください",
	        "take shuhi.OptionsTTL out"));
	doctor_tell(d, icap_header(&a->head, "ISTag").len > 2,
	    tr(d->lang, "ISTag がある", "it has an ISTag"),
	    tr(d->lang, "規則が読み込まれていません。c-icap の server.log を見てください",
	        "no rules are loaded: see c-icap's server.log"));
	doctor_tell(d, span_has(icap_header(&a->head, "Allow"), SPAN("204")),
	    tr(d->lang, "204 に応じる", "it allows 204"),
	    tr(d->lang, "守秘のサービスですか？（--service）",
	        "is it Shuhi's service (--service)?"));
}

static int
ask(struct doctor *d, const struct buf *request, struct icap_answer *a,
    struct shuhi_error *err)
{
	struct icap c;
	int rc;

	*a = (struct icap_answer){ .status = 0 };
	if (icap_open(&c, d->host, d->port, SECONDS, err) != 0)
		return -1;
	rc = icap_send(&c, buf_view(request), err);
	if (rc == 0)
		rc = icap_read(&c, a, err);
	icap_close(&c);
	return rc;
}

static bool
options_well(struct doctor *d)
{
	struct buf request = { 0 };
	struct icap_answer a;
	struct shuhi_error err;
	bool well;

	buf_printf(&request,
	    "OPTIONS icap://%s:%s/%s ICAP/1.0\r\nHost: %s\r\n\r\n", d->host,
	    d->port, d->service, d->host);
	well = ask(d, &request, &a, &err) == 0 && a.status == 200;
	doctor_tell(d, well,
	    tr(d->lang, "c-icap が応答する", "c-icap answers"),
	    tr(d->lang,
	        "systemctl status shuhi-proxy と server.log を見てください。"
	        "ポートは --icap で変えられます",
	        "see systemctl status shuhi-proxy and server.log; another port: "
	        "--icap"));
	if (well)
		check_options(d, &a);
	icap_answer_free(&a);
	buf_free(&request);
	return well;
}

/* ---- a clean and a leaking text -------------------------------------------------- */

static int
status_of(struct doctor *d, const char *text, bool *ours)
{
	char service[512];
	struct buf request = { 0 };
	struct icap_answer a;
	struct shuhi_error err;
	int status;

	snprintf(service, sizeof service, "icap://%s:%s/%s", d->host, d->port,
	    d->service);
	icap_put_post(&request, service, "https://" NOWHERE "/",
	    "text/plain; charset=utf-8", span_of(text),
	    "X-Client-IP: 127.0.0.1\r\n");
	status = ask(d, &request, &a, &err) == 0 ? a.status : 0;
	*ours = span_has(buf_view(&a.http), SPAN(" 403 ")) &&
	        span_has(buf_view(&a.http), SPAN("Server: shuhi"));
	icap_answer_free(&a);
	buf_free(&request);
	return status;
}

bool
doctor_lets_pass(const struct doctor *d, const char *host)
{
	const struct policy_place *place;
	enum policy_action done;

	if (d->policy == NULL)
		return false;
	place = policy_place(d->policy, span_of(host), SPAN("/"));
	done = policy_in_force(d->policy,
	    policy_action(d->policy, place, SHUHI_SEVERITY_HIGH));
	return place->exempt || done == POLICY_ALLOW || done == POLICY_LOG;
}

static void
check_texts(struct doctor *d)
{
	bool ours;

	doctor_tell(d, status_of(d, clean, &ours) == 204,
	    tr(d->lang, "問題のない文章は通る", "a clean text passes"),
	    tr(d->lang,
	        "server.log を見てください（規則・記録・方針のどれかが使えません）",
	        "see server.log: rules, audit or policy cannot be used"));
	status_of(d, leaking, &ours);
	if (!ours && doctor_lets_pass(d, NOWHERE)) {
		doctor_note(d,
		    tr(d->lang,
		        "試験の文章は止まりません。方針がそう書いています（mode: "
		        "monitor など）",
		        "the test text is not stopped, as the policy says "
		        "(mode: monitor?)"));
		return;
	}
	doctor_tell(d, ours,
	    tr(d->lang, "患者情報に見える試験の文章は止まる",
	        "a test text that looks like a leak is stopped"),
	    tr(d->lang,
	        "shuhi policy explain " NOWHERE " --severity high を見てください",
	        "see shuhi policy explain " NOWHERE " --severity high"));
}

void
doctor_icap(struct doctor *d)
{
	if (options_well(d))
		check_texts(d);
}

/* ---- through Squid ------------------------------------------------------------------ */

void
doctor_put_leak(struct buf *b, const char *target, const char *host)
{
	buf_printf(b,
	    "POST %s HTTP/1.1\r\nHost: %s\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\nContent-Length: %zu\r\n"
	    "Connection: close\r\n\r\n%s",
	    target, host, strlen(leaking), leaking);
}

/* The beginning of what is answered over HTTP until the other side closes. */
static int
ask_http(const char *host, const char *port, struct span request,
    struct buf *answer, struct shuhi_error *err)
{
	struct icap c;
	char *room;
	ssize_t n = 1;
	int rc;

	if (icap_open(&c, host, port, SECONDS, err) != 0)
		return -1;
	rc = icap_send(&c, request, err);
	while (rc == 0 && n > 0 && answer->len < 65536 &&
	       (room = buf_room(answer, 4096)) != NULL) {
		n = icap_receive(&c, room, 4096);
		answer->len += n > 0 ? (size_t)n : 0;
	}
	icap_close(&c);
	return rc;
}

static int
ask_proxy(struct doctor *d, struct buf *answer, struct shuhi_error *err)
{
	struct buf request = { 0 };
	int rc;

	doctor_put_leak(&request, "http://" NOWHERE "/", NOWHERE);
	rc = ask_http(d->proxy_host, d->proxy_port, buf_view(&request), answer,
	    err);
	buf_free(&request);
	return rc;
}

void
doctor_proxy(struct doctor *d)
{
	struct buf answer = { 0 };
	struct shuhi_error err;
	bool there, ours;

	if (d->proxy_host == NULL) {
		doctor_note(d,
		    tr(d->lang,
		        "Squid 経由の確認はしていません（--proxy ホスト:ポート）",
		        "Squid was not asked (--proxy HOST:PORT)"));
		return;
	}
	there = ask_proxy(d, &answer, &err) == 0 && answer.len > 0;
	doctor_tell(d, there, tr(d->lang, "Squid が応答する", "Squid answers"),
	    tr(d->lang, "systemctl status squid を見てください",
	        "see systemctl status squid"));
	ours = span_has(buf_view(&answer), SPAN("Server: shuhi"));
	if (span_has(buf_view(&answer), SPAN("ERR_ACCESS_DENIED"))) {
		doctor_tell(d, false,
		    tr(d->lang, "Squid がこの機械からの接続を受け付ける",
		        "Squid lets this machine ask"),
		    tr(d->lang,
		        "squid.conf の acl ward に 127.0.0.1（プロキシ自身）を"
		        "加えてください",
		        "add 127.0.0.1, the proxy itself, to acl ward in "
		        "squid.conf"));
		buf_free(&answer);
		return;
	}
	if (there && !(doctor_lets_pass(d, NOWHERE) && !ours))
		doctor_tell(d, ours,
		    tr(d->lang, "Squid 経由でも試験の文章は止まる",
		        "the test text is stopped through Squid, too"),
		    tr(d->lang,
		        "squid.conf の icap_service と adaptation_access を確かめて"
		        "ください",
		        "check icap_service and adaptation_access in squid.conf"));
	buf_free(&answer);
}

/* ---- metrics ------------------------------------------------------------------------- */

void
doctor_metrics(struct doctor *d)
{
	static const char request[] = "GET /metrics HTTP/1.0\r\n\r\n";
	const char *listening, *host, *port;
	struct buf answer = { 0 };
	struct shuhi_error err;
	char copy[80];

	if (d->policy == NULL ||
	    (listening = policy_conf(d->policy)->metrics.listen) == NULL)
		return;
	snprintf(copy, sizeof copy, "%s", listening);
	doctor_tell(d,
	    doctor_cut(copy, &host, &port) == 0 &&
	        ask_http(host, port, span_of(request), &answer, &err) == 0 &&
	        span_has(buf_view(&answer), SPAN("shuhi_proxy_requests_total")),
	    tr(d->lang, "メトリクスに応答する（metrics: listen）",
	        "metrics are served (metrics: listen)"),
	    tr(d->lang, "server.log を見てください。ほかのものが使っているポートでは？",
	        "see server.log: is the port someone else's?"));
	buf_free(&answer);
}
