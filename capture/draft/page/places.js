/* Where the text is going: four usual places at hand, the others in a list. */
import { $, el } from './dom.js';
import { lang, t } from './lang.js';

const USUAL = ['x.com', 'instagram.com', 'line.me', 'worksmobile.com'];
const CLASSES = ['sns', 'chat', 'mail', 'file-transfer', 'generative-ai', 'translation', 'contracted'];

const usual = id => USUAL.indexOf(id.replace(/^www\./, ''));

export class Places {
	#all = [];
	#chosen = ''; /* id, '' for undecided, 'other' while the list has not been asked */
	#select = $('place-select');
	#on;

	constructor(on) {
		this.#on = on;
		this.#select.addEventListener('change', () => this.#changed());
	}

	/* null while undecided */
	get place() {
		const id = this.#chosen === 'other' ? this.#select.value : this.#chosen;

		return this.#all.find(p => p.id === id) ?? null;
	}

	get id() { return this.place?.id ?? ''; }
	get isX() { return usual(this.id) === 0; }

	set(all) {
		this.#all = all;
		this.show();
	}

	reset() {
		this.#chosen = '';
		this.#select.value = '';
		this.show();
	}

	#changed() {
		this.#hint();
		this.#on();
	}

	#hint() {
		const kind = this.place?.class;

		$('place-more').hidden = this.#chosen !== 'other';
		$('place-hint').textContent = kind === undefined ? t('hint.none')
			: `${t(CLASSES.includes(kind) ? `class.${kind}` : 'class.unknown')} — ${t(CLASSES.includes(kind) ? `hint.${kind}` : 'hint.unknown')}`;
	}

	#chip(value, name) {
		const id = `place-${value === '' ? 'none' : value.replaceAll('.', '-')}`;
		const radio = el('input', { type: 'radio', class: 'sr', name: 'place', id, value, autocomplete: 'off', onchange: () => {
			this.#chosen = value;
			this.#changed();
		} });

		radio.checked = this.#chosen === value;
		return [radio, el('label', { class: 'chip', for: id }, name)];
	}

	#groups() {
		const kinds = [...new Set([...CLASSES, ...this.#all.map(p => p.class)])];

		return kinds.map(kind => {
			const places = this.#all.filter(p => p.class === kind && usual(p.id) < 0);
			return places.length === 0 ? null : el('optgroup', { label: t(CLASSES.includes(kind) ? `class.${kind}` : 'class.unknown') },
				...places.map(p => el('option', { value: p.id }, p.name[lang()])));
		}).filter(g => g !== null);
	}

	/* Drawn anew for each language; what was chosen and focused stays so. */
	show() {
		const near = this.#all.filter(p => usual(p.id) >= 0).sort((a, b) => usual(a.id) - usual(b.id));
		const focused = $('place-chips').contains(document.activeElement) ? document.activeElement.id : null;
		const value = this.#select.value;

		$('place-chips').replaceChildren(
			...this.#chip('', t('place.undecided')),
			...near.flatMap(p => this.#chip(p.id, p.name[lang()])),
			...(this.#all.length > near.length ? this.#chip('other', t('place.other')) : []));
		this.#select.replaceChildren(el('option', { value: '' }, '—'), ...this.#groups());
		this.#select.value = value;
		if (focused !== null)
			$(focused)?.focus();
		this.#hint();
	}
}
