/* `shuhi audit verify|keygen`; show and report have files of their own. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "audit_opts.h"
#include "cli.h"
#include "guard_words.h"
#include "help.h"
#include "out.h"

static const char help_ja[] =
    "使い方: shuhi audit verify [オプション]… [ファイル]…\n"
    "        shuhi audit show …（shuhi audit show --help）\n"
    "        shuhi audit report …（shuhi audit report --help）\n"
    "        shuhi audit keygen ファイル\n"
    "\n"
    "  verify  記録が書かれたままかを確かめる: 書き換え・削除・挿入・入れ替え・\n"
    "          末尾の切り落とし\n"
    "  show    記録を読む\n"
    "  report  日・部署・送信先・規則ごとに集計する\n"
    "  keygen  記録の鎖の鍵を作る（0600）。鍵がない人は鎖を作り直せない\n"
    "\n"
    "ファイルを挙げなければ /etc/shuhi/policy.yaml の audit: file。1 つ挙げれば、\n"
    "番号のついた古いファイルも続きとして確かめる。\n"
    "\n"
    "verify が最後に表示する「番号:ハッシュ」を別の場所に控えておくと、記録を\n"
    "丸ごと古い状態に戻されても --expect で見つかります。\n"
    "\n"
    "オプション:\n"
    "  --policy ファイル  記録の場所と鍵を書いた方針\n"
    "  --key ファイル     鎖の鍵\n"
    "  --expect 番号:ハッシュ  控えておいた記録があるか確かめる\n"
    "  --partial          途中から始まる鎖（古いファイルは保管済み）でもよい\n"
    "  --no-head          .head がなくてもよい（末尾の切り落としは分からない）\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 書かれたまま  1 変えられている  2 確かめられない\n";

static const char help_en[] =
    "Usage: shuhi audit verify [OPTION]... [FILE]...\n"
    "       shuhi audit show ...   (see: shuhi audit show --help)\n"
    "       shuhi audit report ... (see: shuhi audit report --help)\n"
    "       shuhi audit keygen FILE\n"
    "\n"
    "  verify  is the log what was written?  Finds edits, removals, insertions,\n"
    "          another order, a tail that was cut off\n"
    "  show    read it\n"
    "  report  count by day, department, destination, rule\n"
    "  keygen  make a key for the chain (0600): without it none can be rebuilt\n"
    "\n"
    "Without FILE: audit: file of /etc/shuhi/policy.yaml.  With one FILE its older\n"
    "parts (FILE.NNNNNNNNNNNN) are verified as well.\n"
    "\n"
    "Note the NUMBER:HASH that verify prints last somewhere else: should the whole\n"
    "log be put back to an older state, --expect will tell.\n"
    "\n"
    "Options:\n"
    "  --policy FILE        the policy that names log and key\n"
    "  --key FILE           the chain's key\n"
    "  --expect NUMBER:HASH is the record that was noted there?\n"
    "  --partial            the chain may begin in the middle (older parts archived)\n"
    "  --no-head            do without .head (a cut tail is then not noticed)\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 as it was written, 1 it is not, 2 it could not be verified\n";

/* ---- verify ------------------------------------------------------------- */

struct telling {
	enum shuhi_lang lang;
	struct buf b;
};

static void
put_order(struct telling *t, const struct audit_fault *f)
{
	if (f->seq == f->want + 1)
		buf_printf(&t->b, tr(t->lang, "%llu 番の記録がない",
		    "record %llu is missing"), (unsigned long long)f->want);
	else if (f->seq > f->want)
		buf_printf(&t->b, tr(t->lang,
		    "%llu 番から %llu 番までの記録がない",
		    "records %llu to %llu are missing"),
		    (unsigned long long)f->want,
		    (unsigned long long)f->seq - 1);
	else
		buf_printf(&t->b, tr(t->lang,
		    "%2$llu 番のはずが %1$llu 番: 挿入か入れ替え",
		    "record %llu where %llu should be: inserted or moved"),
		    (unsigned long long)f->seq, (unsigned long long)f->want);
}

static const char *
plain_fault(enum shuhi_lang lang, enum audit_fault_kind kind)
{
	switch (kind) {
	case FAULT_EDITED:
		return tr(lang, "書き換えられた記録", "an edited record");
	case FAULT_GARBLED:
		return tr(lang, "記録ではない行", "a line that is no record");
	case FAULT_HEAD_MISSING:
		return tr(lang, ".head がない: 末尾が切られても分からない",
		    "no .head: a cut tail would not be noticed");
	case FAULT_EMPTY:
		return tr(lang, "記録が一つもない: 空にされた",
		    "no record at all: somebody emptied it");
	case FAULT_HEAD:
		return tr(lang, ".head が記録と合わない",
		    ".head does not fit the log");
	case FAULT_EXPECT:
		return tr(lang, "控えておいた記録と違う",
		    "not the record that was noted");
	default:
		return "";
	}
}

static void
put_fault(struct telling *t, const struct audit_fault *f)
{
	switch (f->kind) {
	case FAULT_ORDER:
		put_order(t, f);
		break;
	case FAULT_BEGIN:
		buf_printf(&t->b, tr(t->lang,
		    "%llu 番から始まる: それより前のファイルがない",
		    "begins with record %llu: older files are missing"),
		    (unsigned long long)f->seq);
		break;
	case FAULT_CUT:
		buf_printf(&t->b, tr(t->lang,
		    "%llu 番で終わるが、%llu 番まであったはず: 末尾がない",
		    "ends with record %llu, but %llu was there: the tail is "
		    "cut off"), (unsigned long long)f->seq,
		    (unsigned long long)f->want);
		break;
	case FAULT_DAMAGED:
		buf_printf(&t->b, tr(t->lang,
		    "書き込み時に見つかった損傷（%s）",
		    "damage that a writer found (%s)"), f->what);
		break;
	default:
		buf_str(&t->b, plain_fault(t->lang, f->kind));
	}
}

static void
tell(void *arg, const struct audit_fault *f)
{
	struct telling *t = arg;

	buf_str(&t->b, f->file);
	if (f->line > 0)
		buf_printf(&t->b, ":%llu", (unsigned long long)f->line);
	buf_str(&t->b, ": ");
	put_fault(t, f);
	buf_char(&t->b, '\n');
}

static void
put_summary(struct telling *t, const struct audit_summary *s)
{
	char hex[65];

	digest_hex(&s->last.hash, hex);
	buf_str(&t->b, s->faults == 0 ? "OK: " : "NG: ");
	buf_printf(&t->b, tr_many(t->lang, s->records, "記録 %llu 件",
	    "%llu record", "%llu records"), (unsigned long long)s->records);
	if (s->faults > 0)
		buf_printf(&t->b, tr_many(t->lang, s->faults, "、異常 %llu 件",
		    ", %llu fault", ", %llu faults"),
		    (unsigned long long)s->faults);
	if (s->torn > 0)
		buf_printf(&t->b, tr(t->lang, "（異常終了で切れた行 %llu）",
		    " (%llu torn by crashes)"), (unsigned long long)s->torn);
	if (s->any)
		buf_printf(&t->b, tr(t->lang, "\n最後の記録 %llu:%s",
		    "\nlast record %llu:%s"),
		    (unsigned long long)s->last.seq, hex);
	buf_char(&t->b, '\n');
}

static int
verify(struct audit_opts *o, int argc, char **argv)
{
	struct telling t = { .lang = o->lang };
	struct out out = { .fd = 1 };
	struct audit_summary s;
	int rc;

	if ((rc = audit_opts_files(o, argc, argv)) != 0)
		return rc;
	if ((rc = audit_opts_verify(o, tell, &t, &s)) == 0) {
		put_summary(&t, &s);
		rc = s.faults == 0 ? 0 : 1;
	}
	out_put(&out, buf_view(&t.b));
	if (t.b.failed)
		out.buf.failed = true;
	buf_free(&t.b);
	return out_close(&out) == 0 ? rc : output_error(o->lang, out.error);
}

/* ---- keygen ------------------------------------------------------------- */

static int
keygen(struct audit_opts *o, int argc, char **argv)
{
	struct shuhi_error err = { 0 };
	struct seal_key key;

	if (argc != 1)
		return usage_error(o->lang, "audit", "%s", tr(o->lang,
		    "鍵のファイルを 1 つ挙げてください", "name one key file"));
	if (seal_key_make(argv[0], &key, &err) != 0) {
		engine_complain(o->lang, &err);
		return 2;
	}
	seal_wipe(&key);
	printf(tr(o->lang,
	    "%s を作りました。別の場所にも保管してください: なくすと記録を"
	    "確かめられません\n",
	    "made %s; keep a copy elsewhere: without it the log cannot be "
	    "verified\n"), argv[0]);
	return finish_stdout(o->lang);
}

/* ---- the command line --------------------------------------------------- */

int
cmd_audit(int argc, char **argv, enum shuhi_lang lang)
{
	static const char *const whole[] = { help_ja, help_en };
	struct audit_opts o = { .lang = lang };
	const char *what;
	int rc = 2;

	if (argc > 1 && strcmp(argv[1], "show") == 0)
		return cmd_audit_show(argc - 1, argv + 1, lang);
	if (argc > 1 && strcmp(argv[1], "report") == 0)
		return cmd_audit_report(argc - 1, argv + 1, lang);
	if (audit_opts_parse(&o, argc, argv,
	        help_text(help_audit, argc, argv, whole), &rc) == 0) {
		what = optind < argc ? argv[optind] : "";
		argc -= optind + 1;
		argv += optind + 1;
		if (strcmp(what, "verify") == 0)
			rc = verify(&o, argc, argv);
		else if (strcmp(what, "keygen") == 0)
			rc = keygen(&o, argc, argv);
		else
			rc = usage_error(lang, "audit", "%s", tr(lang,
			    "verify・show・report・keygen のどれかを指定してください",
			    "say verify, show, report or keygen"));
	}
	audit_opts_free(&o);
	return rc;
}
