/*
 * The whole engine over any bytes: offsets lie within the text and on boundaries,
 * all three kinds agree, and what is redacted shows no masked entity of three or
 * more characters.
 *
 * Needs the shipped data beside the program or in $SHUHI_DATA.
 */
#include <stdio.h>
#include <stdlib.h>

#include "class.h"
#include "must.h"
#include "shuhi.h"

static struct shuhi_scanner *scanner;
static struct shuhi_worker *worker;

static void
open_engine(void)
{
	struct shuhi_error err = { 0 };

	if (shuhi_scanner_open(&(struct shuhi_config){ 0 }, &scanner, &err) ==
	        0 &&
	    shuhi_worker_open(scanner, &worker, &err) == 0)
		return;
	fprintf(stderr, "%s:%u:%u: %s (%s)\n", err.where, err.line, err.column,
	    err.message, err.hint);
	exit(2);
}

static size_t
utf16_units(struct span s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		n += utf8_is_lead(s.ptr[i]) + ((unsigned char)s.ptr[i] >= 0xf0);
	return n;
}

static void
check_entity(struct span in, const struct shuhi_entity *e)
{
	check(e->start < e->end && e->end <= in.len);
	check(utf8_is_lead(in.ptr[e->start]));
	check(e->end == in.len || utf8_is_lead(in.ptr[e->end]));
	check(e->start_char == utf8_count(span_sub(in, 0, e->start)));
	check(e->end_char == utf8_count(span_sub(in, 0, e->end)));
	check(e->start_utf16 == utf16_units(span_sub(in, 0, e->start)));
	check(e->end_utf16 == utf16_units(span_sub(in, 0, e->end)));
	check(e->confidence > 0 && e->confidence <= 1);
}

static bool
is_masked_class(const char *name)
{
	return classes[class_find(span_of(name))].flags & CLASS_MASKED;
}

static size_t
occurrences(struct span in, struct span what)
{
	size_t at, n = 0;

	for (at = 0; at + what.len <= in.len; at++)
		n += memcmp(in.ptr + at, what.ptr, what.len) == 0;
	return n;
}

static void
check_redacted(struct span in, const struct shuhi_result *res)
{
	const struct shuhi_entity *e;
	struct shuhi_error err;
	struct span out, what;
	size_t i, j;

	check(shuhi_redact(worker, in.ptr, in.len, SHUHI_LANG_EN, &out.ptr,
	          &out.len, &err) == 0);
	for (i = 0; i < res->nfindings; i++)
		for (j = 0; j < res->findings[i].nentities; j++) {
			e = &res->findings[i].entities[j];
			what = span_sub(in, e->start, e->end);
			/* said again elsewhere it may be no entity there */
			if (is_masked_class(e->class_name) &&
			    utf8_count(what) >= 3 && occurrences(in, what) == 1)
				check(!span_has(out, what) ||
				      span_has(span_of(e->label[SHUHI_LANG_EN]),
				          what));
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size };
	const struct shuhi_result *res;
	const struct shuhi_entity *v;
	struct shuhi_error err;
	size_t i, j, n;

	if (worker == NULL)
		open_engine();
	if (shuhi_scan(worker, in.ptr, in.len, &res, &err) != 0) {
		check(err.code == SHUHI_E_CHARSET && err.at < in.len);
		return 0;
	}
	check(res->verdict >= SHUHI_PASS && res->verdict <= SHUHI_BLOCK);
	check((res->verdict == SHUHI_PASS) == (res->nfindings == 0));
	check((res->verdict == SHUHI_PASS) == (res->score == 0));
	check(res->score <= 100);
	for (i = 0; i < res->nfindings; i++) {
		check(res->findings[i].nentities > 0);
		for (j = 0; j < res->findings[i].nentities; j++)
			check_entity(in, &res->findings[i].entities[j]);
	}
	check_redacted(in, res);
	check(shuhi_entities(worker, in.ptr, in.len, &v, &n, &err) == 0);
	for (i = 0; i < n; i++)
		check_entity(in, &v[i]);
	return 0;
}
