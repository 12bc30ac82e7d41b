/*
 * libshuhi: would this text give a patient away?
 *
 *	struct shuhi_scanner *scanner;    rules, dictionaries, compiled databases
 *	struct shuhi_worker *worker;      one a thread: scratch, lattice, arena
 *	const struct shuhi_result *res;
 *
 *	shuhi_scanner_open(&(struct shuhi_config){ 0 }, &scanner, &err);
 *	shuhi_worker_open(scanner, &worker, &err);
 *	if (shuhi_scan(worker, text, len, &res, &err) != 0)
 *		hold_back(&err);            nobody has looked: never let it out
 *	else if (res->verdict != SHUHI_PASS)
 *		explain(res);
 *
 * Conventions, everywhere in this header:
 *
 *   Results   0, or -1 with *err filled; answers go out by pointer and only on
 *             success.  err may not be NULL.
 *   Text      valid UTF-8 unless said otherwise; (pointer, length in bytes); NUL
 *             is a character like any other.
 *   Offsets   bytes into the given text, half open [start, end).
 *   Memory    what a worker returns belongs to the worker and lives until its
 *             next scan or close; it is wiped then.  What a decoder
 *             returns lives until its next feed or close.
 *   Threads   a scanner may be shared by any number of threads; a worker belongs
 *             to one thread at a time.
 *   Zero      means "nobody has looked": calloc never spells "clean".
 *   Nonsense  a text NULL with a length fails with SHUHI_E_USAGE, and so does a
 *             list; behind the last of a list is an empty struct or NULL; a
 *             number that is no code or severity is called "unknown".  NULL may
 *             be given to all that close, ref and unref; nowhere else.
 *   No memory is SHUHI_E_NOMEM.  MeCab is C++ and would end the process instead
 *             (std::bad_alloc, abort), so it is asked beforehand whether there is
 *             enough for it: at the very last of the memory it can still
 *             happen.
 *
 * Law and domain points that rules serve are named in patterns/ *.yaml.
 */
#ifndef SHUHI_H
#define SHUHI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SHUHI_VERSION "0.1.0"

enum shuhi_verdict {
	SHUHI_UNSCANNED = 0, /* nobody has looked, or looked and failed */
	SHUHI_PASS,          /* nothing to say                          */
	SHUHI_REVIEW,        /* a person should look                    */
	SHUHI_BLOCK,         /* must not leave                          */
};

enum shuhi_severity {
	SHUHI_SEVERITY_NONE = 0,
	SHUHI_SEVERITY_LOW,      /* -> review */
	SHUHI_SEVERITY_MEDIUM,   /* -> review */
	SHUHI_SEVERITY_HIGH,     /* -> block  */
	SHUHI_SEVERITY_CRITICAL, /* -> block  */
};

enum shuhi_lang {
	SHUHI_LANG_JA = 0,
	SHUHI_LANG_EN,
};

enum shuhi_code {
	SHUHI_OK = 0,
	SHUHI_E_NOMEM,   /* out of memory                                     */
	SHUHI_E_LIMIT,   /* the input passes a ceiling of scanner/limit.h    */
	SHUHI_E_CHARSET, /* not valid in its (declared or detected) charset   */
	SHUHI_E_ENGINE,  /* Hyperscan, MeCab or ICU reported a failure        */
	SHUHI_E_IO,      /* a file of the engine cannot be read or written    */
	SHUHI_E_RULES,   /* a rule file is refused                            */
	SHUHI_E_DICT,    /* a dictionary file is refused                      */
	SHUHI_E_USAGE,   /* the call itself makes no sense                    */
	SHUHI_E_POLICY,  /* a policy file is refused                          */
};

/*
 * One shape for every failure.  `message` is constant English text; `where` and
 * `hint` speak of rule and dictionary files only.  No member ever holds a byte
 * of scanned text, and there is nothing to free.
 */
struct shuhi_error {
	enum shuhi_code code;
	const char *message;
	uint64_t at;     /* byte position in the scanned input          */
	char where[256]; /* file of rules or words, "" when not about one */
	uint32_t line;   /* 1-based, 0 unknown                          */
	uint32_t column; /* 1-based, in code points                     */
	char hint[256];  /* what to write instead, "" when there is none */
};

/*
 * "charset" for SHUHI_E_CHARSET and so on: the `code` of the lines protocol.  What
 * is no verdict is "unscanned".
 */
const char *shuhi_code_name(enum shuhi_code);
const char *shuhi_verdict_name(enum shuhi_verdict);
const char *shuhi_severity_name(enum shuhi_severity);

/* ---- scanner ---------------------------------------------------------- */

struct shuhi_scanner;

struct shuhi_config {
	/*
	 * Folders.  NULL takes what lies beside the library's program (build
	 * tree) or under the install prefix; see shuhi_data_dir().
	 */
	const char *dict_dir;
	const char *patterns_dir;

	/* The hospital's own folders, `nextra` of them; a later one wins by id. */
	const char *const *extra_rules;
	size_t nextra_rules;
	const char *const *extra_dicts;
	size_t nextra_dicts;

	/*
	 * Where compiled databases are kept; NULL takes
	 * $XDG_CACHE_HOME/shuhi or ~/.cache/shuhi, "" keeps none.  A cache that
	 * cannot be written costs time, never an answer.
	 */
	const char *cache_dir;
};

/*
 * Load, prove and freeze rules and dictionaries.  Every example of every rule is
 * run through the whole pipeline; one that disagrees refuses the set.  A set that
 * agreed before, by this build and these dictionaries (see the digest), is told by
 * the cache and not run again.
 *
 * Fails   SHUHI_E_RULES / SHUHI_E_DICT with where:line:column and a hint,
 *         SHUHI_E_IO, SHUHI_E_ENGINE, SHUHI_E_NOMEM, SHUHI_E_USAGE.
 */
int shuhi_scanner_open(
    const struct shuhi_config *, struct shuhi_scanner **, struct shuhi_error *);
struct shuhi_scanner *shuhi_scanner_ref(struct shuhi_scanner *);
void shuhi_scanner_unref(struct shuhi_scanner *);

/*
 * Hex digest over rules, dictionaries, MeCab's too, and the versions of Shuhi and
 * Hyperscan (an ICAP ISTag, say).
 */
const char *shuhi_scanner_digest(const struct shuhi_scanner *);

/* Was the compiled database taken from the cache? */
bool shuhi_scanner_from_cache(const struct shuhi_scanner *);

/*
 * The folder that holds `dict` and `patterns` for this process: $SHUHI_DATA, else
 * the build tree the program lies in, else PREFIX/share/shuhi.  Written to `buf`;
 * SHUHI_E_USAGE when that is too small.
 */
int shuhi_data_dir(char *buf, size_t size, struct shuhi_error *);

/* ---- rosters: the hospital's own lists of people ----------------------- */

/* One index of `shuhi roster build`, open with its key; immutable, shared. */
struct shuhi_roster;

/*
 * Fails   SHUHI_E_IO (cannot be read, damaged, another version, another key),
 *         SHUHI_E_USAGE (no key, or one that others may read), SHUHI_E_NOMEM;
 *         err->where names the file.
 */
int shuhi_roster_open(const char *index, const char *keyfile,
    struct shuhi_roster **, struct shuhi_error *);
struct shuhi_roster *shuhi_roster_ref(struct shuhi_roster *);
void shuhi_roster_unref(struct shuhi_roster *);
/* How many people are on it. */
uint32_t shuhi_roster_people(const struct shuhi_roster *);

/*
 * Put these rosters in force, all others out of it; n 0: none.  Takes references
 * of its own.  May be called while workers scan: a scan that has begun goes on
 * with the set it began with, one that begins afterwards uses the new one.  An
 * idle worker keeps its last set until its next scan or its close.
 *
 * shuhi_scanner_digest() does not change by it.
 *
 * Fails   SHUHI_E_LIMIT (more than SHUHI_ROSTERS_MAX), SHUHI_E_USAGE (one is
 *         NULL), SHUHI_E_IO (built with another fold.tsv: build it again),
 *         SHUHI_E_NOMEM; the old set then stays in force.
 */
#define SHUHI_ROSTERS_MAX 16
int shuhi_scanner_rosters(struct shuhi_scanner *, struct shuhi_roster *const *,
    size_t n, struct shuhi_error *);

/* ---- what is known: rules, words, classes ----------------------------- */

struct shuhi_rule_info {
	const char *id;
	uint32_t revision;
	enum shuhi_severity severity;
	const char *title[2];  /* by enum shuhi_lang */
	const char *why[2];    /* why it matters     */
	const char *advice[2]; /* what to do instead */
	const char *basis;     /* law or domain point it serves */
	const char *within;    /* sentence, document or N characters */
	const char *when;      /* the condition as written */
	const char *tags;      /* comma separated */
	const char *file;
	uint32_t line;
	size_t nhits, nmisses; /* examples */
};

size_t shuhi_rule_count(const struct shuhi_scanner *);
void shuhi_rule_at(
    const struct shuhi_scanner *, size_t i, struct shuhi_rule_info *);
/* The j-th example of rule i: hits first, then misses. */
const char *shuhi_rule_example(
    const struct shuhi_scanner *, size_t i, size_t j);

struct shuhi_word_info {
	const char *surface; /* as written in the dictionary, NUL-terminated */
	const char *class_name;
	const char *attributes;
	const char *file;
};

size_t shuhi_word_count(const struct shuhi_scanner *);
void shuhi_word_at(
    const struct shuhi_scanner *, size_t i, struct shuhi_word_info *);

struct shuhi_class_info {
	const char *name;     /* "disease.common" */
	const char *label[2]; /* by enum shuhi_lang: 病名, disease */
	bool masked;          /* redaction replaces it */
};

size_t shuhi_class_count(void);
void shuhi_class_at(size_t i, struct shuhi_class_info *);

/* ---- scanning --------------------------------------------------------- */

struct shuhi_worker;

int shuhi_worker_open(
    struct shuhi_scanner *, struct shuhi_worker **, struct shuhi_error *);
void shuhi_worker_close(struct shuhi_worker *);

struct shuhi_entity {
	const char *class_name;          /* static */
	const char *label[2];            /* static, by enum shuhi_lang */
	uint64_t start, end;             /* bytes            */
	uint64_t start_char, end_char;   /* code points      */
	uint64_t start_utf16, end_utf16; /* UTF-16 code units */
	double confidence;               /* 0.0 - 1.0        */
};

struct shuhi_finding {
	const char *rule; /* id; the scanner's */
	enum shuhi_severity severity;
	const char *title[2];
	const char *why[2];
	const char *advice[2];
	/*
	 * What fits on a roster, by enum shuhi_lang: 「氏名と生年月日が同じ患者に
	 * 一致」.  Names fields and numbers, never a value.  NULL: no roster did.
	 */
	const char *reason[2];
	const struct shuhi_entity *entities; /* ascending by start */
	size_t nentities;
};

struct shuhi_result {
	enum shuhi_verdict verdict;
	uint32_t score; /* 0 - 100: how sure and how grave; 0 only with PASS */
	const struct shuhi_finding *findings; /* gravest first */
	size_t nfindings;
};

/*
 * Judge one text field.
 *
 * Fails   SHUHI_E_CHARSET `text` is not UTF-8 (err->at: the first bad byte),
 *         SHUHI_E_LIMIT   more than SHUHI_TEXT_MAX bytes, or too many hits,
 *         SHUHI_E_USAGE   NULL with a length,
 *         SHUHI_E_ENGINE, SHUHI_E_NOMEM.
 *         After a failure the text is *unscanned*; *res is untouched.
 */
#define SHUHI_TEXT_MAX (16u << 20)
int shuhi_scan(struct shuhi_worker *, const char *text, size_t len,
    const struct shuhi_result **res, struct shuhi_error *);

/*
 * What the engine sees in a text, before any rule is asked: for writing rules,
 * for measuring recall.  Fails like shuhi_scan().
 */
int shuhi_entities(struct shuhi_worker *, const char *text, size_t len,
    const struct shuhi_entity **, size_t *n, struct shuhi_error *);

/*
 * The text of the last shuhi_scan() with every masked entity of every finding
 * replaced by its label: 「［氏名］さん、［病名］で入院」.
 *
 * Fails   SHUHI_E_USAGE  nothing was scanned, or what was found was found in
 *                        another text,
 *         SHUHI_E_NOMEM.
 */
int shuhi_redact(struct shuhi_worker *, const char *text, size_t len,
    enum shuhi_lang, const char **out, size_t *outlen, struct shuhi_error *);

/* ---- bodies: what a request or a file carries -------------------------- */

/* Why a part of a body was not looked at, or not all of it. */
enum shuhi_cause {
	SHUHI_CAUSE_NONE = 0,
	SHUHI_CAUSE_TOO_LARGE, /* passes the limit of bytes or of fields     */
	SHUHI_CAUSE_RATIO,     /* a decompression bomb                       */
	SHUHI_CAUSE_TIMEOUT,   /* the time for one body is up                */
	SHUHI_CAUSE_UNDECODABLE, /* a coding or charset that is not known, or
	                          * bytes that are not valid in it             */
	SHUHI_CAUSE_BROKEN, /* malformed for its type, or cut off         */
	SHUHI_CAUSE_ENCRYPTED,
	SHUHI_CAUSE_UNSUPPORTED, /* old office files, unknown bytes: nothing
	                          * here reads them                            */
	SHUHI_CAUSE_DEPTH,  /* packed in itself too often                 */
	SHUHI_CAUSE_ENGINE, /* the engine or the reader of files failed   */
	SHUHI_CAUSE_MEDIA,  /* by its first bytes a picture, sound, video:
	                     * not unsupported, as policies let them go      */
	SHUHI_CAUSE_COUNT
};

/* "too-large" and so on: the words of policy.yaml.  Static, never NULL. */
const char *shuhi_cause_name(enum shuhi_cause);

/*
 * A body as it leaves.  All strings are NUL-terminated or NULL: unknown.  None
 * of them is trusted: a form sent as application/octet-stream is read as a form.
 */
struct shuhi_body {
	const char *url;          /* absolute or origin form; its path and
	                               * query string are read, too          */
	const char *content_type; /* header values as they stand */
	const char *content_encoding;
	const char *filename;
	const char *headers; /* all of the request, "Name: value" and CRLF
	                      * each: clients put file names, captions and
	                      * whole mails there.  What the protocols
	                      * themselves need, and cookies, is passed over */
	const void *bytes;
	size_t len;
};

/* Zero stands for the default. */
#define SHUHI_BODY_BYTES  (128u << 20)
#define SHUHI_BODY_RATIO  250
#define SHUHI_BODY_DEPTH  8
#define SHUHI_BODY_FIELDS 100000
#define SHUHI_BODY_MS     10000
struct shuhi_body_limits {
	uint64_t bytes;  /* the body; and again, all unpacked from it      */
	uint32_t ratio;  /* unpacked bytes for each byte packed            */
	uint32_t depth;  /* parts in parts, files in archives, JSON in text */
	uint32_t fields; /* texts of one body                              */
	uint32_t milliseconds; /* for one body, by the clock */
};

/*
 * `field` says where, in words of the body's own structure, outermost first:
 *
 *	json:$.variables.tweet_text     query:q     path     form:text
 *	header:X-Goog-Upload-File-Name
 *	part[2]:note.docx!word/document.xml         mail:subject
 *	body                            the body as a whole
 *	body:joined                     what it keeps in pieces, put together
 *
 * It may carry names a client made up (keys, file names): treat it as text that
 * was scanned, never log it.  Valid UTF-8, at most SHUHI_FIELD_MAX bytes.
 */
#define SHUHI_FIELD_MAX 255

struct shuhi_failure {
	enum shuhi_cause cause;
	const char *field;
	uint64_t at; /* byte of that part where it went wrong, 0 unknown */
};

struct shuhi_body_finding {
	const char *field;
	/* entities' offsets are into the field's decoded text, not the body;
	 * for "body" into its fields joined, a line each, for "body:joined"
	 * into the pieces of each place without a gap, a line a place */
	struct shuhi_finding finding;
	const char *text; /* that decoded text, for quoting; no NUL behind it */
	size_t len;
};

struct shuhi_body_result {
	/*
	 * The worst of all fields.  UNSCANNED when something could not be looked
	 * at and nothing that could says BLOCK: ask `failures`, then `score` and
	 * `findings` for what else was found.
	 */
	enum shuhi_verdict verdict;
	uint32_t score; /* the highest of all fields */
	const struct shuhi_body_finding *findings; /* gravest first */
	size_t nfindings;
	/* in the order found; of each cause the first 16: policy asks which
	 * causes there are */
	const struct shuhi_failure *failures;
	size_t nfailures;
	size_t nfields; /* text fields looked at */
};

struct shuhi_body_scanner;

/*
 * Bodies scanned by `worker`, which must outlive this and is not to be used for
 * anything else during a scan.  `limits` may be NULL.  One thread at a time.
 *
 * Fails  SHUHI_E_NOMEM.
 */
int shuhi_body_open(struct shuhi_worker *worker,
    const struct shuhi_body_limits *limits, struct shuhi_body_scanner **,
    struct shuhi_error *);

/*
 * Take the body apart and judge every text in it alone, and all together: a name
 * in one field and an illness in another are found as "body", and a text that was cut
 * into pieces (an editor's bold words, letters as they are typed) as "body:joined".
 *
 * What could not be read is in `failures`; the rest was judged.  The result lives
 * until the next scan or the close of the body scanner and is wiped then.
 *
 * Office files, PDF and archives are read by the program shuhi-extract, a child
 * process without rights: in $SHUHI_LIBEXEC, beside this program, or under
 * PREFIX/libexec/shuhi.  Without it they fail as SHUHI_CAUSE_ENGINE.
 *
 * Fails   when nothing at all can be said: SHUHI_E_NOMEM, SHUHI_E_USAGE (bytes
 *         NULL with a length).  *res is untouched, the body unscanned.
 */
int shuhi_body_scan(struct shuhi_body_scanner *, const struct shuhi_body *,
    const struct shuhi_body_result **res, struct shuhi_error *);
void shuhi_body_close(struct shuhi_body_scanner *);

/* ---- charsets --------------------------------------------------------- */

/*
 * Streaming bytes -> UTF-8.  The charset is, in this order: a byte order mark,
 * valid UTF-8, the declared name, what ICU detects in the first bytes (CP932,
 * EUC-JP, ISO-2022-JP, UTF-16).
 *
 * Broken bytes become U+FFFD so that the rest is still looked at; the first one
 * is remembered in `bad', and the caller must treat the input as not fully
 * scanned.
 */
struct shuhi_decoder;

struct shuhi_decoded {
	/*
	 * Borrowed: the decoder's own, or part of the chunk just fed when that
	 * needed no change.  Valid until the next call, or until the caller
	 * changes or frees the chunk.
	 */
	const char *text;
	size_t len;
	const char *charset; /* static name: "UTF-8", "CP932", ... */
	uint64_t bad;        /* input byte position + 1 of the first broken
	                      * sequence so far, 0 when all was valid */
};

/*
 * `declared` may be NULL; a name nobody knows counts as NULL, for names come from
 * the outside world (HTTP headers, mail).  Where a person gave it, ask
 * shuhi_charset_known() first: a typo had better be told.
 *
 * Fails   SHUHI_E_CHARSET  a known charset that is not read here (UTF-7, SCSU),
 *         SHUHI_E_NOMEM.
 */
int shuhi_decoder_open(
    const char *declared, struct shuhi_decoder **, struct shuhi_error *);
/* Feed bytes; `last` says that none follow.  len 0 with last is fine. */
int shuhi_decoder_feed(struct shuhi_decoder *, const char *bytes, size_t len,
    bool last, struct shuhi_decoded *, struct shuhi_error *);
void shuhi_decoder_close(struct shuhi_decoder *);

/* Is this the name of a charset that is read here?  NULL is none. */
bool shuhi_charset_known(const char *name);

#ifdef __cplusplus
}
#endif

#endif
