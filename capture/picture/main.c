/* shuhi-picture BYTES PIXELS SECONDS < picture > answer */
#include "picture.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "jail/jail.h"
#include "limit.h"

/* Descriptor 0 to its end, and one byte more than is allowed. */
static bool
read_all(struct span *out, size_t most)
{
	size_t cap = 1u << 20, n = 0;
	char *bytes = malloc(cap), *more;
	ssize_t got;

	while (bytes != NULL) {
		got = read(0, bytes + n, cap - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		n += (size_t)got;
		if (got == 0 || n > most)
			break;
		if (n == cap) {
			cap *= 2;
			if ((more = realloc(bytes, cap)) == NULL)
				return false;
			bytes = more;
		}
	}
	*out = (struct span){ bytes, n };
	return bytes != NULL;
}

/* Time to come, behind what loading the models took. */
static bool
lock_up(unsigned seconds, bool threads)
{
	struct jail jail = { .memory = LIMIT_PICTURE_MEMORY, .threads = threads };
	struct rusage used;

	if (getrusage(RUSAGE_SELF, &used) != 0)
		return false;
	jail.seconds = seconds + 1 +
	    (unsigned)(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
	return jail_enter(&jail);
}

static bool
read_picture(struct ocr *ocr, struct span in, uint64_t pixels)
{
	struct symbols symbols = { 0 };
	struct photo photo;
	struct page page;
	struct sheet sheet;
	struct doubt doubt;
	enum look_cause cause = photo_read(in, pixels, &photo);

	if (cause != LOOK_READ)
		return tell_failure(1, cause);
	if (!prepare(&photo.raster, &sheet))
		return tell_failure(1, LOOK_ENGINE);
	doubt_begin(&doubt, &sheet);
	if (!ocr_read(ocr, &sheet, &photo.raster, &symbols) || !rows(&symbols))
		return tell_failure(1, LOOK_ENGINE);
	sheet_free(&sheet);
	if ((cause = layout(&symbols, &page)) != LOOK_READ)
		return tell_failure(1, cause);
	page.doubt = doubt_end(&doubt, &symbols);
	return tell(1, &photo, &page);
}

int
main(int argc, char **argv)
{
	uint64_t bytes, pixels;
	struct ocr *ocr;
	unsigned seconds;
	struct span in;
	bool told;

	if (argc != 4)
		return 2;
	bytes = strtoull(argv[1], NULL, 10);
	pixels = strtoull(argv[2], NULL, 10);
	seconds = (unsigned)strtoul(argv[3], NULL, 10);
	/* libraries talk of what they read */
	if (freopen("/dev/null", "w", stderr) == NULL)
		return 3;
	if ((ocr = ocr_open()) == NULL)
		return 3;
	if (!read_all(&in, bytes))
		return 4;
	if (in.len == 0)
		return 0; /* nobody needs us any more */
	if (!lock_up(seconds, heif_is(in)))
		return 3;
	if (in.len > bytes)
		told = tell_failure(1, LOOK_TOO_LARGE);
	else
		told = read_picture(ocr, in, pixels);
	/* not exit(): nothing of the libraries runs any more */
	_exit(told ? 0 : 4);
}
