#include "label.h"

#include "utf8.h"

/*
 * Names of programs' fields, without case, - and _.  A bare "name" or "age" is
 * not here: it is the poster's own more often than a patient's.
 */
static const struct {
	const char *name, *label;
} labels[] = {
	{ "patientname", "患者氏名" },
	{ "patientfullname", "患者氏名" },
	{ "patient", "患者" },
	{ "patientid", "患者ID" },
	{ "patientno", "患者番号" },
	{ "patientnumber", "患者番号" },
	{ "kanjiname", "氏名" },
	{ "fullname", "氏名" },
	{ "shimei", "氏名" },
	{ "namekana", "カナ氏名" },
	{ "kananame", "カナ氏名" },
	{ "patientkana", "カナ氏名" },
	{ "furigana", "フリガナ" },
	{ "birthdate", "生年月日" },
	{ "birthday", "生年月日" },
	{ "dateofbirth", "生年月日" },
	{ "dob", "生年月日" },
	{ "patientage", "年齢" },
	{ "address", "住所" },
	{ "patientaddress", "住所" },
	{ "tel", "電話番号" },
	{ "phone", "電話番号" },
	{ "phonenumber", "電話番号" },
	{ "mynumber", "マイナンバー" },
	{ "insurerno", "保険者番号" },
	{ "insurednumber", "被保険者番号" },
	{ "insuredno", "被保険者番号" },
	{ "diagnosis", "病名" },
	{ "disease", "病名" },
	{ "symptom", "症状" },
	{ "prescription", "処方" },
	{ "medication", "処方薬" },
	{ "allergy", "アレルギー" },
	{ "ward", "病棟" },
	{ "admissiondate", "入院日" },
	{ "admittedon", "入院日" },
	{ "dischargedate", "退院日" },
	{ "chartno", "カルテ番号" },
	{ "mrn", "カルテ番号" },
};

#define NAME_MAX_LEN 24

/* a program's name for a field: letters, digits, and what joins them */
static bool
is_identifier(struct span s)
{
	size_t i, ndigits = 0;

	for (i = 0; i < s.len; i++) {
		if (!is_latin((unsigned char)s.ptr[i]) &&
		    !is_digit((unsigned char)s.ptr[i]) &&
		    strchr("-_.:$[]@/", s.ptr[i]) == NULL)
			return false;
		ndigits += is_digit((unsigned char)s.ptr[i]);
	}
	return ndigits < 6; /* else it is a number that was made a key */
}

static const char *const people[] = { "from", "to", "cc", "bcc", "sender",
	"recipient", "recipients", "replyto", "author", "username",
	"screenname", "displayname" };

/* The letters of a name, small; "" when it is longer than any we know. */
static void
letters_of(struct span name, char out[NAME_MAX_LEN + 1])
{
	size_t i, n = 0;

	for (i = 0; i < name.len && n <= NAME_MAX_LEN; i++)
		if (is_latin((unsigned char)name.ptr[i]) && n++ < NAME_MAX_LEN)
			out[n - 1] = name.ptr[i] | 0x20;
	out[n <= NAME_MAX_LEN ? n : 0] = '\0';
}

struct span
label_of(struct span name)
{
	char plain[NAME_MAX_LEN + 1];
	size_t i;

	if (name.len == 0 || !is_identifier(name))
		return name;
	letters_of(name, plain);
	for (i = 0; i < sizeof labels / sizeof *labels; i++)
		if (strcmp(labels[i].name, plain) == 0)
			return span_of(labels[i].label);
	return SPAN("");
}

bool
label_is_people(struct span name)
{
	char plain[NAME_MAX_LEN + 1];
	size_t i;

	if (name.len == 0 || !is_identifier(name))
		return false;
	letters_of(name, plain);
	for (i = 0; i < sizeof people / sizeof *people; i++)
		if (strcmp(people[i], plain) == 0)
			return true;
	return false;
}
