/* Why `shuhi audit` has found nothing: a word mistyped, or no such record. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit_opts.h"
#include "cli.h"

static int
count_one(void *arg, const struct audit_entry *e)
{
	(void)arg;
	(void)e;
	return 1;
}

/* Is there a record of this class, of whatever time? */
static bool
class_was_recorded(const struct audit_opts *o)
{
	struct audit_filter f = { .class_name = o->filter.class_name };
	struct shuhi_error err = { 0 };
	uint64_t unread;

	return audit_read(o->files, o->nfiles, o->found != NULL, &f, count_one,
	    NULL, &unread, &err) != 0;
}

/* Classes are the policy's; one that it no longer has may stand in old records. */
static bool
class_is_known(struct audit_opts *o)
{
	const struct policy *p = audit_opts_policy(o);
	size_t i;

	for (i = 0; p != NULL && i < policy_class_count(p); i++)
		if (!strcmp(policy_class_at(p, i), o->filter.class_name))
			return true;
	return p == NULL || class_was_recorded(o);
}

static bool
has_rule(const struct shuhi_scanner *s, const char *id)
{
	struct shuhi_rule_info rule;
	size_t i;

	for (i = 0; i < shuhi_rule_count(s); i++) {
		shuhi_rule_at(s, i, &rule);
		if (strcmp(rule.id, id) == 0)
			return true;
	}
	return false;
}

/* A rule of those shipped and of the policy's folders. */
static bool
rule_is_known(struct audit_opts *o)
{
	const struct policy_conf *c =
	    o->policy != NULL ? policy_conf(o->policy) : NULL;
	struct shuhi_scanner *s;
	struct engine_opts e;
	bool known = true;
	size_t i;

	if (engine_opts_init(&e, c != NULL ? (int)(c->nrules + c->ndicts) + 1
	                                   : 1) != 0)
		return true;
	for (i = 0; c != NULL && i < c->nrules; i++)
		engine_option(&e, OPT_RULES, c->rules[i]);
	for (i = 0; c != NULL && i < c->ndicts; i++)
		engine_option(&e, OPT_DICT, c->dicts[i]);
	if (engine_open(&e, o->lang, &s) == 0) {
		known = has_rule(s, o->filter.rule);
		shuhi_scanner_unref(s);
	}
	engine_opts_free(&e);
	return known;
}

int
audit_opts_class(struct audit_opts *o)
{
	if (o->filter.class_name == NULL || class_is_known(o))
		return 0;
	return usage_error(o->lang, "audit", tr(o->lang,
	    "送信先にない種類です: %s（shuhi policy show）",
	    "no class of destinations: %s (shuhi policy show)"),
	    o->filter.class_name);
}

int
audit_opts_none(struct audit_opts *o)
{
	if (audit_opts_class(o) != 0)
		return 2;
	fputs(tr(o->lang, "shuhi: 当てはまる記録はありません\n",
	    "shuhi: no record fits\n"), stderr);
	if (o->filter.rule != NULL && !rule_is_known(o))
		fprintf(stderr, tr(o->lang,
		    "shuhi: %s という規則は今はありません（shuhi rules list）\n",
		    "shuhi: there is no rule %s now (shuhi rules list)\n"),
		    o->filter.rule);
	return 1;
}
