#include "import_drug.h"

#include "utf8.h"

#define COUNT(v) (sizeof(v) / sizeof(v)[0])

/* Everything here is as folding leaves it: narrow, small letters. */

/* What is done with it and what it comes in; the longest that fits goes. */
static const char *const forms[] = { "錠", "カプセル", "散", "末", "細粒",
	"顆粒", "ドライシロップ", "シロップ", "シロップ用", "エリキシル", "トローチ",
	"チュアブル", "ゼリー", "フィルム", "ドロップ", "液", "注", "注射",
	"注射用", "注射液", "静注", "静注用", "静注液", "点滴", "点滴静注", "点滴静注用",
	"点滴静注液", "点滴用", "筋注", "筋注用", "皮下注", "皮下注用", "髄注", "関節注",
	"水懸筋注", "持続性水懸筋注", "注用", "輸液", "軟膏", "眼軟膏", "クリーム",
	"ローション", "ゲル", "スプレー", "エアゾール", "エアゾル", "フォーム", "テープ",
	"パップ", "パッチ", "貼付剤", "点眼液", "点眼", "点眼用", "点鼻液", "点鼻", "点耳液",
	"耳科用", "吸入液", "吸入", "吸入用", "吸入粉末剤", "坐剤", "坐薬", "腟錠", "腟坐剤",
	"注腸", "浣腸", "浣腸液", "うがい液", "内用液", "内服液", "外用液", "消毒液",
	"消毒用液", "内用剤", "内用懸濁液", "懸濁液", "懸濁性", "懸濁用", "透析剤", "透析用",
	"配合", "配合散", "配合液", "腸溶", "徐放", "舌下", "口腔内崩壊", "口腔用", "歯科用", "糖衣", "発泡",
	"分散", "粒状", "シリンジ", "キット", "バッグ", "ペン", "カート", "オートインジェクター",
	"フレックスペン", "フレックスタッチ", "ミリオペン", "ソロスター", "イノレット",
	"ディスカス", "ロタディスク", "エリプタ", "タービュヘイラー", "レスピマット",
	"ブリーズヘラー", "ハンディヘラー", "スイングヘラー", "パック", "スティック", "分包",
	"原末", "成人用", "小児用", "医療用", "調剤用", "用", "硝子体内",
	"局所", "経腸用", "静脈用", "鼻腔用", "プラスター", "液剤", "高用量", "中用量",
	"低用量", "od", "ds", "bs" };

/* Behind a name in katakana the first of these ends it, whatever follows. */
static const char *const ends[] = { "錠", "カプセル", "吸入", "点眼", "点鼻", "点滴",
	"静注", "皮下注", "筋注", "注", "配合", "内服", "経口", "軟膏", "顆粒", "細粒", "懸濁",
	"腟用", "成人用", "小児用", "眼科", "耳鼻科", "ds", "od", "bs", "腹膜透析", "噴霧", "組織接着", "眼粘弾", "徐放", "腸溶", "消毒液" };


/* Salts and crystal water: only behind a name in katakana. */
static const char *const salts[] = { "塩酸塩", "硫酸塩", "臭化水素酸塩", "酢酸塩",
	"リン酸塩", "一硫酸塩", "硝酸塩", "マレイン酸塩", "フマル酸塩", "クエン酸塩", "酒石酸塩",
	"メシル酸塩", "ベシル酸塩", "トシル酸塩", "コハク酸塩", "シュウ酸塩", "安息香酸塩",
	"プロピオン酸エステル", "酢酸エステル", "リン酸エステルナトリウム",
	"コハク酸エステルナトリウム", "吉草酸エステル", "酪酸エステル",
	"エチルコハク酸エステル", "キシナホ酸塩", "臭化物", "塩化物", "エタノール付加物", "ナトリウム",
	"カリウム", "カルシウム" };

static const char *const hydrates[] = { "水和物", "一水和物", "二水和物",
	"三水和物", "無水物" };

static const char *const makers[] = { "ツムラ", "クラシエ", "コタロー", "オースギ",
	"ジュンコウ", "三和", "テイコク", "マツウラ", "本草", "太虎堂", "東洋", "サカモト",
	"ホノミ", "トチモト", "ウチダ", "高砂", "jps" };

static const struct {
	const char *open, *close;
} brackets[] = {
	{ "「", "」" }, { "(", ")" }, { "〔", "〕" }, { "[", "]" },
	{ "〈", "〉" }, { "<", ">" }, { "【", "】" }, { "『", "』" },
};

#define NAME_MIN 4 /* characters that must be left of a name cut at will */

static bool
longest_end(struct span s, const char *const *v, size_t n, size_t *len)
{
	size_t i;

	*len = 0;
	for (i = 0; i < n; i++)
		if (strlen(v[i]) > *len && strlen(v[i]) < s.len &&
		    span_ends(s, span_of(v[i])))
			*len = strlen(v[i]);
	return *len > 0;
}

/* A pair of brackets at the end of the name, or nothing. */
static size_t
bracket_at_end(struct span s)
{
	struct span open, close;
	size_t i, at;

	for (i = 0; i < COUNT(brackets); i++) {
		open = span_of(brackets[i].open);
		close = span_of(brackets[i].close);
		if (!span_ends(s, close))
			continue;
		for (at = s.len - close.len; at > 0; at--)
			if (span_starts(span_sub(s, at, s.len), open))
				return s.len - at;
	}
	return 0;
}

static size_t
bracket_at_start(struct span s)
{
	const char *end;
	struct span close;
	size_t i;

	for (i = 0; i < COUNT(brackets); i++) {
		close = span_of(brackets[i].close);
		if (!span_starts(s, span_of(brackets[i].open)))
			continue;
		end = memmem(s.ptr, s.len, close.ptr, close.len);
		if (end != NULL && (size_t)(end - s.ptr) + close.len < s.len)
			return (size_t)(end - s.ptr) + close.len;
	}
	return 0;
}

static bool
is_unit(uint32_t c)
{
	return is_latin(c) || c == '%' || c == '/' || c == 0x3bc /* μ */ ||
	    c == 0xd7 /* × */;
}

static bool
is_amount(uint32_t c)
{
	return is_digit(c) || c == '.' || c == ',';
}

static size_t
back_while(struct span s, size_t at, bool (*want)(uint32_t))
{
	uint32_t c;

	while ((c = utf8_before(s, at)) != 0 && want(c))
		at = utf8_prev(s, at);
	return at;
}

/* 30mg, 5%, 100単位: a digit that begins an amount of something. */
static bool
begins_amount(struct span s)
{
	static const char *const units[] = { "mg", "g", "ml", "μ", "%", "iu",
		"単位", "w/", "meq", "l", "万", "番" };
	size_t at = 0, i;

	while (at < s.len && is_amount((unsigned char)s.ptr[at]))
		at++;
	for (i = 0; at > 0 && i < COUNT(units); i++)
		if (span_starts(span_sub(s, at, s.len), span_of(units[i])))
			return true;
	return false;
}

/* 12mg, 5%, 0.125mg, 25mgtre, 50単位; also letters alone: 錠hd, ロサルタンk. */
static size_t
strength_at_end(struct span s)
{
	static const char *const words[] = { "単位", "万単位", "国際単位",
		"万国際単位", "億", "回", "枚", "滴", "ブリスター", "時間", "管", "瓶" };
	size_t word, unit, amount;
	uint32_t c;

	longest_end(s, words, COUNT(words), &word);
	unit = back_while(s, s.len - word, is_unit);
	amount = back_while(s, unit, is_amount);
	c = utf8_before(s, amount);
	if (amount < unit && c != 0 &&
	    (!is_latin(c) ||
	        (begins_amount(span_sub(s, amount, s.len)) &&
	            utf8_count(span_sub(s, 0, amount)) >= NAME_MIN)))
		return s.len - amount;
	if (word > 0 || unit == s.len || amount < unit)
		return 0;
	return utf8_count(span_sub(s, 0, unit)) >= NAME_MIN ? s.len - unit : 0;
}

static size_t
salt_at_end(struct span s)
{
	size_t len;

	if (longest_end(s, hydrates, COUNT(hydrates), &len))
		return utf8_count(s) - utf8_count(span_sub(s, s.len - len,
		               s.len)) >= NAME_MIN ? len : 0;
	if (!longest_end(s, salts, COUNT(salts), &len) ||
	    utf8_count(span_sub(s, 0, s.len - len)) < NAME_MIN ||
	    !is_katakana(utf8_before(s, s.len - len)))
		return 0;
	return len;
}

/* Signs between what was cut and the name. */
static size_t
sign_at_end(struct span s)
{
	static const char *const signs[] = { " ", "-", "・", "ー・", "〉", "#",
		"~", "、", "_" };
	size_t len;

	return longest_end(s, signs, COUNT(signs), &len) ? len : 0;
}

/*
 * A form of one kanji behind kanji belongs to the name (腹膜透析液, 芍薬散), but
 * not behind an acid or a salt (塩酸塩注).
 */
static size_t
form_at_end(struct span s)
{
	struct span rest;
	size_t len;

	if (!longest_end(s, forms, COUNT(forms), &len))
		return 0;
	rest = span_sub(s, 0, s.len - len);
	if (is_latin((unsigned char)s.ptr[rest.len]))
		return is_latin(utf8_before(rest, rest.len)) ? 0 : len;
	if (len == strlen("液") && !span_ends(s, SPAN("錠")) &&
	    is_kanji(utf8_before(rest, rest.len)) &&
	    !span_ends(rest, SPAN("塩")) && !span_ends(rest, SPAN("酸")) &&
	    !span_ends(rest, SPAN("物")))
		return 0;
	return len;
}

/* Where a form or an amount ends a name of katakana, or s.len. */
static size_t
first_end(struct span s)
{
	struct span rest;
	size_t at, i;

	for (at = strlen("ネスプ"); at < s.len; at++) {
		if (!utf8_is_lead(s.ptr[at]) ||
		    !is_katakana(utf8_before(s, at)))
			continue;
		rest = span_sub(s, at, s.len);
		if (begins_amount(rest))
			return at;
		for (i = 0; i < COUNT(ends); i++)
			if (span_starts(rest, span_of(ends[i])))
				return at;
	}
	return s.len;
}

static size_t
cut_at_end(struct span s)
{
	static size_t (*const cuts[])(struct span) = { bracket_at_end,
		sign_at_end, strength_at_end, salt_at_end, form_at_end };
	size_t i, len;

	for (i = 0; i < COUNT(cuts); i++)
		if ((len = cuts[i](s)) > 0)
			return len;
	return 0;
}

/* 〔東洋〕, ツムラ before an extract, 5% or 10mg before the name. */
static size_t
cut_at_start(struct span s, bool extract)
{
	static const char *const units[] = { "%", "w/v%", "mg", "ml" };
	size_t i, at;

	if ((at = bracket_at_start(s)) > 0)
		return at;
	for (i = 0; extract && i < COUNT(makers); i++)
		if (span_starts(s, span_of(makers[i])) &&
		    strlen(makers[i]) < s.len)
			return strlen(makers[i]);
	if (extract && span_starts(s, SPAN("の")))
		return strlen("の"); /* トチモトの大柴胡湯 */
	if (span_starts(s, SPAN("注射用")) && s.len > strlen("注射用"))
		return strlen("注射用");
	while (at < s.len && is_amount((unsigned char)s.ptr[at]))
		at++;
	if (at == 0)
		return s.ptr[0] == ' ' && s.len > 1 ? 1 : 0;
	for (i = 0; i < COUNT(units); i++)
		if (span_starts(span_sub(s, at, s.len), span_of(units[i])) &&
		    at + strlen(units[i]) < s.len)
			return at + strlen(units[i]);
	return 0;
}

void
drug_name(struct span s, size_t *from, size_t *to)
{
	const struct span mark = SPAN("エキス");
	const char *extract = memmem(s.ptr, s.len, mark.ptr, mark.len);
	size_t cut;

	*from = 0;
	*to = s.len;
	while ((cut = cut_at_start(span_sub(s, *from, *to),
	            extract != NULL)) > 0)
		*from += cut;
	if (extract != NULL && extract > s.ptr + *from) {
		/* 芍薬散 keeps its 散, 六味地黄丸料 loses its 料 */
		*to = (size_t)(extract - s.ptr);
		if (span_ends(span_sub(s, *from, *to), SPAN("料")))
			*to -= strlen("料");
		*to -= strength_at_end(span_sub(s, *from, *to)); /* fc */
		return;
	}
	*to = *from + first_end(span_sub(s, *from, *to));
	while ((cut = cut_at_end(span_sub(s, *from, *to))) > 0)
		*to -= cut;
}
