/*
 * A roster: who is a patient (a VIP, of the staff) here, as keyed hashes.
 *
 *	佐藤 太郎, 1958/4/12, 3階東病棟, 301号室, 肺炎 ...
 *	    -> row 4711: surname 311, given 90, born 20012, ward 3, room 17 ...
 *
 * A value is known by its code only: a number in the order of keyed hashes, which
 * says nothing about the value.  Codes, rows and the order of rows mean something
 * within one open index only.  Rows of one full name stand side by side.
 *
 * Whatever is asked for is in canonical spelling: see spell.h.
 *
 * Memory   a roster is one block, a copy of the file with its columns decrypted,
 *          kept out of core dumps and wiped at close.  What becomes of the file
 *          after that does not matter.  Nothing it answers is allocated.
 * Threads  immutable once open: any number may ask at once.
 */
#ifndef SHUHI_ROSTER_H
#define SHUHI_ROSTER_H

#include "shuhi.h"
#include "span.h"

struct roster;

enum roster_kind { ROSTER_PATIENTS, ROSTER_VIP, ROSTER_STAFF };

/* What many people share: a code a row. */
enum roster_column {
	RC_SURNAME,
	RC_GIVEN,
	RC_KANA_SURNAME,
	RC_KANA_GIVEN,
	RC_BIRTH,
	RC_SEX,
	RC_TOWN,
	RC_POSTAL,
	RC_INSURER,
	RC_WARD,
	RC_ROOM,
	RC_DEPARTMENT,
	RC_DIAGNOSIS,
	RC_ADMITTED,
	RC_DISCHARGED,
	RC_COLUMNS
};

/* What names one person, or a family. */
enum roster_key {
	RK_ID,
	RK_PHONE,
	RK_EMAIL,
	RK_INSURED,
	RK_ADDRESS, /* town and house number */
	RK_NAME,    /* full names that could not be split, without the blank */
	RK_KEYS
};

/* In which a name may be written. */
enum roster_script { SCRIPT_KANJI, SCRIPT_KANA, SCRIPT_LATIN, ROSTER_SCRIPTS };

#define ROSTER_NONE UINT32_MAX /* no code: the cell is empty */

/*
 * Fails   SHUHI_E_IO      cannot be read, is damaged, cut off, of another
 *                         version, or made with another key,
 *         SHUHI_E_USAGE   the key file is no key, or others may read it,
 *         SHUHI_E_NOMEM.  err->where names the file, err->hint what to do.
 */
int roster_open(const char *index, const char *keyfile, struct roster **,
    struct shuhi_error *);
void roster_close(struct roster *); /* NULL is fine */

/*
 * Was the list folded by this table?  With another one nobody would be found: it
 * has to be built again.  Fails with SHUHI_E_IO when not, SHUHI_E_NOMEM.
 */
struct fold_table;
int roster_check_spelling(
    const struct roster *, const struct fold_table *, struct shuhi_error *);

/* What a file says of itself; its key is not needed, so nothing is proved. */
struct roster_info {
	enum roster_kind kind;
	uint32_t people;
	int64_t built;                   /* seconds since 1970-01-01 UTC */
	uint64_t size;                   /* bytes */
	uint32_t values[RC_COLUMNS];     /* distinct, 0: no such column */
	uint32_t keys[RK_KEYS];          /* entries                     */
	uint32_t untold[ROSTER_SCRIPTS]; /* see roster_untold()     */
};

/* Fails as roster_open() does. */
int roster_look(const char *index, struct roster_info *, struct shuhi_error *);

enum roster_kind roster_kind(const struct roster *);
uint32_t roster_rows(const struct roster *);
int64_t roster_built(const struct roster *); /* seconds since 1970-01-01 */
bool roster_has_column(const struct roster *, enum roster_column);
bool roster_has_key(const struct roster *, enum roster_key);

/*
 * How many of those who are meant to be on the list have a name that is not known
 * in the script.  Only when it is 0 somebody who is called otherwise is nobody's.
 */
uint32_t roster_untold(const struct roster *, enum roster_script);

/*
 * May somebody be called so: a surname, a given name, a part of a name, in any
 * script?  None has over roster_longest() letters of Japanese.
 */
bool roster_calls(const struct roster *, struct span canonical);
uint32_t roster_longest(const struct roster *);

/* How many codes a column has: they are 0 ... n - 1. */
uint32_t roster_values(const struct roster *, enum roster_column);

/*
 * Codes of a value, ascending, at most `cap` of them; 0: nobody has it.  One
 * code for a value, and several for a surname or given name in which ○ stands
 * for one letter: up to 450 for ○田 and 530 for ○子 when all known names occur.
 * An answer of `cap` may not be all.
 */
size_t roster_codes(const struct roster *, enum roster_column,
    struct span canonical, uint32_t *codes, size_t cap);

/* Rows that a key names, at most `cap`. */
size_t roster_find(const struct roster *, enum roster_key,
    struct span canonical, uint32_t *rows, size_t cap);

/* Rows [*first, *first + answer) of a full name, of a surname. */
uint32_t roster_named(
    const struct roster *, uint32_t surname, uint32_t given, uint32_t *first);
uint32_t roster_family(
    const struct roster *, uint32_t surname, uint32_t *first);

/*
 * How many rows have a full name in kana; the first `cap` of them to `rows`.
 * `given` ROSTER_NONE: all of the surname.
 */
uint32_t roster_named_kana(const struct roster *, uint32_t surname,
    uint32_t given, uint32_t *rows, size_t cap);

/* A row's code in a column, ROSTER_NONE when the cell is empty. */
uint32_t roster_cell(const struct roster *, enum roster_column, uint32_t row);

/* Days since 1970-01-01 of a code of RC_BIRTH, RC_ADMITTED or RC_DISCHARGED. */
int32_t roster_day(const struct roster *, enum roster_column, uint32_t code);

/* 's' for the kana さとう; 0 when it begins with no kana. */
char roster_initial(
    const struct roster *, enum roster_column kana, uint32_t code);

/*
 * Rows for which every test holds.  Stops at `enough`; the answer is then
 * `enough`.  The first `cap` of them go to `rows`.  An empty cell fits no test.
 * Fails with SHUHI_E_NOMEM, and SHUHI_E_LIMIT for over LIMIT_ROSTER_TESTS.
 */
struct roster_test {
	enum roster_column column;
	const uint32_t *codes; /* ascending */
	size_t n;
};

int roster_count(const struct roster *, const struct roster_test *,
    size_t ntests, uint32_t enough, uint32_t *rows, size_t cap, uint32_t *count,
    struct shuhi_error *);

/* Could a name stand here?  See rostersieve.h. */
struct roster_sieve;
const struct roster_sieve *roster_sieve(const struct roster *);

#endif
