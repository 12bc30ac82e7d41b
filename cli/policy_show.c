#include "policy_show.h"

#include <stdio.h>

#include "guard_words.h"
#include "term.h"

#define CLASS_WIDTH 24 /* columns of a class or a cause */

static const char *
action_word(enum shuhi_lang lang, enum policy_action action)
{
	return word_action(lang, policy_action_name(action));
}

static const char *
severity_word(enum shuhi_lang lang, enum shuhi_severity s)
{
	return s == SHUHI_SEVERITY_NONE ? tr(lang, "検出なし", "clean")
	                                : lang_severity(lang, s);
}

static void
put_field(struct buf *b, const char *key, const char *value)
{
	buf_str(b, "  ");
	term_padded(b, key, 18);
	term_wrap(b, span_of(value), 20, 78);
	buf_char(b, '\n');
}

/* ---- actions ------------------------------------------------------------ */

static struct policy_place
place_of(const struct policy *p, size_t class)
{
	return (struct policy_place){ .class = (unsigned)class,
		.class_name = policy_class_at(p, class) };
}

static bool
is_exempt(const char *class_name)
{
	return strcmp(class_name, "exempt") == 0;
}

static void
put_actions(struct buf *b, const struct policy *p, enum shuhi_lang lang)
{
	struct policy_place place;
	size_t i;
	int s;

	buf_str(b, tr(lang, "\n送信先の種類ごと\n",
	    "\nBy class of destination\n"));
	buf_str(b, "  ");
	term_padded(b, "", CLASS_WIDTH);
	for (s = SHUHI_SEVERITY_NONE; s <= SHUHI_SEVERITY_CRITICAL; s++)
		term_padded(b, severity_word(lang, (enum shuhi_severity)s),
		    lang == SHUHI_LANG_JA ? 14 : 18);
	for (i = 0; i < policy_class_count(p); i++) {
		place = place_of(p, i);
		if (is_exempt(place.class_name))
			continue;
		buf_str(b, "\n  ");
		term_padded(b, word_class(lang, place.class_name),
		    CLASS_WIDTH);
		for (s = SHUHI_SEVERITY_NONE; s <= SHUHI_SEVERITY_CRITICAL;
		     s++)
			term_padded(b, action_word(lang, policy_action(p,
			    &place, (enum shuhi_severity)s)),
			    lang == SHUHI_LANG_JA ? 14 : 18);
	}
	buf_char(b, '\n');
}

/* The classes that do otherwise than unlisted destinations. */
static void
put_exceptions(struct buf *b, const struct policy *p, enum shuhi_lang lang,
    unsigned cause, enum policy_action usual)
{
	struct policy_place place;
	enum policy_action action;
	size_t i;
	int n = 0;

	for (i = 0; i < policy_class_count(p); i++) {
		place = place_of(p, i);
		action = policy_failure(p, &place, cause);
		if (action == usual || is_exempt(place.class_name))
			continue;
		buf_str(b, n++ == 0 ? tr(lang, "（", " (") : tr(lang, "、",
		    ", "));
		buf_printf(b, tr(lang, "%sは%s", "%s: %s"),
		    word_class(lang, place.class_name),
		    action_word(lang, action));
	}
	if (n > 0)
		buf_str(b, tr(lang, "）", ")"));
}

static void
put_failures(struct buf *b, const struct policy *p, enum shuhi_lang lang)
{
	struct policy_place usual = place_of(p, 0);
	enum policy_action action;
	unsigned c;

	buf_str(b, tr(lang, "\n検査できなかったとき\n",
	    "\nWhat could not be looked at\n"));
	for (c = SHUHI_CAUSE_NONE + 1; c < POLICY_CAUSE_COUNT; c++) {
		action = policy_failure(p, &usual, c);
		buf_str(b, "  ");
		term_padded(b, word_cause(lang, policy_cause_name(c)),
		    CLASS_WIDTH);
		buf_str(b, action_word(lang, action));
		put_exceptions(b, p, lang, c, action);
		buf_char(b, '\n');
	}
}

/* ---- settings ----------------------------------------------------------- */

static void
put_size(struct buf *b, uint64_t n)
{
	static const char *const units[] = { "B", "KB", "MB", "GB" };
	size_t u = 0;

	while (u < 3 && n >= 1024 && n % 1024 == 0) {
		n /= 1024;
		u++;
	}
	buf_printf(b, "%llu %s", (unsigned long long)n, units[u]);
}

static void
put_audit(struct buf *b, const struct policy_conf *c, enum shuhi_lang lang)
{
	struct buf line = { 0 };

	if (c->audit.file == NULL) {
		put_field(b, tr(lang, "記録", "audit"),
		    tr(lang, "残さない", "none is kept"));
		return;
	}
	buf_str(&line, c->audit.file);
	buf_str(&line, tr(lang, "、", ", "));
	if (c->audit.rotate > 0) {
		put_size(&line, c->audit.rotate);
		buf_str(&line, tr(lang, "ごとに新しいファイル、",
		    " a file, "));
	}
	buf_printf(&line, tr(lang, "%u ミリ秒以内にディスクへ、",
	    "on the disk within %u ms, "), c->audit.fsync_ms);
	buf_str(&line, c->audit.key != NULL
	    ? tr(lang, "鍵あり", "keyed") : tr(lang, "鍵なし", "no key"));
	buf_str(&line, c->audit.pseudonyms
	    ? tr(lang, "、利用者は仮名", ", users by pseudonym") : "");
	if (c->audit.syslog != NULL)
		buf_printf(&line, tr(lang, "、写しを %s へ",
		    ", copies to %s"), c->audit.syslog);
	buf_char(&line, '\0');
	put_field(b, tr(lang, "記録", "audit"), line.failed ? "" : line.ptr);
	buf_free(&line);
}

static void
put_limits(struct buf *b, const struct policy_conf *c, enum shuhi_lang lang)
{
	struct buf line = { 0 };

	buf_str(&line, tr(lang, "本文 ", "body "));
	put_size(&line, c->limits.body);
	buf_str(&line, tr(lang, "、展開後 ", ", inflated "));
	put_size(&line, c->limits.inflated);
	buf_printf(&line, tr(lang, "（%u 倍まで）、入れ子 %u、欄 %u、%u ミリ秒",
	    " (%u times), depth %u, %u fields, %u ms"), c->limits.ratio,
	    c->limits.depth, c->limits.fields, c->limits.milliseconds);
	buf_char(&line, '\0');
	put_field(b, tr(lang, "上限", "limits"), line.failed ? "" : line.ptr);
	buf_free(&line);
}

static void
put_override(struct buf *b, const struct policy_conf *c, enum shuhi_lang lang)
{
	char text[160];

	if (c->override.state == NULL)
		snprintf(text, sizeof text, "%s", tr(lang, "許可しない",
		    "none are given"));
	else
		snprintf(text, sizeof text, tr(lang,
		    "理由を %u 文字以上書けば %u 秒のあいだ 1 回だけ送れる",
		    "with %u characters of reason, once within %u seconds"),
		    c->override.justification, c->override.seconds);
	put_field(b, tr(lang, "理由による許可", "overrides"), text);
}

static void
put_settings(struct buf *b, const struct policy *p, enum shuhi_lang lang)
{
	const struct policy_conf *c = policy_conf(p);

	put_field(b, tr(lang, "方針", "policy"), c->file);
	put_field(b, tr(lang, "動作", "mode"), c->monitor
	    ? tr(lang, "監視だけ（記録して、すべて通す）",
	          "monitor: record, and let everything pass")
	    : tr(lang, "止める", "enforce"));
	put_field(b, tr(lang, "問い合わせ先", "contact"), c->contact[lang]);
	put_override(b, c, lang);
	put_audit(b, c, lang);
	put_limits(b, c, lang);
	if (c->metrics.textfile != NULL)
		put_field(b, tr(lang, "メトリクス", "metrics"),
		    c->metrics.textfile);
	if (c->metrics.listen != NULL)
		put_field(b, tr(lang, "メトリクスの口", "metrics at"),
		    c->metrics.listen);
}

static void
put_counts(struct buf *b, const struct policy *p, enum shuhi_lang lang)
{
	size_t i, k, n;

	buf_str(b, tr(lang, "\n送信先の一覧\n", "\nDestinations listed\n"));
	for (i = 0; i < policy_class_count(p); i++) {
		for (n = k = 0; k < policy_place_count(p); k++)
			n += policy_place_at(p, k)->class == i;
		if (n == 0)
			continue;
		buf_str(b, "  ");
		term_padded(b, word_class(lang, policy_class_at(p, i)),
		    CLASS_WIDTH);
		buf_printf(b, "%zu\n", n);
	}
}

/* Exemptions are what a reviewer must see. */
static void
put_exempt(struct buf *b, const struct policy *p, enum shuhi_lang lang)
{
	const struct policy_place *place;
	size_t i;
	bool any = false;

	for (i = 0; i < policy_place_count(p); i++) {
		place = policy_place_at(p, i);
		if (!place->exempt)
			continue;
		if (!any)
			buf_str(b, tr(lang, "\n検査しない送信先\n",
			    "\nNever looked at\n"));
		any = true;
		put_field(b, place->name[lang], policy_place_reason(place));
	}
}

void
policy_show(struct buf *b, const struct policy *p, enum shuhi_lang lang)
{
	put_settings(b, p, lang);
	put_actions(b, p, lang);
	put_failures(b, p, lang);
	put_counts(b, p, lang);
	put_exempt(b, p, lang);
}

/* ---- destinations ------------------------------------------------------- */

void
policy_show_places(
    struct buf *b, const struct policy *p, enum shuhi_lang lang)
{
	const struct policy_place *place;
	size_t i, k;

	buf_char(b, '\n');
	for (i = 0; i < policy_place_count(p); i++) {
		place = policy_place_at(p, i);
		buf_str(b, "  ");
		term_padded(b, place->class_name, 16);
		term_padded(b, place->name[lang], 30);
		for (k = 0; policy_place_host(place, k) != NULL; k++) {
			buf_str(b, k == 0 ? "" : " ");
			buf_str(b, policy_place_host(place, k));
		}
		buf_char(b, '\n');
	}
}

static void
put_place(struct buf *b, const struct policy_place *place,
    enum shuhi_lang lang)
{
	put_field(b, tr(lang, "送信先", "destination"), place->name[lang]);
	put_field(b, tr(lang, "種類", "class"),
	    word_class(lang, place->class_name));
	if (place->known)
		buf_printf(b, tr(lang, "  場所              %s の %u 行目\n",
		    "  listed at         %s, line %u\n"), place->file,
		    place->line);
	if (place->exempt)
		put_field(b, tr(lang, "対象外の理由", "exempt because"),
		    policy_place_reason(place));
}

void
policy_show_host(struct buf *b, const struct policy *p, enum shuhi_lang lang,
    struct span host, struct span path, enum shuhi_severity only)
{
	const struct policy_place *place = policy_place(p, host, path);
	enum policy_action action;
	int s;

	put_place(b, place, lang);
	for (s = SHUHI_SEVERITY_NONE; s <= SHUHI_SEVERITY_CRITICAL; s++) {
		if (only != SHUHI_SEVERITY_NONE && s != (int)only)
			continue;
		action = policy_action(p, place, (enum shuhi_severity)s);
		buf_str(b, "  ");
		term_padded(b, severity_word(lang, (enum shuhi_severity)s),
		    18);
		buf_str(b, action_word(lang, action));
		if (policy_in_force(p, action) != action)
			buf_str(b, tr(lang, "（いまは監視だけ: 記録して通す）",
			    " (monitor mode: recorded and let pass)"));
		buf_char(b, '\n');
	}
}
