#include "scan_opts.h"

#include <errno.h>
#include <getopt.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "format.h"

static const char help_ja[] =
    "使い方: shuhi scan [オプション]… [パス]…\n"
    "\n"
    "外に出る前の文章を検査します。パスはファイルかフォルダー（中も順に見ます）。\n"
    "「-」またはパスなしでは標準入力を読みます。\n"
    "\n"
    "例:\n"
    "  下書きを 1 つ\n"
    "    echo '今日、山田さんが肺炎で入院した' | shuhi scan\n"
    "  フォルダーを丸ごと、表計算ソフトで開ける形で\n"
    "    shuhi scan --format csv 共有/ > 結果.csv\n"
    "  1 行を 1 つの文章として\n"
    "    shuhi scan --input lines 投稿一覧.txt\n"
    "  ほかのプログラムから（1 行の JSON に 1 行の JSON で答える）\n"
    "    shuhi scan --input jsonl --format jsonl < in.jsonl > out.jsonl\n"
    "  病院独自の規則と辞書を足して\n"
    "    shuhi scan --rules /etc/shuhi/rules --dict /etc/shuhi/dict メモ.txt\n"
    "\n"
    "入力:\n"
    "  --input auto|text|lines|jsonl\n"
    "                      text: ファイル全体が 1 つの文章  lines: 1 行が 1 つ\n"
    "                      jsonl: 1 行が {\"id\": …, \"text\": \"…\"}\n"
    "                      auto（既定）: *.jsonl と *.ndjson は jsonl、ほかは text\n"
    "  --charset 名前      文字コードの申告（UTF-8 として正しければ UTF-8 が優先）\n"
    "\n"
    "出力:\n"
    "  -f, --format human|jsonl|json|csv|sarif|html\n"
    "                      形式（既定は human）\n"
    "  --show-text         見つけた語を伏せずに表示する（取り扱い注意）\n"
    "  --color auto|always|never\n"
    "                      色（既定は端末だけ。NO_COLOR に従う）\n"
    "  -q, --quiet         集計と進み具合を表示しない\n"
    "  --no-progress       進み具合を表示しない\n"
    "\n"
    "判断:\n"
    "  --fail-on review|block\n"
    "                      これ以上の判定で終了コード 1（既定は review）\n"
    "  --rules フォルダー  規則を足す・置き換える（何度でも。後のものが優先）\n"
    "  --dict フォルダー   辞書を足す（何度でも）\n"
    "  --roster ファイル --roster-key ファイル\n"
    "                      名簿（shuhi roster build で作る）とその鍵（何度でも）\n"
    "\n"
    "動作:\n"
    "  -j, --jobs 数       並列数（既定は CPU の数）\n"
    "  --cache フォルダー  変換済みデータの置き場所\n"
    "  --no-cache          変換済みデータを使わない・残さない\n"
    "  --lang ja|en        表示の言語\n"
    "  -h, --help          この説明\n"
    "\n"
    "終了コード:\n"
    "  0  --fail-on 以上のものは見つからなかった（安全の保証ではありません）\n"
    "  1  見つかった\n"
    "  2  検査できないものがあった、または指定が誤っている（1 より優先）\n"
    "\n"
    "1 MiB を超えるファイルは 1 MiB ずつに分けて検査します。文章全体を見る規則は\n"
    "その範囲の中で働きます。\n"
    "\n"
    "文字が符号（\\u7530、&#30000;、%E7%94%B0、メールの base64 など）で書かれた\n"
    "ファイルは、16 MiB まで符号を読み取り、項目（json:$[0].text など）ごとに\n"
    "指摘します。\n";

static const char help_en[] =
    "Usage: shuhi scan [OPTION]... [PATH]...\n"
    "\n"
    "Scan text before it leaves. A PATH is a file or a folder (with all that is in\n"
    "it); \"-\" or none is standard input.\n"
    "\n"
    "Examples:\n"
    "  one draft\n"
    "    echo '今日、山田さんが肺炎で入院した' | shuhi scan\n"
    "  a folder, for a spreadsheet\n"
    "    shuhi scan --format csv exports/ > findings.csv\n"
    "  every line a text of its own\n"
    "    shuhi scan --input lines posts.txt\n"
    "  from another program (a line of JSON answers a line of JSON)\n"
    "    shuhi scan --input jsonl --format jsonl < in.jsonl > out.jsonl\n"
    "  with the hospital's own rules and words\n"
    "    shuhi scan --rules /etc/shuhi/rules --dict /etc/shuhi/dict memo.txt\n"
    "\n"
    "Input:\n"
    "  --input auto|text|lines|jsonl\n"
    "                      text: a file is one text    lines: each line is one\n"
    "                      jsonl: a line is {\"id\": ..., \"text\": \"...\"}\n"
    "                      auto (default): *.jsonl, *.ndjson are jsonl, else text\n"
    "  --charset NAME      declared charset (valid UTF-8 is UTF-8 all the same)\n"
    "\n"
    "Output:\n"
    "  -f, --format human|jsonl|json|csv|sarif|html\n"
    "                      default human\n"
    "  --show-text         do not mask what was found (handle with care)\n"
    "  --color auto|always|never\n"
    "                      default auto: on a terminal, unless NO_COLOR is set\n"
    "  -q, --quiet         no summary, no progress\n"
    "  --no-progress       no progress\n"
    "\n"
    "Judgement:\n"
    "  --fail-on review|block\n"
    "                      exit 1 from this verdict on (default review)\n"
    "  --rules DIR         add and override rules (repeatable, later wins)\n"
    "  --dict DIR          add words (repeatable)\n"
    "  --roster FILE --roster-key FILE\n"
    "                      a list of people (made by shuhi roster build) and its key\n"
    "                      (repeatable)\n"
    "\n"
    "Running:\n"
    "  -j, --jobs N        threads (default: one a CPU)\n"
    "  --cache DIR         where compiled databases are kept\n"
    "  --no-cache          neither use nor keep any\n"
    "  --lang ja|en        language of messages\n"
    "  -h, --help          this text\n"
    "\n"
    "Exit status:\n"
    "  0  nothing found at or above --fail-on (no proof that there is nothing)\n"
    "  1  something found\n"
    "  2  something could not be scanned, or the call was wrong (wins over 1)\n"
    "\n"
    "Files over 1 MiB are scanned 1 MiB at a time; rules that look at a whole\n"
    "document see that much of it.\n"
    "\n"
    "Files whose letters are written as codes (\\u7530, &#30000;, %E7%94%B0, mail in\n"
    "base64) are decoded, up to 16 MiB; findings tell the field, as json:$[0].text.\n";

enum {
	OPT_INPUT = OPT_OWN,
	OPT_FAIL_ON,
	OPT_CHARSET,
	OPT_SHOW_TEXT,
	OPT_NO_PROGRESS,
	OPT_COLOR,
};

static const struct option options[] = {
	ENGINE_OPTIONS,
	ROSTER_OPTIONS,
	{ "input", required_argument, NULL, OPT_INPUT },
	{ "format", required_argument, NULL, 'f' },
	{ "fail-on", required_argument, NULL, OPT_FAIL_ON },
	{ "jobs", required_argument, NULL, 'j' },
	{ "charset", required_argument, NULL, OPT_CHARSET },
	{ "show-text", no_argument, NULL, OPT_SHOW_TEXT },
	{ "quiet", no_argument, NULL, 'q' },
	{ "no-progress", no_argument, NULL, OPT_NO_PROGRESS },
	{ "color", required_argument, NULL, OPT_COLOR },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

/* CPUs this process may run on. */
static unsigned
default_jobs(void)
{
	cpu_set_t set;
	int n;

	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	n = CPU_COUNT(&set);
	return n < 1 ? 1 : n > 16 ? 16 : (unsigned)n;
}

static bool
auto_color(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && (no == NULL || no[0] == '\0') &&
	    term != NULL && strcmp(term, "dumb") != 0;
}

static bool
take_input(struct scan_opts *o, const char *arg)
{
	static const char *const names[] = { "auto", "text", "lines", "jsonl" };
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i], arg) == 0) {
			o->input = (enum input)i;
			return true;
		}
	}
	return false;
}

static bool
take_jobs(struct scan_opts *o, const char *arg)
{
	unsigned long n;
	char *end;

	errno = 0;
	n = strtoul(arg, &end, 10);
	if (arg[0] < '0' || arg[0] > '9' || *end != '\0' || errno != 0 ||
	    n < 1 || n > SCAN_JOBS)
		return false;
	o->jobs = (unsigned)n;
	return true;
}

static bool
take_color(struct scan_opts *o, const char *arg)
{
	if (strcmp(arg, "always") == 0)
		o->color = true;
	else if (strcmp(arg, "never") == 0)
		o->color = false;
	else
		return strcmp(arg, "auto") == 0;
	return true;
}

static bool
take_fail_on(struct scan_opts *o, const char *arg)
{
	o->fail_on = strcmp(arg, "block") == 0 ? SHUHI_BLOCK : SHUHI_REVIEW;
	return o->fail_on == SHUHI_BLOCK || strcmp(arg, "review") == 0;
}

/* What the option may be, or NULL when `arg` was fine. */
static const char *
take_value(struct scan_opts *o, int opt, const char *arg)
{
	switch (opt) {
	case OPT_INPUT:
		return take_input(o, arg) ? NULL
		                          : "--input auto|text|lines|jsonl";
	case 'f':
		o->format = format_named(arg);
		return o->format != NULL
		    ? NULL : "--format human|jsonl|json|csv|sarif|html";
	case OPT_FAIL_ON:
		return take_fail_on(o, arg) ? NULL : "--fail-on review|block";
	case 'j':
		return take_jobs(o, arg) ? NULL : "--jobs 1-256";
	case OPT_COLOR:
		return take_color(o, arg) ? NULL : "--color auto|always|never";
	case OPT_CHARSET:
		o->charset = arg;
		return NULL;
	case OPT_SHOW_TEXT:
		o->show_text = true;
		return NULL;
	case 'q':
		o->quiet = true;
		return NULL;
	}
	o->progress = false; /* OPT_NO_PROGRESS */
	return NULL;
}

/* 0 to go on, -1 with the exit code in *rc. */
static int
take_option(struct scan_opts *o, int opt, char **argv, int *rc)
{
	const char *want;

	if (opt == 'h') {
		*rc = print_help(o->lang, help_ja, help_en);
		return -1;
	}
	if (opt == '?' || opt == ':') {
		*rc = usage_option(o->lang, "scan", opt, argv);
		return -1;
	}
	if (engine_option(&o->engine, opt, optarg))
		return 0;
	if ((want = take_value(o, opt, optarg)) == NULL)
		return 0;
	*rc = usage_error(o->lang, "scan", tr(o->lang,
	    "「%s」は使えません: %s", "\"%s\" will not do: %s"), optarg, want);
	return -1;
}

/* An unknown charset is told once, not for every file. */
static int
check_charset(const struct scan_opts *o, int *rc)
{
	if (o->charset == NULL || shuhi_charset_known(o->charset))
		return 0;
	*rc = usage_error(o->lang, "scan", tr(o->lang,
	    "文字コード %s は使えません", "there is no charset %s"),
	    o->charset);
	return -1;
}

int
scan_opts_parse(struct scan_opts *o, int argc, char **argv,
    enum shuhi_lang lang, int *rc)
{
	int opt;

	*rc = 2;
	*o = (struct scan_opts){
		.lang = lang,
		.format = &format_human,
		.fail_on = SHUHI_REVIEW,
		.jobs = default_jobs(),
		.progress = true,
		.color = auto_color(),
	};
	if (engine_opts_init(&o->engine, argc) != 0)
		return -1;
	opterr = 0;
	optind = 0; /* glibc: begin anew */
	while ((opt = getopt_long(argc, argv, ":f:j:qh", options, NULL)) != -1) {
		if (take_option(o, opt, argv, rc) != 0)
			return -1;
	}
	o->paths = argv + optind;
	o->npaths = (size_t)(argc - optind);
	o->progress = o->progress && !o->quiet && isatty(STDERR_FILENO);
	return check_charset(o, rc);
}

void
scan_opts_free(struct scan_opts *o)
{
	engine_opts_free(&o->engine);
}
