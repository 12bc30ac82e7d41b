#include "sight.h"

#include "utf8.h"

#define BOXES 64 /* of an entity: lines it goes over */

struct sight {
	const struct picture *picture;
	enum shuhi_lang lang;
};

/* ---- where things are ----------------------------------------------------------- */

static void
put_box(struct buf *b, const struct picture_box *box)
{
	buf_char(b, '[');
	buf_u64(b, box->x);
	buf_char(b, ',');
	buf_u64(b, box->y);
	buf_char(b, ',');
	buf_u64(b, box->w);
	buf_char(b, ',');
	buf_u64(b, box->h);
	buf_char(b, ']');
}

static void
put_boxes(struct buf *b, const void *arg, const struct shuhi_entity *e)
{
	const struct sight *s = arg;
	struct picture_box boxes[BOXES];
	size_t i, n;

	n = picture_boxes(s->picture, e->start, e->end, boxes, BOXES);
	buf_str(b, ",\"boxes\":[");
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_char(b, ',');
		put_box(b, &boxes[i]);
	}
	buf_char(b, ']');
}

/* A place in a text that is walked once, in bytes and in UTF-16. */
struct walk {
	struct span text;
	size_t at;
	uint64_t utf16;
};

static uint64_t
walk_to(struct walk *w, size_t byte)
{
	while (w->at < byte)
		w->utf16 += utf8_next(w->text, &w->at) > 0xffff ? 2 : 1;
	return w->utf16;
}

static void
put_words(struct buf *b, const struct picture *p)
{
	struct walk w = { .text = { p->text, p->len } };
	size_t i;

	buf_str(b, ",\"words\":[");
	for (i = 0; i < p->nwords; i++) {
		buf_str(b, i > 0 ? ",{\"start_utf16\":" : "{\"start_utf16\":");
		buf_u64(b, walk_to(&w, p->words[i].start));
		buf_str(b, ",\"end_utf16\":");
		buf_u64(b, walk_to(&w, p->words[i].end));
		buf_str(b, ",\"box\":");
		put_box(b, &p->words[i].box);
		buf_str(b, ",\"confidence\":");
		buf_u64(b, p->words[i].confidence);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

/* ---- the safe copy ---------------------------------------------------------------- */

static void
put_base64(struct buf *b, const unsigned char *p, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                             "abcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t three;
	size_t left;
	char *to = buf_room(b, n / 3 * 4 + 4);

	if (to == NULL)
		return;
	for (; n > 0; p += left, n -= left) {
		left = n < 3 ? n : 3;
		three = (uint32_t)p[0] << 16 |
		    (left > 1 ? (uint32_t)p[1] << 8 : 0) | (left > 2 ? p[2] : 0);
		*to++ = digits[three >> 18];
		*to++ = digits[three >> 12 & 63];
		*to++ = left > 1 ? digits[three >> 6 & 63] : '=';
		*to++ = left > 2 ? digits[three & 63] : '=';
	}
	b->len = (size_t)(to - b->ptr);
}

static void
put_image(struct buf *b, const struct picture *p)
{
	buf_str(b, ",\"image\":{\"type\":");
	buf_json(b, span_of(p->type));
	buf_str(b, ",\"width\":");
	buf_u64(b, p->width);
	buf_str(b, ",\"height\":");
	buf_u64(b, p->height);
	buf_str(b, ",\"data\":\"");
	put_base64(b, p->image, p->image_len);
	buf_str(b, "\"}");
}

/* ---- what else the file says ------------------------------------------------------- */

static const char *
truth(bool b)
{
	return b ? "true" : "false";
}

static void
put_metadata(struct buf *b, const struct picture *p)
{
	buf_printf(b,
	    ",\"metadata\":{\"location\":%s,\"taken_at\":%s,\"device\":%s,"
	    "\"written\":%s,\"others\":%u}",
	    truth(p->location), truth(p->taken_at), truth(p->device),
	    truth(p->written),
	    (unsigned)p->others);
}

static bool
is_unread(const struct picture *p)
{
	return p->nwords == 0;
}

/* Whatever a reader of its text cannot see in it. */
static bool
is_doubtful(const struct picture *p)
{
	return p->location || p->written || p->doubt || is_unread(p);
}

struct risk {
	const char *kind;
	const char *message[2], *advice[2]; /* by enum shuhi_lang */
};

enum { RISK_LOCATION, RISK_TIME, RISK_DEVICE, RISK_WRITTEN, RISK_UNREAD,
	RISK_UNSURE, RISKS };

static const struct risk risks[RISKS] = {
	[RISK_LOCATION] = { "location",
	    { "写真に撮った場所（位置情報）が入っています",
	        "The picture says where it was taken" },
	    { "元の写真は使わず、場所を消した写しを使ってください",
	        "Do not use the original; the copy here says no place" } },
	[RISK_TIME] = { "time",
	    { "写真に撮った日時が入っています",
	        "The picture says when it was taken" },
	    { "勤務の日時から人がわかることがあります。日時を消した写しを"
	      "使ってください",
	        "A shift may tell who it was; use the copy here, which says "
	        "no time" } },
	[RISK_DEVICE] = { "device",
	    { "写真に機種や機器の情報が入っています",
	        "The picture says with what it was taken" },
	    { "撮った人がわかることがあります。消した写しを使ってください",
	        "It may tell who took it; use the copy here" } },
	[RISK_WRITTEN] = { "written",
	    { "写真のファイルに書きこみ（題名・説明・コメント・名前など）が"
	      "あります。中身は検査されていません",
	        "Something is written in the picture's file (a title, a "
	        "description, a comment, a name); it was not checked" },
	    { "元の写真は使わず、書きこみを消した写しを使ってください",
	        "Do not use the original; the copy here holds none of it" } },
	[RISK_UNREAD] = { "unread",
	    { "文字を読み取れませんでした。顔や場所は検査されていません",
	        "No text could be read; nobody has looked at faces and places" },
	    { "患者さん・名札・カルテ・画面・名前が写っていないか、ご自身で"
	      "確かめてください",
	        "See for yourself whether a patient, a name tag, a chart, a "
	        "screen or a name is in it" } },
	[RISK_UNSURE] = { "unsure",
	    { "文字らしいものの一部を、確かには読み取れませんでした",
	        "Part of what looks like text could not be read for sure" },
	    { "さかさま・横向き・ぼけた文字は読めません。正しい向きで、近くから"
	      "はっきり写したものに替えるか、ご自身で確かめてください",
	        "Text on its head, on its side or blurred cannot be read. Use "
	        "an upright, sharp picture, or see for yourself" } },
};

static void
put_risks(struct buf *b, const struct sight *s)
{
	const struct picture *p = s->picture;
	const bool there[RISKS] = {
		[RISK_LOCATION] = p->location,
		[RISK_TIME] = p->taken_at,
		[RISK_DEVICE] = p->device,
		[RISK_WRITTEN] = p->written,
		[RISK_UNREAD] = is_unread(p),
		[RISK_UNSURE] = p->doubt && !is_unread(p),
	};
	const char *comma = "";
	size_t i;

	buf_str(b, ",\"risks\":[");
	for (i = 0; i < RISKS; i++) {
		if (!there[i])
			continue;
		buf_printf(b,
		    "%s{\"kind\":\"%s\",\"message\":\"%s\",\"advice\":\"%s\"}",
		    comma, risks[i].kind, risks[i].message[s->lang],
		    risks[i].advice[s->lang]);
		comma = ",";
	}
	buf_char(b, ']');
}

static void
put_rest(struct buf *b, const void *arg)
{
	const struct sight *s = arg;
	const struct picture *p = s->picture;

	buf_str(b, ",\"text\":");
	buf_json(b, (struct span){ p->text, p->len });
	put_words(b, p);
	put_image(b, p);
	put_metadata(b, p);
	put_risks(b, s);
}

enum shuhi_verdict
sight_judge(struct kit *kit, const struct draft *d, const struct picture *p,
    struct buf *out, struct shuhi_error *err)
{
	const struct sight s = { .picture = p, .lang = d->lang };
	const struct draft_more more = {
		.of_entity = put_boxes,
		.of_report = put_rest,
		.arg = &s,
		.least = is_doubtful(p) ? SHUHI_REVIEW : SHUHI_UNSCANNED,
	};
	struct draft of_text = *d;

	of_text.text = (struct span){ p->text, p->len };
	return draft_judge(kit, &of_text, &more, out, err);
}

struct sight_refusal
sight_refusal(enum look_cause cause)
{
	switch (cause) {
	case LOOK_TOO_LARGE:
		return (struct sight_refusal){ 413, "limit",
			"the picture is too large" };
	case LOOK_PIXELS:
		return (struct sight_refusal){ 413, "pixels",
			"the picture has too many pixels" };
	case LOOK_BROKEN:
		return (struct sight_refusal){ 400, "picture",
			"the picture is damaged" };
	case LOOK_UNSUPPORTED:
		return (struct sight_refusal){ 415, "type",
			"a picture of this kind cannot be read" };
	case LOOK_TIMEOUT:
		return (struct sight_refusal){ 503, "timeout",
			"reading the picture took too long" };
	case LOOK_BUSY:
		return (struct sight_refusal){ 503, "busy",
			"too much to do just now" };
	default:
		return (struct sight_refusal){ 503, "engine",
			"pictures cannot be read here" };
	}
}
