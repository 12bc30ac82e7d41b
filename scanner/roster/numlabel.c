#include "numlabel.h"

#include "utf8.h"

#define LABEL 36  /* bytes before a number where its label may stand */
#define LINK  200 /* of a link before it                            */

#define WORD(s)                                                                \
	{                                                                      \
		s, sizeof(s) - 1                                               \
	}
#define COUNT(v) (sizeof(v) / sizeof(v)[0])

static const struct span patient_words[] = { WORD("id"), WORD("患者"),
	WORD("カルテ"), WORD("診察"), WORD("登録番号"), WORD("mrn"),
	WORD("pid"), WORD("patient"), WORD("chart"), WORD("karte") };

static const struct span insured_words[] = { WORD("保険"), WORD("記号"),
	WORD("受給"), WORD("番号") };

static const struct span other_words[] = { WORD("〒"), WORD("郵便"),
	WORD("型番"), WORD("品番"), WORD("型式"), WORD("部品"), WORD("製品"),
	WORD("商品"), WORD("注文"), WORD("受注"), WORD("発注"), WORD("伝票"),
	WORD("荷物"), WORD("配送"), WORD("追跡"), WORD("送り状"),
	WORD("問い合わせ"), WORD("整理"), WORD("会員"), WORD("口座"),
	WORD("価格"), WORD("金額"), WORD("値段"), WORD("代金"), WORD("料金"),
	WORD("売上"), WORD("請求"), WORD("ロット"), WORD("シリアル"),
	WORD("製造"), WORD("車台"), WORD("動画"), WORD("lot"), WORD("serial"),
	WORD("isbn"), WORD("jan"), WORD("pmid"), WORD("order"),
	WORD("tracking"), WORD("invoice"), WORD("part"), WORD("error") };

/* ---- before it ---------------------------------------------------------- */

/* A Latin word stands by itself: no ID within video. */
static bool
stands(struct span s, size_t from, size_t to)
{
	return !is_latin((unsigned char)s.ptr[from]) ||
	       (!is_latin(utf8_before(s, from)) && !is_latin(utf8_at(s, to)));
}

/* Where the last of the words ends, with 番号 that belongs to it; 0: none. */
static size_t
last_of(struct span s, size_t from, const struct span *words, size_t n)
{
	size_t at, end = 0, i;

	for (at = from; at < s.len; at++)
		for (i = 0; i < n; i++)
			if (s.ptr[at] == words[i].ptr[0] &&
			    span_starts_at(s, at, words[i]) &&
			    stands(s, at, at + words[i].len))
				end = at + words[i].len;
	if (end > 0 && span_starts_at(s, end, SPAN("番号")))
		end += strlen("番号");
	return end;
}

/* From where on labels count: the same line, some bytes back. */
static size_t
line_begins(struct span s, size_t most)
{
	size_t from = s.len;

	while (from > 0 && s.len - from < most && s.ptr[from - 1] != '\n')
		from--;
	return from;
}

/* 注文は済んだ、1000123: what another number or a mark parts is no label. */
static bool
reaches(struct span between)
{
	size_t i;

	for (i = 0; i < between.len; i++)
		if (is_digit((unsigned char)between.ptr[i]))
			return false;
	return !span_has(between, SPAN("、")) && !span_has(between, SPAN("。"));
}

/* Nothing but signs, or the words that labels end with: 番号, no., は. */
static bool
is_direct(struct span between)
{
	static const struct span idle[] = { WORD("番号"), WORD("コード"),
		WORD("券"), WORD("no"), WORD("id"), WORD("は"), WORD("が"),
		WORD("の") };
	size_t at = 0, i;

	while (at < between.len) {
		for (i = 0; i < COUNT(idle); i++)
			if (span_starts_at(between, at, idle[i]))
				break;
		if (i < COUNT(idle))
			at += idle[i].len;
		else if (strchr(" :=#.()[]\"'_-", between.ptr[at]) != NULL)
			at++;
		else
			return false;
	}
	return true;
}

/* No. or #, then the number. */
static bool
ends_with_sign(struct span s)
{
	while (
	    s.len > 0 && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '.'))
		s.len--;
	return span_ends(s, SPAN("#")) ||
	       (span_ends(s, SPAN("no")) &&
	           !is_latin(utf8_before(s, s.len - 2)));
}

static bool
is_money(struct span s)
{
	return span_ends(s, SPAN("¥")) || span_ends(s, SPAN("\\")) ||
	       span_ends(s, SPAN("$")) || span_ends(s, SPAN("€"));
}

/* Does what ends here begin a link: https://x.com/i/status/ ? */
static bool
is_link(struct span s)
{
	size_t from = s.len;
	struct span word;

	while (from > 0 && s.len - from < LINK &&
	       (unsigned char)s.ptr[from - 1] > ' ' &&
	       (unsigned char)s.ptr[from - 1] < 0x7f)
		from--;
	word = span_sub(s, from, s.len);
	return span_has(word, SPAN("/")) && span_has(word, SPAN("."));
}

struct num_label
num_label_before(struct span text, size_t at)
{
	struct span s = span_sub(text, 0, at);
	size_t from = line_begins(s, LABEL);
	size_t patient = last_of(s, from, patient_words, COUNT(patient_words));
	size_t insured = last_of(s, from, insured_words, COUNT(insured_words));
	size_t other = last_of(s, from, other_words, COUNT(other_words));
	struct num_label l = { .sign = ends_with_sign(s) };

	if (other > 0 && !reaches(span_sub(s, other, at)))
		other = 0;
	l.patient = patient > other;
	l.insured = insured > other;
	l.direct = l.patient && is_direct(span_sub(s, patient, at));
	l.other = !l.patient && !l.insured &&
	          (other > 0 || is_money(s) || is_link(s));
	return l;
}

bool
num_label_touches(struct span text, size_t at)
{
	uint32_t c;

	while (at > 0 && strchr(" :=#.()[\"'-", text.ptr[at - 1]) != NULL)
		at--;
	c = utf8_before(text, at);
	return c == 'd' || c == 'o' || c == 'n' || c == 0x53f7 /* 番号 */ ||
	       c == 0x5238 /* 券 */ || c == 0x30c6 /* カルテ */ ||
	       c == 0x306f /* は */ || c == 0x304c /* が */ ||
	       c == 0x30c9 /* コード */;
}

bool
num_label_is(struct span letters)
{
	return span_eq(letters, SPAN("id")) || span_eq(letters, SPAN("no")) ||
	       span_eq(letters, SPAN("pid")) || span_eq(letters, SPAN("mrn"));
}

/* ---- behind it ---------------------------------------------------------- */

bool
num_counts(struct span text, size_t from, size_t to)
{
	static const struct span units[] = { WORD("円"), WORD("万"), WORD("人"),
		WORD("件"), WORD("%"), WORD("回"), WORD("個"), WORD("年"),
		WORD("名"), WORD("歳"), WORD("mg"), WORD("ml") };
	static const struct span prices[] = { WORD("円"), WORD("万円"),
		WORD("ドル"), WORD("yen") };

	if (is_money(span_sub(text, 0, from)) ||
	    span_starts_any(span_sub(text, to, text.len), units, COUNT(units)))
		return true;
	return to < text.len && text.ptr[to] == ' ' &&
	       span_starts_any(
	           span_sub(text, to + 1, text.len), prices, COUNT(prices));
}

/* 東京都, 新宿区, 架空郡 within the letters from byte `at` on. */
static bool
is_place(struct span text, size_t at)
{
	static const uint32_t ends[] = { 0x90fd /* 都 */, 0x9053 /* 道 */,
		0x5e9c /* 府 */, 0x770c /* 県 */, 0x5e02 /* 市 */,
		0x533a /* 区 */, 0x90e1 /* 郡 */ };
	size_t n, i;
	uint32_t c;

	while (at < text.len && text.ptr[at] == ' ')
		at++;
	for (n = 0; n < 5 && is_kanji(c = utf8_at(text, at)); n++) {
		for (i = 0; i < COUNT(ends); i++)
			if (c == ends[i] && n > 0)
				return true;
		utf8_next(text, &at);
	}
	return false;
}

bool
num_is_postal(struct span text, size_t from, size_t to)
{
	struct span number = span_sub(text, from, to);

	return (number.len == 8 && number.ptr[3] == '-') ||
	       (number.len == 7 && is_place(text, to));
}
