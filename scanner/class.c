#include "class.h"

#define T CLASS_TRIGGER
#define M CLASS_MASKED
#define W CLASS_WHOLE
#define N CLASS_NAMES

/* clang-format off */
const struct class classes[] = {
	/* first: so that class 0 is never a finding */
	{ "stop", "除外語", "stop word", 0 },
	{ "person.name", "氏名", "name", M | N },
	{ "person.surname", "姓", "surname", M | N },
	{ "person.masked", "伏せた氏名", "masked name", M | N },
	{ "person.initial", "イニシャル", "initials", M | N },
	{ "person.kana", "カナ氏名", "name in kana", M | N },
	{ "person.patient", "患者", "patient", T },
	{ "person.demographic", "人物像", "kind of person", T | M },
	{ "person.relation", "関係のある人", "acquaintance", T | M },
	{ "person.famous", "著名人", "famous person", T | M },
	{ "person.occupation", "職業", "occupation", M },
	{ "person.staff", "職員", "staff", 0 },
	{ "person.stranger", "患者でない人", "no patient here", 0 },
	{ "person.self", "本人", "the author", 0 },
	{ "person.family", "家族", "family", 0 },
	{ "person.kin", "患者の家族", "a patient's family", T },
	{ "person.pet", "ペット", "pet", 0 },
	{ "roster.patient", "患者本人の情報", "a patient's data", T | M | N },
	{ "roster.name", "患者の氏名", "a patient's name", T | M | N },
	{ "roster.name.sole", "患者の氏名", "a patient's name", T | M | N },
	{ "roster.few", "少数の患者に絞れる情報", "what few patients fit", T | M | N },
	{ "roster.vip", "特別な配慮を要する人", "a person of special care", T | M | N },
	{ "number.patient", "患者番号", "patient number", T | M },
	{ "number.short", "患者番号", "patient number", T | M },
	{ "number.unlabelled", "ID番号", "ID number", T | M },
	{ "number.national", "公的番号", "national number", T | M },
	{ "number.insurance", "保険の番号", "insurance number", T | M },
	{ "number.card", "カード番号", "card number", T | M },
	{ "number.mobile", "電話番号", "phone number", T | M },
	{ "contact.phone", "電話番号", "phone number", T | M },
	{ "contact.email", "メールアドレス", "e-mail address", T | M },
	{ "place.postal", "郵便番号", "postal code", T | M },
	{ "place.address", "住所", "address", T | M },
	{ "place.name", "地名", "place", 0 },
	{ "date.birth", "生年月日", "date of birth", T | M },
	{ "date.written", "生年月日", "date of birth", M },
	{ "date.day", "日付", "date", 0 },
	{ "age", "年齢", "age", T | M },
	{ "sex", "性別", "sex", 0 },
	{ "care.department", "診療科", "department", T },
	{ "care.ward", "病棟", "ward", T },
	{ "care.room", "病室", "room", T | M },
	{ "care.bed", "ベッド", "bed", T | M },
	{ "facility", "施設", "facility", T },
	{ "facility.named", "施設名", "named facility", T | M },
	{ "workplace", "勤務先", "the author's workplace", T },
	{ "disease", "病名", "disease", T | M },
	{ "disease.common", "ありふれた病気", "common illness", T | M },
	{ "disease.sensitive", "特に慎重を要する病名", "sensitive condition", T | M },
	{ "symptom", "症状", "symptom", T | M },
	{ "symptom.common", "ありふれた症状", "common symptom", T },
	{ "drug", "薬", "drug", T | M },
	{ "drug.common", "ありふれた薬", "common drug", T },
	{ "procedure", "処置", "procedure", T | M },
	{ "procedure.common", "ありふれた処置", "common procedure", T },
	{ "test", "検査", "test", T | M },
	{ "test.common", "ありふれた検査", "common test", T },
	{ "device", "器具", "device", T | M },
	{ "result", "検査結果", "result", T | M },
	{ "vital", "バイタルサイン", "vital sign", T | M },
	{ "vital.value", "バイタル値", "vital sign value", T | M },
	{ "event.visit", "受診", "visit", T },
	{ "form.come", "来訪", "coming", T },
	{ "event.admission", "入院", "admission", T },
	{ "event.discharge", "退院", "discharge", T },
	{ "event.transport", "搬送", "transport", T },
	{ "event.surgery", "手術", "operation", T },
	{ "event.birth", "出産", "birth", T },
	{ "event.death", "死亡", "death", T },
	{ "event.worsen", "急変", "sudden change", T },
	{ "incident", "事件・事故", "incident", T },
	{ "improper", "不適切な対応", "improper handling", T },
	{ "complaint", "苦情・暴言", "complaint", T },
	{ "record.image", "記録の画像", "picture of a record", T },
	{ "record.copy", "診療記録", "record", T },
	{ "record.text", "記録の文", "record text", T },
	{ "record.row", "一覧の行", "row of a list", T },
	{ "channel.share", "共有", "sharing", T },
	{ "time", "時", "time", 0 },
	{ "nursing", "ケア", "nursing", T },
	{ "body", "身体", "body", 0 },
	{ "context.work", "勤務", "care work", T },
	{ "scene", "場面", "scene", T },
	{ "context.fiction", "創作", "fiction", 0 },
	{ "context.news", "報道", "news", 0 },
	{ "context.exam", "学習", "study", 0 },
	{ "context.notice", "お知らせ", "notice", 0 },
	{ "context.advice", "助言", "advice", 0 },
	{ "context.figurative", "比喩", "figure of speech", 0 },
	{ "context.hypothetical", "仮定", "hypothesis", 0 },
	{ "context.own", "本人の受診", "own care", 0 },
	{ "context.general", "一般論", "generality", 0 },
	{ "context.trade", "他業種", "another trade", 0 },
	{ "form.past", "過去", "past tense", 0 },
	{ "form.person", "人を指す語", "somebody", T },
	{ "form.somebody", "人を指す語", "somebody", 0 },
	{ "form.ours", "自分の所属", "our place", 0 },
	{ "form.quote", "発言の引用", "quoted speech", 0 },
	{ "form.address", "敬称", "form of address", W },
	{ "form.title", "肩書", "title", 0 },
	{ "form.topic", "話題にする語", "topic", W },
	{ "form.label", "氏名の項目", "label of a name", W },
	{ "form.label.patient", "患者氏名の項目", "label of a patient's name", W },
	{ "form.label.event", "入退院の項目", "label of an event", W },
	{ "form.cell", "表の区切り", "between cells", W },
	{ "form.topic.part", "話題にする語", "topic", W },
	{ "nostory", "話ではない", "no story", 0 },
	{ "story.weak", "話の手がかり", "clue of a story", W },
	{ "story.likely", "話の手がかり", "clue of a story", W },
	{ "story.strong", "話の手がかり", "clue of a story", W },
	{ "name.family", "姓", "surname", 0 },
	{ "name.given", "名", "given name", 0 },
};
/* clang-format on */

#undef T
#undef M
#undef W
#undef N

const size_t nclasses = sizeof classes / sizeof classes[0];

_Static_assert(
    sizeof classes / sizeof classes[0] <= LIMIT_CLASSES, "raise LIMIT_CLASSES");

int
class_find(struct span name)
{
	size_t i;

	if (name.len == 0 || memchr(name.ptr, '\0', name.len) != NULL)
		return -1; /* strncmp() would stop there */
	for (i = 0; i < nclasses; i++)
		if (classes[i].name[0] == name.ptr[0] &&
		    !strncmp(classes[i].name, name.ptr, name.len) &&
		    classes[i].name[name.len] == '\0')
			return (int)i;
	return -1;
}

bool
class_select(struct span name, struct class_set *set)
{
	bool only = name.len > 0 && name.ptr[0] == '=', any = false;
	struct span n, want = only ? span_sub(name, 1, name.len) : name;
	size_t i;

	for (i = 0; i < nclasses; i++) {
		n = span_of(classes[i].name);
		if (span_eq(n, want) ||
		    (!only && span_starts(n, want) && n.len > want.len &&
		        n.ptr[want.len] == '.')) {
			class_add(set, (unsigned)i);
			any = true;
		}
	}
	return any;
}

size_t
shuhi_class_count(void)
{
	return nclasses;
}

void
shuhi_class_at(size_t i, struct shuhi_class_info *info)
{
	*info = (struct shuhi_class_info){ 0 };
	if (i < nclasses)
		*info = (struct shuhi_class_info){
			.name = classes[i].name,
			.label = { classes[i].ja, classes[i].en },
			.masked = classes[i].flags & CLASS_MASKED,
		};
}

bool
class_masked(const char *name)
{
	int class = class_find(span_of(name));

	return class < 0 || (classes[class].flags & CLASS_MASKED);
}
