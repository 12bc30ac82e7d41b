/*
 * mkwords: the words nobody writes by hand, made when the project is built.
 *
 *   names.tsv      family and given names of mecab-ipadic, and the readings of
 *                  these and of our own names in kana and Latin letters
 *   variants.tsv   other writings of our words (variants.h)
 *   kanakanji.csv  a dictionary's source for kana-kanji conversion, and
 *   kanakanji.signs  how the words that matter begin (kanakanji.h)
 *
 * IPADIC's source is read once for all.  The output depends on the input
 * alone.
 */
#include <dirent.h>
#include <fcntl.h>
#include <getopt.h>
#include <iconv.h>
#include <unistd.h>

#include "../scanner/utf8.h"
#include "kana.h"
#include "kanakanji.h"
#include "store.h"
#include "variants.h"

/* ---- names ------------------------------------------------------------ */

enum { FAMILY, GIVEN };
static const char *const name_class[] = { "name.family", "name.given" };

struct name {
	struct span surface;
	uint32_t class;
};

struct names {
	struct block *pool;
	struct array made;  /* struct name                           */
	struct table seen;  /* their surfaces, by class              */
	struct table known; /* surfaces of the word lists, by class  */
};

static void
add_name(struct names *m, struct span surface, uint32_t class)
{
	struct name *n;

	if (table_get(&m->seen, surface, class) != 0)
		return;
	surface = keep(&m->pool, surface);
	n = array_add(&m->made, sizeof *n);
	*n = (struct name){ surface, class };
	table_set(&m->seen, surface, class, 1);
}

static void
add_readings(struct names *m, struct span kana, uint32_t class)
{
	struct kana_text t;
	enum romaji style;

	if (!kana_only(kana) || kana_beats(kana) < 2)
		return;
	if (kana_to_katakana(kana, &t))
		add_name(m, kana_span(&t), class);
	if (kana_to_hiragana(kana, &t))
		add_name(m, kana_span(&t), class);
	for (style = 0; style < ROMAJI_STYLES; style++)
		if (kana_to_romaji(kana, style, &t) && t.len >= 3)
			add_name(m, kana_span(&t), class);
}

/* A line of Noun.name.csv. */
static void
read_name(struct names *m, const struct span *field)
{
	struct span surface = field[0];
	uint32_t class;

	if (span_eq(field[7], SPAN("姓")))
		class = FAMILY;
	else if (span_eq(field[7], SPAN("名")))
		class = GIVEN;
	else
		return;
	if (utf8_count(surface) == 1 && !has_kanji(surface))
		return;
	add_name(m, surface, class);
	if (!katakana_only(surface)) /* foreign: written so and not otherwise */
		add_readings(m, field[11], class);
}

/* A line of the word lists: family<TAB>class<TAB>kana=READING. */
static void
read_own_name(struct names *m, const struct span *field)
{
	struct span attributes = field[2], one;
	uint32_t class = FAMILY;

	if (span_eq(field[1], span_of(name_class[GIVEN])))
		class = GIVEN;
	else if (!span_eq(field[1], span_of(name_class[FAMILY])))
		return;
	table_set(&m->known, keep(&m->pool, field[0]), class, 1);
	while (span_cut(&attributes, ',', &one))
		if (span_starts(one, SPAN("kana=")) && !katakana_only(field[0]))
			add_readings(m, span_sub(one, 5, one.len), class);
}

static int
by_name(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int c = span_order(x->surface, y->surface);

	return c != 0 ? c : x->class < y->class ? -1 : x->class > y->class;
}

static void
names_print(struct names *m, FILE *f)
{
	const struct name *n = m->made.v, *end = n + m->made.n;

	qsort(m->made.v, m->made.n, sizeof *n, by_name);
	fputs(
	    "# Family and given names, and their readings.  Made by mkwords: "
	    "do not edit.\n"
	    "# Provenance: Noun.name.csv of Debian's mecab-ipadic, (C) "
	    "2000-2003 Nara Institute\n"
	    "# of Science and Technology; readings also of dict/surnames.tsv.\n"
	    "# Licence: BSD-3-Clause-with-ICOT-term (see "
	    "/usr/share/doc/mecab-ipadic/copyright)\n",
	    f);
	for (; n < end; n++)
		if (table_get(&m->known, n->surface, n->class) == 0)
			fprintf(f, "%.*s\t%s\t%s\n", (int)n->surface.len,
			    n->surface.ptr, name_class[n->class],
			    has_kanji(n->surface) ? "" : "reading");
}

static void
names_free(struct names *m)
{
	free(m->made.v);
	free(m->seen.slot);
	free(m->known.slot);
	pool_free(&m->pool);
}

/* ---- input ------------------------------------------------------------ */

struct maker {
	struct names names;
	struct variants variants;
	struct kanakanji kanakanji;
};

/* Everything after this may take its letters to be well-formed. */
static void
check_utf8(const char *file, unsigned number, struct span line)
{
	size_t at = 0;

	while (at < line.len)
		if (utf8_next(line, &at) == UTF8_BAD)
			errx(1, "%s:%u: not UTF-8", file, number);
}

static void
read_words(struct maker *m, const char *file)
{
	struct span rest, line, field[3];
	char *data = read_file(file, &rest.len);
	unsigned number = 0;

	rest.ptr = data;
	while (span_cut(&rest, '\n', &line)) {
		check_utf8(file, ++number, line);
		if (span_ends(line, SPAN("\r")))
			line.len--;
		field[2] = (struct span){ 0 };
		if (line.len == 0 || line.ptr[0] == '#' ||
		    split(line, '\t', field, 3) < 2)
			continue;
		variants_know(&m->variants, field[0], field[1], field[2]);
		kanakanji_know(&m->kanakanji, field[0], field[1]);
		read_own_name(&m->names, field);
	}
	free(data);
}

static char *
from_euc(iconv_t cd, const char *file, char *in, size_t len, size_t *outlen)
{
	size_t room = len * 2 + 16; /* two bytes become three at most */
	char *out = x_realloc(NULL, room), *to = out;

	if (iconv(cd, &in, &len, &to, &room) == (size_t)-1)
		err(1, "%s: not EUC-JP", file);
	*outlen = (size_t)(to - out);
	return out;
}

static void
read_csv(struct maker *m, iconv_t cd, const char *file)
{
	bool names = span_ends(span_of(file), SPAN("/Noun.name.csv"));
	struct span rest, line, field[13];
	char *euc, *data;
	size_t len;

	euc = read_file(file, &len);
	data = from_euc(cd, file, euc, len, &rest.len);
	rest.ptr = data;
	while (span_cut(&rest, '\n', &line))
		if (split(line, ',', field, 13) == 13) {
			variants_weigh(&m->variants, field);
			kanakanji_weigh(&m->kanakanji, field);
			if (names)
				read_name(&m->names, field);
		}
	free(data);
	free(euc);
}

static void
read_ipadic(struct maker *m, const char *folder)
{
	struct dirent *e;
	iconv_t cd;
	DIR *dir;
	char *file;

	if ((dir = opendir(folder)) == NULL)
		err(1, "%s", folder);
	if ((cd = iconv_open("UTF-8", "EUC-JP")) == (iconv_t)-1)
		err(1, "iconv_open");
	while ((e = readdir(dir)) != NULL) {
		if (!span_ends(span_of(e->d_name), SPAN(".csv")))
			continue;
		if (asprintf(&file, "%s/%s", folder, e->d_name) < 0)
			err(1, NULL);
		read_csv(m, cd, file);
		free(file);
	}
	iconv_close(cd);
	closedir(dir);
}

/* ---- output ----------------------------------------------------------- */

struct output {
	FILE *f;
	char *file, *tmp;
};

static void
output_open(struct output *o, const char *folder, const char *name)
{
	int fd;

	if (asprintf(&o->file, "%s/%s", folder, name) < 0 ||
	    asprintf(&o->tmp, "%s/.%s.XXXXXX", folder, name) < 0)
		err(1, NULL);
	if ((fd = mkostemp(o->tmp, O_CLOEXEC)) < 0 ||
	    (o->f = fdopen(fd, "w")) == NULL)
		err(1, "%s", o->tmp);
	fchmod(fd, 0644);
}

/* All or nothing: the file appears whole under its name. */
static void
output_close(struct output *o)
{
	bool bad = ferror(o->f) != 0;

	if (fclose(o->f) != 0 || bad || rename(o->tmp, o->file) != 0) {
		unlink(o->tmp);
		err(1, "%s", o->file);
	}
	free(o->tmp);
	free(o->file);
}

static void
write_all(struct maker *m, const char *folder)
{
	struct output o;

	output_open(&o, folder, "names.tsv");
	names_print(&m->names, o.f);
	output_close(&o);
	output_open(&o, folder, "variants.tsv");
	variants_print(&m->variants, o.f);
	output_close(&o);
	output_open(&o, folder, "kanakanji.csv");
	kanakanji_print(&m->kanakanji, o.f);
	output_close(&o);
	output_open(&o, folder, "kanakanji.signs");
	kanakanji_print_signs(&m->kanakanji, o.f);
	output_close(&o);
}

/* ---- main ------------------------------------------------------------- */

static _Noreturn void
usage(void)
{
	errx(64, "usage: mkwords -o OUTDIR --ipadic-src DIR --mecab-dic DIR "
	         "DICT_TSV...");
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "ipadic-src", required_argument, NULL, 's' },
		{ "mecab-dic", required_argument, NULL, 'd' },
		{ "output", required_argument, NULL, 'o' },
		{ NULL, 0, NULL, 0 },
	};
	char *out = NULL, *source = NULL, *dictionary = NULL;
	struct maker m = { 0 };
	struct reader *reader;
	int c;

	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (c == 'o')
			out = optarg;
		else if (c == 's')
			source = optarg;
		else if (c == 'd')
			dictionary = optarg;
		else
			usage();
	}
	if (out == NULL || source == NULL || dictionary == NULL ||
	    optind == argc)
		usage();
	m.variants.reader = m.kanakanji.reader = reader =
	    reader_open(dictionary);
	for (; optind < argc; optind++)
		read_words(&m, argv[optind]);
	variants_make(&m.variants);
	read_ipadic(&m, source);
	if (m.names.made.n == 0)
		errx(1, "%s: no names in it; install mecab-ipadic", source);
	kanakanji_make(&m.kanakanji);
	write_all(&m, out);
	names_free(&m.names);
	kanakanji_free(&m.kanakanji);
	variants_close(&m.variants);
	reader_close(reader);
	return 0;
}
