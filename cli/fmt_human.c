/*
 * `--format human`: for the person who wrote the text, or found it.
 *
 * A single draft on standard input gets a verdict first and a masked version
 * to rewrite from; anything else, and a draft written in codes, reads like a
 * compiler's messages.
 */
#include "quote.h"
#include "term.h"

#define RIGHT 78 /* column where paragraphs are broken */

static bool
is_draft(const struct text *t)
{
	return t->path == NULL && t->input == INPUT_TEXT && !t->coded;
}

static void
human_open(struct render *r, const struct text *t)
{
	(void)t;
	r->nexplained = 0;
}

/* ---- findings -------------------------------------------------------------- */

static void
put_name(struct render *r, const struct text *t)
{
	if (t->path == NULL)
		buf_str(&r->sink->out,
		    tr(r->opts->lang, "標準入力", "<stdin>"));
	else
		term_path(&r->sink->out, t->path);
}

/*
 * "memo.txt:3:5", "chat.jsonl:12[3:5]" for line 3 of the text of line 12, and
 * "slack.json:json:$[0].text[1:5]" for what the codes of that field spell.
 */
static void
put_place(struct render *r, const struct text *t, const struct piece *p,
    struct place at)
{
	const bool inside = t->input == INPUT_JSONL || p->field != NULL;
	struct buf *b = &r->sink->out;

	put_name(r, t);
	buf_char(b, ':');
	if (p->field != NULL)
		term_put(b, span_of(p->field), false);
	else if (inside)
		buf_u64(b, t->line);
	buf_str(b, inside ? "[" : "");
	buf_u64(b, at.line);
	buf_char(b, ':');
	buf_u64(b, at.column);
	buf_str(b, inside ? "]" : "");
	buf_str(b, ": ");
}

/* "  = why: ..." */
static void
put_note(struct render *r, unsigned gutter, const char *key, const char *text)
{
	struct buf *b = &r->sink->out;

	if (text == NULL || text[0] == '\0')
		return;
	buf_fill(b, ' ', gutter);
	quote_paint(r, QUOTE_BLUE, "=");
	buf_char(b, ' ');
	quote_paint(r, QUOTE_BOLD, key);
	term_wrap(b, span_of(text),
	    gutter + 2 + term_width_of(span_of(key)), RIGHT);
	buf_char(b, '\n');
}

/* True the first time a text meets the rule. */
static bool
explain_now(struct render *r, const char *rule)
{
	size_t i;

	for (i = 0; i < r->nexplained; i++) {
		if (strcmp(r->explained[i], rule) == 0)
			return false;
	}
	if (r->nexplained < RENDER_RULES)
		r->explained[r->nexplained++] = rule;
	return true;
}

static void
put_finding(struct render *r, const struct text *t, const struct piece *p,
    const struct shuhi_finding *f)
{
	enum shuhi_lang lang = r->opts->lang;
	struct extent x = format_extent(f);
	struct buf *b = &r->sink->out;
	unsigned gutter;

	put_place(r, t, p, place_of(&r->places, p, x.start, x.start_char));
	quote_paint(r, quote_colour(f->severity),
	    lang_severity(lang, f->severity));
	buf_printf(b, " %s — ", f->rule);
	quote_paint(r, QUOTE_BOLD, f->title[lang]);
	buf_char(b, '\n');
	gutter = quote_finding(r, p, f);
	put_note(r, gutter, tr(lang, "名簿: ", "roster: "), f->reason[lang]);
	if (explain_now(r, f->rule)) {
		put_note(r, gutter, tr(lang, "なぜ: ", "why: "), f->why[lang]);
		put_note(r, gutter, tr(lang, "どうする: ", "instead: "),
		    f->advice[lang]);
		buf_fill(b, ' ', gutter);
		buf_printf(b, tr(lang, "= 規則: %s（shuhi rules explain %s）\n",
		    "= rule: %s (shuhi rules explain %s)\n"), f->rule, f->rule);
	}
	buf_char(b, '\n');
}

static void
put_failure(struct render *r, const struct text *t)
{
	enum shuhi_lang lang = r->opts->lang;
	const struct failure *f = &t->failure;
	struct buf *b = &r->sink->out;

	put_name(r, t);
	if (t->line > 0)
		buf_printf(b, ":%llu", (unsigned long long)t->line);
	buf_str(b, ": ");
	quote_paint(r, QUOTE_RED, lang_verdict(lang, SHUHI_UNSCANNED));
	buf_str(b, " — ");
	if (lang == SHUHI_LANG_JA)
		buf_printf(b, "%s: ", lang_code(lang, f->code));
	buf_str(b, lang_message(lang, f->message));
	if (f->at > 0)
		buf_printf(b, tr(lang, "（先頭から %llu バイト）",
		    " (at byte offset %llu)"),
		    (unsigned long long)f->at);
	buf_char(b, '\n');
}

/* ---- a draft ---------------------------------------------------------------- */

static void
put_headline(struct render *r, enum shuhi_verdict verdict)
{
	enum shuhi_lang lang = r->opts->lang;

	switch (verdict) {
	case SHUHI_BLOCK:
		quote_paint(r, QUOTE_RED, tr(lang, "止めてください",
		    "Do not send this"));
		buf_str(&r->sink->out, tr(lang,
		    " — このまま外に出すと、患者さんの情報が漏れます。\n",
		    " - it would give a patient away.\n"));
		return;
	case SHUHI_REVIEW:
		quote_paint(r, QUOTE_YELLOW, tr(lang, "確認してください",
		    "Please check this"));
		buf_str(&r->sink->out, tr(lang,
		    " — 患者さんの特定につながるおそれがあります。\n",
		    " - it may give a patient away.\n"));
		return;
	case SHUHI_PASS:
		quote_paint(r, QUOTE_BOLD, tr(lang,
		    "問題は見つかりませんでした", "Nothing was found"));
		buf_str(&r->sink->out, tr(lang,
		    "（漏えいがないことの保証ではありません）\n",
		    " (which does not prove that there is nothing)\n"));
		return;
	case SHUHI_UNSCANNED:
		break;
	}
	quote_paint(r, QUOTE_RED, tr(lang, "検査できませんでした",
	    "This could not be scanned"));
	buf_str(&r->sink->out, tr(lang, " — まだ送らないでください。\n",
	    " - do not send it yet.\n"));
}

static void
put_suggestion(struct render *r, const struct piece *p)
{
	struct buf *b = &r->sink->out;

	if (p->nfindings == 0 || p->redacted.len == 0)
		return;
	quote_paint(r, QUOTE_BOLD, tr(r->opts->lang,
	    "書き直しの下書き（見つかった語を伏せたもの。これでよいかは"
	    "ご自身で確かめてください）:",
	    "To rewrite from (what was found is masked; whether the rest may "
	    "go is for you to judge):"));
	buf_str(b, "\n\n");
	term_put(b, p->redacted, true);
	if (p->redacted.ptr[p->redacted.len - 1] != '\n')
		buf_char(b, '\n');
}

static enum shuhi_verdict
verdict_now(const struct text *t)
{
	return t->failure.code != NULL && t->verdict == SHUHI_PASS
	    ? SHUHI_UNSCANNED : t->verdict;
}

static void
human_piece(struct render *r, const struct text *t, const struct piece *p)
{
	bool draft = is_draft(t) && p->first && p->last;
	size_t i;

	places_forget(&r->places);
	masks_forget(&r->masks);
	if (draft) {
		put_headline(r, verdict_now(t));
		buf_char(&r->sink->notes, 'd');
		if (p->nfindings > 0)
			buf_char(&r->sink->out, '\n');
	}
	for (i = 0; i < p->nfindings; i++)
		put_finding(r, t, p, &p->findings[i]);
	if (draft)
		put_suggestion(r, p);
}

static void
human_close(struct render *r, const struct text *t)
{
	if (t->failure.code == NULL)
		return;
	if (is_draft(t) && r->sink->notes.len == 0) {
		put_headline(r, t->verdict);
		buf_char(&r->sink->notes, 'd');
	}
	put_failure(r, t);
}

static void
human_end(struct scan *scan, double seconds)
{
	const struct tally *t = &scan->tally;
	const uint64_t *v = t->verdicts, texts = v[0] + v[1] + v[2] + v[3];
	enum shuhi_lang lang = scan->opts->lang;
	struct buf b = { 0 };

	/* a draft has said it all in its first line */
	if (scan->opts->quiet || scan->notes.len > 0)
		return;
	buf_printf(&b, tr_many(lang, texts, "検査 %llu 件: ", "%llu text: ",
	    "%llu texts: "), (unsigned long long)texts);
	buf_printf(&b, tr(lang,
	    "検出なし %llu・要確認 %llu・停止 %llu・未検査 %llu",
	    "%llu nothing found, %llu review, %llu block, %llu unscanned"),
	    (unsigned long long)v[SHUHI_PASS],
	    (unsigned long long)v[SHUHI_REVIEW],
	    (unsigned long long)v[SHUHI_BLOCK],
	    (unsigned long long)v[SHUHI_UNSCANNED]);
	buf_printf(&b, tr_many(lang, t->findings, "（指摘 %llu 件、%.1f 秒）\n",
	    " (%llu finding, %.1f s)\n", " (%llu findings, %.1f s)\n"),
	    (unsigned long long)t->findings, seconds);
	out_put(&scan->out, buf_view(&b));
	buf_free(&b);
}

const struct format format_human = {
	.name = "human",
	.end = human_end,
	.wants_redacted = is_draft,
	.open = human_open,
	.piece = human_piece,
	.close = human_close,
};
