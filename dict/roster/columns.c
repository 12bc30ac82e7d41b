#include "columns.h"

#include <stdio.h>

#include "../../scanner/err.h"
#include "../../scanner/utf8.h"

#define NAME_MAX_LETTERS 24 /* of a column; the longest known has 16 */

/* Folded, without blanks.  The first two are what we call it ourselves. */
static const struct {
	enum list_field field;
	const char *names[10];
} known[] = {
	{ LIST_ID, { "患者id", "patientid", "患者番号", "患者no", "カルテ番号",
		"診察券番号", "id", "職員番号", "職員id", "staffid" } },
	{ LIST_NAME, { "氏名", "name", "患者氏名", "患者名", "名前", "漢字氏名",
		"氏名漢字", "fullname", "patientname", "職員氏名" } },
	{ LIST_SURNAME, { "姓", "surname", "名字", "苗字", "lastname",
		"familyname" } },
	{ LIST_GIVEN, { "名", "givenname", "firstname" } },
	{ LIST_KANA, { "カナ氏名", "kana", "氏名カナ", "カナ", "フリガナ",
		"ふりがな", "かな氏名", "患者カナ氏名", "namekana",
		"患者氏名カナ" } },
	{ LIST_KANA_SURNAME, { "セイ", "surnamekana", "姓カナ", "カナ姓",
		"せい" } },
	{ LIST_KANA_GIVEN, { "メイ", "givennamekana", "名カナ", "カナ名",
		"めい" } },
	{ LIST_BIRTH, { "生年月日", "birthdate", "誕生日", "dateofbirth",
		"dob", "birthday" } },
	{ LIST_SEX, { "性別", "sex", "gender" } },
	{ LIST_PHONE, { "電話番号", "phone", "電話", "tel", "phonenumber",
		"携帯電話", "連絡先" } },
	{ LIST_EMAIL, { "メールアドレス", "email", "メール", "mail", "eメール" } },
	{ LIST_POSTAL, { "郵便番号", "postalcode", "zip", "zipcode" } },
	{ LIST_ADDRESS, { "住所", "address", "現住所" } },
	{ LIST_INSURER, { "保険者番号", "insurerno", "insurernumber" } },
	{ LIST_INSURED, { "被保険者番号", "insuredno", "insurednumber",
		"被保険者証番号", "記号番号" } },
	{ LIST_WARD, { "病棟", "ward" } },
	{ LIST_ROOM, { "病室", "room", "部屋番号", "病室番号" } },
	{ LIST_DEPARTMENT, { "診療科", "department", "科", "診療科名", "部署",
		"所属" } },
	{ LIST_DIAGNOSIS, { "病名", "diagnosis", "主病名", "傷病名" } },
	{ LIST_ADMITTED, { "入院日", "admittedon", "入院年月日",
		"admissiondate" } },
	{ LIST_DISCHARGED, { "退院日", "dischargedon", "退院年月日",
		"dischargedate" } },
};

#define NKNOWN (sizeof known / sizeof known[0])

const char *
list_field_name(enum list_field f, enum shuhi_lang lang)
{
	static const char *const english[LIST_FIELDS] = {
		[LIST_ID] = "patient_id",
		[LIST_NAME] = "name",
		[LIST_SURNAME] = "surname",
		[LIST_GIVEN] = "given_name",
		[LIST_KANA] = "kana",
		[LIST_KANA_SURNAME] = "surname_kana",
		[LIST_KANA_GIVEN] = "given_name_kana",
		[LIST_BIRTH] = "birth_date",
		[LIST_SEX] = "sex",
		[LIST_PHONE] = "phone",
		[LIST_EMAIL] = "email",
		[LIST_POSTAL] = "postal_code",
		[LIST_ADDRESS] = "address",
		[LIST_INSURER] = "insurer_no",
		[LIST_INSURED] = "insured_no",
		[LIST_WARD] = "ward",
		[LIST_ROOM] = "room",
		[LIST_DEPARTMENT] = "department",
		[LIST_DIAGNOSIS] = "diagnosis",
		[LIST_ADMITTED] = "admitted_on",
		[LIST_DISCHARGED] = "discharged_on",
	};

	if (lang == SHUHI_LANG_EN)
		return english[f];
	return f == LIST_ID ? "患者ID" : known[f].names[0];
}

/* ---- a name as it is compared ------------------------------------------- */

struct letters {
	uint32_t c[NAME_MAX_LETTERS];
	size_t n;
};

/* False: no column we know is so long. */
static bool
letters_of(struct span s, struct letters *out)
{
	size_t at = 0;

	out->n = 0;
	while (at < s.len) {
		uint32_t c = utf8_next(s, &at);

		if (c == UTF8_BAD)
			return false;
		if (c <= ' ' || c == '_' || c == '-' || c == '.')
			continue;
		if (out->n == NAME_MAX_LETTERS)
			return false;
		out->c[out->n++] = c;
	}
	return out->n > 0;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Edits that turn one name into the other. */
static size_t
distance(const struct letters *a, const struct letters *b)
{
	size_t row[NAME_MAX_LETTERS + 1], i, j, diagonal, above;

	for (j = 0; j <= b->n; j++)
		row[j] = j;
	for (i = 0; i < a->n; i++) {
		diagonal = row[0];
		row[0] = i + 1;
		for (j = 1; j <= b->n; j++) {
			above = row[j];
			row[j] = least(diagonal + (a->c[i] != b->c[j - 1]),
			    least(above, row[j - 1]) + 1);
			diagonal = above;
		}
	}
	return row[b->n];
}

/* The nearest field and how far it is. */
static enum list_field
nearest(const struct letters *name, size_t *far)
{
	enum list_field best = LIST_IGNORED;
	struct letters other;
	size_t i, j, d;

	*far = SIZE_MAX;
	for (i = 0; i < NKNOWN; i++) {
		for (j = 0; j < 10 && known[i].names[j] != NULL; j++) {
			letters_of(span_of(known[i].names[j]), &other);
			d = distance(name, &other);
			if (d < *far) {
				*far = d;
				best = known[i].field;
			}
		}
	}
	return best;
}

static int
unknown(const struct csv_cell *cell, const struct letters *name,
    enum list_field near, size_t far, struct shuhi_error *err)
{
	fail(err, SHUHI_E_DICT, "a column of an unknown name", 0);
	err->line = cell->line;
	err->column = cell->column;
	if (near != LIST_IGNORED && far <= (name->n <= 3 ? 1u : 2u) &&
	    far < name->n)
		snprintf(err->hint, sizeof err->hint, "%s / %s?",
		    list_field_name(near, SHUHI_LANG_JA),
		    list_field_name(near, SHUHI_LANG_EN));
	else
		snprintf(err->hint, sizeof err->hint, "--ignore-unknown");
	return -1;
}

/* ---- the row ------------------------------------------------------------ */

static int
read_cell(const struct fold_table *fold_by, struct arena *arena,
    const struct csv_cell *cell, bool ignore, enum list_field *out,
    struct shuhi_error *err)
{
	struct letters name = { .n = 0 };
	size_t far = SIZE_MAX;
	struct folded f;

	if (fold(fold_by, arena, cell->text, &f, err) != 0)
		return -1;
	*out = ignore ? LIST_IGNORED : LIST_UNNAMED;
	if (span_trim(f.text).len == 0)
		return 0;
	*out = LIST_IGNORED;
	if (letters_of(f.text, &name))
		*out = nearest(&name, &far);
	if (far == 0)
		return 0;
	if (!ignore)
		return unknown(cell, &name, *out, far, err);
	*out = LIST_IGNORED;
	return 0;
}

static int
refuse(const struct csv_cell *cell, const char *message,
    struct shuhi_error *err)
{
	fail(err, SHUHI_E_DICT, message, 0);
	err->line = cell->line;
	err->column = cell->column;
	return -1;
}

static int
read_cells(const struct fold_table *fold_by, struct arena *arena,
    const struct csv_row *row, bool ignore, struct list_header *h,
    struct shuhi_error *err)
{
	for (h->n = 0; h->n < row->n; h->n++) {
		const struct csv_cell *cell = &row->cell[h->n];
		enum list_field *f = &h->field[h->n];

		if (read_cell(fold_by, arena, cell, ignore, f, err) != 0)
			return -1;
		if (*f >= LIST_FIELDS)
			continue;
		if (h->seen >> *f & 1)
			return refuse(cell, "the same column twice", err);
		h->seen |= 1u << *f;
	}
	if ((h->seen & (1u << LIST_ID | 1u << LIST_NAME | 1u << LIST_SURNAME |
	        1u << LIST_KANA | 1u << LIST_KANA_SURNAME)) == 0)
		return refuse(&row->cell[0],
		    "no column has names or patient numbers", err);
	return 0;
}

int
header_read(const struct fold_table *fold_by, const struct csv_row *row,
    bool ignore, struct list_header *out, struct shuhi_error *err)
{
	struct list_header h = { .n = 0 };
	struct arena arena;
	int rc;

	arena_init(&arena, LIMIT_ARENA);
	rc = read_cells(fold_by, &arena, row, ignore, &h, err);
	arena_fini(&arena);
	if (rc == 0)
		*out = h;
	return rc;
}
