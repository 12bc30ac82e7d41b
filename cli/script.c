#include "script.h"

const char *
script_name(enum shuhi_lang lang, enum roster_script script)
{
	static const char *const names[][2] = {
		[SCRIPT_KANJI] = { "漢字", "kanji" },
		[SCRIPT_KANA] = { "かな", "kana" },
		[SCRIPT_LATIN] = { "ローマ字", "Latin letters" },
	};

	return names[script][lang];
}
