/*
 * Resident memory at its peak (VmHWM), databases from the cache: after the first
 * verdict, after the whole text, after ten times the text.  The text comes line
 * by line, so that only the engine's own memory counts.
 */
#include "bench.c"
#include "text.c"

#include <unistd.h>

static double
peak_mib(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[256];
	long kib = 0;

	if (f == NULL)
		err(2, "/proc/self/status");
	while (fgets(line, sizeof line, f) != NULL)
		if (!strncmp(line, "VmHWM:", 6))
			kib = strtol(line + 6, NULL, 10);
	fclose(f);
	return (double)kib / 1024;
}

static struct answer
scan_text(struct shuhi_worker *w)
{
	struct text_source *source = text_open();
	struct answer a = { 0 };
	struct span line;
	size_t i;

	for (i = 0; text_next(source, &line); i++)
		answer_add(&a, w, line, i);
	text_close(source);
	return a;
}

int
main(int argc, char **argv)
{
	struct samples first = { 0 }, whole = { 0 }, ten = { 0 };
	struct answer want, got, one = { 0 };
	struct shuhi_scanner *s;
	struct shuhi_worker *w;
	int i;

	s = engine_open(NULL);
	if (!shuhi_scanner_from_cache(
	        s)) { /* compiling is not what we measure */
		if (argc > 1)
			errx(2, "the cache cannot be written");
		shuhi_scanner_unref(s);
		execl("/proc/self/exe", argv[0], "again", (char *)NULL);
		err(2, "exec");
	}
	w = engine_worker(s);
	answer_add(&one, w, SPAN(LEAK), 0);
	check(one.verdicts[SHUHI_PASS] == 0, "a leak", one.verdicts[SHUHI_PASS],
	    0);
	sample(&first, peak_mib());
	want = scan_text(w);
	sample(&whole, peak_mib());
	for (i = 0; i < 9; i++) {
		got = scan_text(w);
		answer_check(&got, &want, "memory");
	}
	sample(&ten, peak_mib());
	row((struct row){
	    "peak, after the first verdict", &first, "MiB", NULL, 0, 0, 150 });
	row((struct row){
	    "peak, after the text", &whole, "MiB", NULL, 0, 0, 150 });
	row((struct row){ "peak, after ten times the text", &ten, "MiB",
	    "it / once", median(&ten) / median(&whole), 0, 150 });
	shuhi_worker_close(w);
	shuhi_scanner_unref(s);
	return 0;
}
