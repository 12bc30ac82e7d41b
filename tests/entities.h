/* For tests that say which entities a text has, by the small engine. */
#ifndef SHUHI_TESTS_ENTITIES_H
#define SHUHI_TESTS_ENTITIES_H

#include "small.h"

/* Entities but of the past tense, as "class=text " one after the other. */
static void
expect(const char *text, const char *want)
{
	const struct shuhi_entity *v;
	struct shuhi_error err;
	char got[1024] = "", *p = got;
	size_t n, i;

	assert_int_equal(
	    shuhi_entities(worker, text, strlen(text), &v, &n, &err), 0);
	for (i = 0; i < n; i++)
		if (strcmp(v[i].class_name, "form.past") != 0)
			p += snprintf(p, (size_t)(got + sizeof got - p),
			    "%s=%.*s ", v[i].class_name,
			    (int)(v[i].end - v[i].start), text + v[i].start);
	assert_string_equal(got, want);
}

#endif
