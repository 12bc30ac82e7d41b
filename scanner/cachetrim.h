/* Keeping the folder of compiled databases small. */
#ifndef SHUHI_CACHETRIM_H
#define SHUHI_CACHETRIM_H

/*
 * Remove the databases and proofs in `dir` that were written longest ago, all but
 * CACHE_KEEP of each: every change of rules leaves some behind.  What was written
 * aside by a start that was killed goes after ASIDE_SECONDS.  Best effort; files
 * whose names are not of our making are not touched.
 */
#define CACHE_KEEP    40
#define ASIDE_SECONDS 3600
void cache_trim(const char *dir);

#endif
