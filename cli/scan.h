/*
 * `shuhi scan` from the inside.
 *
 *   walk      PATHs -> files, sorted
 *   pool      a job each for files, for batches of lines for line-wise input;
 *             done by lanes (one a thread), written in the order of input
 *   text      a job's bytes -> pieces of at most SCAN_WINDOW bytes -> engine
 *   format    pieces and findings -> what the user reads
 *
 * Everything in struct scan is fixed before the first job starts, but `out`,
 * which is the main thread's, and `progress` and `stop`, which are atomic.
 */
#ifndef SHUHI_CLI_SCAN_H
#define SHUHI_CLI_SCAN_H

#include <stdatomic.h>

#include "buf.h"
#include "engine.h"
#include "jsonfind.h"
#include "lang.h"
#include "out.h"
#include "progress.h"
#include "shuhi.h"

#define SCAN_WINDOW  ((size_t)1 << 20)  /* bytes of a text seen at once      */
#define SCAN_OVERLAP ((size_t)1 << 10)  /* seen twice where a line is cut    */
#define SCAN_READ    ((size_t)64 << 10) /* bytes of one read(2)              */
#define SCAN_BATCH   ((size_t)128 << 10) /* bytes of lines a job             */
#define SCAN_LINE    ((size_t)64 << 20) /* bytes of the longest line         */
#define SCAN_FLIGHT  ((size_t)16 << 20) /* bytes of lines in jobs at a time  */
#define SCAN_SPILL   ((size_t)1 << 20)  /* bytes a job may hold back         */
#define SCAN_NOTES   ((size_t)16 << 20) /* bytes of notes for the end        */
#define SCAN_WHOLE   ((size_t)16 << 20) /* bytes of a file read for its codes */
#define SCAN_JOBS    256                /* threads at most                   */

enum input { INPUT_AUTO, INPUT_TEXT, INPUT_LINES, INPUT_JSONL };

struct format;

struct scan_opts {
	enum shuhi_lang lang;
	enum input input;
	const struct format *format;
	enum shuhi_verdict fail_on;
	unsigned jobs;
	struct engine_opts engine;
	const char *charset; /* declared, or NULL */
	bool show_text, quiet, progress, color;
	char **paths; /* as given; none is standard input */
	size_t npaths;
};

struct tally {
	uint64_t verdicts[4]; /* texts, by enum shuhi_verdict */
	uint64_t findings;
	uint64_t errors;
	uint64_t foreign; /* lines of JSON that are of no protocol of ours */
};

struct scan {
	const struct scan_opts *opts;
	struct shuhi_scanner *scanner;
	struct out out;
	struct progress progress;
	struct tally tally;
	struct buf notes; /* what the format keeps for its end */
	atomic_bool stop; /* nobody reads the output any more */
};

/* A text as the reports speak of it. */
struct text {
	const char *path; /* NULL: standard input */
	enum input input; /* never INPUT_AUTO */
	uint64_t line;    /* of the file the text is; 0: it is the whole file */
	struct span id;   /* JSON, as it will be echoed */
	struct span name; /* the id for people */
	enum shuhi_verdict verdict; /* gravest so far */
	uint32_t score;             /* highest so far */
	uint64_t nfindings;
	struct failure failure; /* the first */
	bool coded;             /* letters stand in it as codes: \u7530 */
};

/* A stretch of it that went through the engine. */
struct piece {
	struct span text;
	const struct shuhi_finding *findings;
	size_t nfindings;
	struct span redacted; /* only when the format asks for it */
	bool first, last;

	/*
	 * The part of a file whose codes were read, as in "json:$[0].text"; the
	 * text is what they spell, and places are its own.  NULL: the text itself.
	 */
	const char *field;

	/* where text.ptr[0] lies in the whole */
	uint64_t byte, chars, utf16;
	uint64_t line, column; /* 1-based */
};

/* One thread's place to work. */
struct lane;

/* A job's output; goes to the main thread by and by when it grows large. */
struct sink {
	struct buf out;
	struct buf notes;
	void (*spill)(struct sink *); /* `out` is empty afterwards */
};

enum job_kind { JOB_FILE, JOB_LINES };

struct job {
	enum job_kind kind;
	const char *path;  /* NULL: standard input */
	enum input input;
	bool found;        /* by walking a folder: follow no link */

	/* JOB_LINES: whole lines, with their "\n" but for the file's last */
	struct buf raw;
	uint64_t line; /* number of the first */
	bool too_long; /* it stands for one line that was thrown away */
	bool broken;   /* the decoder has met bytes it could not read */

	/* a folder or file that cannot be opened */
	int error; /* errno */

	struct sink sink;
	struct tally tally;
};

int lane_open(struct scan *, struct lane **, struct shuhi_error *);
void lane_close(struct lane *);
void lane_run(struct lane *, struct job *);

#endif
