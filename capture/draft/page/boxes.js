/* Black boxes of one's own: drawn with the mouse or a finger, or put in the middle and
 * moved with the arrows. */
import { $, el } from './dom.js';
import { t } from './lang.js';

const STEP = 0.01; /* of the picture's width, a press of an arrow */
const LEAST = 0.01; /* smaller than this was a click, no drag */

const between = (v, low, high) => Math.min(Math.max(v, low), high);

export class OwnBoxes {
	#picture = null;
	#from = null;
	#on;

	/* on: {change(), click(at)}; places are in pixels of the picture */
	constructor(on) {
		const canvas = $('canvas');

		this.#on = on;
		canvas.addEventListener('pointerdown', e => this.#down(e));
		canvas.addEventListener('pointermove', e => this.#move(e));
		canvas.addEventListener('pointerup', e => this.#up(e));
		canvas.addEventListener('pointercancel', () => this.#cancel());
	}

	set(picture) {
		this.#picture = picture;
		this.show();
	}

	get #width() { return this.#picture.bitmap.width; }
	get #height() { return this.#picture.bitmap.height; }

	#at(e) {
		const r = $('canvas').getBoundingClientRect();

		return {
			x: between((e.clientX - r.left) / r.width, 0, 1) * this.#width,
			y: between((e.clientY - r.top) / r.height, 0, 1) * this.#height,
		};
	}

	#down(e) {
		if (this.#picture === null || e.button !== 0)
			return;
		e.preventDefault();
		$('canvas').setPointerCapture(e.pointerId);
		this.#from = { at: this.#at(e), box: null };
	}

	#move(e) {
		if (this.#from === null)
			return;
		const { at, box } = this.#from;
		const to = this.#at(e);
		const now = { x: Math.min(at.x, to.x), y: Math.min(at.y, to.y), w: Math.abs(to.x - at.x), h: Math.abs(to.y - at.y) };

		if (box !== null)
			Object.assign(box, now);
		else if (Math.max(now.w, now.h) > LEAST * this.#width)
			this.#picture.own.push(this.#from.box = now);
		this.#on.change();
	}

	#up(e) {
		const from = this.#from;

		this.#from = null;
		if (from === null)
			return;
		if (from.box === null)
			this.#on.click(this.#at(e));
		this.show();
	}

	#cancel() {
		this.#from = null;
		this.show();
	}

	add() {
		const w = this.#width / 4;
		const h = this.#height / 10;

		this.#picture.own.push({ x: (this.#width - w) / 2, y: (this.#height - h) / 2, w, h });
		this.show();
		this.#on.change();
		$('own-boxes').lastElementChild.focus();
	}

	#remove(i) {
		this.#picture.own.splice(i, 1);
		this.show();
		this.#on.change();
		($('own-boxes').children[Math.max(0, i - 1)] ?? $('box-add')).focus();
	}

	#key(e, i) {
		const step = STEP * this.#width * (e.ctrlKey ? 0.2 : 1);
		const [dx, dy] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[e.key] ?? [0, 0];
		const box = this.#picture.own[i];

		if (e.key === 'Delete' || e.key === 'Backspace') {
			e.preventDefault();
			this.#remove(i);
			return;
		}
		if (dx === 0 && dy === 0)
			return;
		e.preventDefault();
		if (e.shiftKey) {
			box.w = between(box.w + dx, step, this.#width - box.x);
			box.h = between(box.h + dy, step, this.#height - box.y);
		} else {
			box.x = between(box.x + dx, 0, this.#width - box.w);
			box.y = between(box.y + dy, 0, this.#height - box.h);
		}
		this.#lay(e.currentTarget, box);
		this.#on.change();
	}

	#lay(button, box) {
		button.style.left = `${100 * box.x / this.#width}%`;
		button.style.top = `${100 * box.y / this.#height}%`;
		button.style.width = `${100 * box.w / this.#width}%`;
		button.style.height = `${100 * box.h / this.#height}%`;
	}

	/* Each black box is a button over the canvas, so that the keyboard can reach it. */
	show() {
		const own = this.#picture?.own ?? [];

		$('own-boxes').replaceChildren(...own.map((box, i) => {
			const button = el('button', { type: 'button', class: 'own-box', 'aria-label': t('i.box', { n: i + 1 }), onkeydown: e => this.#key(e, i) });
			this.#lay(button, box);
			return button;
		}));
	}
}
