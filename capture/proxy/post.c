#include "post.h"

#include <time.h>

#include "err.h"
#include "fingerprint.h"

/* All that was found out about one post. */
struct judging {
	const struct post *post;
	struct kit *kit;
	struct kit_books books;
	const struct policy_place *place;
	const struct shuhi_body_result *result; /* NULL: not judged */
	enum shuhi_severity severity;
	unsigned causes[POLICY_CAUSE_COUNT]; /* each once */
	size_t ncauses;
	enum policy_action said, done;
	bool overridden;
	bool marked; /* the fingerprint is there */
	struct digest mark;
	char token[OVERRIDE_TOKEN];
	struct timespec began;
};

static uint64_t
microseconds_since(const struct timespec *from)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)(now.tv_sec - from->tv_sec) * 1000000 +
	       (uint64_t)(now.tv_nsec / 1000) -
	       (uint64_t)(from->tv_nsec / 1000);
}

/* ---- what is known ------------------------------------------------------------ */

static void
add_cause(struct judging *o, unsigned cause)
{
	size_t i;

	for (i = 0; i < o->ncauses; i++)
		if (o->causes[i] == cause)
			return;
	o->causes[o->ncauses++] = cause;
}

static void
take_result(struct judging *o, const struct shuhi_body_result *r)
{
	size_t i;

	o->result = r;
	if (r->nfindings > 0)
		o->severity = r->findings[0].finding.severity;
	for (i = 0; i < r->nfailures; i++)
		add_cause(o, r->failures[i].cause);
	/* a verdict that does not fit its reasons is no verdict */
	if (r->verdict == SHUHI_UNSCANNED && r->nfailures == 0)
		add_cause(o, SHUHI_CAUSE_ENGINE);
	if (r->verdict != SHUHI_UNSCANNED && r->verdict != SHUHI_PASS &&
	    r->nfindings == 0)
		o->severity = SHUHI_SEVERITY_CRITICAL;
}

static void
scan(struct judging *o, struct kit_worker *w)
{
	const struct post *p = o->post;
	const struct shuhi_body body = {
		.url = p->url,
		.content_type = p->content_type,
		.content_encoding = p->content_encoding,
		.headers = p->headers,
		.bytes = p->body.ptr,
		.len = p->body.len,
	};
	const struct shuhi_body_result *r;
	struct shuhi_error err;

	if (p->trouble != 0)
		add_cause(o, p->trouble);
	else if (shuhi_body_scan(w->body, &body, &r, &err) != 0)
		add_cause(o, SHUHI_CAUSE_ENGINE);
	else
		take_result(o, r);
}

/* ---- what the policy says ------------------------------------------------------- */

/* What is not all here cannot be let go, whatever the policy says. */
static void
settle(struct judging *o)
{
	o->done = o->post->cut ? POLICY_BLOCK
	                       : policy_in_force(o->kit->policy, o->said);
}

static void
ask_policy(struct judging *o)
{
	const struct policy *p = o->kit->policy;
	size_t i;

	o->said = o->result == NULL ? POLICY_ALLOW
	                            : policy_action(p, o->place, o->severity);
	for (i = 0; i < o->ncauses; i++)
		o->said = policy_graver(
		    o->said, policy_failure(p, o->place, o->causes[i]));
	settle(o);
}

/* A warning was answered before: let through once. */
static void
ask_override(struct judging *o)
{
	struct shuhi_error err;
	bool granted = false;

	if (o->done != POLICY_WARN || o->books.override == NULL || !o->marked)
		return;
	if (override_take(o->books.override, &o->mark, post_person(o->post),
	        time(NULL), &granted, &err) == 0 &&
	    granted) {
		o->done = POLICY_ALLOW;
		o->overridden = true;
		return;
	}
	if (override_issue(o->books.override, &o->mark, post_person(o->post),
	        time(NULL), o->token, &err) != 0)
		o->token[0] = '\0';
}

/* ---- the record -------------------------------------------------------------------- */

static int
write_record(struct judging *o, struct shuhi_error *err)
{
	struct audit_finding findings[LIMIT_AUDIT_FINDINGS];
	const char *causes[POLICY_CAUSE_COUNT];
	const struct shuhi_body_result *r = o->result;
	struct audit_record rec = {
		.event = AUDIT_REQUEST,
		.front = "proxy",
		.user = o->post->user,
		.client = o->post->address,
		.method = o->post->method,
		.host = span_of(o->post->to.host),
		.class_name = o->place->class_name,
		.service = o->place->name[SHUHI_LANG_JA],
		.shadow = !o->place->known,
		.bytes = o->post->bytes,
		.verdict = r == NULL ? SHUHI_UNSCANNED : r->verdict,
		.severity = o->severity,
		.findings = findings,
		.nfindings = r == NULL ? 0 : r->nfindings,
		.causes = causes,
		.ncauses = o->ncauses,
		.action =
		    policy_action_name(o->overridden ? POLICY_LOG : o->said),
		.monitored = o->said > POLICY_LOG && o->done <= POLICY_LOG &&
		             !o->overridden,
		.fingerprint = o->marked ? &o->mark : NULL,
		.digest = shuhi_scanner_digest(o->kit->scanner),
		.microseconds = (uint32_t)microseconds_since(&o->began),
	};
	size_t i;

	for (i = 0; i < o->ncauses; i++)
		causes[i] = policy_cause_name(o->causes[i]);
	for (i = 0; i < rec.nfindings && i < LIMIT_AUDIT_FINDINGS; i++) {
		const struct shuhi_body_finding *f = &r->findings[i];

		findings[i] = (struct audit_finding){
			.rule = f->finding.rule,
			.severity = f->finding.severity,
			.field = f->field,
			.entities = f->finding.entities,
			.nentities = f->finding.nentities,
		};
	}
	return audit_write(o->books.audit, &rec, false, err);
}

/* What cannot be recorded ends as the policy says for that. */
static void
record(struct judging *o)
{
	enum policy_action unrecorded;
	struct shuhi_error err;

	if (o->said <= POLICY_ALLOW ||
	    policy_conf(o->kit->policy)->audit.file == NULL)
		return;
	if (o->books.audit != NULL && write_record(o, &err) == 0)
		return;
	add_cause(o, POLICY_CAUSE_AUDIT);
	unrecorded =
	    policy_failure(o->kit->policy, o->place, POLICY_CAUSE_AUDIT);
	o->said = policy_graver(o->said, unrecorded);
	if (o->overridden)
		o->done = unrecorded;
	else
		settle(o);
	o->token[0] = '\0';
}

/* ---- the answer --------------------------------------------------------------------- */

static void
put_page(const struct judging *o, struct buf *b)
{
	const struct policy_conf *conf = policy_conf(o->kit->policy);
	const struct shuhi_body_result *r = o->result;
	char hex[65], reference[13] = "";
	struct page page = {
		.kind = o->done == POLICY_WARN ? PAGE_WARNING : PAGE_BLOCKED,
		.wants = o->post->wants,
		.findings = r == NULL ? NULL : r->findings,
		.nfindings = r == NULL ? 0 : r->nfindings,
		.causes = o->causes,
		.ncauses = o->ncauses,
		.contact = { conf->contact[0], conf->contact[1] },
		.token = o->token[0] == '\0' ? NULL : o->token,
		.least = conf->override.justification,
	};

	if (o->place->known) {
		page.service[0] = o->place->name[0];
		page.service[1] = o->place->name[1];
	}
	if (o->marked) {
		digest_hex(&o->mark, hex);
		memcpy(reference, hex, sizeof reference - 1);
		page.reference = reference;
	}
	page_put(b, &page);
}

static void
count(const struct judging *o, struct metrics *m)
{
	enum metrics_end end = METRICS_PASSED;
	size_t i;

	if (o->overridden && o->done <= POLICY_LOG)
		end = METRICS_OVERRIDDEN;
	else if (o->done == POLICY_BLOCK)
		end = METRICS_BLOCKED;
	else if (o->done == POLICY_WARN)
		end = METRICS_WARNED;
	else if (o->said > POLICY_LOG)
		end = METRICS_MONITORED;
	else if (o->done == POLICY_LOG)
		end = METRICS_LOGGED;
	metrics_add(&m->ends[end], 1);
	metrics_add(&m->verdicts[o->result == NULL ? SHUHI_UNSCANNED
	                                           : o->result->verdict],
	    1);
	_Static_assert(POLICY_CAUSE_COUNT <= METRICS_CAUSES, "a counter each");
	for (i = 0; i < o->ncauses; i++)
		metrics_add(&m->causes[o->causes[i]], 1);
	prom_took(&m->latency, microseconds_since(&o->began));
}

/* Is anything found outside of the body, or perhaps ("body": in several fields)? */
static bool
found_beside(const struct shuhi_body_result *r)
{
	static const char *const beside[] = { "path", "query:", "header:",
		"body" };
	size_t i, k;

	for (i = 0; r != NULL && i < r->nfindings; i++)
		for (k = 0; k < sizeof beside / sizeof beside[0]; k++)
			if (span_starts(span_of(r->findings[i].field),
			        span_of(beside[k])))
				return true;
	return false;
}

static void
conclude(struct judging *o, struct metrics *m, struct post_answer *answer)
{
	ask_policy(o);
	if (o->books.audit != NULL && o->said > POLICY_ALLOW && !o->post->cut) {
		post_fingerprint(o->books.audit, o->post,
		    found_beside(o->result), &o->mark);
		o->marked = true;
	}
	ask_override(o);
	record(o);
	answer->pass = o->done == POLICY_ALLOW || o->done == POLICY_LOG;
	if (!answer->pass)
		put_page(o, &answer->page);
	count(o, m);
}

/* Nothing could be loaded: nobody has looked. */
static void
without_kit(const struct post *p, struct metrics *m, struct post_answer *answer)
{
	const unsigned cause = POLICY_CAUSE_RELOAD;
	const struct page page = {
		.kind = PAGE_BLOCKED,
		.wants = p->wants,
		.causes = &cause,
		.ncauses = 1,
	};

	page_put(&answer->page, &page);
	metrics_add(&m->causes[cause], 1);
	metrics_add(&m->ends[METRICS_BLOCKED], 1);
	metrics_add(&m->verdicts[SHUHI_UNSCANNED], 1);
}

static void
judge_with(const struct post *p, struct kit *kit, struct metrics *m,
    struct post_answer *answer)
{
	struct judging o = {
		.post = p,
		.kit = kit,
		.books = kit_books(kit),
		.place =
		    policy_place(kit->policy, span_of(p->to.host), p->to.path),
	};
	struct kit_worker *w = NULL;
	struct shuhi_error err;

	clock_gettime(CLOCK_MONOTONIC, &o.began);
	if (o.place->exempt && !p->cut) {
		answer->pass = true;
		metrics_add(&m->ends[METRICS_PASSED], 1);
		return;
	}
	if (kit_lend(kit, &w, &err) != 0)
		add_cause(&o, SHUHI_CAUSE_ENGINE);
	else
		scan(&o, w);
	conclude(&o, m, answer);
	if (w != NULL)
		kit_return(kit, w);
}

void
post_judge(const struct post *p, struct kit *kit, struct metrics *m,
    struct post_answer *answer)
{
	*answer = (struct post_answer){ .pass = false };
	metrics_add(&m->requests, 1);
	metrics_add(&m->bytes, p->bytes);
	if (kit == NULL)
		without_kit(p, m, answer);
	else
		judge_with(p, kit, m, answer);
}
