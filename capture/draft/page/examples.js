/* Drafts to try.  Nobody in them exists. */
export const examples = [
	{ kind: { ja: '名前と病気', en: 'name, illness' }, text: '305号室の田中さん、糖尿病なのにまた売店でアイス買ってた😂' },
	{ kind: { ja: '知り合いの受診', en: 'an acquaintance' }, text: '中学の同級生がうちの外来に来ててびっくりした。しかも婦人科' },
	{ kind: { ja: '組み合わせ', en: 'a combination' }, text: '3階東の80代の男性、夜中に転んで骨折。救急カートが走った' },
	{ kind: { ja: '記録の写し', en: 'a record' }, text: 'S) 息が苦しい\nO) SpO2 88% BP 98/60 浮腫(+)\nA) 心不全増悪\nP) ラシックス20mg iv' },
	{ kind: { ja: '問題のない例', en: 'no leak' }, text: '夜勤明け。今日も忙しかったけど、先輩が差し入れくれて生き返った☕' },
	{ kind: { ja: '自分の家族', en: 'own family' }, text: '母が肺炎で入院した。明日お見舞いに行ってくる' },
];
