/*
 * Every ceiling of the kiosk's server, in one place.  What passes one is refused
 * with an answer that says so; nothing is cut silently.
 */
#ifndef SHUHI_DRAFT_DRAFTLIMIT_H
#define SHUHI_DRAFT_DRAFTLIMIT_H

#include "limit.h"

/* sizes, in bytes */
#define LIMIT_DRAFT_TEXT     (128u << 10) /* of a draft, as UTF-8                */
#define LIMIT_DRAFT_JSON     (1u << 20)   /* of the JSON it comes in: escapes
                                           * take up to six times the text       */
#define LIMIT_DRAFT_AT_ONCE  4096         /* of JSON that is judged by the thread
                                           * that took it: handing it over and
                                           * back would cost several times that  */
#define LIMIT_DRAFT_PICTURE  LIMIT_PICTURE_BYTES
#define LIMIT_DRAFT_FORM     4096         /* of a log-in                         */
#define LIMIT_DRAFT_BODIES   (256u << 20) /* of all bodies in memory at a time   */
#define LIMIT_DRAFT_PLACE    2048         /* of a destination's host or URL      */
#define LIMIT_DRAFT_MEMORY   (64u << 10)  /* the HTTP library's, for a connection;
                                           * so much comes by mmap and goes back
                                           * to the system, not to the heap      */

/* connections, and what waits for a worker */
#define LIMIT_DRAFT_CONNECTIONS 1024 /* in all; more are closed at once      */
#define LIMIT_DRAFT_PER_ADDRESS 64   /* of one address, but for loopback     */
#define LIMIT_DRAFT_THREADS     2    /* that move bytes                      */
#define LIMIT_DRAFT_WORKERS     64   /* that judge texts, at most            */
#define LIMIT_DRAFT_WAITING     256  /* texts that wait for one of them      */
#define LIMIT_DRAFT_PICTURES    LIMIT_PICTURE_CHILDREN /* at a time          */
#define LIMIT_DRAFT_PASSWORDS   1    /* at a time: each takes 8 MB and more   */
#define LIMIT_DRAFT_SLOW        16   /* pictures or log-ins that wait         */

/* seconds */
#define LIMIT_DRAFT_HEAD_SECONDS   10 /* to a whole head, TLS included        */
#define LIMIT_DRAFT_BODY_SECONDS   30 /* from there to a whole body           */
#define LIMIT_DRAFT_ANSWER_SECONDS 30 /* to take the answer                   */
#define LIMIT_DRAFT_IDLE_SECONDS   60 /* between requests                     */
#define LIMIT_DRAFT_END_SECONDS    10 /* for what is in flight at the end     */

/* requests */
#define LIMIT_DRAFT_RATE      600  /* a minute and address                 */
#define LIMIT_DRAFT_ADDRESSES 4096 /* that are counted one by one          */

#define LIMIT_DRAFT_TOLD      10   /* failures of ours told in the log, a minute */

/* people */
#define LIMIT_DRAFT_LOGINS        10   /* attempts in LOGIN_SECONDS by address */
#define LIMIT_DRAFT_LOGINS_NAME   30   /* and by name, from wherever          */
#define LIMIT_DRAFT_LOGIN_SECONDS 300
#define LIMIT_DRAFT_USERS         4096 /* of a users file                    */
#define LIMIT_DRAFT_USERS_FILE    (1u << 20)
#define LIMIT_DRAFT_PEM           (1u << 20) /* of a certificate or key      */
#define LIMIT_DRAFT_NAME          64   /* bytes of a user's name             */
#define LIMIT_DRAFT_PASSWORD      256  /* bytes of a password                */
#define LIMIT_DRAFT_PASSWORD_LEAST 8   /* characters of a new one            */
#define LIMIT_DRAFT_SESSIONS      1024 /* the longest unused one goes first  */
#define LIMIT_DRAFT_SESSION_IDLE  (30 * 60)     /* seconds                    */
#define LIMIT_DRAFT_SESSION       (12 * 60 * 60) /* a shift                    */

/* The page clears itself after so many seconds without a key. */
#define LIMIT_DRAFT_CLEAR_SECONDS 120

#endif
