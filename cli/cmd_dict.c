/* `shuhi dict list`; `shuhi dict import` has a file of its own. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "engine.h"
#include "help.h"
#include "out.h"

static const char help_ja[] =
    "使い方: shuhi dict list [--class 分類] [--count] [語]\n"
    "        shuhi dict list --classes\n"
    "        shuhi dict import …（shuhi dict import --help）\n"
    "\n"
    "  list    辞書の語を「語・分類・属性・ファイル」の順にタブ区切りで表示する。\n"
    "          語を挙げると、それを含むものだけ\n"
    "  import  病院にある公式の一覧（病名・薬品など）を辞書に変える\n"
    "\n"
    "例:\n"
    "  shuhi dict list ステる\n"
    "  shuhi dict list --class disease\n"
    "  shuhi dict list --count\n"
    "\n"
    "オプション:\n"
    "  --class 分類        その分類（disease は disease.common なども含む）だけ\n"
    "  --count             語の代わりに、分類ごとの数を表示する\n"
    "  --classes           分類の一覧（規則の条件に書ける名前）\n"
    "  --dict フォルダー   辞書を足す（何度でも）\n"
    "  --rules フォルダー, --cache フォルダー, --no-cache, --lang ja|en,\n"
    "  -h, --help\n"
    "\n"
    "終了コード: 0 あった  1 なかった  2 辞書に誤りがある、または指定が誤っている\n";

static const char help_en[] =
    "Usage: shuhi dict list [--class CLASS] [--count] [WORD]\n"
    "       shuhi dict list --classes\n"
    "       shuhi dict import ... (see: shuhi dict import --help)\n"
    "\n"
    "  list    words as word, class, attributes, file, with tabs between; with\n"
    "          WORD only those that contain it\n"
    "  import  turn an official list the hospital has (diseases, drugs, ...) into\n"
    "          a dictionary\n"
    "\n"
    "Examples:\n"
    "  shuhi dict list ステる\n"
    "  shuhi dict list --class disease\n"
    "  shuhi dict list --count\n"
    "\n"
    "Options:\n"
    "  --class CLASS       only that class (disease covers disease.common etc.)\n"
    "  --count             how many of each class, instead of the words\n"
    "  --classes           the classes there are, as conditions of rules name them\n"
    "  --dict DIR          add words (repeatable)\n"
    "  --rules DIR, --cache DIR, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 found, 1 not found, 2 a dictionary is refused or the call was\n"
    "wrong\n";

enum { OPT_CLASS = OPT_OWN, OPT_COUNT, OPT_CLASSES };

static const struct option options[] = {
	ENGINE_OPTIONS,
	{ "class", required_argument, NULL, OPT_CLASS },
	{ "count", no_argument, NULL, OPT_COUNT },
	{ "classes", no_argument, NULL, OPT_CLASSES },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct query {
	enum shuhi_lang lang;
	struct engine_opts engine;
	const char *class_name, *word; /* NULL: any */
	bool count, classes;
};

static bool
in_class(const char *name, const char *wanted)
{
	size_t n = strlen(wanted);

	return strncmp(name, wanted, n) == 0 &&
	    (name[n] == '\0' || name[n] == '.');
}

static bool
matches(const struct query *q, const struct shuhi_word_info *w)
{
	if (q->class_name != NULL && !in_class(w->class_name, q->class_name))
		return false;
	return q->word == NULL || strstr(w->surface, q->word) != NULL;
}

static void
put_word(struct out *out, const struct shuhi_word_info *w)
{
	out_str(out, w->surface);
	out_str(out, "\t");
	out_str(out, w->class_name);
	out_str(out, "\t");
	out_str(out, w->attributes == NULL ? "" : w->attributes);
	out_str(out, "\t");
	out_str(out, w->file == NULL ? "" : w->file);
	out_str(out, "\n");
}

static uint64_t
list_words(const struct query *q, const struct shuhi_scanner *s,
    struct out *out)
{
	struct shuhi_word_info w;
	uint64_t found = 0;
	size_t i;

	for (i = 0; i < shuhi_word_count(s) && out->error == 0; i++) {
		shuhi_word_at(s, i, &w);
		if (!matches(q, &w))
			continue;
		put_word(out, &w);
		found++;
	}
	return found;
}

static void
put_count(struct out *out, uint64_t n, const char *name, const char *label)
{
	struct buf line = { 0 };

	buf_printf(&line, "%8llu  %-24s %s\n", (unsigned long long)n, name,
	    label);
	out_put(out, buf_view(&line));
	buf_free(&line);
}

static uint64_t
count_class(const struct query *q, const struct shuhi_scanner *s,
    const char *name)
{
	struct shuhi_word_info w;
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < shuhi_word_count(s); i++) {
		shuhi_word_at(s, i, &w);
		n += strcmp(w.class_name, name) == 0 && matches(q, &w);
	}
	return n;
}

static uint64_t
count_words(const struct query *q, const struct shuhi_scanner *s,
    struct out *out)
{
	struct shuhi_class_info info;
	uint64_t n, sum = 0;
	size_t i;

	for (i = 0; i < shuhi_class_count(); i++) {
		shuhi_class_at(i, &info);
		n = count_class(q, s, info.name);
		if (n > 0)
			put_count(out, n, info.name, info.label[q->lang]);
		sum += n;
	}
	put_count(out, sum, tr(q->lang, "計", "in all"), "");
	return sum;
}

/* The classes there can be; needs neither words nor rules. */
static int
list_classes(const struct query *q)
{
	struct out out = { .fd = 1 };
	struct shuhi_class_info info;
	size_t i;

	for (i = 0; i < shuhi_class_count(); i++) {
		shuhi_class_at(i, &info);
		out_str(&out, info.name);
		out_str(&out, "\t");
		out_str(&out, info.label[q->lang]);
		if (info.masked)
			out_str(&out, tr(q->lang, "\t伏せる", "\tmasked"));
		out_str(&out, "\n");
	}
	return out_close(&out) == 0 ? 0 : output_error(q->lang, out.error);
}

static int
list(struct query *q)
{
	struct out out = { .fd = 1 };
	struct shuhi_scanner *scanner;
	uint64_t found;
	int rc;

	if ((rc = engine_open(&q->engine, q->lang, &scanner)) != 0)
		return rc;
	found = q->count ? count_words(q, scanner, &out)
	                 : list_words(q, scanner, &out);
	shuhi_scanner_unref(scanner);
	if (out_close(&out) != 0)
		return output_error(q->lang, out.error);
	return found > 0 ? 0 : 1;
}

/* 0 to go on, -1 with the exit code in *rc. */
static int
parse(struct query *q, int argc, char **argv, int *rc)
{
	static const char *const whole[] = { help_ja, help_en };
	const char *const *help = help_text(help_dict, argc, argv, whole);
	int opt;

	opterr = 0;
	optind = 0;
	while ((opt = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
		if (engine_option(&q->engine, opt, optarg))
			continue;
		if (opt == OPT_CLASS) {
			q->class_name = optarg;
		} else if (opt == OPT_COUNT) {
			q->count = true;
		} else if (opt == OPT_CLASSES) {
			q->classes = true;
		} else if (opt == 'h') {
			*rc = print_help(q->lang, help[0], help[1]);
			return -1;
		} else {
			*rc = usage_option(q->lang, "dict", opt, argv);
			return -1;
		}
	}
	return 0;
}

static int
run(struct query *q, int argc, char **argv)
{
	if (argc < 1 || strcmp(argv[0], "list") != 0)
		return usage_error(q->lang, "dict", "%s", tr(q->lang,
		    "list か import を指定してください",
		    "say list or import"));
	if (argc > 2)
		return usage_error(q->lang, "dict", tr(q->lang,
		    "余分な引数です: %s", "one argument too many: %s"),
		    argv[2]);
	q->word = argc == 2 ? argv[1] : NULL;
	return q->classes ? list_classes(q) : list(q);
}

int
cmd_dict(int argc, char **argv, enum shuhi_lang lang)
{
	struct query q = { .lang = lang };
	int rc = 2;

	if (argc > 1 && strcmp(argv[1], "import") == 0)
		return cmd_dict_import(argc - 1, argv + 1, lang);
	if (engine_opts_init(&q.engine, argc) == 0 &&
	    parse(&q, argc, argv, &rc) == 0)
		rc = run(&q, argc - optind, argv + optind);
	engine_opts_free(&q.engine);
	return rc;
}
