#include "ruleread.h"

#include <stdlib.h>

#include "err.h"
#include "fold.h"
#include "limit.h"
#include "utf8.h"

/* ---- small readers ---------------------------------------------------- */

int
field_refuse_unknown(
    struct ynode map, const char *const *keys, struct shuhi_error *err)
{
	struct span key;
	size_t i, k;

	for (i = 0; i < ynode_count(map); i++) {
		key = ynode_text(ynode_key(map, i));
		for (k = 0; keys[k] != NULL; k++)
			if (span_eq(key, span_of(keys[k])))
				break;
		if (keys[k] == NULL)
			return ynode_fail(ynode_key(map, i), err, "unknown key",
			    "keys here begin with: %s, %s, %s", keys[0],
			    keys[1], keys[2]);
	}
	return ynode_keys_once(map, err);
}

/* A text that must be there. */
static int
get_text(struct ynode map, const char *key, const char **out,
    struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, key);

	if (ynode_kind(n) == YNODE_NONE)
		return ynode_fail(
		    map, err, "a key is missing", "add `%s:`", key);
	if (ynode_want(n, YNODE_SCALAR, err, "write it on one line") != 0)
		return -1;
	*out = ynode_text(n).ptr;
	return 0;
}

/* Ids go into reports, logs and terminals: letters that are harmless there. */
static int
get_id(struct ynode map, const char **out, struct shuhi_error *err)
{
	struct span s = ynode_text(ynode_get(map, "id"));
	size_t i;

	if (get_text(map, "id", out, err) != 0)
		return -1;
	for (i = 0; i < s.len; i++)
		if (!is_digit((unsigned char)s.ptr[i]) &&
		    !(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') && s.ptr[i] != '.' &&
		    s.ptr[i] != '-')
			break;
	return s.len > 0 && i == s.len && s.len <= LIMIT_ID
	           ? 0
	           : ynode_fail(ynode_get(map, "id"), err, "not an id",
	                 "1 to %d of a to z, 0 to 9, - and .", LIMIT_ID);
}

static int
get_both(struct ynode map, const char *key, const char *out[2],
    struct shuhi_error *err)
{
	static const char *const keys[] = { "ja", "en", "en", NULL };
	struct ynode n = ynode_get(map, key);

	if (ynode_kind(n) != YNODE_MAP)
		return ynode_fail(ynode_kind(n) == YNODE_NONE ? map : n, err,
		    "want Japanese and English", "%s: {ja: \"…\", en: \"…\"}",
		    key);
	/* an unquoted comma makes a key of what follows it */
	return field_refuse_unknown(n, keys, err) != 0 ||
	               get_text(n, "ja", &out[SHUHI_LANG_JA], err) != 0 ||
	               get_text(n, "en", &out[SHUHI_LANG_EN], err) != 0
	           ? -1
	           : 0;
}

static int
get_number(struct ynode map, const char *key, uint32_t most, uint32_t *out,
    struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, key);
	struct span s = ynode_text(n);
	uint32_t v = 0;
	size_t i;

	if (ynode_kind(n) == YNODE_NONE)
		return 0;
	for (i = 0;
	     i < s.len && is_digit((unsigned char)s.ptr[i]) && v <= most;)
		v = v * 10 + (uint32_t)(s.ptr[i++] - '0');
	if (s.len == 0 || i < s.len || v > most)
		return ynode_fail(
		    n, err, "want a whole number", "0 to %u", most);
	*out = v;
	return 0;
}

static int
get_class(struct ynode map, uint8_t *out, struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, "class");
	int class = class_find(ynode_text(n));

	if (class < 0)
		return ynode_fail(ynode_kind(n) == YNODE_NONE ? map : n, err,
		    "no such class", "see `shuhi dict list --classes`");
	*out = (uint8_t) class;
	return 0;
}

static int
add_examples(struct rules *rs, struct ynode list, struct examples *ex,
    size_t *n, struct shuhi_error *err)
{
	size_t i, count = ynode_count(list), at = ex->nhits + ex->nmisses;
	const char **text;
	struct ynode *node;

	if (ynode_kind(list) == YNODE_NONE)
		return 0;
	if (ynode_want(list, YNODE_LIST, err, "[\"…\", \"…\"]") != 0)
		return -1;
	text = ARENA_NEW(&rs->arena, at + count, const char *);
	node = ARENA_NEW(&rs->arena, at + count, struct ynode);
	if (text == NULL || node == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	for (i = 0; i < at; i++) {
		text[i] = ex->text[i];
		node[i] = ex->at[i];
	}
	for (i = 0; i < count; i++) {
		node[at + i] = ynode_item(list, i);
		if (ynode_want(
		        node[at + i], YNODE_SCALAR, err, "write a text") != 0)
			return -1;
		text[at + i] = ynode_text(node[at + i]).ptr;
	}
	ex->text = text;
	ex->at = node;
	*n = count;
	return 0;
}

static int
get_examples(struct rules *rs, struct ynode map, struct examples *ex,
    struct shuhi_error *err)
{
	static const char *const keys[] = { "hit", "miss", "examples", NULL };
	struct ynode n = ynode_get(map, "examples");

	if (ynode_kind(n) != YNODE_MAP)
		return ynode_fail(ynode_kind(n) == YNODE_NONE ? map : n, err,
		    "examples are missing",
		    "examples: {hit: [\"…\"], miss: [\"…\"]}");
	if (field_refuse_unknown(n, keys, err) != 0 ||
	    add_examples(rs, ynode_get(n, "hit"), ex, &ex->nhits, err) != 0 ||
	    add_examples(rs, ynode_get(n, "miss"), ex, &ex->nmisses, err) != 0)
		return -1;
	if (ex->nhits == 0)
		return ynode_fail(n, err, "no example to hit",
		    "hit: [\"a text that must be found\"]");
	return 0;
}

/* `yes` and `on` are not taken: a rule meant to be off must not stay on unseen. */
static int
get_bool(struct ynode map, const char *key, bool *out, struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, key);

	*out = span_eq(ynode_text(n), SPAN("true"));
	return *out || ynode_kind(n) == YNODE_NONE ||
	               span_eq(ynode_text(n), SPAN("false"))
	           ? 0
	           : ynode_fail(n, err, "want true or false",
	                 "%s: true, or leave it out", key);
}

/* ---- entity patterns -------------------------------------------------- */

static int
get_labels(struct rules *rs, struct ynode map, const struct fold_table *t,
    struct pattern *p, struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, "labels"), item;
	size_t i, count = ynode_count(n);
	struct folded f;
	const char **v;
	char *copy;

	if (ynode_kind(n) == YNODE_NONE)
		return 0;
	if (ynode_want(n, YNODE_LIST, err, "labels: [\"…\", \"…\"]") != 0)
		return -1;
	if ((v = ARENA_NEW(&rs->arena, count + 1, const char *)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	for (i = 0; i < count; i++) {
		item = ynode_item(n, i);
		if (ynode_want(item, YNODE_SCALAR, err, "write a word") != 0 ||
		    fold(t, &rs->arena, ynode_text(item), &f, err) != 0)
			return -1;
		copy = ARENA_NEW(&rs->arena, f.text.len + 1, char);
		if (copy == NULL)
			return fail(
			    err, SHUHI_E_NOMEM, "no memory for rules", 0);
		memcpy(copy, f.text.ptr, f.text.len);
		v[i] = copy;
	}
	p->labels = v;
	return 0;
}

static int
get_edge(struct ynode map, struct pattern *p, struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, "edge");
	struct span s = ynode_text(n);

	if (ynode_kind(n) == YNODE_NONE || span_eq(s, SPAN("digit")))
		p->edge = EDGE_DIGIT;
	else if (span_eq(s, SPAN("alnum")))
		p->edge = EDGE_ALNUM;
	else if (span_eq(s, SPAN("none")))
		p->edge = EDGE_NONE;
	else
		return ynode_fail(
		    n, err, "no such edge", "digit, alnum or none");
	return 0;
}

static int
get_near(struct ynode map, struct pattern *p, struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, "near");

	p->near_japanese = span_eq(ynode_text(n), SPAN("japanese"));
	return ynode_kind(n) == YNODE_NONE || p->near_japanese
	           ? 0
	           : ynode_fail(n, err, "near what?", "japanese");
}

static int
get_value_after(struct ynode map, struct pattern *p, struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, "value_after");

	p->value_after = ynode_text(n);
	return ynode_kind(n) == YNODE_NONE || p->value_after.len > 0
	           ? 0
	           : ynode_fail(n, err, "want a text here", ":=");
}

int
pattern_read(struct rules *rs, struct ynode map, const struct fold_table *t,
    struct pattern *p, struct shuhi_error *err)
{
	static const char *const keys[] = { "id", "class", "match", "edge",
		"check", "labels", "label_within", "label", "confidence",
		"confidence_bare", "examples", "near", "value_after",
		"disabled", NULL };
	struct ynode check = ynode_get(map, "check");
	uint32_t percent = 90, bare = 0;
	const char *match;
	bool disabled;

	if (ynode_want(map, YNODE_MAP, err, "- id: …") != 0 ||
	    field_refuse_unknown(map, keys, err) != 0 ||
	    get_id(map, &p->id, err) != 0 ||
	    get_bool(map, "disabled", &disabled, err) != 0)
		return -1;
	p->at = map;
	if (disabled)
		return 0;
	p->label_within = 16;
	if (get_class(map, &p->class, err) != 0 ||
	    get_text(map, "match", &match, err) != 0 ||
	    get_edge(map, p, err) != 0 || get_near(map, p, err) != 0 ||
	    get_value_after(map, p, err) != 0 ||
	    get_labels(rs, map, t, p, err) != 0 ||
	    get_number(map, "label_within", 100, &p->label_within, err) != 0 ||
	    get_number(map, "confidence", 100, &percent, err) != 0 ||
	    get_number(map, "confidence_bare", 100, &bare, err) != 0 ||
	    get_examples(rs, map, &p->examples, err) != 0)
		return -1;
	p->match_at = ynode_get(map, "match");
	p->match = ynode_text(p->match_at);
	p->percent = (uint8_t)percent;
	p->percent_bare = (uint8_t)bare;
	p->label_required = p->labels != NULL && bare == 0;
	if (ynode_kind(check) != YNODE_NONE &&
	    (p->check = check_find(ynode_text(check))) == NULL)
		return ynode_fail(
		    check, err, "no such check", "%s", check_names());
	return 0;
}

/* ---- rules ------------------------------------------------------------ */

static int
get_severity(struct ynode map, struct rule *r, struct shuhi_error *err)
{
	const char *text;
	int s;

	if (get_text(map, "severity", &text, err) != 0)
		return -1;
	for (s = SHUHI_SEVERITY_LOW; s <= SHUHI_SEVERITY_CRITICAL; s++)
		if (!strcmp(
		        shuhi_severity_name((enum shuhi_severity)s), text)) {
			r->severity = (enum shuhi_severity)s;
			return 0;
		}
	return ynode_fail(ynode_get(map, "severity"), err, "no such severity",
	    "low, medium, high or critical");
}

static int
get_within(struct ynode map, struct rule *r, struct shuhi_error *err)
{
	if (get_text(map, "within", &r->within_text, err) != 0)
		return -1;
	if (!strcmp(r->within_text, "sentence")) {
		r->within = WITHIN_SENTENCE;
		return 0;
	}
	if (!strcmp(r->within_text, "document")) {
		r->within = WITHIN_DOCUMENT;
		return 0;
	}
	r->within = WITHIN_CHARS;
	if (get_number(map, "within", 10000, &r->chars, err) != 0 ||
	    r->chars == 0)
		return ynode_fail(ynode_get(map, "within"), err,
		    "no such scope", "sentence, document or 1 to 10000");
	return 0;
}

/* Could it fire where no trigger class occurs?  Then it would be asked never. */
static bool
has_trigger(const struct cond *cond)
{
	struct class_set frames = { .bits = { 0 } };
	unsigned c;

	for (c = 0; c < nclasses; c++)
		if (!(classes[c].flags & CLASS_TRIGGER))
			class_add(&frames, c);
	return !cond_possible(cond, &frames);
}

static int
get_when(
    struct rules *rs, struct ynode map, struct rule *r, struct shuhi_error *err)
{
	const char *message, *hint;
	struct ynode n;
	size_t at;

	if (get_text(map, "when", &r->when, err) != 0)
		return -1;
	n = ynode_get(map, "when");
	if (cond_parse(ynode_text(n), &rs->sets, &r->cond, &at, &message,
	        &hint) != 0) {
		ynode_fail(n, err, message, "%s", hint);
		ynode_place(n, at, &err->line, &err->column);
		return -1;
	}
	if (!has_trigger(&r->cond))
		return ynode_fail(n, err, "nothing can start this rule",
		    "it needs one class that is rare by itself, "
		    "like disease, event or number");
	return 0;
}

static int
get_tags(
    struct rules *rs, struct ynode map, struct rule *r, struct shuhi_error *err)
{
	struct ynode n = ynode_get(map, "tags");
	size_t i, len = 1, at = 0;
	struct span s;
	char *text;

	for (i = 0; i < ynode_count(n); i++)
		len += ynode_text(ynode_item(n, i)).len + 1;
	if ((text = ARENA_NEW(&rs->arena, len, char)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rules", 0);
	for (i = 0; i < ynode_count(n); i++) {
		s = ynode_text(ynode_item(n, i));
		if (i > 0)
			text[at++] = ',';
		memcpy(text + at, s.ptr, s.len);
		at += s.len;
	}
	r->tags = text;
	return 0;
}

int
rule_read(
    struct rules *rs, struct ynode map, struct rule *r, struct shuhi_error *err)
{
	static const char *const keys[] = { "id", "revision", "title",
		"severity", "basis", "within", "when", "why", "advice", "tags",
		"examples", "disabled", "fallback", NULL };
	bool disabled;

	if (ynode_want(map, YNODE_MAP, err, "- id: …") != 0 ||
	    field_refuse_unknown(map, keys, err) != 0 ||
	    get_id(map, &r->id, err) != 0 ||
	    get_bool(map, "disabled", &disabled, err) != 0)
		return -1;
	r->at = map;
	if (disabled)
		return 0;
	r->revision = 1;
	if (get_bool(map, "fallback", &r->fallback, err) != 0 ||
	    get_number(map, "revision", 1000000, &r->revision, err) != 0 ||
	    get_both(map, "title", r->title, err) != 0 ||
	    get_severity(map, r, err) != 0 ||
	    get_text(map, "basis", &r->basis, err) != 0 ||
	    get_within(map, r, err) != 0 ||
	    get_both(map, "why", r->why, err) != 0 ||
	    get_both(map, "advice", r->advice, err) != 0 ||
	    get_tags(rs, map, r, err) != 0 ||
	    get_examples(rs, map, &r->examples, err) != 0 ||
	    get_when(rs, map, r, err) != 0) /* last: it owns memory */
		return -1;
	return 0;
}
