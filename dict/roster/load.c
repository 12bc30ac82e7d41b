#include "load.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../../scanner/err.h"
#include "../../scanner/utf8.h"

#define ID_LETTERS 3
#define ID_MOST    20 /* digits */

struct load {
	const struct roster_list *list;
	struct roster_summary sum;
	struct fold_table *fold;
	struct namelist *names;
	struct people people;
	struct csv *csv;
	struct build *build;
	struct shuhi_error title; /* what was wrong with a first row */
};

/* ---- opening ------------------------------------------------------------ */

static int
open_words(struct load *l, struct shuhi_error *err)
{
	char dir[PATH_MAX], file[PATH_MAX];
	const char *dicts = l->list->dict_dir;

	if (dicts == NULL) {
		if (shuhi_data_dir(dir, sizeof dir - 8, err) != 0)
			return -1;
		strncat(dir, "/dict", 8);
		dicts = dir;
	}
	if (snprintf(file, sizeof file, "%s/fold.tsv", dicts) >=
	    (int)sizeof file)
		return fail(err, SHUHI_E_USAGE, "the folder's name is too long",
		    0);
	if (fold_table_new(file, &l->fold, err) != 0 ||
	    namelist_open(dicts, l->fold, &l->names, err) != 0)
		return -1;
	arena_init(&l->people.arena, LIMIT_ARENA);
	l->people.fold = l->fold;
	l->people.names = l->names;
	return 0;
}

/* The time of the index is that of the list: the same list, the same bytes. */
static int64_t
time_of(const struct roster_list *list, int fd)
{
	struct stat st;

	if (list->built != 0)
		return list->built;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return st.st_mtime;
	return time(NULL);
}

static int
open_list(struct load *l, struct shuhi_error *err)
{
	const char *file = l->list->file;
	int fd = file == NULL ? dup(0) : open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return fail(err, SHUHI_E_IO, strerrordesc_np(errno), 0);
	l->sum.built = time_of(l->list, fd);
	return csv_open(fd, l->list->charset, &l->csv, err);
}

static int
open_build(struct load *l, const char *keyfile, struct shuhi_error *err)
{
	struct keyring key;
	int rc;

	if (keyring_read(keyfile, &key, err) != 0)
		return -1;
	rc = build_new(&key, l->list->kind, l->fold, &l->build, err);
	keyring_wipe(&key);
	return rc;
}

static void
load_close(struct load *l)
{
	build_free(l->build);
	csv_close(l->csv);
	arena_fini(&l->people.arena);
	namelist_free(l->names);
	fold_table_free(l->fold);
}

/* ---- reading ------------------------------------------------------------ */

/* Not every script, or with NULL none, tells the name in the row at `line`. */
static void
note_untold(struct load *l, const struct person *p, uint32_t line)
{
	size_t i;

	for (i = 0; i < ROSTER_SCRIPTS; i++)
		if ((p == NULL || !p->told[i]) && l->sum.untold[i]++ == 0)
			l->sum.untold_line[i] = line;
}

static void
skip_row(struct load *l, uint32_t line)
{
	l->sum.skipped++;
	build_missed(l->build);
	note_untold(l, NULL, line);
}

static void
tell(struct load *l, const struct roster_bad *bad)
{
	if (l->list->bad != NULL)
		l->list->bad(l->list->context, bad);
}

static void
tell_cell(void *context, enum people_fault fault, const struct csv_cell *cell)
{
	struct load *l = context;

	l->sum.dropped++;
	tell(l, &(struct roster_bad){ .people = fault, .line = cell->line,
	            .column = cell->column });
}

/* What a scan looks for: up to three letters, then digits; see seekkey.c. */
static bool
is_looked_for(struct span id)
{
	size_t i = 0, digits;

	while (i < id.len && is_latin((unsigned char)id.ptr[i]))
		i++;
	digits = id.len - i;
	if (i > ID_LETTERS || digits == 0 || digits > ID_MOST)
		return false;
	while (i < id.len && is_digit((unsigned char)id.ptr[i]))
		i++;
	return i == id.len;
}

static void
note_id(struct load *l, const struct person *p, uint32_t line)
{
	const struct span id = spell_span(&p->key[RK_ID]);

	if (id.len > 0 && !is_looked_for(id) && l->sum.odd_ids++ == 0)
		l->sum.odd_id_line = line;
}

static int
take_row(struct load *l, const struct csv_row *row, struct person *person,
    struct shuhi_error *err)
{
	const uint32_t line = row->cell[0].line;
	const uint64_t dropped = l->sum.dropped;
	bool good;

	if (people_row(&l->people, row, person, &good, err) != 0)
		return -1;
	if (!good) {
		l->sum.dropped = dropped;
		skip_row(l, line);
		return 0;
	}
	note_untold(l, person, line);
	note_id(l, person, line);
	return build_add(l->build, person, err);
}

static void
tell_broken(struct load *l, const struct csv_bad *bad)
{
	skip_row(l, bad->line);
	tell(l, &(struct roster_bad){ .csv = bad->fault, .line = bad->line,
	            .column = bad->column });
}

/* 入院患者一覧,,, : one cell that says something, and others that do not. */
static bool
may_be_title(const struct csv_row *row)
{
	size_t i, n = 0;

	for (i = 0; i < row->n; i++)
		n += row->cell[i].text.len > 0;
	return n == 1;
}

/*
 * A title may stand above; *first stays true then.  What is wrong with a header is
 * told of the first row, unless the next is one.
 */
static int
take_header(struct load *l, const struct csv_row *row, bool *first,
    struct shuhi_error *err)
{
	struct shuhi_error own = { 0 };
	const bool above = l->title.code == 0;

	*first = false;
	if (header_read(l->fold, row, l->list->ignore_unknown,
	        &l->people.header, &own) != 0) {
		if (above && own.code == SHUHI_E_DICT && may_be_title(row)) {
			l->title = own;
			*first = true;
			return 0;
		}
		*err = above ? own : l->title;
		return -1;
	}
	l->title.code = 0;
	l->sum.fields = l->people.header.seen;
	return 0;
}

/* A header that cannot be read is no row that could be skipped. */
static int
refuse_header(const struct csv_bad *bad, struct shuhi_error *err)
{
	fail(err, SHUHI_E_DICT, "the header cannot be read", 0);
	err->line = bad->line;
	err->column = bad->column;
	return -1;
}

static int
take_rows(struct load *l, struct person *person, struct shuhi_error *err)
{
	const struct csv_row *row;
	struct csv_bad bad;
	bool first = true;
	int rc = 0;

	while (rc == 0) {
		if (csv_next(l->csv, &row, &bad, err) != 0)
			return -1;
		if (row == NULL)
			break;
		if (l->list->progress != NULL)
			l->list->progress(l->list->context, csv_bytes(l->csv));
		if (first) {
			rc = bad.fault != CSV_GOOD
			    ? refuse_header(&bad, err)
			    : take_header(l, row, &first, err);
			continue;
		}
		if (bad.fault == CSV_GOOD)
			rc = take_row(l, row, person, err);
		else
			tell_broken(l, &bad);
	}
	if (rc == 0 && l->title.code != 0) {
		*err = l->title;
		return -1;
	}
	return rc;
}

static int
read_list(struct load *l, struct shuhi_error *err)
{
	struct person *person = malloc(sizeof *person);
	int rc;

	if (person == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for the list", 0);
	l->people.bad = tell_cell;
	l->people.context = l;
	l->people.drop = l->list->skip_bad;
	rc = take_rows(l, person, err);
	explicit_bzero(person, sizeof *person);
	free(person);
	l->sum.people = build_people(l->build);
	l->sum.unsplit = l->people.unsplit;
	l->sum.charset = csv_charset(l->csv);
	return rc;
}

static int
make(struct load *l, const char *keyfile, const char *index,
    struct shuhi_error *err)
{
	if (open_words(l, err) != 0 || open_build(l, keyfile, err) != 0)
		return -1;
	if (open_list(l, err) != 0 || read_list(l, err) != 0) {
		if (err->where[0] == '\0')
			snprintf(err->where, sizeof err->where, "%s",
			    l->list->file != NULL ? l->list->file : "-");
		return -1;
	}
	if (l->sum.skipped > 0 && !l->list->skip_bad)
		return fail(err, SHUHI_E_DICT, "some rows cannot be used", 0);
	if (build_write(l->build, index, l->sum.built, err) != 0)
		return -1;
	l->sum.repeated = build_repeated(l->build);
	return 0;
}

int
roster_make(const char *keyfile, const struct roster_list *list,
    const char *index, struct roster_summary *sum, struct shuhi_error *err)
{
	struct load l = { .list = list };
	int rc = make(&l, keyfile, index, err);

	*sum = l.sum;
	load_close(&l);
	return rc;
}
