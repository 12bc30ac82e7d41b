/* Three screens on one page, as tabs: arrows move between them. */
import { $ } from './dom.js';

const NAMES = ['draft', 'picture', 'learn'];

let listener = () => {};

export const onTab = f => {
	listener = f;
};

export function showTab(name, focus = false) {
	for (const n of NAMES) {
		const tab = $(`tab-${n}`);
		const on = n === name;
		tab.setAttribute('aria-selected', String(on));
		tab.tabIndex = on ? 0 : -1;
		$(`panel-${n}`).hidden = !on;
		if (on && focus)
			tab.focus();
	}
	listener(name);
}

export const currentTab = () => NAMES.find(n => !$(`panel-${n}`).hidden);

export function startTabs() {
	for (const [i, n] of NAMES.entries()) {
		$(`tab-${n}`).addEventListener('click', () => showTab(n));
		$(`tab-${n}`).addEventListener('keydown', e => {
			const to = { ArrowRight: i + 1, ArrowLeft: i - 1 + NAMES.length, Home: 0, End: NAMES.length - 1 }[e.key];
			if (to === undefined)
				return;
			e.preventDefault();
			showTab(NAMES[to % NAMES.length], true);
		});
	}
}
