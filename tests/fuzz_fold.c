/*
 * Any bytes fold, or are refused where they stop being UTF-8; what comes out is
 * UTF-8, and every boundary of it maps back to boundaries of the input, in order.
 */
#include <unistd.h>

#include "fold.h"
#include "limit.h"
#include "must.h"

static struct fold_table *table;

static void
open_table(void)
{
	static const char tsv[] = "髙\t高\n邊\t辺\n𠮷\t吉\n●\t○\n";
	char name[] = "/tmp/shuhi-fuzz-XXXXXX";
	struct shuhi_error err;
	int fd = mkstemp(name);

	check(fd >= 0);
	check(write(fd, tsv, sizeof tsv - 1) == (ssize_t)sizeof tsv - 1);
	close(fd);
	check(fold_table_new(name, &table, &err) == 0);
	unlink(name);
}

static size_t
valid_prefix(struct span s)
{
	size_t at = 0;

	while (at < s.len && utf8_next(s, &at) != UTF8_BAD)
		continue;
	return at;
}

static bool
at_boundary(struct span s, size_t at)
{
	return at == s.len || (at < s.len && utf8_is_lead(s.ptr[at]));
}

static void
check_way_back(struct span in, const struct folded *f)
{
	size_t at = 0, next, start, end, last_start = 0, last_end = 0;

	while (at < f->text.len) {
		next = at;
		check(utf8_next(f->text, &next) != UTF8_BAD);
		start = fold_start(f, at);
		end = fold_end(f, next);
		check(start < end && end <= in.len);
		check(start >= last_start && end >= last_end);
		check(at_boundary(in, start) && at_boundary(in, end));
		last_start = start;
		last_end = end;
		at = next;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size };
	struct arena a;
	struct folded f;
	struct shuhi_error err;

	if (table == NULL)
		open_table();
	arena_init(&a, LIMIT_ARENA);
	if (fold(table, &a, in, &f, &err) == 0) {
		check(valid_prefix(in) == in.len);
		check(valid_prefix(f.text) == f.text.len);
		check_way_back(in, &f);
	} else {
		check(err.code == SHUHI_E_CHARSET);
		check(err.at == valid_prefix(in));
	}
	arena_fini(&a);
	return 0;
}
