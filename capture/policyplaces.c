/* The catalogue of destinations, out of policy.yaml. */
#include "policyread.h"

#include "err.h"
#include "policyyaml.h"
#include "utf8.h"

static const char *
lower_copy(struct arena *a, struct span s)
{
	char *p = ARENA_NEW(a, s.len + 1, char);
	size_t i;

	for (i = 0; p != NULL && i < s.len; i++)
		p[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z'
		    ? (char)(s.ptr[i] + ('a' - 'A')) : s.ptr[i];
	return p;
}

static int
add_pattern(struct policy_reader *r, struct ynode n, size_t entry,
    const char **text, struct shuhi_error *err)
{
	struct policy *p = r->p;
	struct host_pattern one, *v;
	const char *message, *hint;
	struct ynode *at;
	size_t cap = p->patterns_cap;

	if (ynode_want(n, YNODE_SCALAR, err, "\"*.example.com\"") != 0)
		return -1;
	if (p->npatterns == LIMIT_POLICY_HOSTS)
		return ynode_fail(n, err, "too many hosts", "at most %d",
		    LIMIT_POLICY_HOSTS);
	if ((*text = lower_copy(&p->arena, ynode_text(n))) == NULL)
		return pol_nomem(err);
	if (host_pattern_parse((struct span){ *text, ynode_text(n).len }, &one,
	        &message, &hint) != 0)
		return ynode_fail(n, err, message, "%s", hint);
	if (p->entry[entry].place.exempt && one.path.len > 0)
		return ynode_fail(n, err, "an exemption is for whole hosts",
		    "leave the path out: paths can be written in many ways");
	v = arena_grow(&p->arena, p->pattern, p->npatterns, &p->patterns_cap,
	    p->npatterns + 1, sizeof *v);
	at = arena_grow(&p->arena, r->pattern_at, p->npatterns, &cap,
	    p->npatterns + 1, sizeof *at);
	if (v == NULL || at == NULL)
		return pol_nomem(err);
	one.order = (uint32_t)p->npatterns;
	one.place = (uint32_t)entry;
	p->pattern = v;
	r->pattern_at = at;
	at[p->npatterns] = n;
	v[p->npatterns++] = one;
	return 0;
}

static int
read_hosts(struct policy_reader *r, struct ynode map, size_t entry,
    struct shuhi_error *err)
{
	struct policy_entry *e = &r->p->entry[entry];
	struct ynode list = ynode_get(map, "hosts");
	size_t i, n = ynode_count(list);

	if (ynode_kind(list) != YNODE_LIST || n == 0)
		return ynode_fail(ynode_kind(list) == YNODE_NONE ? map : list,
		    err, "a destination needs its hosts",
		    "hosts: [example.com, \"*.example.net\"]");
	e->host = ARENA_NEW(&r->p->arena, n + 1, const char *);
	if (e->host == NULL)
		return pol_nomem(err);
	for (i = 0; i < n; i++)
		if (add_pattern(r, ynode_item(list, i), entry, &e->host[i],
		        err) != 0)
			return -1;
	return 0;
}

static int
read_class(struct policy_reader *r, struct ynode map, struct policy_place *place,
    struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, "class");
	int c;

	if (ynode_kind(n) == YNODE_NONE)
		return ynode_fail(map, err, "a destination needs its class",
		    "class: sns");
	if ((c = policy_class_find(r->p, ynode_text(n))) < 0)
		return policy_class_unknown(r, n, err);
	if (c == POLICY_UNKNOWN)
		return ynode_fail(n, err, "unknown is what no line names",
		    "leave this destination out, or give it a class");
	r->p->class[c].placed = true;
	place->class = (unsigned)c;
	place->class_name = r->p->class[c].name;
	place->exempt = c == POLICY_EXEMPT;
	return 0;
}

static bool
says_nothing(struct span s)
{
	size_t at = 0;

	while (at < s.len)
		if (!utf8_is_blank(utf8_next(s, &at)))
			return false;
	return true;
}

static int
read_reason(struct policy_reader *r, struct ynode map, struct policy_entry *e,
    struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, "reason");

	if (!e->place.exempt)
		return ynode_kind(n) == YNODE_NONE ? 0
		    : ynode_fail(n, err, "a reason is for class exempt",
		          "make it a # comment");
	if (ynode_kind(n) == YNODE_NONE || says_nothing(ynode_text(n)))
		return ynode_fail(ynode_kind(n) == YNODE_NONE ? map : n, err,
		    "an exemption needs its reason",
		    "reason: \"why, decided by whom, when\"");
	return pol_text(&r->p->arena, n, &e->reason, err);
}

static int
read_destination(struct policy_reader *r, const struct policy_source *src,
    struct ynode map, struct shuhi_error *err)
{
	static const char *const keys[] = { "class", "name", "hosts", "reason",
		NULL };
	struct policy *p = r->p;
	struct policy_entry *e;
	struct ynode name = ynode_get(map, "name");

	if (pol_keys(map, keys, err) != 0)
		return -1;
	if (p->nentries == LIMIT_POLICY_PLACES)
		return ynode_fail(map, err, "too many destinations",
		    "at most %d", LIMIT_POLICY_PLACES);
	e = arena_grow(&p->arena, p->entry, p->nentries, &p->entries_cap,
	    p->nentries + 1, sizeof *e);
	if (e == NULL)
		return pol_nomem(err);
	p->entry = e;
	e += p->nentries++;
	*e = (struct policy_entry){ .place.known = true };
	e->place.file = src->file;
	e->place.line = ynode_line(map);
	if (read_class(r, map, &e->place, err) != 0 ||
	    read_reason(r, map, e, err) != 0 ||
	    read_hosts(r, map, p->nentries - 1, err) != 0)
		return -1;
	if (ynode_kind(name) != YNODE_NONE)
		return pol_both(&p->arena, name, e->place.name, err);
	e->place.name[0] = e->place.name[1] = e->host[0];
	return 0;
}

int
policy_places_read(struct policy_reader *r, const struct policy_source *src,
    struct shuhi_error *err)
{
	struct ynode list = ynode_get(src->root, "destinations");
	size_t i;

	if (ynode_kind(list) == YNODE_NONE)
		return 0;
	if (ynode_want(list, YNODE_LIST, err,
	        "- {class: sns, name: X, hosts: [x.com]}") != 0)
		return -1;
	for (i = 0; i < ynode_count(list); i++)
		if (read_destination(r, src, ynode_item(list, i), err) != 0)
			return -1;
	return 0;
}

int
policy_places_check(struct policy_reader *r, struct shuhi_error *err)
{
	const struct host_pattern *p, *q;
	struct ynode n, before;
	size_t i;

	host_patterns_sort(r->p->pattern, r->p->npatterns);
	for (i = 0; i < r->p->npatterns; i++) {
		p = &r->p->pattern[i];
		q = host_shadow(r->p->pattern, r->p->npatterns, p);
		if (q == NULL)
			continue;
		n = r->pattern_at[p->order];
		before = r->pattern_at[q->order];
		if (n.doc != before.doc)
			continue; /* ours over the base's: that is its use */
		if (q->place != p->place)
			return ynode_fail(n, err,
			    "never reached: an earlier host covers it",
			    "it stands at line %u; put this destination "
			    "before it", (unsigned)ynode_line(before));
		if (p->below == q->below && span_eq(p->domain, q->domain) &&
		    span_eq(p->path, q->path))
			return ynode_fail(n, err, "the same host twice",
			    "it stands already at line %u",
			    (unsigned)ynode_line(before));
	}
	return 0;
}
