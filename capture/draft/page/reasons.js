/* The list of reasons: what, why, by which rule of law, what to write instead. */
import { basisLines } from './basis.js';
import { el, icon } from './dom.js';
import { lang, t } from './lang.js';
import { cutsOf } from './mask.js';

const TERM_MOST = 24; /* characters shown of what was found */
const TERMS_MOST = 40; /* words shown of one reason */

function shorten(text) {
	const all = [...text];

	return all.length <= TERM_MOST ? text : t('r.long', { text: all.slice(0, TERM_MOST).join('') });
}

function term(entity, text, on) {
	const found = shorten(text.slice(entity.start_utf16, entity.end_utf16));
	const word = el('span', { class: 'found' }, found);

	if (entity.mask === null || entity.mask === undefined || on.mask === undefined)
		return el('li', {}, el('span', { class: 'term' }, el('span', { class: 'kind' }, entity.label), word));
	return el('li', {}, el('button', {
		type: 'button', class: 'term', onclick: () => on.mask([entity]),
	}, word, el('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'), el('span', { class: 'kind' }, entity.mask), el('span', { class: 'sr' }, t('r.maskone'))));
}

const pair = (kind, title, ...body) => el('div', { class: kind }, el('dt', {}, title), el('dd', {}, ...body));

function foot(reason, on) {
	const maskable = cutsOf(reason.entities).length > 0;
	const first = reason.entities[0];

	return el('footer', {},
		first === undefined ? null : el('button', { type: 'button', class: 'show', onclick: () => on.show(reason.rule, first) }, icon('eye'), t('r.show')),
		maskable
			? el('button', { type: 'button', class: 'mask', onclick: () => on.mask(reason.entities) }, icon('mask'), t('r.mask'))
			: el('p', { class: 'no-mask' }, t('r.nomask')));
}

function terms(entities, text, on) {
	const more = entities.length - TERMS_MOST;

	return el('ul', { class: 'terms', 'aria-label': t('r.terms') }, ...entities.slice(0, TERMS_MOST).map(e => term(e, text, on)),
		more > 0 ? el('li', { class: 'more' }, t('r.more', { n: more })) : null);
}

/* An item: hovering it or being in it with the keyboard points at its words. */
function item(reason, text, on) {
	const high = reason.severity === 'high' || reason.severity === 'critical';
	const basis = basisLines(reason.basis, lang());
	const heading = `reason-${reason.rule}`;

	return el('li', {
		class: high ? 'reason high' : 'reason', tabindex: '-1', 'data-rule': reason.rule, 'aria-labelledby': heading,
		onmouseenter: () => on.point(reason.rule), onmouseleave: () => on.point(null),
		onfocusin: () => on.point(reason.rule), onfocusout: () => on.point(null),
	},
	el('header', {}, el('h3', { id: heading }, reason.message), el('span', { class: 'grade' }, t(`grade.${reason.severity}`))),
	reason.entities.length === 0 ? null : terms(reason.entities, text, on),
	el('dl', {},
		reason.why ? pair('why', t('r.why'), reason.why) : null,
		reason.advice ? pair('instead', t('r.instead'), reason.advice) : null,
		basis.length === 0 ? null : pair('basis', t('r.basis'), el('ul', {}, ...basis.map(b => el('li', {}, b))))),
	on.mask === undefined ? null : foot(reason, on));
}

/* Whoever stands in the list with the keyboard stays there: in the same reason when it
 * is still there, else where `lost` says. */
export function showReasons(list, reasons, text, on, lost) {
	const held = list.contains(document.activeElement) ? document.activeElement.closest('.reason').dataset.rule : null;

	list.replaceChildren(...reasons.map(r => item(r, text, on)));
	if (held !== null)
		([...list.children].find(li => li.dataset.rule === held) ?? lost).focus();
}

export function pointReasons(list, rules) {
	for (const li of list.children)
		li.classList.toggle('lit', rules.includes(li.dataset.rule));
}
