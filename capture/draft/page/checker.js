/* From a text that changes to a verdict about just this text.
 *
 *	empty    nothing to check
 *	busy     no answer yet about what stands there now; `last` is the one before
 *	done     `report` is about `input`
 *
 * A new text ends the question about the old one, so that an answer can never be shown
 * beside a text it was not given for. */
const DELAY = 220; /* ms of pause in typing */
const MOST = 1000; /* who never pauses is checked all the same */
const RETRY_MOST = 30; /* s between two tries */

export class Checker {
	#ask;
	#listener;
	#timer = 0;
	#abort = null;
	#since = null;
	#tries = 0;
	#input = null;
	state = { phase: 'empty', last: null };

	/* ask(input, signal) -> report, or null when the signal was aborted */
	constructor(ask, listener) {
		this.#ask = ask;
		this.#listener = listener;
	}

	#set(state) {
		this.state = state;
		this.#listener(state);
	}

	#drop() {
		clearTimeout(this.#timer);
		this.#abort?.abort();
		this.#abort = null;
	}

	#last() {
		return this.state.phase === 'done' ? this.state.report : this.state.last;
	}

	/* The text is in the making (an input method): what was known is out of date, and
	 * nothing is asked until it is finished. */
	hold() {
		this.#drop();
		this.#set({ phase: 'busy', last: this.#last() });
	}

	change(input, pause = DELAY) {
		const now = performance.now();

		this.#drop();
		this.#tries = 0;
		this.#input = input;
		if (input.text.trim() === '') {
			this.#since = null;
			this.#set({ phase: 'empty', last: null });
			return;
		}
		this.#since ??= now;
		this.#set({ phase: 'busy', last: this.#last() });
		this.#timer = setTimeout(() => this.#go(), Math.max(0, Math.min(pause, this.#since + MOST - now)));
	}

	/* Ask again about the same text. */
	again() {
		if (this.#input !== null && this.state.phase !== 'empty')
			this.change(this.#input, 0);
	}

	forget() {
		this.#drop();
		this.#input = null;
		this.#since = null;
		this.#set({ phase: 'empty', last: null });
	}

	async #go() {
		const abort = new AbortController();
		const input = this.#input;

		this.#since = null;
		this.#abort = abort;
		const report = await this.#ask(input, abort.signal);
		if (report === null || this.#abort !== abort)
			return;
		this.#abort = null;
		this.#set({ phase: 'done', report, input });
		if (typeof report.retry === 'number')
			this.#later(report.retry);
	}

	/* The verdict stays "could not be checked" until an answer says otherwise. */
	#later(seconds) {
		const wait = Math.min(RETRY_MOST, seconds * 2 ** Math.min(this.#tries, 4));

		this.#tries++;
		this.#timer = setTimeout(() => this.#go(), wait * 1000);
	}
}
