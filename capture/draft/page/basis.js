/* The point of law or of the domain that a rule serves, for people who are no lawyers.
 * A rule says it briefly: "domain 1, 2; APPI art. 26; 刑法 134".  What is not known
 * here (a hospital's own rule may say anything) is shown as it stands. */
const points = {
	1: { ja: '患者さん本人を直接示す情報（氏名・生年月日・番号・連絡先・顔）', en: 'What names a patient: name, birth date, numbers, address, face' },
	2: { ja: '病気・検査・薬など、特に慎重に扱う情報（要配慮個人情報）', en: 'Illness, tests, medicines: special-care information' },
	3: { ja: '来た・入院した・亡くなったという事実そのもの', en: 'The fact that somebody came, was admitted, died' },
	4: { ja: '組み合わせると一人に絞れる情報', en: 'A combination that singles one person out' },
	5: { ja: '書いた人の勤務先と、仕事の話の組み合わせ', en: 'The author’s workplace beside a story from work' },
	6: { ja: '患者さんへの不満や出来事の話、不適切な対応の話', en: 'Complaints and episodes about a patient, wrong treatment' },
	7: { ja: '診療の記録の写真や写し', en: 'Pictures and copies of records' },
	8: { ja: '大勢の人の一覧', en: 'A list of many people' },
};

const laws = [
	[/^(?:APPI art\.|個人情報保護法)\s*/, { ja: '個人情報保護法', en: 'Personal Information Protection Act' }, {
		'2': { ja: '個人情報とは何か', en: 'what personal information is' },
		'2(3)': { ja: '要配慮個人情報', en: 'special-care information' },
		'23': { ja: '安全に管理する義務', en: 'duty to keep it safe' },
		'24': { ja: '職員を監督する義務', en: 'duty to supervise staff' },
		'26': { ja: '漏えいの報告と本人への通知', en: 'reporting a breach, telling the person' },
	}],
	[/^刑法\s*/, { ja: '刑法', en: 'Penal Code' }, { '134': { ja: '医療者が秘密を漏らす罪', en: 'disclosing a patient’s secret' } }],
	[/^保健師助産師看護師法\s*/, { ja: '保健師助産師看護師法', en: 'Act on Public Health Nurses, Midwives and Nurses' }, { '42-2': { ja: '退職後も続く、秘密を守る義務', en: 'duty of secrecy, after leaving, too' } }],
	[/^番号法\s*/, { ja: 'マイナンバー法', en: 'My Number Act' }, { '19': { ja: '提供の制限', en: 'who may be given it' } }],
];

/* "42-2" is 第42条の2, "2(3)" is 第2条第3項 */
function articleJa(n) {
	const m = /^(\d+)(?:-(\d+))?(?:\((\d+)\))?$/.exec(n);

	return m === null ? n : `第${m[1]}条${m[2] ? 'の' + m[2] : ''}${m[3] ? `第${m[3]}項` : ''}`;
}

function lawLine(name, glosses, rest, lang) {
	const n = rest.replace(/^第|条$/g, '').trim();
	const gloss = glosses[n];
	const article = lang === 'ja' ? articleJa(n) : `art. ${n}`;

	return `${name[lang]} ${article}${gloss ? (lang === 'ja' ? `（${gloss.ja}）` : ` (${gloss.en})`) : ''}`;
}

function linesOf(part, lang) {
	if (part.startsWith('domain'))
		return part.slice(6).split(',').map(n => points[n.trim()]?.[lang] ?? part);
	for (const [prefix, name, glosses] of laws)
		if (prefix.test(part))
			return part.replace(prefix, '').split(',').map(n => lawLine(name, glosses, n.trim(), lang));
	return [part];
}

/* The lines of a basis, in `lang`; none when the rule names none. */
export function basisLines(basis, lang) {
	return (basis ?? '').split(';').map(s => s.trim()).filter(s => s !== '').flatMap(p => linesOf(p, lang));
}
