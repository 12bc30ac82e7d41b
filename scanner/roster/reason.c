#include "reason.h"

#include <stdio.h>

#include "clue.h"
#include "err.h"
#include "limit.h"

#define REASON_ROOM 1024 /* bytes: all labels there are, and some words */

struct writer {
	char text[REASON_ROOM];
	size_t len;
};

static void
put(struct writer *w, const char *s)
{
	size_t n = strlen(s);

	if (n > sizeof w->text - w->len)
		n = sizeof w->text - w->len;
	memcpy(w->text + w->len, s, n);
	w->len += n;
}

static void
put_number(struct writer *w, uint32_t n)
{
	char digits[16];

	snprintf(digits, sizeof digits, "%u", (unsigned)n);
	put(w, digits);
}

/* 氏名と生年月日 / 年齢・病棟・病名;  name and age / age, ward and diagnosis */
static void
put_fields(struct writer *w, uint32_t fields, enum shuhi_lang lang)
{
	unsigned n = (unsigned)__builtin_popcount(fields), done = 0, f;

	for (f = 0; f < CLUE_FIELDS; f++) {
		if (!(fields >> f & 1))
			continue;
		if (done > 0 && lang == SHUHI_LANG_JA)
			put(w, n == 2 ? "と" : "・");
		else if (done > 0)
			put(w, done + 1 == n ? " and " : ", ");
		put(w, clue_kinds[f].label[lang]);
		done++;
	}
}

static void
write_ja(struct writer *w, const struct reason *r)
{
	if (r->kind == REASON_NAME && r->people > 1) {
		put_fields(w, r->fields, SHUHI_LANG_JA);
		put(w, "が一致する患者は");
		put_number(w, r->people);
		put(w, "人");
		return;
	}
	put_fields(w, r->fields, SHUHI_LANG_JA);
	switch (r->kind) {
	case REASON_PATIENT:
		put(w, __builtin_popcount(r->fields) > 1 ? "が同じ患者に一致"
		                                         : "が患者に一致");
		break;
	case REASON_NAME:
		put(w, "が一致する患者は1人だけ");
		break;
	case REASON_FEW:
		put(w, "が合う患者はこの病院に");
		put_number(w, r->people);
		put(w, "人だけ");
		break;
	case REASON_VIP:
		put(w, "が特別な配慮を要する人の名簿に一致");
		break;
	}
}

static void
write_en(struct writer *w, const struct reason *r)
{
	bool several = __builtin_popcount(r->fields) > 1;

	if (r->kind == REASON_FEW || (r->kind == REASON_NAME)) {
		put(w, r->people <= 3 ? "only " : "");
		put_number(w, r->people);
		put(w, r->people == 1 ? " patient here fits "
		                      : " patients here fit ");
		put_fields(w, r->fields, SHUHI_LANG_EN);
		return;
	}
	put_fields(w, r->fields, SHUHI_LANG_EN);
	put(w, several ? " fit " : " fits ");
	put(w, r->kind == REASON_VIP ? "the list of people of special care"
	       : several             ? "the same patient"
	                             : "a patient");
}

static const char *
keep(struct arena *a, const struct writer *w)
{
	char *text = ARENA_NEW(a, w->len + 1, char);

	return text != NULL ? memcpy(text, w->text, w->len) : NULL;
}

int
reason_number(struct arena *a, struct reasons *rs, struct reason r,
    uint16_t *number, struct shuhi_error *err)
{
	struct writer ja = { .len = 0 }, en = { .len = 0 };
	struct told *v;
	size_t i;

	for (i = 0; i < rs->n; i++)
		if (rs->v[i].of.kind == r.kind &&
		    rs->v[i].of.fields == r.fields &&
		    rs->v[i].of.people == r.people) {
			*number = (uint16_t)(i + 1);
			return 0;
		}
	if (rs->n >= LIMIT_REASONS)
		return fail(err, SHUHI_E_LIMIT, "too many reasons", 0);
	v = arena_grow(a, rs->v, rs->n, &rs->cap, rs->n + 1, sizeof *v);
	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for reasons", 0);
	rs->v = v;
	write_ja(&ja, &r);
	write_en(&en, &r);
	v[rs->n] = (struct told){
		.of = r,
		.text = { keep(a, &ja), keep(a, &en) },
	};
	if (v[rs->n].text[0] == NULL || v[rs->n].text[1] == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for reasons", 0);
	*number = (uint16_t)++rs->n;
	return 0;
}

void
reason_text(const struct reasons *rs, uint16_t number, const char *text[2])
{
	text[0] =
	    number > 0 && number <= rs->n ? rs->v[number - 1].text[0] : NULL;
	text[1] =
	    number > 0 && number <= rs->n ? rs->v[number - 1].text[1] : NULL;
}
