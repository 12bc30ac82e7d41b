/*
 * `--format csv`: RFC 4180, UTF-8, one row a finding and one for what could not
 * be scanned.  A cell that a spreadsheet would take for a formula gets a "'";
 * what is invisible in a name is shown as U+FFFD.
 */
#include "format.h"
#include "term.h"

static void
put_cell(struct buf *b, struct span s)
{
	size_t i;

	buf_char(b, '"');
	if (s.len > 0 && strchr("=+-@\t\r", s.ptr[0]) != NULL && s.ptr[0])
		buf_char(b, '\'');
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.ptr[i]);
	}
	buf_char(b, '"');
}

static void
put_number(struct buf *b, uint64_t n)
{
	buf_char(b, ',');
	buf_u64(b, n);
}

static void
put_word(struct buf *b, const char *s)
{
	buf_char(b, ',');
	put_cell(b, span_of(s));
}

/* Somebody else may have made it up: an id of JSON, a file's name. */
static void
put_name(struct buf *b, struct span s)
{
	struct buf name = { 0 };

	term_put(&name, s, false);
	put_cell(b, buf_view(&name));
	b->failed |= name.failed;
	buf_free(&name);
}

static void
put_file(struct buf *b, const struct text *t)
{
	put_name(b, span_of(t->path == NULL ? "-" : t->path));
}

static void
put_id(struct render *r, const struct text *t)
{
	if (t->input == INPUT_JSONL)
		put_name(&r->sink->out, t->name);
	else
		put_file(&r->sink->out, t);
}

/*
 * The last columns: where a file's codes were read, places are those of a field;
 * and two files may hold the same id, or lines without one.
 */
static void
end_row(struct buf *b, const struct text *t, const char *field)
{
	buf_char(b, ',');
	if (field != NULL)
		put_name(b, span_of(field));
	buf_char(b, ',');
	put_file(b, t);
	buf_str(b, "\r\n");
}

#define CLASSES_TOLD 32

/* "person.surname+disease.common", each class once. */
static void
put_classes(struct buf *b, const struct shuhi_finding *f)
{
	const char *told[CLASSES_TOLD];
	size_t i, j, n = 0;

	buf_str(b, ",\"");
	for (i = 0; i < f->nentities && n < CLASSES_TOLD; i++) {
		for (j = 0; j < n; j++) {
			if (strcmp(told[j], f->entities[i].class_name) == 0)
				break;
		}
		if (j < n)
			continue;
		if (n > 0)
			buf_char(b, '+');
		told[n++] = f->entities[i].class_name;
		buf_str(b, f->entities[i].class_name);
	}
	buf_char(b, '"');
}

static void
put_text(struct buf *b, const struct piece *p, const struct shuhi_finding *f)
{
	struct buf words = { 0 };
	size_t i;

	for (i = 0; i < f->nentities; i++) {
		if (i > 0)
			buf_str(&words, " / ");
		buf_span(&words, span_sub(p->text, f->entities[i].start,
		                     f->entities[i].end));
	}
	buf_char(b, ',');
	put_cell(b, buf_view(&words));
	buf_free(&words);
}

static void
put_finding(struct render *r, const struct text *t, const struct piece *p,
    const struct shuhi_finding *f)
{
	struct buf *b = &r->sink->out;
	struct extent x = format_extent(f);
	struct place at = place_of(&r->places, p, x.start, x.start_char);
	struct buf message = { 0 };

	put_id(r, t);
	put_number(b, at.line);
	put_number(b, at.column);
	put_word(b, shuhi_verdict_name(format_verdict(f->severity)));
	put_word(b, shuhi_severity_name(f->severity));
	put_word(b, f->rule);
	jsonfind_message(&message, f, r->opts->lang);
	buf_char(b, ',');
	put_cell(b, buf_view(&message));
	b->failed |= message.failed;
	buf_free(&message);
	put_classes(b, f);
	put_number(b, p->byte + x.start);
	put_number(b, p->byte + x.end);
	buf_char(b, ',');
	if (r->opts->show_text)
		put_text(b, p, f);
	end_row(b, t, p->field);
}

static void
csv_begin(struct scan *scan)
{
	out_str(&scan->out, "id,line,column,verdict,severity,rule,title,"
			    "classes,start,end,error");
	out_str(&scan->out,
	    scan->opts->show_text ? ",text,field,file\r\n"
	                          : ",field,file\r\n");
}

static void
csv_open(struct render *r, const struct text *t)
{
	(void)r;
	(void)t;
}

static void
csv_piece(struct render *r, const struct text *t, const struct piece *p)
{
	size_t i;

	places_forget(&r->places);
	for (i = 0; i < p->nfindings; i++)
		put_finding(r, t, p, &p->findings[i]);
}

static void
csv_close(struct render *r, const struct text *t)
{
	struct buf *b = &r->sink->out, error = { 0 };

	if (t->failure.code == NULL)
		return;
	put_id(r, t);
	buf_char(b, ',');
	if (t->line > 0)
		buf_u64(b, t->line);
	buf_str(b, ",,");
	buf_str(b, shuhi_verdict_name(SHUHI_UNSCANNED));
	buf_str(b, ",,,,,,,");
	buf_printf(&error, "%s: %s (%llu)", t->failure.code,
	    t->failure.message, (unsigned long long)t->failure.at);
	put_cell(b, buf_view(&error));
	b->failed |= error.failed;
	buf_free(&error);
	buf_str(b, r->opts->show_text ? "," : "");
	end_row(b, t, NULL);
}

const struct format format_csv = {
	.name = "csv",
	.begin = csv_begin,
	.open = csv_open,
	.piece = csv_piece,
	.close = csv_close,
};
