/*
 * `shuhi proxy doctor`: a TLS connection through Squid, as a ward's browser makes
 * it.  Squid that inspects shows a certificate of its own CA; what it lets through
 * shows the site's own, and nobody has seen what is in it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "doctor.h"
#include "engine.h"
#include "tls_client.h"

#define SECONDS     20
#define ANSWER_MOST 65536

/* ---- the tunnel --------------------------------------------------------------- */

/* The status of Squid's answer to CONNECT; 0: none came. */
static int
tunnel(struct doctor *d, struct icap *c)
{
	struct buf request = { 0 }, answer = { 0 };
	struct shuhi_error err;
	ssize_t n = 1;
	char *room;
	int status = 0;

	buf_printf(&request,
	    "CONNECT %s:%s HTTP/1.1\r\nHost: %s:%s\r\n\r\n", d->tls_host,
	    d->tls_port, d->tls_host, d->tls_port);
	if (icap_send(c, buf_view(&request), &err) != 0)
		n = 0;
	while (n > 0 && answer.len < ANSWER_MOST &&
	       !span_has(buf_view(&answer), SPAN("\r\n\r\n")) &&
	       (room = buf_room(&answer, 4096)) != NULL) {
		n = icap_receive(c, room, 4096);
		answer.len += n > 0 ? (size_t)n : 0;
	}
	buf_char(&answer, '\0');
	if (!answer.failed && answer.len > 12 &&
	    span_starts(buf_view(&answer), SPAN("HTTP/1.")))
		status = (int)strtol(answer.ptr + 9, NULL, 10);
	buf_free(&request);
	buf_free(&answer);
	return status;
}

static const char *
tunnel_advice(enum shuhi_lang lang, int status)
{
	switch (status) {
	case 403:
		return tr(lang,
		    "squid.conf の http_access が断っています（この端末からの利用、"
		    "ポート）",
		    "http_access in squid.conf refuses it (this machine? the port?)");
	case 407:
		return tr(lang,
		    "Squid がログインを求めています。ログインの要らない端末から"
		    "試してください",
		    "Squid wants a login: try from where none is wanted");
	case 0:
		return tr(lang, "--proxy は Squid の http_port ですか？",
		    "is --proxy Squid's http_port?");
	default:
		return tr(lang,
		    "Squid からサイトへ届きません。名前解決と firewall を確かめてください",
		    "Squid cannot reach the site: check its DNS and the firewall");
	}
}

static bool
tunnel_well(struct doctor *d, struct icap *c)
{
	int status = tunnel(d, c);

	doctor_tell(d, status == 200,
	    tr(d->lang, "Squid がサイトへつなぐ", "Squid connects to the site"),
	    tunnel_advice(d->lang, status));
	return status == 200;
}

/* ---- whose certificate ----------------------------------------------------------- */

/* What is shown was not signed by the inspection's CA. */
static void
tell_uninspected(struct doctor *d, const struct tls *t)
{
	enum tls_trust public = TLS_UNTRUSTED;
	struct shuhi_error err;
	bool own = tls_trust(t, NULL, &public, &err) == 0 &&
	           public != TLS_UNTRUSTED;

	doctor_tell(d, false,
	    own ? tr(d->lang,
	              "検査されていない: サイト自身の証明書が見えている",
	              "not inspected: the site's own certificate is shown")
	        : tr(d->lang,
	              "検査用の CA のものではない証明書が見えている",
	              "the certificate is not of the inspection's CA"),
	    own ? tr(d->lang,
	              "このサイトへの送信は誰にも見られずに出ていきます。squid.conf "
	              "の http_port に ssl-bump があるか、最後の行が ssl_bump bump "
	              "all か、サイトが shuhi-reviewed.txt にないかを見てください",
	              "what is sent there goes out unseen: has http_port ssl-bump, "
	              "is ssl_bump bump all the last line, is the site in "
	              "shuhi-reviewed.txt (squid.conf)?")
	        : tr(d->lang,
	              "--ca は squid.conf の tls-cert の証明書ですか？ 別の機器が"
	              "検査していませんか？",
	              "is --ca the certificate of tls-cert in squid.conf?  Does "
	              "another device inspect?"));
}

static bool
inspected(struct doctor *d, const struct tls *t)
{
	enum tls_trust trust = TLS_UNTRUSTED;
	struct shuhi_error err = { 0 };

	if (tls_trust(t, d->ca, &trust, &err) != 0) {
		doctor_tell(d, false, d->ca,
		    tr(d->lang,
		        "検査用の CA の証明書を PEM で指定してください（--ca）。"
		        "秘密鍵は要りません",
		        "name the PEM certificate of the inspection's CA (--ca); "
		        "its key is not needed"));
		return false;
	}
	if (trust == TLS_EXPIRED)
		doctor_tell(d, false,
		    tr(d->lang, "検査用の証明書の期限が切れているか、まだ始まっていない",
		        "the inspection's certificate has expired, or is not yet "
		        "valid"),
		    tr(d->lang,
		        "CA を作り直して端末に配ってください。時計も確かめてください",
		        "make a new CA and hand it to the wards' machines; check "
		        "the clock, too"));
	else if (trust == TLS_UNTRUSTED)
		tell_uninspected(d, t);
	else
		doctor_tell(d, true,
		    tr(d->lang, "TLS の中身が検査される", "TLS is inspected"), "");
	return trust == TLS_TRUSTED;
}

/* ---- the test text, inside ----------------------------------------------------------- */

static bool
is_stopped(struct doctor *d, struct tls *t)
{
	struct buf request = { 0 }, answer = { 0 };
	struct shuhi_error err;
	ssize_t n = 1;
	char *room;
	bool ours;

	doctor_put_leak(&request, "/", d->tls_host);
	if (tls_send(t, buf_view(&request), &err) != 0)
		n = 0;
	while (n > 0 && answer.len < ANSWER_MOST &&
	       (room = buf_room(&answer, 4096)) != NULL) {
		n = tls_receive(t, room, 4096);
		answer.len += n > 0 ? (size_t)n : 0;
	}
	ours = span_has(buf_view(&answer), SPAN("Server: shuhi"));
	buf_free(&request);
	buf_free(&answer);
	return ours;
}

static void
check_inside(struct doctor *d, struct tls *t)
{
	if (doctor_lets_pass(d, d->tls_host)) {
		doctor_note(d,
		    tr(d->lang,
		        "方針がこのサイトへの送信を止めないので、試験の文章は送りません",
		        "the policy stops nothing to this site: no test text is "
		        "sent"));
		return;
	}
	doctor_tell(d, is_stopped(d, t),
	    tr(d->lang, "TLS の中でも試験の文章は止まる",
	        "the test text is stopped inside TLS, too"),
	    tr(d->lang,
	        "squid.conf の adaptation_access が https も shuhi に渡しているか"
	        "確かめてください",
	        "does adaptation_access in squid.conf send https to shuhi, too?"));
}

static void
check_tls(struct doctor *d, struct icap *c)
{
	struct tls *t = NULL;
	struct shuhi_error err;
	bool well;

	if (!tunnel_well(d, c))
		return;
	well = tls_open(c->fd, d->tls_host, &t, &err) == 0;
	doctor_tell(d, well,
	    tr(d->lang, "TLS でつながる", "TLS is spoken"),
	    tr(d->lang,
	        "サイトの TLS のポートですか？ Squid の cache.log で "
	        "security_file_certgen と証明書を見てください",
	        "is it the site's TLS port?  See security_file_certgen and "
	        "certificates in Squid's cache.log"));
	if (well && inspected(d, t))
		check_inside(d, t);
	tls_close(t);
}

void
doctor_tls(struct doctor *d)
{
	struct icap c;
	struct shuhi_error err;

	if (d->tls_host == NULL) {
		doctor_note(d,
		    tr(d->lang,
		        "TLS の検査は確かめていません（--proxy とともに --tls "
		        "x.com など）",
		        "TLS inspection was not checked (--tls x.com, say, beside "
		        "--proxy)"));
		return;
	}
	/* that Squid does not answer is told already */
	if (icap_open(&c, d->proxy_host, d->proxy_port, SECONDS, &err) != 0)
		return;
	check_tls(d, &c);
	icap_close(&c);
}
