#include "policyyaml.h"

#include <stdio.h>

#include "err.h"
#include "nearest.h"

int
pol_nomem(struct shuhi_error *err)
{
	return fail(err, SHUHI_E_NOMEM, "no memory for the policy", 0);
}

int
pol_unknown(struct ynode n, const char *message, const char *const *words,
    struct shuhi_error *err)
{
	const char *near = nearest(ynode_text(n), words);
	char all[160];
	size_t at = 0, len;

	if (near != NULL)
		return ynode_fail(n, err, message, "did you mean `%s`?", near);
	for (; *words != NULL; words++) {
		len = strlen(*words);
		if (at + len + 3 > sizeof all)
			break;
		if (at > 0) {
			memcpy(all + at, ", ", 2);
			at += 2;
		}
		memcpy(all + at, *words, len);
		at += len;
	}
	all[at] = '\0';
	return ynode_fail(n, err, message, "one of: %s%s", all,
	    *words != NULL ? ", ..." : "");
}

static bool
find(struct ynode n, const char *const *words, unsigned *out)
{
	unsigned i;

	for (i = 0; words[i] != NULL; i++)
		if (span_eq(ynode_text(n), span_of(words[i]))) {
			*out = i;
			return true;
		}
	return false;
}

int
pol_keys(struct ynode map, const char *const *keys, struct shuhi_error *err)
{
	unsigned k;
	size_t i;

	if (ynode_want(map, YNODE_MAP, err, "key: value, one a line") != 0)
		return -1;
	for (i = 0; i < ynode_count(map); i++)
		if (!find(ynode_key(map, i), keys, &k))
			return pol_unknown(
			    ynode_key(map, i), "unknown key", keys, err);
	return ynode_keys_once(map, err);
}

int
pol_word(struct ynode n, const char *message, const char *const *words,
    unsigned *out, struct shuhi_error *err)
{
	if (ynode_kind(n) == YNODE_SCALAR && find(n, words, out))
		return 0;
	return pol_unknown(n, message, words, err);
}

/* ---- texts -------------------------------------------------------------- */

const char *
pol_copy(struct arena *a, struct span s)
{
	char *p = ARENA_NEW(a, s.len + 1, char);

	if (p != NULL && s.len > 0)
		memcpy(p, s.ptr, s.len);
	return p;
}

int
pol_text(struct arena *a, struct ynode n, const char **out,
    struct shuhi_error *err)
{
	struct span s = ynode_text(n);

	if (ynode_want(n, YNODE_SCALAR, err, "write it on one line") != 0)
		return -1;
	if (s.len == 0)
		return ynode_fail(n, err, "an empty text",
		    "write something, or leave the key out");
	if ((*out = pol_copy(a, s)) == NULL)
		return pol_nomem(err);
	return 0;
}

int
pol_both(struct arena *a, struct ynode n, const char *out[2],
    struct shuhi_error *err)
{
	static const char *const keys[] = { "ja", "en", NULL };
	struct ynode part;
	int lang;

	if (ynode_kind(n) != YNODE_MAP) {
		if (pol_text(a, n, &out[SHUHI_LANG_JA], err) != 0)
			return -1;
		out[SHUHI_LANG_EN] = out[SHUHI_LANG_JA];
		return 0;
	}
	if (pol_keys(n, keys, err) != 0)
		return -1;
	for (lang = SHUHI_LANG_JA; lang <= SHUHI_LANG_EN; lang++) {
		part = ynode_get(n, keys[lang]);
		if (ynode_kind(part) == YNODE_NONE)
			return ynode_fail(n, err, "a language is missing",
			    "{ja: \"...\", en: \"...\"}");
		if (pol_text(a, part, &out[lang], err) != 0)
			return -1;
	}
	return 0;
}

/* ---- numbers ------------------------------------------------------------ */

struct unit {
	const char *name;
	uint64_t times;
};

static const struct unit counts[] = { { "", 1 }, { NULL, 0 } };
static const struct unit bytes[] = { { "", 1 }, { "B", 1 },
	{ "KB", 1u << 10 }, { "MB", 1u << 20 }, { "GB", 1u << 30 },
	{ NULL, 0 } };
static const struct unit seconds[] = { { "s", 1 }, { "m", 60 }, { "h", 3600 },
	{ NULL, 0 } };
static const struct unit millis[] = { { "ms", 1 }, { "s", 1000 },
	{ "m", 60000 }, { NULL, 0 } };

static const struct {
	const struct unit *unit;
	const char *example;
} units[] = {
	[POL_COUNT] = { counts, "a whole number such as 200" },
	[POL_BYTES] = { bytes, "512KB, 50MB, 2GB" },
	[POL_SECONDS] = { seconds, "90s, 5m, 1h" },
	[POL_MILLIS] = { millis, "200ms, 5s, 1m" },
};

/* False also when the number has too many digits to be any limit. */
static bool
read_number(struct span s, const struct unit *u, uint64_t *out)
{
	uint64_t v = 0;
	size_t i = 0;

	for (; i < s.len && i < 12 && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
		v = v * 10 + (uint64_t)(s.ptr[i] - '0');
	if (i == 0)
		return false;
	for (; u->name != NULL; u++)
		if (span_eq(span_sub(s, i, s.len), span_of(u->name))) {
			*out = v * u->times;
			return true;
		}
	/* nothing is nothing in every unit */
	*out = 0;
	return v == 0 && i == s.len;
}

/* A limit as people write it, in the largest unit that divides it. */
static const char *
write_number(uint64_t v, const struct unit *u, char room[32])
{
	const struct unit *best = u;

	for (; u->name != NULL; u++)
		if (v > 0 && v % u->times == 0)
			best = u;
	snprintf(room, 32, "%llu%s", (unsigned long long)(v / best->times),
	    best->name);
	return room;
}

int
pol_number(struct ynode n, enum pol_unit unit, uint64_t least, uint64_t most,
    uint64_t *out, struct shuhi_error *err)
{
	const struct unit *u = units[unit].unit;
	char from[32], to[32];
	uint64_t v;

	if (!read_number(ynode_text(n), u, &v))
		return ynode_fail(n, err,
		    unit == POL_COUNT ? "want a whole number"
		    : unit == POL_BYTES ? "want a size" : "want a time",
		    "%s", units[unit].example);
	if (v < least || v > most)
		return ynode_fail(n, err, "out of range", "%s to %s",
		    write_number(least, u, from), write_number(most, u, to));
	*out = v;
	return 0;
}
