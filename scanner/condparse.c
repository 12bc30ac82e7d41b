/* Conditions of rules: text -> nodes. */
#include "cond.h"

#include <stdlib.h>

#include "limit.h"
#include "utf8.h"

struct parser {
	struct span text;
	size_t at;
	unsigned depth;
	struct cond *cond;
	const struct named_sets *sets;
	const char *message, *hint; /* NULL while all is well */
	size_t fail_at;
};

static int parse_or(struct parser *);
static int parse_primary(struct parser *);

static int
stop(struct parser *p, const char *message, const char *hint)
{
	if (p->message == NULL) {
		p->message = message;
		p->hint = hint;
		p->fail_at = p->at;
	}
	return -1;
}

static void
skip_blank(struct parser *p)
{
	while (p->at < p->text.len && memchr(" \t\r\n", p->text.ptr[p->at], 4))
		p->at++;
}

static bool
is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
	       c == '-' || c == '=' || c == '$';
}

static struct span
peek_word(struct parser *p)
{
	size_t end;

	skip_blank(p);
	for (end = p->at; end < p->text.len && is_word_char(p->text.ptr[end]);)
		end++;
	return span_sub(p->text, p->at, end);
}

static bool
accept(struct parser *p, const char *token)
{
	struct span t = span_of(token), rest;

	skip_blank(p);
	rest = span_sub(p->text, p->at, p->text.len);
	if (is_word_char(token[0]) ? !span_eq(peek_word(p), t)
	                           : !span_starts(rest, t))
		return false;
	p->at += t.len;
	return true;
}

/* A sign, not the hyphen of a name. */
static bool
accept_minus(struct parser *p)
{
	skip_blank(p);
	if (p->at >= p->text.len || p->text.ptr[p->at] != '-')
		return false;
	p->at++;
	return true;
}

static int
expect(struct parser *p, const char *token, const char *hint)
{
	return accept(p, token) ? 0 : stop(p, "a sign is missing here", hint);
}

/* Nodes are referred to by index; the array may move while it grows. */
static int
add(struct parser *p, struct cond_node node)
{
	struct cond_node *v;

	if (p->cond->nnodes == LIMIT_COND_NODES)
		return stop(p, "condition too long", "split it into two rules");
	v = realloc(p->cond->nodes, (p->cond->nnodes + 1) * sizeof *v);
	if (v == NULL)
		return stop(p, "out of memory", "");
	p->cond->nodes = v;
	v[p->cond->nnodes] = node;
	return (int)p->cond->nnodes++;
}

static bool
select_set(const struct parser *p, struct span word, struct class_set *set)
{
	size_t i;

	if (word.ptr[0] != '$')
		return class_select(word, set);
	word = span_sub(word, 1, word.len);
	for (i = 0; i < p->sets->n; i++)
		if (span_eq(span_of(p->sets->v[i].name), word)) {
			class_join(set, &p->sets->v[i].set);
			return true;
		}
	return false;
}

static int
parse_set(struct parser *p, struct class_set *set)
{
	struct span word;

	do {
		word = peek_word(p);
		if (word.len == 0)
			return stop(p, "a class is missing here",
			    "write for instance: person.name | person.patient");
		if (!select_set(p, word, set))
			return stop(p, "no such class or set",
			    "see `shuhi dict list --classes` and `sets:`");
		p->at += word.len;
	} while (accept(p, "|"));
	return 0;
}

static int
parse_number(struct parser *p, uint32_t *n)
{
	size_t from;

	skip_blank(p);
	from = p->at;
	*n = 0;
	while (p->at < p->text.len &&
	       is_digit((unsigned char)p->text.ptr[p->at])) {
		*n = *n * 10 + (uint32_t)(p->text.ptr[p->at++] - '0');
		if (*n > 100000)
			return stop(p, "number too large", "at most 100000");
	}
	return p->at > from ? 0 : stop(p, "a number is missing here", "");
}

static int
parse_count(struct parser *p)
{
	struct cond_node node = { .op = COND_COUNT };

	if (expect(p, "(", "count(class) >= N") != 0 ||
	    parse_set(p, &node.set) != 0 ||
	    expect(p, ")", "count(class) >= N") != 0 ||
	    expect(p, ">=", "count(class) >= N") != 0 ||
	    parse_number(p, &node.n) != 0)
		return -1;
	if (node.n == 0)
		return stop(p, "counting to nothing", "count(class) >= 1");
	return add(p, node);
}

static int
parse_seq(struct parser *p)
{
	struct cond_node node = { .op = COND_SEQ };
	const char *hint = "seq(N, class, class)";

	if (expect(p, "(", hint) != 0 || parse_number(p, &node.n) != 0 ||
	    expect(p, ",", hint) != 0 || parse_set(p, &node.set) != 0 ||
	    expect(p, ",", hint) != 0 || parse_set(p, &node.set2) != 0 ||
	    expect(p, ")", hint) != 0)
		return -1;
	return add(p, node);
}

/* A set of classes, or a condition in parentheses. */
static int
parse_term(struct parser *p, struct cond_term *term)
{
	bool minus = accept_minus(p);
	uint32_t n;
	int node;

	if (parse_number(p, &n) != 0 || (node = parse_primary(p)) < 0)
		return -1;
	*term = (struct cond_term){
		.points = minus ? -(int32_t)n : (int32_t)n,
		.node = (uint16_t)node,
	};
	return 0;
}

static int
parse_points(struct parser *p)
{
	static const char hint[] = "points(2 class, -3 class) >= N";
	struct cond_node node = { .op = COND_POINTS };
	struct cond_term terms[LIMIT_COND_TERMS], *v;
	size_t n = 0;

	if (expect(p, "(", hint) != 0)
		return -1;
	do {
		if (n == LIMIT_COND_TERMS)
			return stop(p, "too many terms", "join classes with |");
		if (parse_term(p, &terms[n++]) != 0)
			return -1;
	} while (accept(p, ","));
	if (expect(p, ")", hint) != 0 || expect(p, ">=", hint) != 0 ||
	    parse_number(p, &node.n) != 0)
		return -1;
	if (node.n == 0)
		return stop(p, "nothing to reach", hint);
	/* terms of one points() side by side, behind those it holds */
	v = realloc(p->cond->terms, (p->cond->nterms + n) * sizeof *v);
	if (v == NULL)
		return stop(p, "out of memory", "");
	p->cond->terms = v;
	memcpy(v + p->cond->nterms, terms, n * sizeof *v);
	node.left = (uint16_t)p->cond->nterms;
	p->cond->nterms += n;
	node.right = (uint16_t)p->cond->nterms;
	return add(p, node);
}

static int
parse_scope(struct parser *p, enum cond_op op)
{
	struct cond_node node = { .op = op };
	int inner;

	if (expect(p, "(", "write the condition in parentheses") != 0)
		return -1;
	if (op == COND_NEAR && (parse_number(p, &node.n) != 0 ||
	                           expect(p, ",", "near(N, condition)") != 0))
		return -1;
	if ((inner = parse_or(p)) < 0 ||
	    expect(p, ")", "close the parenthesis") != 0)
		return -1;
	node.left = (uint16_t)inner;
	return add(p, node);
}

static int
parse_primary(struct parser *p)
{
	struct cond_node node = { .op = COND_CLASS };
	int inner;

	if (accept(p, "(")) {
		if ((inner = parse_or(p)) < 0 ||
		    expect(p, ")", "close the parenthesis") != 0)
			return -1;
		return inner;
	}
	if (accept(p, "count"))
		return parse_count(p);
	if (accept(p, "seq"))
		return parse_seq(p);
	if (accept(p, "points"))
		return parse_points(p);
	if (accept(p, "near"))
		return parse_scope(p, COND_NEAR);
	if (accept(p, "sentence"))
		return parse_scope(p, COND_SENTENCE);
	if (accept(p, "document"))
		return parse_scope(p, COND_DOCUMENT);
	if (parse_set(p, &node.set) != 0)
		return -1;
	return add(p, node);
}

static int
parse_not(struct parser *p)
{
	struct cond_node node = { .op = COND_NOT };
	int inner;

	if (p->depth >= LIMIT_COND_DEPTH)
		return stop(p, "nested too deeply", "split it into two rules");
	if (!accept(p, "not"))
		return parse_primary(p);
	p->depth++;
	inner = parse_not(p);
	p->depth--;
	if (inner < 0)
		return -1;
	node.left = (uint16_t)inner;
	return add(p, node);
}

static int
parse_and(struct parser *p)
{
	int left = parse_not(p), right;

	while (left >= 0 && accept(p, "and")) {
		if ((right = parse_not(p)) < 0)
			return -1;
		left = add(p, (struct cond_node){ .op = COND_AND,
		                  .left = (uint16_t)left,
		                  .right = (uint16_t)right });
	}
	return left;
}

static int
parse_or(struct parser *p)
{
	int left, right;

	if (++p->depth > LIMIT_COND_DEPTH)
		return stop(p, "nested too deeply", "split it into two rules");
	left = parse_and(p);
	while (left >= 0 && accept(p, "or")) {
		if ((right = parse_and(p)) < 0)
			return -1;
		left = add(p, (struct cond_node){ .op = COND_OR,
		                  .left = (uint16_t)left,
		                  .right = (uint16_t)right });
	}
	p->depth--;
	return left;
}

/* Nothing may follow; what went wrong goes to the caller. */
static int
finish(struct parser *p, size_t *at, const char **message, const char **hint)
{
	skip_blank(p);
	if (p->message == NULL && p->at < p->text.len)
		stop(p, "nothing more was expected here",
		    "join with `and`, `or` or `|`");
	if (p->message == NULL)
		return 0;
	*at = utf8_count(span_sub(p->text, 0, p->fail_at));
	*message = p->message;
	*hint = p->hint;
	return -1;
}

int
cond_parse_set(struct span text, const struct named_sets *sets,
    struct class_set *set, size_t *at, const char **message, const char **hint)
{
	struct parser p = { .text = text, .sets = sets };

	*set = (struct class_set){ .bits = { 0 } };
	parse_set(&p, set);
	return finish(&p, at, message, hint);
}

int
cond_parse(struct span text, const struct named_sets *sets, struct cond *cond,
    size_t *at, const char **message, const char **hint)
{
	struct parser p = { .text = text, .sets = sets, .cond = cond };

	*cond = (struct cond){ 0 };
	parse_or(&p);
	if (finish(&p, at, message, hint) != 0) {
		cond_free(cond);
		return -1;
	}
	return 0;
}
