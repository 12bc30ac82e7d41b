/* The picture's screen: from a file to a verdict, frames, black boxes and a safe copy. */
import { checkImage } from './api.js';
import { OwnBoxes } from './boxes.js';
import { decode, draw, foundAt, safeCopy, wipe } from './canvas.js';
import { $ } from './dom.js';
import { lang, t } from './lang.js';
import { foundIn, isUnclear, reviewOf, showFound, showMeta, showRead, showRisks } from './pictureparts.js';
import { reasonsOf } from './mask.js';
import { showReasons } from './reasons.js';
import { isPicture, receiveFiles } from './receive.js';
import { canAgain, showPolicy, showVerdict, wordsOf } from './verdict.js';

export class Picture {
	#files = []; /* as they were given */
	#file = null; /* the one that is checked */
	#abort = null;
	#report = null;
	#picture = null; /* {bitmap, found, own} */
	#boxes;
	#app;

	/* app: {place(), settings(), speaker, open()} */
	constructor(app) {
		this.#app = app;
		this.#boxes = new OwnBoxes({ change: () => this.#redraw(), click: at => this.#toggleAt(at) });
		receiveFiles(files => this.#take(files));
		$('box-add').addEventListener('click', () => this.#boxes.add());
		$('cover-all').addEventListener('click', () => this.#toggleAll());
		$('save').addEventListener('click', () => this.#save());
		$('save-ask').addEventListener('close', () => $('save-ask').returnValue === 'yes' && this.#saveNow());
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
		this.#files = [];
		this.#file = null;
		this.#forget();
		$('save-ask').close();
		this.#only();
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

	/* The first picture of them; what is no picture is an answer, too. */
	#take(files) {
		this.#app.open();
		if ($('picture-on').hidden)
			return;
		this.#files = files;
		this.#file = files.find(isPicture) ?? files[0];
		$('file').value = ''; /* the same file again is a choice, too */
		this.#forget();
		this.#only();
		this.#check();
	}

	#only() {
		const n = this.#files.length;

		$('picture-only').hidden = n < 2;
		$('picture-only-text').textContent = n < 2 ? '' : t('i.only', { n, name: this.#file.name });
	}

	placeChanged() {
		if (this.holds)
			this.#check();
	}

	langChanged() {
		this.#only();
		this.placeChanged();
	}

	async #ask(signal) {
		const limit = this.#app.settings().limits.image_bytes;

		if (!isPicture(this.#file))
			return { verdict: 'unscanned', findings: [], error: { code: 'type' } };
		if (this.#file.size > limit)
			return { verdict: 'unscanned', findings: [], error: { code: 'image.large', limit } };
		const report = await checkImage({ file: this.#file, place: this.#app.place()?.id ?? '', lang: lang() }, signal);
		if (report?.error?.code === 'pixels')
			report.error.limit = this.#app.settings().limits.image_pixels;
		return report;
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
		const fresh = this.#report === null;
		const own = this.#picture?.own ?? [];
		const before = this.#picture?.found ?? [];
		this.#picture?.bitmap.close();
		this.#report = report;
		this.#picture = bitmap === null ? null : { bitmap, found: foundIn(report, before), own };
		this.#parts();
		this.#boxes.set(this.#picture);
		this.#redraw();
		this.#showVerdict('done');
		if (fresh)
			$('picture-verdict').focus({ preventScroll: true });
	}

	#showVerdict(phase) {
		const words = wordsOf(phase, this.#report, null, 'i');

		if (phase === 'busy')
			words.meaning = t('i.busy');
		else if (words.state === 'review')
			words.meaning = t(reviewOf(this.#report));
		showVerdict($('picture-verdict'), words);
		showPolicy($('picture-policy'), { phase, report: this.#report, place: this.#app.place(), monitor: this.#app.settings().monitor });
		$('picture-retry').hidden = phase === 'busy' || !canAgain(this.#report);
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
		$('save').classList.toggle('primary', this.#why === null);
		$('save-word').textContent = t(this.#why === null ? 'i.save' : 'i.save.plain');
		if (found.length > 0)
			$('picture-said').textContent = open > 0 ? t('i.save.open', { n: open }) : t('i.covered');
	}

	#toggleAt(at) {
		const f = foundAt(this.#picture, at);

		if (f !== undefined)
			f.covered = !f.covered;
		this.#redraw();
	}

	#setAll(covered) {
		this.#picture?.found.forEach(f => {
			f.covered = covered;
		});
		this.#redraw();
	}

	/* Only ever black: a key that is pressed twice must not open anything. */
	coverAll() {
		this.#setAll(true);
	}

	/* The button says which. */
	#toggleAll() {
		this.#setAll(this.#picture?.found.some(f => !f.covered) === true);
	}

	/* Why a copy would not be safe, or null. */
	get #why() {
		const open = this.#picture?.found.filter(f => !f.covered).length ?? 0;

		if (open > 0)
			return t('i.ask.open', { n: open });
		return isUnclear(this.#report) ? t('i.ask.unclear') : null;
	}

	#save() {
		const why = this.#why;

		if (why === null) {
			this.#saveNow();
			return;
		}
		$('save-ask-why').textContent = why;
		$('save-ask').returnValue = '';
		$('save-ask').showModal();
	}

	async #saveNow() {
		const safe = this.#why === null;
		const blob = await safeCopy(this.#picture);

		if (blob === null) {
			$('picture-said').textContent = t('i.saved.not');
			return;
		}
		const link = document.createElement('a');
		link.href = URL.createObjectURL(blob);
		link.download = safe ? 'safe-copy.png' : 'copy.png'; /* names that tell nothing else */
		link.click();
		setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
		$('picture-said').textContent = t(safe ? 'i.saved' : 'i.saved.unsafe');
	}
}
