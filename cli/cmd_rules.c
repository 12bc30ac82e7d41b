/* `shuhi rules list|check|explain`. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "engine.h"
#include "help.h"
#include "out.h"
#include "term.h"

static const char help_ja[] =
    "使い方: shuhi rules list [--format human|json]\n"
    "        shuhi rules check [フォルダー]…\n"
    "        shuhi rules explain 規則…\n"
    "\n"
    "  list     使われている規則の一覧\n"
    "  check    規則と辞書を読み込み、すべての規則の例文を検査で確かめる。\n"
    "           フォルダーを挙げると、病院独自の規則として足して確かめる\n"
    "  explain  規則の意味・根拠・条件・例文を説明する\n"
    "\n"
    "例:\n"
    "  shuhi rules list\n"
    "  shuhi rules check ./病院の規則\n"
    "  shuhi rules explain $(shuhi rules list --format json | jq -r '.[0].id')\n"
    "\n"
    "オプション:\n"
    "  --format human|json list の形式\n"
    "  --rules フォルダー  規則を足す・置き換える（何度でも。後のものが優先）\n"
    "  --dict フォルダー   辞書を足す（何度でも）\n"
    "  --cache フォルダー, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 正常  2 規則に誤りがある、または指定が誤っている\n";

static const char help_en[] =
    "Usage: shuhi rules list [--format human|json]\n"
    "       shuhi rules check [DIR]...\n"
    "       shuhi rules explain RULE...\n"
    "\n"
    "  list     the rules in force\n"
    "  check    load rules and words and run the examples of every rule; each DIR\n"
    "           is added as a folder of the hospital's own rules\n"
    "  explain  what a rule means, what it rests on, its condition, its examples\n"
    "\n"
    "Examples:\n"
    "  shuhi rules list\n"
    "  shuhi rules check ./our-rules\n"
    "  shuhi rules explain $(shuhi rules list --format json | jq -r '.[0].id')\n"
    "\n"
    "Options:\n"
    "  --format human|json how to list\n"
    "  --rules DIR         add and override rules (repeatable, later wins)\n"
    "  --dict DIR          add words (repeatable)\n"
    "  --cache DIR, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 fine, 2 a rule is refused or the call was wrong\n";

enum { OPT_FORMAT = OPT_OWN };

static const struct option options[] = {
	ENGINE_OPTIONS,
	{ "format", required_argument, NULL, OPT_FORMAT },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct rules {
	enum shuhi_lang lang;
	struct engine_opts engine;
	bool json;
	const struct shuhi_scanner *scanner;
	struct buf b;
};

static int
print(struct rules *r)
{
	struct out out = { .fd = 1 };

	out_put(&out, buf_view(&r->b));
	if (r->b.failed)
		out.buf.failed = true;
	return out_close(&out) == 0 ? 0 : output_error(r->lang, out.error);
}

/* ---- list ------------------------------------------------------------------ */

static void
put_pair(struct buf *b, const char *key, const char *value)
{
	buf_printf(b, ",\"%s\":", key);
	buf_json(b, span_of(value == NULL ? "" : value));
}

static void
put_both(struct buf *b, const char *key, const char *const value[2])
{
	buf_printf(b, ",\"%s\":{\"ja\":", key);
	buf_json(b, span_of(value[0] == NULL ? "" : value[0]));
	put_pair(b, "en", value[1]);
	buf_char(b, '}');
}

static void
put_json(struct buf *b, const struct shuhi_rule_info *i)
{
	buf_str(b, "{\"id\":");
	buf_json(b, span_of(i->id));
	buf_printf(b, ",\"revision\":%u", (unsigned)i->revision);
	put_pair(b, "severity", shuhi_severity_name(i->severity));
	put_both(b, "title", i->title);
	put_both(b, "why", i->why);
	put_both(b, "advice", i->advice);
	put_pair(b, "basis", i->basis);
	put_pair(b, "within", i->within);
	put_pair(b, "when", i->when);
	put_pair(b, "tags", i->tags);
	put_pair(b, "file", i->file);
	buf_printf(b, ",\"line\":%u,\"hits\":%zu,\"misses\":%zu}",
	    (unsigned)i->line, i->nhits, i->nmisses);
}

static unsigned
widest_id(const struct rules *r)
{
	struct shuhi_rule_info info;
	unsigned width, most = 0;
	size_t i;

	for (i = 0; i < shuhi_rule_count(r->scanner); i++) {
		shuhi_rule_at(r->scanner, i, &info);
		width = term_width_of(span_of(info.id));
		most = width > most ? width : most;
	}
	return most;
}

static int
list(struct rules *r)
{
	unsigned width = widest_id(r);
	struct shuhi_rule_info info;
	struct buf *b = &r->b;
	size_t i, n = shuhi_rule_count(r->scanner);

	for (i = 0; i < n; i++) {
		shuhi_rule_at(r->scanner, i, &info);
		if (r->json) {
			buf_str(b, i == 0 ? "[\n" : ",\n");
			put_json(b, &info);
			continue;
		}
		term_padded(b, info.id, width + 2);
		term_padded(b, lang_severity(r->lang, info.severity), 10);
		buf_str(b, info.title[r->lang]);
		buf_char(b, '\n');
	}
	if (r->json)
		buf_str(b, n == 0 ? "[]\n" : "\n]\n");
	return print(r);
}

/* ---- check ----------------------------------------------------------------- */

static int
check(struct rules *r)
{
	struct shuhi_rule_info info;
	size_t i, hits = 0, misses = 0, n = shuhi_rule_count(r->scanner);

	for (i = 0; i < n; i++) {
		shuhi_rule_at(r->scanner, i, &info);
		hits += info.nhits;
		misses += info.nmisses;
	}
	buf_printf(&r->b, tr_many(r->lang, n, "OK: 規則 %zu 件",
	    "OK: %zu rule", "OK: %zu rules"), n);
	buf_printf(&r->b, tr_many(r->lang, hits, "（当たる例文 %zu、",
	    " (%zu hit and ", " (%zu hits and "), hits);
	buf_printf(&r->b, tr_many(r->lang, misses, "当たらない例文 %zu）、",
	    "%zu miss agree), ", "%zu misses agree), "), misses);
	n = shuhi_word_count(r->scanner);
	buf_printf(&r->b, tr_many(r->lang, n, "語 %zu 件\n", "%zu word\n",
	    "%zu words\n"), n);
	return print(r);
}

/* ---- explain ---------------------------------------------------------------- */

static void
put_field(struct rules *r, const char *ja, const char *en, const char *value)
{
	const char *key = tr(r->lang, ja, en);

	if (value == NULL || value[0] == '\0')
		return;
	buf_str(&r->b, "  ");
	term_padded(&r->b, key, 12);
	term_wrap(&r->b, span_of(value), 14, 78);
	buf_char(&r->b, '\n');
}

static void
put_examples(struct rules *r, size_t rule, size_t from, size_t n,
    const char *title)
{
	size_t j;

	if (n > 0)
		buf_printf(&r->b, "\n  %s\n", title);
	for (j = from; j < from + n; j++) {
		buf_str(&r->b, "    - ");
		term_wrap(&r->b,
		    span_of(shuhi_rule_example(r->scanner, rule, j)), 6, 78);
		buf_char(&r->b, '\n');
	}
}

static void
put_rule(struct rules *r, size_t i)
{
	struct shuhi_rule_info info;
	struct buf *b = &r->b;

	shuhi_rule_at(r->scanner, i, &info);
	if (b->len > 0)
		buf_char(b, '\n');
	buf_printf(b, "%s — %s\n\n", info.id, info.title[r->lang]);
	put_field(r, "重さ", "severity",
	    lang_severity(r->lang, info.severity));
	put_field(r, "なぜ", "why", info.why[r->lang]);
	put_field(r, "どうする", "instead", info.advice[r->lang]);
	put_field(r, "根拠", "basis", info.basis);
	put_field(r, "条件", "condition", info.when);
	put_field(r, "範囲", "within", info.within);
	put_field(r, "分類", "tags", info.tags);
	put_field(r, "場所", "file", info.file);
	buf_printf(b, tr(r->lang, "  行 %u、改訂 %u\n",
	    "  line %u, revision %u\n"), (unsigned)info.line,
	    (unsigned)info.revision);
	put_examples(r, i, 0, info.nhits,
	    tr(r->lang, "当たる例", "It hits"));
	put_examples(r, i, info.nhits, info.nmisses,
	    tr(r->lang, "当たらない例", "It misses"));
}

static int
explain_one(struct rules *r, const char *id)
{
	struct shuhi_rule_info info;
	size_t i;

	for (i = 0; i < shuhi_rule_count(r->scanner); i++) {
		shuhi_rule_at(r->scanner, i, &info);
		if (strcmp(info.id, id) == 0) {
			put_rule(r, i);
			return 0;
		}
	}
	fprintf(stderr, tr(r->lang,
	    "shuhi: %s という規則はありません（一覧: shuhi rules list）\n",
	    "shuhi: there is no rule %s (see: shuhi rules list)\n"), id);
	return 2;
}

static int
explain(struct rules *r, int argc, char **argv)
{
	int i, rc = 0;

	for (i = 0; i < argc; i++) {
		if (explain_one(r, argv[i]) != 0)
			rc = 2;
	}
	return print(r) != 0 ? 2 : rc;
}

/* ---- the command line --------------------------------------------------------- */

/* 0 to go on, -1 with the exit code in *rc. */
static int
parse(struct rules *r, int argc, char **argv, int *rc)
{
	static const char *const whole[] = { help_ja, help_en };
	const char *const *help = help_text(help_rules, argc, argv, whole);
	int opt;

	opterr = 0;
	optind = 0;
	while ((opt = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
		if (engine_option(&r->engine, opt, optarg))
			continue;
		if (opt == 'h') {
			*rc = print_help(r->lang, help[0], help[1]);
			return -1;
		}
		if (opt != OPT_FORMAT) {
			*rc = usage_option(r->lang, "rules", opt, argv);
			return -1;
		}
		r->json = strcmp(optarg, "json") == 0;
		if (!r->json && strcmp(optarg, "human") != 0) {
			*rc = usage_error(r->lang, "rules",
			    "--format human|json");
			return -1;
		}
	}
	return 0;
}

static int
run(struct rules *r, const char *what, int argc, char **argv)
{
	struct shuhi_scanner *scanner;
	int i, rc;

	if (strcmp(what, "check") == 0) {
		for (i = 0; i < argc; i++)
			engine_option(&r->engine, OPT_RULES, argv[i]);
	} else if (strcmp(what, "explain") == 0 && argc == 0) {
		return usage_error(r->lang, "rules", "%s", tr(r->lang,
		    "説明する規則を挙げてください", "which rule?"));
	} else if (strcmp(what, "list") == 0 && argc > 0) {
		return usage_error(r->lang, "rules", tr(r->lang,
		    "余分な引数です: %s", "one argument too many: %s"),
		    argv[0]);
	}
	if ((rc = engine_open(&r->engine, r->lang, &scanner)) != 0)
		return rc;
	r->scanner = scanner;
	if (strcmp(what, "list") == 0)
		rc = list(r);
	else if (strcmp(what, "check") == 0)
		rc = check(r);
	else
		rc = explain(r, argc, argv);
	shuhi_scanner_unref(scanner);
	return rc;
}

static bool
known(const char *what)
{
	return strcmp(what, "list") == 0 || strcmp(what, "check") == 0 ||
	    strcmp(what, "explain") == 0;
}

int
cmd_rules(int argc, char **argv, enum shuhi_lang lang)
{
	struct rules r = { .lang = lang };
	int rc = 2;

	if (engine_opts_init(&r.engine, argc) != 0 ||
	    parse(&r, argc, argv, &rc) != 0)
		;
	else if (optind >= argc || !known(argv[optind]))
		rc = usage_error(lang, "rules", "%s", tr(lang,
		    "list・check・explain のどれかを指定してください",
		    "say list, check or explain"));
	else
		rc = run(&r, argv[optind], argc - optind - 1,
		    argv + optind + 1);
	engine_opts_free(&r.engine);
	buf_free(&r.b);
	return rc;
}
