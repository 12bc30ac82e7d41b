/*
 * For tests of one reader: the fields and failures it makes, as text.  Include it
 * after the module under test.
 */
#ifndef SHUHI_TESTS_TAKEN_H
#define SHUHI_TESTS_TAKEN_H

#include "help.h"
#include "extract/extract.h"
#include "extract/inflate.h"

struct taken {
	struct arena arena;
	struct extract x;
	char text[8192];
};

static inline void
taken_open(struct taken *t, const struct shuhi_body_limits *limits)
{
	struct shuhi_body_limits l = { 0 };

	if (limits != NULL)
		l = *limits;
	limits_settle(&l);
	arena_init(&t->arena, 256u << 20);
	extract_start(&t->x, &t->arena, &l);
}

/* "path=text|" of each field, "label:" before its text; "!path=cause|". */
static inline const char *
taken_told(struct taken *t)
{
	char *p = t->text, *end = t->text + sizeof t->text;
	const struct text_field *f;
	size_t i;

	*p = '\0';
	for (i = 0; i < t->x.nfields; i++) {
		f = &t->x.fields[i];
		p += snprintf(p, (size_t)(end - p), "%.*s=%.*s%s%.*s|",
		    (int)f->path.len, f->path.ptr, (int)f->label.len,
		    f->label.ptr, f->label.len > 0 ? ":" : "",
		    (int)f->text.len, f->text.ptr);
	}
	for (i = 0; i < t->x.nfailures; i++)
		p += snprintf(p, (size_t)(end - p), "!%s=%s|",
		    t->x.failures[i].field,
		    shuhi_cause_name(t->x.failures[i].cause));
	return t->text;
}

static inline void
taken_close(struct taken *t)
{
	arena_fini(&t->arena);
}

/* What is made of these bytes, said to be of that type. */
static inline void
expect_taken(const char *type, struct span bytes, const char *want)
{
	struct part p = {
		.path = SPAN(""),
		.label = SPAN(""),
		.bytes = bytes,
		.type = span_of(type),
	};
	struct taken t;

	taken_open(&t, NULL);
	extract_bytes(&t.x, &p);
	assert_false(t.arena.overflowed);
	assert_string_equal(taken_told(&t), want);
	taken_close(&t);
}

/* `in` under these codings gives `text`, with these fields and failures. */
static inline void
expect_inflated(
    const char *codings, struct span in, struct span text, const char *want)
{
	struct taken t;
	struct span out;

	taken_open(&t, NULL);
	out = extract_inflate(&t.x, SPAN("body"), span_of(codings), in);
	assert_int_equal(out.len, text.len);
	assert_memory_equal(out.ptr, text.ptr, text.len);
	assert_string_equal(taken_told(&t), want);
	taken_close(&t);
}

#define EXPECT_TAKEN(type, bytes, want) expect_taken(type, SPAN(bytes), want)

#endif
