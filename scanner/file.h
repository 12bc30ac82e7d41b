/* Reading whole files and the names in a folder. */
#ifndef SHUHI_FILE_H
#define SHUHI_FILE_H

#include "shuhi.h"

/*
 * The whole of a regular file of at most `most` bytes, and a NUL behind it; the
 * caller frees *data.  Fails with SHUHI_E_IO, SHUHI_E_NOMEM, or `code` when it is
 * larger.
 */
int file_read(const char *file, size_t most, char **data, size_t *len,
    enum shuhi_code code, struct shuhi_error *);

/* The same of a file this program made itself: no link is followed to it. */
int file_read_own(const char *file, size_t most, char **data, size_t *len,
    struct shuhi_error *);

/* Sorted paths of what ends in `suffix`, without dot files; folder_free() them. */
int folder_list(const char *folder, const char *suffix, char ***names,
    size_t *n, struct shuhi_error *);
/*
 * The same of a folder that is there for these files: where there is anything, one of
 * them at least (but for fold.tsv), and none that was meant to be and would not be
 * read: of the other suffix `mistaken`, or in capitals.  Fails with `code`, the hint
 * naming what is there instead.
 */
int folder_need(const char *folder, const char *suffix, const char *mistaken,
    enum shuhi_code code, char ***names, size_t *n, struct shuhi_error *);
void folder_free(char **names, size_t n);

#endif
