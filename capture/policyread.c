/*
 * policy.yaml into struct policy: classes, actions, failures, the catalogue.
 *
 * Two files make a policy: its own and the one named by `base:`, usually the
 * shipped one.  Of a key that both have, the own file's holds; destinations of
 * the own file are asked first.
 */
#include "policyread.h"

#include <stdlib.h>

#include "digest.h"
#include "err.h"
#include "policyyaml.h"

static const char *const our_classes[] = { "unknown", "exempt", "sns", "chat",
	"mail", "file-transfer", "generative-ai", "translation", "contracted",
	NULL };

static const char *const actions[] = { "allow", "log", "warn", "block", NULL };

static const char *const severities[] = { "clean", "low", "medium", "high",
	"critical", NULL };

/* ---- classes ------------------------------------------------------------ */

int
policy_class_find(const struct policy *p, struct span name)
{
	size_t i;

	for (i = 0; i < p->nclasses; i++)
		if (span_eq(span_of(p->class[i].name), name))
			return (int)i;
	return -1;
}

static bool
is_class_name(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') ||
		        (s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
		        s.ptr[i] == '-'))
			return false;
	return s.len > 0 && s.len <= 32;
}

static bool
is_cause_name(struct span s)
{
	unsigned c;

	for (c = SHUHI_CAUSE_NONE + 1; c < POLICY_CAUSE_COUNT; c++)
		if (span_eq(s, span_of(policy_cause_name(c))))
			return true;
	return false;
}

/* A class of the hospital's own, by its line under actions: */
static int
class_add(struct policy_reader *r, struct ynode key, struct shuhi_error *err)
{
	struct policy *p = r->p;
	struct policy_class *c;

	if (!is_class_name(ynode_text(key)) || is_cause_name(ynode_text(key)))
		return ynode_fail(key, err, "not a name for a class",
		    "small letters, digits and -, and no cause of failures:");
	if (p->nclasses == LIMIT_POLICY_CLASSES)
		return ynode_fail(key, err, "too many classes", "at most %d",
		    LIMIT_POLICY_CLASSES);
	c = &p->class[p->nclasses];
	if ((c->name = pol_copy(&p->arena, ynode_text(key))) == NULL)
		return pol_nomem(err);
	p->nclasses++;
	return 0;
}

int
policy_class_unknown(
    struct policy_reader *r, struct ynode n, struct shuhi_error *err)
{
	const char *names[LIMIT_POLICY_CLASSES + 1] = { NULL };
	size_t i;

	for (i = 0; i < r->p->nclasses; i++)
		names[i] = r->p->class[i].name;
	return pol_unknown(n,
	    "no such class; one of your own needs a line under actions:",
	    names, err);
}

/* ---- actions ------------------------------------------------------------ */

static int
read_action(struct ynode n, enum policy_action *out, struct shuhi_error *err)
{
	unsigned w;

	if (pol_word(n, "no such action", actions, &w, err) != 0)
		return -1;
	*out = (enum policy_action)(POLICY_ALLOW + w);
	return 0;
}

/* `sns: block`, or an action for each severity. */
static int
read_row(struct ynode n, struct policy_row *row, struct shuhi_error *err)
{
	enum policy_action all;
	struct ynode cell;
	size_t s;

	if (ynode_kind(n) != YNODE_MAP) {
		if (read_action(n, &all, err) != 0)
			return -1;
		for (s = SHUHI_SEVERITY_LOW; s < POLICY_SEVERITIES; s++)
			row->action[s] = all;
		return 0;
	}
	if (pol_keys(n, severities, err) != 0)
		return -1;
	for (s = 0; s < POLICY_SEVERITIES; s++) {
		cell = ynode_get(n, severities[s]);
		if (ynode_kind(cell) != YNODE_NONE &&
		    read_action(cell, &row->action[s], err) != 0)
			return -1;
	}
	return 0;
}

static int
read_class_row(struct policy_reader *r, struct ynode key, struct ynode value,
    struct shuhi_error *err)
{
	int c = policy_class_find(r->p, ynode_text(key));

	if (c == POLICY_EXEMPT)
		return ynode_fail(key, err, "exempt means: always let through",
		    "leave this line out, or give the destination a class");
	if (c < 0) {
		c = (int)r->p->nclasses;
		if (class_add(r, key, err) != 0)
			return -1;
	}
	r->p->class[c].acted = true;
	r->class_at[c] = key;
	return read_row(value, &r->p->class[c].row, err);
}

static int
read_actions(struct policy_reader *r, const struct policy_source *src,
    struct shuhi_error *err)
{
	struct ynode map = ynode_get(src->root, "actions"), key;
	size_t i;
	int rc = 0;

	if (ynode_kind(map) == YNODE_NONE)
		return 0;
	if (ynode_want(map, YNODE_MAP, err, "sns: {low: warn, high: block}") !=
	        0 ||
	    ynode_keys_once(map, err) != 0)
		return -1;
	for (i = 0; i < ynode_count(map) && rc == 0; i++) {
		key = ynode_key(map, i);
		if (span_eq(ynode_text(key), SPAN("default")))
			rc = read_row(
			    ynode_value(map, i), &r->p->fallback, err);
		else
			rc = read_class_row(r, key, ynode_value(map, i), err);
	}
	return rc;
}

/* ---- failures ----------------------------------------------------------- */

static int
read_failure(unsigned cause, struct ynode n, struct policy_row *row,
    struct shuhi_error *err)
{
	if (read_action(n, &row->failure[cause], err) != 0)
		return -1;
	if (cause == POLICY_CAUSE_AUDIT &&
	    row->failure[cause] == POLICY_WARN)
		return ynode_fail(n, err,
		    "an override must be recorded, too", "block or allow");
	return 0;
}

/* The causes of a map; other keys are left to the caller, NULL: refused. */
static int
read_causes(struct ynode map, struct policy_row *row,
    int (*other)(void *, struct ynode key, struct ynode value,
        struct shuhi_error *),
    void *arg, struct shuhi_error *err)
{
	const char *names[POLICY_CAUSE_COUNT] = { NULL };
	struct ynode key;
	unsigned c;
	size_t i;

	for (c = SHUHI_CAUSE_NONE + 1; c < POLICY_CAUSE_COUNT; c++)
		names[c - 1] = policy_cause_name(c);
	if (ynode_want(map, YNODE_MAP, err, "encrypted: block") != 0 ||
	    ynode_keys_once(map, err) != 0)
		return -1;
	for (i = 0; i < ynode_count(map); i++) {
		key = ynode_key(map, i);
		for (c = 0; names[c] != NULL; c++)
			if (span_eq(ynode_text(key), span_of(names[c])))
				break;
		if (names[c] != NULL) {
			if (read_failure(
			        c + 1, ynode_value(map, i), row, err) != 0)
				return -1;
		} else if (other == NULL) {
			return pol_unknown(
			    key, "no such cause of failure", names, err);
		} else if (other(arg, key, ynode_value(map, i), err) != 0) {
			return -1;
		}
	}
	return 0;
}

/* `default: block`, or the causes of one class. */
static int
read_failure_key(void *arg, struct ynode key, struct ynode value,
    struct shuhi_error *err)
{
	struct policy_reader *r = arg;
	const char *names[POLICY_CAUSE_COUNT + 1] = { "default" };
	unsigned cause;
	int c;

	if (span_eq(ynode_text(key), SPAN("default")))
		return read_action(value, &r->failure_default, err);
	c = policy_class_find(r->p, ynode_text(key));
	if (c >= 0 && c != POLICY_EXEMPT)
		return read_causes(
		    value, &r->p->class[c].row, NULL, NULL, err);
	for (cause = SHUHI_CAUSE_NONE + 1; cause < POLICY_CAUSE_COUNT; cause++)
		names[cause] = policy_cause_name(cause);
	return pol_unknown(
	    key, "neither a cause of failure nor a class", names, err);
}

static int
read_failures(struct policy_reader *r, const struct policy_source *src,
    struct shuhi_error *err)
{
	struct ynode map = ynode_get(src->root, "failures");

	return ynode_kind(map) == YNODE_NONE ? 0
	    : read_causes(map, &r->p->fallback, read_failure_key, r, err);
}

/* ---- the whole ---------------------------------------------------------- */

static void
settle_fallback(struct policy_reader *r)
{
	static const enum policy_action silent[] = {
		[SHUHI_SEVERITY_NONE] = POLICY_ALLOW,
		[SHUHI_SEVERITY_LOW] = POLICY_WARN,
		[SHUHI_SEVERITY_MEDIUM] = POLICY_WARN,
		[SHUHI_SEVERITY_HIGH] = POLICY_BLOCK,
		[SHUHI_SEVERITY_CRITICAL] = POLICY_BLOCK,
	};
	struct policy_row *f = &r->p->fallback;
	size_t i;

	for (i = 0; i < POLICY_SEVERITIES; i++)
		if (f->action[i] == POLICY_UNDECIDED)
			f->action[i] = silent[i];
	for (i = 0; i < POLICY_CAUSE_COUNT; i++) {
		if (f->failure[i] != POLICY_UNDECIDED)
			continue;
		f->failure[i] = r->failure_default;
		/* an override needs the audit that cannot be written */
		if (i == POLICY_CAUSE_AUDIT && f->failure[i] == POLICY_WARN)
			f->failure[i] = POLICY_BLOCK;
	}
}

static int
settle_class(struct policy_reader *r, size_t i, struct shuhi_error *err)
{
	struct policy_class *c = &r->p->class[i];
	struct policy_row *row = &c->row;
	size_t k;

	if (!c->ours && !c->placed)
		return pol_unknown(r->class_at[i],
		    "no destination is of this class", our_classes, err);
	for (k = 0; k < POLICY_SEVERITIES; k++)
		if (row->action[k] == POLICY_UNDECIDED)
			row->action[k] = r->p->fallback.action[k];
	for (k = 0; k < POLICY_CAUSE_COUNT; k++)
		if (row->failure[k] == POLICY_UNDECIDED)
			row->failure[k] = r->p->fallback.failure[k];
	for (k = 1; k < POLICY_SEVERITIES; k++)
		if (row->action[k] < row->action[k - 1] && c->acted)
			return ynode_fail(r->class_at[i], err,
			    "milder for what is graver",
			    "%s: %s, but %s: %s; name both", severities[k - 1],
			    policy_action_name(row->action[k - 1]),
			    severities[k], policy_action_name(row->action[k]));
	return 0;
}

static int
settle(struct policy_reader *r, struct shuhi_error *err)
{
	struct policy *p = r->p;
	size_t i;

	settle_fallback(r);
	for (i = 0; i < p->nclasses; i++)
		if (i != POLICY_EXEMPT && settle_class(r, i, err) != 0)
			return -1;
	for (i = 0; i < POLICY_SEVERITIES; i++)
		p->class[POLICY_EXEMPT].row.action[i] = POLICY_ALLOW;
	for (i = 0; i < POLICY_CAUSE_COUNT; i++)
		p->class[POLICY_EXEMPT].row.failure[i] = POLICY_ALLOW;
	p->unknown.place = (struct policy_place){
		.class_name = p->class[POLICY_UNKNOWN].name,
		.name = { "未登録の送信先", "a destination nobody has listed" },
	};
	return policy_places_check(r, err);
}

/* ---- files -------------------------------------------------------------- */

static int
open_source(struct policy *p, const char *file, struct policy_source *out,
    struct shuhi_error *err)
{
	static const char *const keys[] = { "version", "base", "mode",
		"contact", "destinations", "actions", "failures", "limits",
		"override", "audit", "metrics", "rules", "dict", "roster",
		NULL };
	struct ynode version;

	*out = (struct policy_source){ .policy = p };
	if ((out->file = pol_copy(&p->arena, span_of(file))) == NULL)
		return pol_nomem(err);
	if (yamldoc_load(file, &out->doc, err) != 0)
		return -1;
	out->root = yamldoc_root(out->doc);
	if (ynode_kind(out->root) == YNODE_NONE)
		return fail_file(err, SHUHI_E_POLICY, file, 1, 1,
		    "an empty policy", "begin with `version: 1`");
	if (pol_keys(out->root, keys, err) != 0)
		return -1;
	version = ynode_get(out->root, "version");
	if (!span_eq(ynode_text(version), SPAN("1")))
		return ynode_fail(ynode_kind(version) == YNODE_NONE
		    ? out->root : version, err, "no version known here",
		    "version: 1");
	return 0;
}

/* `base: shipped`, or a path. */
static int
open_base(struct policy_reader *r, struct shuhi_error *err)
{
	struct ynode n = ynode_get(r->own.root, "base"), again;
	char shipped[4096 + 16];
	const char *file = shipped;

	if (ynode_kind(n) == YNODE_NONE)
		return 0;
	if (span_eq(ynode_text(n), SPAN("shipped"))) {
		if (shuhi_data_dir(shipped, 4096, err) != 0)
			return -1;
		memcpy(shipped + strlen(shipped), "/policy.yaml",
		    sizeof "/policy.yaml");
	} else if (pol_path(&r->p->arena, r->own.file, n, &file, err) != 0) {
		return -1;
	}
	if (open_source(r->p, file, &r->base, err) != 0)
		return -1;
	again = ynode_get(r->base.root, "base");
	if (ynode_kind(again) != YNODE_NONE)
		return ynode_fail(again, err, "a base has no base",
		    "name the file to build upon directly");
	r->has_base = true;
	return 0;
}

static int
read_both(struct policy_reader *r, struct shuhi_error *err)
{
	if (r->has_base &&
	    (policy_conf_read(&r->base, err) != 0 ||
	        read_actions(r, &r->base, err) != 0 ||
	        read_failures(r, &r->base, err) != 0))
		return -1;
	if (policy_conf_read(&r->own, err) != 0 ||
	    read_actions(r, &r->own, err) != 0 ||
	    read_failures(r, &r->own, err) != 0 ||
	    policy_places_read(r, &r->own, err) != 0)
		return -1;
	if (r->has_base && policy_places_read(r, &r->base, err) != 0)
		return -1;
	return settle(r, err);
}

static int
take_digest(struct policy_reader *r, struct shuhi_error *err)
{
	struct digester *d = digester_new();
	struct digest sum;
	char *hex = ARENA_NEW(&r->p->arena, 65, char);

	if (d == NULL || hex == NULL) {
		free(d);
		return pol_nomem(err);
	}
	digester_add(d, yamldoc_source(r->own.doc));
	if (r->has_base)
		digester_add(d, yamldoc_source(r->base.doc));
	digester_end(d, &sum);
	digest_hex(&sum, hex);
	r->p->conf.digest = hex;
	r->p->conf.file = r->own.file;
	return 0;
}

int
policy_read(struct policy *p, const char *file, struct shuhi_error *err)
{
	struct policy_reader *r;
	size_t i;
	int rc = -1;

	if ((r = calloc(1, sizeof *r)) == NULL)
		return pol_nomem(err);
	r->p = p;
	r->failure_default = POLICY_BLOCK;
	policy_conf_defaults(&p->conf);
	for (i = 0; our_classes[i] != NULL; i++)
		p->class[p->nclasses++] = (struct policy_class){
			.name = our_classes[i],
			.ours = true,
		};
	if (open_source(p, file, &r->own, err) == 0 &&
	    open_base(r, err) == 0 && read_both(r, err) == 0 &&
	    take_digest(r, err) == 0)
		rc = 0;
	yamldoc_free(r->own.doc);
	yamldoc_free(r->base.doc);
	free(r);
	return rc;
}
