/*
 * Cases as text: tests/cases/ *.case (or $CASES), one cmocka test a case.
 *
 *	=== what the case shows
 *	the text, \u{200b} for what nobody can see
 *	--- block
 *	person.name  0..6  "山田"
 *
 * The verdict is pass, review or block, or `found` for either of the last two.
 * Each line below it is an entity that some finding must have: class, bytes of
 * the text, and what stands there.  To add a case is to add four lines.
 */
#include <glob.h>
#include <inttypes.h>

#include "shuhi.h"
#include "span.h"
#include "engine.h"

struct expected {
	char class_name[64];
	uint64_t start, end;
	char *text;
};

struct testcase {
	char *name; /* file:line: title */
	char *text;
	size_t len;
	char verdict[16];
	struct expected *v;
	size_t n;
};

struct cases {
	struct testcase *v;
	struct CMUnitTest *tests;
	size_t n;
};

static void
die(const char *file, unsigned line, const char *why)
{
	fprintf(stderr, "%s:%u: %s\n", file, line, why);
	exit(2);
}

/* ---- reading --------------------------------------------------------------- */

/* \u{…} becomes the character it names; everything else is as it is. */
static size_t
unescape(char *s, size_t len)
{
	char *in = s, *out = s, *stop = s + len, *end;

	while (in < stop) {
		if (strncmp(in, "\\u{", 3) != 0) {
			*out++ = *in++;
			continue;
		}
		out += utf8_put(out, (uint32_t)strtoul(in + 3, &end, 16));
		in = end + (*end == '}');
	}
	*out = '\0';
	return (size_t)(out - s);
}

static void
add_line(struct testcase *c, const char *line)
{
	size_t n = strlen(line);

	c->text = realloc(c->text, c->len + n + 2);
	if (c->text == NULL)
		abort();
	if (c->len > 0)
		c->text[c->len++] = '\n';
	memcpy(c->text + c->len, line, n + 1);
	c->len += n;
}

static bool
add_expected(struct testcase *c, char *line)
{
	struct expected e = { .class_name = "" };
	char *open = strchr(line, '"'), *close = strrchr(line, '"');

	if (open == NULL || close == open ||
	    sscanf(line, "%63s %" SCNu64 "..%" SCNu64, e.class_name, &e.start,
	        &e.end) != 3)
		return false;
	e.text = strndup(open + 1, (size_t)(close - open - 1));
	c->v = realloc(c->v, (c->n + 1) * sizeof *c->v);
	if (e.text == NULL || c->v == NULL)
		abort();
	unescape(e.text, strlen(e.text));
	c->v[c->n++] = e;
	return true;
}

static struct testcase *
new_case(struct cases *all, const char *file, unsigned line, const char *title)
{
	struct testcase c = { .len = 0 };

	all->v = realloc(all->v, (all->n + 1) * sizeof *all->v);
	if (all->v == NULL ||
	    asprintf(&c.name, "%s:%u: %s", file, line, title) < 0 ||
	    (c.text = strdup("")) == NULL)
		abort();
	all->v[all->n] = c;
	return &all->v[all->n++];
}

static void
read_cases(struct cases *all, const char *file)
{
	enum { OUTSIDE, TEXT, FOUND } part = OUTSIDE;
	FILE *f = fopen(file, "r");
	struct testcase *c = NULL;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	unsigned number = 0;

	if (f == NULL)
		die(file, 0, "cannot open");
	while ((n = getline(&line, &cap, f)) >= 0) {
		number++;
		if (n > 0 && line[n - 1] == '\n')
			line[n - 1] = '\0';
		if (strncmp(line, "=== ", 4) == 0) {
			if (part == TEXT)
				die(file, number, "the case before has no ---");
			c = new_case(all, file, number, line + 4);
			part = TEXT;
		} else if (strncmp(line, "--- ", 4) == 0 && part == TEXT) {
			snprintf(c->verdict, sizeof c->verdict, "%s", line + 4);
			part = FOUND;
		} else if (part == TEXT) {
			add_line(c, line);
		} else if (*line != '\0' && *line != '#' &&
		           (part == OUTSIDE || !add_expected(c, line))) {
			die(file, number, "want: class start..end \"text\"");
		}
	}
	if (part == TEXT)
		die(file, number, "the last case has no ---");
	free(line);
	fclose(f);
}

static void
read_folder(struct cases *all)
{
	const char *dir = getenv("CASES");
	char pattern[4096];
	glob_t g;
	size_t i;

	snprintf(pattern, sizeof pattern, "%s/*.case",
	    dir != NULL ? dir : "tests/cases");
	if (glob(pattern, 0, NULL, &g) != 0)
		die(pattern, 0, "no cases here; run it in the source folder");
	for (i = 0; i < g.gl_pathc; i++)
		read_cases(all, g.gl_pathv[i]);
	globfree(&g);
	for (i = 0; i < all->n; i++)
		all->v[i].len = unescape(all->v[i].text, all->v[i].len);
}

static void
forget(struct cases *all)
{
	size_t i, j;

	for (i = 0; i < all->n; i++) {
		for (j = 0; j < all->v[i].n; j++)
			free(all->v[i].v[j].text);
		free(all->v[i].v);
		free(all->v[i].text);
		free(all->v[i].name);
	}
	free(all->v);
	free(all->tests);
}

/* ---- judging --------------------------------------------------------------- */

static bool
same(const struct shuhi_entity *e, const struct expected *x)
{
	return strcmp(e->class_name, x->class_name) == 0 &&
	       e->start == x->start && e->end == x->end;
}

static bool
is_among(const struct shuhi_result *res, const struct expected *x)
{
	size_t i, j;

	for (i = 0; i < res->nfindings; i++)
		for (j = 0; j < res->findings[i].nentities; j++)
			if (same(&res->findings[i].entities[j], x))
				return true;
	return false;
}

static void
print_found(const struct shuhi_result *res, const char *text)
{
	const struct shuhi_entity *e;
	size_t i, j;

	for (i = 0; i < res->nfindings; i++)
		for (j = 0; j < res->findings[i].nentities; j++) {
			e = &res->findings[i].entities[j];
			print_error("    %s: %s  %" PRIu64 "..%" PRIu64
			            "  \"%.*s\"\n",
			    res->findings[i].rule, e->class_name, e->start,
			    e->end, (int)(e->end - e->start), text + e->start);
		}
}

static bool
agrees(const char *want, enum shuhi_verdict got)
{
	return strcmp(want, shuhi_verdict_name(got)) == 0 ||
	       (strcmp(want, "found") == 0 && got >= SHUHI_REVIEW);
}

static void
run_case(void **state)
{
	const struct testcase *c = *state;
	const struct shuhi_result *res;
	struct shuhi_error err = { 0 };
	const struct expected *x;
	size_t i;

	if (shuhi_scan(worker, c->text, c->len, &res, &err) != 0)
		fail_msg("%s\n  not scanned: %s", c->name, err.message);
	if (!agrees(c->verdict, res->verdict)) {
		print_found(res, c->text);
		fail_msg("%s\n  want %s, got %s", c->name, c->verdict,
		    shuhi_verdict_name(res->verdict));
	}
	for (i = 0; i < c->n; i++) {
		x = &c->v[i];
		if (x->end > c->len || x->start > x->end ||
		    x->end - x->start != strlen(x->text) ||
		    memcmp(c->text + x->start, x->text, strlen(x->text)) != 0)
			fail_msg("%s\n  the case itself: \"%s\" is not at "
			         "%" PRIu64,
			    c->name, x->text, x->start);
		if (is_among(res, x))
			continue;
		print_found(res, c->text);
		fail_msg("%s\n  not found: %s %" PRIu64 "..%" PRIu64, c->name,
		    x->class_name, x->start, x->end);
	}
}

int
main(void)
{
	struct cases all = { 0 };
	size_t i;
	int rc;

	read_folder(&all);
	all.tests = calloc(all.n + 1, sizeof *all.tests);
	if (all.tests == NULL)
		abort();
	for (i = 0; i < all.n; i++)
		all.tests[i] = (struct CMUnitTest){
			.name = all.v[i].name,
			.test_func = run_case,
			.initial_state = &all.v[i],
		};
	rc = _cmocka_run_group_tests(
	    "cases", all.tests, all.n, open_engine, close_engine);
	forget(&all);
	return rc;
}
