/*
 * Whatever a client puts into its headers or its form: users are printable UTF-8 of
 * bounded length, hosts are lower case, the path lies in the URL, a typed reason is
 * UTF-8 and trimmed.
 */
#include <stdlib.h>

#include "client.h"
#include "must.h"
#include "proxy/fingerprint.h"
#include "proxy/typed.h"

static size_t
chars(struct span s)
{
	size_t at = 0, n = 0;

	for (; at < s.len; n++)
		check(utf8_next(s, &at) != UTF8_BAD);
	return n;
}

static void
check_headers(const char *text)
{
	char user[LIMIT_PROXY_USER + 1], address[LIMIT_PROXY_ADDRESS + 1];
	struct client_target to;
	struct span boundary;
	const char *p;

	client_user(text, user);
	chars(span_of(user));
	for (p = user; *p != '\0'; p++)
		check((unsigned char)*p >= 0x20);
	client_address(text, address);
	client_wants(text, text);
	client_target(text, text, &to);
	chars(span_of(to.host));
	for (p = to.host; *p != '\0'; p++)
		check(*p < 'A' || *p > 'Z');
	check(to.path.len == 0 ||
	      (to.path.ptr >= text &&
	          to.path.ptr + to.path.len <= text + strlen(text)));
	boundary = multipart_boundary(text);
	check(boundary.len <= strlen(text));
}

static void
check_form(struct span body)
{
	struct shuhi_error err;
	struct typed f;

	if (typed_read(body, &f, &err) != 0)
		return;
	check(f.ntoken <= sizeof f.token && f.nwhy <= sizeof f.why);
	check(chars((struct span){ f.why, f.nwhy }) >= f.why_chars);
	check(f.nwhy == 0 || ((unsigned char)f.why[0] > ' ' &&
	                         (unsigned char)f.why[f.nwhy - 1] > ' '));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	check(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	check_headers(text);
	check_form((struct span){ text, size });
	free(text);
	return 0;
}
