/*
 * policy.yaml, as loaded: what may go where.
 *
 *	host, path ----> destination {class, name}     first match of the catalogue
 *	class, severity ---------> action              allow < log < warn < block
 *	class, cause of failure -> action              block unless written otherwise
 *
 *	const struct policy_place *to = policy_place(p, host, path);
 *
 *	if (to->exempt)
 *		let_it_pass();                         not judged, not recorded
 *	action = policy_action(p, to, gravest);        of a request that was judged
 *	action = policy_failure(p, to, cause);         of one that was not; take the
 *	                                               policy_graver() of both
 *	audit(action);                                 what the policy says
 *	carry_out(policy_in_force(p, action));         what is done: monitor mode
 *
 * Loaded means frozen: a policy is read, checked whole and never changed; a new
 * one is loaded beside it and swapped.  Where the file is silent the graver
 * answer holds.
 *
 * Memory   everything pointed to belongs to the policy and lives until its last
 *          reference goes.
 * Threads  a policy may be shared by any number of threads.
 * Errors   SHUHI_E_POLICY with where:line:column and what to write instead,
 *          SHUHI_E_IO, SHUHI_E_NOMEM.  The policy in force is the caller's to keep.
 */
#ifndef SHUHI_CAPTURE_POLICY_H
#define SHUHI_CAPTURE_POLICY_H

#include "shuhi.h"
#include "span.h"

struct policy;

/* Ascending: of two the larger is the graver.  Zero: nobody has decided. */
enum policy_action {
	POLICY_UNDECIDED = 0,
	POLICY_ALLOW, /* pass, not recorded                                  */
	POLICY_LOG,   /* pass, recorded                                      */
	POLICY_WARN,  /* held until the user has typed a reason (override.h) */
	POLICY_BLOCK, /* held                                                */
};

/*
 * Why something was not looked at: the engine's enum shuhi_cause, and behind it
 * what front ends know of.  All have a word in policy.yaml.
 */
enum policy_cause {
	POLICY_CAUSE_AUDIT = SHUHI_CAUSE_COUNT, /* `audit` cannot be written   */
	POLICY_CAUSE_RELOAD,   /* `reload`: no valid rules or policy           */
	POLICY_CAUSE_INTERNAL, /* `internal`: the front end failed: spool, ... */
	POLICY_CAUSE_COUNT,
};

/* ---- loading ------------------------------------------------------------ */

int policy_load(const char *file, struct policy **, struct shuhi_error *);
struct policy *policy_ref(struct policy *);
void policy_unref(struct policy *); /* NULL is fine */

/* ---- where to ----------------------------------------------------------- */

struct policy_place {
	const char *class_name; /* "sns", "generative-ai", ... "unknown"        */
	const char *name[2];    /* of the service, by enum shuhi_lang           */
	bool known;             /* false: in no catalogue (shadow IT)           */
	bool exempt;            /* class `exempt`: reviewed, never to be judged */
	unsigned class;         /* its number: 0 ... policy_class_count() - 1   */
	const char *file;       /* where it is listed; NULL when it is not      */
	uint32_t line;
};

/*
 * Never NULL.  `host` as the client wrote it: any case, with or without port
 * and final dot; `path` with its leading slash, query allowed, may be empty.
 */
const struct policy_place *policy_place(
    const struct policy *, struct span host, struct span path);

/* ---- what to do --------------------------------------------------------- */

/*
 * SHUHI_SEVERITY_NONE asks for a request that was judged whole and is clean:
 * POLICY_LOG there is how unknown destinations get recorded.
 */
enum policy_action policy_action(const struct policy *,
    const struct policy_place *, enum shuhi_severity gravest);

/* `cause`: enum shuhi_cause but NONE, or enum policy_cause; block for others. */
enum policy_action policy_failure(
    const struct policy *, const struct policy_place *, unsigned cause);

enum policy_action policy_graver(enum policy_action, enum policy_action);

/* What is done: in monitor mode WARN and BLOCK become LOG. */
enum policy_action policy_in_force(const struct policy *, enum policy_action);

const char *policy_action_name(enum policy_action); /* "allow", ...           */
const char *policy_cause_name(unsigned cause);      /* "too-large", "audit"... */

/* ---- everything else the file says -------------------------------------- */

struct policy_roster {
	const char *index, *key;
};

/* Paths are absolute, or relative to the process as given on the command line
 * when policy.yaml itself was; in the file they count from its own folder. */
struct policy_conf {
	bool monitor;
	const char *contact[2]; /* by enum shuhi_lang; plain text for people */

	struct {
		uint64_t body;         /* bytes of a request, as sent        */
		uint64_t inflated;     /* bytes after decompression          */
		uint32_t ratio;        /* inflated / sent                    */
		uint32_t depth;        /* of nesting                         */
		uint32_t fields;       /* of one body                        */
		uint32_t milliseconds; /* for judging it                     */
	} limits;

	struct {
		uint32_t seconds;       /* a token and a grant live           */
		uint32_t justification; /* characters the user must type       */
		const char *state;      /* folder of its key and grants; NULL:
		                         * no overrides, a warning holds       */
	} override;

	struct {
		const char *file;     /* NULL: no audit is kept              */
		const char *key;      /* NULL: chained without a key          */
		uint64_t rotate;      /* bytes of one file; 0 never           */
		uint32_t fsync_ms;    /* 0: each record before it is answered */
		const char *syslog;   /* NULL: none; unix:, udp:, tcp:        */
		const char *departments; /* NULL: none; for reports           */
		bool pseudonyms;      /* keyed hashes instead of user names   */
	} audit;

	struct {
		const char *textfile; /* NULL: none */
		const char *listen;   /* NULL: none; 127.0.0.1:9464 */
	} metrics;

	const char *const *rules; /* folders, in order */
	size_t nrules;
	const char *const *dicts;
	size_t ndicts;
	const struct policy_roster *rosters;
	size_t nrosters;

	const char *file;   /* as given to policy_load() */
	const char *digest; /* hex, over the file's bytes (for an ISTag) */
};

const struct policy_conf *policy_conf(const struct policy *);

/* ---- for listing -------------------------------------------------------- */

size_t policy_class_count(const struct policy *); /* `unknown` among them */
const char *policy_class_at(const struct policy *, size_t);
size_t policy_place_count(const struct policy *);
const struct policy_place *policy_place_at(const struct policy *, size_t);
/* Host patterns of a place, in lower case; NULL behind the last. */
const char *policy_place_host(const struct policy_place *, size_t);
/* Why it is exempt; NULL when it is not. */
const char *policy_place_reason(const struct policy_place *);

#endif
