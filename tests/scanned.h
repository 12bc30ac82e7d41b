/* The shipped engine, opened once, and what it says of a text. */
#ifndef SHUHI_TESTS_SCANNED_H
#define SHUHI_TESTS_SCANNED_H

#include "utf8.h"
#include "engine.h"

static inline const struct shuhi_result *
scanned(struct span text)
{
	const struct shuhi_result *res = NULL;
	struct shuhi_error err = { 0 };

	assert_int_equal(shuhi_scan(worker, text.ptr, text.len, &res, &err), 0);
	return res;
}

/* The first entity of the class in any finding. */
static inline const struct shuhi_entity *
found(const struct shuhi_result *res, const char *class)
{
	size_t i, j;

	for (i = 0; i < res->nfindings; i++)
		for (j = 0; j < res->findings[i].nentities; j++)
			if (strcmp(res->findings[i].entities[j].class_name,
			        class) == 0)
				return &res->findings[i].entities[j];
	fail_msg("no %s was found", class);
	return NULL;
}

/* The first of the class stands at `want`, in all three units. */
static inline void
expect_offsets(struct span text, const char *class, struct span want)
{
	const struct shuhi_entity *e = found(scanned(text), class);
	const char *at = memmem(text.ptr, text.len, want.ptr, want.len);
	size_t start, i, units = 0, end_units = 0;

	assert_non_null(at);
	start = (size_t)(at - text.ptr);
	assert_int_equal(e->start, start);
	assert_int_equal(e->end, start + want.len);
	assert_int_equal(e->start_char, utf8_count(span_sub(text, 0, start)));
	assert_int_equal(
	    e->end_char, utf8_count(span_sub(text, 0, start + want.len)));
	for (i = 0; i < start + want.len; i++) {
		unsigned char b = (unsigned char)text.ptr[i];

		end_units += (b & 0xc0) != 0x80;
		end_units += b >= 0xf0;
		if (i + 1 == start)
			units = end_units;
	}
	assert_int_equal(e->start_utf16, units);
	assert_int_equal(e->end_utf16, end_units);
}

/* Something of everything, to be cut anywhere. */
static const char mixed[] =
    "😭田中さん（78）、肺炎で入院。ﾔﾏﾀﾞ様 電話０９０ー１２３４ー５６７８ ㈱"
    "山\xe2\x80\x8b田\xe3\x82\x99 cafe\xcc\x81 糖・尿・病 患者ID 00123456 "
    "𠮷田 305号室 CRP 18 BP 98/60 か\xe3\x82\x99ん がが ｶﾞｶﾞｶﾞ ーーー "
    "マイナンバー 1234-5678-9018 夜勤明けで三人ステった ";

#endif
