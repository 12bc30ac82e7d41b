/* `shuhi audit show`. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "audit_opts.h"
#include "cli.h"
#include "guard_words.h"
#include "out.h"
#include "term.h"

static const char help_ja[] =
    "使い方: shuhi audit show [オプション]… [ファイル]…\n"
    "\n"
    "記録を古いものから順に示す。送られた文章は記録にない。\n"
    "\n"
    "例:\n"
    "  shuhi audit show --since 24h --action block\n"
    "  shuhi audit show --since 2026-11-01 --until 2026-11-30 --user sato\n"
    "  shuhi audit show --format jsonl --class unknown | jq .host\n"
    "\n"
    "オプション:\n"
    "  --since 時刻, --until 時刻   2026-11-21、2026-11-21T18:30、24h、7d\n"
    "  --user 利用者, --client 端末, --host ホスト, --class 種類, --rule 規則\n"
    "  --action allow|log|warn|block, --type request|override|…\n"
    "  --format human|jsonl         jsonl は記録の行そのもの\n"
    "  --policy ファイル, --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 あった  1 なかった  2 読めない、または指定が誤っている\n";

static const char help_en[] =
    "Usage: shuhi audit show [OPTION]... [FILE]...\n"
    "\n"
    "The records, oldest first.  What was sent is not among them.\n"
    "\n"
    "Examples:\n"
    "  shuhi audit show --since 24h --action block\n"
    "  shuhi audit show --since 2026-11-01 --until 2026-11-30 --user sato\n"
    "  shuhi audit show --format jsonl --class unknown | jq .host\n"
    "\n"
    "Options:\n"
    "  --since TIME, --until TIME   2026-11-21, 2026-11-21T18:30, 24h, 7d\n"
    "  --user U, --client ADDRESS, --host HOST, --class CLASS, --rule RULE\n"
    "  --action allow|log|warn|block, --type request|override|...\n"
    "  --format human|jsonl         jsonl: the lines as they are\n"
    "  --policy FILE, --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 found, 1 none found, 2 not readable or the call was wrong\n";

struct show {
	enum shuhi_lang lang;
	const struct policy *names; /* NULL: as they were recorded */
	bool raw;
	uint64_t found;
	struct out out;
	struct buf b;
};

static void
put_time(struct buf *b, const struct audit_entry *e)
{
	char text[32];
	struct tm tm;

	localtime_r(&e->when, &tm);
	strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
	term_padded(b, text, 21);
}

/* From outside: a terminal must not see it as it is. */
static void
put_word(struct buf *b, const char *before, const char *text)
{
	if (text[0] == '\0')
		return;
	buf_str(b, before);
	term_put(b, span_of(text), false);
}

static void
put_reasons(struct show *s, const struct audit_entry *e)
{
	size_t i;

	for (i = 0; i < e->nrules; i++)
		put_word(&s->b, i == 0 ? "  [" : " ", audit_entry_rule(e, i));
	buf_str(&s->b, e->nrules > 0 ? "]" : "");
	for (i = 0; i < e->ncauses; i++)
		put_word(&s->b, i == 0 ? "  (" : ", ",
		    word_cause(s->lang, audit_entry_cause(e, i)));
	buf_str(&s->b, e->ncauses > 0 ? ")" : "");
}

/* 2026-11-21 18:30:00  止める  高  X  x.com  sato  192.0.2.7  [named-illness] */
static void
put_human(struct show *s, const struct audit_entry *e)
{
	struct buf *b = &s->b;

	put_time(b, e);
	term_padded(b, strcmp(e->type, "request") == 0
	    ? word_action(s->lang, e->action) : word_event(s->lang, e->type),
	    18);
	term_padded(b, word_severity(s->lang, e->severity), 8);
	/* an unlisted one has no name but its host's */
	if (!e->shadow)
		put_word(b, "  ", word_service(s->names, s->lang, e->service));
	put_word(b, "  ", e->host);
	put_word(b, "  ", e->user);
	put_word(b, "  ", e->client);
	put_reasons(s, e);
	if (e->shadow)
		buf_str(b, tr(s->lang, "  未登録", "  not listed"));
	if (e->monitored)
		buf_str(b, tr(s->lang, "  監視だけ（通した）",
		    "  monitor mode (let pass)"));
	put_word(b, tr(s->lang, "  理由: ", "  reason: "), e->justification);
	buf_char(b, '\n');
}

static int
visit(void *arg, const struct audit_entry *e)
{
	struct show *s = arg;

	s->found++;
	s->b.len = 0;
	if (s->raw) {
		buf_span(&s->b, e->line);
		buf_char(&s->b, '\n');
	} else {
		put_human(s, e);
	}
	if (s->b.failed)
		s->out.buf.failed = true;
	out_put(&s->out, buf_view(&s->b));
	return s->out.error != 0 || s->b.failed;
}

static int
show(struct audit_opts *o, int argc, char **argv)
{
	struct show s = { .lang = o->lang, .out = { .fd = 1 } };
	struct shuhi_error err = { 0 };
	uint64_t unread;
	int rc;

	s.raw = o->format != NULL && strcmp(o->format, "jsonl") == 0;
	if (o->format != NULL && !s.raw && strcmp(o->format, "human") != 0)
		return usage_error(o->lang, "audit show",
		    "--format human|jsonl");
	if ((rc = audit_opts_files(o, argc, argv)) != 0)
		return rc;
	s.names = audit_opts_names(o);
	rc = audit_read(o->files, o->nfiles, o->found != NULL, &o->filter,
	    visit, &s, &unread, &err);
	if (out_close(&s.out) != 0) {
		buf_free(&s.b);
		return output_error(o->lang, s.out.error);
	}
	buf_free(&s.b);
	if (rc < 0) {
		engine_complain(o->lang, &err);
		return 2;
	}
	if (unread > 0) {
		fprintf(stderr, tr_many(o->lang, unread,
		    "shuhi: 読めない行が %llu あります（shuhi audit verify）\n",
		    "shuhi: %llu line is no record (shuhi audit verify)\n",
		    "shuhi: %llu lines are no records (shuhi audit verify)\n"),
		    (unsigned long long)unread);
		return 2;
	}
	return s.found > 0 ? 0 : audit_opts_none(o);
}

int
cmd_audit_show(int argc, char **argv, enum shuhi_lang lang)
{
	static const char *const help[] = { help_ja, help_en };
	struct audit_opts o = { .lang = lang };
	int rc = 2;

	if (audit_opts_parse(&o, argc, argv, help, &rc) == 0)
		rc = show(&o, argc - optind, argv + optind);
	audit_opts_free(&o);
	return rc;
}
