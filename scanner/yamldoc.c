#include "yamldoc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "err.h"
#include "limit.h"
#include "file.h"
#include "utf8.h"

struct yamldoc {
	yaml_document_t doc;
	bool loaded;
	char *data; /* the file */
	size_t len;
	char *file;
};

static yaml_node_t *
node(struct ynode n)
{
	return n.id == 0 ? NULL
	                 : yaml_document_get_node(
	                       (yaml_document_t *)&n.doc->doc, n.id);
}

static int
refuse_depth(struct ynode n, unsigned depth, struct shuhi_error *err)
{
	size_t i;
	int rc = 0;

	if (depth > LIMIT_YAML_DEPTH)
		return ynode_fail(n, err, "nested too deeply",
		    "at most %d levels", LIMIT_YAML_DEPTH);
	for (i = 0; i < ynode_count(n) && rc == 0; i++) {
		if (ynode_kind(n) == YNODE_MAP)
			rc = refuse_depth(ynode_key(n, i), depth + 1, err);
		if (rc == 0)
			rc = refuse_depth(ynode_kind(n) == YNODE_MAP
			                      ? ynode_value(n, i)
			                      : ynode_item(n, i),
			    depth + 1, err);
	}
	return rc;
}

/* Where libyaml stopped: it tells a byte that it cannot read only by its offset. */
static int
refuse_yaml(
    const struct yamldoc *y, const yaml_parser_t *p, struct shuhi_error *err)
{
	uint32_t line = (uint32_t)p->problem_mark.line + 1;
	uint32_t column = (uint32_t)p->problem_mark.column + 1;
	size_t i;

	if (p->error == YAML_READER_ERROR)
		for (line = column = 1, i = 0;
		     i < p->problem_offset && i < y->len; i++) {
			column = y->data[i] == '\n' ? 1 : column + 1;
			line += y->data[i] == '\n';
		}
	return fail_file(err, SHUHI_E_RULES, y->file, line, column,
	    "not valid YAML", "%s", p->problem ? p->problem : "");
}

/*
 * An alias makes one node the child of two parents, and its document as large as
 * the author likes.  Nobody needs them in rules.  A second document would be read
 * by nobody.
 */
static int
refuse_aliases(
    yaml_parser_t *parser, const struct yamldoc *y, struct shuhi_error *err)
{
	yaml_event_t event;
	size_t nodes = 0, depth = 0, documents = 0;
	bool end = false;

	while (!end) {
		if (!yaml_parser_parse(parser, &event))
			return refuse_yaml(y, parser, err);
		end = event.type == YAML_STREAM_END_EVENT;
		nodes++;
		documents += event.type == YAML_DOCUMENT_START_EVENT;
		depth += event.type == YAML_SEQUENCE_START_EVENT ||
		         event.type == YAML_MAPPING_START_EVENT;
		depth -= event.type == YAML_SEQUENCE_END_EVENT ||
		         event.type == YAML_MAPPING_END_EVENT;
		/* far too deep: libyaml's time grows with the square of it */
		if (event.type == YAML_ALIAS_EVENT || documents > 1 ||
		    nodes > LIMIT_YAML_NODES || depth > 4 * LIMIT_YAML_DEPTH) {
			fail_file(err, SHUHI_E_RULES, y->file,
			    (uint32_t)event.start_mark.line + 1,
			    (uint32_t)event.start_mark.column + 1,
			    event.type == YAML_ALIAS_EVENT
			        ? "aliases (*name) are not taken"
			    : documents > 1                ? "a second document"
			    : depth > 4 * LIMIT_YAML_DEPTH ? "nested too deeply"
			                                   : "too many nodes",
			    documents > 1 ? "take the --- out: one a file"
			                  : "write it out, or split the file");
			yaml_event_delete(&event);
			return -1;
		}
		yaml_event_delete(&event);
	}
	return 0;
}

static int
parse(struct yamldoc *y, struct shuhi_error *err)
{
	yaml_parser_t parser;
	int rc;

	if (!yaml_parser_initialize(&parser))
		return fail(err, SHUHI_E_NOMEM, "no memory for YAML", 0);
	yaml_parser_set_input_string(&parser, (unsigned char *)y->data, y->len);
	rc = refuse_aliases(&parser, y, err);
	yaml_parser_delete(&parser);
	if (rc != 0)
		return -1;

	if (!yaml_parser_initialize(&parser))
		return fail(err, SHUHI_E_NOMEM, "no memory for YAML", 0);
	yaml_parser_set_input_string(&parser, (unsigned char *)y->data, y->len);
	y->loaded = yaml_parser_load(&parser, &y->doc);
	if (!y->loaded)
		refuse_yaml(y, &parser, err);
	yaml_parser_delete(&parser);
	return y->loaded ? 0 : -1;
}

int
yamldoc_load(const char *file, struct yamldoc **out, struct shuhi_error *err)
{
	struct yamldoc *y;

	if ((y = calloc(1, sizeof *y)) == NULL ||
	    (y->file = strdup(file)) == NULL) {
		yamldoc_free(y);
		return fail(err, SHUHI_E_NOMEM, "no memory for YAML", 0);
	}
	if (file_read(
	        file, LIMIT_FILE, &y->data, &y->len, SHUHI_E_RULES, err) != 0 ||
	    parse(y, err) != 0 || refuse_depth(yamldoc_root(y), 0, err) != 0) {
		yamldoc_free(y);
		return -1;
	}
	*out = y;
	return 0;
}

void
yamldoc_free(struct yamldoc *y)
{
	if (y == NULL)
		return;
	if (y->loaded)
		yaml_document_delete(&y->doc);
	free(y->data);
	free(y->file);
	free(y);
}

struct span
yamldoc_source(const struct yamldoc *y)
{
	return (struct span){ y->data, y->len };
}

struct ynode
yamldoc_root(const struct yamldoc *y)
{
	bool any = yaml_document_get_root_node((yaml_document_t *)&y->doc);

	return (struct ynode){ y, any ? 1 : 0 };
}

enum ynode_kind
ynode_kind(struct ynode n)
{
	yaml_node_t *p = node(n);

	if (p == NULL)
		return YNODE_NONE;
	if (p->type == YAML_SCALAR_NODE)
		return YNODE_SCALAR;
	return p->type == YAML_SEQUENCE_NODE ? YNODE_LIST : YNODE_MAP;
}

struct span
ynode_text(struct ynode n)
{
	yaml_node_t *p = node(n);

	if (p == NULL || p->type != YAML_SCALAR_NODE)
		return (struct span){ "", 0 };
	return (
	    struct span){ (char *)p->data.scalar.value, p->data.scalar.length };
}

size_t
ynode_count(struct ynode n)
{
	yaml_node_t *p = node(n);

	switch (ynode_kind(n)) {
	case YNODE_LIST:
		return (size_t)(p->data.sequence.items.top -
		                p->data.sequence.items.start);
	case YNODE_MAP:
		return (size_t)(p->data.mapping.pairs.top -
		                p->data.mapping.pairs.start);
	default:
		return 0;
	}
}

struct ynode
ynode_item(struct ynode n, size_t i)
{
	return (struct ynode){ n.doc, node(n)->data.sequence.items.start[i] };
}

struct ynode
ynode_key(struct ynode n, size_t i)
{
	return (
	    struct ynode){ n.doc, node(n)->data.mapping.pairs.start[i].key };
}

struct ynode
ynode_value(struct ynode n, size_t i)
{
	return (
	    struct ynode){ n.doc, node(n)->data.mapping.pairs.start[i].value };
}

struct ynode
ynode_get(struct ynode n, const char *key)
{
	size_t i;

	if (ynode_kind(n) == YNODE_MAP)
		for (i = 0; i < ynode_count(n); i++)
			if (span_eq(ynode_text(ynode_key(n, i)), span_of(key)))
				return ynode_value(n, i);
	return (struct ynode){ n.doc, 0 };
}

int
ynode_keys_once(struct ynode map, struct shuhi_error *err)
{
	size_t i, j;

	for (i = 1; i < ynode_count(map); i++)
		for (j = 0; j < i; j++)
			if (span_eq(ynode_text(ynode_key(map, i)),
			        ynode_text(ynode_key(map, j))))
				return ynode_fail(ynode_key(map, i), err,
				    "the same key twice",
				    "it stands already at line %u",
				    (unsigned)ynode_line(ynode_key(map, j)));
	return 0;
}

const char *
ynode_file(struct ynode n)
{
	return n.doc->file;
}

uint32_t
ynode_line(struct ynode n)
{
	yaml_node_t *p = node(n);

	return p != NULL ? (uint32_t)p->start_mark.line + 1 : 1;
}

uint32_t
ynode_column(struct ynode n)
{
	yaml_node_t *p = node(n);

	return p != NULL ? (uint32_t)p->start_mark.column + 1 : 1;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* libyaml counts characters, a byte order mark not among them. */
static size_t
byte_of(const struct yamldoc *doc, size_t index)
{
	struct span s = { doc->data, doc->len };
	size_t at = span_starts(s, SPAN("\xef\xbb\xbf")) ? 3 : 0;

	while (index-- > 0 && at < s.len && utf8_next(s, &at) != UTF8_BAD)
		continue;
	return at;
}

/* Where a scalar's own text begins: behind a quote, or below a > or |. */
static size_t
text_start(const struct yamldoc *doc, const yaml_node_t *p)
{
	size_t at = byte_of(doc, p->start_mark.index);

	switch (p->data.scalar.style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return at + 1;
	case YAML_FOLDED_SCALAR_STYLE:
	case YAML_LITERAL_SCALAR_STYLE:
		while (at < doc->len && doc->data[at] != '\n')
			at++;
		while (at < doc->len && is_blank(doc->data[at]))
			at++;
		return at;
	default:
		return at;
	}
}

void
ynode_place(struct ynode n, size_t at, uint32_t *line, uint32_t *column)
{
	yaml_node_t *p = node(n);
	struct span text = ynode_text(n);
	struct span file = { n.doc->data, n.doc->len };
	size_t here, i = 0, from;

	if (p == NULL)
		return;
	here = text_start(n.doc, p);
	for (; at > 0 && i < text.len && here < file.len; at--) {
		/* one blank of the text may be a newline and an indent */
		if (!is_blank(text.ptr[i])) {
			utf8_next(file, &here);
			utf8_next(text, &i);
			continue;
		}
		i++;
		do
			here++;
		while (here < file.len && is_blank(file.ptr[here]));
	}
	for (*line = 1, from = 0, i = 0; i < here && i < file.len; i++)
		if (file.ptr[i] == '\n') {
			(*line)++;
			from = i + 1;
		}
	*column = (uint32_t)utf8_count(span_sub(file, from, i)) + 1;
}

int
ynode_fail(struct ynode n, struct shuhi_error *err, const char *message,
    const char *hint, ...)
{
	va_list ap;

	fail_file(err, SHUHI_E_RULES, n.doc->file, ynode_line(n),
	    ynode_column(n), message, "%s", "");
	va_start(ap, hint);
	vsnprintf(err->hint, sizeof err->hint, hint, ap);
	va_end(ap);
	return -1;
}

int
ynode_want(struct ynode n, enum ynode_kind kind, struct shuhi_error *err,
    const char *hint)
{
	static const char *const messages[] = {
		[YNODE_SCALAR] = "want a text here",
		[YNODE_LIST] = "want a list here",
		[YNODE_MAP] = "want a map of keys here",
	};

	struct span text = ynode_text(n);

	if (ynode_kind(n) != kind)
		return ynode_fail(n, err, messages[kind], "%s", hint);
	return memchr(text.ptr, '\0', text.len) == NULL
	           ? 0
	           : ynode_fail(n, err, "a NUL in a text", "take \\0 out");
}
