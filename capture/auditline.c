#include "auditline.h"

#include "auditfile.h"
#include "limit.h"
#include "utf8.h"

const char *
audit_event_name(enum audit_event event)
{
	static const char *const names[] = {
		[AUDIT_REQUEST] = "request",
		[AUDIT_OVERRIDE] = "override",
		[AUDIT_REFUSED] = "override-refused",
		[AUDIT_START] = "start",
		[AUDIT_STOP] = "stop",
		[AUDIT_RELOAD] = "reload",
		[AUDIT_RELOAD_FAILED] = "reload-failed",
	};

	return names[event];
}

/* ---- single members ----------------------------------------------------- */

/* At most `most` bytes of what came from outside, as UTF-8. */
static void
put_outside(struct buf *b, const char *name, struct span s, size_t most)
{
	size_t at = 0, from;

	if (s.len == 0)
		return;
	buf_printf(b, ",\"%s\":\"", name);
	while (at < s.len && at < most) {
		from = at;
		if (utf8_next(s, &at) == UTF8_BAD) {
			buf_str(b, "\xef\xbf\xbd"); /* U+FFFD */
			at++;
		} else {
			buf_json_part(b, span_sub(s, from, at));
		}
	}
	if (at < s.len)
		buf_str(b, "…");
	buf_char(b, '"');
}

static void
put_name(struct buf *b, const char *name, const char *value)
{
	if (value != NULL)
		put_outside(b, name, span_of(value), LIMIT_AUDIT_NAME);
}

static void
put_count(struct buf *b, const char *name, uint64_t n)
{
	if (n == 0)
		return;
	buf_printf(b, ",\"%s\":", name);
	buf_u64(b, n);
}

static void
put_digest(struct buf *b, const char *name, const struct digest *d)
{
	char hex[65];

	digest_hex(d, hex);
	buf_printf(b, ",\"%s\":\"%s\"", name, hex);
}

void
audit_pseudonym(const struct seal_key *key, struct span user, char out[19])
{
	struct digest d;
	char hex[65];

	seal_of(key, user, &d);
	digest_hex(&d, hex);
	memcpy(out, "p:", 2);
	memcpy(out + 2, hex, 16);
	out[18] = '\0';
}

static void
put_user(struct buf *b, const char *user, const struct seal_key *pseudonym)
{
	char name[19];

	if (user == NULL || user[0] == '\0')
		return;
	if (pseudonym != NULL)
		audit_pseudonym(pseudonym, span_of(user), name);
	put_name(b, "user", pseudonym != NULL ? name : user);
}

/* ---- findings ----------------------------------------------------------- */

/* "json" of "json:$.variables.tweet_text": no key, no file name. */
static struct span
field_kind(const char *field)
{
	size_t n = 0;

	while (field[n] >= 'a' && field[n] <= 'z')
		n++;
	if (n == 0 || n > 16 ||
	    (field[n] != '\0' && field[n] != ':' && field[n] != '['))
		return SPAN("other");
	return (struct span){ field, n };
}

static void
put_entities(struct buf *b, const struct audit_finding *f)
{
	size_t i, n = f->nentities < LIMIT_AUDIT_ENTITIES
	    ? f->nentities : LIMIT_AUDIT_ENTITIES;

	buf_str(b, ",\"at\":[");
	for (i = 0; i < n; i++) {
		buf_str(b, i == 0 ? "[" : ",[");
		buf_json(b, span_of(f->entities[i].class_name));
		buf_char(b, ',');
		buf_u64(b, f->entities[i].start);
		buf_char(b, ',');
		buf_u64(b, f->entities[i].end);
		buf_char(b, ']');
	}
	buf_char(b, ']');
	put_count(b, "more", f->nentities - n);
}

static void
put_findings(struct buf *b, const struct audit_record *r)
{
	size_t i, n = r->nfindings < LIMIT_AUDIT_FINDINGS
	    ? r->nfindings : LIMIT_AUDIT_FINDINGS;
	const struct audit_finding *f;

	if (n == 0)
		return;
	buf_str(b, ",\"findings\":[");
	for (i = 0; i < n; i++) {
		f = &r->findings[i];
		buf_printf(b, "%s{\"severity\":\"%s\"", i == 0 ? "" : ",",
		    shuhi_severity_name(f->severity));
		put_name(b, "rule", f->rule);
		if (f->field != NULL) {
			buf_str(b, ",\"in\":");
			buf_json(b, field_kind(f->field));
		}
		put_entities(b, f);
		buf_char(b, '}');
	}
	buf_char(b, ']');
	put_count(b, "more_findings", r->nfindings - n);
}

static void
put_causes(struct buf *b, const struct audit_record *r)
{
	size_t i, n = r->ncauses < LIMIT_AUDIT_FINDINGS
	    ? r->ncauses : LIMIT_AUDIT_FINDINGS;

	if (n == 0)
		return;
	buf_str(b, ",\"causes\":[");
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_char(b, ',');
		buf_json(b, span_of(r->causes[i]));
	}
	buf_char(b, ']');
}

/* ---- the record --------------------------------------------------------- */

static void
put_judgement(struct buf *b, const struct audit_record *r)
{
	if (r->event != AUDIT_REQUEST)
		return;
	buf_printf(b, ",\"verdict\":\"%s\"", shuhi_verdict_name(r->verdict));
	if (r->severity != SHUHI_SEVERITY_NONE)
		buf_printf(b, ",\"severity\":\"%s\"",
		    shuhi_severity_name(r->severity));
}

static void
put_justification(struct buf *b, const struct audit_record *r,
    const struct seal_key *print)
{
	struct digest d;

	if (r->justification.len == 0)
		return;
	if (r->justification_clean) {
		put_outside(b, "justification", r->justification,
		    LIMIT_JUSTIFICATION);
		return;
	}
	seal_of(print, r->justification, &d);
	put_digest(b, "justification_print", &d);
	put_count(b, "justification_bytes", r->justification.len);
}

void
audit_line_put(struct buf *b, const struct audit_record *r,
    const struct seal_key *print, const struct seal_key *pseudonym)
{
	audit_put_time(b);
	buf_printf(b, ",\"type\":\"%s\"", audit_event_name(r->event));
	put_name(b, "front", r->front);
	put_user(b, r->user, pseudonym);
	put_name(b, "client", r->client);
	put_name(b, "method", r->method);
	put_outside(b, "host", r->host, LIMIT_AUDIT_NAME);
	put_name(b, "class", r->class_name);
	put_name(b, "service", r->service);
	if (r->shadow)
		buf_str(b, ",\"shadow\":true");
	put_judgement(b, r);
	put_name(b, "action", r->action);
	if (r->monitored)
		buf_str(b, ",\"monitored\":true");
	put_causes(b, r);
	put_findings(b, r);
	put_count(b, "size", r->bytes);
	if (r->fingerprint != NULL)
		put_digest(b, "fingerprint", r->fingerprint);
	put_justification(b, r, print);
	put_name(b, "digest", r->digest);
	put_count(b, "us", r->microseconds);
}
