/*
 * Every ceiling of the engine, in one place.  A text that passes one is
 * unscanned with SHUHI_E_LIMIT; nothing is cut silently.
 */
#ifndef SHUHI_LIMITS_H
#define SHUHI_LIMITS_H

#include "shuhi.h"

#define LIMIT_TEXT       SHUHI_TEXT_MAX /* bytes of one scan               */
#define LIMIT_ARENA      (768u << 20)   /* bytes one scan may need at most */
#define LIMIT_ARENA_KEEP (1u << 20)     /* bytes a worker keeps between    */
#define LIMIT_HITS       (4u << 20)     /* literal and pattern hits        */
#define LIMIT_FINDINGS   65536          /* findings of one text            */
#define LIMIT_SENTENCE   4096           /* bytes before a sentence is cut  */
#define LIMIT_KANAKANJI  (64u << 10)    /* bytes of a text in kana read twice */
#define LIMIT_FILE       (64u << 20)    /* bytes of a rule or word file    */
#define LIMIT_DATABASE   (1u << 30)     /* bytes of a compiled database    */
#define LIMIT_YAML_DEPTH 16             /* nesting of a rule file          */
#define LIMIT_YAML_NODES 200000         /* nodes of a rule file            */
#define LIMIT_RULES      1024
#define LIMIT_ID         64  /* bytes of a rule's or pattern's id */
#define LIMIT_PATTERNS   512 /* entity patterns                 */
#define LIMIT_WORDS      1000000
#define LIMIT_SURFACE    256 /* bytes of one word               */
#define LIMIT_COND_DEPTH 32  /* nesting of a condition          */
#define LIMIT_COND_NODES 256 /* nodes of a condition            */
#define LIMIT_COND_TERMS 128 /* terms of one points()           */
#define LIMIT_CLASSES    128 /* entity classes                  */

/* what a proxy's requests may bring (capture/proxy) */
#define LIMIT_PROXY_USER    255  /* bytes of a user's name              */
#define LIMIT_PROXY_HEADER  8192 /* bytes of one header that is read    */
#define LIMIT_PROXY_ADDRESS 45   /* of a client's address               */
#define LIMIT_PROXY_CODINGS 128  /* bytes of all Content-Encoding       */
#define LIMIT_PROXY_HOST    255  /* of a destination's name             */
#define LIMIT_PROXY_BODY    (256u << 20) /* of a body that can be given back   */
#define LIMIT_PROXY_REASONS 20    /* reasons on one page                 */
#define LIMIT_PROXY_FORM    16384 /* bytes of an override's form         */
#define LIMIT_PROXY_WHY     1000  /* bytes of a typed justification      */

/* policy.yaml */
#define LIMIT_POLICY_ARENA   (16u << 20)
#define LIMIT_POLICY_CLASSES 64
#define LIMIT_POLICY_PLACES  4096 /* destinations of the catalogue    */
#define LIMIT_POLICY_HOSTS   16384
#define LIMIT_POLICY_PATH    256 /* bytes of a pattern's path        */
#define LIMIT_POLICY_FOLDERS 64  /* of rules:, dict: and roster:     */

/* the audit and its sink */
#define LIMIT_AUDIT_LINE     (256u << 10) /* bytes of a record            */
#define LIMIT_AUDIT_FINDINGS 64           /* of one record; more are counted  */
#define LIMIT_AUDIT_ENTITIES 16           /* of one finding; more are counted */
#define LIMIT_AUDIT_NAME     256          /* bytes of a user, host, service   */
#define LIMIT_JUSTIFICATION  2000         /* bytes that are stored            */
#define LIMIT_SYSLOG_QUEUE   1024         /* records waiting for syslog       */
#define LIMIT_OVERRIDES      (1u << 20)   /* bytes of live overrides       */

/* Bodies: defaults of struct shuhi_body_limits. */
#define LIMIT_BODY_BYTES  SHUHI_BODY_BYTES  /* made of one body, all layers */
#define LIMIT_BODY_RATIO  SHUHI_BODY_RATIO  /* inflated for each byte packed */
#define LIMIT_BODY_DEPTH  SHUHI_BODY_DEPTH  /* readers inside readers */
#define LIMIT_BODY_FIELDS SHUHI_BODY_FIELDS /* texts of one body */
#define LIMIT_BODY_MS     SHUHI_BODY_MS     /* milliseconds for one body */

/* Bodies: not to be configured. */
#define LIMIT_BODY_RATIO_FREE (1u << 20) /* so little is no bomb             */
#define LIMIT_BODY_TOLD       16         /* failures kept of each cause      */
#define LIMIT_BODY_ARENA      (512u << 20) /* bytes one body may need at least */
#define LIMIT_BODY_FINDINGS   65536       /* findings of one body             */
#define LIMIT_JSON_DEPTH      256         /* nesting of one JSON text         */
#define LIMIT_TOKEN           (64u << 10) /* letters of base64; more are a file  */
#define LIMIT_HEADERS         (64u << 10) /* bytes of one part's headers      */
#define LIMIT_PARTS           10000       /* parts of one multipart           */

/* shuhi-extract: the child that reads archives, office files and PDF. */
#define LIMIT_OFFICE_MEMORY  (1024u << 20) /* bytes of addresses               */
#define LIMIT_OFFICE_FILES   10000       /* files of one archive             */
#define LIMIT_OFFICE_PAGES   2000        /* pages of a PDF                   */
#define LIMIT_ROSTER_ROWS    (16u << 20) /* people on one list            */
#define LIMIT_ROSTER_VALUE   192         /* bytes of a value, as spelt    */
#define LIMIT_ROSTER_MASKED  (64u << 20) /* masked writings of names      */
#define LIMIT_ROSTER_CALLS   (64u << 20) /* ways to call people           */
#define LIMIT_ROSTER_CALL    20          /* letters of one                */
#define LIMIT_ROSTER_PHONES  4           /* telephone numbers of a person */
#define LIMIT_ROSTER_SIEVE   26          /* log2 of words of a sieve      */
#define LIMIT_ROSTER_TESTS   15          /* of one roster_count()         */
#define LIMIT_ROSTER_COLUMNS 64          /* cells of a row of a list      */
#define LIMIT_ROSTER_CELL    8192        /* bytes of a cell of a list     */

#define LIMIT_ROSTERS        SHUHI_ROSTERS_MAX /* of one scanner        */
#define LIMIT_CLUES          (1u << 20) /* hits of rosters in a text    */
#define LIMIT_REASONS        1024       /* different reasons of a text  */
#define LIMIT_ROMAJI         64         /* kana spellings of a word     */
#define LIMIT_ROMAJI_STEPS   4096       /* to them, dead ends counted   */
#define LIMIT_ROMAJI_LETTERS 20         /* bytes of a word in romaji    */

/* shuhi-picture: the child that reads a picture (capture/draft/look.h) */
#define LIMIT_PICTURE_BYTES    (16u << 20)   /* of one file                   */
#define LIMIT_PICTURE_PIXELS   (50u << 20)   /* width times height            */
#define LIMIT_PICTURE_SIDE     16384         /* pixels of a side              */
#define LIMIT_PICTURE_MS       20000         /* milliseconds for one picture  */
#define LIMIT_PICTURE_CHILDREN 2             /* pictures at the same time     */
#define LIMIT_PICTURE_TEXT     (256u << 10)  /* bytes of text read off it     */
#define LIMIT_PICTURE_GLYPHS   65536         /* characters of it              */
#define LIMIT_PICTURE_IMAGE    (64u << 20)   /* bytes of the safe image       */
#define LIMIT_PICTURE_MEMORY   (1536u << 20) /* bytes of addresses            */
#define LIMIT_PICTURE_ENTRIES  10000         /* of metadata; more is broken   */

#endif
