#include "format.h"

const struct format *
format_named(const char *name)
{
	static const struct format *const all[] = {
		&format_human,
		&format_jsonl,
		&format_json,
		&format_csv,
		&format_sarif,
		&format_html,
	};
	size_t i;

	for (i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (strcmp(all[i]->name, name) == 0)
			return all[i];
	}
	return NULL;
}

void
render_init(struct render *r, const struct scan *scan)
{
	*r = (struct render){
		.opts = scan->opts,
		.scanner = scan->scanner,
	};
}

void
render_fini(struct render *r)
{
	places_free(&r->places);
	masks_free(&r->masks);
	buf_free(&r->findings);
	buf_free(&r->redacted);
}

enum shuhi_verdict
format_verdict(enum shuhi_severity severity)
{
	return severity >= SHUHI_SEVERITY_HIGH ? SHUHI_BLOCK : SHUHI_REVIEW;
}

struct extent
format_extent(const struct shuhi_finding *f)
{
	struct extent x = { 0 };
	const struct shuhi_entity *e;
	size_t i;

	for (i = 0; i < f->nentities; i++) {
		e = &f->entities[i];
		if (i == 0) {
			x.start = e->start;
			x.start_char = e->start_char;
		}
		if (e->end > x.end) {
			x.end = e->end;
			x.end_char = e->end_char;
		}
	}
	return x;
}
