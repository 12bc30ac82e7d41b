/* What the checks of `shuhi proxy doctor` share. */
#ifndef SHUHI_CLI_DOCTOR_H
#define SHUHI_CLI_DOCTOR_H

#include "icap_client.h"
#include "lang.h"
#include "policy.h"

struct doctor {
	enum shuhi_lang lang;
	const char *host, *port, *service; /* of c-icap */
	const char *proxy_host, *proxy_port; /* NULL: Squid is not asked */
	const char *tls_host, *tls_port;     /* NULL: no site is asked for */
	const char *ca;                      /* whose certificates Squid shows */
	const char *file;                    /* policy.yaml */
	struct policy *policy;               /* NULL: refused */
	unsigned wrong;
};

/* One line: what was checked and, when it is not well, what to do. */
void doctor_tell(struct doctor *, bool well, const char *what, const char *todo);

/* A word to the wise; nothing is wrong. */
void doctor_note(struct doctor *, const char *what);

/* "host:port" cut in place; [::1]:1344 keeps no brackets.  -1: it is none. */
int doctor_cut(char *arg, const char **host, const char **port);

/* doctor_icap.c: is it there, does it say and do what it should */
void doctor_icap(struct doctor *);
void doctor_proxy(struct doctor *);
void doctor_metrics(struct doctor *);

/* The test text that looks like a leak, as a POST to `target`. */
void doctor_put_leak(struct buf *, const char *target, const char *host);

/* Does the policy let it go to this host on purpose? */
bool doctor_lets_pass(const struct doctor *, const char *host);

/* doctor_tls.c: is what goes through TLS looked at, too? */
void doctor_tls(struct doctor *);

/* doctor_files.c: policy, modes, audit, freshness, clock */
void doctor_policy(struct doctor *);
void doctor_audit(struct doctor *);
void doctor_files(struct doctor *);

#endif
