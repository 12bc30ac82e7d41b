#include "kit.h"

#include <malloc.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "digest.h"
#include "err.h"

/* ---- building -------------------------------------------------------------- */

/* The policy's folders and behind them the caller's; NULL: no memory. */
static const char **
both(const char *const *a, size_t na, const char *const *b, size_t nb)
{
	const char **v = calloc(na + nb + 1, sizeof *v);

	if (v == NULL)
		return NULL;
	if (na > 0)
		memcpy(v, a, na * sizeof *v);
	if (nb > 0)
		memcpy(v + na, b, nb * sizeof *v);
	return v;
}

static int
open_scanner(
    struct kit *kit, const struct kit_config *c, struct shuhi_error *err)
{
	const struct policy_conf *p = policy_conf(kit->policy);
	const char **rules = both(p->rules, p->nrules, c->rules, c->nrules);
	const char **dicts = both(p->dicts, p->ndicts, c->dicts, c->ndicts);
	const struct shuhi_config config = {
		.extra_rules = rules,
		.nextra_rules = p->nrules + c->nrules,
		.extra_dicts = dicts,
		.nextra_dicts = p->ndicts + c->ndicts,
		.cache_dir = c->cache,
	};
	int rc;

	if (rules == NULL || dicts == NULL)
		rc = fail(err, SHUHI_E_NOMEM, "no memory for a kit", 0);
	else
		rc = shuhi_scanner_open(&config, &kit->scanner, err);
	free(rules);
	free(dicts);
	return rc;
}

/* The policy's rosters and behind them the caller's. */
static const struct policy_roster *
roster_at(const struct policy_conf *p, const struct kit_config *c, size_t i)
{
	return i < p->nrosters ? &p->rosters[i] : &c->rosters[i - p->nrosters];
}

/* The scanner holds references of its own. */
static int
put_rosters(
    struct kit *kit, const struct kit_config *c, struct shuhi_error *err)
{
	const struct policy_conf *p = policy_conf(kit->policy);
	struct shuhi_roster *rosters[SHUHI_ROSTERS_MAX];
	size_t i, n, all = p->nrosters + c->nrosters;
	int rc = 0;

	if (all > SHUHI_ROSTERS_MAX)
		return fail(err, SHUHI_E_LIMIT, "too many rosters", 0);
	for (n = 0; n < all && rc == 0; n += rc == 0)
		rc = shuhi_roster_open(roster_at(p, c, n)->index,
		    roster_at(p, c, n)->key, &rosters[n], err);
	if (rc == 0)
		rc = shuhi_scanner_rosters(kit->scanner, rosters, n, err);
	for (i = 0; i < n; i++)
		shuhi_roster_unref(rosters[i]);
	return rc;
}

/* A roster has no digest of its own; a new one is a new file. */
static void
add_rosters(struct digester *d, const struct policy_conf *p,
    const struct kit_config *c)
{
	struct stat st;
	size_t i;

	for (i = 0; i < p->nrosters + c->nrosters; i++) {
		int64_t seen[3] = { 0 };

		if (stat(roster_at(p, c, i)->index, &st) == 0) {
			seen[0] = st.st_size;
			seen[1] = st.st_mtim.tv_sec;
			seen[2] = st.st_mtim.tv_nsec;
		}

		digester_add(
		    d, (struct span){ (const char *)seen, sizeof seen });
	}
}

static int
make_tag(struct kit *kit, const struct kit_config *c, struct shuhi_error *err)
{
	struct digester *d = digester_new();
	struct digest tag;
	char hex[65];

	if (d == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a digest", 0);
	digester_add(d, span_of(shuhi_scanner_digest(kit->scanner)));
	digester_add(d, span_of(policy_conf(kit->policy)->digest));
	add_rosters(d, policy_conf(kit->policy), c);
	digester_end(d, &tag);
	digest_hex(&tag, hex);
	memcpy(kit->tag, hex, sizeof kit->tag - 1);
	kit->tag[sizeof kit->tag - 1] = '\0';
	return 0;
}

int
kit_open(const struct kit_config *c, struct kit **out, struct shuhi_error *err)
{
	struct kit *kit = calloc(1, sizeof *kit);

	if (kit == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a kit", 0);
	atomic_init(&kit->refs, 1);
	pthread_mutex_init(&kit->lock, NULL);
	if (policy_load(c->policy, &kit->policy, err) != 0 ||
	    open_scanner(kit, c, err) != 0 || put_rosters(kit, c, err) != 0 ||
	    make_tag(kit, c, err) != 0) {
		kit_unref(kit);
		return -1;
	}
	/* reading words takes several times what they take when read */
	malloc_trim(0);
	*out = kit;
	return 0;
}

struct audit_config
kit_audit(const struct kit *kit)
{
	const struct policy_conf *p = policy_conf(kit->policy);

	return (struct audit_config){
		.file = p->audit.file,
		.key = p->audit.key,
		.rotate = p->audit.rotate,
		.fsync_ms = p->audit.fsync_ms,
		.syslog = p->audit.syslog,
		.pseudonyms = p->audit.pseudonyms,
	};
}

static int
begin_audit(struct kit *kit, struct shuhi_error *err)
{
	const struct audit_config config = kit_audit(kit);

	if (kit->books.audit != NULL || config.file == NULL)
		return 0;
	return audit_open(&config, &kit->books.audit, err);
}

int
kit_begin(struct kit *kit, struct shuhi_error *err)
{
	const struct policy_conf *p = policy_conf(kit->policy);
	int rc;

	pthread_mutex_lock(&kit->lock);
	rc = begin_audit(kit, err);
	if (rc == 0 && kit->books.override == NULL && p->override.state != NULL)
		rc = override_open(p->override.state, p->override.seconds,
		    &kit->books.override, err);
	pthread_mutex_unlock(&kit->lock);
	return rc;
}

struct kit_books
kit_books(struct kit *kit)
{
	struct kit_books books;

	pthread_mutex_lock(&kit->lock);
	books = kit->books;
	pthread_mutex_unlock(&kit->lock);
	return books;
}

/* ---- the end of it ------------------------------------------------------------ */

static void
worker_gone(struct kit_worker *w)
{
	if (w == NULL)
		return;
	shuhi_body_close(w->body);
	shuhi_worker_close(w->worker);
	free(w);
}

struct kit *
kit_ref(struct kit *kit)
{
	atomic_fetch_add(&kit->refs, 1);
	return kit;
}

void
kit_unref(struct kit *kit)
{
	struct kit_worker *w, *next;
	struct shuhi_error err;

	if (kit == NULL || atomic_fetch_sub(&kit->refs, 1) != 1)
		return;
	for (w = kit->idle; w != NULL; w = next) {
		next = w->next;
		worker_gone(w);
	}
	audit_close(kit->books.audit, &err);
	override_close(kit->books.override);
	if (kit->scanner != NULL)
		shuhi_scanner_unref(kit->scanner);
	policy_unref(kit->policy);
	pthread_mutex_destroy(&kit->lock);
	free(kit);
	/* words and databases of a set are tens of MB: back to the system */
	malloc_trim(0);
}

/* ---- workers ------------------------------------------------------------------- */

static int
worker_new(struct kit *kit, struct kit_worker **out, struct shuhi_error *err)
{
	const struct policy_conf *p = policy_conf(kit->policy);
	const struct shuhi_body_limits limits = {
		.bytes = p->limits.inflated,
		.ratio = p->limits.ratio,
		.depth = p->limits.depth,
		.fields = p->limits.fields,
		.milliseconds = p->limits.milliseconds,
	};
	struct kit_worker *w = calloc(1, sizeof *w);

	if (w == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a worker", 0);
	if (shuhi_worker_open(kit->scanner, &w->worker, err) != 0 ||
	    shuhi_body_open(w->worker, &limits, &w->body, err) != 0) {
		worker_gone(w);
		return -1;
	}
	*out = w;
	return 0;
}

int
kit_lend(struct kit *kit, struct kit_worker **out, struct shuhi_error *err)
{
	struct kit_worker *w;

	pthread_mutex_lock(&kit->lock);
	if ((w = kit->idle) != NULL)
		kit->idle = w->next;
	pthread_mutex_unlock(&kit->lock);
	if (w == NULL)
		return worker_new(kit, out, err);
	*out = w;
	return 0;
}

void
kit_return(struct kit *kit, struct kit_worker *w)
{
	const struct shuhi_body nothing = { .bytes = "" };
	const struct shuhi_body_result *res;
	const struct shuhi_result *none;
	struct shuhi_error err;

	/* an idle worker must not hold the last patient's text; a body in which
	 * there is nothing is no reason for it to forget */
	if (shuhi_body_scan(w->body, &nothing, &res, &err) != 0 ||
	    shuhi_scan(w->worker, "", 0, &none, &err) != 0) {
		worker_gone(w);
		return;
	}
	pthread_mutex_lock(&kit->lock);
	w->next = kit->idle;
	kit->idle = w;
	pthread_mutex_unlock(&kit->lock);
}

/* ---- in force --------------------------------------------------------------------- */

struct kit *
kit_in_force(struct kit_slot *slot)
{
	struct kit *kit;

	pthread_mutex_lock(&slot->lock);
	kit = slot->kit == NULL ? NULL : kit_ref(slot->kit);
	pthread_mutex_unlock(&slot->lock);
	return kit;
}

void
kit_swap(struct kit_slot *slot, struct kit *kit)
{
	struct kit *old;

	pthread_mutex_lock(&slot->lock);
	old = slot->kit;
	slot->kit = kit;
	pthread_mutex_unlock(&slot->lock);
	kit_unref(old);
}
