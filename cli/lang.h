/* Messages in the language of whoever reads them. */
#ifndef SHUHI_CLI_LANG_H
#define SHUHI_CLI_LANG_H

#include "shuhi.h"

/*
 * `--lang ja|en` anywhere before "--", else LC_ALL, LC_MESSAGES, LANG.
 * Fails with -1 when --lang names something else; *lang is set even then.
 */
int lang_choose(int argc, char **argv, enum shuhi_lang *lang);

/* The one of the two that fits; both may be printf formats. */
const char *tr(enum shuhi_lang, const char *ja, const char *en)
    __attribute__((format_arg(2), format_arg(3)));

/* The same for so many things, which English counts in two ways. */
const char *tr_many(enum shuhi_lang, uint64_t n, const char *ja, const char *one,
    const char *many) __attribute__((format_arg(3), format_arg(4),
    format_arg(5)));

const char *lang_severity(enum shuhi_lang, enum shuhi_severity);
const char *lang_verdict(enum shuhi_lang, enum shuhi_verdict);

/* What a `code` of the lines protocol means; the code itself in English. */
const char *lang_code(enum shuhi_lang, const char *code);

/*
 * A constant English message of the scan in the reader's language; what has no
 * translation (rare system errors) stays as it is.
 */
const char *lang_message(enum shuhi_lang, const char *message);

#endif
