#include "shuhi.h"

const char *
shuhi_cause_name(enum shuhi_cause cause)
{
	static const char *const names[] = {
		[SHUHI_CAUSE_NONE] = "none",
		[SHUHI_CAUSE_TOO_LARGE] = "too-large",
		[SHUHI_CAUSE_RATIO] = "ratio",
		[SHUHI_CAUSE_TIMEOUT] = "timeout",
		[SHUHI_CAUSE_UNDECODABLE] = "undecodable",
		[SHUHI_CAUSE_BROKEN] = "broken",
		[SHUHI_CAUSE_ENCRYPTED] = "encrypted",
		[SHUHI_CAUSE_UNSUPPORTED] = "unsupported",
		[SHUHI_CAUSE_DEPTH] = "depth",
		[SHUHI_CAUSE_ENGINE] = "engine",
		[SHUHI_CAUSE_MEDIA] = "media",
	};

	return (size_t)cause < sizeof names / sizeof *names ? names[cause]
	                                                    : "unknown";
}
