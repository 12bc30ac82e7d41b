#include "client.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <strings.h>

#include "utf8.h"

/* ---- the user ------------------------------------------------------------- */

static int
base64_digit(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                             "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

/* Four digits to three bytes; how many of them count, or -1. */
static int
base64_group(const char *in, bool last, char out[3])
{
	int d[4], i, pad = 0;

	for (i = 0; i < 4; i++) {
		if (in[i] == '=' && last && i >= 2)
			pad++;
		else if (pad > 0)
			return -1;
		d[i] = pad > 0 ? 0 : base64_digit(in[i]);
		if (d[i] < 0)
			return -1;
	}
	if ((pad == 1 && (d[2] & 3) != 0) || (pad == 2 && (d[1] & 15) != 0))
		return -1;
	out[0] = (char)(d[0] << 2 | d[1] >> 4);
	out[1] = (char)((d[1] & 15) << 4 | d[2] >> 2);
	out[2] = (char)((d[2] & 3) << 6 | d[3]);
	return 3 - pad;
}

/* The bytes of canonical base64, or -1. */
static int
base64(struct span in, char *out)
{
	size_t i;
	int n = 0, got;

	if (in.len == 0 || in.len % 4 != 0)
		return -1;
	for (i = 0; i < in.len; i += 4) {
		got = base64_group(in.ptr + i, i + 4 == in.len, out + n);
		if (got < 0)
			return -1;
		n += got;
	}
	return n;
}

static bool
printable(struct span s)
{
	size_t at = 0;
	uint32_t c;

	while (at < s.len) {
		c = utf8_next(s, &at);
		if (c == UTF8_BAD || c < 0x20 || (c >= 0x7f && c < 0xa0))
			return false;
	}
	return s.len > 0;
}

/* WinNT://, LDAP://, Local:// say who vouched for the name, not who it is. */
static struct span
without_scheme(struct span s)
{
	const char *mark = memmem(s.ptr, s.len, "://", 3);
	size_t i;

	if (mark == NULL || mark == s.ptr)
		return s;
	for (i = 0; s.ptr + i < mark; i++)
		if (base64_digit(s.ptr[i]) < 0)
			return s;
	return span_sub(s, i + 3, s.len);
}

void
client_user(const char *value, char out[LIMIT_PROXY_USER + 1])
{
	char decoded[LIMIT_PROXY_HEADER];
	struct span s;
	int n;

	out[0] = '\0';
	if (value == NULL)
		return;
	s = span_of(value);
	while (
	    s.len > 0 && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t'))
		s.len--;
	if (s.len > sizeof decoded)
		return;
	n = base64(s, decoded);
	if (n > 0 && printable((struct span){ decoded, (size_t)n }))
		s = (struct span){ decoded, (size_t)n };
	s = without_scheme(s);
	if (s.len > LIMIT_PROXY_USER || !printable(s))
		return;
	memcpy(out, s.ptr, s.len);
	out[s.len] = '\0';
}

void
client_address(const char *value, char out[LIMIT_PROXY_ADDRESS + 1])
{
	struct in6_addr a;

	out[0] = '\0';
	if (value == NULL || strlen(value) > LIMIT_PROXY_ADDRESS)
		return;
	if (inet_pton(AF_INET, value, &a) == 1 ||
	    inet_pton(AF_INET6, value, &a) == 1)
		memcpy(out, value, strlen(value) + 1);
}

/* ---- what it can read ------------------------------------------------------- */

/* Thousandths of `;q=0.8`, 1000 when there is none. */
static int
quality(struct span item)
{
	const char *q = memmem(item.ptr, item.len, "q=", 2), *end;
	int value = 0, unit = 1000;

	if (q == NULL)
		return 1000;
	end = item.ptr + item.len;
	for (q += 2; q < end && ((*q >= '0' && *q <= '9') || *q == '.'); q++) {
		if (*q == '.')
			continue;
		value += (*q - '0') * unit;
		unit /= 10;
	}
	return value > 1000 ? 1000 : value;
}

/* The best quality a list gives to a range that starts so; 0 none. */
static int
liking(const char *list, const char *range)
{
	struct span item;
	int best = 0, q;
	size_t n = strlen(range);

	while (list != NULL && *list != '\0') {
		list += strspn(list, ", \t");
		item = (struct span){ list, strcspn(list, ",") };
		list += item.len;
		if (item.len < n || strncasecmp(item.ptr, range, n) != 0)
			continue;
		q = quality(item);
		if (q > best)
			best = q;
	}
	return best;
}

struct client_wants
client_wants(const char *accept, const char *languages)
{
	int ja = liking(languages, "ja"), en = liking(languages, "en");

	return (struct client_wants){
		.json = liking(accept, "application/json") >
		        liking(accept, "text/html"),
		.any_lang = en > 0 || ja > 0,
		.lang = en > ja ? SHUHI_LANG_EN : SHUHI_LANG_JA,
	};
}

/* ---- where it goes ------------------------------------------------------------ */

/* The host of an authority: no user, no port; [v6] keeps its brackets. */
static struct span
host_of(struct span authority)
{
	const char *at = memrchr(authority.ptr, '@', authority.len);
	const char *colon;

	if (at != NULL)
		authority = span_sub(
		    authority, (size_t)(at - authority.ptr) + 1, authority.len);
	if (authority.len > 0 && authority.ptr[0] == '[')
		colon = memchr(authority.ptr, ']', authority.len);
	else
		colon = memchr(authority.ptr, ':', authority.len);
	if (colon != NULL)
		authority.len =
		    (size_t)(colon - authority.ptr) + (*colon == ']');
	while (authority.len > 0 && authority.ptr[authority.len - 1] == '.')
		authority.len--;
	return authority;
}

static void
put_host(struct span authority, char out[LIMIT_PROXY_HOST + 1])
{
	struct span host = host_of(authority);
	size_t i;

	out[0] = '\0';
	if (host.len == 0 || host.len > LIMIT_PROXY_HOST || !printable(host))
		return;
	for (i = 0; i < host.len; i++)
		out[i] = host.ptr[i] >= 'A' && host.ptr[i] <= 'Z'
		             ? (char)(host.ptr[i] + 32)
		             : host.ptr[i];
	out[host.len] = '\0';
}

void
client_target(
    const char *url, const char *host_header, struct client_target *out)
{
	const char *rest = strstr(url, "://");
	size_t n;

	out->path = (struct span){ "", 0 };
	if (rest != NULL && rest - url < 12 &&
	    strcspn(url, "/?#") > (size_t)(rest - url)) {
		rest += 3;
		n = strcspn(rest, "/?#");
		put_host((struct span){ rest, n }, out->host);
		rest += n;
	} else if (url[0] == '/' || url[0] == '*' || url[0] == '\0') {
		put_host(
		    span_of(host_header == NULL ? "" : host_header), out->host);
		rest = url;
	} else {
		n = strcspn(url, "/?#");
		put_host((struct span){ url, n }, out->host);
		rest = url + n;
	}
	if (*rest == '/')
		out->path = (struct span){ rest, strcspn(rest, "?#") };
}
