/* shuhi-extract SECONDS BYTES RATIO < file > frames */
#include "office.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk.h"
#include "jail/jail.h"
#include "limit.h"

static bool
to_output(void *ctx, const void *bytes, size_t n)
{
	(void)ctx;
	return write_all(1, (struct span){ bytes, n }) == 0;
}

int
main(int argc, char **argv)
{
	struct out out = { .sink = to_output };
	struct jail jail = { .memory = LIMIT_OFFICE_MEMORY };
	struct budget budget;
	struct stat st;
	struct span in;
	bool pdf;

	if (argc != 4)
		return 2;
	jail.seconds = (unsigned)strtoul(argv[1], NULL, 10);
	budget.bytes = strtoull(argv[2], NULL, 10);
	budget.ratio = (uint32_t)strtoul(argv[3], NULL, 10);
	if (fstat(0, &st) != 0 || st.st_size <= 0)
		return 2;
	in.len = (size_t)st.st_size;
	in.ptr = mmap(NULL, in.len, PROT_READ, MAP_PRIVATE, 0, 0);
	if (in.ptr == MAP_FAILED)
		return 2;
	/* no parser yet: five bytes say who may see the character maps */
	pdf = span_has(
	    span_sub(in, 0, in.len < 1024 ? in.len : 1024), SPAN("%PDF-"));
	/* libarchive drops a name its locale cannot write; this one is libc's
	 * own, no file */
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL || (pdf && !pdf_prepare()))
		return 3;
	jail.folder = pdf ? PDF_FONTS : NULL;
	if (jail.seconds == 0)
		jail.seconds = 1;
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || !jail_enter(&jail))
		return 3;
	office_read(in, &budget, &out);
	out_end(&out);
	/* not exit(): nothing of the libraries runs any more */
	_exit(out.closed ? 4 : 0);
}
