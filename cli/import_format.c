#include "import_format.h"

#include "class.h"
#include "utf8.h"

#define HEADS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* clang-format off */
const struct format formats[] = {
	{
		.name = "manbyo",
		.as = AS_MANBYO,
		.column = { [ROLE_WORD] = 1, [ROLE_ICD] = 2 },
		.heads = {
			[ROLE_WORD] = HEADS("出現形", "病名表現", "expression"),
			[ROLE_ICD] = HEADS("ICD"),
		},
	},
	{
		.name = "receipt-disease",
		.as = AS_RECEIPT_DISEASE,
		.column = { [ROLE_WORD] = 2 },
		.heads = {
			[ROLE_WORD] = HEADS("傷病名基本名称", "基本名称", "傷病名",
			    "傷病名称", "name"),
			[ROLE_ICD] = HEADS("ICD"),
		},
	},
	{
		.name = "receipt-drug",
		.as = AS_RECEIPT_DRUG,
		.column = { [ROLE_WORD] = 2 },
		.heads = {
			[ROLE_WORD] = HEADS("品名", "医薬品名", "医薬品名称",
			    "漢字名称", "販売名", "name"),
			[ROLE_SECOND] = HEADS("成分名", "一般名", "一般名称"),
			[ROLE_CODE] = HEADS("薬価基準収載医薬品コード"),
		},
	},
	{
		.name = "medis",
		.as = AS_MEDIS,
		.column = { [ROLE_WORD] = 2 },
		.heads = {
			[ROLE_WORD] = HEADS("病名表記"),
			[ROLE_ICD] = HEADS("ICD"),
		},
	},
	{
		.name = "names",
		.as = AS_NAMES,
		.column = { [ROLE_WORD] = 1, [ROLE_KIND] = 2 },
		.heads = { [ROLE_WORD] = HEADS("surface") },
	},
	{
		.name = "tsv",
		.as = AS_TSV,
		.column = { [ROLE_WORD] = 1, [ROLE_KIND] = 2, [ROLE_ATTR] = 3 },
	},
};
/* clang-format on */

const size_t nformats = sizeof formats / sizeof formats[0];

/* ---- columns ---------------------------------------------------------- */

/* ICD is the beginning of many heads (ICD10, ICD-10, ICDコード). */
static bool
is_head(struct span cell, const char *head)
{
	struct span want = span_of(head);

	return span_eq(cell, want) ||
	    (span_eq(want, SPAN("ICD")) && span_starts(cell, want));
}

static int
head_of(const struct import_row *row, const char *const *heads)
{
	size_t i;

	for (; heads != NULL && *heads != NULL; heads++)
		for (i = 0; i < row->n; i++)
			if (is_head(row->cell[i].text, *heads))
				return (int)i + 1;
	return 0;
}

static bool
is_number(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len > 0;
}

/*
 * Masters without a header as they are handed out: the claims masters say what
 * they are in column 2 (B diseases, Y drugs); MEDIS may have a number there.
 */
static int
word_column(const struct format *f, const struct import_row *row)
{
	struct span second = row->n > 1 ? row->cell[1].text : SPAN("");

	if (f->as == AS_RECEIPT_DISEASE && span_eq(second, SPAN("B")))
		return 6;
	if (f->as == AS_RECEIPT_DRUG && span_eq(second, SPAN("Y")))
		return 5;
	if (f->as == AS_MEDIS && is_number(second))
		return 3;
	return f->column[ROLE_WORD];
}

bool
columns_find(struct columns *c, const struct format *f,
    const struct import_row *row)
{
	size_t i;

	*c = (struct columns){ .format = f };
	if (head_of(row, f->heads[ROLE_WORD]) == 0) {
		for (i = 0; i < NROLES; i++)
			c->at[i] = f->column[i];
		c->at[ROLE_WORD] = word_column(f, row);
		return false;
	}
	c->headed = true;
	for (i = 0; i < NROLES; i++) {
		c->at[i] = head_of(row, f->heads[i]);
		if (f->heads[i] == NULL)
			c->at[i] = f->column[i];
	}
	return true;
}

static struct span
cell_of(const struct columns *c, const struct import_row *row, enum role role)
{
	int at = c->at[role];

	return at > 0 && (size_t)at <= row->n ? row->cell[at - 1].text
	                                      : SPAN("");
}

/* ---- is it that list at all? ------------------------------------------- */

/* K769, H18.9 */
static bool
is_icd(struct span s)
{
	return s.len >= 3 && s.ptr[0] >= 'A' && s.ptr[0] <= 'Z' &&
	    is_number(span_sub(s, 1, 3));
}

/* 1121001X1018 of the price list, 620000033 of the claims master */
static bool
is_drug_code(struct span s)
{
	return (s.len == 12 && is_number(span_sub(s, 0, 7))) ||
	    (s.len == 9 && s.ptr[0] == '6' && is_number(s));
}

/* 0000999: as many digits as claims have for a disease */
static bool
is_disease_code(struct span s)
{
	return s.len >= 5 && s.len <= 7 && is_number(s);
}

static bool
has_cell(const struct import_row *row, bool (*is)(struct span))
{
	size_t i;

	for (i = 0; i < row->n; i++)
		if (is(row->cell[i].text))
			return true;
	return false;
}

static bool
is_marked(const struct import_row *row, const char *mark)
{
	return row->n > 1 && span_eq(row->cell[1].text, span_of(mark));
}

bool
columns_fit(const struct columns *c, const struct import_row *row)
{
	struct span word = cell_of(c, row, ROLE_WORD);
	enum import_as as = c->format->as;

	if (as == AS_NAMES || as == AS_TSV)
		return true; /* each row is checked for itself */
	if (!utf8_has_japanese(word, 0, word.len))
		return false; /* a column of codes */
	if (c->headed)
		return true;
	switch (as) {
	case AS_MANBYO:
		return is_icd(cell_of(c, row, ROLE_ICD));
	case AS_RECEIPT_DISEASE:
		return is_marked(row, "B") || is_disease_code(row->cell[0].text);
	case AS_RECEIPT_DRUG:
		return is_marked(row, "Y") || has_cell(row, is_drug_code);
	default: /* MEDIS */
		return has_cell(row, is_icd);
	}
}

/* ---- words of a row --------------------------------------------------- */

static void
blame(struct import_bad *bad, enum import_fault fault,
    const struct import_row *row, int column)
{
	const struct import_cell *cell = (size_t)column <= row->n
	    ? &row->cell[column - 1] : &row->cell[row->n - 1];

	*bad = (struct import_bad){ fault, cell->line, cell->column };
}

static bool
attributes_are_known(struct span s)
{
	struct span one;

	while (span_cut(&s, ',', &one)) {
		if (span_starts(one, SPAN("means=")))
			return true; /* the rest is for people */
		if (!span_eq(one, SPAN("word")) &&
		    !span_eq(one, SPAN("clear")) &&
		    !span_eq(one, SPAN("disabled")) &&
		    !span_eq(one, SPAN("reading")) &&
		    !span_starts(one, SPAN("of=")))
			return false;
	}
	return true;
}

static int
name_class(struct span kind)
{
	static const struct {
		const char *kind, *class;
	} kinds[] = {
		{ "family", "name.family" },
		{ "given", "name.given" },
		{ "姓", "name.family" },
		{ "名", "name.given" },
	};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (span_eq(kind, span_of(kinds[i].kind)))
			return class_find(span_of(kinds[i].class));
	return -1;
}

static void
find_class(const struct columns *c, const struct import_row *row,
    struct candidate *word, struct import_bad *bad)
{
	bool names = c->format->as == AS_NAMES;
	struct span kind = cell_of(c, row, ROLE_KIND);

	word->class = names ? name_class(kind) : class_find(kind);
	if (word->class < 0)
		blame(bad, names ? FAULT_KIND : FAULT_CLASS, row,
		    c->at[ROLE_KIND]);
	else if (!attributes_are_known(word->attributes))
		blame(bad, FAULT_ATTRIBUTE, row, c->at[ROLE_ATTR]);
}

/* 51 crude drugs, 71 what drugs are made with: ハチミツ, 精製水, ゴマ油. */
static bool
is_base(struct span code)
{
	return span_starts(code, SPAN("51")) || span_starts(code, SPAN("71"));
}

void
columns_take(const struct columns *c, const struct import_row *row,
    struct candidate out[2], size_t *n, struct import_bad *bad)
{
	enum import_as as = c->format->as;
	struct candidate word = {
		.icd = cell_of(c, row, ROLE_ICD),
		.attributes = cell_of(c, row, ROLE_ATTR),
		.base = is_base(cell_of(c, row, ROLE_CODE)),
		.product = as == AS_RECEIPT_DRUG,
	};
	enum role role;
	size_t least = (size_t)c->at[ROLE_WORD], i;

	*n = 0;
	for (i = 0; i < NROLES; i++) /* an attribute may be missing */
		if (i != ROLE_ATTR && i != ROLE_CODE &&
		    (size_t)c->at[i] > least)
			least = (size_t)c->at[i];
	if (row->n < least) {
		blame(bad, FAULT_COLUMNS, row, (int)row->n);
		return;
	}
	if (as == AS_NAMES || as == AS_TSV)
		find_class(c, row, &word, bad);
	for (role = ROLE_WORD; role <= ROLE_SECOND; role++) {
		word.surface = cell_of(c, row, role);
		if (word.surface.len > 0)
			out[(*n)++] = word;
	}
	if (*n == 0)
		blame(bad, FAULT_NO_WORD, row, c->at[ROLE_WORD]);
}
