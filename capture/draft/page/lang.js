/* Japanese is what index.html says; English replaces it.  The choice of language is
 * the only thing this page keeps in the browser. */
import { still } from './words-en.js';
import { words } from './words.js';

const KEY = 'shuhi.lang';
const ATTRIBUTES = { t: null, tLabel: 'aria-label', tPlaceholder: 'placeholder' };
const japanese = new Map();
const listeners = [];
let now = 'ja';

export const lang = () => now;

export function t(key, values = {}) {
	const text = words[key][now];
	return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const onLang = f => listeners.push(f);

function place(e, attribute, text) {
	if (attribute === null)
		e.textContent = text;
	else
		e.setAttribute(attribute, text);
}

/* The Japanese of an element is remembered before English overwrites it. */
function translate(e) {
	for (const [data, attribute] of Object.entries(ATTRIBUTES)) {
		const key = e.dataset[data];
		if (key === undefined)
			continue;
		if (!japanese.has(key))
			japanese.set(key, attribute === null ? e.textContent : e.getAttribute(attribute));
		place(e, attribute, now === 'en' ? still[key] : japanese.get(key));
	}
}

function show() {
	const button = document.getElementById('lang');

	document.documentElement.lang = now;
	document.querySelectorAll('[data-t],[data-t-label],[data-t-placeholder]').forEach(translate);
	document.title = `${now === 'ja' ? '守秘' : 'Shuhi'} — ${document.querySelector('h1').textContent}`;
	if (button === null)
		return;
	button.textContent = now === 'ja' ? 'English' : '日本語';
	button.lang = now === 'ja' ? 'en' : 'ja';
	button.setAttribute('aria-label', now === 'ja' ? 'Switch to English' : '日本語に切りかえる');
}

export function setLang(next) {
	now = next;
	show();
	listeners.forEach(f => f());
}

/* A browser that forbids storage still gets the page. */
function kept() {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

function keep() {
	try {
		localStorage.setItem(KEY, now);
	} catch {
		/* asked again next time */
	}
}

/* What the server would speak, for those who have not chosen. */
export function suggestLang(wish) {
	if (kept() === null && (wish === 'en') !== (now === 'en'))
		setLang(wish === 'en' ? 'en' : 'ja');
}

export function startLang() {
	now = kept() === 'en' ? 'en' : 'ja';
	show();
	document.getElementById('lang').addEventListener('click', () => {
		setLang(now === 'ja' ? 'en' : 'ja');
		keep();
	});
}
