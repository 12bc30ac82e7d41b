/*
 * What a client writes into the headers of its request: the name of a file, a
 * caption, a whole mail.
 *
 *	Content-Disposition: attachment; filename="山田太郎_肺炎.jpg"
 *	Upload-Metadata: filename 5bGx55Sw5aSq6YOO,filetype aW1hZ2UvanBlZw==
 *	X-OWA-UrlPostData: %7B%22Subject%22%3A%22%E8%82%BA…
 */
#include "extract.h"

#include "base64.h"
#include "header.h"
#include "media.h"
#include "label.h"

/*
 * Fields of the protocols themselves, without a place for text (RFC 9110, 9111, 9112,
 * 6265, Fetch), and credentials: long, without words, and new with each request.
 */
static const char *const plumbing[] = { "accept", "authorization",
	"cache-control", "connection", "content-encoding", "content-length",
	"content-range", "content-type", "cookie", "cookie2", "date", "dnt",
	"etag", "expect", "forwarded", "host", "keep-alive", "max-forwards",
	"origin", "pragma", "priority", "range", "referer", "te", "trailer",
	"transfer-encoding", "upgrade", "user-agent", "via" };
static const char *const families[] = { "accept-", "access-control-", "if-",
	"proxy-", "sec-", "x-forwarded-" };

static bool
is_plumbing(struct span name)
{
	size_t i;

	for (i = 0; i < sizeof plumbing / sizeof plumbing[0]; i++)
		if (same_name(name, plumbing[i]))
			return true;
	for (i = 0; i < sizeof families / sizeof families[0]; i++)
		if (starts_name(name, families[i]))
			return true;
	return false;
}

static void
value_of(struct extract *x, struct span name, struct span value)
{
	struct span path = path_in(
	                x, SPAN(""), "header:%.*s", (int)name.len, name.ptr),
	            file = header_param(x, value, "filename");

	if (path.ptr == NULL)
		return;
	if (file.len > 0)
		extract_text(x, path, SPAN(""), file);
	else
		extract_text(x, path, label_of(name), header_text(x, value));
}

void
extract_headers(struct extract *x, struct span block)
{
	struct span name, value;
	size_t at = 0;

	while (header_next(block, &at, &name, &value) &&
	       !extract_over(x, SPAN("header")))
		if (!is_plumbing(name) && value.len > 0)
			value_of(x, name, value);
}

/* ---- what a file that comes in pieces is said to be ------------------------------ */

/* Upload-Metadata: filename 5bGx...,filetype dmlkZW8vbXA0 */
static bool
metadata_is_media(struct extract *x, struct span value)
{
	struct span pair, key;
	uint64_t bad;

	while (span_cut(&value, ',', &pair)) {
		pair = trim(pair);
		span_cut(&pair, ' ', &key);
		if ((same_name(key, "filetype") || same_name(key, "type") ||
		        same_name(key, "content_type")) &&
		    media_named(base64_decode(x, trim(pair), &bad)))
			return true;
	}
	return false;
}

bool
headers_say_media(struct extract *x, struct span block)
{
	static const char *const types[] = { "x-entity-type",
		"x-upload-content-type", "x-goog-upload-header-content-type" };
	struct span name, value;
	size_t at = 0, i;

	while (header_next(block, &at, &name, &value)) {
		for (i = 0; i < sizeof types / sizeof *types; i++)
			if (same_name(name, types[i]) && media_named(value))
				return true;
		if (same_name(name, "upload-metadata") &&
		    metadata_is_media(x, value))
			return true;
	}
	return false;
}
