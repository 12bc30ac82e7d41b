/*
 * Any bytes are a policy, or are refused at a line and column of it.  Of one that
 * was taken every question has an answer, and never a milder one for what is
 * graver.
 */
#include "fuzzfile.h"
#include "policy.h"

static void
ask_place(const struct policy *p, const struct policy_place *place)
{
	enum policy_action before = POLICY_UNDECIDED, action;
	unsigned c;
	int s;

	check(place != NULL && place->class_name != NULL &&
	    place->name[0] != NULL && place->name[1] != NULL);
	for (s = SHUHI_SEVERITY_NONE; s <= SHUHI_SEVERITY_CRITICAL; s++) {
		action = policy_action(p, place, (enum shuhi_severity)s);
		check(action > POLICY_UNDECIDED && action <= POLICY_BLOCK);
		check(action >= before || !place->known);
		before = action;
	}
	for (c = 0; c <= POLICY_CAUSE_COUNT; c++)
		check(policy_failure(p, place, c) > POLICY_UNDECIDED);
}

/* A host as listed finds its own destination, or an earlier one. */
static void
ask(const struct policy *p)
{
	const struct policy_place *place;
	struct span host, path;
	const char *text, *slash;
	size_t i, k;

	for (i = 0; i < policy_place_count(p); i++) {
		place = policy_place_at(p, i);
		ask_place(p, place);
		for (k = 0; (text = policy_place_host(place, k)) != NULL; k++) {
			text += strncmp(text, "*.", 2) == 0 ? 2 : 0;
			slash = strchr(text, '/');
			host = span_of(text);
			path = slash == NULL ? SPAN("") : span_of(slash);
			host.len -= path.len;
			check(policy_place(p, host, path)->known);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct policy *p = NULL;
	struct shuhi_error err = { 0 };
	struct span all = { (const char *)data, size };

	if (file[0] == '\0')
		open_file("p.yaml");
	put(data, size);
	if (policy_load(file, &p, &err) == 0) {
		ask(p);
		ask_place(p, policy_place(p, all, all));
		ask_place(p, policy_place(p, all, SPAN("/")));
	} else {
		check(err.code != SHUHI_OK && err.message != NULL);
		check(err.code != SHUHI_E_RULES);
		check(err.code != SHUHI_E_POLICY || err.where[0] != '\0');
		check(memchr(err.hint, '\0', sizeof err.hint) != NULL);
	}
	policy_unref(p);
	return 0;
}
