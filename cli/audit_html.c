/* The report as one HTML page that needs nothing else, made to be printed on A4. */
#include "audit_report.h"

#include "lang.h"

static const char style[] =
    "@page{size:A4;margin:14mm 14mm 16mm}"
    "*{box-sizing:border-box}"
    "body{font:10.5pt/1.55 \"Hiragino Kaku Gothic ProN\",\"Yu Gothic\","
    "\"Noto Sans CJK JP\",\"Noto Sans JP\",Meiryo,sans-serif;color:#1c2733;"
    "max-width:182mm;margin:0 auto;padding:8mm 0;"
    "-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    "header{border-bottom:2px solid #14548c;padding-bottom:3mm;"
    "margin-bottom:5mm}"
    "h1{font-size:17pt;line-height:1.3;margin:0;color:#14548c}"
    "header p{margin:.5mm 0 0;color:#52606d}"
    "h2{font-size:12pt;margin:8mm 0 2mm;break-after:avoid}"
    ".ok,.ng{padding:2mm 3mm;border-left:4px solid #2f7d4f;"
    "background:#eef6f0;overflow-wrap:anywhere}"
    ".ng{border-color:#b3261e;background:#fceeed;font-weight:700}"
    ".sum{display:grid;grid-template-columns:repeat(5,1fr);gap:3mm;"
    "margin:5mm 0 0;padding:0}"
    ".sum div{border:1px solid #cbd5df;border-radius:2mm;padding:2mm 3mm}"
    ".sum dt{font-size:8.5pt;color:#52606d}"
    ".sum dd{margin:0;font-size:17pt;font-weight:700;line-height:1.3;"
    "font-variant-numeric:tabular-nums}"
    "table{border-collapse:collapse;width:100%;font-size:9.5pt}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    "th,td{padding:1.1mm 2mm;border-bottom:1px solid #dde4ea;"
    "text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "th{font-weight:600;color:#52606d;border-bottom-color:#8a99a8}"
    "th:first-child,td:first-child{text-align:left;width:38%;"
    "white-space:normal;overflow-wrap:anywhere}"
    "td.bar{width:22%;padding-right:0}"
    ".b{display:flex;height:3.2mm;background:#eef2f5}"
    ".b i{display:block;height:100%}.k{background:#b3261e}"
    ".w{background:#e0a100}.o{background:#9fb6c9}"
    ".zero{color:#a3b0bc}"
    ".key{font-size:8.5pt;color:#52606d;margin:1mm 0 0}"
    ".key i{display:inline-block;width:3mm;height:3mm;margin:0 1mm 0 3mm;"
    "vertical-align:-.3mm}"
    "footer{margin-top:8mm;font-size:8.5pt;color:#52606d;"
    "border-top:1px solid #cbd5df;padding-top:2mm}";

static void
put_text(struct buf *b, const char *s)
{
	struct buf clean = { 0 };

	buf_utf8(&clean, span_of(s));
	b->failed |= clean.failed;
	buf_html(b, buf_view(&clean));
	buf_free(&clean);
}

/* ---- tables ------------------------------------------------------------- */

static void
put_piece(struct buf *b, const char *class, uint64_t n, uint64_t most)
{
	if (n > 0)
		buf_printf(b, "<i class=\"%s\" style=\"width:%.1f%%\"></i>",
		    class, 100.0 * (double)n / (double)most);
}

/* Blocked, asked, the rest; as long as its share of the largest row. */
static void
put_bar(struct buf *b, const struct tally_row *r, uint64_t most)
{
	uint64_t rest = r->n[TALLY_ALL] - r->n[TALLY_BLOCK] - r->n[TALLY_WARN];

	buf_str(b, "<td class=\"bar\"><div class=\"b\">");
	put_piece(b, "k", r->n[TALLY_BLOCK], most);
	put_piece(b, "w", r->n[TALLY_WARN], most);
	put_piece(b, "o", rest, most);
	buf_str(b, "</div></td>");
}

static void
put_row(struct buf *b, const char *name, const struct tally_row *row,
    uint64_t most)
{
	int i;

	buf_str(b, "<tr><td>");
	put_text(b, name);
	buf_str(b, "</td>");
	put_bar(b, row, most);
	for (i = 0; i < TALLY_N; i++)
		buf_printf(b, "<td%s>%llu</td>",
		    row->n[i] == 0 ? " class=\"zero\"" : "",
		    (unsigned long long)row->n[i]);
	buf_str(b, "</tr>\n");
}

static void
put_head(struct buf *b, const struct report *r)
{
	int i;

	buf_str(b, "<table><thead><tr><th></th><th></th>");
	for (i = 0; i < TALLY_N; i++) {
		buf_str(b, "<th scope=\"col\">");
		put_text(b, report_column(r->lang, (enum tally_what)i));
		buf_str(b, "</th>");
	}
	buf_str(b, "</tr></thead>\n<tbody>\n");
}

static void
put_part(struct buf *b, const struct report *r, enum report_part part)
{
	const struct tally *t = &r->part[part];
	uint64_t most = 1;
	size_t i;

	if (t->n == 0)
		return;
	for (i = 0; i < t->n; i++)
		if (t->row[i].n[TALLY_ALL] > most)
			most = t->row[i].n[TALLY_ALL];
	buf_str(b, "<section><h2>");
	put_text(b, report_title(r->lang, part));
	buf_str(b, "</h2>\n");
	put_head(b, r);
	for (i = 0; i < t->n && (part == REPORT_DAYS || i < REPORT_ROWS); i++)
		put_row(b, report_name(r->lang, part, t->row[i].name),
		    &t->row[i], most);
	buf_str(b, "</tbody></table>\n");
	if (i < t->n)
		buf_printf(b, tr(r->lang, "<p class=\"key\">ほか %zu 件</p>\n",
		    "<p class=\"key\">and %zu more</p>\n"), t->n - i);
	buf_str(b, "</section>\n");
}

/* ---- the page ----------------------------------------------------------- */

static void
put_top(struct buf *b, const struct report *r, const char *title)
{
	char made[32];
	struct tm tm;

	localtime_r(&r->made, &tm);
	strftime(made, sizeof made, "%Y-%m-%d %H:%M", &tm);
	buf_printf(b, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width\">\n<title>",
	    tr(r->lang, "ja", "en"));
	buf_str(b, title);
	buf_str(b, "</title>\n<style>");
	buf_str(b, style);
	buf_str(b, "</style>\n</head>\n<body>\n<header><h1>");
	buf_str(b, title);
	buf_str(b, "</h1>\n<p>");
	buf_str(b, tr(r->lang, "期間: ", "Period: "));
	report_period(b, r);
	buf_str(b, tr(r->lang, "　作成: ", " &middot; made "));
	buf_str(b, made);
	buf_str(b, "</p></header>\n");
	buf_printf(b, "<p class=\"%s\">",
	    r->verified.faults > 0 ? "ng" : "ok");
	report_verdict(b, r);
	buf_str(b, "</p>\n");
}

static void
put_summary(struct buf *b, const struct report *r)
{
	int i;

	buf_str(b, "<dl class=\"sum\">");
	for (i = 0; i < TALLY_N; i++) {
		buf_str(b, "<div><dt>");
		put_text(b, report_column(r->lang, (enum tally_what)i));
		buf_printf(b, "</dt><dd>%llu</dd></div>",
		    (unsigned long long)r->total.n[i]);
	}
	buf_str(b, "</dl>\n");
	if (r->monitored > 0)
		buf_printf(b, tr(r->lang,
		    "<p>うち %llu 件は監視だけの期間で、止めずに記録しました。</p>\n",
		    "<p>%llu of them were recorded and let pass in monitor "
		    "mode.</p>\n"), (unsigned long long)r->monitored);
	buf_str(b, tr(r->lang,
	    "<p class=\"key\">帯: <i class=\"k\"></i>止めた"
	    "<i class=\"w\"></i>理由を求めた<i class=\"o\"></i>記録だけ</p>\n",
	    "<p class=\"key\">Bars: <i class=\"k\"></i>blocked"
	    "<i class=\"w\"></i>asked for a reason"
	    "<i class=\"o\"></i>recorded only</p>\n"));
}

void
report_html(struct buf *b, const struct report *r)
{
	int i;

	put_top(b, r, tr(r->lang, "守秘 送信検査の報告",
	    "Shuhi: report on what was sent"));
	put_summary(b, r);
	for (i = 0; i < REPORT_PARTS; i++)
		put_part(b, r, (enum report_part)i);
	buf_str(b, tr(r->lang,
	    "<footer>送られた文章はこの報告にも元の記録にも含まれません。"
	    "</footer>\n",
	    "<footer>Neither this report nor the log holds what was sent."
	    "</footer>\n"));
	buf_str(b, "</body>\n</html>\n");
}
