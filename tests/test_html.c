#include "../scanner/extract/html.c" /* statics included on purpose */
#include "taken.h"

#define HTML "text/html"

static void
test_tags_in_a_line_do_not_split_a_name(void **state)
{
	(void)state;
	EXPECT_TAKEN(HTML, "山<b>田</b><span\nclass=x>さん</span>",
	    "html=山田さん|");
	EXPECT_TAKEN(HTML, "山<x-y>田</x-y>", "html=山田|");
}

static void
test_tags_that_start_a_line_do(void **state)
{
	(void)state;
	EXPECT_TAKEN(HTML, "<p>山田<p>肺炎<br>入院<div>x</div>y",
	    "html=山田\n肺炎\n入院\nx\ny|");
	EXPECT_TAKEN(HTML, "<TR><TD>山田<TD>肺炎</TR><tr><td>a</td></tr>",
	    "html=山田\t肺炎\na|");
}

static void
test_blanks_are_one_as_on_the_page(void **state)
{
	(void)state;
	EXPECT_TAKEN(HTML, "<p>a\n  <b> b</b>\t c </p>", "html=a b c|");
	EXPECT_TAKEN(HTML, "<pre>a\n  b</pre>", "html=a\n  b|");
}

static void
test_character_references_are_characters(void **state)
{
	(void)state;
	EXPECT_TAKEN(HTML, "&#23665;&#x7530;&amp;&lt;&commat;&nope;&#0;&",
	    "html=山田&<@&nope;\xef\xbf\xbd&|");
	EXPECT_TAKEN("text/plain", "&#23665;&#x7530 x", "text!html=山田 x|");
}

static void
test_what_is_not_seen_is_a_text_of_its_own(void **state)
{
	(void)state;
	EXPECT_TAKEN(HTML, "山<!-- 肺炎 -->田<img alt='入院' class=z src=q>",
	    "html=山田|html:aside=肺炎\n入院\nq|");
	EXPECT_TAKEN(HTML, "<ruby>山<rp>(</rp><rt>やま</rt></ruby>さん",
	    "html=山さん|html:aside=(\nやま|");
	EXPECT_TAKEN(HTML, "<b 山田>x", "html=x|html:aside=山田|");
	EXPECT_TAKEN(HTML, "<input value=\"山 > 田\">", "html:aside=山 > 田|");
}

static void
test_scripts_hold_no_tags_but_text(void **state)
{
	(void)state;
	EXPECT_TAKEN(HTML, "<script>a='<b>山'</script>x",
	    "html!html=a='山'\nx|");
	EXPECT_TAKEN(HTML, "<textarea>a\n<b>c</textarea>x",
	    "html!html=a\nc\nx|");
}

static void
test_nothing_is_lost_behind_a_mistake(void **state)
{
	(void)state;
	EXPECT_TAKEN(HTML, "</b></i><<p>山<b", "html=<\n山<b|");
	EXPECT_TAKEN(HTML, "x<!-- 山田", "html=x|html:aside=山田|");
	EXPECT_TAKEN(HTML, "a < b > c", "html=a < b > c|");
	EXPECT_TAKEN(HTML, "x<script>山田", "html=x\n山田|");
	EXPECT_TAKEN(HTML, "<p title=\"山田>x", "html=<p title=\"山田>x|");
}

static void
test_entities_are_not_expanded_but_read(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/xml",
	    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY n \"山田\">"
	    "<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&n;&x;</a>",
	    "html=&n;&x;|html:aside!html=xml version='1.0'?\nDOCTYPE a []|"
	    "html:aside!html:aside=ENTITY n \"山田\"\n"
	    "ENTITY x SYSTEM \"file:///etc/passwd\"|");
}

static void
test_elements_of_xml_are_values_of_their_own(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/soap+xml",
	    "<?xml version='1.0'?><a><n>山田</n><d>肺炎</d>"
	    "<![CDATA[<&amp;>]]></a>",
	    "html!html=山田\n肺炎\n<&>|html:aside=xml version='1.0'?|");
}

static void
test_html_in_json_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/json", "{\"b\":\"<div>山<b>田</b></div>\"}",
	    "json:$.b!html=山田|");
}

static void
test_data_urls_are_opened(void **state)
{
	(void)state;
	EXPECT_TAKEN(HTML, "<a href='data:text/plain;base64,5bGx55Sw'>x</a>",
	    "html=x|html:aside!data=山田|");
}

static void
test_a_page_in_cp932_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN("text/html; charset=Shift_JIS",
	    "<p>\x8e\x52\x93\x63</p>", "html=山田|");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tags_in_a_line_do_not_split_a_name),
		cmocka_unit_test(test_tags_that_start_a_line_do),
		cmocka_unit_test(test_blanks_are_one_as_on_the_page),
		cmocka_unit_test(test_character_references_are_characters),
		cmocka_unit_test(test_what_is_not_seen_is_a_text_of_its_own),
		cmocka_unit_test(test_scripts_hold_no_tags_but_text),
		cmocka_unit_test(test_nothing_is_lost_behind_a_mistake),
		cmocka_unit_test(test_entities_are_not_expanded_but_read),
		cmocka_unit_test(test_elements_of_xml_are_values_of_their_own),
		cmocka_unit_test(test_html_in_json_is_read),
		cmocka_unit_test(test_data_urls_are_opened),
		cmocka_unit_test(test_a_page_in_cp932_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
