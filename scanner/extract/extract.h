/*
 * Taking one body apart into text fields.
 *
 *	gzip --> JSON  {"name":"山田太郎","variables":"{\"text\":\"肺炎\"}"}
 *
 *	field  json:$.name                      山田太郎
 *	field  json:$.variables!json:$.text     肺炎
 *
 * Every reader here takes the extract, says what it found with extract_text() or
 * hands parts of it on with extract_bytes(), and what it could not read with
 * extract_fail().  Readers return nothing: what went wrong stands in `failures`,
 * and when memory is out, arena->overflowed holds and all is to be dropped.
 *
 * Memory   all text is the arena's or the body's own.
 * Threads  not for sharing.
 */
#ifndef SHUHI_EXTRACT_H
#define SHUHI_EXTRACT_H

#include "arena.h"
#include "shuhi.h"

struct text_field {
	struct span path;  /* NUL-terminated, at most SHUHI_FIELD_MAX bytes */
	struct span label; /* what stands before it in the whole, often empty */
	struct span text;  /* valid UTF-8 */
	bool alone;        /* judged alone */
	bool shared;       /* judged with the others, as part of the whole */
};

struct extract {
	struct arena *arena;
	struct shuhi_body_limits limits; /* none is zero */
	uint64_t deadline;               /* CLOCK_MONOTONIC, nanoseconds */
	uint32_t ticks;                  /* the clock is asked now and then */
	uint64_t made;                   /* bytes, against limits.bytes */
	uint32_t depth;                  /* readers inside readers now */
	bool apart;  /* what is found now is nobody's story: judged alone */
	bool pieces; /* it is said that one picture or video comes in several */
	struct text_field *fields;
	size_t nfields, cap_fields;
	struct shuhi_failure *failures;
	size_t nfailures, cap_failures;
	uint32_t told[SHUHI_CAUSE_COUNT]; /* failures of each cause */
	struct z_stream_s *trial;         /* inflate.c's own */
	unsigned char *kanji;             /* text.c's own */
};

/* Bytes, and what is said about them; nothing of that is trusted. */
struct part {
	struct span path;
	struct span label;
	struct span bytes;
	struct span type;     /* a Content-Type, with parameters */
	struct span filename; /* UTF-8 */
	/*
	 * Nobody says that the bytes mean anything (a word that could be base64):
	 * no complaint when they do not.
	 */
	bool guess;
};

/* Fill in defaults for zeros. */
void limits_settle(struct shuhi_body_limits *);

/* Start the clock. */
void extract_start(
    struct extract *, struct arena *, const struct shuhi_body_limits *settled);

/*
 * Nothing more can be done: memory, time or room for fields is out.  The time
 * being out is told as a failure of `path`, once.
 */
bool extract_over(struct extract *, struct span path);

/*
 * Tell that a part could not be read.  Of each cause the first LIMIT_BODY_TOLD
 * are kept: policy decides by cause.
 */
void extract_fail(
    struct extract *, enum shuhi_cause, struct span path, uint64_t at);

/* May `n` more bytes be made?  If not it is told. */
bool extract_room(struct extract *, struct span path, uint64_t n);

/* Go one deeper, if that is allowed; told when not.  Undo with extract_leave(). */
bool extract_enter(struct extract *, struct span path);
void extract_leave(struct extract *);

/*
 * `outer` with a new innermost place: part[1]:a.zip + "memo.txt" is
 * part[1]:a.zip!memo.txt.  Control characters become '?'.  {NULL, 0} when memory
 * is out.
 */
struct span path_in(struct extract *, struct span outer, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/* A copy in the arena; {NULL, 0} when memory is out. */
struct span extract_copy(struct extract *, struct span);

/*
 * Blanks over text[from, to) in *copy, which is made when it is NULL: what is gone
 * leaves places as they were.  *copy stays NULL when memory is out.
 */
void extract_blank(
    struct extract *, struct span text, char **copy, size_t from, size_t to);

/* ---- what readers hand on ------------------------------------------------ */

/* A text as it is: judged, nothing sought inside. */
void extract_field(
    struct extract *, struct span path, struct span label, struct span text);

/* A text that is nobody's story: a sender, a path.  Judged alone only. */
void extract_aside(struct extract *, struct span path, struct span text);

/* A value that means something only beside its label: {"年齢":80}. */
void extract_value(
    struct extract *, struct span path, struct span label, struct span text);

/* A text that may hold JSON, markup, percent or base64 coding again. */
void extract_text(
    struct extract *, struct span path, struct span label, struct span text);

/* The same, known not to be JSON. */
void extract_prose(
    struct extract *, struct span path, struct span label, struct span text);

/* The same, known to be no file (a mail, RTF) either. */
void extract_plain(
    struct extract *, struct span path, struct span label, struct span text);

/* What is packed in a text, in base64 or a data URL, and nothing else of it. */
void extract_packed(struct extract *, struct span path, struct span text);

/* Bytes whose kind is to be found out. */
void extract_bytes(struct extract *, const struct part *);

/* ---- readers ------------------------------------------------------------- */

/* Is all of it JSON objects or arrays, with at least one string in them? */
bool json_is_whole(struct span text);
void extract_json(struct extract *, struct span path, struct span text);

void extract_form(struct extract *, const struct part *);
void extract_url(struct extract *, struct span url);
void extract_headers(struct extract *, struct span block);

/*
 * Do they say that the body is a piece of a picture, sound or video?  A piece has no
 * first bytes to be known by, and its Content-Type is octet-stream.
 */
bool headers_say_media(struct extract *, struct span block);

/* multipart of any kind; false when there is no boundary in it. */
bool extract_multipart(struct extract *, const struct part *);
void extract_mail(struct extract *, const struct part *);

/* HTML and XML: `text` is decoded. */
void extract_html(
    struct extract *, struct span path, struct span label, struct span text);

/*
 * Printable runs of what nobody can read.  In `noise`, which is packed in some
 * way, only those in UTF-8: any bytes are characters elsewhere.
 */
void extract_binary(struct extract *, const struct part *, bool noise);

/* Office files, PDF and archives, through shuhi-extract. */
void extract_office(struct extract *, const struct part *);

#endif
