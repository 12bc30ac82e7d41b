/* From findings over folded text to a verdict over the text as given. */
#include <stdlib.h>

#include "err.h"
#include "fnv.h"
#include "utf8.h"
#include "worker.h"

static const uint32_t severity_score[] = {
	[SHUHI_SEVERITY_LOW] = 30,
	[SHUHI_SEVERITY_MEDIUM] = 50,
	[SHUHI_SEVERITY_HIGH] = 75,
	[SHUHI_SEVERITY_CRITICAL] = 90,
};

static enum shuhi_verdict
verdict_of(enum shuhi_severity severity)
{
	return severity >= SHUHI_SEVERITY_HIGH ? SHUHI_BLOCK : SHUHI_REVIEW;
}

static void
set_entity(
    struct shuhi_entity *out, const struct entity *e, const struct folded *f)
{
	const struct class *c = &classes[e->class];

	*out = (struct shuhi_entity){
		.class_name = c->name,
		.label = { c->ja, c->en },
		.start = fold_start(f, e->from),
		.end = fold_end(f, e->to),
		.confidence = e->percent / 100.0,
	};
}

static int
by_start(const void *a, const void *b)
{
	const struct shuhi_entity *x = *(struct shuhi_entity *const *)a;
	const struct shuhi_entity *y = *(struct shuhi_entity *const *)b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* Where a byte offset stands in code points and UTF-16 units. */
struct place {
	size_t byte, chars, utf16;
};

static void
walk(struct span text, struct place *p, size_t to)
{
	for (; p->byte < to; p->byte++) {
		bool lead = utf8_is_lead(text.ptr[p->byte]);

		p->chars += lead;
		p->utf16 += lead + ((unsigned char)text.ptr[p->byte] >= 0xf0);
	}
}

/* One walk over the text serves all entities, in the order of their start. */
static int
count_units(struct arena *a, struct span text, struct shuhi_entity *v, size_t n,
    struct shuhi_error *err)
{
	struct shuhi_entity **order =
	    ARENA_NEW(a, n + 1, struct shuhi_entity *);
	struct place at = { 0 }, end;
	size_t i;

	if (order == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory to report", 0);
	for (i = 0; i < n; i++)
		order[i] = &v[i];
	if (n > 0)
		qsort(order, n, sizeof(struct shuhi_entity *), by_start);
	for (i = 0; i < n; i++) {
		walk(text, &at, order[i]->start);
		end = at;
		walk(text, &end, order[i]->end);
		order[i]->start_char = at.chars;
		order[i]->start_utf16 = at.utf16;
		order[i]->end_char = end.chars;
		order[i]->end_utf16 = end.utf16;
	}
	return 0;
}

int
report_entities(struct shuhi_worker *w, struct span text,
    const struct folded *f, const struct passage *p, struct shuhi_entity **out,
    struct shuhi_error *err)
{
	struct shuhi_entity *v =
	    ARENA_NEW(&w->arena, p->n + 1, struct shuhi_entity);
	size_t i;

	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory to report", 0);
	for (i = 0; i < p->n; i++)
		set_entity(&v[i], &p->entities[i], f);
	*out = v;
	return count_units(&w->arena, text, v, p->n, err);
}

/* The first reason that an entity of the finding has. */
static uint16_t
reason_of(const struct finding *f)
{
	size_t i;

	for (i = 0; i < f->nentities; i++)
		if (f->entities[i].reason != 0)
			return f->entities[i].reason;
	return 0;
}

static int
by_gravity(const void *a, const void *b)
{
	const struct shuhi_finding *x = a, *y = b;

	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	/* places in one array: in the order they were found */
	return x->entities < y->entities ? -1 : x->entities > y->entities;
}

static uint32_t
score_of(const struct shuhi_finding *f)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < f->nentities; i++)
		sum += f->entities[i].confidence;
	return severity_score[f->severity] +
	       (f->nentities == 0
	               ? 0
	               : (uint32_t)(10 * sum / (double)f->nentities));
}

/*
 * Tells texts apart, of any length at the speed of reading them: each step can be
 * undone, so two that differ in one word of eight bytes never have the same.
 */
static uint64_t
sum_of(struct span s)
{
	uint64_t h = FNV_START, word;

	for (; s.len >= sizeof word; s = span_sub(s, sizeof word, s.len)) {
		memcpy(&word, s.ptr, sizeof word);
		h = (h ^ word) * 0x9e3779b97f4a7c15u;
		h ^= h >> 32;
	}
	return fnv(h, s);
}

int
report(struct shuhi_worker *w, struct span text, const struct folded *f,
    const struct findings *found, struct shuhi_result *out,
    struct shuhi_error *err)
{
	struct shuhi_finding *v;
	struct shuhi_entity *e;
	size_t i, j, n = 0;
	uint32_t score;

	for (i = 0; i < found->n; i++)
		n += found->v[i].nentities;
	v = ARENA_NEW(&w->arena, found->n, struct shuhi_finding);
	e = ARENA_NEW(&w->arena, n + 1, struct shuhi_entity);
	if (v == NULL || e == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory to report", 0);
	for (n = 0, i = 0; i < found->n; i++) {
		const struct finding *from = &found->v[i];
		const struct rule *r = from->rule;

		v[i] = (struct shuhi_finding){
			.rule = r->id,
			.severity = r->severity,
			.title = { r->title[0], r->title[1] },
			.why = { r->why[0], r->why[1] },
			.advice = { r->advice[0], r->advice[1] },
			.entities = e + n,
			.nentities = from->nentities,
		};
		reason_text(&w->stage.reasons, reason_of(from), v[i].reason);
		for (j = 0; j < from->nentities; j++)
			set_entity(&e[n++], &from->entities[j], f);
	}
	if (count_units(&w->arena, text, e, n, err) != 0)
		return -1;
	qsort(v, found->n, sizeof *v, by_gravity);
	w->sum = sum_of(text);
	out->findings = v;
	out->nfindings = found->n;
	for (i = 0; i < found->n; i++) {
		score = score_of(&v[i]);
		out->score = score > out->score ? score : out->score;
	}
	out->verdict = verdict_of(v[0].severity);
	return 0;
}

/* ---- redaction -------------------------------------------------------- */

struct cut {
	uint64_t start, end;
	const char *label;
};

static int
by_cut(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end > y->end ? -1 : x->end < y->end;
}

static size_t
collect_cuts(
    const struct shuhi_result *res, enum shuhi_lang lang, struct cut *cuts)
{
	const struct shuhi_entity *e;
	size_t i, j, n = 0;

	for (i = 0; i < res->nfindings; i++)
		for (j = 0; j < res->findings[i].nentities; j++) {
			e = &res->findings[i].entities[j];
			if (!class_masked(e->class_name))
				continue;
			if (cuts != NULL)
				cuts[n] = (struct cut){ e->start, e->end,
					e->label[lang] };
			n++;
		}
	return n;
}

int
shuhi_redact(struct shuhi_worker *w, const char *text, size_t len,
    enum shuhi_lang lang, const char **out, size_t *outlen,
    struct shuhi_error *err)
{
	static const char open[] = "［", close[] = "］";
	size_t n, i, room = len;
	struct cut *cuts;
	uint64_t at = 0;
	char *p, *start;

	if (w->result.verdict == SHUHI_UNSCANNED)
		return fail(err, SHUHI_E_USAGE, "no text was scanned", 0);
	if ((text == NULL && len > 0) || (unsigned)lang > SHUHI_LANG_EN)
		return fail(err, SHUHI_E_USAGE, "no text, or no language", 0);
	if (w->result.nfindings > 0 &&
	    sum_of((struct span){ text, len }) != w->sum)
		return fail(
		    err, SHUHI_E_USAGE, "not the text that was scanned", 0);
	if (text == NULL)
		text = "";
	n = collect_cuts(&w->result, lang, NULL);
	if ((cuts = ARENA_NEW(&w->arena, n + 1, struct cut)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory to redact", 0);
	collect_cuts(&w->result, lang, cuts);
	if (n > 0)
		qsort(cuts, n, sizeof *cuts, by_cut);
	for (i = 0; i < n; i++)
		room += strlen(cuts[i].label) + sizeof open + sizeof close;
	if ((p = start = ARENA_NEW(&w->arena, room + 1, char)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory to redact", 0);
	for (i = 0; i < n; i++) {
		if (cuts[i].start < at) { /* within what was cut already */
			at = cuts[i].end > at ? cuts[i].end : at;
			continue;
		}
		p = mempcpy(p, text + at, cuts[i].start - at);
		p = mempcpy(p, open, sizeof open - 1);
		p = mempcpy(p, cuts[i].label, strlen(cuts[i].label));
		p = mempcpy(p, close, sizeof close - 1);
		at = cuts[i].end;
	}
	p = mempcpy(p, text + at, len - at);
	*out = start;
	*outlen = (size_t)(p - start);
	return 0;
}
