#include "suppose.h"

#include "err.h"
#include "utf8.h"

/* "{roster.name:": the class; *at then stands behind it.  -1: no mark there. */
static int
mark_at(struct span s, size_t *at)
{
	struct span rest = span_sub(s, *at, s.len);
	const char *colon;
	int class;

	if (!span_starts(rest, SPAN("{roster.")) ||
	    (colon = memchr(rest.ptr, ':', rest.len)) == NULL)
		return -1;
	class = class_find(
	    (struct span){ rest.ptr + 1, (size_t)(colon - rest.ptr) - 1 });
	if (class >= 0)
		*at += (size_t)(colon - rest.ptr) + 1;
	return class;
}

int
suppose_read(struct arena *a, struct span s, struct supposition *out,
    struct shuhi_error *err)
{
	char *text = ARENA_NEW(a, s.len + 1, char);
	struct entity *open = NULL;
	size_t at = 0, n = 0;
	int class;

	if (text == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for examples", 0);
	out->n = 0;
	while (at < s.len) {
		if ((class = mark_at(s, &at)) >= 0) {
			if (open != NULL || out->n == SUPPOSE_MOST)
				goto senseless;
			open = &out->v[out->n++];
			*open = (struct entity){
				.from = (uint32_t)n,
				.class = (uint8_t) class,
				.percent = 95,
			};
		} else if (open != NULL && s.ptr[at] == '}') {
			open->to = (uint32_t)n;
			open = NULL;
			at++;
		} else {
			text[n++] = s.ptr[at++];
		}
	}
	if (open != NULL)
		goto senseless;
	out->text = (struct span){ text, n };
	return 0;
senseless:
	return fail(err, SHUHI_E_RULES,
	    "an example's {roster...:} is not closed, or one too many", 0);
}

struct entity
suppose_folded(const struct entity *e, const struct folded *f)
{
	struct entity folded = *e;
	size_t at;

	folded.from = folded.to = (uint32_t)f->text.len;
	for (at = f->text.len; at > 0;) {
		if (!utf8_is_lead(f->text.ptr[--at]))
			continue;
		if (fold_start(f, at) >= e->from)
			folded.from = (uint32_t)at;
		if (fold_start(f, at) >= e->to)
			folded.to = (uint32_t)at;
	}
	return folded;
}
