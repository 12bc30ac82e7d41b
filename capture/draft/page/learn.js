/* The practice: question, answer, why.  No clock, no streak, no record: the score is
 * shown once and forgotten. */
import { $, el, icon } from './dom.js';
import { lang, t } from './lang.js';
import { lessons, questions } from './quiz.js';

const START = -1;

export class Learn {
	#at = START;
	#answers = []; /* right or not, by question */
	#given = null; /* the option chosen now, null before */
	#speaker;

	constructor(speaker) {
		this.#speaker = speaker;
		this.show();
	}

	get holds() { return this.#at !== START; }

	clear() {
		this.#at = START;
		this.#answers = [];
		this.#given = null;
		this.show();
	}

	show() {
		const q = questions[this.#at];

		$('quiz').replaceChildren(...(this.#at === START ? this.#cover() : q === undefined ? this.#end() : this.#question(q)));
	}

	#go(at) {
		this.#at = at;
		this.#given = null;
		if (at === START)
			this.#answers = [];
		this.show();
		$('quiz').querySelector('[data-first]')?.focus();
	}

	#cover() {
		return [
			el('button', { type: 'button', class: 'primary', 'data-first': true, onclick: () => this.#go(0) }, t('q.start', { n: questions.length })),
			...this.#lessons(),
		];
	}

	#lessons() {
		return [el('h2', { class: 'lessons-title' }, t('q.learn')), el('ol', { class: 'lessons' }, ...lessons.map(l => el('li', {}, l[lang()])))];
	}

	#options(q) {
		if (q.options !== undefined)
			return q.options.map(o => ({ text: o[lang()], right: o.right === true }));
		return [{ text: t('q.leak'), right: q.leak }, { text: t('q.ok'), right: !q.leak }];
	}

	#choose(q, i) {
		const option = this.#options(q)[i];

		this.#given = i;
		this.#answers[this.#at] = option.right;
		this.show();
		$('quiz').querySelector('.answer').focus();
	}

	/* The words that gave it away are marked once the answer is given. */
	#post(q) {
		const parts = [];
		let rest = q.text;

		for (const term of this.#given === null ? [] : q.terms ?? []) {
			const at = rest.indexOf(term);
			parts.push(rest.slice(0, at), el('mark', {}, term));
			rest = rest.slice(at + term.length);
		}
		return el('blockquote', { class: 'post', lang: 'ja' }, ...parts, rest);
	}

	#question(q) {
		const options = this.#options(q);
		const before = questions[this.#at - 1];
		const done = this.#given !== null;

		return [el('div', { class: 'card' },
			el('p', { class: 'step' }, t('q.of', { n: this.#at + 1, all: questions.length })),
			el('progress', { max: questions.length, value: this.#at + (done ? 1 : 0), 'aria-hidden': 'true' }),
			el('h2', { tabindex: '-1', 'data-first': true, id: 'quiz-ask' }, q.ask?.[lang()] ?? t('q.judge')),
			q.text === undefined ? null : this.#post(q),
			el('div', { class: q.options === undefined ? 'options two' : 'options', role: 'group', 'aria-labelledby': 'quiz-ask' }, ...options.map((o, i) => this.#option(q, o, i))),
			done ? this.#answer(q, options, q.pair ? before : null) : null,
			el('p', { class: 'leave' }, el('button', { type: 'button', class: 'quiet', onclick: () => this.#go(START) }, t('q.stop'))))];
	}

	#option(q, option, i) {
		if (this.#given === null)
			return el('button', { type: 'button', onclick: () => this.#choose(q, i) }, option.text);
		const kind = option.right ? 'option right' : this.#given === i ? 'option wrong' : 'option';
		return el('p', { class: kind }, option.right ? icon('tick') : this.#given === i ? icon('cross') : null, option.text);
	}

	#answer(q, options, twin) {
		const right = this.#answers[this.#at];
		const last = this.#at + 1 === questions.length;

		return el('div', { class: right ? 'answer right' : 'answer wrong', tabindex: '-1' },
			el('h3', {}, right ? t('q.right') : t('q.wrong', { answer: options.find(o => o.right).text })),
			el('p', {}, q.why[lang()]),
			twin === null ? null : el('p', { class: 'twin', lang: 'ja' }, '↔ ', twin.text),
			el('p', { class: 'point' }, el('b', {}, t('q.point')), ' ', q.point[lang()]),
			el('button', { type: 'button', class: 'primary', onclick: () => this.#go(this.#at + 1) }, t(last ? 'q.end' : 'q.next')));
	}

	#end() {
		const n = this.#answers.filter(a => a).length;
		const missed = questions.filter((q, i) => !this.#answers[i]);

		this.#speaker.say(t('q.score', { n, all: questions.length }));
		return [el('div', { class: 'card' },
			el('h2', { tabindex: '-1', 'data-first': true, class: 'score' }, t('q.score', { n, all: questions.length })),
			el('p', {}, t(missed.length === 0 ? 'q.score.all' : 'q.score.m')),
			missed.length === 0 ? null : el('ul', { class: 'missed' }, ...missed.map(q => el('li', {},
				q.text === undefined ? null : el('span', { class: 'twin', lang: 'ja' }, q.text), el('span', {}, q.point[lang()])))),
			el('p', {}, el('button', { type: 'button', class: 'primary', onclick: () => this.#go(START) }, t('q.again')))),
		...this.#lessons()];
	}
}
