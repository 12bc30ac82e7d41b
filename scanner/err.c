#include "err.h"

#include <stdarg.h>
#include <stdio.h>

int
fail(struct shuhi_error *err, enum shuhi_code code, const char *message,
    uint64_t at)
{
	*err = (struct shuhi_error){
		.code = code,
		.message = message,
		.at = at,
	};
	return -1;
}

int
fail_file(struct shuhi_error *err, enum shuhi_code code, const char *file,
    uint32_t line, uint32_t column, const char *message, const char *hint, ...)
{
	va_list ap;

	fail(err, code, message, 0);
	err->line = line;
	err->column = column;
	snprintf(err->where, sizeof err->where, "%s", file);
	va_start(ap, hint);
	vsnprintf(err->hint, sizeof err->hint, hint, ap);
	va_end(ap);
	return -1;
}

static const char *const code_names[] = {
	[SHUHI_OK] = "ok",
	[SHUHI_E_NOMEM] = "out-of-memory",
	[SHUHI_E_LIMIT] = "limit",
	[SHUHI_E_CHARSET] = "charset",
	[SHUHI_E_ENGINE] = "engine",
	[SHUHI_E_IO] = "io",
	[SHUHI_E_RULES] = "rules",
	[SHUHI_E_DICT] = "dictionary",
	[SHUHI_E_USAGE] = "usage",
	[SHUHI_E_POLICY] = "policy",
};

#define NAMED(names, i)                                                        \
	((size_t)(i) < sizeof(names) / sizeof *(names) ? (names)[i] : "unknown")

const char *
shuhi_code_name(enum shuhi_code code)
{
	return NAMED(code_names, code);
}

/* What is no verdict at all was not looked at by anybody. */
const char *
shuhi_verdict_name(enum shuhi_verdict verdict)
{
	static const char *const names[] = {
		[SHUHI_UNSCANNED] = "unscanned",
		[SHUHI_PASS] = "pass",
		[SHUHI_REVIEW] = "review",
		[SHUHI_BLOCK] = "block",
	};

	return (size_t)verdict < sizeof names / sizeof *names
	           ? names[verdict]
	           : names[SHUHI_UNSCANNED];
}

const char *
shuhi_severity_name(enum shuhi_severity severity)
{
	static const char *const names[] = {
		[SHUHI_SEVERITY_NONE] = "none",
		[SHUHI_SEVERITY_LOW] = "low",
		[SHUHI_SEVERITY_MEDIUM] = "medium",
		[SHUHI_SEVERITY_HIGH] = "high",
		[SHUHI_SEVERITY_CRITICAL] = "critical",
	};

	return NAMED(names, severity);
}
