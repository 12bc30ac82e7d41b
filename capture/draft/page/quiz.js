/* The questions.  Texts come in pairs that look alike and differ in one thing; every
 * text is invented, and tests ask the engine whether it agrees with each answer.
 *
 *   judge    text, leak (the answer), terms (what gives it away, marked afterwards)
 *   choice   ask, options (one of them right)
 *
 * The texts stay Japanese in English, too: they are what is posted. */
export const questions = [
	{
		text: '中学の同級生がうちの外来に来ててびっくりした', leak: true, terms: ['中学の同級生', 'うちの外来に来て'],
		why: { ja: '「来た」という事実だけで、その人の秘密です。名前がなくても、あなたの知り合いには誰のことか絞れます。', en: 'That somebody came is a secret by itself. Those who know you can tell who it is, without a name.' },
		point: { ja: '病気が書かれていなくても、「受診した」だけで漏えいです。', en: 'A visit alone is a leak, even without an illness.' },
	},
	{
		text: '中学の同級生と十年ぶりにランチ。話が止まらなかった', leak: false, pair: true,
		why: { ja: '同じ「同級生」でも、仕事で知ったことではありません。自分の暮らしの話です。', en: 'The same classmate, but nothing you know from work: this is your own life.' },
		point: { ja: '「仕事でしか知りえないこと」が入っているかを見ます。', en: 'Ask: do I know this only because of my work?' },
	},
	{
		text: '同期の佐藤さんが夜勤を代わってくれた。今度ごちそうしよう', leak: false,
		why: { ja: '名前は同僚のもので、病気や診療の話でもありません。患者さんにつながる所がありません。', en: 'The name is a colleague’s, and nothing is about care. It leads to no patient.' },
		point: { ja: '名前があるだけでは漏えいになりません。誰の、何の話かを見ます。', en: 'A name alone is no leak. Whose name is it, and what about?' },
	},
	{
		text: 'S藤さん、今朝も自分で点滴を抜いちゃって大変だった', leak: true, pair: true, terms: ['S藤さん', '点滴を抜'],
		why: { ja: '一文字だけ変えた名前は、知っている人ならすぐに戻せます。そこに診療の出来事が並んでいます。', en: 'Anyone who knows the place undoes a name with one letter changed, and beside it stands what happened in care.' },
		point: { ja: 'イニシャル、伏せ字、あだ名は、隠したことになりません。', en: 'Initials, masks and nicknames hide nothing.' },
	},
	{
		text: '高齢の方の転倒は冬に増えます。スリッパより、かかとのある靴を選んでください', leak: false,
		why: { ja: '誰か一人の出来事ではなく、みんなに役立つ一般の話です。', en: 'It is about nobody in particular: advice of use to everybody.' },
		point: { ja: '一般の健康の話や助言は、どんどん書いて大丈夫です。', en: 'General health advice is welcome anywhere.' },
	},
	{
		text: '3階東の80代の男性、夜中に転んで骨折。救急カートが走った', leak: true, pair: true, terms: ['3階東', '80代の男性', '夜中に', '骨折'],
		why: { ja: '場所・年代・性別・時・出来事。一つずつは平凡でも、重なると院内の人や家族には一人に決まります。', en: 'Place, age, sex, time and event: each is plain, together they leave one person for staff and family.' },
		point: { ja: '名前がなくても、手がかりが二つ三つ重なったら立ち止まりましょう。', en: 'No name, but two or three clues together: stop there.' },
	},
	{
		text: '母が肺炎で入院した。明日お見舞いに行ってくる', leak: false,
		why: { ja: '自分の家族のことを、家族として書いています。仕事で知ったことではありません。', en: 'One’s own family, told as family. Nothing known from work.' },
		point: { ja: '自分や家族の話は、病気の名前があっても漏えいではありません（本人が嫌でなければ）。', en: 'Oneself and one’s family are no leak, illness or not (if they do not mind).' },
	},
	{
		text: '隣の家のご主人が、肺炎でうちに入院してきた', leak: true, pair: true, terms: ['隣の家のご主人', '肺炎', 'うちに入院'],
		why: { ja: '近所の人の入院を知っているのは、あなたがそこで働いているからです。近所の人なら誰のことかわかります。', en: 'You know of the neighbour’s stay because you work there, and the neighbourhood can tell who it is.' },
		point: { ja: '知り合い・近所・有名人の受診は、いちばん気づかれやすい漏えいです。', en: 'Acquaintances, neighbours and the famous are recognised first.' },
	},
	{
		text: 'さっきの患者、待ち時間が長いって受付で怒鳴り散らして最悪だった', leak: true, terms: ['さっきの患者', '受付で怒鳴り散らして'],
		why: { ja: '「さっき」「受付で」から、その場にいた人には誰のことかわかります。本人が読めば自分のことだと気づきます。', en: '“Just now, at the desk”: whoever was there knows, and so does the person who reads it.' },
		point: { ja: 'つらい出来事ほど書きたくなります。書くなら「自分の気持ち」だけにします。', en: 'What hurts wants to be told. Tell how you feel, and only that.' },
	},
	{
		text: '今日は忙しくて笑顔が足りなかった。明日はもっとゆっくり話を聞きたい', leak: false, pair: true,
		why: { ja: '同じ日の疲れでも、書いてあるのは自分のことだけです。', en: 'The same tired day, but only about oneself.' },
		point: { ja: '疲れた、くやしい、うれしい。自分の気持ちはいつでも書けます。', en: 'Tired, sad, glad: your own feelings are always yours to share.' },
	},
	{
		text: '担当の101歳の女性が今日退院。歩いて帰られて、涙が出た', leak: true, terms: ['101歳の女性', '今日退院'],
		why: { ja: 'よい話でも、患者さんの話です。101歳で今日退院した人は、地域に一人しかいないかもしれません。', en: 'A kind story is still a patient’s. There may be just one person of 101 who went home today.' },
		point: { ja: 'ほめる話、感動した話も、本人の許しなく外へは出せません。', en: 'Praise and touching stories are not ours to publish, either.' },
	},
	{
		text: '後輩がひとりで採血できるようになった。自分のことのようにうれしい', leak: false, pair: true,
		why: { ja: '仕事のうれしい話ですが、患者さんは出てきません。', en: 'A glad story from work in which no patient appears.' },
		point: { ja: '仕事の話がすべて漏えいなのではありません。患者さんが出てくるかどうかです。', en: 'Not all talk of work is a leak. Does a patient appear in it?' },
	},
	{
		text: '看護師国家試験の過去問、心不全のところがぜんぜん覚えられない', leak: false,
		why: { ja: '病気の名前はありますが、勉強の話で、誰か一人のことではありません。', en: 'There is an illness, but it is about study, not about a person.' },
		point: { ja: '病名があるだけでは漏えいになりません。', en: 'The name of an illness alone is no leak.' },
	},
	{
		text: 'カルテの画面の写真、グループに送るね', leak: true, pair: true, terms: ['カルテの画面の写真', 'グループに送る'],
		why: { ja: '記録の写真には、氏名も番号も病状もまとめて写っています。グループの誰かが転送すれば、もう止められません。', en: 'A picture of a record holds name, number and illness at once. When one of the group passes it on, nobody can stop it.' },
		point: { ja: '同僚だけのグループでも、個人のチャットに記録の写しは送れません。', en: 'Not even to colleagues: no copy of a record in a personal chat.' },
	},
	{
		ask: { ja: '「306号室の田中さん、糖尿病なのにアイスを買っていて心配」。どう直せばよいでしょう。', en: '“306号室の田中さん、糖尿病なのにアイスを買っていて心配” (room, name, illness). How would you mend it?' },
		options: [
			{ ja: 'T中さん、糖尿病なのにアイスを買っていて心配', en: 'T中さん、糖尿病なのにアイスを買っていて心配 (a masked name)' },
			{ ja: '306号室の人、糖尿病なのにアイスを買っていて心配', en: '306号室の人、糖尿病なのにアイスを買っていて心配 (without the name)' },
			{ ja: '伝え方って難しい。もっとうまく話せるようになりたい', en: '伝え方って難しい。もっとうまく話せるようになりたい (one’s own wish to explain better)', right: true },
		],
		why: { ja: '名前や部屋を隠しても、出来事が残れば誰のことかわかります。書きたかった「自分の気持ち」だけを残します。', en: 'With name or room hidden the event still tells. Keep what you wanted to say: how you feel.' },
		point: { ja: '言葉を隠すより、話を変えるほうが確かです。', en: 'Changing the story is surer than hiding words.' },
	},
	{
		ask: { ja: '患者さんのことを投稿してしまい、10 分後に消しました。', en: 'Something about a patient was posted and deleted ten minutes later.' },
		options: [
			{ ja: 'すぐ消したので、漏えいではない', en: 'It was deleted at once, so it is no leak' },
			{ ja: '漏えいにあたる。すぐ上司か担当部署に伝える', en: 'It is a leak: tell the superior or the office in charge at once', right: true },
			{ ja: '誰も反応していなければ、黙っていてよい', en: 'If nobody reacted, one may keep silent' },
		],
		why: { ja: '読まれた時点、写しを取られた時点で元に戻せません。病気などの情報は一人分でも国への報告が要り、期限は数日です。早く言うほど、患者さんを守れます。', en: 'What was read or copied cannot be called back. One person’s illness already has to be reported within days. The sooner it is told, the better the patient is protected.' },
		point: { ja: '失敗したときは、消すことより先に、伝えること。', en: 'When it went wrong: telling comes before deleting.' },
	},
	{
		ask: { ja: '転院の打ち合わせで、患者さんのことを連絡します。どれがよいでしょう。', en: 'A transfer has to be arranged and a patient mentioned. Which way?' },
		options: [
			{ ja: '同僚だけの、個人の LINE グループで', en: 'In a personal LINE group of colleagues' },
			{ ja: '個人の LINE で、名前をイニシャルにして', en: 'By personal LINE, with initials' },
			{ ja: '病院が契約したサービスで、担当の人だけに', en: 'By the service the hospital has contracted, to those in charge only', right: true },
		],
		why: { ja: '個人のサービスは、誰が見られるか、どこに残るかを病院が確かめられません。上司の許しがあっても使えません。', en: 'With a personal service the hospital cannot see who reads it and where it stays; a superior’s leave changes nothing.' },
		point: { ja: '必要な連絡は、病院が用意した道で、必要な人にだけ。', en: 'What care needs goes by the hospital’s own way, to those who need it.' },
	},
];

export const lessons = [
	{ ja: '「来た」「入院した」だけで漏えいになる。', en: 'That somebody came or was admitted is a leak by itself.' },
	{ ja: '名前を隠しても、手がかりが重なれば一人に決まる。', en: 'Without a name, clues together still single one person out.' },
	{ ja: 'よい話も、つらい話も、患者さんの話は外に出さない。', en: 'Kind or hard, a patient’s story stays inside.' },
	{ ja: '自分の気持ち、一般の話、自分の家族の話は書いてよい。', en: 'Your own feelings, general advice, your own family are yours to share.' },
	{ ja: '失敗したら、消すより先に伝える。', en: 'When it went wrong: tell first, then delete.' },
];
