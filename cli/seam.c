#include "seam.h"

#include <stdlib.h>

#include "class.h"

void
seam_reset(struct seam *s)
{
	s->nmarks = 0;
	s->told = 0;
	s->open = false;
}

void
seam_free(struct seam *s)
{
	free(s->marks);
	free(s->spans);
	free(s->kept);
	free(s->entities);
	*s = (struct seam){ 0 };
}

static bool
add(struct seam_mark **v, size_t *n, size_t *cap, const struct seam_mark *m)
{
	size_t more = *cap ? *cap * 2 : 64;
	struct seam_mark *p;

	if (*n == *cap) {
		if ((p = realloc(*v, more * sizeof *p)) == NULL)
			return false;
		*v = p;
		*cap = more;
	}
	(*v)[(*n)++] = *m;
	return true;
}

static struct seam_mark
mark_of(const struct piece *p, const struct shuhi_finding *f,
    const struct shuhi_entity *e, enum shuhi_lang lang)
{
	return (struct seam_mark){
		.rule = f->rule,
		.class_name = e->class_name,
		.label = e->label[lang],
		.start = p->byte + e->start,
		.end = p->byte + e->end,
		.masked = class_masked(e->class_name),
	};
}

static bool
known(const struct seam *s, const struct seam_mark *m)
{
	size_t i;

	for (i = 0; i < s->nmarks; i++) {
		const struct seam_mark *k = &s->marks[i];

		if (k->start == m->start && k->end == m->end &&
		    strcmp(k->rule, m->rule) == 0 &&
		    strcmp(k->class_name, m->class_name) == 0)
			return true;
	}
	return false;
}

/* Is another entity of that class in the finding still to be told? */
static bool
has_news(const struct seam *s, const struct piece *p,
    const struct shuhi_finding *f, const char *class_name)
{
	struct seam_mark m;
	size_t i;

	for (i = f->nentities; i-- > 0;) {
		if (strcmp(f->entities[i].class_name, class_name) != 0)
			continue;
		m = mark_of(p, f, &f->entities[i], SHUHI_LANG_JA);
		if (!known(s, &m))
			return true;
	}
	return false;
}

/*
 * The part of a finding that is news.  Of a list of phone numbers, the numbers
 * not told yet; of a name with a disease both, when only one was told before.
 */
static size_t
news_of(const struct seam *s, const struct piece *p,
    const struct shuhi_finding *f, struct shuhi_entity *out)
{
	const struct shuhi_entity *e;
	struct seam_mark m;
	size_t i, n = 0, old = 0;

	for (i = 0; i < f->nentities; i++) {
		e = &f->entities[i];
		m = mark_of(p, f, e, SHUHI_LANG_JA);
		if (known(s, &m)) {
			old++;
			if (has_news(s, p, f, e->class_name))
				continue;
		}
		out[n++] = *e;
	}
	return f->nentities > 0 && old == f->nentities ? 0 : n;
}

static bool
make_room(struct seam *s, const struct piece *p)
{
	size_t i, n = 0;

	for (i = 0; i < p->nfindings; i++)
		n += p->findings[i].nentities;
	if (p->nfindings > s->kept_cap) {
		free(s->kept);
		s->kept = calloc(p->nfindings, sizeof *s->kept);
		s->kept_cap = s->kept == NULL ? 0 : p->nfindings;
	}
	if (n > s->entity_cap) {
		free(s->entities);
		s->entities = calloc(n, sizeof *s->entities);
		s->entity_cap = s->entities == NULL ? 0 : n;
	}
	return s->kept_cap >= p->nfindings && s->entity_cap >= n;
}

/* Without memory everything is kept: told twice is better than not at all. */
static void
drop_known(struct seam *s, struct piece *p)
{
	const struct shuhi_finding *f;
	size_t i, got, n = 0, at = 0;

	if (s->nmarks == 0 || !make_room(s, p))
		return;
	for (i = 0; i < p->nfindings; i++) {
		f = &p->findings[i];
		got = news_of(s, p, f, s->entities + at);
		if (got == 0 && f->nentities > 0)
			continue;
		s->kept[n] = *f;
		s->kept[n].entities = s->entities + at;
		s->kept[n++].nentities = got;
		at += got;
	}
	p->findings = s->kept;
	p->nfindings = n;
}

static int
by_start(const void *a, const void *b)
{
	const struct seam_mark *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end > y->end ? -1 : x->end < y->end;
}

static void
put_label(struct buf *b, const char *label)
{
	buf_str(b, "［");
	buf_str(b, label);
	buf_str(b, "］");
}

/* The text from s->told to `limit`, with s->spans replaced by their labels. */
static void
redact(struct seam *s, const struct piece *p, uint64_t limit, struct buf *out)
{
	uint64_t at = s->told > p->byte ? s->told : p->byte;
	const struct seam_mark *m;
	size_t i;

	if (s->nspans > 1)
		qsort(s->spans, s->nspans, sizeof *s->spans, by_start);
	for (i = 0; i < s->nspans && s->spans[i].start < limit; i++) {
		m = &s->spans[i];
		if (m->end <= at)
			continue;
		if (m->start > at)
			buf_put(out, p->text.ptr + (at - p->byte),
			    (size_t)(m->start - at));
		if (m->start >= at)
			put_label(out, m->label);
		at = m->end;
	}
	if (at < limit) {
		buf_put(out, p->text.ptr + (at - p->byte),
		    (size_t)(limit - at));
		at = limit;
	}
	s->told = at;
}

static void
collect(struct seam *s, const struct piece *p, enum shuhi_lang lang,
    uint64_t from, bool masked_only, struct seam_mark **v, size_t *n,
    size_t *cap)
{
	struct seam_mark m;
	size_t i, j;

	for (i = 0; i < p->nfindings; i++) {
		for (j = 0; j < p->findings[i].nentities; j++) {
			m = mark_of(p, &p->findings[i],
			    &p->findings[i].entities[j], lang);
			if (m.end > from && (m.masked || !masked_only) &&
			    !add(v, n, cap, &m))
				s->failed = true;
		}
	}
}

void
seam_pass(struct seam *s, struct piece *p, size_t cut, enum shuhi_lang lang,
    struct buf *redacted)
{
	const struct piece whole = *p;
	uint64_t limit = p->byte + cut;
	size_t i;

	s->failed = false;
	s->nspans = 0;
	for (i = 0; i < s->nmarks; i++) {
		if (s->marks[i].masked &&
		    !add(&s->spans, &s->nspans, &s->span_cap, &s->marks[i]))
			s->failed = true;
	}
	collect(s, &whole, lang, 0, true, &s->spans, &s->nspans, &s->span_cap);
	if (redacted != NULL && !s->failed)
		redact(s, p, limit, redacted);
	drop_known(s, p);
	s->nmarks = 0;
	s->open = cut < p->text.len;
	if (s->open)
		collect(s, &whole, lang, limit, false, &s->marks, &s->nmarks,
		    &s->mark_cap);
}
