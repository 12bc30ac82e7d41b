#include "draft.h"

#include "class.h"
#include "client.h"
#include "draftlimit.h"
#include "err.h"

/* What a picture adds weighs as a finding of low severity does: look yourself. */
#define SCORE_RAISED 30

struct telling {
	const struct draft *draft;
	const struct draft_more *more; /* NULL: none */
	struct kit *kit;
	const struct policy_place *place; /* never NULL with a kit */
};

/* ---- findings -------------------------------------------------------------- */

static void
put_mask(struct buf *b, const char *class_name, const char *label)
{
	if (!class_masked(class_name)) {
		buf_str(b, "null");
		return;
	}
	buf_str(b, "\"［");
	buf_json_part(b, span_of(label));
	buf_str(b, "］\"");
}

static void
more_of_entity(struct buf *b, const struct jsonfind *how,
    const struct shuhi_entity *e)
{
	const struct telling *t = how->arg;
	const char *label = e->label[how->lang];

	buf_str(b, ",\"label\":");
	buf_json(b, span_of(label));
	buf_str(b, ",\"mask\":");
	put_mask(b, e->class_name, label);
	if (t->more != NULL)
		t->more->of_entity(b, t->more->arg, e);
}

static const char *
basis_of(const struct shuhi_scanner *scanner, const char *rule)
{
	struct shuhi_rule_info info;
	size_t i, n = shuhi_rule_count(scanner);

	for (i = 0; i < n; i++) {
		shuhi_rule_at(scanner, i, &info);
		if (strcmp(info.id, rule) == 0)
			return info.basis;
	}
	return "";
}

static void
more_of_finding(struct buf *b, const struct jsonfind *how,
    const struct shuhi_finding *f)
{
	const struct telling *t = how->arg;

	buf_str(b, ",\"why\":");
	buf_json(b, span_of(f->why[how->lang]));
	buf_str(b, ",\"advice\":");
	buf_json(b, span_of(f->advice[how->lang]));
	buf_str(b, ",\"basis\":");
	buf_json(b, span_of(basis_of(t->kit->scanner, f->rule)));
}

static void
put_findings(struct buf *b, const struct telling *t,
    const struct shuhi_result *res)
{
	const struct jsonfind how = {
		.lang = t->draft->lang,
		.more_of_entity = more_of_entity,
		.more_of_finding = more_of_finding,
		.arg = t,
	};
	size_t i;

	buf_str(b, ",\"findings\":[");
	for (i = 0; res != NULL && i < res->nfindings; i++) {
		if (i > 0)
			buf_char(b, ',');
		jsonfind_put(b, &how, &res->findings[i]);
	}
	buf_char(b, ']');
}

/* ---- the rest of a report -------------------------------------------------- */

static void
put_head(struct buf *b, const struct draft *d, enum shuhi_verdict verdict,
    uint32_t score)
{
	buf_str(b, "{\"id\":");
	if (d->id.ptr == NULL)
		buf_str(b, "null");
	else
		buf_span(b, d->id);
	buf_str(b, ",\"verdict\":\"");
	buf_str(b, shuhi_verdict_name(verdict));
	buf_str(b, "\",\"score\":");
	buf_u64(b, score);
}

static void
put_tail(struct buf *b, const struct telling *t, enum policy_action action)
{
	const struct policy_place *to = t->place;
	enum shuhi_lang lang = t->draft->lang;

	buf_str(b, ",\"action\":\"");
	buf_str(b, policy_action_name(action));
	buf_str(b, "\",\"destination\":");
	if (to == NULL || t->draft->destination.ptr == NULL) {
		buf_str(b, "null");
	} else {
		buf_str(b, "{\"class\":");
		buf_json(b, span_of(to->class_name));
		buf_str(b, ",\"name\":");
		buf_json(b, span_of(to->name[lang] == NULL
		        ? "" : to->name[lang]));
		buf_str(b, to->known ? ",\"known\":true}" : ",\"known\":false}");
	}
	if (t->more != NULL)
		t->more->of_report(b, t->more->arg);
	buf_str(b, "}\n");
}

static unsigned
cause_of(enum shuhi_code code)
{
	switch (code) {
	case SHUHI_E_LIMIT:
		return SHUHI_CAUSE_TOO_LARGE;
	case SHUHI_E_CHARSET:
		return SHUHI_CAUSE_UNDECODABLE;
	default:
		return SHUHI_CAUSE_ENGINE;
	}
}

static enum shuhi_verdict
tell_failure(struct buf *b, const struct telling *t,
    const struct shuhi_error *err)
{
	enum policy_action action = POLICY_BLOCK;
	struct failure f = {
		.code = shuhi_code_name(err->code),
		.message = t->draft->say(t->draft->lang, err->message),
		.at = err->at,
	};

	if (t->kit != NULL)
		action = policy_in_force(t->kit->policy, policy_failure(
		    t->kit->policy, t->place, cause_of(err->code)));
	put_head(b, t->draft, SHUHI_UNSCANNED, 0);
	put_findings(b, t, NULL);
	buf_str(b, ",\"redacted\":\"\"");
	jsonfind_failure(b, &f);
	put_tail(b, t, action);
	return SHUHI_UNSCANNED;
}

static enum policy_action
action_of(const struct telling *t, const struct shuhi_result *res,
    enum shuhi_verdict verdict)
{
	const struct policy *p = t->kit->policy;
	enum shuhi_severity gravest = SHUHI_SEVERITY_NONE;

	if (t->place->exempt)
		return POLICY_ALLOW;
	if (res->nfindings > 0)
		gravest = res->findings[0].severity;
	else if (verdict != SHUHI_PASS) /* what a picture adds */
		gravest = SHUHI_SEVERITY_LOW;
	return policy_in_force(p, policy_action(p, t->place, gravest));
}

static enum shuhi_verdict
tell(struct buf *b, const struct telling *t, const struct shuhi_result *res,
    struct span redacted)
{
	enum shuhi_verdict verdict = res->verdict;
	uint32_t score = res->score;

	if (t->more != NULL && t->more->least > verdict) {
		verdict = t->more->least;
		score = SCORE_RAISED;
	}
	put_head(b, t->draft, verdict, score);
	put_findings(b, t, res);
	buf_str(b, ",\"redacted\":");
	buf_json(b, redacted);
	put_tail(b, t, action_of(t, res, verdict));
	return verdict;
}

/* ---- judging ---------------------------------------------------------------- */

static enum shuhi_verdict
judge_by(struct shuhi_worker *w, const struct telling *t, struct buf *b,
    struct shuhi_error *err)
{
	struct span text = t->draft->text, redacted = { 0 };
	const struct shuhi_result *res;

	if (text.ptr == NULL)
		text = SPAN("");
	if (shuhi_scan(w, text.ptr, text.len, &res, err) != 0 ||
	    shuhi_redact(w, text.ptr, text.len, t->draft->lang, &redacted.ptr,
	        &redacted.len, err) != 0)
		return tell_failure(b, t, err);
	return tell(b, t, res, redacted);
}

/* A place has a class; without one it is of those nobody knows. */
static const struct policy_place *
place_of(const struct policy *p, struct span destination)
{
	char url[LIMIT_DRAFT_PLACE + 1];
	struct client_target target = { .host = "" };

	target.path = SPAN("");
	if (destination.len < sizeof url &&
	    memchr(destination.ptr, '\0', destination.len) == NULL) {
		memcpy(url, destination.ptr, destination.len);
		url[destination.len] = '\0';
		client_target(url, NULL, &target);
	}
	return policy_place(p, span_of(target.host), target.path);
}

enum shuhi_verdict
draft_judge(struct kit *kit, const struct draft *d,
    const struct draft_more *more, struct buf *out, struct shuhi_error *err)
{
	struct telling t = { .draft = d, .more = more, .kit = kit };
	struct kit_worker *w;
	enum shuhi_verdict verdict;

	if (kit == NULL) {
		fail(err, SHUHI_E_RULES, "no valid set of rules is loaded", 0);
		return tell_failure(out, &t, err);
	}
	t.place = place_of(kit->policy,
	    d->destination.ptr == NULL ? SPAN("") : d->destination);
	if (kit_lend(kit, &w, err) != 0)
		return tell_failure(out, &t, err);
	verdict = judge_by(w->worker, &t, out, err);
	kit_return(kit, w);
	if (!out->failed)
		return verdict;
	fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	return SHUHI_UNSCANNED;
}

/* ---- places ------------------------------------------------------------------ */

void
draft_places(struct buf *b, const struct policy *p)
{
	const struct policy_place *to;
	struct span host;
	size_t i, n = 0;

	buf_char(b, '[');
	for (i = 0; i < policy_place_count(p); i++) {
		to = policy_place_at(p, i);
		if (to->exempt || policy_place_host(to, 0) == NULL)
			continue;
		host = span_of(policy_place_host(to, 0));
		if (span_starts(host, SPAN("*.")))
			host = span_sub(host, 2, host.len);
		buf_str(b, n++ > 0 ? ",{\"id\":" : "{\"id\":");
		buf_json(b, host);
		buf_str(b, ",\"class\":");
		buf_json(b, span_of(to->class_name));
		buf_str(b, ",\"name\":{\"ja\":");
		buf_json(b, span_of(to->name[SHUHI_LANG_JA]));
		buf_str(b, ",\"en\":");
		buf_json(b, span_of(to->name[SHUHI_LANG_EN]));
		buf_str(b, "}}");
	}
	buf_char(b, ']');
}
