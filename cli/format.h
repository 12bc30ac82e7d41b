/* Ways to write down what was found. */
#ifndef SHUHI_CLI_FORMAT_H
#define SHUHI_CLI_FORMAT_H

#include "mask.h"
#include "place.h"
#include "scan.h"

#define RENDER_RULES 64

/* What a lane's format keeps from one piece of a text to the next. */
struct render {
	const struct scan_opts *opts;
	struct shuhi_scanner *scanner;
	struct sink *sink; /* of the job in hand */
	struct places places;
	struct buf findings, redacted;
	bool streaming;   /* the head of the text is already in the sink */
	uint64_t omitted; /* findings counted but not told one by one */
	struct masks masks; /* of the piece, for people's eyes */
	const char *explained[RENDER_RULES]; /* rules of this text, by id */
	size_t nexplained;
};

struct format {
	const char *name;

	/* May be NULL: nothing to say then. */
	void (*begin)(struct scan *);
	void (*end)(struct scan *, double seconds);

	/* Is piece.redacted wanted for this text? */
	bool (*wants_redacted)(const struct text *);

	void (*open)(struct render *, const struct text *);
	void (*piece)(struct render *, const struct text *,
	    const struct piece *);
	void (*close)(struct render *, const struct text *);
};

extern const struct format format_human;
extern const struct format format_jsonl;
extern const struct format format_json;
extern const struct format format_csv;
extern const struct format format_sarif;
extern const struct format format_html;

/* The format of that name, or NULL. */
const struct format *format_named(const char *);

void render_init(struct render *, const struct scan *);
void render_fini(struct render *);

/* The verdict a finding of this severity leads to. */
enum shuhi_verdict format_verdict(enum shuhi_severity);

/* Bytes a finding covers, from the first entity to the last, in its piece. */
struct extent {
	uint64_t start, end;
	uint64_t start_char, end_char;
};
struct extent format_extent(const struct shuhi_finding *);

#endif
