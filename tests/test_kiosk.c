/*
 * The program itself, `shuhi serve`: started, asked, signalled.  What is typed is
 * nowhere afterwards: not in its log, its files, its figures or its memory.
 */
#include "draft/draftlimit.h"
#include "served.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#define CANARY "kanariya-0000-himitsu"
#define LEAK   "{\"text\":\"山田さん、肺炎で入院 " CANARY "\"}"

struct program {
	struct bench bench;
	struct served client; /* only its port */
	char path[PATH_MAX];
	pid_t pid;
	int err;        /* its standard error */
	struct buf log;  /* what it said so far */
	struct buf slow; /* a draft that goes to a worker */
};

static struct program p;
static struct answer a;

/* ---- the program ------------------------------------------------------------- */

/* Beside the folder this test lies in. */
static void
find_program(void)
{
	ssize_t n = readlink("/proc/self/exe", p.path, sizeof p.path - 16);

	assert_true(n > 0);
	p.path[n] = '\0';
	*strrchr(p.path, '/') = '\0';
	memcpy(strrchr(p.path, '/'), "/shuhi", sizeof "/shuhi");
}

static void
run(const char *const *argv, int in, int err)
{
	if (chdir(p.bench.small.root.path) != 0)
		_exit(127);
	dup2(in, 0);
	dup2(err, 2);
	execv(p.path, (char *const *)argv);
	_exit(127);
}

static void
launch(const char *const *argv, int in)
{
	int ends[2];

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	if ((p.pid = fork()) == 0)
		run(argv, in, ends[1]);
	close(ends[1]);
	p.err = ends[0];
}

/* Until it has said this so often; what else it said stays in the log. */
static bool
hear_log(const char *text, int times)
{
	char chunk[1024];
	const char *at;
	ssize_t n;
	int seen;

	for (;;) {
		seen = 0;
		at = p.log.ptr;
		while (at != NULL && (at = memmem(at,
		           p.log.len - (size_t)(at - p.log.ptr), text,
		           strlen(text))) != NULL) {
			at++;
			seen++;
		}
		if (seen >= times)
			return true;
		if ((n = read(p.err, chunk, sizeof chunk)) <= 0)
			return false;
		buf_put(&p.log, chunk, (size_t)n);
	}
}

static void
start(void)
{
	const char *argv[] = { "shuhi", "serve", "--lang", "en", "--listen",
		"127.0.0.1:0", "--policy", p.bench.policy, "--no-cache",
		"--rate", "0", NULL };
	const char *at;

	launch(argv, open("/dev/null", O_RDONLY));
	if (!hear_log("(Ctrl-C ends it)\n", 1))
		fail_msg("%.*s", (int)p.log.len, p.log.ptr);
	at = memmem(p.log.ptr, p.log.len, "127.0.0.1:", 10);
	p.client.port = (unsigned)strtoul(at + 10, NULL, 10);
}

static int
end_status(int sig)
{
	int status = -1;

	if (sig != 0)
		kill(p.pid, sig);
	assert_int_equal(waitpid(p.pid, &status, 0), p.pid);
	p.pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int
set_up(void **state)
{
	(void)state;
	p = (struct program){ .err = -1 };
	bench_open(&p.bench, "enforce", "");
	find_program();
	buf_str(&p.slow, LEAK);
	buf_fill(&p.slow, ' ', LIMIT_DRAFT_AT_ONCE);
	return p.slow.failed;
}

static int
tear_down(void **state)
{
	(void)state;
	if (p.pid > 0)
		end_status(SIGKILL);
	if (p.err >= 0)
		close(p.err);
	buf_free(&p.log);
	buf_free(&p.slow);
	answer_free(&a);
	bench_gone(&p.bench);
	return 0;
}

/* ---- signals ------------------------------------------------------------------- */

static void
test_sigterm_and_sigint_end_it_well(void **state)
{
	(void)state;
	start();
	assert_int_equal(end_status(SIGTERM), 0);
	buf_free(&p.log);
	close(p.err);
	start();
	assert_int_equal(end_status(SIGINT), 0);
}

static void *
ask_without_end(void *stop)
{
	intptr_t wrong = 0;
	struct answer mine;

	while (!atomic_load((atomic_bool *)stop)) {
		mine = check_json(&p.client, SPAN(LEAK));
		wrong += mine.status != 200 || !answer_has(&mine, "\"block\"");
		answer_free(&mine);
	}
	return (void *)wrong;
}

static void
test_a_reload_drops_no_request(void **state)
{
	atomic_bool stop = false;
	pthread_t asking;
	void *wrong;
	int i;

	(void)state;
	start();
	pthread_create(&asking, NULL, ask_without_end, &stop);
	for (i = 1; i <= 3; i++) {
		kill(p.pid, SIGHUP);
		assert_true(hear_log("reloaded\n", i));
	}
	atomic_store(&stop, true);
	pthread_join(asking, &wrong);
	assert_int_equal((intptr_t)wrong, 0);
	assert_int_equal(end_status(SIGTERM), 0);
}

static void
test_a_broken_policy_is_told_and_the_old_one_stays(void **state)
{
	(void)state;
	start();
	bench_policy(&p.bench, "nonsense", "");
	kill(p.pid, SIGHUP);
	assert_true(hear_log("going on with the rules and policy in force", 1));
	assert_true(hear_log("policy.yaml:2:7: no such mode", 1));
	a = check_json(&p.client, SPAN(LEAK));
	assert_int_equal(a.status, 200);
}

static void
test_what_goes_wrong_is_told_by_its_cause(void **state)
{
	(void)state;
	setenv("SHUHI_LIBEXEC", "/nonexistent", 1);
	start();
	unsetenv("SHUHI_LIBEXEC");
	a = ask(&p.client, "POST /api/v1/check-image",
	    "Content-Type: image/png\r\n", SPAN(CANARY));
	assert_int_equal(a.status, 503);
	assert_true(hear_log(
	    "check-image: engine: pictures cannot be read here\n", 1));
}

/* ---- starting ------------------------------------------------------------------- */

static void
test_what_others_can_reach_is_refused_with_what_to_do(void **state)
{
	const char *argv[] = { "shuhi", "serve", "--lang", "en", "--listen",
		"0.0.0.0:0", NULL };

	(void)state;
	launch(argv, 0);
	assert_true(hear_log("give --tls-cert, --tls-key and --users", 1));
	assert_int_equal(end_status(0), 2);
}

static void
test_a_user_is_added_by_standard_input(void **state)
{
	const char *argv[] = { "shuhi", "serve", "--lang", "en", "--users", "users",
		"--add-user", "ntanaka", NULL };
	int ends[2];

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(write(ends[1], "himitsu-no-kagi\n", 16), 16);
	close(ends[1]);
	launch(argv, ends[0]);
	close(ends[0]);
	assert_int_equal(end_status(0), 0);
	assert_int_equal(
	    access(folder_file(p.bench.small.root, "users"), R_OK), 0);
}

/* ---- nothing is kept --------------------------------------------------------------- */

static void
say_canary_in_every_way(void)
{
	static const char *const lines[] = { "POST /api/v1/check",
		"POST /api/v1/check-image", "POST /login", "GET /" CANARY,
		"GET /?q=" CANARY, "POST /api/v1/check?q=" CANARY };
	static const char *const types[] = { JSON_TYPE,
		"Content-Type: image/png\r\n", "Content-Type: text/plain\r\n",
		"X-Typed: " CANARY "\r\n" };
	size_t i, k;

	for (i = 0; i < sizeof lines / sizeof lines[0]; i++)
		for (k = 0; k < sizeof types / sizeof types[0]; k++) {
			a = ask(&p.client, lines[i], types[k], SPAN(LEAK));
			answer_free(&a);
			a = ask(&p.client, lines[i], types[k],
			    SPAN("{\"text\":\"" CANARY "\" nonsense"));
			answer_free(&a);
			a = ask(&p.client, lines[i], types[k],
			    buf_view(&p.slow));
			answer_free(&a);
		}
}

/* Connections are cleaned up a little after they were closed. */
static void
wait_until_alone(void)
{
	do {
		answer_free(&a);
		a = ask(&p.client, "GET /metrics", "", SPAN(""));
	} while (!answer_has(&a, "shuhi_kiosk_connections 1\n"));
}

static int
look_for_canary(
    const char *path, const struct stat *st, int kind, struct FTW *at)
{
	struct buf b = { 0 };
	char chunk[4096];
	FILE *in;
	size_t n;
	bool found;

	(void)st;
	(void)at;
	if (kind != FTW_F || (in = fopen(path, "r")) == NULL)
		return 0;
	while ((n = fread(chunk, 1, sizeof chunk, in)) > 0)
		buf_put(&b, chunk, n);
	fclose(in);
	found = span_has(buf_view(&b), SPAN(CANARY));
	buf_free(&b);
	return found;
}

static void
test_what_was_typed_is_in_no_log_file_or_figure(void **state)
{
	(void)state;
	start();
	say_canary_in_every_way();
	wait_until_alone();
	assert_false(answer_has(&a, CANARY));
	assert_int_equal(end_status(SIGTERM), 0);
	hear_log("ended\n", 1);
	assert_false(span_has(buf_view(&p.log), SPAN(CANARY)));
	assert_int_equal(nftw(p.bench.small.root.path, look_for_canary, 16,
	                     FTW_PHYS), 0);
}

/* Memory that can be written, by its lines in maps; not a sanitizer's shadow. */
static size_t
canaries_in(const char *maps, int mem)
{
	unsigned long from, to;
	size_t found = 0, n;
	char access[5], *bytes;
	const char *at;

	if (sscanf(maps, "%lx-%lx %4s", &from, &to, access) != 3 ||
	    access[1] != 'w' || to - from > (256u << 20))
		return 0;
	n = to - from;
	bytes = malloc(n);
	assert_non_null(bytes);
	if (pread(mem, bytes, n, (off_t)from) == (ssize_t)n) {
		at = bytes;
		while ((at = memmem(at, n - (size_t)(at - bytes), CANARY,
		            sizeof CANARY - 1)) != NULL) {
			at++;
			found++;
		}
	}
	free(bytes);
	return found;
}

static size_t
canaries_in_memory(void)
{
	char path[64], line[512];
	size_t found = 0;
	FILE *maps;
	int mem;

	snprintf(path, sizeof path, "/proc/%d/mem", (int)p.pid);
	if ((mem = open(path, O_RDONLY)) < 0)
		skip(); /* its memory is closed to us, as it should be */
	snprintf(path, sizeof path, "/proc/%d/maps", (int)p.pid);
	maps = fopen(path, "r");
	assert_non_null(maps);
	while (fgets(line, sizeof line, maps) != NULL)
		found += canaries_in(line, mem);
	fclose(maps);
	close(mem);
	return found;
}

static void
test_what_was_typed_is_not_in_memory_afterwards(void **state)
{
	(void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	skip(); /* they keep copies of their own */
#endif
	start();
	say_canary_in_every_way();
	wait_until_alone();
	assert_int_equal(canaries_in_memory(), 0);
}

static void
test_there_will_be_no_core(void **state)
{
	char path[64], line[256];
	bool none = false;
	FILE *limits;

	(void)state;
	start();
	snprintf(path, sizeof path, "/proc/%d/limits", (int)p.pid);
	limits = fopen(path, "r");
	assert_non_null(limits);
	while (fgets(line, sizeof line, limits) != NULL)
		none |= strncmp(line, "Max core file size        0  ", 28) == 0;
	fclose(limits);
	assert_true(none);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_sigterm_and_sigint_end_it_well),
		EACH(test_a_reload_drops_no_request),
		EACH(test_a_broken_policy_is_told_and_the_old_one_stays),
		EACH(test_what_goes_wrong_is_told_by_its_cause),
		EACH(test_what_others_can_reach_is_refused_with_what_to_do),
		EACH(test_a_user_is_added_by_standard_input),
		EACH(test_what_was_typed_is_in_no_log_file_or_figure),
		EACH(test_what_was_typed_is_not_in_memory_afterwards),
		EACH(test_there_will_be_no_core),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
