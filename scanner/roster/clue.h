/*
 * A clue: what a piece of text says about somebody, as far as a roster knows it.
 *
 *	山田さん         SURNAME    rows with surname 17
 *	S33.4.12         BIRTH      rows with birth date 20012
 *	090-0000-0001    PHONE      row 4711
 *
 * Clues say which rows they fit, never a value.  Facets are what clues of several
 * fields are about: 佐藤太郎 and サトウさん are both about who it is, so that they
 * count once.
 */
#ifndef SHUHI_CLUE_H
#define SHUHI_CLUE_H

#include "arena.h"
#include "roster.h"

enum clue_field {
	CLUE_NAME, /* full name in kanji, kana, romaji */
	CLUE_KANA,
	CLUE_ROMAJI,
	CLUE_SURNAME, /* with an honorific */
	CLUE_GIVEN,
	CLUE_MASKED,   /* 山○太郎, 山○さん */
	CLUE_INITIALS, /* Y.T. */
	CLUE_ID,
	CLUE_PHONE,
	CLUE_EMAIL,
	CLUE_INSURED,
	CLUE_ADDRESS,
	CLUE_TOWN,
	CLUE_POSTAL,
	CLUE_BIRTH,
	CLUE_AGE,
	CLUE_SEX,
	CLUE_INSURER,
	CLUE_WARD,
	CLUE_ROOM,
	CLUE_DEPARTMENT,
	CLUE_DIAGNOSIS,
	CLUE_ADMITTED,
	CLUE_DISCHARGED,
	CLUE_FIELDS
};

enum clue_facet {
	FACET_WHO,
	FACET_ID,
	FACET_PHONE,
	FACET_EMAIL,
	FACET_INSURED,
	FACET_HOME,
	FACET_BORN,
	FACET_SEX,
	FACET_INSURER,
	FACET_WARD,
	FACET_ROOM,
	FACET_DEPARTMENT,
	FACET_DIAGNOSIS,
	FACET_ADMITTED,
	FACET_DISCHARGED,
	FACETS
};

struct clue_kind {
	const char *label[2]; /* by enum shuhi_lang: 生年月日, date of birth */
	enum clue_facet facet;
};

extern const struct clue_kind clue_kinds[CLUE_FIELDS];

struct clue {
	uint32_t from, to; /* bytes of the folded text    */
	uint8_t field;     /* enum clue_field             */
	uint8_t roster;    /* which of the set            */
	bool firm;         /* names one person by itself  */
	bool beside_care;  /* ... where care is told of   */
	uint8_t ntests;
	/*
	 * The rows it fits: `nrows` of them, either listed (ascending) or from
	 * `first` on; or, with ntests > 0, those for which every test holds.
	 */
	uint32_t nrows, first;
	const uint32_t *rows;
	struct roster_test test[2];
};

struct clues {
	struct clue *v; /* the arena's */
	size_t n, cap;
};

static inline uint32_t
clue_row(const struct clue *c, uint32_t i)
{
	return c->rows != NULL ? c->rows[i] : c->first + i;
}

static inline unsigned
clue_facet(const struct clue *c)
{
	return 1u << clue_kinds[c->field].facet;
}

/* Does a full name stand there, in any writing? */
static inline bool
clue_is_full_name(const struct clue *c)
{
	return c->field == CLUE_NAME || c->field == CLUE_KANA ||
	       c->field == CLUE_ROMAJI;
}

/* Fails with SHUHI_E_LIMIT (LIMIT_CLUES) or SHUHI_E_NOMEM. */
int clue_add(
    struct arena *, struct clues *, const struct clue *, struct shuhi_error *);

/* By place; where several begin at one place the longest first. */
void clues_sort(struct clues *);

/* Does the clue fit this row of its roster? */
bool clue_fits(const struct roster *, const struct clue *, uint32_t row);

/* A copy of ascending codes or rows in the arena; NULL: full. */
uint32_t *clue_list(struct arena *, const uint32_t *, size_t n);

/*
 * A clue by one column: the rows with one of these codes.  Nothing when there
 * are none.
 */
int clue_add_column(struct arena *, struct clues *, struct clue,
    enum roster_column, const uint32_t *codes, size_t n, struct shuhi_error *);

#endif
