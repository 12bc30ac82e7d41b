/* The text area, the marks behind it, and what an input method does to both. */
import { $ } from './dom.js';
import { markAt, moved, paint, point, setAdrift } from './marks.js';

const UNDO_MOST = 50;
const EDIT_MOST = 10_000; /* characters, */
const LINES_MOST = 200; /* and lines: of thousands a browser's editing takes minutes */

/* From where to where `text` differs, and what stands there in `next`. */
function difference(text, next) {
	const most = Math.min(text.length, next.length);
	let start = 0;
	let end = 0;

	while (start < most && text[start] === next[start])
		start++;
	while (end < most - start && text.at(-1 - end) === next.at(-1 - end))
		end++;
	return { start, end: text.length - end, by: next.slice(start, next.length - end) };
}

const isShort = text => text.length <= EDIT_MOST && text.split('\n', LINES_MOST + 1).length <= LINES_MOST;

export class Draft {
	#area = $('text');
	#backdrop = $('backdrop');
	#composing = false;
	#painted = '';
	#spans = [];
	#rule = null;
	#undo = [];
	#own = false; /* it is we who change the text */
	#on;

	/* on: {change(), compose(), caret(offset)} */
	constructor(on) {
		this.#on = on;
		this.#listen();
		document.addEventListener('selectionchange', () => this.#caret());
		this.#repaint();
	}

	get text() { return this.#area.value; }
	get composing() { return this.#composing; }
	get canUndo() { return this.#undo.at(-1)?.after === this.text; }

	#listen() {
		this.#area.addEventListener('compositionstart', () => {
			this.#composing = true;
			this.#on.compose();
		});
		this.#area.addEventListener('compositionend', () => {
			this.#composing = false;
			this.#edited();
		});
		this.#area.addEventListener('input', e => {
			if (this.#own)
				return;
			if (e.isComposing || this.#composing)
				this.#grow();
			else
				this.#edited();
		});
		this.#area.addEventListener('keydown', e => this.#undoKey(e));
	}

	/* Half-composed text is neither judged nor painted; only the room grows with it. */
	#grow() {
		setAdrift(this.#backdrop, this.#area.selectionStart - 1);
		this.#backdrop.style.minHeight = `${this.#area.scrollHeight}px`;
	}

	#edited() {
		this.#spans = moved(this.#spans, this.#painted, this.text);
		this.#repaint();
		this.#on.change();
	}

	#repaint() {
		this.#painted = this.text;
		this.#backdrop.style.minHeight = '';
		paint(this.#backdrop, this.#painted, this.#spans);
		point(this.#backdrop, this.#rule);
	}

	#caret() {
		if (document.activeElement === this.#area && !this.#composing)
			this.#on.caret(this.#area.selectionStart);
	}

	/* By the browser's own editing, so that its history goes on: what was typed before can
	 * still be taken back afterwards.  Its way is for what has the focus. */
	#edit(command, text) {
		const focused = document.activeElement;
		const { start, end, by } = difference(this.text, text);

		this.#own = true;
		if (isShort(by) && isShort(this.text.slice(start, end))) {
			this.#area.focus({ preventScroll: true });
			this.#area.setSelectionRange(start, end);
			document.execCommand(command, false, by);
			focused?.focus({ preventScroll: true });
		}
		if (this.text !== text)
			this.#area.value = text;
		this.#own = false;
		this.#edited();
	}

	#undoKey(e) {
		if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === 'z' && !e.isComposing && this.canUndo) {
			e.preventDefault();
			this.undo();
		}
	}

	mark(spans) {
		this.#spans = spans;
		if (!this.#composing)
			this.#repaint();
	}

	point(rule) {
		this.#rule = rule;
		point(this.#backdrop, rule);
	}

	/* Replace the text in a way that undo() takes back. */
	replace(text) {
		const before = this.text;

		if (text === before)
			return;
		this.#undo.push({ before, after: text });
		if (this.#undo.length > UNDO_MOST)
			this.#undo.shift();
		this.#edit('insertText', text);
	}

	undo() {
		if (!this.canUndo)
			return false;
		this.#edit('undo', this.#undo.pop().before);
		return true;
	}

	select(start, end) {
		const mark = markAt(this.#backdrop, start);

		this.#area.focus({ preventScroll: true });
		this.#area.setSelectionRange(start, end);
		mark?.scrollIntoView({ block: 'center', behavior: 'smooth' });
	}

	focus() {
		this.#area.focus();
	}

	/* A fresh element has no history: Ctrl+Z must not bring back what was cleared.  A clone
	 * takes the value along, so that goes first. */
	wipe() {
		const focused = document.activeElement === this.#area;

		this.#area.value = '';
		const fresh = this.#area.cloneNode(false);
		this.#area.replaceWith(fresh);
		this.#area = fresh;
		this.#composing = false;
		this.#undo = [];
		this.#spans = [];
		this.#rule = null;
		this.#listen();
		this.#repaint();
		if (focused)
			fresh.focus();
	}
}
