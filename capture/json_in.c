#include "json_in.h"

#include <jansson.h>
#include <stdalign.h>
#include <stdlib.h>

#include "utf8.h"

/* ---- memory that is wiped ----------------------------------------------- */

#define HEAD alignof(max_align_t) /* before each block: its size */

static void *
wiped_malloc(size_t size)
{
	char *p;

	if (size > SIZE_MAX - HEAD || (p = malloc(HEAD + size)) == NULL)
		return NULL;
	memcpy(p, &size, sizeof size);
	return p + HEAD;
}

static void
wiped_free(void *block)
{
	char *p = block;
	size_t size;

	if (p == NULL)
		return;
	memcpy(&size, p - HEAD, sizeof size);
	explicit_bzero(p, size);
	free(p - HEAD);
}

void
json_in_init(void)
{
	json_set_alloc_funcs(wiped_malloc, wiped_free);
	json_object_seed(0);
}

/* ---- where the members lie, in a line that jansson has accepted ---------- */

static size_t
skip_blanks(struct span s, size_t at)
{
	while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t' ||
	                         s.ptr[at] == '\r' || s.ptr[at] == '\n'))
		at++;
	return at;
}

/* s.ptr[at] is the opening quote; the byte after the closing one. */
static size_t
skip_string(struct span s, size_t at)
{
	const char *quote;
	size_t back;

	for (at++; at < s.len; at++) {
		quote = memchr(s.ptr + at, '"', s.len - at);
		if (quote == NULL)
			return s.len;
		at = (size_t)(quote - s.ptr);
		for (back = at; s.ptr[back - 1] == '\\'; back--)
			continue;
		if ((at - back) % 2 == 0)
			return at + 1;
	}
	return s.len;
}

static bool
ends_scalar(char c)
{
	return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\t' ||
	    c == '\r' || c == '\n';
}

static size_t
skip_value(struct span s, size_t at)
{
	size_t depth = 0;

	do {
		if (at >= s.len)
			return s.len;
		if (s.ptr[at] == '"') {
			at = skip_string(s, at);
			continue;
		}
		if (s.ptr[at] == '{' || s.ptr[at] == '[')
			depth++;
		else if (s.ptr[at] == '}' || s.ptr[at] == ']')
			depth--;
		else if (depth == 0) {
			while (at < s.len && !ends_scalar(s.ptr[at]))
				at++;
			return at;
		}
		at++;
	} while (depth > 0);
	return at;
}

/* The member of that name, as written; ptr NULL when it is not there. */
static struct span
raw_member(struct span s, struct span name)
{
	size_t at = skip_blanks(s, 0) + 1, from, to;
	bool wanted;

	for (;;) {
		at = skip_blanks(s, at);
		if (at >= s.len || s.ptr[at] != '"')
			return (struct span){ 0 };
		from = at + 1;
		at = skip_string(s, at);
		wanted = span_eq(span_sub(s, from, at - 1), name);
		at = skip_blanks(s, at) + 1; /* ":" */
		from = skip_blanks(s, at);
		to = skip_value(s, from);
		if (wanted)
			return span_sub(s, from, to);
		at = skip_blanks(s, to) + 1; /* "," */
	}
}

/* ---- errors -------------------------------------------------------------- */

static int
refuse(struct failure *f, const char *code, const char *message, size_t at)
{
	*f = (struct failure){ .code = code, .message = message, .at = at };
	return -1;
}

static size_t
first_bad_utf8(struct span s)
{
	size_t at = 0;

	while (at < s.len && utf8_next(s, &at) != UTF8_BAD)
		continue;
	return at;
}

static const char *
syntax_message(const json_error_t *e)
{
	switch (json_error_code(e)) {
	case json_error_premature_end_of_input:
		return "the JSON value ends too early";
	case json_error_end_of_input_expected:
		return "more than one JSON value on the line";
	case json_error_duplicate_key:
		return "the same key twice in an object";
	case json_error_numeric_overflow:
		return "a number out of range";
	case json_error_stack_overflow:
		return "nested too deep";
	case json_error_null_byte_in_key:
		return "a NUL in a key";
	default:
		if (strncmp(e->text, "invalid Unicode '", 17) == 0)
			return "half of a surrogate pair";
		return "not valid JSON";
	}
}

static int
refuse_syntax(struct failure *f, struct span line, const json_error_t *e)
{
	size_t bad = first_bad_utf8(line);

	if (json_error_code(e) == json_error_out_of_memory)
		return refuse(f, "out-of-memory", "out of memory", 0);
	if (bad < line.len)
		return refuse(f, "charset", "not valid UTF-8", bad);
	return refuse(f, "json", syntax_message(e),
	    e->position > 0 ? (size_t)e->position : 0);
}

/* ---- lines --------------------------------------------------------------- */

static void
take_id(struct json_line *j, struct span line, const json_t *id)
{
	struct span raw = raw_member(line, SPAN("id"));
	char *text;
	size_t i;

	j->scratch.len = 0;
	if (raw.ptr != NULL) {
		buf_span(&j->scratch, raw);
	} else if ((text = json_dumps(id, JSON_COMPACT | JSON_ENCODE_ANY)) !=
	    NULL) { /* a key spelled with escapes */
		buf_str(&j->scratch, text);
		wiped_free(text);
	}
	for (i = 0; i < j->scratch.len; i++) {
		/* valid JSON has them between values only */
		if (j->scratch.ptr[i] == '\r' || j->scratch.ptr[i] == '\t')
			j->scratch.ptr[i] = ' ';
	}
	j->id = buf_view(&j->scratch);
	j->id_name = j->id;
	if (json_is_string(id))
		j->id_name = (struct span){ json_string_value(id),
			json_string_length(id) };
}

/* A member that may be left out, but not be something else. */
static int
take_word(const json_t *root, struct span line, const char *name,
    const char *message, struct span *out, struct failure *f)
{
	const json_t *v = json_object_get(root, name);
	struct span raw;

	if (v == NULL || json_is_null(v))
		return 0;
	if (json_is_string(v)) {
		*out = (struct span){ json_string_value(v),
			json_string_length(v) };
		return 0;
	}
	raw = raw_member(line, span_of(name));
	return refuse(f, "json", message,
	    raw.ptr == NULL ? 0 : (size_t)(raw.ptr - line.ptr));
}

static int
take_words(struct json_line *j, struct span line, struct failure *f)
{
	return take_word(j->root, line, "destination",
	           "\"destination\" is not a string", &j->destination, f) != 0 ||
	    take_word(j->root, line, "author", "\"author\" is not a string",
	        &j->author, f) != 0 ||
	    take_word(j->root, line, "lang", "\"lang\" is not a string",
	        &j->lang, f) != 0
	    ? -1 : 0;
}

static int
take(struct json_line *j, struct span line, struct failure *f)
{
	const json_t *root = j->root, *text, *id;
	struct span raw = { 0 };
	size_t at;

	if (!json_is_object(root))
		return refuse(f, "json", "not a JSON object", 0);
	/* first: what is wrong with the rest is told by it */
	if ((id = json_object_get(root, "id")) != NULL)
		take_id(j, line, id);
	if (j->scratch.failed) {
		buf_free(&j->scratch);
		j->id = j->id_name = (struct span){ 0 };
		return refuse(f, "out-of-memory", "out of memory", 0);
	}
	text = json_object_get(root, "text");
	if (text != NULL)
		raw = raw_member(line, SPAN("text"));
	at = raw.ptr == NULL ? 0 : (size_t)(raw.ptr - line.ptr);
	if (!json_is_string(text))
		return refuse(f, "json", text == NULL
		    ? JSON_NO_TEXT : "\"text\" is not a string", at);
	j->text = (struct span){ json_string_value(text),
		json_string_length(text) };
	if (j->text.len > SHUHI_TEXT_MAX)
		return refuse(f, "limit", "the text is longer than 16 MiB", at);
	return take_words(j, line, f);
}

int
json_line_read(struct json_line *j, struct span line, struct failure *f)
{
	json_error_t e;

	j->id = j->id_name = j->text = (struct span){ 0 };
	j->destination = j->author = j->lang = (struct span){ 0 };
	if (line.len == 0)
		return refuse(f, "json", "empty line", 0);
	j->root = json_loadb(line.ptr, line.len,
	    JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL |
	        JSON_DECODE_ANY, &e);
	if (j->root == NULL)
		return refuse_syntax(f, line, &e);
	return take(j, line, f);
}

void
json_line_done(struct json_line *j)
{
	json_decref(j->root);
	j->root = NULL;
}

void
json_line_free(struct json_line *j)
{
	json_line_done(j);
	buf_free(&j->scratch);
}
