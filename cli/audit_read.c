#include "audit_read.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "auditverify.h"
#include "err.h"

/* ---- one record --------------------------------------------------------- */

static const char *
text_of(const json_t *root, const char *key)
{
	const char *s = json_string_value(json_object_get(root, key));

	return s == NULL ? "" : s;
}

static const json_t *
finding(const struct audit_entry *e, size_t i)
{
	return json_array_get(json_object_get(e->root, "findings"), i);
}

const char *
audit_entry_rule(const struct audit_entry *e, size_t i)
{
	return text_of(finding(e, i), "rule");
}

const char *
audit_entry_cause(const struct audit_entry *e, size_t i)
{
	const char *s = json_string_value(
	    json_array_get(json_object_get(e->root, "causes"), i));

	return s == NULL ? "" : s;
}

static bool
take(struct span line, struct audit_entry *e)
{
	struct tm tm = { 0 };
	json_t *root;

	root = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(root)) {
		json_decref(root);
		return false;
	}
	*e = (struct audit_entry){
		.root = root,
		.line = line,
		.seq = (uint64_t)json_integer_value(
		    json_object_get(root, "seq")),
		.time = text_of(root, "time"),
		.type = text_of(root, "type"),
		.user = text_of(root, "user"),
		.client = text_of(root, "client"),
		.host = text_of(root, "host"),
		.class_name = text_of(root, "class"),
		.service = text_of(root, "service"),
		.severity = text_of(root, "severity"),
		.action = text_of(root, "action"),
		.justification = text_of(root, "justification"),
		.shadow = json_is_true(json_object_get(root, "shadow")),
		.monitored = json_is_true(json_object_get(root, "monitored")),
		.nrules = json_array_size(json_object_get(root, "findings")),
		.ncauses = json_array_size(json_object_get(root, "causes")),
	};
	if (strptime(e->time, "%Y-%m-%dT%H:%M:%S", &tm) != NULL)
		e->when = timegm(&tm);
	return true;
}

/* ---- the filter --------------------------------------------------------- */

static bool
is(const char *wanted, const char *value)
{
	return wanted == NULL || strcmp(wanted, value) == 0;
}

/* X.com and x.com. are one host; records have it in small letters. */
static bool
is_host(const char *wanted, const char *value)
{
	size_t n;

	if (wanted == NULL)
		return true;
	n = strlen(wanted);
	n -= n > 0 && wanted[n - 1] == '.';
	return strlen(value) == n && strncasecmp(wanted, value, n) == 0;
}

static bool
has_rule(const struct audit_entry *e, const char *rule)
{
	size_t i;

	for (i = 0; i < e->nrules; i++)
		if (strcmp(audit_entry_rule(e, i), rule) == 0)
			return true;
	return rule == NULL;
}

static bool
passes(const struct audit_filter *f, const struct audit_entry *e)
{
	if ((f->since != 0 && e->when < f->since) ||
	    (f->until != 0 && e->when >= f->until))
		return false;
	return is(f->user, e->user) && is(f->client, e->client) &&
	    is(f->action, e->action) && is_host(f->host, e->host) &&
	    is(f->class_name, e->class_name) && is(f->type, e->type) &&
	    (f->rule == NULL || has_rule(e, f->rule));
}

/* ---- time --------------------------------------------------------------- */

static bool
ago(const char *text, time_t now, time_t *out)
{
	char *end;
	long n = strtol(text, &end, 10);
	long unit = *end == 'm' ? 60 : *end == 'h' ? 3600
	    : *end == 'd' ? 86400 : 0;

	if (end == text || unit == 0 || end[1] != '\0' || n < 0 || n > 100000)
		return false;
	*out = now - n * unit;
	return true;
}

int
audit_when(const char *text, bool whole_day, time_t now, time_t *out)
{
	struct tm tm = { .tm_isdst = -1 }, day;
	const char *end;

	if (ago(text, now, out))
		return 0;
	if ((end = strptime(text, "%Y-%m-%d", &tm)) == NULL)
		return -1;
	day = tm;
	if (mktime(&day) == (time_t)-1 || day.tm_mday != tm.tm_mday)
		return -1; /* 2026-02-30 */
	if (*end == '\0') {
		tm.tm_mday += whole_day;
	} else {
		end = strptime(end, "T%H:%M", &tm);
		if (end == NULL || *end != '\0')
			return -1;
	}
	*out = mktime(&tm);
	return *out == (time_t)-1 ? -1 : 0;
}

/* ---- files -------------------------------------------------------------- */

struct reading {
	const struct audit_filter *filter;
	int (*visit)(void *, const struct audit_entry *);
	void *arg;
	uint64_t *unread;
};

static int
read_lines(const struct reading *r, FILE *f)
{
	struct audit_entry e;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int rc = 0;

	while (rc == 0 && (n = getline(&line, &cap, f)) >= 0) {
		if (n == 0 || line[n - 1] != '\n')
			break; /* still being written, or torn: verify tells */
		n--;
		if (!take((struct span){ line, (size_t)n }, &e)) {
			(*r->unread)++;
			continue;
		}
		if (passes(r->filter, &e))
			rc = r->visit(r->arg, &e);
		json_decref(e.root);
	}
	free(line);
	return rc;
}

static int
read_file(
    void *arg, const char *file, int fd, bool last, struct shuhi_error *err)
{
	const struct reading *r = arg;
	int mine = dup(fd), rc;
	FILE *f = mine < 0 ? NULL : fdopen(mine, "r");
	bool broken;

	(void)last;
	if (f == NULL) {
		if (mine >= 0)
			close(mine);
		return fail(err, SHUHI_E_NOMEM, "no memory for the audit", 0);
	}
	rc = read_lines(r, f);
	broken = rc == 0 && !feof(f);
	fclose(f);
	return broken ? fail_file(err, SHUHI_E_IO, file, 0, 0,
	    "cannot read the file", "%s", strerrordesc_np(errno)) : rc;
}

int
audit_read(const char *const *files, size_t n, bool with_parts,
    const struct audit_filter *filter,
    int (*visit)(void *, const struct audit_entry *), void *arg,
    uint64_t *unread, struct shuhi_error *err)
{
	struct reading r = { filter, visit, arg, unread };

	*unread = 0;
	return with_parts ? audit_each_part(files[n - 1], read_file, &r, err)
	                  : audit_each(files, n, read_file, &r, err);
}
