/* Help of what `shuhi rules` and `shuhi dict` can do. */
#include "help.h"

#include <stddef.h>
#include <string.h>

static const char rules_list_ja[] =
    "使い方: shuhi rules list [オプション]…\n"
    "\n"
    "使われている規則を 1 行に 1 つ、名前・重さ・題で示す。\n"
    "\n"
    "例:\n"
    "  $ shuhi rules list\n"
    "  name-with-illness         高        氏名と病気・診療\n"
    "  …\n"
    "  $ shuhi rules list --format json | jq -r '.[] | select(.severity==\"high\").id'\n"
    "\n"
    "オプション:\n"
    "  --format human|json json は条件・根拠・例文の数も\n"
    "  --rules フォルダー  規則を足す・置き換える（何度でも。後のものが優先）\n"
    "  --dict フォルダー   辞書を足す（何度でも）\n"
    "  --cache フォルダー, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 正常  2 規則に誤りがある、または指定が誤っている\n";
static const char rules_list_en[] =
    "Usage: shuhi rules list [OPTION]...\n"
    "\n"
    "The rules in force, one a line: name, severity, title.\n"
    "\n"
    "Examples:\n"
    "  $ shuhi rules list\n"
    "  name-with-illness         high      Name beside illness or care\n"
    "  ...\n"
    "  $ shuhi rules list --format json | jq -r '.[] | select(.severity==\"high\").id'\n"
    "\n"
    "Options:\n"
    "  --format human|json json: condition, basis and number of examples, too\n"
    "  --rules DIR         add and override rules (repeatable, later wins)\n"
    "  --dict DIR          add words (repeatable)\n"
    "  --cache DIR, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 fine, 2 a rule is refused or the call was wrong\n";

static const char rules_check_ja[] =
    "使い方: shuhi rules check [オプション]… [フォルダー]…\n"
    "\n"
    "規則と辞書を読み込み、すべての規則の例文（当たるもの・当たらないもの）を実際に\n"
    "検査して確かめる。フォルダーを挙げると、病院独自の規則として足して確かめる。\n"
    "誤りは「ファイル:行:桁」で示す。プロキシに読み込ませる前に実行する。\n"
    "\n"
    "例:\n"
    "  $ shuhi rules check ./病院の規則\n"
    "  shuhi: 病院の規則/当院.yaml:9:13: …\n"
    "  $ shuhi rules check ./病院の規則\n"
    "  OK: 規則 28 件（当たる例文 48、当たらない例文 42）、語 140220 件\n"
    "\n"
    "オプション:\n"
    "  --rules フォルダー  規則を足す・置き換える（何度でも。後のものが優先）\n"
    "  --dict フォルダー   辞書を足す（何度でも）\n"
    "  --cache フォルダー, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 正しい  2 規則に誤りがある、または指定が誤っている\n";
static const char rules_check_en[] =
    "Usage: shuhi rules check [OPTION]... [DIR]...\n"
    "\n"
    "Load rules and words and scan the examples of every rule, those it must hit and\n"
    "those it must miss.  Each DIR is added as a folder of the hospital's own rules.\n"
    "Mistakes are told as FILE:line:column.  Run it before the proxy sees them.\n"
    "\n"
    "Examples:\n"
    "  $ shuhi rules check ./our-rules\n"
    "  shuhi: our-rules/house.yaml:9:13: ...\n"
    "  $ shuhi rules check ./our-rules\n"
    "  OK: 28 rules (48 hits and 42 misses agree), 140220 words\n"
    "\n"
    "Options:\n"
    "  --rules DIR         add and override rules (repeatable, later wins)\n"
    "  --dict DIR          add words (repeatable)\n"
    "  --cache DIR, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 fine, 2 a rule is refused or the call was wrong\n";

static const char rules_explain_ja[] =
    "使い方: shuhi rules explain [オプション]… 規則…\n"
    "\n"
    "規則の意味、代わりにどう書くか、根拠、条件、例文を示す。規則の名前は検査の結果や\n"
    "記録、shuhi rules list にある。\n"
    "\n"
    "例:\n"
    "  shuhi rules explain name-with-illness\n"
    "  shuhi rules explain --rules ./病院の規則 当院の規則の名前\n"
    "\n"
    "オプション:\n"
    "  --rules フォルダー  規則を足す・置き換える（何度でも。後のものが優先）\n"
    "  --dict フォルダー   辞書を足す（何度でも）\n"
    "  --cache フォルダー, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 示した  2 その規則がない、規則に誤りがある、または指定が誤っている\n";
static const char rules_explain_en[] =
    "Usage: shuhi rules explain [OPTION]... RULE...\n"
    "\n"
    "What a rule means, what to write instead, what it rests on, its condition, its\n"
    "examples.  Names of rules stand in findings, in the audit, in shuhi rules list.\n"
    "\n"
    "Examples:\n"
    "  shuhi rules explain name-with-illness\n"
    "  shuhi rules explain --rules ./our-rules our-rule\n"
    "\n"
    "Options:\n"
    "  --rules DIR         add and override rules (repeatable, later wins)\n"
    "  --dict DIR          add words (repeatable)\n"
    "  --cache DIR, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 told, 2 no such rule, a rule is refused or the call was wrong\n";

const struct help_topic help_rules[] = {
	{ "list", { rules_list_ja, rules_list_en } },
	{ "check", { rules_check_ja, rules_check_en } },
	{ "explain", { rules_explain_ja, rules_explain_en } },
	{ NULL, { NULL, NULL } },
};

static const char dict_list_ja[] =
    "使い方: shuhi dict list [オプション]… [語]\n"
    "        shuhi dict list --classes\n"
    "\n"
    "語を「語・種類・属性・ファイル」（タブ区切り）で並べる。語を挙げると、それを\n"
    "含む語だけ。「この語を知っているか」「なぜこれに当たったか」を調べるときに使う。\n"
    "\n"
    "例:\n"
    "  $ shuhi dict list ステる\n"
    "  ステる  event.death  word,means=亡くなる  …/dict/slang.tsv\n"
    "  …\n"
    "  $ shuhi dict list --class disease --count\n"
    "\n"
    "オプション:\n"
    "  --class 種類        その種類だけ（disease は disease.common なども含む）\n"
    "  --count             語の代わりに、種類ごとの数\n"
    "  --classes           使える種類の一覧（規則の条件に書く名前）\n"
    "  --dict フォルダー   辞書を足す（何度でも）\n"
    "  --rules フォルダー, --cache フォルダー, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 あった  1 なかった  2 辞書に誤りがある、または指定が誤っている\n";
static const char dict_list_en[] =
    "Usage: shuhi dict list [OPTION]... [WORD]\n"
    "       shuhi dict list --classes\n"
    "\n"
    "Words as word, class, attributes, file, with tabs between; with WORD only those\n"
    "that contain it.  For \"is this word known?\" and \"why did it hit that?\".\n"
    "\n"
    "Examples:\n"
    "  $ shuhi dict list ステる\n"
    "  ステる  event.death  word,means=亡くなる  …/dict/slang.tsv\n"
    "  ...\n"
    "  $ shuhi dict list --class disease --count\n"
    "\n"
    "Options:\n"
    "  --class CLASS       only that class (disease covers disease.common etc.)\n"
    "  --count             how many of each class, instead of the words\n"
    "  --classes           the classes there are, as conditions of rules name them\n"
    "  --dict DIR          add words (repeatable)\n"
    "  --rules DIR, --cache DIR, --no-cache, --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 found, 1 not found, 2 a dictionary is refused or the call was\n"
    "wrong\n";

const struct help_topic help_dict[] = {
	{ "list", { dict_list_ja, dict_list_en } },
	{ NULL, { NULL, NULL } },
};

/* ---- which -------------------------------------------------------------- */

const char *const *
help_text(const struct help_topic *topic, int argc, char **argv,
    const char *const whole[2])
{
	int i;

	for (; topic->name != NULL; topic++)
		for (i = 0; i < argc; i++)
			if (strcmp(argv[i], topic->name) == 0)
				return topic->text;
	return whole;
}
