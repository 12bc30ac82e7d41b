/* Shortcuts: function keys and Ctrl+Enter only, because letters belong to the text and
 * to the input method, and what an input method is busy with is not for us. */
import { $, el } from './dom.js';
import { t } from './lang.js';

const LIST = [
	['F1', 'k.f1'], ['F2', 'k.f2'], ['F8', 'k.f8'], ['F9', 'k.f9'], ['Ctrl+Z', 'k.undo'], ['Ctrl+Enter', 'k.copy'],
	['← →', 'k.tabs'], ['Tab / Shift+Tab', 'k.tab'], ['← ↑ ↓ → / Shift / Delete', 'k.box'],
];

function openHelp() {
	$('help-keys').replaceChildren(...LIST.flatMap(([key, what]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, t(what))]));
	if (!$('help').open)
		$('help').showModal();
}

/* on: {text(), next(), maskAll(), copy()} */
export function startKeys(on) {
	const deeds = { F1: openHelp, F2: on.text, F8: on.next, F9: on.maskAll };

	$('help-open').addEventListener('click', openHelp);
	addEventListener('keydown', e => {
		if (e.isComposing || e.altKey || e.metaKey)
			return;
		const deed = e.ctrlKey ? (e.key === 'Enter' ? on.copy : undefined) : deeds[e.key];
		if (deed === undefined || $('help').open && e.key !== 'F1')
			return;
		e.preventDefault();
		deed();
	});
}
