#include "../scanner/extract/mail.c" /* statics included on purpose */
#include "taken.h"

#define MAIL "message/rfc822"

static void
test_headers_and_body_are_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL,
	    "From: a@example.jp\r\nTo: b@example.jp\r\nX-Id: 1\r\n"
	    "Subject: x\r\n\r\ny\r\n",
	    "mail:from=a@example.jp|mail:to=b@example.jp|mail:subject=x|"
	    "mail:body=y\r\n|");
}

static void
test_encoded_words_are_decoded(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL,
	    "Subject: a =?UTF-8?B?5bGx?= =?utf-8?q?=E7=94=B0_b?= c\r\n\r\n",
	    "mail:subject=a 山田 b c|");
	EXPECT_TAKEN(MAIL, "Subject: =?ISO-2022-JP?B?GyRCOzMbKEI=?=\r\n\r\n",
	    "mail:subject=山|");
}

static void
test_a_character_cut_between_two_words_is_whole(void **state)
{
	(void)state;
	/* 山 is e5 b1 b1 */
	EXPECT_TAKEN(MAIL,
	    "Subject: =?utf-8?B?5bE=?=\r\n =?utf-8?B?sQ==?=\r\n\r\n",
	    "mail:subject=山|");
}

static void
test_what_is_no_encoded_word_stays(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL, "Subject: =?utf-8?X?a?= =? =?a?B?\r\n\r\n",
	    "mail:subject=\x3d?utf-8?X?a?= =? =?a?B?|");
}

static void
test_a_header_in_no_known_charset_is_told(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL, "Subject: =?utf-7?Q?+XHF1MA-?=\r\n\r\n",
	    "mail:subject=+XHF1MA-|!header=undecodable|");
}

static void
test_folded_and_raw_headers_are_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL, "Subject: 山田さん\r\n\t肺炎\r\n\r\n",
	    "mail:subject=山田さん 肺炎|");
}

static void
test_the_sender_is_no_part_of_the_story(void **state)
{
	struct part p = { .path = SPAN(""), .type = SPAN(MAIL),
		.bytes = SPAN("From: a\r\nSubject: b\r\n\r\n") };
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	extract_mail(&t.x, &p);
	assert_false(t.x.fields[0].shared);
	assert_true(t.x.fields[1].shared);
	taken_close(&t);
}

static void
test_bodies_in_every_transfer_encoding_are_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL,
	    "Subject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n"
	    "Content-Transfer-Encoding: 7bit\r\n\r\n\x1b$B;3\x1b(B\r\n",
	    "mail:subject=x|mail:body=山\r\n|");
	EXPECT_TAKEN(MAIL,
	    "Subject: x\r\nContent-Transfer-Encoding: BASE64\r\n\r\n5bGx\r\n",
	    "mail:subject=x|mail:body=山|");
	EXPECT_TAKEN(MAIL,
	    "Subject: x\r\nContent-Transfer-Encoding: quoted-printable\r\n"
	    "\r\n=E5=B1=B1\r\n",
	    "mail:subject=x|mail:body=山\r\n|");
}

static void
test_alternatives_and_attachments_are_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL,
	    "Subject: x\r\nContent-Type: multipart/mixed; boundary=\"o\"\r\n"
	    "\r\n--o\r\nContent-Type: multipart/alternative; boundary=i\r\n"
	    "\r\n--i\r\n\r\na\r\n--i\r\nContent-Type: text/html\r\n\r\n"
	    "<p>b</p>\r\n--i--\r\n\r\n--o\r\n"
	    "Content-Type: application/json; name=\"c.json\"\r\n\r\n[\"d\"]"
	    "\r\n--o--\r\n",
	    "mail:subject=x|mail:body!part[1]!part[1]=a|"
	    "mail:body!part[1]!part[2]!html=b|"
	    "mail:body!part[2]:c.json!filename=c.json|"
	    "mail:body!part[2]:c.json!json:$[0]=d|");
}

static void
test_mail_in_mail_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL,
	    "Subject: x\r\nContent-Type: message/rfc822\r\n\r\n"
	    "Subject: y\r\n\r\nz\r\n",
	    "mail:subject=x|mail:body!mail:subject=y|"
	    "mail:body!mail:body=z\r\n|");
}

static void
test_mail_sent_as_text_is_mail(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain",
	    "From: a@example.jp\r\nSubject: =?utf-8?B?5bGx?=\r\n\r\ny\r\n",
	    "mail:from=a@example.jp|mail:subject=山|mail:body=y\r\n|");
}

static void
test_prose_with_colons_is_no_mail(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/plain", "Date: today\nnothing", 
	    "text=Date: today\nnothing|");
}

static void
test_a_part_is_read_in_the_charset_it_names(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL,
	    "Subject: x\r\nContent-Type: text/plain; charset=Shift_JIS\r\n"
	    "\r\n\xbb\xb3\xc5\xc4",
	    "mail:subject=x|mail:body=ｻｳﾅﾄ|");
}

static void
test_a_header_of_no_known_name_is_read_when_it_is_japanese(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL, "Subject: x\r\nX-Note: =?utf-8?B?5bGx?=\r\n"
	    "X-Mailer: y\r\n\r\n",
	    "mail:subject=x|mail:header=山|");
}

static void
test_every_mail_of_an_mbox_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/mbox",
	    "From a@example.jp Mon Jan  1 00:00:00 2026\n"
	    "Subject: x\nContent-Type: text/plain; charset=ISO-2022-JP\n"
	    "Content-Transfer-Encoding: base64\n\nGyRCOzNFRBsoQg==\n\n"
	    "From b@example.jp Mon Jan  1 00:00:00 2026\n"
	    "Subject: y\n\nz\n\nFrom me\n",
	    "mbox[1]!mail:subject=x|mbox[1]!mail:body=山田|"
	    "mbox[2]!mail:subject=y|mbox[2]!mail:body=z\n\nFrom me\n|");
}

static void
test_a_part_in_uuencode_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(MAIL,
	    "Subject: x\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n"
	    "begin 644 a.txt\r\n$;65M;P``\r\n`\r\nend\r\n",
	    "mail:subject=x|mail:body!uu:a.txt!filename=a.txt|"
	    "mail:body!uu:a.txt=memo|"
	    "mail:body=                               end\r\n|");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headers_and_body_are_read),
		cmocka_unit_test(test_encoded_words_are_decoded),
		cmocka_unit_test(
		    test_a_character_cut_between_two_words_is_whole),
		cmocka_unit_test(test_what_is_no_encoded_word_stays),
		cmocka_unit_test(test_a_header_in_no_known_charset_is_told),
		cmocka_unit_test(test_folded_and_raw_headers_are_read),
		cmocka_unit_test(test_the_sender_is_no_part_of_the_story),
		cmocka_unit_test(
		    test_bodies_in_every_transfer_encoding_are_read),
		cmocka_unit_test(test_alternatives_and_attachments_are_read),
		cmocka_unit_test(test_mail_in_mail_is_read),
		cmocka_unit_test(test_mail_sent_as_text_is_mail),
		cmocka_unit_test(test_prose_with_colons_is_no_mail),
		cmocka_unit_test(
		    test_a_header_of_no_known_name_is_read_when_it_is_japanese),
		cmocka_unit_test(test_every_mail_of_an_mbox_is_read),
		cmocka_unit_test(test_a_part_in_uuencode_is_read),
		cmocka_unit_test(test_a_part_is_read_in_the_charset_it_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
