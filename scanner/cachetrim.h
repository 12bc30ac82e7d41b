/* Keeping the folder of compiled databases small. */
#ifndef SHUHI_CACHETRIM_H
#define SHUHI_CACHETRIM_H

/*
 * Remove the databases and proofs in `dir` that were written longest ago, all but
 * CACHE_KEEP files: every change of rules leaves some behind.  Best effort; other
 * files are not touched.
 */
#define CACHE_KEEP 40
void cache_trim(const char *dir);

#endif
