/*
 * From exec to the first verdict, each time in a new process.
 *
 *	cold   no cache: words are read, databases compiled, every rule proved
 *	warm   databases and proof from the cache
 */
#include "bench.c"
#include "text.c"

#include <sys/wait.h>
#include <unistd.h>

#define COLD_PASSES 3
#define WARM_PASSES 15

/* The child: one verdict as one byte to the pipe that is its standard output. */
static int
first_verdict(const char *cache)
{
	struct shuhi_scanner *s = engine_open(cache);
	struct shuhi_worker *w = engine_worker(s);
	const struct shuhi_result *res;
	struct shuhi_error e;
	char c[2];

	if (shuhi_scan(w, LEAK, strlen(LEAK), &res, &e) != 0)
		return 1;
	c[0] = (char)('0' + res->verdict);
	c[1] = shuhi_scanner_from_cache(s) ? 'w' : 'c';
	if (write(1, c, 2) != 2)
		return 1;
	shuhi_worker_close(w);
	shuhi_scanner_unref(s);
	return 0;
}

/* ms until the verdict came */
static double
start(const char *self, const char *cache, char kind)
{
	int fd[2], status;
	char c[2] = "";
	double at = seconds();
	pid_t pid;

	if (pipe(fd) != 0 || (pid = fork()) < 0)
		err(2, "fork");
	if (pid == 0) {
		dup2(fd[1], 1);
		execl(self, self, cache, (char *)NULL);
		_exit(127);
	}
	close(fd[1]);
	if (read(fd[0], c, 2) != 2)
		errx(1, "no verdict");
	at = (seconds() - at) * 1e3;
	close(fd[0]);
	if (waitpid(pid, &status, 0) != pid || status != 0)
		errx(1, "a start failed");
	check(c[0] == '0' + SHUHI_BLOCK || c[0] == '0' + SHUHI_REVIEW,
	    "verdict of a leak", (uint64_t)c[0], '0' + SHUHI_BLOCK);
	check(c[1] == kind, "from the cache", (uint64_t)c[1], (uint64_t)kind);
	return at;
}

static void
remove_all(const char *dir)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		execlp("rm", "rm", "-rf", "--", dir, (char *)NULL);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
		errx(2, "cannot remove %s", dir);
}

int
main(int argc, char **argv)
{
	char dir[] = "/tmp/shuhi-bench-XXXXXX", cache[64];
	struct samples cold = { 0 }, warm = { 0 };
	int i;

	if (argc > 1)
		return first_verdict(argv[1]);
	if (mkdtemp(dir) == NULL)
		err(2, "%s", dir);
	for (i = 0; i < COLD_PASSES; i++) {
		snprintf(cache, sizeof cache, "%s/%d", dir, i);
		sample(&cold, start("/proc/self/exe", cache, 'c'));
	}
	for (i = 0; i < WARM_PASSES; i++)
		sample(&warm, start("/proc/self/exe", cache, 'w'));
	row((struct row){
	    "cold start to first verdict", &cold, "ms", NULL, 0, 0, 0 });
	row((struct row){ "warm start to first verdict", &warm, "ms",
	    "cold / it", median(&cold) / median(&warm), 0, 150 });
	remove_all(dir);
	return 0;
}
