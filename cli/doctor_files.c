/* `shuhi proxy doctor`: policy, audit, files, clock. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include "auditverify.h"
#include "doctor.h"
#include "engine.h"

#define ROSTER_DAYS 8  /* it is built weekly, say */
#define FRESH_SECS  60 /* metrics are written every few seconds */

void
doctor_policy(struct doctor *d)
{
	struct shuhi_error err = { 0 };
	bool well = policy_load(d->file, &d->policy, &err) == 0;

	doctor_tell(d, well,
	    tr(d->lang, "方針（policy.yaml）が正しい", "the policy is valid"),
	    tr(d->lang, "shuhi policy check で直してください",
	        "correct it with shuhi policy check"));
	if (!well)
		engine_complain(d->lang, &err);
	else if (policy_conf(d->policy)->monitor)
		doctor_note(d, tr(d->lang, "監視だけの設定です（mode: monitor）",
		                   "it only watches (mode: monitor)"));
}

/* ---- the audit -------------------------------------------------------------------- */

static void
count_fault(void *arg, const struct audit_fault *f)
{
	(void)f;
	++*(unsigned *)arg;
}

void
doctor_audit(struct doctor *d)
{
	const struct policy_conf *c;
	struct audit_summary sum = { 0 };
	struct shuhi_error err;
	unsigned faults = 0;
	bool well;

	if (d->policy == NULL)
		return;
	c = policy_conf(d->policy);
	if (c->audit.file == NULL) {
		doctor_note(d, tr(d->lang, "記録（audit）は設定されていません",
		                   "no audit is configured"));
		return;
	}
	well = audit_verify(
	           &(struct audit_verify_config){
	               .files = (const char *const *)&c->audit.file,
	               .nfiles = 1,
	               .with_parts = true,
	               .key = c->audit.key,
	               .partial = true,
	               .tell = count_fault,
	               .arg = &faults,
	           },
	           &sum, &err) == 0 &&
	       faults == 0 && sum.any;
	doctor_tell(d, well,
	    tr(d->lang, "記録（audit）が書かれていて、つながっている",
	        "the audit is written and holds together"),
	    tr(d->lang,
	        "shuhi audit verify で調べてください（読む権限はありますか？）",
	        "look into it with shuhi audit verify (may you read it?)"));
}

/* ---- files ---------------------------------------------------------------------------- */

static void
check_secret(struct doctor *d, const char *file)
{
	struct stat st;
	bool well;

	if (file == NULL)
		return;
	well = stat(file, &st) == 0 && (st.st_mode & 077) == 0;
	doctor_tell(d, well, file,
	    tr(d->lang, "鍵は本人だけが読めるように: chmod 600",
	        "a key is for its owner only: chmod 600"));
}

static void
check_unwritable(struct doctor *d, const char *file)
{
	struct stat st;

	if (file == NULL || stat(file, &st) != 0)
		return;
	doctor_tell(d, (st.st_mode & 022) == 0, file,
	    tr(d->lang, "管理者だけが書けるように: chmod go-w",
	        "for the administrator to write only: chmod go-w"));
}

static void
check_roster(struct doctor *d, const struct policy_roster *r)
{
	struct stat st;
	bool there = stat(r->index, &st) == 0;

	check_secret(d, r->key);
	doctor_tell(d, there, r->index,
	    tr(d->lang, "shuhi roster build で作ってください",
	        "make it with shuhi roster build"));
	if (there)
		doctor_tell(d, time(NULL) - st.st_mtime < ROSTER_DAYS * 86400L,
		    tr(d->lang, "名簿が 8 日より新しい",
		        "the roster is younger than 8 days"),
		    tr(d->lang, "名簿を作り直してください（shuhi roster build）",
		        "build it anew: shuhi roster build"));
}

static void
check_metrics(struct doctor *d, const char *file)
{
	struct stat st;

	if (file == NULL)
		return;
	doctor_tell(d,
	    stat(file, &st) == 0 && time(NULL) - st.st_mtime < FRESH_SECS,
	    tr(d->lang, "メトリクスが書かれ続けている", "metrics are being written"),
	    tr(d->lang, "c-icap が止まっているか、フォルダーに書けません",
	        "c-icap hangs, or cannot write into the folder"));
}

static void
check_clock(struct doctor *d)
{
	struct timex t = { .modes = 0 };

	doctor_tell(d, adjtimex(&t) >= 0 && (t.status & STA_UNSYNC) == 0,
	    tr(d->lang, "時計が合わせられている", "the clock is synchronised"),
	    tr(d->lang,
	        "timedatectl set-ntp true（記録の時刻の証明になりません）",
	        "timedatectl set-ntp true (else the audit's times prove nothing)"));
}

void
doctor_files(struct doctor *d)
{
	const struct policy_conf *c;
	size_t i;

	check_clock(d);
	if (d->policy == NULL)
		return;
	c = policy_conf(d->policy);
	check_unwritable(d, d->file);
	for (i = 0; i < c->nrules; i++)
		check_unwritable(d, c->rules[i]);
	for (i = 0; i < c->ndicts; i++)
		check_unwritable(d, c->dicts[i]);
	check_secret(d, c->audit.key);
	for (i = 0; i < c->nrosters; i++)
		check_roster(d, &c->rosters[i]);
	check_metrics(d, c->metrics.textfile);
}
