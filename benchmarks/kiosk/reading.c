/*
 * reading PAGE.txt PICTURE...: of what the engine finds in a page's text, how much
 * does it find in what was read off a picture of it?
 *
 *	page entities found verdict milliseconds
 *
 * An entity counts as found when one of the same class says the same, blanks aside.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../times.h"
#include "draft/look.h"
#include "shuhi.h"

struct said {
	char class_name[64], text[256];
};

struct all {
	struct said at[512];
	size_t n;
};

static char *
slurp(const char *name, size_t *len)
{
	FILE *in = fopen(name, "rb");
	char *bytes = malloc(32u << 20);

	if (in == NULL || bytes == NULL)
		errx(1, "cannot read a file");
	*len = fread(bytes, 1, 32u << 20, in);
	fclose(in);
	return bytes;
}

static void
keep(struct all *all, const struct shuhi_entity *e, const char *text)
{
	struct said *s = &all->at[all->n];
	size_t i, n = 0;

	if (all->n == sizeof all->at / sizeof *all->at)
		errx(1, "too many entities");
	snprintf(s->class_name, sizeof s->class_name, "%s", e->class_name);
	for (i = e->start; i < e->end && n < sizeof s->text - 1; i++)
		if (text[i] != ' ' && text[i] != '\n')
			s->text[n++] = text[i];
	s->text[n] = '\0';
	all->n++;
}

static enum shuhi_verdict
entities(struct shuhi_worker *w, const char *text, size_t len, struct all *out)
{
	const struct shuhi_result *r;
	const struct shuhi_entity *e;
	struct shuhi_error err;
	enum shuhi_verdict verdict;
	size_t n, i;

	out->n = 0;
	if (shuhi_scan(w, text, len, &r, &err) != 0)
		errx(1, "%s", err.message);
	verdict = r->verdict;
	if (shuhi_entities(w, text, len, &e, &n, &err) != 0)
		errx(1, "%s", err.message);
	for (i = 0; i < n; i++)
		keep(out, &e[i], text);
	return verdict;
}

static bool
has(const struct all *all, const struct said *s)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->at[i].class_name, s->class_name) == 0 &&
		    strcmp(all->at[i].text, s->text) == 0)
			return true;
	return false;
}

static size_t
found(const struct all *want, const struct all *got)
{
	size_t i, n = 0;

	for (i = 0; i < want->n; i++) {
		n += has(got, &want->at[i]);
		if (getenv("MISSED") != NULL && !has(got, &want->at[i]))
			printf("\tmissed %s %s\n", want->at[i].class_name,
			    want->at[i].text);
	}
	return n;
}

static void
read_one(struct shuhi_worker *w, struct looker *l, const char *name,
    const struct all *want)
{
	static struct all got;
	struct picture *p;
	struct shuhi_error err;
	size_t len;
	char *bytes = slurp(name, &len);
	double t = clock_now(CLOCK_MONOTONIC);
	enum shuhi_verdict verdict;

	if (look_at(l, bytes, len, &p, &err) != 0)
		errx(1, "%s", err.message);
	t = clock_now(CLOCK_MONOTONIC) - t;
	verdict = entities(w, p->text, p->len, &got);
	if (getenv("SHOW") != NULL)
		printf("%.*s\n", (int)p->len, p->text);
	printf("%s %zu %zu %s %.0f\n", name, want->n, found(want, &got),
	    p->cause == LOOK_READ ? shuhi_verdict_name(verdict)
	                          : look_cause_name(p->cause), t * 1e3);
	picture_free(p);
	free(bytes);
	usleep(300000); /* the next child loads its models */
}

int
main(int argc, char **argv)
{
	static struct all want;
	struct shuhi_scanner *scanner;
	struct shuhi_worker *worker;
	struct looker *looker;
	struct shuhi_error err;
	size_t len;
	char *text;
	int i;

	if (argc < 3)
		errx(1, "reading PAGE.txt PICTURE...");
	if (shuhi_scanner_open(&(struct shuhi_config){ 0 }, &scanner, &err) ||
	    shuhi_worker_open(scanner, &worker, &err) ||
	    look_open(&(struct look_config){ 0 }, &looker, &err))
		errx(1, "%s", err.message);
	usleep(500000);
	text = slurp(argv[1], &len);
	entities(worker, text, len, &want);
	for (i = 2; i < argc; i++)
		read_one(worker, looker, argv[i], &want);
	look_close(looker);
	shuhi_worker_close(worker);
	shuhi_scanner_unref(scanner);
	return 0;
}
