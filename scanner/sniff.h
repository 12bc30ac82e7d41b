/*
 * Which charset is a window of bytes written in?
 *
 *	8e 52 93 63   CP932 山田, or EUC-JP, or nothing: all are read, the best wins
 *
 * Threads  any; nothing is kept.
 */
#ifndef SHUHI_SNIFF_H
#define SHUHI_SNIFF_H

#include "charset.h"

/*
 * Does the window speak for UTF-8 so clearly that nothing else needs to be read?
 * `declared` may be NULL.  `whole`: nothing follows the window.
 */
bool sniff_is_utf8(
    struct span window, bool whole, const struct charset *declared);

/*
 * Read the window, which begins at byte `at` of the stream, as every charset that it
 * might be; *best, all zero before, is the likeliest of the readings.  Close it even
 * when this has failed.
 *
 * Fails  SHUHI_E_NOMEM, SHUHI_E_ENGINE.
 */
int sniff(const struct charset *declared, uint64_t at, struct span window,
    bool whole, struct reading *best, struct shuhi_error *err);

#endif
