/*
 * `--format html`: one page that needs nothing else, for whoever goes through what a
 * batch found.  Findings come as they are found; the sums, known at the end, are put
 * first by the page's style.
 */
#include "format.h"
#include "term.h"
#include "utf8.h"

#define BEFORE 24 /* code points quoted before the first entity */
#define QUOTED 90 /* ... and in all */

static const char style[] =
    "@page{size:A4;margin:14mm}*{box-sizing:border-box}"
    "body{font:10.5pt/1.6 \"Hiragino Kaku Gothic ProN\",\"Yu Gothic\","
    "\"Noto Sans CJK JP\",\"Noto Sans JP\",Meiryo,sans-serif;color:#1c2733;"
    "max-width:60rem;margin:0 auto;padding:1.5rem 1rem;display:flex;"
    "flex-direction:column;print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}"
    "header{order:-2;border-bottom:2px solid #14548c;margin-bottom:1rem}"
    "h1{font-size:17pt;margin:0;color:#14548c}"
    ".sum{order:-1;display:flex;flex-wrap:wrap;gap:.75rem;margin:0 0 1rem}"
    ".sum div{border:1px solid #cbd5df;border-radius:.4rem;"
    "padding:.3rem .9rem}.sum dt{font-size:8.5pt;color:#52606d}"
    ".sum dd{margin:0;font-size:17pt;font-weight:700;line-height:1.3;"
    "font-variant-numeric:tabular-nums}"
    "article{border-left:.3rem solid #e0a100;padding:.4rem .9rem;"
    "margin:0 0 .8rem;background:#fbf7ec;break-inside:avoid}"
    "article.block{border-color:#b3261e;background:#fceeed}"
    "article.unscanned{border-color:#52606d;background:#eef2f5}"
    "article p{margin:.15rem 0;overflow-wrap:anywhere}"
    ".at{font-size:8.5pt;color:#52606d}h2{font-size:11pt;margin:0}"
    "blockquote{margin:.3rem 0;padding:.3rem .6rem;background:#fff;"
    "overflow-wrap:anywhere}"
    "mark{background:#f6d9d7;border-radius:.2rem;padding:0 .1rem}"
    "footer{font-size:8.5pt;color:#52606d;border-top:1px solid #cbd5df;"
    "padding-top:.4rem}";

/* What is invisible, or turns the order of letters round, is shown as U+FFFD. */
static void
put_clean(struct buf *b, struct span s, bool lines)
{
	struct buf clean = { 0 };

	term_put(&clean, s, lines);
	b->failed |= clean.failed;
	buf_html(b, buf_view(&clean));
	buf_free(&clean);
}

/* Of one line: a file's name, an id. */
static void
put_name(struct buf *b, struct span s)
{
	put_clean(b, s, false);
}

static void
put_plain(struct buf *b, struct span s)
{
	put_clean(b, s, true);
}

/*
 * memo.txt:3:5, chat.jsonl:12[3:5] for line 3 of the text of line 12, and
 * slack.json:json:$[0].text[1:5] for what the codes of that field spell.
 */
static void
put_place(struct render *r, const struct text *t, const char *field,
    struct place at)
{
	const bool jsonl = t->input == INPUT_JSONL;
	struct buf *b = &r->sink->out;

	buf_str(b, "<p class=\"at\">");
	if (t->path == NULL)
		buf_str(b, tr(r->opts->lang, "標準入力", "&lt;stdin&gt;"));
	else
		put_name(b, span_of(t->path));
	if (t->line > 0 && (jsonl || at.line == 0))
		buf_printf(b, ":%llu", (unsigned long long)t->line);
	if (field != NULL) {
		buf_char(b, ':');
		put_name(b, span_of(field));
	}
	if (at.line > 0)
		buf_printf(b, jsonl || field != NULL ? "[%llu:%llu]"
		                                     : ":%llu:%llu",
		    (unsigned long long)at.line, (unsigned long long)at.column);
	if (jsonl && t->name.len > 0) {
		buf_str(b, " — ");
		put_name(b, t->name);
	}
	buf_str(b, "</p>\n");
}

static size_t
quote_start(struct span text, struct span line, size_t at)
{
	size_t first = (size_t)(line.ptr - text.ptr), n;

	for (n = 0; n < BEFORE && at > first; n++)
		at = utf8_prev(text, at);
	return at;
}

/* The line around a finding; who is in it is masked unless texts are asked for. */
static void
put_quote(struct render *r, const struct piece *p, size_t at)
{
	struct buf *b = &r->sink->out;
	struct span line = place_line(p, at);
	size_t end = (size_t)(line.ptr - p->text.ptr) + line.len, here, n;
	bool marked = false, mark;
	uint32_t c;

	at = quote_start(p->text, line, at);
	buf_str(b, "<blockquote>");
	if (p->text.ptr + at > line.ptr)
		buf_str(b, "…");
	for (n = 0; n < QUOTED && at < end; n++) {
		here = at;
		if ((c = utf8_next(p->text, &at)) == UTF8_BAD)
			break;
		mark = masks_cover(&r->masks, p, here);
		if (mark != marked)
			buf_str(b, mark ? "<mark>" : "</mark>");
		marked = mark;
		if (mark && !r->opts->show_text)
			buf_str(b, "■");
		else if (term_visible(c))
			buf_html(b, span_sub(p->text, here, at));
		else
			buf_char(b, ' ');
	}
	buf_str(b, marked ? "</mark>" : "");
	buf_str(b, at < end ? "…</blockquote>\n" : "</blockquote>\n");
}

static void
put_line(struct buf *b, const char *key, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	buf_str(b, "<p>");
	buf_str(b, key);
	put_plain(b, span_of(text));
	buf_str(b, "</p>\n");
}

static void
put_finding(struct render *r, const struct text *t, const struct piece *p,
    const struct shuhi_finding *f)
{
	enum shuhi_lang lang = r->opts->lang;
	struct extent x = format_extent(f);
	struct buf *b = &r->sink->out;

	buf_printf(b, "<article class=\"%s\">\n",
	    shuhi_verdict_name(format_verdict(f->severity)));
	put_place(r, t, p->field,
	    place_of(&r->places, p, x.start, x.start_char));
	buf_str(b, "<h2>");
	buf_str(b, lang_severity(lang, f->severity));
	buf_str(b, tr(lang, "　", " &middot; "));
	put_plain(b, span_of(f->title[lang]));
	buf_str(b, " <code>");
	put_name(b, span_of(f->rule));
	buf_str(b, "</code></h2>\n");
	put_quote(r, p, (size_t)x.start);
	put_line(b, tr(lang, "名簿: ", "Roster: "), f->reason[lang]);
	put_line(b, tr(lang, "なぜ: ", "Why: "), f->why[lang]);
	put_line(b, tr(lang, "どうする: ", "Instead: "), f->advice[lang]);
	buf_str(b, "</article>\n");
}

static void
html_begin(struct scan *scan)
{
	enum shuhi_lang lang = scan->opts->lang;

	out_str(&scan->out, tr(lang, "<!DOCTYPE html>\n<html lang=\"ja\">",
	    "<!DOCTYPE html>\n<html lang=\"en\">"));
	out_str(&scan->out, "\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	out_str(&scan->out, tr(lang, "守秘 検査の結果", "Shuhi: what was found"));
	out_str(&scan->out, "</title>\n<style>");
	out_str(&scan->out, style);
	out_str(&scan->out, "</style>\n</head>\n<body>\n<header><h1>");
	out_str(&scan->out, tr(lang, "守秘 検査の結果", "Shuhi: what was found"));
	out_str(&scan->out, "</h1></header>\n");
}

static void
html_open(struct render *r, const struct text *t)
{
	(void)r;
	(void)t;
}

static void
html_piece(struct render *r, const struct text *t, const struct piece *p)
{
	size_t i;

	places_forget(&r->places);
	masks_forget(&r->masks);
	for (i = 0; i < p->nfindings; i++)
		put_finding(r, t, p, &p->findings[i]);
}

static void
html_close(struct render *r, const struct text *t)
{
	enum shuhi_lang lang = r->opts->lang;
	struct buf *b = &r->sink->out;

	if (t->failure.code == NULL)
		return;
	buf_str(b, "<article class=\"unscanned\">\n");
	put_place(r, t, NULL, (struct place){ 0 });
	buf_str(b, "<h2>");
	buf_str(b, lang_verdict(lang, SHUHI_UNSCANNED));
	buf_str(b, "</h2>\n<p>");
	put_plain(b, span_of(lang_code(lang, t->failure.code)));
	buf_str(b, ": ");
	put_plain(b, span_of(lang_message(lang, t->failure.message)));
	if (t->failure.at > 0)
		buf_printf(b, tr(lang, "（先頭から %llu バイト）",
		    " (at byte offset %llu)"),
		    (unsigned long long)t->failure.at);
	buf_str(b, "</p>\n</article>\n");
}

static void
put_sum(struct buf *b, const char *name, uint64_t n)
{
	buf_printf(b, "<div><dt>%s</dt><dd>%llu</dd></div>", name,
	    (unsigned long long)n);
}

static void
html_end(struct scan *scan, double seconds)
{
	static const enum shuhi_verdict order[] = { SHUHI_BLOCK, SHUHI_REVIEW,
		SHUHI_UNSCANNED, SHUHI_PASS };
	const uint64_t *v = scan->tally.verdicts;
	enum shuhi_lang lang = scan->opts->lang;
	struct buf b = { 0 };
	size_t i;

	buf_str(&b, "<dl class=\"sum\">");
	put_sum(&b, tr(lang, "検査", "texts"), v[0] + v[1] + v[2] + v[3]);
	for (i = 0; i < 4; i++)
		put_sum(&b, lang_verdict(lang, order[i]), v[order[i]]);
	put_sum(&b, tr(lang, "指摘", "findings"), scan->tally.findings);
	buf_printf(&b, tr(lang, "</dl>\n<footer>%.1f 秒。", "</dl>\n<footer>"
	    "%.1f s. "), seconds);
	if (!scan->opts->show_text)
		buf_str(&b, tr(lang, "見つかった語は ■ で伏せています。",
		    "What was found is masked with ■. "));
	buf_str(&b, tr(lang,
	    "引用は前後の文を含みます。患者さんの情報として扱ってください。"
	    "見つからなかったことは、漏えいがないことの保証ではありません。",
	    "Quotations hold what stands around: treat this page as patients' "
	    "data.  Nothing found does not prove that there is nothing."));
	buf_str(&b, "</footer>\n</body>\n</html>\n");
	if (b.failed)
		scan->out.buf.failed = true;
	out_put(&scan->out, buf_view(&b));
	buf_free(&b);
}

const struct format format_html = {
	.name = "html",
	.begin = html_begin,
	.end = html_end,
	.open = html_open,
	.piece = html_piece,
	.close = html_close,
};
