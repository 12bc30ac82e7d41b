#include "foldtable.h"

#include <stdlib.h>

#include "digest.h"
#include "err.h"
#include "lines.h"
#include "utf8.h"

static int
fold_line(struct fold_table *t, const struct line *l, struct shuhi_error *err)
{
	struct span from = l->field[0], to = l->field[1];
	size_t i = 0, j = 0;
	uint32_t a, b;

	if (l->nfields < 2 || from.len == 0 || to.len == 0)
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "want two columns", "write: variant<TAB>standard");
	a = utf8_next(from, &i);
	b = utf8_next(to, &j);
	if (a == UTF8_BAD || b == UTF8_BAD || i != from.len || j != to.len ||
	    b > 0xffff || b <= SAME)
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "want one character for one", "split it into lines");
	if (a <= 0xffff) {
		t->map[a] = (uint16_t)b;
		return 0;
	}
	if (t->nextra == sizeof t->extra / sizeof t->extra[0])
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "too many characters beyond U+FFFF", "at most 64");
	t->extra[t->nextra].from = a;
	t->extra[t->nextra].to = b;
	t->nextra++;
	return 0;
}

static int
fold_file(struct fold_table *t, const char *file, struct shuhi_error *err)
{
	struct lines lines;
	struct line l;
	int rc = 0;

	if (lines_open(&lines, file, SHUHI_E_DICT, err) != 0)
		return -1;
	while (rc == 0 && lines_next(&lines, &l))
		rc = fold_line(t, &l, err);
	lines_close(&lines);
	return rc;
}

int
fold_by_icu(const struct fold_table *t, uint32_t c, uint32_t *out)
{
	UChar in[2], buf[MAX_EXPANSION * 2];
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = 0, got, i;
	int n = 0;

	U16_APPEND_UNSAFE(in, len, c);
	got = unorm2_normalize(t->nfkc_cf, in, len, buf,
	    (int32_t)(sizeof buf / sizeof buf[0]), &status);
	if (U_FAILURE(status))
		return -1;
	for (i = 0; i < got; n++)
		U16_NEXT(buf, i, got, out[n]);
	return n;
}

static int
fill_from_icu(struct fold_table *t)
{
	uint32_t c, out[MAX_EXPANSION];
	int n;

	for (c = 0xd800; c < 0xe000; c++)
		t->map[c] = SPECIAL; /* surrogates: what has them is refused */
	for (c = 0; c < 0x10000; c++) {
		/* unified ideographs, Hangul and surrogates stay as they are */
		if (c == 0x3400)
			c = 0xa000;
		if (c == 0xac00)
			c = 0xf900;
		if ((n = fold_by_icu(t, c, out)) < 0)
			return -1;
		if (joins(c) || n != 1 || out[0] > 0xffff)
			t->map[c] = SPECIAL;
		else if (out[0] != c)
			t->map[c] = (uint16_t)out[0];
		else if (is_dash(c) || is_separator(c))
			t->map[c] = SAME;
	}
	return 0;
}

int
fold_table_new(
    const char *file, struct fold_table **out, struct shuhi_error *err)
{
	UErrorCode status = U_ZERO_ERROR;
	struct fold_table *t;

	if ((t = calloc(1, sizeof *t)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for folding", 0);
	t->nfkc_cf = unorm2_getNFKCCasefoldInstance(&status);
	t->nfc = unorm2_getNFCInstance(&status);
	if (U_FAILURE(status) || fill_from_icu(t) != 0) {
		fold_table_free(t);
		return fail(err, SHUHI_E_ENGINE, "ICU has no NFKC data", 0);
	}
	if (fold_file(t, file, err) != 0) {
		fold_table_free(t);
		return -1;
	}
	*out = t;
	return 0;
}

void
fold_table_free(struct fold_table *t)
{
	free(t);
}

void
fold_table_digest(const struct fold_table *t, struct digester *d)
{
	digester_add(d, (struct span){ (const char *)t->map, sizeof t->map });
	digester_add(d, (struct span){ (const char *)t->extra,
	                    t->nextra * sizeof t->extra[0] });
}
