/*
 * The audit: who sent what kind of thing where, and what was done; never a byte
 * of what was sent.
 *
 * One JSON object a line, appended and never changed.  Each line holds a number
 * and the hash of the line before it, and ends with its own:
 *
 *	{"seq":7,"prev":"<64 hex>","time":"2026-11-21T23:30:00.123Z",
 *	 "type":"request", ... ,"hash":"<64 hex>"}
 *
 * so that an edit, a removal, an insertion or another order breaks the chain
 * (auditverify.h).  With a key the hash is a keyed BLAKE2b: who has not the key
 * cannot rebuild a chain.  FILE.head holds number and hash of the last line that
 * is safely on the disk, so that a cut tail is noticed; both files put back
 * together to an older state are not: note the head elsewhere (syslog, paper).
 *
 * Files    FILE, FILE.head (also the lock), FILE.NNNNNNNNNNNN for what was
 *          rotated away (NNN: number of its last line), FILE.salt when there is no
 *          key.  Mode 0600.  Nothing is ever deleted here.
 * Sharing  any number of processes and threads append to one FILE.  A handle
 *          belongs to the process that opened it: open after fork(); used in
 *          another process nothing is written and calls fail (SHUHI_E_USAGE).
 * Crashes  a line torn by a crash stays; the next writer ends it and adds a line
 *          of type "torn" that vouches for its bytes.  Anything else that does not
 *          fit is closed with "damaged", which auditverify reports.
 * Errors   SHUHI_E_IO when the record is not in the file (disk full, no right):
 *          the request must end in the policy's `audit` answer
 *          (POLICY_CAUSE_AUDIT).  SHUHI_E_NOMEM likewise.
 * Threads  one background thread a handle (fsync), one more with syslog; both
 *          have all signals blocked.
 */
#ifndef SHUHI_CAPTURE_AUDIT_H
#define SHUHI_CAPTURE_AUDIT_H

#include "digest.h"
#include "shuhi.h"
#include "span.h"

struct audit;

struct audit_config {
	const char *file;
	const char *key;    /* key file (seal.h); NULL: chained without a key */
	uint64_t rotate;    /* bytes of one file; 0 never                     */
	uint32_t fsync_ms;  /* longest time a record is not on the disk; 0:
	                     * every audit_write() waits                      */
	const char *syslog; /* NULL none, unix:PATH, udp:HOST:PORT,
	                     * tcp:HOST:PORT (RFC 5424; hosts are numeric)    */
	bool pseudonyms;    /* user names as keyed hashes                     */
};

enum audit_event {
	AUDIT_REQUEST = 0,   /* something was judged, or should have been */
	AUDIT_OVERRIDE,      /* a user typed a reason and was let through */
	AUDIT_REFUSED,       /* an override that was not taken            */
	AUDIT_START,         /* a front end began; digest tells with what */
	AUDIT_STOP,
	AUDIT_RELOAD,        /* new rules or policy; digest               */
	AUDIT_RELOAD_FAILED, /* the old ones stay                         */
};

struct audit_finding {
	const char *rule; /* id */
	enum shuhi_severity severity;
	/* As shuhi_body_scan() names it; only the kind ("json", "form", "query",
	 * "part", "body") is stored: keys and file names may name a patient. */
	const char *field;
	const struct shuhi_entity *entities; /* class and bytes are stored */
	size_t nentities;
};

/* NULL, zero and empty members are left out. */
struct audit_record {
	enum audit_event event;
	const char *front;  /* "proxy", "kiosk", ...             */
	const char *user;   /* as authenticated; any bytes       */
	const char *client; /* address                           */
	const char *method; /* "POST"                            */
	struct span host;   /* destination; the URL is not taken */
	const char *class_name;  /* policy_place.class_name      */
	const char *service;     /* policy_place.name            */
	bool shadow;             /* destination in no catalogue  */
	uint64_t bytes;          /* of the body as sent          */
	enum shuhi_verdict verdict;
	enum shuhi_severity severity;
	const struct audit_finding *findings; /* the first LIMIT_AUDIT_FINDINGS */
	size_t nfindings; /* of all: how many more there were is recorded      */
	const char *const *causes; /* policy_cause_name(), each  */
	size_t ncauses;
	const char *action; /* what the policy says: policy_action_name() */
	bool monitored;     /* ... and what was not done, in monitor mode */
	const struct digest *fingerprint; /* audit_fingerprint()          */
	/*
	 * What the user typed to be let through.  It may name a patient: it is
	 * stored only when the caller has had it judged and it was clean;
	 * otherwise its length and keyed fingerprint are.
	 */
	struct span justification;
	bool justification_clean;
	const char *digest; /* shuhi_scanner_digest() or policy_conf.digest */
	uint32_t microseconds; /* the judging took */
};

int audit_open(
    const struct audit_config *, struct audit **, struct shuhi_error *);

/* Flush, stop the threads.  Fails when something is not on the disk.
 * The handle is gone either way; NULL is fine. */
int audit_close(struct audit *, struct shuhi_error *);

/*
 * Append one record.  0: it is in the file and survives this process; with
 * `durable` (or fsync_ms 0) it survives a power failure, too.  Otherwise it will
 * within fsync_ms; should that fail, later calls fail until it has succeeded.  A
 * disk that failed once and then does not may still have lost what was written
 * before (Linux takes pages it could not write for written): audit_verify() tells.
 * Concurrent durable writers share one fsync.
 */
int audit_write(struct audit *, const struct audit_record *, bool durable,
    struct shuhi_error *);

/*
 * Keyed by the audit key or FILE.salt: the same bytes give the same digest on
 * this machine, and nobody without the key can try texts against it.
 */
void audit_fingerprint(
    const struct audit *, struct span bytes, struct digest *);

/* Could a record be written now?  For `doctor` and health checks. */
int audit_check(struct audit *, struct shuhi_error *);

struct audit_counts {
	uint64_t written; /* records by this handle               */
	uint64_t failed;  /* audit_write() that gave -1           */
	uint64_t synced;  /* fsyncs                               */
	uint64_t dropped; /* records that syslog did not take     */
};

void audit_counts(struct audit *, struct audit_counts *);

#endif
