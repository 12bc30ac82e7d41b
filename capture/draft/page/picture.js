/* The picture's screen: from a file to a verdict, frames, black boxes and a safe copy. */
import { checkImage } from './api.js';
import { OwnBoxes } from './boxes.js';
import { decode, draw, foundAt, safeCopy, wipe } from './canvas.js';
import { $ } from './dom.js';
import { lang, t } from './lang.js';
import { foundIn, showFound, showMeta, showRead, showRisks } from './pictureparts.js';
import { reasonsOf } from './mask.js';
import { showReasons } from './reasons.js';
import { receivePictures } from './receive.js';
import { showPolicy, showVerdict, wordsOf } from './verdict.js';

export class Picture {
	#file = null;
	#abort = null;
	#report = null;
	#picture = null; /* {bitmap, found, own} */
	#boxes;
	#app;

	/* app: {place(), settings(), speaker, open()} */
	constructor(app) {
		this.#app = app;
		this.#boxes = new OwnBoxes({ change: () => this.#redraw(), click: at => this.#toggleAt(at) });
		receivePictures(file => this.#take(file));
		$('box-add').addEventListener('click', () => this.#boxes.add());
		$('cover-all').addEventListener('click', () => this.coverAll());
		$('save').addEventListener('click', () => this.#save());
		$('picture-retry').addEventListener('click', () => this.#check());
		addEventListener('resize', () => this.#redraw());
	}

	get holds() { return this.#file !== null; }

	setUsable(usable) {
		$('picture-on').hidden = !usable;
		$('picture-off').hidden = usable;
	}

	clear() {
		this.#abort?.abort();
		this.#abort = null;
		this.#file = null;
		this.#forget();
		$('file').value = '';
		$('drop').hidden = false;
		$('picture-result').hidden = true;
	}

	/* Everything of the last answer, the picture's pixels too. */
	#forget() {
		this.#picture?.bitmap.close();
		this.#picture = null;
		this.#report = null;
		this.#boxes.set(null);
		wipe($('canvas'));
		$('picture-said').textContent = '';
		this.#parts();
	}

	#take(file) {
		this.#app.open();
		if ($('picture-on').hidden)
			return;
		this.#file = file;
		this.#forget();
		this.#check();
	}

	placeChanged() {
		if (this.holds)
			this.#check();
	}

	langChanged() {
		this.placeChanged();
	}

	async #ask(signal) {
		const limit = this.#app.settings().limits.image_bytes;

		if (this.#file.size > limit)
			return { verdict: 'unscanned', findings: [], error: { code: 'image.large', limit } };
		return checkImage({ file: this.#file, place: this.#app.place()?.id ?? '', lang: lang() }, signal);
	}

	async #check() {
		const abort = new AbortController();

		this.#abort?.abort();
		this.#abort = abort;
		$('drop').hidden = true;
		$('picture-result').hidden = false;
		this.#showVerdict('busy');
		const report = await this.#ask(abort.signal);
		if (report === null || this.#abort !== abort)
			return;
		await this.#answered(report, abort);
	}

	async #answered(report, abort) {
		let bitmap = null;

		if (report.verdict !== 'unscanned') {
			try {
				bitmap = await decode(report.image);
			} catch {
				report = { verdict: 'unscanned', findings: [], error: { message: t('i.broken') } };
			}
			if (this.#abort !== abort) {
				bitmap?.close();
				return;
			}
		}
		/* the same picture, asked again for another place or language: boxes stay */
		const own = this.#picture?.own ?? [];
		const before = this.#picture?.found ?? [];
		this.#picture?.bitmap.close();
		this.#report = report;
		this.#picture = bitmap === null ? null : { bitmap, found: foundIn(report, before), own };
		this.#parts();
		this.#boxes.set(this.#picture);
		this.#redraw();
		this.#showVerdict('done');
		$('picture-verdict').focus({ preventScroll: true });
	}

	#showVerdict(phase) {
		const words = wordsOf(phase, this.#report, null, 'i');

		if (phase === 'busy')
			words.meaning = t('i.busy');
		showVerdict($('picture-verdict'), words);
		showPolicy($('picture-policy'), { phase, report: this.#report, place: this.#app.place(), monitor: this.#app.settings().monitor });
		$('picture-retry').hidden = phase === 'busy' || this.#report?.verdict !== 'unscanned';
		this.#app.speaker.verdict(words, this.#picture?.found.length ?? 0);
	}

	#parts() {
		const there = this.#picture !== null;
		const reasons = there ? reasonsOf(this.#report) : [];

		for (const id of ['stage', 'picture-tools', 'picture-caution', 'save'])
			$(id).hidden = !there;
		$('picture-reasons').hidden = reasons.length === 0;
		showReasons($('picture-reason-list'), reasons, this.#report?.text ?? '', { point: rule => this.#point(rule) }, $('picture-verdict'));
		showRisks(there ? this.#report : null);
		showMeta(there ? this.#report.metadata : null);
		showRead(there ? this.#report : null, reasons);
		this.#foundList();
	}

	#foundList() {
		showFound(this.#picture?.found ?? [], {
			toggle: f => {
				f.covered = !f.covered;
				this.#redraw();
			},
			point: f => {
				this.#picture?.found.forEach(x => {
					x.lit = x === f;
				});
				this.#redraw();
			},
		});
	}

	#point(rule) {
		this.#picture?.found.forEach(f => {
			f.lit = f.rules.includes(rule);
		});
		this.#redraw();
	}

	#redraw() {
		const found = this.#picture?.found ?? [];
		const open = found.filter(f => !f.covered).length;

		if (this.#picture !== null)
			draw($('canvas'), this.#picture);
		for (const [i, box] of [...document.querySelectorAll('#found-list input')].entries())
			box.checked = found[i]?.covered === true; /* the list may be going just now */
		$('cover-all').hidden = found.length === 0;
		$('cover-word').textContent = t(open > 0 ? 'i.all' : 'i.none');
		$('cover-all').classList.toggle('primary', open > 0);
		$('save').classList.toggle('primary', open === 0);
		if (found.length > 0)
			$('picture-said').textContent = open > 0 ? t('i.save.open', { n: open }) : '';
	}

	#toggleAt(at) {
		const f = foundAt(this.#picture, at);

		if (f !== undefined)
			f.covered = !f.covered;
		this.#redraw();
	}

	/* All black, or, when all is black already, all open again. */
	coverAll() {
		const found = this.#picture?.found ?? [];
		const covered = found.some(f => !f.covered);

		found.forEach(f => {
			f.covered = covered;
		});
		this.#redraw();
	}

	async #save() {
		const blob = await safeCopy(this.#picture);

		if (blob === null) {
			$('picture-said').textContent = t('i.saved.not');
			return;
		}
		const link = document.createElement('a');
		link.href = URL.createObjectURL(blob);
		link.download = 'safe-copy.png'; /* a name that tells nothing */
		link.click();
		setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
		$('picture-said').textContent = t('i.saved');
	}
}
