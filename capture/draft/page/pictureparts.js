/* The lists beside a picture: what was found, what the file held, what was read. */
import { joined } from './canvas.js';
import { $, el, icon } from './dom.js';
import { t } from './lang.js';
import { paint, spansOf } from './marks.js';
import { reasonsOf } from './mask.js';
import { joinOverlapping } from './overlap.js';

const isHigh = reason => reason.severity === 'high' || reason.severity === 'critical';

/* One thing may serve several reasons, and things overlap (305 of 305号室): on the picture
 * each place is framed once, in the order of reading.  What was black in `before` stays. */
export function foundIn(report, before) {
	const all = reasonsOf(report)
		.flatMap(r => r.entities.map(e => ({ start: e.start_utf16, end: e.end_utf16, label: e.label, boxes: e.boxes ?? [], high: isHigh(r), rules: [r.rule] })))
		.filter(e => e.boxes.length > 0);
	const out = joinOverlapping(all, (found, e) => {
		found.boxes = [...found.boxes, ...e.boxes];
		found.high ||= e.high;
		found.rules = [...found.rules, ...e.rules];
	});

	return out.map(f => ({
		...f, boxes: joined(f.boxes), text: report.text.slice(f.start, f.end), lit: false,
		covered: before.some(b => b.start === f.start && b.end === f.end && b.covered),
	}));
}

/* on: {toggle(found), point(found or null)} */
export function showFound(found, on) {
	$('found').hidden = found.length === 0;
	$('found-list').replaceChildren(...found.map((f, i) => {
		const box = el('input', { type: 'checkbox', id: `found-${i}`, autocomplete: 'off', onchange: () => on.toggle(f), onfocus: () => on.point(f), onblur: () => on.point(null) });

		box.checked = f.covered;
		return el('li', { onmouseenter: () => on.point(f), onmouseleave: () => on.point(null) }, box,
			el('label', { for: box.id }, el('b', { class: f.high ? 'number high' : 'number' }, String(i + 1)), el('span', { class: 'kind' }, f.label), el('span', { class: 'found-text' }, f.text)));
	}));
}

const hasRisk = (report, kind) => report?.risks?.some(r => r.kind === kind) === true;

/* Nobody can say what stands on it: not read at all, or not for sure. */
export const isUnclear = report => hasRisk(report, 'unread') || hasRisk(report, 'unsure');

/* What a review of this picture is about, as a key of words.js. */
export function reviewOf(report) {
	if (report.findings.length > 0)
		return 'i.review.m';
	if (hasRisk(report, 'unread'))
		return 'i.unread.m';
	return hasRisk(report, 'unsure') ? 'i.unsure.m' : 'i.risk.m';
}

const icons = { location: 'pin', time: 'busy', device: 'photo', unread: 'unscanned', unsure: 'unscanned', written: 'empty' };

export function showRisks(report) {
	const risks = report?.risks ?? [];

	$('risks').hidden = report === null;
	$('risk-list').replaceChildren(...risks.map(r => el('li', {}, icon(icons[r.kind] ?? 'review'), el('div', {}, el('b', {}, r.message), ' ', r.advice ?? ''))));
}

export function showMeta(metadata) {
	const names = ['location', 'taken_at', 'device', 'written'].filter(n => metadata?.[n]).map(n => t(`i.meta.${n}`));

	if (metadata?.others > 0)
		names.push(t('i.meta.others', { n: metadata.others }));
	$('meta').textContent = metadata ? `${t('i.meta')}: ${names.length > 0 ? names.join(' / ') : t('i.meta.none')}` : '';
}

export function showRead(report, reasons) {
	const text = report?.text ?? '';

	$('read').hidden = report === null;
	paint($('read-text'), text.trim() === '' && report !== null ? t('i.text.none') : text, spansOf(reasons));
}
