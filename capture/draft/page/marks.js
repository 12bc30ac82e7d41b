/* Marks behind the text.  Offsets are UTF-16 units, as JavaScript's own are.
 *
 *   spans      {start, end, high, rule}, may overlap; one for each thing found
 *   segments   {start, end, high, rules}, in order, none overlapping
 */
export function spansOf(reasons) {
	return reasons.flatMap(r => r.entities.map(e => ({
		start: e.start_utf16, end: e.end_utf16, rule: r.rule,
		high: r.severity === 'high' || r.severity === 'critical',
	})));
}

export function segmentsOf(spans) {
	const edges = [...new Set(spans.flatMap(s => [s.start, s.end]))].sort((a, b) => a - b);
	const out = [];

	for (let i = 0; i + 1 < edges.length; i++) {
		const over = spans.filter(s => s.start <= edges[i] && s.end >= edges[i + 1]);
		if (over.length > 0)
			out.push({ start: edges[i], end: edges[i + 1], high: over.some(s => s.high), rules: [...new Set(over.map(s => s.rule))] });
	}
	return out;
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

/* Marks from `at` on no longer sit on their words. */
export function setAdrift(backdrop, at) {
	for (const mark of backdrop.querySelectorAll('.mark'))
		mark.classList.toggle('adrift', Number(mark.dataset.start) + mark.textContent.length > at);
}
