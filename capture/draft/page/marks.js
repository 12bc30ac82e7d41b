/* Marks behind the text.  Offsets are UTF-16 units, as JavaScript's own are.
 *
 *   spans      {start, end, high, rule}, may overlap; one for each thing found
 *   segments   {start, end, high, rules}, in order, none overlapping
 */
import { joinOverlapping } from './overlap.js';

export function spansOf(reasons) {
	return reasons.flatMap(r => r.entities.map(e => ({
		start: e.start_utf16, end: e.end_utf16, rule: r.rule,
		high: r.severity === 'high' || r.severity === 'critical',
	})));
}

/* What overlaps is one mark: three edges within 80代の男性 tell a reader nothing.  It has
 * the colour of its gravest reason and the rules of all. */
export function segmentsOf(spans) {
	return joinOverlapping(spans.map(s => ({ start: s.start, end: s.end, high: s.high, rules: [s.rule] })), (mark, s) => {
		mark.high ||= s.high;
		mark.rules = [...new Set([...mark.rules, ...s.rules])];
	});
}

/* Where the spans of `before` are in `after`, one edit later; those that the edit
 * touched are gone, because nobody has judged what stands there now. */
export function moved(spans, before, after) {
	const least = Math.min(before.length, after.length);
	let head = 0;
	let tail = 0;

	while (head < least && before[head] === after[head])
		head++;
	while (tail < least - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
		tail++;
	const delta = after.length - before.length;
	return spans.flatMap(s => {
		if (s.end <= head)
			return [s];
		if (s.start >= before.length - tail)
			return [{ ...s, start: s.start + delta, end: s.end + delta }];
		return [];
	});
}

/* The text and its marks into the backdrop. */
export function paint(backdrop, text, spans) {
	const parts = [];
	let at = 0;

	for (const s of segmentsOf(spans.filter(x => x.end <= text.length))) {
		const mark = document.createElement('span');
		mark.className = s.high ? 'mark high' : 'mark';
		mark.dataset.rules = s.rules.join(' ');
		mark.dataset.start = s.start;
		mark.textContent = text.slice(s.start, s.end);
		parts.push(text.slice(at, s.start), mark);
		at = s.end;
	}
	/* a line break at the very end has a height only when something follows it */
	parts.push(text.slice(at) + '\u200b');
	backdrop.replaceChildren(...parts);
}

/* Show the marks of one rule among the others; null: all alike. */
export function point(backdrop, rule) {
	let found = false;

	for (const mark of backdrop.querySelectorAll('.mark')) {
		const lit = rule !== null && mark.dataset.rules.split(' ').includes(rule);
		mark.classList.toggle('lit', lit);
		found ||= lit;
	}
	backdrop.classList.toggle('pointed', found);
}

const endOf = mark => Number(mark.dataset.start) + mark.textContent.length;

/* The mark that `at` lies in or before. */
export function markAt(backdrop, at) {
	return [...backdrop.querySelectorAll('.mark')].find(m => endOf(m) > at);
}

/* Marks from `at` on no longer sit on their words. */
export function setAdrift(backdrop, at) {
	for (const mark of backdrop.querySelectorAll('.mark'))
		mark.classList.toggle('adrift', endOf(mark) > at);
}
