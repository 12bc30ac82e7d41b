/* Replacing what was found by its label, on UTF-16 offsets.  Words that overlap become
 * one label, the first one's, as the engine's own redaction does it. */
import { joinOverlapping } from './overlap.js';

/* Entities -> cuts in order, none touching another's inside. */
export function cutsOf(entities) {
	return joinOverlapping(entities
		.filter(e => e.mask !== null && e.mask !== undefined)
		.map(e => ({ start: e.start_utf16, end: e.end_utf16, mask: e.mask })));
}

export function applyCuts(text, cuts) {
	let out = '';
	let at = 0;

	for (const c of cuts) {
		out += text.slice(at, c.start) + c.mask;
		at = c.end;
	}
	return out + text.slice(at);
}

/* Helper classes say where a person or a story was sensed; a reader has no use for
 * them beside the words that tell. */
const inner = /^(form|story|nostory|scene|name)\b/;

/* The entities of a finding that are worth showing, each place and label once. */
export function telling(entities) {
	const seen = new Set();
	const once = entities.filter(e => {
		const key = `${e.start_utf16},${e.end_utf16},${e.label}`;
		return seen.has(key) ? false : seen.add(key);
	});
	const outer = once.filter(e => !inner.test(e.class));

	return (outer.length > 0 ? outer : once).sort((a, b) => a.start_utf16 - b.start_utf16);
}

/* Findings of one rule are one reason. */
export function reasonsOf(report) {
	const byRule = new Map();

	for (const f of report.findings ?? []) {
		const known = byRule.get(f.rule);
		if (known === undefined)
			byRule.set(f.rule, { ...f, entities: [...f.entities] });
		else
			known.entities.push(...f.entities);
	}
	return [...byRule.values()].map(r => ({ ...r, entities: telling(r.entities) }));
}
