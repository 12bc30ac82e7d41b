#include "rules.h"

#include <stdlib.h>

#include "digest.h"
#include "err.h"
#include "fold.h"
#include "limit.h"
#include "nearest.h"
#include "ruleread.h"
#include "file.h"

/* ---- ids ------------------------------------------------------------- */

/* Between folders the later wins; within one nobody would see which it is. */
static int
say_once(
    struct rules *rs, struct ynode map, bool pattern, struct shuhi_error *err)
{
	struct said one = { .id = ynode_text(ynode_get(map, "id")),
		.at = ynode_get(map, "id"),
		.pattern = pattern };
	struct said *v;
	size_t i;

	for (i = 0; i < rs->nsaid; i++)
		if (rs->said[i].pattern == pattern &&
		    span_eq(rs->said[i].id, one.id))
			return ynode_fail(one.at, err,
			    "the same id twice in one folder",
			    "it stands already at %s:%u",
			    ynode_file(rs->said[i].at),
			    (unsigned)ynode_line(rs->said[i].at));
	v = arena_grow(&rs->arena, rs->said, rs->nsaid, &rs->said_cap,
	    rs->nsaid + 1, sizeof *v);
	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	rs->said = v;
	v[rs->nsaid++] = one;
	return 0;
}

/* What was to be switched off would stay on under its right name. */
static int
nothing_to_disable(
    struct ynode map, const char *const *ids, struct shuhi_error *err)
{
	struct ynode id = ynode_get(map, "id");
	const char *near = nearest(ynode_text(id), ids);

	return ynode_fail(id, err, "there is nothing of this id to disable",
	    near != NULL ? "did you mean `%s`?" : "take it out%s",
	    near != NULL ? near : "");
}

static int
no_rule_to_disable(struct rules *rs, struct ynode map, struct shuhi_error *err)
{
	const char **ids = ARENA_NEW(&rs->arena, rs->nrules + 1, const char *);
	size_t i;

	if (ids == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	for (i = 0; i < rs->nrules; i++)
		ids[i] = rs->rule[i].id;
	return nothing_to_disable(map, ids, err);
}

static int
no_pattern_to_disable(
    struct rules *rs, struct ynode map, struct shuhi_error *err)
{
	const char **ids =
	    ARENA_NEW(&rs->arena, rs->npatterns + 1, const char *);
	size_t i;

	if (ids == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	for (i = 0; i < rs->npatterns; i++)
		ids[i] = rs->pattern[i].id;
	return nothing_to_disable(map, ids, err);
}

/* ---- files ------------------------------------------------------------ */

static int
add_pattern(struct rules *rs, struct ynode map, const struct fold_table *t,
    struct shuhi_error *err)
{
	struct pattern p = { 0 }, *v;
	size_t i;

	if (pattern_read(rs, map, t, &p, err) != 0 ||
	    say_once(rs, map, true, err) != 0)
		return -1;
	for (i = 0; i < rs->npatterns; i++)
		if (!strcmp(rs->pattern[i].id, p.id))
			break;
	if (i < rs->npatterns) { /* said again: the later wins */
		if (p.match.len == 0)
			p = rs->pattern[--rs->npatterns];
		rs->pattern[i] = p;
		return 0;
	}
	if (p.match.len == 0)
		return no_pattern_to_disable(rs, map, err);
	if (rs->npatterns == LIMIT_PATTERNS)
		return ynode_fail(map, err, "too many patterns", "at most %d",
		    LIMIT_PATTERNS);
	v = arena_grow(&rs->arena, rs->pattern, rs->npatterns,
	    &rs->patterns_cap, rs->npatterns + 1, sizeof *v);
	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	rs->pattern = v;
	v[rs->npatterns++] = p;
	return 0;
}

static int
place_rule(struct rules *rs, struct rule *r, struct shuhi_error *err)
{
	struct rule *v;
	size_t i;

	for (i = 0; i < rs->nrules; i++)
		if (!strcmp(rs->rule[i].id, r->id))
			break;
	if (i < rs->nrules) { /* said again: the later wins */
		cond_free(&rs->rule[i].cond);
		if (r->when == NULL)
			*r = rs->rule[--rs->nrules];
		rs->rule[i] = *r;
		return 0;
	}
	if (r->when == NULL)
		return no_rule_to_disable(rs, r->at, err);
	if (rs->nrules == LIMIT_RULES)
		return ynode_fail(
		    r->at, err, "too many rules", "at most %d", LIMIT_RULES);
	v = arena_grow(&rs->arena, rs->rule, rs->nrules, &rs->rules_cap,
	    rs->nrules + 1, sizeof *v);
	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	rs->rule = v;
	v[rs->nrules++] = *r;
	return 0;
}

/* `name: a | b`; a later one of the same name wins for what comes after it. */
static int
add_set(struct rules *rs, struct ynode key, struct ynode value,
    struct shuhi_error *err)
{
	struct named_set one = { .name = ynode_text(key).ptr }, *v;
	const char *message, *hint;
	size_t at, i;

	if (ynode_want(key, YNODE_SCALAR, err, "name: class | class") != 0 ||
	    ynode_want(value, YNODE_SCALAR, err, "name: class | class") != 0)
		return -1;
	if (cond_parse_set(ynode_text(value), &rs->sets, &one.set, &at,
	        &message, &hint) != 0) {
		ynode_fail(value, err, message, "%s", hint);
		ynode_place(value, at, &err->line, &err->column);
		return -1;
	}
	for (i = 0; i < rs->sets.n; i++)
		if (!strcmp(rs->sets.v[i].name, one.name)) {
			rs->sets.v[i] = one;
			return 0;
		}
	v = arena_grow(&rs->arena, rs->sets.v, rs->sets.n, &rs->sets.cap,
	    rs->sets.n + 1, sizeof *v);
	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	rs->sets.v = v;
	v[rs->sets.n++] = one;
	return 0;
}

static int
add_rule(struct rules *rs, struct ynode map, const char *file,
    struct shuhi_error *err)
{
	struct rule r = { .file = file };

	if (rule_read(rs, map, &r, err) != 0 ||
	    say_once(rs, map, false, err) != 0 ||
	    place_rule(rs, &r, err) != 0) {
		cond_free(&r.cond);
		return -1;
	}
	return 0;
}

/* What stands under `key`, which may be missing. */
static int
part_of(struct ynode root, const char *key, enum ynode_kind kind,
    const char *hint, struct ynode *out, struct shuhi_error *err)
{
	*out = ynode_get(root, key);
	return ynode_kind(*out) == YNODE_NONE
	           ? 0
	           : ynode_want(*out, kind, err, hint);
}

static int
add_file(struct rules *rs, const char *name, const struct fold_table *t,
    struct shuhi_error *err)
{
	static const char *const keys[] = { "sets", "patterns", "rules", NULL };
	struct ynode root, list;
	struct yamldoc **docs;
	char *file;
	size_t i;

	if (rs->arena.ceiling == 0)
		arena_init(&rs->arena, LIMIT_ARENA);
	docs = realloc(rs->docs, (rs->ndocs + 1) * sizeof *docs);
	if (docs == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	rs->docs = docs;
	if ((file = ARENA_NEW(&rs->arena, strlen(name) + 1, char)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	memcpy(file, name, strlen(name));
	if (yamldoc_load(file, &docs[rs->ndocs], err) != 0)
		return -1;
	root = yamldoc_root(docs[rs->ndocs++]);
	if (ynode_kind(root) == YNODE_NONE)
		return 0; /* only comments */
	if (ynode_want(root, YNODE_MAP, err,
	        "patterns: [...] and rules: [...]") != 0 ||
	    field_refuse_unknown(root, keys, err) != 0)
		return -1;
	if (part_of(root, "sets", YNODE_MAP, "name: class | class", &list,
	        err) != 0)
		return -1;
	if (ynode_keys_once(list, err) != 0)
		return -1;
	for (i = 0; i < ynode_count(list); i++)
		if (add_set(
		        rs, ynode_key(list, i), ynode_value(list, i), err) != 0)
			return -1;
	if (part_of(root, "patterns", YNODE_LIST, "- id: …", &list, err) != 0)
		return -1;
	for (i = 0; i < ynode_count(list); i++)
		if (add_pattern(rs, ynode_item(list, i), t, err) != 0)
			return -1;
	if (part_of(root, "rules", YNODE_LIST, "- id: …", &list, err) != 0)
		return -1;
	for (i = 0; i < ynode_count(list); i++)
		if (add_rule(rs, ynode_item(list, i), file, err) != 0)
			return -1;
	return 0;
}

int
rules_add_folder(struct rules *rs, const char *folder,
    const struct fold_table *t, struct shuhi_error *err)
{
	char **names;
	size_t n, i;
	int rc = 0;

	if (folder_need(
	        folder, ".yaml", ".yml", SHUHI_E_RULES, &names, &n, err) != 0)
		return -1;
	rs->nsaid = 0;
	for (i = 0; i < n && rc == 0; i++)
		rc = add_file(rs, names[i], t, err);
	folder_free(names, n);
	return rc;
}

/* The files as they are: any change, be it of a comment, is another set. */
void
rules_digest(const struct rules *rs, struct digester *d)
{
	size_t i;

	for (i = 0; i < rs->ndocs; i++)
		digester_add(d, yamldoc_source(rs->docs[i]));
}

void
rules_free(struct rules *rs)
{
	size_t i;

	for (i = 0; i < rs->nrules; i++)
		cond_free(&rs->rule[i].cond);
	for (i = 0; i < rs->ndocs; i++)
		yamldoc_free(rs->docs[i]);
	free(rs->docs);
	arena_fini(&rs->arena);
	*rs = (struct rules){ 0 };
}
