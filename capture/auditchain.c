#include "auditchain.h"

#include <stdio.h>

#define HEAD     "{\"seq\":"
#define PREV     ",\"prev\":\""
#define HASH     ",\"hash\":\""
#define TAIL_LEN (sizeof HASH - 1 + 64 + 2) /* with "} */

void
audit_keys(const struct seal_key *root, struct seal_key *chain,
    struct seal_key *head)
{
	seal_subkey(root, "shuhi audit chain", chain);
	seal_subkey(root, "shuhi audit head", head);
}

void
audit_key_id(const struct seal_key *chain, char id[17])
{
	struct digest d;
	char hex[65];

	snprintf(id, 17, "none");
	if (chain == NULL)
		return;
	seal_of(chain, SPAN("which key is this"), &d);
	digest_hex(&d, hex);
	memcpy(id, hex, 16);
	id[16] = '\0';
}

void
audit_name_key(const struct seal_key *root, struct seal_key *out)
{
	seal_subkey(root, "shuhi pseudonym", out);
}

void
chain_seal(struct buf *line, const struct seal_key *key,
    struct chain_link *link, struct span members)
{
	size_t from = line->len;
	char hex[65];

	buf_str(line, HEAD);
	buf_u64(line, link->seq);
	buf_str(line, PREV);
	digest_hex(&link->prev, hex);
	buf_str(line, hex);
	buf_str(line, "\",");
	buf_span(line, members);
	if (line->failed)
		return;
	seal_of(key, span_sub(buf_view(line), from, line->len), &link->hash);
	digest_hex(&link->hash, hex);
	buf_str(line, HASH);
	buf_str(line, hex);
	buf_str(line, "\"}\n");
}

/* The only way to write it: no sign, no leading zero. */
static bool
take_number(struct span *s, uint64_t *out)
{
	uint64_t v = 0, digit;
	size_t i;

	for (i = 0; i < s->len && s->ptr[i] >= '0' && s->ptr[i] <= '9'; i++) {
		digit = (uint64_t)(s->ptr[i] - '0');
		if (v > (UINT64_MAX - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	if (i == 0 || (i > 1 && s->ptr[0] == '0'))
		return false;
	*s = span_sub(*s, i, s->len);
	*out = v;
	return true;
}

static bool
take(struct span *s, struct span what)
{
	if (!span_starts(*s, what))
		return false;
	*s = span_sub(*s, what.len, s->len);
	return true;
}

enum chain_state
chain_open(
    struct span line, const struct seal_key *key, struct chain_link *out)
{
	struct chain_link link;
	struct digest want;
	struct span s = line, tail;

	if (line.len < TAIL_LEN || memchr(line.ptr, '\n', line.len) != NULL)
		return CHAIN_NOT;
	tail = span_sub(line, line.len - TAIL_LEN, line.len);
	s.len -= TAIL_LEN;
	if (!take(&s, SPAN(HEAD)) || !take_number(&s, &link.seq) ||
	    !take(&s, SPAN(PREV)) || s.len < 64 ||
	    seal_hex(span_sub(s, 0, 64), &link.prev) != 0)
		return CHAIN_NOT;
	s = span_sub(s, 64, s.len);
	if (!take(&s, SPAN("\",\"time\":\"")) || !take(&tail, SPAN(HASH)) ||
	    seal_hex(span_sub(tail, 0, 64), &link.hash) != 0 ||
	    !span_eq(span_sub(tail, 64, tail.len), SPAN("\"}")))
		return CHAIN_NOT;
	*out = link;
	seal_of(key, span_sub(line, 0, line.len - TAIL_LEN), &want);
	return seal_same(&want, &link.hash) ? CHAIN_GOOD : CHAIN_FORGED;
}

bool
chain_begins(struct span line, uint64_t *seq)
{
	return take(&line, SPAN(HEAD)) && take_number(&line, seq) &&
	    line.len > 0;
}

struct span
chain_member(struct span line, const char *name)
{
	const struct span none = { NULL, 0 };
	char key[40];
	const char *at, *end;
	int n = snprintf(key, sizeof key, ",\"%s\":", name);

	at = line.len == 0 ? NULL
	    : memmem(line.ptr, line.len, key, (size_t)n);
	if (at == NULL)
		return none;
	at += n;
	line = (struct span){ at, line.len - (size_t)(at - line.ptr) };
	if (line.len > 0 && *at == '"') {
		end = memchr(at + 1, '"', line.len - 1);
		return end == NULL ? none
		    : (struct span){ at + 1, (size_t)(end - at) - 1 };
	}
	for (n = 0; (size_t)n < line.len && at[n] >= '0' && at[n] <= '9'; n++)
		continue;
	return (struct span){ at, (size_t)n };
}

bool
chain_number(struct span line, const char *name, uint64_t *out)
{
	struct span s = chain_member(line, name);

	return s.ptr != NULL && take_number(&s, out) && s.len == 0;
}

bool
chain_is(struct span line, const char *type)
{
	return span_eq(chain_member(line, "type"), span_of(type));
}
