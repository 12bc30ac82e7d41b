#include "page.h"

#include "pagetext.h"

static const char *
say(const struct page *p, const char *const text[2])
{
	return text[p->wants.lang];
}

static void
put_element(struct buf *b, const char *name, const char *text)
{
	buf_printf(b, "<%s>", name);
	buf_html(b, span_of(text));
	buf_printf(b, "</%s>\n", name);
}

/* ---- HTML ------------------------------------------------------------------ */

/* 氏名、病名: each class once, in the order of the text. */
static void
put_classes(struct buf *b, const struct page *p, const struct shuhi_finding *f)
{
	size_t i, j;
	bool first = true;

	for (i = 0; i < f->nentities; i++) {
		for (j = 0; j < i; j++)
			if (f->entities[j].label[0] == f->entities[i].label[0])
				break;
		if (j < i)
			continue;
		if (!first)
			buf_str(
			    b, p->wants.lang == SHUHI_LANG_JA ? "、" : ", ");
		buf_html(b, span_of(say(p, f->entities[i].label)));
		first = false;
	}
}

static bool
told_before(const struct page *p, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (p->findings[i].finding.rule == p->findings[at].finding.rule)
			return true;
	return false;
}

static void
put_reason(struct buf *b, const struct page *p, const struct shuhi_finding *f)
{
	buf_str(b, "<li>");
	put_element(b, "h3", say(p, f->title));
	if (f->nentities > 0) {
		buf_printf(b, "<p class=what>%s", say(p, page_words.found));
		put_classes(b, p, f);
		buf_str(b, "</p>\n");
	}
	put_element(b, "p", say(p, f->why));
	buf_printf(b, "<p class=do><b>%s</b>", say(p, page_words.instead));
	buf_html(b, span_of(say(p, f->advice)));
	buf_str(b, "</p></li>\n");
}

static void
put_reasons(struct buf *b, const struct page *p)
{
	size_t i, n = 0;

	if (p->nfindings + p->ncauses == 0)
		return;
	put_element(b, "h2", say(p, page_words.reasons));
	buf_str(b, "<ol>\n");
	for (i = 0; i < p->nfindings && n < LIMIT_PROXY_REASONS; i++) {
		if (told_before(p, i))
			continue;
		put_reason(b, p, &p->findings[i].finding);
		n++;
	}
	for (i = 0; i < p->ncauses; i++) {
		const struct page_cause *c = page_cause(p->causes[i]);

		buf_str(b, "<li>");
		put_element(b, "h3", say(p, c->what));
		put_element(b, "p", say(p, c->advice));
		buf_str(b, "</li>\n");
	}
	buf_str(b, "</ol>\n");
}

static void
put_form(struct buf *b, const struct page *p)
{
	if (p->token == NULL)
		return;
	put_element(b, "h2", say(p, page_words.override));
	put_element(b, "p", say(p, page_words.override_how));
	buf_printf(b,
	    "<form method=post action=\"" PAGE_OVERRIDE_PATH "\">\n"
	    "<input type=hidden name=token value=\"%s\">\n"
	    "<label for=why>%s</label>\n"
	    "<textarea id=why name=why required minlength=%u maxlength=300 "
	    "rows=3></textarea>\n<button>%s</button>\n</form>\n",
	    p->token, say(p, page_words.why), p->least,
	    say(p, page_words.send));
}

static void
put_foot(struct buf *b, const struct page *p)
{
	buf_str(b, "<footer>\n");
	if (p->contact[p->wants.lang] != NULL) {
		buf_printf(b, "<p><b>%s</b>", say(p, page_words.contact));
		buf_html(b, span_of(say(p, p->contact)));
		buf_str(b, "</p>\n");
	}
	if (p->reference != NULL)
		buf_printf(b, "<p>%s<code>%s</code></p>\n",
		    say(p, page_words.reference), p->reference);
	put_element(b, "p", say(p, page_words.not_kept));
	buf_str(b, "</footer>\n");
}

static const struct page_head *
head_of(const struct page *p)
{
	if (p->kind == PAGE_REFUSED)
		return &page_refusals[p->refusal];
	return p->kind == PAGE_BLOCKED && p->nfindings == 0 && p->ncauses > 0
	           ? &page_unread
	           : &page_heads[p->kind];
}

static void
put_html(struct buf *b, const struct page *p)
{
	const struct page_head *h = head_of(p);

	buf_printf(b,
	    "<!doctype html>\n<html lang=%s>\n<meta charset=utf-8>\n"
	    "<meta name=viewport content=\"width=device-width\">\n",
	    p->wants.lang == SHUHI_LANG_JA ? "ja" : "en");
	put_element(b, "title", say(p, h->title));
	buf_printf(b, "<style>%s</style>\n<main class=%s>\n", page_style,
	    p->kind == PAGE_BLOCKED ? "stop" : "mind");
	put_element(b, "h1", say(p, h->title));
	buf_str(b, "<p class=lead>");
	buf_html(b, span_of(say(p, h->lead)));
	if (p->service[p->wants.lang] != NULL) {
		buf_str(b, say(p, page_words.to));
		buf_html(b, span_of(say(p, p->service)));
	}
	buf_str(b, "</p>\n");
	put_reasons(b, p);
	if (p->kind == PAGE_WARNING)
		put_form(b, p);
	put_foot(b, p);
	buf_str(b, "</main>\n</html>\n");
}

/* ---- JSON -------------------------------------------------------------------- */

static void
put_member(struct buf *b, const char *name, const char *text)
{
	buf_printf(b, ",\"%s\":", name);
	buf_json(b, span_of(text));
}

static void
put_json_finding(
    struct buf *b, const struct page *p, const struct shuhi_finding *f)
{
	size_t i;

	buf_str(b, "{\"rule\":");
	buf_json(b, span_of(f->rule));
	put_member(b, "severity", shuhi_severity_name(f->severity));
	put_member(b, "title", say(p, f->title));
	put_member(b, "why", say(p, f->why));
	put_member(b, "advice", say(p, f->advice));
	buf_str(b, ",\"entities\":[");
	for (i = 0; i < f->nentities; i++) {
		const struct shuhi_entity *e = &f->entities[i];

		buf_printf(b,
		    "%s{\"class\":\"%s\",\"start\":%llu,\"end\":%llu}",
		    i > 0 ? "," : "", e->class_name,
		    (unsigned long long)e->start, (unsigned long long)e->end);
	}
	buf_str(b, "]}");
}

static void
put_json_override(struct buf *b, const struct page *p)
{
	if (p->kind != PAGE_WARNING || p->token == NULL)
		return;
	buf_printf(b,
	    ",\"override\":{\"method\":\"POST\",\"path\":\"" PAGE_OVERRIDE_PATH
	    "\",\"token\":\"%s\",\"why_characters\":%u}",
	    p->token, p->least);
}

static void
put_json(struct buf *b, const struct page *p)
{
	static const char *const kinds[] = { "block", "warn", "granted",
		"refused" };
	const struct page_head *h = head_of(p);
	size_t i, n = 0;

	buf_printf(b, "{\"by\":\"shuhi\",\"action\":\"%s\"", kinds[p->kind]);
	put_member(b, "title", say(p, h->title));
	put_member(b, "message", say(p, h->lead));
	buf_str(b, ",\"findings\":[");
	for (i = 0; i < p->nfindings && n < LIMIT_PROXY_REASONS; i++) {
		if (told_before(p, i))
			continue;
		if (n++ > 0)
			buf_char(b, ',');
		put_json_finding(b, p, &p->findings[i].finding);
	}
	buf_str(b, "],\"failures\":[");
	for (i = 0; i < p->ncauses; i++)
		buf_printf(b, "%s\"%s\"", i > 0 ? "," : "",
		    policy_cause_name(p->causes[i]));
	buf_char(b, ']');
	if (p->contact[p->wants.lang] != NULL)
		put_member(b, "contact", say(p, p->contact));
	if (p->reference != NULL)
		put_member(b, "reference", p->reference);
	put_json_override(b, p);
	buf_str(b, "}\n");
}

void
page_put(struct buf *b, const struct page *p)
{
	if (p->wants.json)
		put_json(b, p);
	else
		put_html(b, p);
}
