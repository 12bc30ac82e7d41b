/* What can be done about a verdict: mask, undo, copy.  Only about the text that was
 * judged; while a newer one waits for its verdict the buttons stay but do nothing. */
import { copy } from './copy.js';
import { $, isUsable, setUsable } from './dom.js';
import { t } from './lang.js';
import { applyCuts, cutsOf } from './mask.js';
import { canAgain } from './verdict.js';

export class Deeds {
	#draft;
	#checker;
	#say;

	constructor(draft, checker, say) {
		this.#draft = draft;
		this.#checker = checker;
		this.#say = say;
		$('mask-all').addEventListener('click', () => this.maskAll());
		$('copy').addEventListener('click', () => this.copy());
		$('copy-anyway').addEventListener('click', () => this.#copyNow());
		$('undo').addEventListener('click', () => this.undo());
		$('retry').addEventListener('click', () => checker.again());
	}

	/* the report about what stands there now, or null */
	get #report() {
		const s = this.#checker.state;

		return s.phase === 'done' && s.input.text === this.#draft.text ? s.report : null;
	}

	#cuts() {
		return cutsOf((this.#report?.findings ?? []).flatMap(f => f.entities));
	}

	#replace(cuts) {
		this.#draft.replace(applyCuts(this.#draft.text, cuts));
		this.#say(t('s.masked', { n: cuts.length }));
	}

	mask(entities) {
		const cuts = cutsOf(entities);

		if (this.#report !== null && cuts.length > 0)
			this.#replace(cuts);
	}

	maskAll() {
		const cuts = this.#cuts();

		if (cuts.length === 0)
			return;
		this.#replace(cuts);
		this.#verdict();
	}

	undo() {
		if (!this.#draft.undo())
			return;
		this.#say(t('s.undone'));
		this.#draft.focus();
	}

	/* A button that goes away must not take the focus with it. */
	#verdict() {
		if (document.activeElement?.closest('.deeds'))
			$('verdict').focus({ preventScroll: true });
	}

	async copy() {
		if (isUsable($('copy')) && this.#report?.verdict === 'pass')
			await this.#copyNow();
	}

	async #copyNow() {
		if (this.#report !== null)
			this.#say(t(await copy(this.#draft.text) ? 's.copied' : 's.copied.not'));
	}

	/* The main button mends; copying is the main one only when nothing was found. */
	show(state) {
		const busy = state.phase === 'busy';
		const verdict = state.phase === 'done' ? state.report.verdict : null;
		const cuts = this.#cuts();

		for (const id of ['mask-all', 'copy', 'copy-anyway'])
			setUsable($(id), !busy);
		$('undo').hidden = !this.#draft.canUndo;
		$('retry').hidden = verdict === null || !canAgain(state.report);
		if (busy)
			return;
		$('mask-all').hidden = cuts.length === 0;
		$('copy').hidden = verdict !== 'pass';
		$('copy-anyway').hidden = verdict !== 'review';
		this.#preview(cuts);
	}

	#preview(cuts) {
		$('preview').hidden = cuts.length === 0;
		$('preview-text').textContent = cuts.length === 0 ? '' : applyCuts(this.#draft.text, cuts);
	}
}
