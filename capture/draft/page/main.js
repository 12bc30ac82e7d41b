/* Ties the parts together.  What is typed lives in the text area and in the answers
 * shown beside it, nowhere else, and clear() takes both away. */
import { askSettings, checkText } from './api.js';
import { Checker } from './checker.js';
import { X_LIMIT, characters, weighted } from './count.js';
import { Deeds } from './deeds.js';
import { $, el } from './dom.js';
import { Draft } from './draft.js';
import { examples } from './examples.js';
import { Idle } from './idle.js';
import { startKeys } from './keys.js';
import { lang, onLang, startLang, suggestLang, t } from './lang.js';
import { Learn } from './learn.js';
import { segmentsOf, spansOf } from './marks.js';
import { reasonsOf } from './mask.js';
import { Picture } from './picture.js';
import { Places } from './places.js';
import { pointReasons, showReasons } from './reasons.js';
import { currentTab, onTab, showTab, startTabs } from './tabs.js';
import { Speaker, showPolicy, showVerdict, wordsOf } from './verdict.js';

let settings = { reached: false };
let reasons = [];
let marks = []; /* of all reasons */

const speaker = new Speaker();
const draft = new Draft({ change: changed, compose: () => checker.hold(), caret: pointAt });
const checker = new Checker(ask, show);
const places = new Places(() => {
	changed();
	picture.placeChanged();
});
const deeds = new Deeds(draft, checker, say);
const picture = new Picture({ place: () => places.place, settings: () => settings, speaker, open: () => showTab('picture') });
const learn = new Learn(speaker);

function say(text) {
	$('said').textContent = text;
}

/* ---- asking ------------------------------------------------------------------ */

const bytes = text => new TextEncoder().encode(text).length;

async function ask(input, signal) {
	const limit = settings.limits.text_bytes;

	if (bytes(input.text) > limit)
		return { verdict: 'unscanned', findings: [], error: { code: 'large', limit } };
	const report = await checkText(input, signal);
	if (report !== null && report.verdict !== 'unscanned' && !settings.reached)
		applySettings(await askSettings());
	return report;
}

function changed() {
	say('');
	count();
	if (!draft.composing)
		checker.change({ text: draft.text, place: places.id, lang: lang() });
}

/* ---- showing ----------------------------------------------------------------- */

function count() {
	const parts = [t('count.chars', { n: characters(draft.text) })];

	if (places.isX) {
		const n = weighted(draft.text);
		parts.push(el('span', { class: n > X_LIMIT ? 'over' : '' }, ` ・ ${t('count.x', { n })}`, n > X_LIMIT ? t('count.over', { n: n - X_LIMIT }) : ''));
	}
	$('count').replaceChildren(...parts);
}

function show(state) {
	const words = wordsOf(state.phase, state.report, state.last);

	showVerdict($('verdict'), words);
	showPolicy($('policy'), { phase: state.phase, report: state.report, place: places.place, monitor: settings.monitor });
	$('reasons').setAttribute('aria-busy', String(state.phase === 'busy'));
	if (state.phase !== 'busy')
		showFound(state);
	deeds.show(state);
	speaker.verdict(words, state.phase === 'done' ? reasons.length : 0);
}

function showFound(state) {
	reasons = state.phase === 'done' ? reasonsOf(state.report) : [];
	marks = segmentsOf(spansOf(reasons));
	draft.mark(spansOf(reasons));
	$('reasons').hidden = reasons.length === 0;
	$('examples').hidden = state.phase !== 'empty';
	showReasons($('reason-list'), reasons, state.phase === 'done' ? state.input.text : '', {
		point: rule => draft.point(rule),
		mask: entities => deeds.mask(entities),
		show: (rule, e) => {
			if (checker.state.phase === 'done')
				draft.select(e.start_utf16, e.end_utf16);
		},
	}, $('verdict'));
}

/* The caret in a mark points out all its reasons. */
function pointAt(at) {
	const mark = checker.state.phase === 'done' ? marks.find(m => m.start <= at && at < m.end) : undefined;

	pointReasons($('reason-list'), mark?.rules ?? []);
}

function showExamples() {
	$('example-list').replaceChildren(...examples.map(e => el('li', {},
		el('button', { type: 'button', lang: 'ja', onclick: () => {
			draft.replace(e.text);
			draft.focus();
		} }, el('span', { class: 'kind', lang: lang() }, e.kind[lang()]), el('span', {}, e.text)))));
}

/* ---- the page as a whole -------------------------------------------------------- */

function applySettings(next) {
	settings = next;
	places.set(settings.destinations);
	idle.set(settings.idle_seconds);
	picture.setUsable(settings.pictures || !settings.reached);
	$('version').textContent = settings.version === '' ? '' : `Shuhi ${settings.version}`;
	$('leave').hidden = typeof settings.login !== 'string';
	$('who').textContent = typeof settings.login === 'string' ? settings.login : '';
}

function clear(word) {
	draft.wipe();
	places.reset();
	picture.clear();
	learn.clear();
	checker.forget();
	count();
	say('');
	if (word !== null) {
		say(t(word));
		speaker.say(t(word));
	}
}

const idle = new Idle({
	holds: () => draft.text !== '' || picture.holds || learn.holds,
	clear: () => {
		$('help').close();
		showTab('draft');
		clear('s.idle');
	},
	warn: () => speaker.say(t('s.idle.soon')),
});

function nextReason() {
	const all = [...$('reason-list').children];
	const at = all.indexOf(document.activeElement?.closest?.('.reason'));

	if (currentTab() === 'draft')
		(all[at + 1] ?? all[0])?.focus();
}

function start() {
	startTabs();
	onTab(name => $(`slot-${name}`)?.append($('places')));
	startKeys({
		text: () => {
			showTab('draft');
			draft.focus();
		},
		next: nextReason,
		maskAll: () => (currentTab() === 'draft' ? deeds.maskAll() : picture.coverAll()),
		copy: () => currentTab() === 'draft' && deeds.copy(),
	});
	$('skip').addEventListener('click', e => {
		e.preventDefault();
		showTab('draft');
		draft.focus();
	});
	$('picture-clear').addEventListener('click', () => {
		clear('s.cleared');
		$('choose').focus();
	});
	$('clear').addEventListener('click', () => {
		clear('s.cleared');
		draft.focus();
	});
	onLang(() => {
		showExamples();
		places.show();
		count();
		if (checker.state.phase === 'empty')
			show(checker.state);
		else
			changed();
		picture.langChanged();
		learn.show();
	});
	addEventListener('online', () => checker.again());
	addEventListener('beforeprint', () => {
		$('printed').textContent = new Date().toLocaleString(lang());
	});
	/* neither the way back nor a restored tab may show what the last person wrote */
	addEventListener('pagehide', () => clear(null));
	addEventListener('pageshow', e => e.persisted && clear(null));
}

startLang();
start();
clear(null);
showExamples();
$('main').hidden = false;
$('not-started').remove();
applySettings(await askSettings());
suggestLang(settings.lang);
draft.focus();
