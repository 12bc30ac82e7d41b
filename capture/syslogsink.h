/*
 * Records to a syslog server as well (RFC 5424): a copy that is out of reach of
 * whoever gets hold of this machine.
 *
 * Never waits: a record goes to a queue of LIMIT_SYSLOG_QUEUE and a thread sends
 * it; what the queue has no room for, or the server does not take, is dropped and
 * counted.  A stream (tcp) is framed by octet counts (RFC 6587) and connected
 * again when it breaks.
 */
#ifndef SHUHI_CAPTURE_SYSLOGSINK_H
#define SHUHI_CAPTURE_SYSLOGSINK_H

#include "shuhi.h"
#include "span.h"

struct syslog_sink;

/* `target`: unix:PATH, udp:HOST:PORT, tcp:HOST:PORT.  SHUHI_E_USAGE, _NOMEM,
 * SHUHI_E_ENGINE when no thread can be had; a server that is not there is none. */
int syslog_sink_open(
    const char *target, struct syslog_sink **, struct shuhi_error *);

/* Sends what is queued, for a few seconds at most; then the thread ends. */
uint64_t syslog_sink_close(struct syslog_sink *); /* dropped in all; NULL: 0 */

/* `severity` of RFC 5424: 4 warning, 5 notice, 6 informational. */
void syslog_sink_put(struct syslog_sink *, int severity, struct span message);

uint64_t syslog_sink_dropped(struct syslog_sink *);

#endif
