/*
 * A line of the lines protocol, read by libjansson (beside it only
 * cli/audit_read.c knows it).  Error messages are constant: jansson's quote the input.
 */
#ifndef SHUHI_CAPTURE_JSON_IN_H
#define SHUHI_CAPTURE_JSON_IN_H

#include "buf.h"
#include "jsonfind.h"

struct json_line {
	void *root;          /* jansson's; the spans live as long */
	struct span text;
	struct span destination; /* ptr NULL: none or null, here and below */
	struct span author;
	struct span lang;
	struct span id;      /* as written, on one line; ptr NULL: none */
	struct span id_name; /* for people: a string without its quotes */
	struct buf scratch;
};

/* The message for an object that is not of the protocol: somebody's export, perhaps. */
#define JSON_NO_TEXT "no member \"text\""

/* Once, before any thread: jansson's memory is wiped when it is freed. */
void json_in_init(void);

/*
 * 0; or -1 with the failure filled, whose `at` counts bytes of `line`.  The id is
 * there then too when the line is a JSON object.
 */
int json_line_read(struct json_line *, struct span line, struct failure *);

/* Forget the line; the scratch stays for the next one. */
void json_line_done(struct json_line *);
void json_line_free(struct json_line *);

#endif
