/*
 * `--format sarif`: SARIF 2.1.0 for code hosts and editors.  Regions speak of
 * the decoded text: columns and charOffset in code points, byteOffset in bytes
 * of its UTF-8 form.
 */
#include "format.h"

static void
put_key(struct buf *b, const char *key, const char *value)
{
	buf_char(b, '"');
	buf_str(b, key);
	buf_str(b, "\":");
	buf_json(b, span_of(value == NULL ? "" : value));
}

static void
put_count(struct buf *b, const char *key, uint64_t n)
{
	buf_printf(b, "\"%s\":%llu", key, (unsigned long long)n);
}

static void
put_message(struct buf *b, const char *key, const char *text)
{
	buf_printf(b, "\"%s\":{", key);
	put_key(b, "text", text);
	buf_char(b, '}');
}

static const char *
level_of(enum shuhi_severity severity)
{
	if (severity >= SHUHI_SEVERITY_HIGH)
		return "error";
	return severity == SHUHI_SEVERITY_MEDIUM ? "warning" : "note";
}

/* A relative reference: everything but unreserved and "/" is escaped. */
static void
put_uri(struct buf *b, const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-._~/";
	const char *p;

	buf_str(b, "\"uri\":\"");
	if (path == NULL)
		path = "stdin";
	else if (path[0] == '/')
		buf_str(b, "file://");
	for (p = path; *p != '\0'; p++) {
		if (strchr(plain, *p) != NULL)
			buf_char(b, *p);
		else
			buf_printf(b, "%%%02X", (unsigned char)*p);
	}
	buf_char(b, '"');
}

/* ---- head: the tool and its rules ---------------------------------------- */

static void
put_tags(struct buf *b, const char *tags)
{
	const char *comma;
	size_t n;

	buf_str(b, "\"tags\":[");
	while (tags != NULL && *tags != '\0') {
		comma = strchr(tags, ',');
		n = comma == NULL ? strlen(tags) : (size_t)(comma - tags);
		buf_json(b, (struct span){ tags, n });
		tags += n;
		if (*tags == ',') {
			tags++;
			tags += *tags == ' ';
			buf_char(b, ',');
		}
	}
	buf_char(b, ']');
}

static void
put_rule(struct buf *b, const struct shuhi_rule_info *rule,
    enum shuhi_lang lang)
{
	buf_str(b, "\n{");
	put_key(b, "id", rule->id);
	buf_char(b, ',');
	put_message(b, "shortDescription", rule->title[lang]);
	buf_char(b, ',');
	put_message(b, "fullDescription", rule->why[lang]);
	buf_char(b, ',');
	put_message(b, "help", rule->advice[lang]);
	buf_str(b, ",\"defaultConfiguration\":{");
	put_key(b, "level", level_of(rule->severity));
	buf_str(b, "},\"properties\":{");
	put_key(b, "severity", shuhi_severity_name(rule->severity));
	buf_char(b, ',');
	put_key(b, "basis", rule->basis);
	buf_char(b, ',');
	put_count(b, "revision", rule->revision);
	buf_char(b, ',');
	put_tags(b, rule->tags);
	buf_str(b, "}}");
}

static void
sarif_begin(struct scan *scan)
{
	struct buf b = { 0 };
	struct shuhi_rule_info rule;
	size_t i;

	buf_str(&b, "{\"$schema\":\"https://json.schemastore.org/"
		    "sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{"
		    "\"tool\":{\"driver\":{\"name\":\"shuhi\",");
	put_key(&b, "version", SHUHI_VERSION);
	buf_str(&b, ",\"rules\":[");
	for (i = 0; i < shuhi_rule_count(scan->scanner); i++) {
		if (i > 0)
			buf_char(&b, ',');
		shuhi_rule_at(scan->scanner, i, &rule);
		put_rule(&b, &rule, scan->opts->lang);
	}
	buf_str(&b, "]}},\n\"columnKind\":\"unicodeCodePoints\","
		    "\n\"results\":[");
	out_put(&scan->out, buf_view(&b));
	if (b.failed)
		scan->out.buf.failed = true;
	buf_free(&b);
	scan->out.drop_next = true;
}

/* ---- results -------------------------------------------------------------- */

static void
put_region(struct render *r, const struct piece *p, const struct extent *x)
{
	struct buf *b = &r->sink->out;
	struct place from = place_of(&r->places, p, x->start, x->start_char);
	struct place to = place_of(&r->places, p, x->end, x->end_char);

	buf_str(b, "\"region\":{");
	put_count(b, "startLine", from.line);
	buf_char(b, ',');
	put_count(b, "startColumn", from.column);
	buf_char(b, ',');
	put_count(b, "endLine", to.line);
	buf_char(b, ',');
	put_count(b, "endColumn", to.column);
	buf_char(b, ',');
	put_count(b, "charOffset", p->chars + x->start_char);
	buf_char(b, ',');
	put_count(b, "charLength", x->end_char - x->start_char);
	buf_char(b, ',');
	put_count(b, "byteOffset", p->byte + x->start);
	buf_char(b, ',');
	put_count(b, "byteLength", x->end - x->start);
	if (r->opts->show_text) {
		buf_str(b, ",\"snippet\":{\"text\":");
		buf_json(b, span_sub(p->text, x->start, x->end));
		buf_char(b, '}');
	}
	buf_char(b, '}');
}

static void
put_location(struct render *r, const struct text *t, const struct piece *p,
    const struct extent *x, const char *message)
{
	struct buf *b = &r->sink->out;

	buf_str(b, "{\"physicalLocation\":{\"artifactLocation\":{");
	put_uri(b, t->path);
	buf_char(b, '}');
	if (t->line == 0 && p->field == NULL) {
		buf_char(b, ',');
		put_region(r, p, x);
	} else if (t->line > 0) {
		/* the text is one line of the file: offsets are the text's */
		buf_str(b, ",\"region\":{");
		put_count(b, "startLine", t->line);
		buf_char(b, '}');
	}
	buf_char(b, '}');
	if (p->field != NULL) {
		buf_str(b, ",\"logicalLocations\":[{");
		put_key(b, "fullyQualifiedName", p->field);
		buf_str(b, "}]");
	}
	if (message != NULL) {
		buf_char(b, ',');
		put_message(b, "message", message);
	}
	if (t->line > 0 || p->field != NULL) {
		buf_str(b, ",\"properties\":{");
		put_count(b, "start", x->start);
		buf_char(b, ',');
		put_count(b, "end", x->end);
		buf_char(b, '}');
	}
	buf_char(b, '}');
}

static void
put_related(struct render *r, const struct text *t, const struct piece *p,
    const struct shuhi_finding *f)
{
	const struct shuhi_entity *e;
	struct extent x;
	size_t i;

	buf_str(&r->sink->out, "],\"relatedLocations\":[");
	for (i = 0; i < f->nentities; i++) {
		e = &f->entities[i];
		x = (struct extent){ e->start, e->end, e->start_char,
			e->end_char };
		if (i > 0)
			buf_char(&r->sink->out, ',');
		put_location(r, t, p, &x, e->label[r->opts->lang]);
	}
	buf_char(&r->sink->out, ']');
}

static size_t
rule_index(const struct render *r, const char *id)
{
	struct shuhi_rule_info rule;
	size_t i, n = shuhi_rule_count(r->scanner);

	for (i = 0; i < n; i++) {
		shuhi_rule_at(r->scanner, i, &rule);
		if (strcmp(rule.id, id) == 0)
			break;
	}
	return i;
}

static void
put_result(struct render *r, const struct text *t, const struct piece *p,
    const struct shuhi_finding *f)
{
	struct buf *b = &r->sink->out;
	struct extent x = format_extent(f);
	size_t index = rule_index(r, f->rule);
	struct buf message = { 0 };

	buf_str(b, ",\n{");
	put_key(b, "ruleId", f->rule);
	if (index < shuhi_rule_count(r->scanner)) {
		buf_char(b, ',');
		put_count(b, "ruleIndex", index);
	}
	buf_char(b, ',');
	put_key(b, "level", level_of(f->severity));
	buf_char(b, ',');
	jsonfind_message(&message, f, r->opts->lang);
	buf_str(b, "\"message\":{\"text\":");
	buf_json(b, buf_view(&message));
	buf_char(b, '}');
	b->failed |= message.failed;
	buf_free(&message);
	buf_str(b, ",\"locations\":[");
	put_location(r, t, p, &x, NULL);
	put_related(r, t, p, f);
	buf_str(b, ",\"properties\":{");
	put_key(b, "severity", shuhi_severity_name(f->severity));
	buf_char(b, ',');
	put_key(b, "verdict",
	    shuhi_verdict_name(format_verdict(f->severity)));
	buf_str(b, ",\"id\":");
	buf_span(b, t->id);
	buf_str(b, "}}");
}

static void
sarif_open(struct render *r, const struct text *t)
{
	(void)r;
	(void)t;
}

static void
sarif_piece(struct render *r, const struct text *t, const struct piece *p)
{
	size_t i;

	places_forget(&r->places);
	for (i = 0; i < p->nfindings; i++)
		put_result(r, t, p, &p->findings[i]);
}

static void
sarif_close(struct render *r, const struct text *t)
{
	struct buf *b = &r->sink->notes;

	if (t->failure.code == NULL)
		return;
	buf_str(b, ",\n{\"level\":\"error\",\"descriptor\":{");
	put_key(b, "id", t->failure.code);
	buf_str(b, "},");
	put_message(b, "message", t->failure.message);
	buf_str(b, ",\"locations\":[{\"physicalLocation\":{"
		   "\"artifactLocation\":{");
	put_uri(b, t->path);
	buf_char(b, '}');
	if (t->line > 0) {
		buf_str(b, ",\"region\":{");
		put_count(b, "startLine", t->line);
		buf_char(b, '}');
	}
	buf_str(b, "}}],\"properties\":{");
	put_count(b, "at", t->failure.at);
	buf_str(b, "}}");
}

static void
sarif_end(struct scan *scan, double seconds)
{
	bool fine = scan->tally.errors == 0;
	struct buf more = { 0 };

	(void)seconds;
	scan->out.drop_next = false;
	if (scan->notes.len >= SCAN_NOTES) {
		buf_str(&more, ",\n{\"level\":\"error\",");
		put_message(&more, "message", "there are more errors than are "
					      "told here");
		buf_char(&more, '}');
	}
	out_str(&scan->out, "\n],\n\"invocations\":[{\"executionSuccessful\":");
	out_str(&scan->out, fine ? "true" : "false");
	out_str(&scan->out, ",\"toolExecutionNotifications\":[");
	scan->out.drop_next = true;
	out_put(&scan->out, buf_view(&scan->notes));
	scan->out.drop_next = scan->notes.len == 0;
	out_put(&scan->out, buf_view(&more));
	scan->out.drop_next = false;
	out_str(&scan->out, "]}]}]}\n");
	buf_free(&more);
}

const struct format format_sarif = {
	.name = "sarif",
	.begin = sarif_begin,
	.end = sarif_end,
	.open = sarif_open,
	.piece = sarif_piece,
	.close = sarif_close,
};
