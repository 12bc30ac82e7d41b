/* FILE.head, the time, and how the audit's files fail. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "auditparts.h"
#include "err.h"

int
audit_io(struct shuhi_error *err, const struct audit_file *f, const char *message)
{
	return fail_file(err, SHUHI_E_IO, f->path, 0, 0, message, "%s",
	    strerrordesc_np(errno));
}

int
audit_nomem(struct shuhi_error *err)
{
	return fail(err, SHUHI_E_NOMEM, "no memory for the audit", 0);
}

void
audit_put_time(struct buf *b)
{
	buf_str(b, "\"time\":\"");
	buf_now(b);
	buf_char(b, '"');
}

/* ---- the head ----------------------------------------------------------- */

#define HEAD_TEXT "shuhi-audit-head 1 "
#define HEAD_BODY (sizeof HEAD_TEXT - 1 + 20 + 1 + 64 + 1)
#define HEAD_LEN  (HEAD_BODY + 64 + 1)

bool
audit_head_read(int fd, const struct seal_key *key, struct audit_head *out)
{
	char text[HEAD_LEN + 1];
	struct digest want, got;
	struct span s = { text, HEAD_LEN };
	size_t at = sizeof HEAD_TEXT - 1, i;

	if (pread(fd, text, sizeof text, 0) != (ssize_t)HEAD_LEN ||
	    !span_starts(s, SPAN(HEAD_TEXT)) || text[HEAD_LEN - 1] != '\n')
		return false;
	*out = (struct audit_head){ .seq = 0 };
	for (i = at; i < at + 20; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		out->seq = out->seq * 10 + (uint64_t)(text[i] - '0');
	}
	if (seal_hex(span_sub(s, at + 21, at + 85), &out->hash) != 0 ||
	    seal_hex(span_sub(s, HEAD_BODY, HEAD_BODY + 64), &got) != 0)
		return false;
	seal_of(key, span_sub(s, 0, HEAD_BODY), &want);
	out->good = seal_same(&want, &got);
	return true;
}

int
audit_write_head(struct audit_file *f, const struct chain_link *link)
{
	char text[HEAD_LEN + 1], hex[65];
	struct digest seal;

	digest_hex(&link->hash, hex);
	snprintf(text, sizeof text, HEAD_TEXT "%020llu %s ",
	    (unsigned long long)link->seq, hex);
	seal_of(f->head_key, (struct span){ text, HEAD_BODY }, &seal);
	digest_hex(&seal, hex);
	memcpy(text + HEAD_BODY, hex, 64);
	text[HEAD_LEN - 1] = '\n';
	/* not synced: a head that is older than the log says nothing wrong */
	return pwrite(f->head_fd, text, HEAD_LEN, 0) == (ssize_t)HEAD_LEN
	    ? 0 : -1;
}
