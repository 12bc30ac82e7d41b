#include "audit_report.h"

#include <string.h>

#include "guard_words.h"
#include "lang.h"
#include "term.h"

/* ---- counting ----------------------------------------------------------- */

static void
count_row(struct tally_row *r, const struct audit_entry *e)
{
	if (strcmp(e->type, "override") == 0) {
		r->n[TALLY_OVERRIDE]++;
		return;
	}
	r->n[TALLY_ALL]++;
	r->n[TALLY_WARN] += strcmp(e->action, "warn") == 0;
	r->n[TALLY_BLOCK] += strcmp(e->action, "block") == 0;
	r->n[TALLY_UNSEEN] += e->ncauses > 0;
}

static void
count_in(struct report *r, enum report_part part, const char *name,
    const struct audit_entry *e)
{
	struct tally_row *row = tally_at(&r->part[part], name);

	if (row == NULL)
		r->failed = true;
	else
		count_row(row, e);
}

static void
count_day(struct report *r, const struct audit_entry *e)
{
	char day[16];
	struct tm tm;

	localtime_r(&e->when, &tm);
	strftime(day, sizeof day, "%Y-%m-%d", &tm);
	count_in(r, REPORT_DAYS, day, e);
}

/* Said once of a record, however many findings it has of the rule. */
static bool
said_before(const struct audit_entry *e, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (!strcmp(audit_entry_rule(e, k), audit_entry_rule(e, i)))
			return true;
	return false;
}

static void
count_reasons(struct report *r, const struct audit_entry *e)
{
	size_t i;

	for (i = 0; i < e->nrules; i++)
		if (!said_before(e, i))
			count_in(r, REPORT_RULES, audit_entry_rule(e, i), e);
	for (i = 0; i < e->ncauses; i++)
		count_in(r, REPORT_CAUSES, audit_entry_cause(e, i), e);
}

int
report_count(void *report, const struct audit_entry *e)
{
	struct report *r = report;
	const char *department;

	if (strcmp(e->type, "request") != 0 && strcmp(e->type, "override") != 0)
		return 0;
	if (r->first == 0)
		r->first = e->when;
	r->last = e->when;
	r->monitored += e->monitored;
	count_row(&r->total, e);
	count_day(r, e);
	department = departments_find(r->departments, e->user, e->client);
	count_in(r, REPORT_DEPARTMENTS, department == NULL ? "" : department,
	    e);
	count_in(r, REPORT_PLACES,
	    e->service[0] != '\0' && !e->shadow
	        ? word_service(r->names, r->lang, e->service)
	        : e->host, e);
	if (e->shadow)
		count_in(r, REPORT_SHADOW, e->host, e);
	count_reasons(r, e);
	return r->failed;
}

void
report_sort(struct report *r)
{
	int i;

	tally_by_name(&r->part[REPORT_DAYS]);
	for (i = REPORT_DAYS + 1; i < REPORT_PARTS; i++)
		tally_by_count(&r->part[i]);
}

void
report_free(struct report *r)
{
	int i;

	for (i = 0; i < REPORT_PARTS; i++)
		tally_free(&r->part[i]);
}

/* ---- words -------------------------------------------------------------- */

const char *
report_title(enum shuhi_lang lang, enum report_part part)
{
	static const char *const titles[][2] = {
		[REPORT_DAYS] = { "日ごと", "By day" },
		[REPORT_DEPARTMENTS] = { "部署ごと", "By department" },
		[REPORT_PLACES] = { "送信先ごと", "By destination" },
		[REPORT_RULES] = { "規則ごと", "By rule" },
		[REPORT_CAUSES] = { "検査できなかった理由",
		    "Why not looked at" },
		[REPORT_SHADOW] = { "未登録の送信先（シャドー IT）",
		    "Destinations not listed (shadow IT)" },
	};

	return titles[part][lang];
}

const char *
report_column(enum shuhi_lang lang, enum tally_what what)
{
	static const char *const columns[][2] = {
		[TALLY_ALL] = { "記録", "recorded" },
		[TALLY_WARN] = { "理由を求めた", "asked" },
		[TALLY_BLOCK] = { "止めた", "blocked" },
		[TALLY_UNSEEN] = { "検査できず", "not seen" },
		[TALLY_OVERRIDE] = { "理由で許可", "overrides" },
	};

	return columns[what][lang];
}

const char *
report_name(enum shuhi_lang lang, enum report_part part, const char *name)
{
	if (part == REPORT_CAUSES)
		return word_cause(lang, name);
	if (name[0] == '\0')
		return part == REPORT_DEPARTMENTS
		    ? tr(lang, "（部署不明）", "(no department)")
		    : tr(lang, "（不明）", "(unknown)");
	return name;
}

void
report_period(struct buf *b, const struct report *r)
{
	char day[16];
	struct tm tm;

	if (r->first == 0) {
		buf_str(b, tr(r->lang, "記録なし", "no records"));
		return;
	}
	localtime_r(&r->first, &tm);
	strftime(day, sizeof day, "%Y-%m-%d", &tm);
	buf_str(b, day);
	localtime_r(&r->last, &tm);
	strftime(day, sizeof day, "%Y-%m-%d", &tm);
	buf_str(b, tr(r->lang, " から ", " to "));
	buf_str(b, day);
}

void
report_verdict(struct buf *b, const struct report *r)
{
	char hex[65];

	if (r->verified.faults > 0) {
		buf_printf(b, tr(r->lang,
		    "記録に異常が %llu 件あります（shuhi audit verify で確かめて"
		    "ください）",
		    "faults of the log: %llu (see: shuhi audit verify)"),
		    (unsigned long long)r->verified.faults);
		return;
	}
	digest_hex(&r->verified.last.hash, hex);
	buf_printf(b, tr(r->lang,
	    "記録は書かれたまま（最後の記録 %llu:%.16s…）",
	    "the log is as it was written (last record %llu:%.16s...)"),
	    (unsigned long long)r->verified.last.seq, hex);
}

/* ---- as a table --------------------------------------------------------- */

static void
put_numbers(struct buf *b, const struct tally_row *row)
{
	int i;

	for (i = 0; i < TALLY_N; i++)
		buf_printf(b, "%14llu", (unsigned long long)row->n[i]);
	buf_char(b, '\n');
}

static void
put_head(struct buf *b, const struct report *r, const char *title)
{
	const char *column;
	unsigned width;
	int i;

	buf_char(b, '\n');
	term_padded(b, title, 36);
	for (i = 0; i < TALLY_N; i++) {
		column = report_column(r->lang, (enum tally_what)i);
		width = term_width_of(span_of(column));
		buf_fill(b, ' ', width < 14 ? 14 - width : 0);
		buf_str(b, column);
	}
	buf_char(b, '\n');
}

static void
put_part(struct buf *b, const struct report *r, enum report_part part)
{
	const struct tally *t = &r->part[part];
	size_t i;

	if (t->n == 0)
		return;
	put_head(b, r, report_title(r->lang, part));
	for (i = 0; i < t->n && (part == REPORT_DAYS || i < REPORT_ROWS);
	     i++) {
		buf_str(b, "  ");
		term_padded(b, report_name(r->lang, part, t->row[i].name), 34);
		put_numbers(b, &t->row[i]);
	}
	if (i < t->n)
		buf_printf(b, tr(r->lang, "  ほか %zu 件\n",
		    "  and %zu more\n"), t->n - i);
}

void
report_table(struct buf *b, const struct report *r)
{
	int i;

	report_period(b, r);
	buf_char(b, '\n');
	report_verdict(b, r);
	buf_char(b, '\n');
	put_head(b, r, "");
	term_padded(b, tr(r->lang, "計", "in all"), 36);
	put_numbers(b, &r->total);
	if (r->monitored > 0)
		buf_printf(b, tr(r->lang,
		    "うち監視だけで通したもの %llu\n",
		    "let pass in monitor mode: %llu\n"),
		    (unsigned long long)r->monitored);
	for (i = 0; i < REPORT_PARTS; i++)
		put_part(b, r, (enum report_part)i);
}
