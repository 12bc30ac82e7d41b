#include "jsonfind.h"

void
jsonfind_message(
    struct buf *b, const struct shuhi_finding *f, enum shuhi_lang lang)
{
	bool ja = lang == SHUHI_LANG_JA;

	buf_str(b, f->title[lang]);
	if (f->reason[lang] == NULL)
		return;
	buf_str(b, ja ? "（" : " (");
	buf_str(b, f->reason[lang]);
	buf_str(b, ja ? "）" : ")");
}

static void
put_extent(struct buf *b, const char *unit, uint64_t base, uint64_t start,
    uint64_t end)
{
	buf_str(b, ",\"start");
	buf_str(b, unit);
	buf_str(b, "\":");
	buf_u64(b, base + start);
	buf_str(b, ",\"end");
	buf_str(b, unit);
	buf_str(b, "\":");
	buf_u64(b, base + end);
}

static void
put_entity(struct buf *b, const struct jsonfind *how,
    const struct shuhi_entity *e)
{
	buf_str(b, "{\"class\":");
	buf_json(b, span_of(e->class_name));
	put_extent(b, "", how->byte, e->start, e->end);
	put_extent(b, "_char", how->chars, e->start_char, e->end_char);
	put_extent(b, "_utf16", how->utf16, e->start_utf16, e->end_utf16);
	buf_str(b, ",\"confidence\":");
	buf_decimal(b, e->confidence);
	if (how->more_of_entity != NULL)
		how->more_of_entity(b, how, e);
	buf_char(b, '}');
}

void
jsonfind_put(struct buf *b, const struct jsonfind *how,
    const struct shuhi_finding *f)
{
	struct buf message = { 0 };
	size_t i;

	buf_str(b, "{\"rule\":");
	buf_json(b, span_of(f->rule));
	buf_str(b, ",\"severity\":\"");
	buf_str(b, shuhi_severity_name(f->severity));
	buf_str(b, "\",\"message\":");
	jsonfind_message(&message, f, how->lang);
	buf_json(b, buf_view(&message));
	b->failed |= message.failed;
	buf_free(&message);
	buf_str(b, ",\"field\":");
	buf_json(b, span_of(how->field == NULL ? "text" : how->field));
	if (how->more_of_finding != NULL)
		how->more_of_finding(b, how, f);
	buf_str(b, ",\"entities\":[");
	for (i = 0; i < f->nentities; i++) {
		if (i > 0)
			buf_char(b, ',');
		put_entity(b, how, &f->entities[i]);
	}
	buf_str(b, "]}");
}

void
jsonfind_failure(struct buf *b, const struct failure *f)
{
	if (f->code == NULL)
		return;
	buf_str(b, ",\"error\":{\"code\":");
	buf_json(b, span_of(f->code));
	buf_str(b, ",\"message\":");
	buf_json(b, span_of(f->message));
	buf_str(b, ",\"at\":");
	buf_u64(b, f->at);
	buf_char(b, '}');
}
