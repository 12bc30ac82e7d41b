/* How long a text is: in characters as people count them (code points), and as X
 * counts them, where Japanese and pictures weigh two and a link weighs 23. */
const LIGHT = [[0, 0x10ff], [0x2000, 0x200d], [0x2010, 0x201f], [0x2032, 0x2037]];
const LINK = /https?:\/\/[^\s\u3000-\u303f\u3040-\u30ff\u4e00-\u9fff\uff00-\uffef]+/g;
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
const clusters = new Intl.Segmenter('ja', { granularity: 'grapheme' });

export const X_LIMIT = 280;
export const characters = text => [...text].length;

const isLight = c => LIGHT.some(([from, to]) => c >= from && c <= to);

function weigh(cluster) {
	if (PICTURE.test(cluster) && !/^[\p{L}\p{N}]$/u.test(cluster))
		return 2; /* a picture of many parts is one picture */
	let sum = 0;
	for (const c of cluster)
		sum += isLight(c.codePointAt(0)) ? 1 : 2;
	return sum;
}

export function weighted(text) {
	let links = 0;
	let sum = 0;
	const rest = text.normalize('NFC').replace(LINK, () => {
		links++;
		return '';
	});

	for (const { segment } of clusters.segment(rest))
		sum += weigh(segment);
	return sum + 23 * links;
}
