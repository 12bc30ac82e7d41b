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

struct load {
	const struct roster_list *list;
	struct roster_summary sum;
	struct fold_table *fold;
	struct namelist *names;
	struct people people;
	struct csv *csv;
	struct build *build;
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
tell_bad(struct load *l, const struct roster_bad *bad)
{
	l->sum.skipped++;
	build_missed(l->build);
	note_untold(l, NULL, bad->line);
	if (l->list->bad != NULL)
		l->list->bad(l->list->context, bad);
}

static int
take_row(struct load *l, const struct csv_row *row, struct person *person,
    struct shuhi_error *err)
{
	const struct csv_cell *cell = NULL;
	enum people_fault fault;

	if (people_row(&l->people, row, person, &fault, &cell, err) != 0)
		return -1;
	if (fault == PEOPLE_GOOD) {
		note_untold(l, person, row->cell[0].line);
		return build_add(l->build, person, err);
	}
	tell_bad(l, &(struct roster_bad){ .people = fault, .line = cell->line,
	                .column = cell->column });
	return 0;
}

static int
take_header(struct load *l, const struct csv_row *row, struct shuhi_error *err)
{
	if (header_read(l->fold, row, l->list->ignore_unknown,
	        &l->people.header, err) != 0)
		return -1;
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
		if (first)
			rc = bad.fault != CSV_GOOD ? refuse_header(&bad, err)
			                           : take_header(l, row, err);
		else if (bad.fault == CSV_GOOD)
			rc = take_row(l, row, person, err);
		else
			tell_bad(l, &(struct roster_bad){ .csv = bad.fault,
			                .line = bad.line, .column = bad.column });
		first = false;
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
