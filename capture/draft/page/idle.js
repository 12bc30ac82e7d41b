/* A shared terminal clears itself.  The clock on the wall decides, not the number of
 * ticks: timers sleep while a lid is closed or a tab is hidden. */
import { $ } from './dom.js';
import { t } from './lang.js';

const WARN = 15; /* s of visible countdown */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchstart', 'compositionupdate'];

export class Idle {
	#seconds = 0;
	#last = Date.now();
	#warned = false;
	#on;

	/* on: {holds(): is there anything to clear, clear(), warn()} */
	constructor(on) {
		this.#on = on;
		for (const sign of SIGNS)
			addEventListener(sign, () => this.#sign(sign), { capture: true, passive: true });
		document.addEventListener('visibilitychange', () => this.#tick());
		setInterval(() => this.#tick(), 1000);
	}

	/* 0 switches it off */
	set(seconds) {
		this.#seconds = seconds;
		this.#last = Date.now();
	}

	#sign(sign) {
		/* who comes back too late must not find the other's text first */
		if (this.#left() <= 0)
			this.#tick();
		this.#last = Date.now();
		/* under a mouse on its way to the button the notice stays for the moment: the
		 * click must not fall on what lies below */
		if (sign !== 'pointermove' && sign !== 'pointerdown')
			this.#hide();
	}

	#left() {
		return this.#seconds <= 0 ? Infinity : this.#seconds - (Date.now() - this.#last) / 1000;
	}

	#hide() {
		this.#warned = false;
		$('idle').hidden = true;
	}

	#tick() {
		const left = this.#left();

		if (!this.#on.holds()) {
			this.#last = Date.now();
			this.#hide();
		} else if (left <= 0) {
			this.#hide();
			this.#last = Date.now();
			this.#on.clear();
		} else if (left <= WARN) {
			$('idle').hidden = false;
			$('idle-count').textContent = t('idle.seconds', { n: Math.ceil(left) });
			if (!this.#warned)
				this.#on.warn();
			this.#warned = true;
		} else {
			this.#hide();
		}
	}
}
