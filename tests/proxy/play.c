/*
 * Play transcripts against a running ICAP server:  play PORT FILE.icap ...
 *
 *	=== what it shows            a new connection
 *	>>>                          lines to send, CRLF each, in the order given
 *	REQMOD icap://h/shuhi ICAP/1.0
 *	Encapsulated: req-hdr=0, req-body=@     @: bytes of the HTTP header
 *
 *	POST https://x.com/ HTTP/1.1
 *
 *	%chunk 田中さん              a chunk          %ieof   the end, in a preview
 *	%part 田中                   half of one: bytes as they are, no CRLF
 *	%fill 70000 a                one chunk of so many bytes
 *	%end                         the last chunk
 *	%close                       the client goes away: no answer is read
 *	<<<                          one answer is read; each line must begin one of
 *	ICAP/1.0 204                 its lines, in this order; the last block is the
 *	!Content-Length              body.  ! no line begins so; ~ the body has it
 */
#include "../../cli/icap_client.c"

#include <stdio.h>

struct play {
	const char *port, *file;
	unsigned line, wrong;
	struct icap conn;
	bool open;
	struct buf out;
	struct icap_answer answer;
	struct span at; /* what of the answer's head is left to match */
};

static void
complain(struct play *p, const char *what, struct span line)
{
	fprintf(stderr, "%s:%u: %s: %.*s\n", p->file, p->line, what,
	    (int)line.len, line.ptr);
	p->wrong++;
}

static void
begin(struct play *p)
{
	struct shuhi_error err;

	if (p->open)
		icap_close(&p->conn);
	p->open = icap_open(&p->conn, "127.0.0.1", p->port, 20, &err) == 0;
	if (!p->open)
		complain(p, "no connection", SPAN(""));
	p->out.len = 0;
}

/* Encapsulated: …=@ becomes the length of the HTTP header that follows. */
static void
settle_encapsulated(struct buf *out)
{
	char *at = out->len > 0 ? memmem(out->ptr, out->len, "=@", 2) : NULL;
	char *from, *end;
	struct buf all = { 0 };

	if (at == NULL)
		return;
	from = memmem(at, out->len - (size_t)(at - out->ptr), "\r\n\r\n", 4);
	end = from == NULL
	          ? NULL
	          : memmem(from + 4, out->len - (size_t)(from + 4 - out->ptr),
	                "\r\n\r\n", 4);
	if (end == NULL)
		return;
	buf_put(&all, out->ptr, (size_t)(at - out->ptr) + 1);
	buf_u64(&all, (uint64_t)(end - from));
	buf_put(&all, at + 2, out->len - (size_t)(at + 2 - out->ptr));
	buf_free(out);
	*out = all;
}

static void
fill(struct buf *b, const char *spec)
{
	char *end;
	unsigned long n = strtoul(spec, &end, 10);

	buf_printf(b, "%lx\r\n", n);
	buf_fill(b, end[1], n);
	buf_str(b, "\r\n");
}

static void
send_line(struct play *p, const char *line)
{
	if (strncmp(line, "%chunk ", 7) == 0)
		buf_printf(
		    &p->out, "%zx\r\n%s\r\n", strlen(line + 7), line + 7);
	else if (strncmp(line, "%part ", 6) == 0)
		buf_str(&p->out, line + 6);
	else if (strncmp(line, "%fill ", 6) == 0)
		fill(&p->out, line + 6);
	else if (strcmp(line, "%end") == 0)
		buf_str(&p->out, "0\r\n\r\n");
	else if (strcmp(line, "%ieof") == 0)
		buf_str(&p->out, "0; ieof\r\n\r\n");
	else
		buf_printf(&p->out, "%s\r\n", line);
}

static void
flush(struct play *p)
{
	struct shuhi_error err;

	settle_encapsulated(&p->out);
	if (p->open && icap_send(&p->conn, buf_view(&p->out), &err) != 0)
		complain(p, err.message, SPAN(""));
	p->out.len = 0;
}

static void
read_answer(struct play *p)
{
	struct shuhi_error err;

	flush(p);
	icap_answer_free(&p->answer);
	if (p->open && icap_read(&p->conn, &p->answer, &err) != 0)
		complain(p, err.message, SPAN(""));
	buf_span(&p->answer.head, buf_view(&p->answer.http));
	p->at = buf_view(&p->answer.head);
}

static bool
line_begins(struct span *text, struct span want)
{
	const char *end;
	struct span line;

	while (text->len > 0) {
		end = memmem(text->ptr, text->len, "\r\n", 2);
		line = span_sub(*text, 0,
		    end == NULL ? text->len : (size_t)(end - text->ptr));
		*text = span_sub(
		    *text, end == NULL ? text->len : line.len + 2, text->len);
		if (span_starts(line, want))
			return true;
	}
	return false;
}

static void
match_line(struct play *p, const char *line)
{
	struct span all = buf_view(&p->answer.head);

	if (line[0] == '\0')
		return;
	if (line[0] == '!') {
		if (line_begins(&all, span_of(line + 1)))
			complain(p, "unwanted", span_of(line));
	} else if (line[0] == '~') {
		if (!span_has(buf_view(&p->answer.body), span_of(line + 1)))
			complain(p, "not in the body", span_of(line));
	} else if (strncmp(line, "%length ", 8) == 0) {
		if (p->answer.body.len != strtoul(line + 8, NULL, 10))
			complain(p, "another length", span_of(line));
	} else if (!line_begins(&p->at, span_of(line))) {
		complain(p, "not answered", span_of(line));
	}
}

static void
play_file(struct play *p, FILE *in)
{
	char line[8192];
	enum { IDLE, SENDING, MATCHING } state = IDLE;

	for (p->line = 1; fgets(line, sizeof line, in) != NULL; p->line++) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "===", 3) == 0) {
			begin(p);
			state = IDLE;
		} else if (strcmp(line, ">>>") == 0) {
			state = SENDING;
		} else if (strcmp(line, "<<<") == 0) {
			read_answer(p);
			state = MATCHING;
		} else if (strcmp(line, "%close") == 0) {
			flush(p);
			icap_close(&p->conn);
			p->open = false;
		} else if (state == SENDING) {
			send_line(p, line);
		} else if (state == MATCHING) {
			match_line(p, line);
		}
	}
}

int
main(int argc, char **argv)
{
	struct play p = { .port = argc > 1 ? argv[1] : "" };
	FILE *in;
	int i;

	for (i = 2; i < argc; i++) {
		p.file = argv[i];
		if ((in = fopen(argv[i], "r")) == NULL) {
			perror(argv[i]);
			return 1;
		}
		play_file(&p, in);
		fclose(in);
	}
	if (p.open)
		icap_close(&p.conn);
	icap_answer_free(&p.answer);
	buf_free(&p.out);
	return p.wrong > 0;
}
