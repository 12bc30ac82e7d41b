/* A file of any bytes, alone in a folder that goes away at the end. */
#ifndef SHUHI_TESTS_FUZZFILE_H
#define SHUHI_TESTS_FUZZFILE_H

#include <stdio.h>
#include <unistd.h>

#include "must.h"

static char folder[64], file[80];

static inline void
close_file(void)
{
	unlink(file);
	rmdir(folder);
}

/* In memory where there is such a file system. */
static inline void
open_file(const char *name)
{
	snprintf(folder, sizeof folder, "%s/shuhi-fuzz-XXXXXX",
	    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	check(mkdtemp(folder) != NULL);
	snprintf(file, sizeof file, "%s/%s", folder, name);
	atexit(close_file);
}

static inline void
put(const void *bytes, size_t n)
{
	FILE *f = fopen(file, "w");

	check(f != NULL);
	check(fwrite(bytes, 1, n, f) == n);
	check(fclose(f) == 0);
}

#endif
