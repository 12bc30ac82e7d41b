/* Every way to write who a patient is, found in a text. */
#include "patients.h"

static void
test_a_name_in_kanji_needs_no_boundary(void **state)
{
	(void)state;
	finds("佐藤太郎さんに会った", "roster-name", ONE);
	finds("昨日の佐藤太郎は元気", "roster-name", ONE);
	finds("担当佐藤太郎済み", "roster-name", ONE);
}

static void
test_a_name_with_blanks_is_found(void **state)
{
	(void)state;
	finds("佐藤 太郎に会った", "roster-name", ONE);
	finds("佐藤　太郎に会った", "roster-name", ONE);
	finds("佐藤・太郎に会った", "roster-name", ONE);
}

static void
test_variant_kanji_are_one_name(void **state)
{
	(void)state;
	finds("高橋花子の試合", "roster-name", ONE);
	finds("髙橋花子の試合", "roster-name", ONE);
}

static void
test_kana_of_every_kind_and_width_is_found(void **state)
{
	static const char reason[] = "カナ氏名が一致する患者は1人だけ";

	(void)state;
	finds("サトウタロウの試合", "roster-name", reason);
	finds("サトウ タロウの試合", "roster-name", reason);
	finds("ｻﾄｳ ﾀﾛｳの試合", "roster-name", reason);
	finds("さとうたろうの試合", "roster-name", reason);
	finds("さとう たろうの試合", "roster-name", reason);
	finds("担当はさとうたろうさん", "roster-name", reason);
}

static void
test_romaji_is_found_in_either_order_and_any_spelling(void **state)
{
	static const char reason[] = "ローマ字の氏名が一致する患者は1人だけ";

	(void)state;
	finds("Sato Taro was here", "roster-name", reason);
	finds("Taro SATO was here", "roster-name", reason);
	finds("Satoh, Tarou was here", "roster-name", reason);
	finds("taro.satou was here", "roster-name", reason);
	finds("SATŌ Tarō was here", "roster-name", reason);
	finds("Kondo Junichi was here", "roster-name", reason);
	finds("Kondou Jun'ichi was here", "roster-name", reason);
	finds("KONDO ZYUNITI was here", "roster-name", reason);
	finds("Ichiro Ohno was here", "roster-name", reason);
}

static void
test_one_masked_letter_hides_nobody(void **state)
{
	static const char reason[] =
	    "伏せた氏名が合う患者はこの病院に1人だけ";

	(void)state;
	finds("佐○太郎が来た", "roster-few", reason);
	finds("佐藤太○が来た", "roster-few", reason);
	finds("○藤太郎が来た", "roster-few", reason);
	finds("佐●太郎が来た", "roster-few", reason);
	finds("佐藤＊郎が来た", "roster-few", reason);
}

static void
test_a_patient_number_is_known_with_zeros_and_hyphens(void **state)
{
	static const char reason[] = "患者番号が患者に一致";

	(void)state;
	finds("患者ID 00012345", "roster-patient", reason);
	finds("患者番号12345の件", "roster-patient", reason);
	finds("カルテ番号：000-12345", "roster-patient", reason);
	finds("4820517の件", "roster-patient", reason);
	finds("０００１２３４５の件", "roster-patient", reason);
}

static void
test_a_short_number_alone_is_nobody(void **state)
{
	(void)state;
	silent("12345が出た");
	silent("20001円だった");
}

static void
test_phones_are_known_however_written(void **state)
{
	static const char reason[] = "電話番号が患者に一致";

	(void)state;
	finds("090-0000-0001に電話", "roster-patient", reason);
	finds("09000000001に電話", "roster-patient", reason);
	finds("０９０ー００００ー０００１に電話", "roster-patient", reason);
	finds("+81 90 0000 0001に電話", "roster-patient", reason);
	finds("(03)0000-0002に電話", "roster-patient", reason);
}

static void
test_mail_is_known_in_any_case(void **state)
{
	(void)state;
	finds("TARO@example.jpに送る", "roster-patient",
	    "メールアドレスが患者に一致");
}

static void
test_an_address_is_known_down_to_the_house(void **state)
{
	static const char reason[] = "住所が患者に一致";

	(void)state;
	finds("架空区幻町1-2-3の家", "roster-patient", reason);
	finds("幻町１丁目２番３号の家", "roster-patient", reason);
	finds("東京都架空区幻町一丁目二番地三の家", "roster-patient", reason);
	finds("夢町4-5の家", "roster-patient", reason);
	silent("幻町1-2-4の家");
}

static void
test_an_address_with_one_number_is_known_with_its_banchi(void **state)
{
	static const char reason[] = "住所が患者に一致";

	(void)state;
	use_patients(SPAN("氏名,住所\n佐藤 次郎,長野県架空市大字幻45番地\n"));
	finds("長野県架空市大字幻45番地", "roster-patient", reason);
	finds("架空市幻45番地の家", "roster-patient", reason);
	silent("架空市幻46番地の家");
	silent("架空市幻45回目");
	use_patients(SPAN(PATIENTS));
}

static void
test_an_insured_number_is_known(void **state)
{
	static const char reason[] = "被保険者番号が患者に一致";

	(void)state;
	finds("保険証の記号12 番号34567", "roster-patient", reason);
	finds("記号12・番号34567", "roster-patient", reason);
}

static void
test_a_birth_date_is_known_in_every_notation(void **state)
{
	static const char reason[] = "氏名と生年月日が同じ患者に一致";

	(void)state;
	finds("佐藤太郎 S33.4.12", "roster-patient", reason);
	finds("佐藤太郎 昭和33年4月12日", "roster-patient", reason);
	finds("佐藤太郎 1958/4/12", "roster-patient", reason);
	finds("佐藤太郎 1958-04-12", "roster-patient", reason);
	finds("佐藤太郎 1958年4月12日", "roster-patient", reason);
	finds("佐藤太郎（19580412）", "roster-patient", reason);
}

static void
test_a_surname_needs_an_honorific_and_something_else(void **state)
{
	static const char reason[] =
	    "姓と病室が合う患者はこの病院に1人だけ";

	(void)state;
	finds("佐藤さん、301号室", "roster-few", reason);
	finds("佐藤様、301号室", "roster-few", reason);
	finds("サトウさん、301号室", "roster-few", reason);
	finds("sato-san、301号室", "roster-few", reason);
	silent("佐藤さん、元気");
}

static void
test_a_given_name_needs_an_honorific_and_something_else(void **state)
{
	(void)state;
	finds("太郎くん、301号室", "roster-few",
	    "名と病室が合う患者はこの病院に1人だけ");
	silent("太郎くん、元気");
}

static void
test_masked_surnames_and_initials_need_something_else(void **state)
{
	(void)state;
	finds("佐○さん、301号室", "roster-few",
	    "伏せた氏名と病室が合う患者はこの病院に1人だけ");
	finds("S藤さん、301号室", "roster-few",
	    "伏せた氏名と病室が合う患者はこの病院に1人だけ");
	finds("T.S.さん、301号室", "roster-few",
	    "イニシャルと病室が合う患者はこの病院に1人だけ");
	finds("S.T、301号室", "roster-few",
	    "イニシャルと病室が合う患者はこの病院に1人だけ");
	silent("S.T.さんが来た");
}

static void
test_talk_that_sounds_like_names_is_left_alone(void **state)
{
	use_patients(SPAN("氏名,カナ氏名\n石川 行,イシカワ コウ\n"
	                  "山田 ゆう,ヤマダ ユウ\n曽 友美,ソウ トモミ\n"
	                  "曽 友,ソウ トモ\n"));
	(void)state;
	silent("石川行ったことないんですよ");
	silent("山田ゆうきがよかった");
	silent("そうともいえる");
	finds("山田ゆうがよかった", "roster-name", ONE);
	use_patients(SPAN(PATIENTS));
}

static void
test_names_that_could_not_be_split_are_found_whole(void **state)
{
	(void)state;
	use_patients(SPAN("氏名\n佐藤 次郎\n寺厨丈士朗\n"));
	finds("寺厨丈士朗が来た", "roster-name", ONE);
	use_patients(SPAN(PATIENTS));
}

/* A number of four digits, or of twenty, is asked about beside its label. */
static void
test_a_patient_number_may_be_so_short_and_so_long(void **state)
{
	static const char reason[] = "患者番号が患者に一致";

	(void)state;
	use_patients(SPAN("患者ID,氏名\n1234,架空 一郎\n"
	                  "12345678901234567890,架空 二郎\n"));
	finds("患者ID 1234", "roster-patient", reason);
	finds("患者ID 12345678901234567890", "roster-patient", reason);
	use_patients(SPAN(PATIENTS));
}

static void
test_the_longest_name_that_ends_there_counts(void **state)
{
	const struct shuhi_finding *f;

	(void)state;
	use_patients(SPAN("患者ID,氏名\n1,佐藤 太郎\n2,藤 太郎\n"));
	f = found("佐藤太郎に会った", "roster-name");
	assert_non_null(f);
	assert_int_equal(f->nentities, 1);
	use_patients(SPAN(PATIENTS));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_name_in_kanji_needs_no_boundary),
		cmocka_unit_test(test_a_name_with_blanks_is_found),
		cmocka_unit_test(test_variant_kanji_are_one_name),
		cmocka_unit_test(test_kana_of_every_kind_and_width_is_found),
		cmocka_unit_test(
		    test_romaji_is_found_in_either_order_and_any_spelling),
		cmocka_unit_test(test_one_masked_letter_hides_nobody),
		cmocka_unit_test(
		    test_a_patient_number_is_known_with_zeros_and_hyphens),
		cmocka_unit_test(test_a_short_number_alone_is_nobody),
		cmocka_unit_test(test_phones_are_known_however_written),
		cmocka_unit_test(test_mail_is_known_in_any_case),
		cmocka_unit_test(test_an_address_is_known_down_to_the_house),
		cmocka_unit_test(test_an_address_with_one_number_is_known_with_its_banchi),
		cmocka_unit_test(test_an_insured_number_is_known),
		cmocka_unit_test(test_a_birth_date_is_known_in_every_notation),
		cmocka_unit_test(
		    test_a_surname_needs_an_honorific_and_something_else),
		cmocka_unit_test(
		    test_a_given_name_needs_an_honorific_and_something_else),
		cmocka_unit_test(
		    test_masked_surnames_and_initials_need_something_else),
		cmocka_unit_test(
		    test_talk_that_sounds_like_names_is_left_alone),
		cmocka_unit_test(
		    test_names_that_could_not_be_split_are_found_whole),
		cmocka_unit_test(
		    test_a_patient_number_may_be_so_short_and_so_long),
		cmocka_unit_test(test_the_longest_name_that_ends_there_counts),
	};

	return cmocka_run_group_tests(tests, open_patients, close_patients);
}
