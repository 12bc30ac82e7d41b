/* Filling in struct shuhi_error; every fail() returns -1 to be returned. */
#ifndef SHUHI_ERR_H
#define SHUHI_ERR_H

#include "shuhi.h"

int fail(
    struct shuhi_error *, enum shuhi_code, const char *message, uint64_t at);

/* A mistake in a rule or dictionary file, with what to write instead. */
int fail_file(struct shuhi_error *, enum shuhi_code, const char *file,
    uint32_t line, uint32_t column, const char *message, const char *hint, ...)
    __attribute__((format(printf, 7, 8)));

#endif
