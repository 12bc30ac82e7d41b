#include "import_filter.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "class.h"
#include "err.h"
#include "fnv.h"
#include "import_drug.h"
#include "utf8.h"

#define COUNT(v) (sizeof(v) / sizeof(v)[0])

#define WORD_CHARS  4 /* up to so many: only as a word of its own */
#define KANJI_MIN   3
#define KANA_MIN    4
#define LATIN_MIN   3

const struct reason_text reasons[NREASONS] = {
	[REASON_NONE] = { "kept", { "採用", "kept" } },
	[REASON_CONTROL] = { "control",
	    { "改行・制御文字、または # で始まる",
	        "holds a line end or control character, or begins with #" } },
	[REASON_LIMIT] = { "too-long", { "長すぎる", "too long" } },
	[REASON_KNOWN] = { "known",
	    { "守秘の辞書にある", "in our dictionary already" } },
	[REASON_EVERYDAY] = { "everyday", { "日常語", "an everyday word" } },
	[REASON_NAME] = { "name", { "人名と同じ", "also a person's name" } },
	[REASON_BASE] = { "base",
	    { "生薬・基剤など", "a crude drug, or what drugs are made with" } },
	[REASON_COMBINED] = { "combined",
	    { "成分の列挙", "a list of ingredients" } },
	[REASON_NO_ICD] = { "no-icd", { "ICD コードがない", "no ICD code" } },
	[REASON_HIRAGANA] = { "hiragana", { "ひらがなだけ", "only hiragana" } },
	[REASON_LATIN] = { "latin",
	    { "数字だけ、または英数字 2 字以下",
	        "only digits, or fewer than 3 letters and digits" } },
	[REASON_SHORT] = { "too-short",
	    { "短すぎる（漢字 3・かな 4 字未満）",
	        "too short (kanji under 3, kana under 4)" } },
	[REASON_SIGNS] = { "signs",
	    { "語ではない記号がある", "signs that no word has" } },
	[REASON_NO_MORPHEME] = { "no-morpheme",
	    { "病名らしい字を含まない", "nothing in it that says disease" } },
};

/* A word with one of these speaks of disease. */
static const char *const morphemes[] = { "症", "病", "炎", "癌", "がん", "腫", "痛",
	"熱", "不全", "障害", "麻痺", "まひ", "梗塞", "骨折", "出血", "中毒", "欠損",
	"奇形", "感染", "瘤", "瘍", "疹", "疾患", "閉塞", "狭窄", "脱臼", "捻挫", "損傷",
	"裂傷", "挫傷", "挫創", "切創", "刺創", "咬創", "熱傷", "外傷", "打撲", "断裂",
	"破裂", "結石", "ヘルニア", "血栓", "塞栓", "穿孔", "萎縮", "硬化", "肥大", "異常",
	"貧血", "発作", "痙攣", "けいれん", "てんかん", "ショック", "アレルギー", "喘息",
	"ぜんそく", "膿", "嚢胞", "のう胞", "ポリープ", "浮腫", "黄疸", "壊死", "壊疽",
	"ジストロフィ", "ニューロパチ", "ミオパチ", "アミロイドーシス", "アシドーシス",
	"結核", "白血", "リンパ", "転移", "失神", "昏睡", "せん妄", "認知", "失調", "拒絶",
	"不育", "うっ血", "びらん", "癒着", "瘻", "依存" };

/* What does special harm when it becomes known. */
static const char *const sensitive[] = { "hiv", "エイズ", "ヒト免疫不全", "梅毒",
	"淋菌", "淋病", "クラミジア", "コンジローム", "コンジローマ", "性感染",
	"b型肝炎", "c型肝炎", "b型慢性肝炎", "c型慢性肝炎", "ハンセン", "らい性", "統合失調",
	"分裂病", "精神病", "精神障害", "精神遅滞", "知的障害", "発達障害", "自閉", "双極",
	"躁", "うつ病", "うつ状態", "鬱", "抑うつ", "妄想", "人格障害", "パーソナリティ障害",
	"摂食障害", "妊娠", "妊婦", "中絶", "流産", "死産", "不妊", "無精子", "勃起", "性機能",
	"性同一性", "性別", "自殺", "自傷", "希死", "依存症", "乱用", "覚醒剤", "覚せい剤",
	"麻薬", "大麻", "遺伝", "家族性", "染色体", "トリソミー", "ダウン症", "虐待", "末期癌", "末期がん" };

/*
 * Everyday words that our dictionaries need no class for, yet masters hold: what
 * is felt, and what is in a kitchen.
 */
static const char *const everyday[] = { "ショック", "罪悪感", "不器用", "安心感",
	"不安感", "嫌悪感", "違和感", "疲労感", "無力感", "血液型", "恐怖症", "高所恐怖症",
	"睡眠不足", "水分不足", "運動不足", "不登校", "不機嫌", "不注意", "注意力散漫",
	"情緒不安", "情緒不安定", "強迫観念", "体力低下", "体力消耗", "口呼吸", "同性愛",
	"痛くなる", "結構痛い", "ドキドキ感", "膨満感", "アレルギー反応", "物アレルギー",
	"感染リスク", "カフェイン", "ビタミン", "ビタミンa", "ビタミンb", "ビタミンc",
	"ビタミンd", "ビタミンe", "ニコチン", "ゼラチン", "ブドウ糖", "アスパラ", "メラトニン",
	"グリセリン", "アルコール", "エタノール", "コラーゲン", "スギ花粉", "カルシウム",
	"マグネシウム", "アミノ酸", "クエン酸", "葉酸", "鉄剤", "酸素", "重曹", "重ソー" };

/* And by code: from, to (three characters of ICD-10). */
static const char icd_sensitive[][2][4] = {
	{ "A50", "A64" }, /* sexually transmitted */
	{ "B16", "B24" }, /* viral hepatitis, HIV */
	{ "F10", "F50" }, /* of the mind: not dementia, not sleep */
	{ "F52", "F99" },
	{ "O00", "O08" }, /* pregnancies that ended early */
	{ "Q90", "Q99" }, /* chromosomes */
	{ "X60", "X84" }, /* by one's own hand */
};

/* ---- words known or seen ---------------------------------------------- */

struct filter_slot {
	struct span key; /* folded */
	struct class_set known;
	bool used, seen;
};

static struct filter_slot *
slot_of(struct filter_slot *v, size_t n, struct span key)
{
	size_t i = fnv(FNV_START, key) & (n - 1);

	while (v[i].used && !span_eq(v[i].key, key))
		i = (i + 1) & (n - 1);
	return &v[i];
}

static int
widen(struct filter *f, struct shuhi_error *err)
{
	size_t n = f->nslots == 0 ? 1u << 18 : f->nslots * 2, i;
	struct filter_slot *v = calloc(n, sizeof *v);

	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	for (i = 0; i < f->nslots; i++)
		if (f->slots[i].used)
			*slot_of(v, n, f->slots[i].key) = f->slots[i];
	free(f->slots);
	f->slots = v;
	f->nslots = n;
	return 0;
}

/* The slot of a folded word whose memory lives as long as the filter. */
static int
slot_take(struct filter *f, struct span key, struct filter_slot **slot,
    struct shuhi_error *err)
{
	if (f->used >= f->nslots / 2 && widen(f, err) != 0)
		return -1;
	*slot = slot_of(f->slots, f->nslots, key);
	if (!(*slot)->used) {
		(*slot)->used = true;
		(*slot)->key = key;
		f->used++;
	}
	return 0;
}

/* ---- opening ---------------------------------------------------------- */

/* A table as folding would leave it, ended by an empty span. */
static int
fold_table_of(struct filter *f, const char *const *v, size_t n,
    struct span **out, struct shuhi_error *err)
{
	struct folded folded;
	size_t i;

	if ((*out = ARENA_NEW(&f->arena, n + 1, struct span)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	for (i = 0; i < n; i++) {
		if (fold(f->fold, &f->arena, span_of(v[i]), &folded, err) != 0)
			return -1;
		(*out)[i] = folded.text;
	}
	return 0;
}

static int
load_known(struct filter *f, struct shuhi_error *err)
{
	struct filter_slot *slot;
	char data[PATH_MAX], *folder = NULL, *table = NULL;
	size_t i;
	int rc = -1;

	if (shuhi_data_dir(data, sizeof data, err) != 0)
		return -1;
	if (asprintf(&folder, "%s/dict", data) < 0)
		folder = NULL;
	if (asprintf(&table, "%s/dict/fold.tsv", data) < 0)
		table = NULL;
	if (folder == NULL || table == NULL)
		fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	else if (fold_table_new(table, &f->fold, err) == 0 &&
	    words_add_folder(&f->known, folder, f->fold, err) == 0)
		rc = words_settle(&f->known, err);
	free(folder);
	free(table);
	for (i = 0; rc == 0 && i < f->known.n; i++) {
		rc = slot_take(f, f->known.v[i].folded, &slot, err);
		if (rc == 0)
			class_add(&slot->known, f->known.v[i].class);
	}
	return rc;
}

int
filter_open(struct filter *f, struct shuhi_error *err)
{
	arena_init(&f->arena, LIMIT_ARENA);
	if (load_known(f, err) != 0)
		return -1;
	if (fold_table_of(f, morphemes, COUNT(morphemes), &f->morphemes,
	        err) != 0)
		return -1;
	if (fold_table_of(f, sensitive, COUNT(sensitive), &f->sensitive,
	        err) != 0)
		return -1;
	return fold_table_of(f, everyday, COUNT(everyday), &f->everyday, err);
}

void
filter_close(struct filter *f)
{
	if (f->fold != NULL)
		fold_table_free(f->fold);
	words_free(&f->known);
	arena_fini(&f->arena);
	free(f->slots);
	*f = (struct filter){ 0 };
}

/* ---- what a word is made of -------------------------------------------- */

struct made_of {
	size_t all, kanji, hiragana, katakana, latin, digits;
	bool control, signs;
};

static struct made_of
look_at(struct span s)
{
	struct made_of m = { 0 };
	size_t at = 0;
	uint32_t c;

	while (at < s.len && (c = utf8_next(s, &at)) != UTF8_BAD) {
		m.all++;
		m.kanji += is_kanji(c);
		m.hiragana += is_hiragana(c);
		m.katakana += is_katakana(c);
		m.latin += is_latin(c);
		m.digits += is_digit(c);
		m.control |= c < ' ' || (c >= 0x7f && c < 0xa0) ||
		    c == 0x2028 || c == 0x2029;
		m.signs |= c == '*' || c == '?' || c == '!' || c == '=' ||
		    c == 0x203b /* ※ */ || c == 0x25cb /* ○ */;
	}
	return m;
}

static bool
is_one_of(struct span s, const struct span *v)
{
	for (; v->len > 0; v++)
		if (span_eq(s, *v))
			return true;
	return false;
}

static bool
has_one_of(struct span s, const struct span *v)
{
	for (; v->len > 0; v++)
		if (span_has(s, *v))
			return true;
	return false;
}

/* The first of several codes that is one: "-1", "ｺｰﾄﾞ無し" are none. */
static struct span
first_icd(struct span s)
{
	size_t i;
	char c;

	for (i = 0; i + 3 <= s.len; i++) {
		c = s.ptr[i];
		if (is_latin((unsigned char)c) &&
		    (i == 0 || !is_latin((unsigned char)s.ptr[i - 1])) &&
		    is_digit((unsigned char)s.ptr[i + 1]) &&
		    is_digit((unsigned char)s.ptr[i + 2]))
			return span_sub(s, i, i + 3);
	}
	return SPAN("");
}

static bool
icd_is_sensitive(struct span code)
{
	size_t i;

	if (code.len < 3)
		return false;
	for (i = 0; i < COUNT(icd_sensitive); i++)
		if (strncasecmp(code.ptr, icd_sensitive[i][0], 3) >= 0 &&
		    strncasecmp(code.ptr, icd_sensitive[i][1], 3) <= 0)
			return true;
	return false;
}

static const char *
class_of(const struct filter *f, const struct candidate *c, struct span folded)
{
	struct span code = first_icd(c->icd);

	if (f->as == AS_NAMES || f->as == AS_TSV)
		return classes[c->class].name;
	if (f->as == AS_RECEIPT_DRUG)
		return "drug";
	if (icd_is_sensitive(code) || has_one_of(folded, f->sensitive))
		return "disease.sensitive";
	return code.len > 0 && (code.ptr[0] == 'R' || code.ptr[0] == 'r')
	    ? "symptom" : "disease";
}

/* ---- judging ---------------------------------------------------------- */

static bool
is_name(size_t class)
{
	return span_starts(span_of(classes[class].name), SPAN("name."));
}

/* Everybody says it: a class that frames, or one named common. */
static bool
is_everyday(size_t class)
{
	if (span_ends(span_of(classes[class].name), SPAN(".common")))
		return true;
	return !(classes[class].flags & CLASS_TRIGGER) && !is_name(class);
}

/* A name may well be a place or a trade; only frames are no names. */
static bool
is_no_name(size_t class)
{
	struct span name = span_of(classes[class].name);

	return span_eq(name, SPAN("stop")) || span_starts(name, SPAN("context."));
}

static enum reason
judge_known(const struct filter *f, const struct candidate *c,
    const struct class_set *known)
{
	enum reason reason = REASON_NONE;
	size_t i;

	if (f->as == AS_TSV) /* may say again what is known, differently */
		return c->attributes.len == 0 &&
		        class_in(known, (unsigned)c->class)
		    ? REASON_KNOWN : REASON_NONE;
	for (i = 0; i < nclasses; i++) {
		if (!class_in(known, (unsigned)i))
			continue;
		if (f->as == AS_NAMES) {
			if ((int)i == c->class)
				return REASON_KNOWN;
			if (is_no_name(i))
				reason = REASON_EVERYDAY;
		} else if (is_everyday(i))
			return REASON_EVERYDAY;
		else if (!is_name(i))
			reason = REASON_KNOWN;
		else if (reason == REASON_NONE)
			reason = REASON_NAME;
	}
	return reason;
}

static enum reason
judge_letters(const struct filter *f, const struct made_of *m)
{
	size_t ja = m->kanji + m->hiragana + m->katakana;

	if (f->as != AS_NAMES && m->hiragana > 0 && m->kanji == 0 &&
	    m->katakana == 0 && m->latin == 0)
		return REASON_HIRAGANA;
	if (ja == 0 && (m->latin == 0 || m->latin + m->digits < LATIN_MIN))
		return REASON_LATIN;
	if (f->as == AS_NAMES)
		return m->all < 2 && m->kanji == 0 ? REASON_SHORT : REASON_NONE;
	if (ja > 0 && m->all < (m->kanji > 0 ? KANJI_MIN : KANA_MIN))
		return REASON_SHORT;
	return m->signs ? REASON_SIGNS : REASON_NONE;
}

static bool
is_disease_list(const struct filter *f)
{
	return f->as == AS_MANBYO || f->as == AS_RECEIPT_DISEASE ||
	    f->as == AS_MEDIS;
}

/*
 * Kanji alone may name a disease without saying so (扁平足, 内反足); with
 * hiragana between them it is a phrase that anybody uses (落ち着かない).
 */
static bool
says_disease(const struct filter *f, const struct made_of *m,
    struct span folded)
{
	return (m->kanji > 0 && m->hiragana == 0) ||
	    has_one_of(folded, f->morphemes) ||
	    has_one_of(folded, f->sensitive);
}

static enum reason
judge(const struct filter *f, const struct candidate *c, struct span surface,
    struct span folded, const struct class_set *known)
{
	struct made_of raw = look_at(surface), m = look_at(folded);
	enum reason reason;

	if (raw.control || folded.len == 0 || surface.ptr[0] == '#')
		return REASON_CONTROL;
	if (surface.len > LIMIT_SURFACE)
		return REASON_LIMIT;
	if ((reason = judge_known(f, c, known)) != REASON_NONE ||
	    f->as == AS_TSV)
		return reason;
	if (f->as != AS_NAMES && is_one_of(folded, f->everyday))
		return REASON_EVERYDAY;
	if (c->base)
		return REASON_BASE;
	if (c->product && span_has(folded, SPAN("・")))
		return REASON_COMBINED;
	if (f->as == AS_MANBYO && first_icd(c->icd).len == 0)
		return REASON_NO_ICD;
	if ((reason = judge_letters(f, &m)) != REASON_NONE)
		return reason;
	return is_disease_list(f) && !says_disease(f, &m, folded)
	    ? REASON_NO_MORPHEME : REASON_NONE;
}

static const char *
attributes_of(const struct filter *f, struct span folded, bool doubtful)
{
	struct made_of m = look_at(folded);

	if (f->as == AS_TSV)
		return NULL;
	if (f->as == AS_NAMES)
		return m.kanji == 0 ? "reading" : "";
	return m.all <= WORD_CHARS || doubtful ? "word" : "";
}

/* A copy that stays, and its folding; a drug's name is cut to what is said. */
static int
settle(struct filter *f, const struct candidate *c, struct span *surface,
    struct span *folded, struct shuhi_error *err)
{
	size_t len = c->surface.len, from, to;
	struct folded whole;
	char *copy;

	if ((copy = ARENA_NEW(&f->arena, len + 1, char)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	memcpy(copy, c->surface.ptr, len);
	*surface = (struct span){ copy, len };
	if (fold(f->fold, &f->arena, *surface, &whole, err) != 0)
		return -1;
	*folded = whole.text;
	if (!c->product || whole.text.len == 0)
		return 0;
	drug_name(whole.text, &from, &to);
	*folded = span_sub(whole.text, from, to);
	*surface = span_sub(*surface, fold_start(&whole, from),
	    fold_end(&whole, to));
	return 0;
}

int
filter_judge(struct filter *f, const struct candidate *c, struct judged *j,
    struct shuhi_error *err)
{
	struct filter_slot *slot;
	struct span folded;
	bool doubtful;

	*j = (struct judged){ 0 };
	if (settle(f, c, &j->surface, &folded, err) != 0 ||
	    slot_take(f, folded, &slot, err) != 0)
		return -1;
	/* our own format may give one surface several classes */
	if (slot->seen && f->as != AS_TSV) {
		j->repeated = true;
		return 0;
	}
	slot->seen = true;
	j->reason = judge(f, c, j->surface, folded, &slot->known);
	doubtful = j->reason >= REASON_EVERYDAY;
	if (doubtful && f->keep_all)
		j->reason = REASON_NONE;
	j->class_name = class_of(f, c, folded);
	j->attributes = attributes_of(f, folded, doubtful);
	return 0;
}
