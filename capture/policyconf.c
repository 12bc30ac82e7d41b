/* The settings of policy.yaml: all but the catalogue and the actions. */
#include <stddef.h>
#include <stdlib.h>

#include "err.h"
#include "netaddr.h"
#include "policydata.h"
#include "policyread.h"
#include "policyyaml.h"

enum kind {
	KIND_COUNT, /* uint32_t */
	KIND_BYTES, /* uint64_t */
	KIND_SECONDS,
	KIND_MILLIS,
	KIND_PATH, /* const char *; none: NULL */
	KIND_SYSLOG,
	KIND_LISTEN,
	KIND_USERS, /* bool */
};

struct setting {
	const char *key;
	enum kind kind;
	size_t at; /* in struct policy_conf */
	uint64_t least, most;
};

#define AT(member) offsetof(struct policy_conf, member)
#define MOST_KEYS  8

static const struct section {
	const char *name;
	struct setting setting[MOST_KEYS];
} sections[] = {
	{ "limits", {
	    { "body", KIND_BYTES, AT(limits.body), 1 << 10, 1ull << 32 },
	    { "inflated", KIND_BYTES, AT(limits.inflated), 1 << 10,
	        1ull << 34 },
	    { "ratio", KIND_COUNT, AT(limits.ratio), 1, 100000 },
	    { "depth", KIND_COUNT, AT(limits.depth), 1, 64 },
	    { "fields", KIND_COUNT, AT(limits.fields), 1, 1000000 },
	    { "time", KIND_MILLIS, AT(limits.milliseconds), 10, 600000 },
	} },
	{ "override", {
	    { "valid", KIND_SECONDS, AT(override.seconds), 10, 86400 },
	    { "justification-min", KIND_COUNT, AT(override.justification), 1,
	        500 },
	    { "state", KIND_PATH, AT(override.state), 0, 0 },
	} },
	{ "audit", {
	    { "file", KIND_PATH, AT(audit.file), 0, 0 },
	    { "key", KIND_PATH, AT(audit.key), 0, 0 },
	    { "rotate", KIND_BYTES, AT(audit.rotate), 0, 1ull << 40 },
	    { "fsync", KIND_MILLIS, AT(audit.fsync_ms), 0, 60000 },
	    { "syslog", KIND_SYSLOG, AT(audit.syslog), 0, 0 },
	    { "users", KIND_USERS, AT(audit.pseudonyms), 0, 0 },
	    { "departments", KIND_PATH, AT(audit.departments), 0, 0 },
	} },
	{ "metrics", {
	    { "textfile", KIND_PATH, AT(metrics.textfile), 0, 0 },
	    { "listen", KIND_LISTEN, AT(metrics.listen), 0, 0 },
	} },
};

#define NSECTIONS (sizeof sections / sizeof *sections)

/* ---- paths -------------------------------------------------------------- */

int
pol_path(struct arena *a, const char *file, struct ynode n, const char **out,
    struct shuhi_error *err)
{
	const char *slash = strrchr(file, '/'), *text;
	size_t folder = slash == NULL ? 0 : (size_t)(slash - file) + 1;
	char *p;

	if (pol_text(a, n, &text, err) != 0)
		return -1;
	if (text[0] == '/')
		folder = 0;
	if ((p = ARENA_NEW(a, folder + strlen(text) + 1, char)) == NULL)
		return pol_nomem(err);
	memcpy(p, file, folder);
	memcpy(p + folder, text, strlen(text));
	*out = p;
	return 0;
}

/* ---- one setting -------------------------------------------------------- */

static int
read_syslog(struct arena *a, struct ynode n, const char **out,
    struct shuhi_error *err)
{
	struct net_addr addr;

	if (pol_text(a, n, out, err) != 0)
		return -1;
	if (net_addr_parse(*out, &addr) != 0)
		return ynode_fail(n, err, "no such syslog",
		    "none, unix:/dev/log, udp:127.0.0.1:514 or "
		    "tcp:[::1]:514; hosts as numbers");
	return 0;
}

static int
read_listen(struct arena *a, struct ynode n, const char **out,
    struct shuhi_error *err)
{
	if (pol_text(a, n, out, err) != 0)
		return -1;
	if (!net_addr_loopback(*out))
		return ynode_fail(n, err, "metrics are for this machine only",
		    "127.0.0.1:9464, or use textfile:");
	return 0;
}

static int
read_users(struct ynode n, bool *out, struct shuhi_error *err)
{
	static const char *const words[] = { "plain", "pseudonym", NULL };
	unsigned w;

	if (pol_word(n, "no such way to write users", words, &w, err) != 0)
		return -1;
	*out = w == 1;
	return 0;
}

static int
read_number(const struct setting *s, struct ynode n, void *to,
    struct shuhi_error *err)
{
	static const enum pol_unit units[] = {
		[KIND_COUNT] = POL_COUNT,
		[KIND_BYTES] = POL_BYTES,
		[KIND_SECONDS] = POL_SECONDS,
		[KIND_MILLIS] = POL_MILLIS,
	};
	uint64_t v;

	if (pol_number(n, units[s->kind], s->least, s->most, &v, err) != 0)
		return -1;
	if (s->kind == KIND_BYTES)
		*(uint64_t *)to = v;
	else
		*(uint32_t *)to = (uint32_t)v;
	return 0;
}

static int
read_setting(const struct policy_source *src, const struct setting *s,
    struct ynode n, struct shuhi_error *err)
{
	struct arena *a = &src->policy->arena;
	void *to = (char *)&src->policy->conf + s->at;

	if (s->kind >= KIND_PATH && s->kind <= KIND_LISTEN &&
	    span_eq(ynode_text(n), SPAN("none"))) {
		*(const char **)to = NULL;
		return 0;
	}
	switch (s->kind) {
	case KIND_PATH:
		return pol_path(a, src->file, n, to, err);
	case KIND_SYSLOG:
		return read_syslog(a, n, to, err);
	case KIND_LISTEN:
		return read_listen(a, n, to, err);
	case KIND_USERS:
		return read_users(n, to, err);
	default:
		return read_number(s, n, to, err);
	}
}

static int
read_section(const struct policy_source *src, const struct section *s,
    struct shuhi_error *err)
{
	struct ynode map = ynode_get(src->root, s->name), n;
	const char *keys[MOST_KEYS + 1] = { NULL };
	size_t i;

	if (ynode_kind(map) == YNODE_NONE)
		return 0;
	for (i = 0; i < MOST_KEYS; i++)
		keys[i] = s->setting[i].key;
	if (pol_keys(map, keys, err) != 0)
		return -1;
	for (i = 0; i < MOST_KEYS && keys[i] != NULL; i++) {
		n = ynode_get(map, keys[i]);
		if (ynode_kind(n) != YNODE_NONE &&
		    read_setting(src, &s->setting[i], n, err) != 0)
			return -1;
	}
	return 0;
}

/* ---- what is loaded ----------------------------------------------------- */

static int
read_list(const struct policy_source *src, const char *key, struct ynode *out,
    struct shuhi_error *err)
{
	*out = ynode_get(src->root, key);
	if (ynode_kind(*out) == YNODE_NONE)
		return 0;
	if (ynode_want(*out, YNODE_LIST, err, "a list: [...]") != 0)
		return -1;
	if (ynode_count(*out) > LIMIT_POLICY_FOLDERS)
		return ynode_fail(*out, err, "too many of these", "at most %d",
		    LIMIT_POLICY_FOLDERS);
	return 0;
}

static int
read_folders(const struct policy_source *src, const char *key,
    const char *const **out, size_t *n, struct shuhi_error *err)
{
	struct arena *a = &src->policy->arena;
	struct ynode list;
	const char **v;
	size_t i;

	if (read_list(src, key, &list, err) != 0)
		return -1;
	if (ynode_kind(list) == YNODE_NONE)
		return 0;
	if ((v = ARENA_NEW(a, ynode_count(list) + 1, const char *)) == NULL)
		return pol_nomem(err);
	for (i = 0; i < ynode_count(list); i++)
		if (pol_path(a, src->file, ynode_item(list, i), &v[i], err) !=
		    0)
			return -1;
	*out = v;
	*n = ynode_count(list);
	return 0;
}

static int
read_roster(const struct policy_source *src, struct ynode map,
    struct policy_roster *out, struct shuhi_error *err)
{
	static const char *const keys[] = { "index", "key", NULL };
	struct arena *a = &src->policy->arena;

	if (pol_keys(map, keys, err) != 0)
		return -1;
	if (ynode_kind(ynode_get(map, "index")) == YNODE_NONE ||
	    ynode_kind(ynode_get(map, "key")) == YNODE_NONE)
		return ynode_fail(map, err, "a roster needs its key",
		    "{index: patients.idx, key: roster.key}");
	if (pol_path(a, src->file, ynode_get(map, "index"), &out->index,
	        err) != 0 ||
	    pol_path(a, src->file, ynode_get(map, "key"), &out->key, err) !=
	        0)
		return -1;
	return 0;
}

static int
read_rosters(const struct policy_source *src, struct shuhi_error *err)
{
	struct policy_conf *c = &src->policy->conf;
	struct policy_roster *v;
	struct ynode list;
	size_t i;

	if (read_list(src, "roster", &list, err) != 0)
		return -1;
	if (ynode_kind(list) == YNODE_NONE)
		return 0;
	v = ARENA_NEW(&src->policy->arena, ynode_count(list) + 1,
	    struct policy_roster);
	if (v == NULL)
		return pol_nomem(err);
	for (i = 0; i < ynode_count(list); i++)
		if (read_roster(src, ynode_item(list, i), &v[i], err) != 0)
			return -1;
	c->rosters = v;
	c->nrosters = ynode_count(list);
	return 0;
}

/* ---- all of them -------------------------------------------------------- */

static int
read_mode(const struct policy_source *src, struct shuhi_error *err)
{
	static const char *const modes[] = { "enforce", "monitor", NULL };
	struct ynode n = ynode_get(src->root, "mode");
	unsigned mode;

	if (ynode_kind(n) == YNODE_NONE)
		return 0;
	if (pol_word(n, "no such mode", modes, &mode, err) != 0)
		return -1;
	src->policy->conf.monitor = mode == 1;
	return 0;
}

void
policy_conf_defaults(struct policy_conf *c)
{
	c->contact[SHUHI_LANG_JA] = "情報システム担当";
	c->contact[SHUHI_LANG_EN] = "your IT department";
	c->limits.body = 50u << 20;
	c->limits.inflated = 200u << 20;
	c->limits.ratio = 200;
	c->limits.depth = 8;
	c->limits.fields = SHUHI_BODY_FIELDS;
	c->limits.milliseconds = 5000;
	c->override.seconds = 300;
	c->override.justification = 10;
	c->override.state = "/var/lib/shuhi";
	c->audit.file = "/var/log/shuhi/audit.log";
	c->audit.rotate = 100u << 20;
	c->audit.fsync_ms = 200;
}

int
policy_conf_read(const struct policy_source *src, struct shuhi_error *err)
{
	struct policy_conf *c = &src->policy->conf;
	struct ynode contact = ynode_get(src->root, "contact");
	size_t i;

	if (read_mode(src, err) != 0)
		return -1;
	if (ynode_kind(contact) != YNODE_NONE &&
	    pol_both(&src->policy->arena, contact, c->contact, err) != 0)
		return -1;
	for (i = 0; i < NSECTIONS; i++)
		if (read_section(src, &sections[i], err) != 0)
			return -1;
	if (read_folders(src, "rules", &c->rules, &c->nrules, err) != 0 ||
	    read_folders(src, "dict", &c->dicts, &c->ndicts, err) != 0)
		return -1;
	return read_rosters(src, err);
}
