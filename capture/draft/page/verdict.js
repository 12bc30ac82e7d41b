/* The verdict as word, colour and icon, and what the policy makes of it. */
import { $, el, setIcon } from './dom.js';
import { lang, t } from './lang.js';

const MiB = 1 << 20;
const size = bytes => bytes >= MiB ? `${Math.floor(bytes / MiB)} MB` : `${Math.floor(bytes / 1024)} KB`;

/* A limit in every measure that a text may name it in; a Japanese letter takes three bytes. */
const measures = n => ({ limit: size(n), chars: Math.floor(n / 3000) * 1000, pixels: Math.floor(n / 10_000), mega: Math.floor(n / 1_000_000) });

const codes = {
	offline: 'e.offline', timeout: 'e.timeout', busy: 'e.busy', login: 'e.login', answer: 'e.answer',
	large: 'e.large', 'image.large': 'e.image.large', pixels: 'e.pixels', type: 'e.type', picture: 'e.picture',
};
/* asking again about the same thing brings the same answer */
const FINAL = ['login', 'large', 'image.large', 'pixels', 'type', 'picture'];

export const canAgain = report => report?.verdict === 'unscanned' && !FINAL.includes(report.error?.code);

/* What went wrong, in words; the server's own where ours do not fit. */
export function failure(error) {
	const key = codes[error?.code];

	if (key !== undefined)
		return t(key, measures(error.limit ?? 0));
	return error?.message || t('e.server');
}

/* {state, word, meaning}: state is one of empty, busy and the four verdicts */
export function wordsOf(phase, report, last, prefix = 'v') {
	if (phase === 'empty')
		return { state: 'empty', word: t('v.empty'), meaning: t('v.empty.m') };
	if (phase === 'busy') {
		const old = last === null ? null : t(`v.${last.verdict}`);
		return { state: 'busy', word: t('v.busy'), meaning: old === null ? t('v.busy.m') : t('v.busy.old', { word: old }) };
	}
	if (report.verdict === 'unscanned')
		return { state: 'unscanned', word: t('v.unscanned'), meaning: `${t(canAgain(report) ? 'v.unscanned.m' : 'v.unscanned.final')} ${failure(report.error)}` };
	return { state: report.verdict, word: t(`v.${report.verdict}`), meaning: t(`${prefix}.${report.verdict}.m`) };
}

export function showVerdict(card, words) {
	if (card.dataset.state !== words.state)
		card.dataset.state = words.state;
	setIcon(card.querySelector('.icon'), words.state);
	card.querySelector('.word').textContent = words.word;
	card.querySelector('.meaning').textContent = words.meaning;
}

const ACTIONS = ['allow', 'log', 'warn', 'block'];

/* The policy's answer for the place that was chosen; a failed check has none. */
export function showPolicy(line, { phase, report, place, monitor }) {
	const stale = phase === 'busy';

	line.classList.toggle('stale', stale);
	if (phase === 'empty' || stale && line.hidden || phase === 'done' && report.verdict === 'unscanned') {
		line.hidden = true;
		return;
	}
	if (stale)
		return;
	line.hidden = false;
	if (place === null || !ACTIONS.includes(report.action)) {
		line.replaceChildren(t('p.none'));
		return;
	}
	const key = `p.${report.action}`;
	line.replaceChildren(el('b', {}, t(key, { place: place.name[lang()] })), ' ', t(`${key}.m`),
		monitor && report.action !== 'allow' ? ` ${t('p.monitor')}` : '');
}

/* For a screen reader: the verdict once it has settled, never each keystroke. */
export class Speaker {
	#timer = 0;
	#said = '';

	verdict(words, reasons) {
		clearTimeout(this.#timer);
		if (words.state === 'busy')
			return;
		const text = words.state === 'empty' ? '' : t(reasons > 0 ? 'live.reasons' : 'live.plain', { word: words.word, n: reasons });
		this.#timer = setTimeout(() => {
			if (text !== this.#said)
				$('live').textContent = text;
			this.#said = text;
		}, 900);
	}

	say(text) {
		$('live').textContent = text;
		this.#said = text;
	}
}
