/*
 * For tests of bodies: a body scanner over the small engine, and what is found in
 * a body written as one line a field.
 */
#ifndef SHUHI_TESTS_BODY_H
#define SHUHI_TESTS_BODY_H

#include "small.h"

static struct shuhi_body_scanner *bodies;

static inline int
open_bodies(void **state)
{
	struct shuhi_error err;

	return open_small(state) != 0 ||
	    shuhi_body_open(worker, NULL, &bodies, &err) != 0;
}

static inline int
close_bodies(void **state)
{
	shuhi_body_close(bodies);
	return close_small(state);
}

static inline const struct shuhi_body_result *
scanned(const struct shuhi_body *body)
{
	const struct shuhi_body_result *res = NULL;
	struct shuhi_error err;

	assert_int_equal(shuhi_body_scan(bodies, body, &res, &err), 0);
	return res;
}

static inline const struct shuhi_body_result *
scanned_as(const char *type, struct span bytes)
{
	return scanned(&(struct shuhi_body){
	    .content_type = type, .bytes = bytes.ptr, .len = bytes.len });
}

/* "field=rule ..." of all findings, then "!field=cause ..." of all failures. */
static inline const char *
told(const struct shuhi_body_result *res)
{
	static char text[4096];
	char *p = text, *end = text + sizeof text;
	size_t i;

	*p = '\0';
	for (i = 0; i < res->nfindings; i++)
		p += snprintf(p, (size_t)(end - p), "%s=%s ",
		    res->findings[i].field, res->findings[i].finding.rule);
	for (i = 0; i < res->nfailures; i++)
		p += snprintf(p, (size_t)(end - p), "!%s=%s ",
		    res->failures[i].field,
		    shuhi_cause_name(res->failures[i].cause));
	return text;
}

#define EXPECT_TOLD(type, bytes, want) \
	assert_string_equal(told(scanned_as(type, SPAN(bytes))), want)

#endif
