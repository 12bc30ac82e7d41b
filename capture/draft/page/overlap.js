/* Things that lie upon each other in a text. */

/* Items {start, end, ...} in order, those that overlap made one: a copy of the first,
 * as long as all of them, into which join(first, other) takes what else the other says.
 * Items that only touch stay apart, empty ones are dropped. */
export function joinOverlapping(items, join = () => {}) {
	const out = [];
	const sorted = items.filter(i => i.end > i.start).sort((a, b) => a.start - b.start || b.end - a.end);

	for (const item of sorted) {
		const last = out.at(-1);
		if (last === undefined || item.start >= last.end) {
			out.push({ ...item });
			continue;
		}
		last.end = Math.max(last.end, item.end);
		join(last, item);
	}
	return out;
}
