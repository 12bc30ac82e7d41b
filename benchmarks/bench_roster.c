/*
 * A hospital's own patients: how long an index takes to build and to open, how
 * large it is, what it asks of memory, and what it costs to scan with it.
 *
 * For 10,000, 100,000 and 1,000,000 invented people with all 17 columns.  Each
 * index is asked for people of the list before it is timed.
 */
#include "bench.c"
#include "people.c"
#include "text.c"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../dict/roster/load.h"
#include "../scanner/roster/roster.h"

#define OPEN_PASSES 9

static char dir[] = "/tmp/shuhi-bench-XXXXXX";

static char key[64], list[64], index_file[64];

static void
make_dir(void)
{
	if (mkdtemp(dir) == NULL)
		err(2, "%s", dir);
	snprintf(key, sizeof key, "%s/key", dir);
	snprintf(list, sizeof list, "%s/list.csv", dir);
	snprintf(index_file, sizeof index_file, "%s/list.idx", dir);
}

static void
remove_dir(void)
{
	unlink(key);
	unlink(list);
	unlink(index_file);
	rmdir(dir);
}

static void
must(int rc, const struct shuhi_error *e)
{
	if (rc != 0)
		errx(2, "%s: %s", e->where, e->message);
}

static void
write_list(size_t people)
{
	FILE *f = fopen(list, "w");

	if (f == NULL)
		err(2, "%s", list);
	people_write(f, people, 1);
	if (fclose(f) != 0)
		err(2, "%s", list);
}

/* s of this thread's time: the disk and the neighbours don't count */
static double
build(size_t people)
{
	const struct roster_list how = { .file = list, .built = 1 };
	struct roster_summary sum;
	struct shuhi_error e;
	double at = cpu();

	must(roster_make(key, &how, index_file, &sum, &e), &e);
	at = cpu() - at;
	check(sum.people == people, "people", sum.people, people);
	return at;
}

static double
resident_mb(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	unsigned long pages = 0, mapped = 0;

	if (f == NULL || fscanf(f, "%lu %lu", &pages, &mapped) != 2)
		errx(2, "/proc/self/statm");
	fclose(f);
	return (double)mapped * (double)sysconf(_SC_PAGESIZE) / 1e6;
}

static struct roster *
open_index(void)
{
	struct roster *r;
	struct shuhi_error e;

	must(roster_open(index_file, key, &r, &e), &e);
	return r;
}

/* Everybody's number is in the list once: the generator counts them by 7919. */
static void
check_people(const struct roster *r, size_t people)
{
	uint32_t rows[2];
	size_t i, found = 0, asked = 0;
	char id[32];

	for (i = 0; i < people; i += people / 1000) {
		int n = snprintf(id, sizeof id, "%zu",
		    (i * 7919 + 1) % 100000000);

		found += roster_find(r, RK_ID,
		    (struct span){ id, (size_t)n }, rows, 2);
		asked++;
	}
	check(found == asked, "people found", found, asked);
}

static void
measure_open(size_t people, struct samples *ms, struct samples *mb)
{
	struct roster *r;
	double at, before;
	int i;

	for (i = 0; i < OPEN_PASSES; i++) {
		before = resident_mb();
		at = cpu();
		r = open_index();
		sample(ms, (cpu() - at) * 1e3);
		sample(mb, resident_mb() - before);
		check_people(r, people);
		roster_close(r);
	}
}

/* One pass over the lines, in MB/s of this thread's time. */
static double
scan_all(struct shuhi_worker *w, const struct text *t, struct answer *a)
{
	double at = cpu();
	size_t i;

	*a = (struct answer){ { 0 }, 0 };
	for (i = 0; i < t->n; i++)
		answer_add(a, w, t->line[i], i);
	return (double)t->all.len / 1e6 / (cpu() - at);
}

/*
 * With and without the roster in turns: both meet the same neighbours.  Lists that
 * a roster makes when first asked are made before it is timed.
 */
static void
measure_scan(struct shuhi_scanner *s, const struct text *t, const char *name,
    bool goal)
{
	struct samples off = { 0 }, on = { 0 };
	struct answer first, again;
	struct shuhi_worker *w = engine_worker(s);
	struct shuhi_roster *r;
	struct shuhi_error e;
	char what[64];
	int i;

	must(shuhi_roster_open(index_file, key, &r, &e), &e);
	scan_all(w, t, &first);
	for (i = 0; i < PASSES; i++) {
		must(shuhi_scanner_rosters(s, NULL, 0, &e), &e);
		sample(&off, scan_all(w, t, &again));
		answer_check(&again, &first, "engine without roster");
		must(shuhi_scanner_rosters(s, &r, 1, &e), &e);
		scan_all(w, t, &again);
		sample(&on, scan_all(w, t, &again));
	}
	must(shuhi_scanner_rosters(s, NULL, 0, &e), &e);
	shuhi_roster_unref(r);
	shuhi_worker_close(w);
	snprintf(what, sizeof what, "%s people: engine with roster", name);
	row((struct row){ what, &on, "MB/s", "without roster",
	    median(&on) / median(&off), goal ? 0.85 : 0, 0 });
}

static void
measure(struct shuhi_scanner *s, const struct text *t, size_t people,
    const char *name)
{
	struct samples built = { 0 }, size = { 0 }, ms = { 0 }, mb = { 0 };
	bool goal = people == 1000000;
	char what[4][64];
	struct stat st;

	write_list(people);
	sample(&built, build(people));
	if (stat(index_file, &st) != 0)
		err(2, "%s", index_file);
	sample(&size, (double)st.st_size / (double)people);
	measure_open(people, &ms, &mb);
	snprintf(what[0], sizeof what[0], "%s people: build", name);
	snprintf(what[1], sizeof what[1], "%s people: index", name);
	snprintf(what[2], sizeof what[2], "%s people: open", name);
	snprintf(what[3], sizeof what[3], "%s people: memory", name);
	row((struct row){ what[0], &built, "s", NULL, 0, 0, goal ? 30 : 0 });
	row((struct row){ what[1], &size, "bytes a person", NULL, 0, 0,
	    goal ? 64 : 0 });
	row((struct row){ what[2], &ms, "ms", NULL, 0, 0, goal ? 100 : 0 });
	row((struct row){ what[3], &mb, "MB", NULL, 0, 0, 0 });
	measure_scan(s, t, name, goal);
}

int
main(void)
{
	struct shuhi_scanner *s = engine_open(NULL);
	struct shuhi_error e;
	struct text t;

	text_load(&t);
	make_dir();
	must(key_make(key, &e), &e);
	measure(s, &t, 10000, "10,000");
	measure(s, &t, 100000, "100,000");
	measure(s, &t, 1000000, "1,000,000");
	remove_dir();
	text_free(&t);
	shuhi_scanner_unref(s);
	return 0;
}
