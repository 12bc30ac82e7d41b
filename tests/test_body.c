#include "../scanner/extract/body.c" /* statics included on purpose */
#include "body.h"
#include "packed.h"

#define JSON "application/json"
#define FORM "application/x-www-form-urlencoded"
#define PART(name)                                                             \
	"\r\n--xyz\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"

/* ---- as services send them ------------------------------------------------------ */

static void
test_a_post_of_x_is_read(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON,
	    "{\"variables\":{\"tweet_text\":\"山田さん、肺炎で入院\","
	    "\"dark_request\":false,\"media\":{\"media_entities\":[]}},"
	    "\"features\":{\"view_counts_enabled\":true},"
	    "\"queryId\":\"Uf3io9zVp1DsYxrmL5FJ7g\"}",
	    "json:$.variables.tweet_text=named-illness ");
	EXPECT_TOLD(JSON,
	    "{\"variables\":{\"tweet_text\":\"今日はいい天気\","
	    "\"dark_request\":false},\"queryId\":\"Uf3io9zVp1DsYxrmL5FJ7g\"}",
	    "");
}

static void
test_a_post_of_facebook_is_read(void **state)
{
	(void)state;
	/* {"message":{"text":"山田さん、肺炎で入院"}} */
	EXPECT_TOLD(FORM,
	    "av=100&__a=1&variables=%7B%22message%22%3A%7B%22text%22%3A%22"
	    "%E5%B1%B1%E7%94%B0%E3%81%95%E3%82%93%E3%80%81%E8%82%BA%E7%82%8E"
	    "%E3%81%A7%E5%85%A5%E9%99%A2%22%7D%7D&doc_id=1234567890",
	    "form:variables!json:$.message.text=named-illness ");
	EXPECT_TOLD(FORM,
	    "av=100&variables=%7B%22message%22%3A%7B%22text%22%3A%22hello%22"
	    "%7D%7D&doc_id=1234567890",
	    "");
}

static void
test_a_finding_brings_the_text_of_its_field(void **state)
{
	static const char text[] = "山田さん、肺炎で入院";
	const struct shuhi_body_finding *f;

	(void)state;
	f = scanned_as(JSON, SPAN("{\"a\":\"\\u5c71\\u7530さん、肺炎で入院\"}"))
	        ->findings;
	assert_string_equal(f->field, "json:$.a");
	assert_int_equal(f->len, sizeof text - 1);
	assert_memory_equal(f->text, text, f->len);
}

static void
test_a_caption_of_instagram_is_read(void **state)
{
	(void)state;
	EXPECT_TOLD("multipart/form-data; boundary=xyz",
	    PART("signed_body") "SIGNATURE.{\"caption\":\"x\"}" PART("caption")
	    "山田さん、肺炎で入院" PART("upload_id") "17" "\r\n--xyz--\r\n",
	    "part[2]:caption=named-illness ");
}

static void
test_a_message_in_thrift_is_read(void **state)
{
	(void)state;
	EXPECT_TOLD("application/x-thrift",
	    "\x82\x21\x01\x0bsendMessage\x1c\x15\x04\x18\x1e"
	    "山田さん、肺炎で入院\x00\x00",
	    "binary:utf-8=named-illness ");
	EXPECT_TOLD("application/x-thrift",
	    "\x82\x21\x01\x0bsendMessage\x1c\x15\x04\x18\x0f"
	    "今日はいい天気\x00\x00",
	    "");
}

static void
test_a_draft_of_webmail_is_read(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON,
	    "{\"draft\":{\"subject\":\"x\",\"html\":\"<div>山<b>田</b>さん、"
	    "</div><div>肺炎で入院</div>\"}}",
	    "json:$.draft.html!html=named-illness ");
	EXPECT_TOLD("multipart/form-data; boundary=xyz",
	    PART("to") "a@example.jp" PART("body") "山田さん、肺炎で入院"
	    "\r\n--xyz\r\nContent-Disposition: form-data; name=\"att\"; "
	    "filename=\"memo.txt\"\r\nContent-Type: text/plain\r\n\r\n"
	    "肺炎の患者\r\n--xyz--\r\n",
	    "part[2]:body=named-illness part[3]:memo.txt=patient-illness ");
}

static void
test_a_question_to_an_ai_is_read(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON,
	    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
	    "{\"type\":\"text\",\"text\":\"山田さん、肺炎で入院\"},"
	    "{\"type\":\"image_url\",\"image_url\":{\"url\":"
	    "\"data:image/png;base64,iVBORw0KGgoAAAA=\"}}]}]}",
	    "json:$.messages[0].content[0].text=named-illness "
	    "!json:$.messages[0].content[1].image_url.url!data=media ");
	EXPECT_TOLD(JSON,
	    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
	    "\"text\":\"肺炎について教えて\"}]}]}",
	    "");
}

/* ---- the whole -------------------------------------------------------------------- */

static void
test_a_name_here_and_an_illness_there_are_found_together(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON, "{\"a\":\"山田さん\",\"b\":\"肺炎で入院\"}",
	    "body=named-illness ");
	EXPECT_TOLD(FORM,
	    "a=%E5%B1%B1%E7%94%B0%E3%81%95%E3%82%93&b=%E8%82%BA%E7%82%8E",
	    "body=named-illness ");
}

static void
test_what_a_field_says_alone_is_not_said_again(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON, "{\"a\":\"山田さん、肺炎\",\"b\":\"肺炎で入院\"}",
	    "json:$.a=named-illness ");
}

static void
test_a_long_field_takes_part_by_its_beginning(void **state)
{
	char text[3 * SHORT_FIELD];
	size_t n = (size_t)snprintf(text, sizeof text,
	    "{\"a\":\"山田さん\",\"b\":\"肺炎");

	(void)state;
	memset(text + n, 'x', 2 * SHORT_FIELD);
	memcpy(text + n + 2 * SHORT_FIELD, "\"}", 2);
	assert_string_equal(
	    told(scanned_as(JSON,
	        (struct span){ text, n + 2 * SHORT_FIELD + 2 })),
	    "body=named-illness ");
}

static void
test_identifiers_do_not_come_between(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON,
	    "{\"a\":\"山田さん\",\"id\":\"0123456789012345678901234567890123"
	    "456789012345678901234567890abcdef0123456789\","
	    "\"n\":\"12345678901234567890\",\"b\":\"肺炎\"}",
	    "body=named-illness ");
}

static void
test_tokens_are_no_text(void **state)
{
	(void)state;
	assert_true(is_scrambled(SPAN("7AzHK4HwkEng5K8G6EjBAg2owIxu13wvoKewSAx"
	                              "bwNw9G2Saw8i2S1DwUx60GE5O0BU2_CxS320om78"), 32));
	assert_true(is_scrambled(
	    SPAN("da39a3ee5e6b4b0d3255bfef95601890afd80709"), 32));
	assert_false(is_scrambled(SPAN("YamadaTaroHaienNyuinYamadaTaroHaien"), 32));
	assert_false(is_scrambled(SPAN("090-0000-0001/090-0000-0002/090-0000-3"), 32));
	assert_false(is_scrambled(SPAN("7AzHK4HwkEng5K8G6EjBAg2owIxu13w"), 32));
	assert_false(is_scrambled(SPAN("7AzHK4HwkEng5K8G 6EjBAg2owIxu13wvoKewS"), 32));
	assert_false(is_scrambled(SPAN("7AzHK4HwkEng5K8G6EjBAg2owIxu13w山田"), 32));
}

static void
test_sender_and_illness_are_no_story(void **state)
{
	(void)state;
	EXPECT_TOLD("message/rfc822",
	    "From: 山田さん <a@example.jp>\r\nSubject: 肺炎の勉強会\r\n\r\nx",
	    "");
}

static void
test_people_written_to_are_no_part_of_the_story(void **state)
{
	(void)state;
	EXPECT_TOLD(JSON,
	    "{\"to\":[{\"name\":\"山田さん\",\"addr\":\"a@example.jp\"}],"
	    "\"text\":\"肺炎について\"}",
	    "");
	EXPECT_TOLD(FORM,
	    "replyTo=%E5%B1%B1%E7%94%B0%E3%81%95%E3%82%93&b=%E8%82%BA%E7%82%8E",
	    "");
	EXPECT_TOLD("multipart/form-data; boundary=xyz",
	    PART("to") "山田さん" PART("b") "肺炎" "\r\n--xyz--\r\n", "");
	/* but what is said of them alone is */
	EXPECT_TOLD(JSON, "{\"to\":\"山田さん、肺炎\"}",
	    "json:$.to=named-illness ");
}

/* ---- verdicts ----------------------------------------------------------------------- */

static void
test_an_empty_body_passes(void **state)
{
	const struct shuhi_body_result *res =
	    scanned(&(struct shuhi_body){ .url = NULL });

	(void)state;
	assert_int_equal(res->verdict, SHUHI_PASS);
	assert_int_equal(res->nfields, 0);
	assert_int_equal(res->score, 0);
}

static void
test_the_worst_of_all_fields_is_the_verdict(void **state)
{
	const struct shuhi_body_result *res;

	(void)state;
	res = scanned_as(JSON, SPAN("[\"肺炎の患者\",\"x\"]"));
	assert_int_equal(res->verdict, SHUHI_REVIEW);
	assert_int_equal(res->nfields, 2);
	res = scanned_as(JSON, SPAN("[\"肺炎の患者\",\"山田さん、肺炎\"]"));
	assert_int_equal(res->verdict, SHUHI_BLOCK);
	assert_string_equal(told(res),
	    "json:$[1]=named-illness json:$[0]=patient-illness ");
	assert_true(res->score > 0);
}

static void
test_the_highest_score_of_all_fields_is_the_body_s(void **state)
{
	uint32_t low = scanned_as(JSON, SPAN("[\"肺炎の患者\"]"))->score,
	         high = scanned_as(
	             JSON, SPAN("[\"マイナンバー 123456789018\"]"))->score;

	(void)state;
	assert_true(low < high);
	assert_int_equal(scanned_as(JSON, SPAN("[\"肺炎の患者\","
	                     "\"マイナンバー 123456789018\"]"))->score, high);
}

static void
test_what_could_not_be_read_is_unscanned_unless_it_blocks(void **state)
{
	const struct shuhi_body_result *res;

	(void)state;
	res = scanned_as(JSON, SPAN("[\"x\""));
	assert_int_equal(res->verdict, SHUHI_UNSCANNED);
	res = scanned_as(JSON, SPAN("[\"肺炎の患者\""));
	assert_int_equal(res->verdict, SHUHI_UNSCANNED);
	assert_int_equal(res->findings[0].finding.severity,
	    SHUHI_SEVERITY_MEDIUM);
	res = scanned_as(JSON, SPAN("[\"山田さん、肺炎\""));
	assert_int_equal(res->verdict, SHUHI_BLOCK);
	assert_int_equal(res->nfailures, 1);
}

static void
test_the_url_and_the_file_name_are_read(void **state)
{
	(void)state;
	assert_string_equal(
	    told(scanned(&(struct shuhi_body){
	        .url = "https://x.example.jp/?q=%E5%B1%B1%E7%94%B0"
	               "%E3%81%95%E3%82%93%E8%82%BA%E7%82%8E",
	        .filename = "山田さん_肺炎.txt" })),
	    "query:q=named-illness filename=named-illness ");
}

static void
test_a_packed_body_is_read_before_its_cut(void **state)
{
	struct span gzip = packed_gzip(SPAN("山田さん、肺炎で入院"));
	const struct shuhi_body_result *res;

	(void)state;
	res = scanned(&(struct shuhi_body){ .content_type = "text/plain",
	    .content_encoding = "gzip", .bytes = gzip.ptr,
	    .len = gzip.len - 4 });
	assert_string_equal(told(res), "text=named-illness !body=broken ");
	packed_free(gzip);
}

static void
test_text_that_is_not_what_it_says_is_told(void **state)
{
	(void)state;
	EXPECT_TOLD("text/plain; charset=utf-8",
	    "山田さん、肺炎\xff\xfe で入院です、とても長い文章",
	    "text=named-illness !body=undecodable ");
	EXPECT_TOLD("text/plain; charset=utf-7", "+XHF1MA-",
	    "!body=undecodable ");
}

static void
test_where_a_text_is_broken_is_told(void **state)
{
	const struct shuhi_body_result *res = scanned_as(
	    "text/plain; charset=utf-8", SPAN("今日はいい天気\xffです"));

	(void)state;
	assert_int_equal(res->nfailures, 1);
	assert_int_equal(res->failures[0].at, sizeof("今日はいい天気") - 1);
}

static void
test_offsets_are_the_fields_own(void **state)
{
	const struct shuhi_body_result *res;
	const struct shuhi_entity *e;

	(void)state;
	res = scanned_as(JSON, SPAN("{\"abc\":\"😀山田さん、肺炎\"}"));
	e = &res->findings[0].finding.entities[0];
	assert_int_equal(e->start, 4);
	assert_int_equal(e->start_char, 1);
	assert_int_equal(e->start_utf16, 2);
}

/* ---- large ones ---------------------------------------------------------------------- */

/* Lines of 64 bytes, and at the end a leak; to be freed. */
static struct span
long_text(size_t lines)
{
	static const char leak[] = "😀山田さん、肺炎で入院\n";
	char *p = malloc(lines * 64 + sizeof leak);
	size_t i;

	assert_non_null(p);
	memset(p, 'x', lines * 64);
	for (i = 0; i < lines; i++)
		p[i * 64 + 63] = '\n';
	memcpy(p + lines * 64, leak, sizeof leak - 1);
	return (struct span){ p, lines * 64 + sizeof leak - 1 };
}

static void
test_a_text_longer_than_a_scan_may_be_is_judged_in_pieces(void **state)
{
	size_t lines = (SHUHI_TEXT_MAX + PIECE) / 64;
	struct span text = long_text(lines);
	const struct shuhi_body_result *res;
	const struct shuhi_entity *e;

	(void)state;
	res = scanned_as("text/plain", text);
	assert_string_equal(told(res), "text=named-illness ");
	e = &res->findings[0].finding.entities[0];
	assert_int_equal(e->start, lines * 64 + 4);
	assert_int_equal(e->start_char, lines * 64 + 1);
	assert_int_equal(e->start_utf16, lines * 64 + 2);
	packed_free(text);
}

static void
test_a_text_of_just_a_piece_is_one(void **state)
{
	static char text[PIECE + 1];
	struct span s = { text, PIECE };

	(void)state;
	memset(text, 'x', sizeof text);
	text[PIECE - 5] = '\n';
	assert_int_equal(piece_end(s, 0), PIECE);
	s.len++;
	assert_int_equal(piece_end(s, 0), PIECE - 4);
}

static void
test_a_word_of_so_many_letters_is_a_token(void **state)
{
	struct text_field f = {
		.text = SPAN("abcdefghijklmnopqrstuvwxyzabcdef") };

	(void)state;
	assert_int_equal(f.text.len, TOKEN_MIN);
	assert_true(is_token(&f));
	f.text.len--;
	assert_false(is_token(&f));
}

static void
test_pieces_are_cut_at_lines_or_at_characters(void **state)
{
	struct span text = long_text(2 * PIECE / 64);
	char *p = (char *)(uintptr_t)text.ptr;
	size_t i;

	(void)state;
	assert_int_equal(piece_end(text, 0), PIECE);
	assert_int_equal(piece_end(text, 1), PIECE);
	assert_int_equal(piece_end(text, 2 * PIECE), text.len);
	for (i = 0; i + 2 < 2 * PIECE; i += 3)
		memcpy(p + i, "山", 3);
	assert_int_equal(piece_end(text, 0), PIECE / 3 * 3);
	/* and then a name at the cut is whole in one of them */
	memcpy(p + PIECE / 3 * 3 - 6, "。山田さん、肺炎。", 27);
	assert_string_equal(
	    told(scanned_as("text/plain",
	        span_sub(text, 0, PIECE / 3 * 3 + 3000))),
	    "text=named-illness ");
	packed_free(text);
}

static void
with_limits(const struct shuhi_body_limits *limits, struct span bytes,
    const char *want)
{
	struct shuhi_body_scanner *b, *usual = bodies;
	struct shuhi_error err;

	assert_int_equal(shuhi_body_open(worker, limits, &b, &err), 0);
	bodies = b;
	assert_string_equal(told(scanned_as("text/plain", bytes)), want);
	bodies = usual;
	shuhi_body_close(b);
}

static void
test_a_body_may_be_so_large_and_no_larger(void **state)
{
	struct span body = SPAN("山田さん、肺炎で入院");
	struct shuhi_body_limits limits = { .bytes = body.len };

	(void)state;
	with_limits(&limits, body, "text=named-illness ");
	limits.bytes--;
	with_limits(&limits, body,
	    "text=named-illness !body=too-large ");
}

/* A list of `n` short strings, judged. */
static const char *
told_of_list(size_t n)
{
	char *list = malloc(4 * n + 1);
	const char *text;
	size_t i;

	assert_non_null(list);
	for (i = 0; i < n; i++)
		memcpy(list + 4 * i, ",\"a\"", 4);
	list[0] = '[';
	list[4 * n] = ']';
	text = told(scanned_as(JSON, (struct span){ list, 4 * n + 1 }));
	free(list);
	return text;
}

static void
test_a_body_may_have_so_many_fields_and_no_more(void **state)
{
	(void)state;
	/* a browser's record (HAR) of 3,000 requests has 63,000 */
	assert_string_equal(told_of_list(SHUHI_BODY_FIELDS), "");
	assert_string_equal(told_of_list(SHUHI_BODY_FIELDS + 1),
	    "!json:$[100000]=too-large ");
}

static void
test_time_that_is_up_is_told(void **state)
{
	struct shuhi_body_scanner b = { .worker = worker };

	(void)state;
	limits_settle(&b.limits);
	arena_init(&b.arena, LIMIT_BODY_ARENA);
	extract_start(&b.x, &b.arena, &b.limits);
	extract_field(&b.x, SPAN("a"), SPAN(""), SPAN("山田さん、肺炎"));
	b.x.deadline = 1;
	b.x.ticks = 0;
	judge_all(&b);
	assert_int_equal(b.x.nfailures, 1);
	assert_int_equal(b.x.failures[0].cause, SHUHI_CAUSE_TIMEOUT);
	assert_int_equal(b.nfindings, 0);
	arena_fini(&b.arena);
}

static void
test_of_each_cause_so_many_failures_are_kept(void **state)
{
	struct shuhi_body_scanner b = { .worker = worker };
	size_t i;

	(void)state;
	limits_settle(&b.limits);
	arena_init(&b.arena, LIMIT_BODY_ARENA);
	extract_start(&b.x, &b.arena, &b.limits);
	for (i = 0; i < LIMIT_BODY_TOLD; i++)
		extract_fail(&b.x, SHUHI_CAUSE_BROKEN, SPAN("a"), 0);
	assert_int_equal(b.x.nfailures, LIMIT_BODY_TOLD);
	extract_fail(&b.x, SHUHI_CAUSE_BROKEN, SPAN("a"), 0);
	assert_int_equal(b.x.nfailures, LIMIT_BODY_TOLD);
	extract_fail(&b.x, SHUHI_CAUSE_DEPTH, SPAN("a"), 0);
	assert_int_equal(b.x.nfailures, LIMIT_BODY_TOLD + 1);
	arena_fini(&b.arena);
}

static void
test_findings_may_be_so_many_and_no_more(void **state)
{
	static const struct shuhi_finding f = { .rule = "r" };
	struct shuhi_body_scanner b = { .worker = worker };
	struct origin o = { 0 };
	size_t i;

	(void)state;
	limits_settle(&b.limits);
	arena_init(&b.arena, LIMIT_BODY_ARENA);
	extract_start(&b.x, &b.arena, &b.limits);
	for (i = 0; i < LIMIT_BODY_FINDINGS; i++)
		add_finding(&b, SPAN("a"), SPAN("x"), &f, &o);
	assert_int_equal(b.x.nfailures, 0);
	add_finding(&b, SPAN("a"), SPAN("x"), &f, &o);
	assert_int_equal(b.x.told[SHUHI_CAUSE_TOO_LARGE], 1);
	arena_fini(&b.arena);
}

/* ---- calls ----------------------------------------------------------------------------- */

static void
test_a_length_without_bytes_is_a_wrong_call(void **state)
{
	const struct shuhi_body_result *res = NULL;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(shuhi_body_scan(bodies,
	                     &(struct shuhi_body){ .len = 1 }, &res, &err),
	    -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	assert_null(res);
}

static void
test_a_piece_of_a_picture_for_x_is_media(void **state)
{
	struct shuhi_body body = {
		.url = "/i/media/upload.json?command=APPEND&media_id=7",
		.content_type = "application/offset+octet-stream",
		.bytes = "\x81\x01\x02\x03\xff\x9d\x00\x04",
		.len = 8,
	};

	(void)state;
	assert_string_equal(told(scanned(&body)), "!body=media ");
	body.url = "/upload?command=APPEND";
	assert_string_equal(told(scanned(&body)), "!body=unsupported ");
}

static void
test_a_piece_of_a_video_by_its_headers_is_media(void **state)
{
	struct shuhi_body body = {
		.url = "/rupload_igvideo/fb_uploader_1",
		.headers = "X-Entity-Type: video/mp4\r\nOffset: 60000\r\n",
		.content_type = "application/offset+octet-stream",
		.bytes = "\x81\x01\x02\x03\xff\x9d\x00\x04",
		.len = 8,
	};

	(void)state;
	assert_string_equal(told(scanned(&body)), "!body=media ");
}

static void
test_no_memory_is_no_verdict(void **state)
{
	const struct shuhi_body_result *res = NULL;
	struct shuhi_body_scanner *b;
	struct shuhi_error err;
	struct span text = repeated('\\', 1 << 20);

	(void)state;
	memcpy((char *)(uintptr_t)text.ptr, "[\"", 2);
	assert_int_equal(shuhi_body_open(worker, NULL, &b, &err), 0);
	arena_init(&b->arena, 64 << 10);
	assert_int_equal(
	    shuhi_body_scan(b,
	        &(struct shuhi_body){ .content_type = JSON, .bytes = text.ptr,
	            .len = text.len },
	        &res, &err),
	    -1);
	assert_int_equal(err.code, SHUHI_E_NOMEM);
	assert_null(res);
	shuhi_body_close(b);
	packed_free(text);
}

static void
test_every_cause_has_a_name(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < SHUHI_CAUSE_COUNT; i++)
		assert_string_not_equal(
		    shuhi_cause_name((enum shuhi_cause)i), "unknown");
	assert_string_equal(shuhi_cause_name(SHUHI_CAUSE_COUNT), "unknown");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_post_of_x_is_read),
		cmocka_unit_test(test_a_post_of_facebook_is_read),
		cmocka_unit_test(test_a_finding_brings_the_text_of_its_field),
		cmocka_unit_test(test_a_caption_of_instagram_is_read),
		cmocka_unit_test(test_a_message_in_thrift_is_read),
		cmocka_unit_test(test_a_draft_of_webmail_is_read),
		cmocka_unit_test(test_a_question_to_an_ai_is_read),
		cmocka_unit_test(
		    test_a_name_here_and_an_illness_there_are_found_together),
		cmocka_unit_test(
		    test_what_a_field_says_alone_is_not_said_again),
		cmocka_unit_test(test_a_long_field_takes_part_by_its_beginning),
		cmocka_unit_test(test_identifiers_do_not_come_between),
		cmocka_unit_test(test_tokens_are_no_text),
		cmocka_unit_test(test_sender_and_illness_are_no_story),
		cmocka_unit_test(
		    test_people_written_to_are_no_part_of_the_story),
		cmocka_unit_test(test_an_empty_body_passes),
		cmocka_unit_test(test_the_worst_of_all_fields_is_the_verdict),
		cmocka_unit_test(
		    test_what_could_not_be_read_is_unscanned_unless_it_blocks),
		cmocka_unit_test(test_the_url_and_the_file_name_are_read),
		cmocka_unit_test(test_a_packed_body_is_read_before_its_cut),
		cmocka_unit_test(test_text_that_is_not_what_it_says_is_told),
		cmocka_unit_test(test_offsets_are_the_fields_own),
		cmocka_unit_test(
		    test_a_text_longer_than_a_scan_may_be_is_judged_in_pieces),
		cmocka_unit_test(test_pieces_are_cut_at_lines_or_at_characters),
		cmocka_unit_test(test_a_body_may_be_so_large_and_no_larger),
		cmocka_unit_test(
		    test_a_body_may_have_so_many_fields_and_no_more),
		cmocka_unit_test(test_time_that_is_up_is_told),
		cmocka_unit_test(test_of_each_cause_so_many_failures_are_kept),
		cmocka_unit_test(test_findings_may_be_so_many_and_no_more),
		cmocka_unit_test(test_a_length_without_bytes_is_a_wrong_call),
		cmocka_unit_test(test_a_piece_of_a_picture_for_x_is_media),
		cmocka_unit_test(
		    test_a_piece_of_a_video_by_its_headers_is_media),
		cmocka_unit_test(test_no_memory_is_no_verdict),
		cmocka_unit_test(test_every_cause_has_a_name),
		cmocka_unit_test(test_where_a_text_is_broken_is_told),
		cmocka_unit_test(
		    test_the_highest_score_of_all_fields_is_the_body_s),
		cmocka_unit_test(test_a_text_of_just_a_piece_is_one),
		cmocka_unit_test(test_a_word_of_so_many_letters_is_a_token),
	};

	return cmocka_run_group_tests(tests, open_bodies, close_bodies);
}
