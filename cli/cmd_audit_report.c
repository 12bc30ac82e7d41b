/* `shuhi audit report`. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit_opts.h"
#include "audit_report.h"
#include "auditchain.h"
#include "cli.h"
#include "out.h"

static const char help_ja[] =
    "使い方: shuhi audit report [オプション]… [ファイル]…\n"
    "\n"
    "日・部署・送信先・規則ごとに数える。html は 1 枚で完結し、A4 に印刷できる。\n"
    "\n"
    "例:\n"
    "  shuhi audit report --since 30d\n"
    "  shuhi audit report --since 2026-11-01 --until 2026-11-30 \\\n"
    "      --departments 部署.tsv --format html > 11月.html\n"
    "\n"
    "オプション:\n"
    "  --since 時刻, --until 時刻  2026-11-21、2026-11-21T18:30、24h、7d\n"
    "  --departments ファイル      「利用者か端末（192.0.2.0/24）<タブ>部署」の行\n"
    "  --format table|html\n"
    "  --key ファイル              記録の鍵（仮名の利用者を部署に当てるにも要る）\n"
    "  --user, --client, --host, --class, --rule, --action, --partial, --no-head,\n"
    "  --policy ファイル, --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 正常  1 記録が変えられている（報告は出す）  2 読めない、または\n"
    "指定が誤っている\n";

static const char help_en[] =
    "Usage: shuhi audit report [OPTION]... [FILE]...\n"
    "\n"
    "Counts by day, department, destination and rule.  The HTML page needs nothing\n"
    "else and prints on A4.\n"
    "\n"
    "Examples:\n"
    "  shuhi audit report --since 30d\n"
    "  shuhi audit report --since 2026-11-01 --until 2026-11-30 \\\n"
    "      --departments departments.tsv --format html > november.html\n"
    "\n"
    "Options:\n"
    "  --since TIME, --until TIME  2026-11-21, 2026-11-21T18:30, 24h, 7d\n"
    "  --departments FILE          lines of: user or 192.0.2.0/24, tab, department\n"
    "  --format table|html\n"
    "  --key FILE                  the log's key (pseudonyms need it, too)\n"
    "  --user, --client, --host, --class, --rule, --action, --partial, --no-head,\n"
    "  --policy FILE, --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 fine, 1 the log was changed (reported all the same), 2 not\n"
    "readable or the call was wrong\n";

static void
ignore(void *arg, const struct audit_fault *f)
{
	(void)arg;
	(void)f;
}

static int
complain(const struct audit_opts *o, const struct shuhi_error *err)
{
	engine_complain(o->lang, err);
	return 2;
}

/* What pseudonyms are made with: the log's key, else its salt.  1: neither. */
static int
read_name_key(const struct audit_opts *o, struct seal_key *out)
{
	const char *log = o->files[o->nfiles - 1];
	struct shuhi_error err = { 0 };
	struct seal_key root;
	char *salt = NULL;
	int rc;

	if (o->key == NULL && asprintf(&salt, "%s.salt", log) < 0)
		return 2;
	if (o->key == NULL && access(salt, F_OK) != 0) {
		free(salt);
		return 1;
	}
	rc = seal_key_read(o->key != NULL ? o->key : salt, &root, &err);
	free(salt);
	if (rc != 0)
		return complain(o, &err);
	audit_name_key(&root, out);
	seal_wipe(&root);
	return 0;
}

static int
load_departments(const struct audit_opts *o, struct departments **out)
{
	struct shuhi_error err = { 0 };
	struct seal_key names;
	int rc;

	if (o->departments == NULL)
		return 0;
	if ((rc = read_name_key(o, &names)) == 2)
		return rc;
	if (departments_load(o->departments, rc == 0 ? &names : NULL, out,
	        &err) != 0)
		return complain(o, &err);
	return 0;
}

static int
print(const struct audit_opts *o, const struct report *r, bool html)
{
	struct out out = { .fd = 1 };
	struct buf b = { 0 };

	if (html)
		report_html(&b, r);
	else
		report_table(&b, r);
	out_put(&out, buf_view(&b));
	if (b.failed)
		out.buf.failed = true;
	buf_free(&b);
	return out_close(&out) == 0 ? 0 : output_error(o->lang, out.error);
}

static int
count(const struct audit_opts *o, struct report *r)
{
	struct shuhi_error err = { .message = "out of memory",
		.code = SHUHI_E_NOMEM };
	uint64_t unread;
	int rc;

	if ((rc = audit_opts_verify(o, ignore, NULL, &r->verified)) != 0)
		return rc;
	if (audit_read(o->files, o->nfiles, o->found != NULL, &o->filter,
	        report_count, r, &unread, &err) != 0)
		return complain(o, &err);
	report_sort(r);
	return 0;
}

static int
report(struct audit_opts *o, int argc, char **argv)
{
	struct report r = { .lang = o->lang, .made = time(NULL) };
	struct departments *departments = NULL;
	bool html = o->format != NULL && strcmp(o->format, "html") == 0;
	int rc;

	if (o->format != NULL && !html && strcmp(o->format, "table") != 0)
		return usage_error(o->lang, "audit report",
		    "--format table|html");
	if ((rc = audit_opts_files(o, argc, argv)) != 0 ||
	    (rc = audit_opts_class(o)) != 0 ||
	    (rc = load_departments(o, &departments)) != 0)
		return rc;
	r.departments = departments;
	r.names = audit_opts_names(o);
	if ((rc = count(o, &r)) == 0 && (rc = print(o, &r, html)) == 0)
		rc = r.verified.faults > 0 ? 1 : 0;
	report_free(&r);
	departments_free(departments);
	return rc;
}

int
cmd_audit_report(int argc, char **argv, enum shuhi_lang lang)
{
	static const char *const help[] = { help_ja, help_en };
	struct audit_opts o = { .lang = lang };
	int rc = 2;

	if (audit_opts_parse(&o, argc, argv, help, &rc) == 0)
		rc = report(&o, argc - optind, argv + optind);
	audit_opts_free(&o);
	return rc;
}
