/* `shuhi dict import`: an official list of the hospital's into a dictionary. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "engine.h"
#include "import_file.h"
#include "import_format.h"
#include "samefile.h"

static const char help_ja[] =
    "使い方: shuhi dict import --as 形式 -o 辞書.tsv [オプション]… ファイル\n"
    "\n"
    "病院にある公式の一覧を、shuhi scan --dict フォルダー で読む辞書に変える。\n"
    "そのまま使うと日常の言葉（自分・元気・ストレス…）まで病名になる一覧が多いので、\n"
    "紛らわしい語は理由をつけて外す。4 字以下の語は、単語として立つときだけ当たる。\n"
    "\n"
    "形式:\n"
    "  manbyo           万病辞書の CSV（表現, ICD-10, 標準病名）\n"
    "  receipt-disease  傷病名マスター（支払基金の CSV、またはコードと名称の TSV）\n"
    "  receipt-drug     医薬品マスター、薬価基準の一覧（品名・成分名の見出し付き）。\n"
    "                   剤形・含量・会社名を除く: ユーロジン１ｍｇ錠 → ユーロジン\n"
    "  medis            MEDIS 病名マスター（見出し「病名表記」、なければ 2 列目）\n"
    "  names            名前, family または given（姓・名でもよい）\n"
    "  tsv              守秘の辞書の形（語・分類・属性をタブで区切る）を確かめる\n"
    "CSV かタブ区切り。UTF-8・CP932 など文字コードは自動で見分ける。xz・zip・Excel の\n"
    "ファイルは、先に展開するか CSV で保存する。\n"
    "\n"
    "例:\n"
    "  mkdir 病院の辞書\n"
    "  shuhi dict import --as manbyo -o 病院の辞書/manbyo.tsv MANBYO.csv\n"
    "  shuhi dict import --as receipt-drug --report 外した語.tsv \\\n"
    "      -o 病院の辞書/薬.tsv y.csv\n"
    "  shuhi scan --dict 病院の辞書 申し送り.txt\n"
    "\n"
    "オプション:\n"
    "  --as 形式           上の形式（必須）\n"
    "  -o, --output 辞書   書き出すファイル（必須。名前は .tsv で終わる）\n"
    "  --charset 名前      文字コードを指定する（CP932 など）\n"
    "  --report ファイル   外した語と理由を書き出す（語、理由をタブ区切り）\n"
    "  --keep-all          紛らわしい語も残す（単語として立つときだけ当たる）\n"
    "  --skip-bad          壊れた行を飛ばして続ける\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "壊れた行は ファイル:行:桁 で示し、--skip-bad がなければ何も書かない。\n"
    "列とコードが形式に合わない一覧（半分より多くの行で）も断る。\n"
    "書き出しは最後に一度で行い、失敗しても、1 語も残らなくても、前の辞書は残る。\n"
    "終了コード: 0 書き出した  2 書けない、行が壊れている、または指定が誤っている\n";

static const char help_en[] =
    "Usage: shuhi dict import --as FORMAT -o OUT.tsv [OPTION]... FILE\n"
    "\n"
    "Turn an official list the hospital has into a dictionary for\n"
    "`shuhi scan --dict DIR`.  Taken as they are, many such lists make diseases of\n"
    "everyday words, so what would raise false alarms is left out, each word for\n"
    "a reason.  Words of up to 4 characters count only as words of their own.\n"
    "\n"
    "Formats:\n"
    "  manbyo           MANBYO dictionary: CSV of expression, ICD-10, standard name\n"
    "  receipt-disease  claims disease master, or TSV of code and name\n"
    "  receipt-drug     claims drug master, or the drug price list with its header\n"
    "                   (品名, 成分名); dosage form, strength and maker are cut off:\n"
    "                   ユーロジン１ｍｇ錠 -> ユーロジン\n"
    "  medis            MEDIS disease master: column 病名表記, else the second\n"
    "  names            name, then family or given\n"
    "  tsv              our own format (word, class, attributes), checked\n"
    "CSV or tab-separated; the charset (UTF-8, CP932, ...) is found out.  Unpack\n"
    "xz and zip first, and save spreadsheets as CSV.\n"
    "\n"
    "Examples:\n"
    "  mkdir our-words\n"
    "  shuhi dict import --as manbyo -o our-words/manbyo.tsv MANBYO.csv\n"
    "  shuhi dict import --as receipt-drug --report left-out.tsv \\\n"
    "      -o our-words/drugs.tsv y.csv\n"
    "  shuhi scan --dict our-words notes.txt\n"
    "\n"
    "Options:\n"
    "  --as FORMAT         one of the above (required)\n"
    "  -o, --output FILE   what to write (required; its name ends in .tsv)\n"
    "  --charset NAME      the charset of the file (CP932, say)\n"
    "  --report FILE       write what was left out: word, reason, a tab between\n"
    "  --keep-all          keep doubtful words too, as words of their own only\n"
    "  --skip-bad          go on past broken rows\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "Broken rows are told as FILE:line:column, and without --skip-bad nothing is\n"
    "written; nor is it where most rows lack the format's columns and codes.\n"
    "The file appears whole at the end; on failure, and where not one word was\n"
    "kept, an older one stays.\n"
    "Exit status: 0 written, 2 cannot be written, broken rows or a wrong call\n";

#define BAD_TOLD 20 /* broken rows told one by one */

enum { OPT_AS = OPT_OWN, OPT_CHARSET, OPT_REPORT, OPT_KEEP_ALL, OPT_SKIP_BAD };

static const struct option options[] = {
	{ "as", required_argument, NULL, OPT_AS },
	{ "output", required_argument, NULL, 'o' },
	{ "charset", required_argument, NULL, OPT_CHARSET },
	{ "report", required_argument, NULL, OPT_REPORT },
	{ "keep-all", no_argument, NULL, OPT_KEEP_ALL },
	{ "skip-bad", no_argument, NULL, OPT_SKIP_BAD },
	{ "lang", required_argument, NULL, OPT_LANG },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct import {
	enum shuhi_lang lang;
	const struct format *format;
	const char *file, *output, *charset, *report;
	bool keep_all, skip_bad;

	struct import_source source;
	struct columns columns;
	struct filter filter;
	struct buf words, left; /* the dictionary's lines, the report's */
	uint64_t rows, fitting, bad, kept, alone, repeated, out[NREASONS];
};

/* ---- telling ---------------------------------------------------------- */

static const char *
fault_text(enum shuhi_lang lang, enum import_fault fault)
{
	static const char *const text[][2] = {
		[FAULT_BYTES] = { "文字として読めないバイトがあります",
		    "bytes that are not text" },
		[FAULT_OPEN_QUOTE] = { "引用符 \" が閉じていません",
		    "a quote that is never closed" },
		[FAULT_AFTER_QUOTE] = {
		    "閉じた引用符 \" のあとに文字があります",
		    "text behind the closing quote" },
		[FAULT_COLUMNS] = { "列が足りません", "too few columns" },
		[FAULT_NO_WORD] = { "語がありません", "there is no word" },
		[FAULT_CLASS] = {
		    "そのような分類はありません（shuhi dict list --classes）",
		    "no such class (see: shuhi dict list --classes)" },
		[FAULT_ATTRIBUTE] = {
		    "そのような属性はありません（word, clear, means=…, disabled）",
		    "no such attribute (word, clear, means=TEXT, disabled)" },
		[FAULT_KIND] = { "family か given と書いてください",
		    "want family or given" },
	};

	return text[fault][lang];
}

static void
tell_bad(struct import *im, const struct import_bad *bad)
{
	if (im->bad++ < BAD_TOLD)
		fprintf(stderr, "%s:%u:%u: %s\n", im->file,
		    (unsigned)bad->line, (unsigned)bad->column,
		    fault_text(im->lang, bad->fault));
}

static uint64_t
left_out(const struct import *im)
{
	uint64_t n = 0;
	size_t i;

	for (i = REASON_NONE + 1; i < NREASONS; i++)
		n += im->out[i];
	return n;
}

static void
tell_count(uint64_t n, int indent, const char *text)
{
	fprintf(stderr, "%*s%8llu  %s\n", indent, "", (unsigned long long)n,
	    text);
}

static void
summarise(const struct import *im)
{
	enum shuhi_lang lang = im->lang;
	size_t i;

	fprintf(stderr, tr(lang, "%s（%s として読みました）", "%s (read as %s)"),
	    im->file, im->source.charset);
	if (im->kept > 0)
		fprintf(stderr, tr(lang, "→ %s", " -> %s"), im->output);
	fputc('\n', stderr);
	tell_count(im->rows, 0, tr_many(lang, im->rows, "行を読みました",
	    "row read", "rows read"));
	tell_count(im->kept, 0, tr_many(lang, im->kept, "語を採用しました",
	    "word kept", "words kept"));
	if (im->alone > 0)
		tell_count(im->alone, 4, tr_many(lang, im->alone,
		    "単語として立つときだけ", "only as a word of its own",
		    "only as words of their own"));
	tell_count(left_out(im), 0, tr_many(lang, left_out(im),
	    "語を外しました", "word left out", "words left out"));
	for (i = REASON_NONE + 1; i < NREASONS; i++)
		if (im->out[i] > 0)
			fprintf(stderr, "    %8llu  %s [%s]\n",
			    (unsigned long long)im->out[i],
			    reasons[i].text[lang], reasons[i].key);
	if (im->repeated > 0)
		tell_count(im->repeated, 0, tr_many(lang, im->repeated,
		    "回は同じ語の繰り返しでした",
		    "time a word that came before",
		    "times a word that came before"));
	if (im->bad > 0)
		tell_count(im->bad, 0, tr_many(lang, im->bad,
		    "行は壊れていて飛ばしました", "broken row skipped",
		    "broken rows skipped"));
}

/* An empty dictionary would take the place of one that finds something. */
static int
nothing_kept(const struct import *im)
{
	summarise(im);
	fprintf(stderr, tr(im->lang,
	    "shuhi dict import: 1 語も残らなかったので、何も書いていません。"
	    "--as %s は正しいですか？\n",
	    "shuhi dict import: not one word was kept, so nothing was written. "
	    "Is --as %s right?\n"), im->format->name);
	return 2;
}

/* Names of hospitals would become diseases. */
static int
another_list(const struct import *im)
{
	fprintf(stderr, tr(im->lang,
	    "shuhi dict import: %s は %s の一覧に見えません（%llu 行のうち、列と"
	    "コードが合うのは %llu 行）。何も書いていません。--as を確かめてください\n",
	    "shuhi dict import: %s does not look like a list of %s (of %llu "
	    "rows, %llu have its columns and codes). Nothing was written; check "
	    "--as\n"), im->file, im->format->name,
	    (unsigned long long)(im->rows - im->bad),
	    (unsigned long long)im->fitting);
	return 2;
}

static int
no_memory(const struct import *im)
{
	fputs(tr(im->lang, "shuhi dict import: メモリーが足りません\n",
	    "shuhi dict import: out of memory\n"), stderr);
	return 2;
}

static int
cannot_write(const struct import *im, const char *file)
{
	fprintf(stderr, tr(im->lang, "shuhi dict import: %s に書けません: %s\n",
	    "shuhi dict import: cannot write %s: %s\n"), file,
	    lang_message(im->lang, strerrordesc_np(errno)));
	return 2;
}

/* ---- reading ---------------------------------------------------------- */

static void
put_left(struct buf *b, const struct judged *j)
{
	size_t i;

	for (i = 0; i < j->surface.len; i++) /* one line a word, whatever it is */
		buf_char(b, (unsigned char)j->surface.ptr[i] < ' '
		    ? ' ' : j->surface.ptr[i]);
	buf_char(b, '\t');
	buf_str(b, reasons[j->reason].key);
	buf_char(b, '\n');
}

static void
put_word(struct import *im, const struct judged *j, const struct candidate *c)
{
	struct span attributes = j->attributes == NULL
	    ? c->attributes : span_of(j->attributes);

	im->kept++;
	im->alone += span_starts(attributes, SPAN("word"));
	buf_span(&im->words, j->surface);
	buf_char(&im->words, '\t');
	buf_str(&im->words, j->class_name);
	buf_char(&im->words, '\t');
	buf_span(&im->words, attributes);
	buf_char(&im->words, '\n');
}

static int
take_word(struct import *im, const struct candidate *c)
{
	struct shuhi_error err = { 0 };
	struct judged j;

	if (filter_judge(&im->filter, c, &j, &err) != 0) {
		engine_complain(im->lang, &err);
		return 2;
	}
	if (j.repeated) {
		im->repeated++;
	} else if (j.reason == REASON_NONE) {
		put_word(im, &j, c);
	} else {
		im->out[j.reason]++;
		put_left(&im->left, &j);
	}
	return 0;
}

static int
take_rows(struct import *im)
{
	struct import_row row;
	struct import_bad bad;
	struct candidate c[2];
	bool first = true;
	size_t n, i;

	while (import_next(&im->source, &row, &bad)) {
		if (bad.fault == FAULT_NONE && first) {
			first = false;
			if (columns_find(&im->columns, im->format, &row))
				continue;
		}
		im->rows++;
		n = 0;
		if (bad.fault == FAULT_NONE)
			columns_take(&im->columns, &row, c, &n, &bad);
		if (bad.fault != FAULT_NONE) {
			tell_bad(im, &bad);
			continue;
		}
		im->fitting += columns_fit(&im->columns, &row);
		for (i = 0; i < n; i++)
			if (take_word(im, &c[i]) != 0)
				return 2;
	}
	return im->source.cells.failed ? no_memory(im) : 0;
}

/* ---- writing ---------------------------------------------------------- */

/* Whatever is in a file's name, it stays in the comment. */
static void
put_file_name(struct buf *b, const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t from = b->len, i;

	buf_utf8(b, span_of(slash != NULL ? slash + 1 : file));
	for (i = from; !b->failed && i < b->len; i++)
		if ((unsigned char)b->ptr[i] < ' ')
			b->ptr[i] = ' ';
}

static void
put_head(struct buf *b, const struct import *im)
{
	buf_str(b, "# Words of an official list.  Made by `shuhi dict import`: "
	    "do not edit.\n# Provenance: ");
	put_file_name(b, im->file);
	buf_printf(b, " (%s), imported as %s%s.  Licence: that of the list.\n",
	    im->source.charset, im->format->name,
	    im->keep_all ? " with --keep-all" : "");
	buf_printf(b, "# Rows %llu, broken %llu; words kept %llu, left out "
	    "%llu.\n", (unsigned long long)im->rows,
	    (unsigned long long)im->bad, (unsigned long long)im->kept,
	    (unsigned long long)left_out(im));
}

/* Both files are written whole before either gets its name. */
static int
write_out(const struct import *im)
{
	struct import_file dict = { 0 }, report = { 0 };
	struct buf b = { 0 };
	int rc = 0;

	put_head(&b, im);
	buf_span(&b, buf_view(&im->words));
	if (b.failed || im->words.failed || im->left.failed)
		rc = no_memory(im);
	else if (import_file_write(&dict, im->output, buf_view(&b)) != 0)
		rc = cannot_write(im, im->output);
	else if (im->report != NULL &&
	    (import_file_write(&report, im->report, buf_view(&im->left)) != 0 ||
	        import_file_keep(&report) != 0))
		rc = cannot_write(im, im->report);
	else if (import_file_keep(&dict) != 0)
		rc = cannot_write(im, im->output);
	import_file_drop(&dict);
	import_file_drop(&report);
	buf_free(&b);
	return rc;
}

/* ---- running ---------------------------------------------------------- */

static int
open_source(struct import *im)
{
	struct shuhi_error err = { 0 };
	const char *packed;

	im->source.file = im->file;
	im->source.plain = im->format->as == AS_TSV;
	im->source.comments = im->source.plain || im->format->as == AS_NAMES;
	if (import_open(&im->source, im->charset, &packed, &err) == 0)
		return 0;
	if (packed != NULL)
		fprintf(stderr, tr(im->lang,
		    "shuhi dict import: %s は %s のファイルです。"
		    "先に展開するか、CSV で保存してください\n",
		    "shuhi dict import: %s is a %s file; unpack it first, "
		    "or save it as CSV\n"), im->file, packed);
	else
		engine_complain(im->lang, &err);
	return 2;
}

static int
run(struct import *im)
{
	struct shuhi_error err = { 0 };
	int rc;

	if ((rc = open_source(im)) != 0)
		return rc;
	im->filter.as = im->format->as;
	im->filter.keep_all = im->keep_all;
	if (filter_open(&im->filter, &err) != 0) {
		engine_complain(im->lang, &err);
		return 2;
	}
	if ((rc = take_rows(im)) != 0)
		return rc;
	if (im->bad > BAD_TOLD)
		fprintf(stderr, tr_many(im->lang, im->bad - BAD_TOLD,
		    "%s: ほかに %llu 行\n", "%s: and %llu row more\n",
		    "%s: and %llu rows more\n"), im->file,
		    (unsigned long long)(im->bad - BAD_TOLD));
	if (im->bad > 0 && !im->skip_bad) {
		fputs(tr(im->lang, "shuhi dict import: 何も書いていません。"
		    "行を直すか、--skip-bad で飛ばしてください\n",
		    "shuhi dict import: nothing was written. Correct the "
		    "rows, or skip them with --skip-bad\n"), stderr);
		return 2;
	}
	if (im->rows == 0) {
		fprintf(stderr, tr(im->lang,
		    "shuhi dict import: %s に行がありません\n",
		    "shuhi dict import: there are no rows in %s\n"), im->file);
		return 2;
	}
	if (im->fitting < (im->rows - im->bad + 1) / 2)
		return another_list(im);
	if (im->kept == 0)
		return nothing_kept(im);
	if ((rc = write_out(im)) == 0)
		summarise(im);
	return rc;
}

static const struct format *
format_named(const char *name)
{
	size_t i;

	for (i = 0; i < nformats; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

/* 0 to go on, -1 with the exit code in *rc. */
static int
parse(struct import *im, int argc, char **argv, int *rc)
{
	int opt;

	opterr = 0;
	optind = 0;
	while ((opt = getopt_long(argc, argv, ":o:h", options, NULL)) != -1) {
		if (opt == OPT_AS) {
			if ((im->format = format_named(optarg)) != NULL)
				continue;
			*rc = usage_error(im->lang, "dict import", tr(im->lang,
			    "%s という形式はありません（manbyo, "
			    "receipt-disease, receipt-drug, medis, names, tsv）",
			    "there is no format %s (manbyo, receipt-disease, "
			    "receipt-drug, medis, names, tsv)"), optarg);
			return -1;
		}
		if (opt == 'h') {
			*rc = print_help(im->lang, help_ja, help_en);
			return -1;
		}
		if (opt == 'o')
			im->output = optarg;
		else if (opt == OPT_CHARSET)
			im->charset = optarg;
		else if (opt == OPT_REPORT)
			im->report = optarg;
		else if (opt == OPT_KEEP_ALL)
			im->keep_all = true;
		else if (opt == OPT_SKIP_BAD)
			im->skip_bad = true;
		else if (opt != OPT_LANG) {
			*rc = usage_option(im->lang, "dict import", opt, argv);
			return -1;
		}
	}
	return 0;
}

/* Is there all that a run needs?  0, or 2 when not. */
static int
check(struct import *im, int argc, char **argv)
{
	const char *wrong = NULL;
	struct span out;

	if (im->format == NULL)
		wrong = tr(im->lang, "--as で形式を指定してください",
		    "say what it is with --as");
	else if (im->output == NULL)
		wrong = tr(im->lang, "-o で書き出すファイルを指定してください",
		    "say where to write with -o");
	else if (argc != 1)
		wrong = tr(im->lang, "ファイルを 1 つ指定してください",
		    "name one file");
	if (wrong != NULL)
		return usage_error(im->lang, "dict import", "%s", wrong);
	if (im->charset != NULL && !shuhi_charset_known(im->charset))
		return usage_error(im->lang, "dict import", tr(im->lang,
		    "%s という文字コードは知りません（例 UTF-8, CP932, EUC-JP）",
		    "there is no charset %s (UTF-8, CP932, EUC-JP, say)"),
		    im->charset);
	im->file = argv[0];
	out = span_of(im->output);
	if (!span_ends(out, SPAN(".tsv")) || span_ends(out, SPAN("/.tsv")) ||
	    span_eq(out, SPAN("fold.tsv")) || span_ends(out, SPAN("/fold.tsv")))
		wrong = tr(im->lang,
		    "辞書の名前は .tsv で終わらせてください（fold.tsv 以外）",
		    "a dictionary's name ends in .tsv, and is not fold.tsv");
	else if (same_file(im->file, im->output) ||
	    (im->report != NULL && (same_file(im->file, im->report) ||
	        same_file(im->output, im->report))))
		wrong = tr(im->lang, "読むファイルと書くファイルが同じです",
		    "the same file is to be read and written");
	return wrong == NULL
	    ? 0 : usage_error(im->lang, "dict import", "%s", wrong);
}

int
cmd_dict_import(int argc, char **argv, enum shuhi_lang lang)
{
	struct import im = { .lang = lang };
	int rc = 2;

	if (parse(&im, argc, argv, &rc) == 0 &&
	    (rc = check(&im, argc - optind, argv + optind)) == 0)
		rc = run(&im);
	filter_close(&im.filter);
	import_close(&im.source);
	buf_free(&im.words);
	buf_free(&im.left);
	return rc;
}
