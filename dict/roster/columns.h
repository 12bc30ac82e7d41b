/*
 * A list's first row: which column is what.
 *
 *	患者ID,氏名,ｶﾅ氏名,Birth Date  ->  LIST_ID LIST_NAME LIST_KANA LIST_BIRTH
 *
 * Names are compared folded, without blanks, "_" and "-".
 */
#ifndef SHUHI_DICT_ROSTER_COLUMNS_H
#define SHUHI_DICT_ROSTER_COLUMNS_H

#include "../../scanner/fold.h"
#include "csv.h"

enum list_field {
	LIST_ID,
	LIST_NAME,
	LIST_SURNAME,
	LIST_GIVEN,
	LIST_KANA,
	LIST_KANA_SURNAME,
	LIST_KANA_GIVEN,
	LIST_BIRTH,
	LIST_SEX,
	LIST_PHONE,
	LIST_EMAIL,
	LIST_POSTAL,
	LIST_ADDRESS,
	LIST_INSURER,
	LIST_INSURED,
	LIST_WARD,
	LIST_ROOM,
	LIST_DEPARTMENT,
	LIST_DIAGNOSIS,
	LIST_ADMITTED,
	LIST_DISCHARGED,
	LIST_FIELDS,
	LIST_IGNORED = LIST_FIELDS,
	LIST_UNNAMED /* its head is empty, and so should be its cells */
};

struct list_header {
	enum list_field field[LIMIT_ROSTER_COLUMNS];
	size_t n;
	uint32_t seen; /* 1 << field */
};

/* How a field is called at the head of a column, by enum shuhi_lang. */
const char *list_field_name(enum list_field, enum shuhi_lang);

/*
 * Fails with SHUHI_E_DICT, line and column (err->where is the caller's): a column
 * nobody knows (unless `ignore`), one twice, or no column that names a person.
 */
int header_read(const struct fold_table *, const struct csv_row *, bool ignore,
    struct list_header *, struct shuhi_error *);

#endif
