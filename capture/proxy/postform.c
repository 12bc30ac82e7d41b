/* The form of a warning comes back: take the typed reason, or say why not. */
#include <time.h>

#include "typed.h"
#include "post.h"

bool
post_is_form(const struct post *p)
{
	return span_eq(p->to.path, SPAN(PAGE_OVERRIDE_PATH)) &&
	       span_eq(span_of(p->method), SPAN("POST"));
}

/* A reason may name a patient: it is kept as text only when the engine has
 * nothing to say about it. */
static bool
is_clean(struct kit *kit, struct span why)
{
	const struct shuhi_result *r;
	struct kit_worker *w;
	struct shuhi_error err;
	bool clean;

	if (kit_lend(kit, &w, &err) != 0)
		return false;
	clean = shuhi_scan(w->worker, why.ptr, why.len, &r, &err) == 0 &&
	        r->verdict == SHUHI_PASS;
	kit_return(kit, w);
	return clean;
}

static int
write_record(const struct post *p, struct kit *kit, enum audit_event event,
    const struct digest *mark, struct span why, struct shuhi_error *err)
{
	const struct policy_place *place =
	    policy_place(kit->policy, span_of(p->to.host), p->to.path);
	const struct audit_record rec = {
		.event = event,
		.front = "proxy",
		.user = p->user,
		.client = p->address,
		.host = span_of(p->to.host),
		.class_name = place->class_name,
		.service = place->name[SHUHI_LANG_JA],
		.shadow = !place->known,
		.fingerprint = mark,
		.justification = why,
		.justification_clean = why.len > 0 && is_clean(kit, why),
	};

	return audit_write(kit_books(kit).audit, &rec, true, err);
}

static enum page_kind
refused(const struct post *p, struct kit *kit, const struct shuhi_error *why,
    enum page_refusal *refusal)
{
	struct shuhi_error err;

	if (why->code == SHUHI_E_USAGE)
		*refusal = PAGE_REFUSED_TOKEN;
	write_record(
	    p, kit, AUDIT_REFUSED, NULL, (struct span){ "", 0 }, &err);
	return PAGE_REFUSED;
}

/* Write it down and grant it: nothing is granted that is not written. */
static enum page_kind
grant(const struct post *p, struct kit *kit, const struct typed *f,
    enum page_refusal *refusal)
{
	const struct span why = { f->why, f->nwhy };
	const struct span token = { f->token, f->ntoken };
	struct kit_books books = kit_books(kit);
	struct shuhi_error err;
	const int64_t now = time(NULL);
	struct digest mark;

	*refusal = PAGE_REFUSED_FAILED;
	if (books.audit == NULL || books.override == NULL ||
	    audit_check(books.audit, &err) != 0)
		return PAGE_REFUSED;
	if (f->why_chars < policy_conf(kit->policy)->override.justification) {
		*refusal = PAGE_REFUSED_SHORT;
		return PAGE_REFUSED;
	}
	if (override_check(books.override, token, post_person(p), now, &mark,
	        &err) != 0)
		return refused(p, kit, &err, refusal);
	if (write_record(p, kit, AUDIT_OVERRIDE, &mark, why, &err) != 0)
		return PAGE_REFUSED;
	if (override_grant(books.override, token, post_person(p), now, &err) != 0)
		return refused(p, kit, &err, refusal);
	return PAGE_GRANTED;
}

void
post_form(const struct post *p, struct kit *kit, struct metrics *m,
    struct post_answer *answer)
{
	struct typed f = { .ntoken = 0 };
	struct shuhi_error err;
	struct page page = {
		.kind = PAGE_REFUSED,
		.refusal = PAGE_REFUSED_TOKEN,
		.wants = p->wants,
	};

	*answer = (struct post_answer){ .pass = false };
	metrics_add(&m->requests, 1);
	metrics_add(&m->ends[METRICS_FORM], 1);
	if (kit == NULL)
		page.refusal = PAGE_REFUSED_FAILED;
	else if (p->trouble == 0 && typed_read(p->body, &f, &err) == 0)
		page.kind = grant(p, kit, &f, &page.refusal);
	if (kit != NULL) {
		const struct policy_conf *conf = policy_conf(kit->policy);

		page.contact[0] = conf->contact[0];
		page.contact[1] = conf->contact[1];
	}
	answer->fine = page.kind == PAGE_GRANTED;
	page_put(&answer->page, &page);
	explicit_bzero(&f, sizeof f);
}
