import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { inputMethod, marks, openPage, startBrowser, startServer, textOf, verdict } from './kiosk.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

/* The marks' words are the slices that the server's UTF-16 offsets name. */
async function marked(text) {
	const page = await openPage(browser, server);
	const answer = page.waitForResponse(r => r.url().endsWith('/api/v1/check') && r.request().postDataJSON().text === text);
	await page.fill('#text', text);
	const report = await (await answer).json();
	await verdict(page, report.verdict);
	const got = await marks(page);
	for (const [word, start] of got)
		assert.equal(text.slice(start, start + word.length), word);
	for (const f of report.findings)
		for (const e of f.entities)
			assert.equal(Buffer.from(text).subarray(e.start, e.end).toString(), text.slice(e.start_utf16, e.end_utf16));
	await page.done();
	return got.map(m => m[0]);
}

test('marks fall on their words behind emoji, which are two units or more', async () => {
	assert.deepEqual(await marked('😂👩‍👧‍👦🎉田中さん、糖尿病で入院'), ['田中', '糖尿病', '入院']);
});

test('marks fall on words that hold characters beyond the basic plane', async () => {
	assert.deepEqual(await marked('🎉𠮷野さん🩺の糖尿病'), ['𠮷野', '🩺', '糖尿病']);
});

test('marks fall on full-width, half-width and separated writings', async () => {
	assert.deepEqual(await marked('今夜はﾔﾏﾀﾞさんの糖・尿・病がまた悪化してる'), ['ﾔﾏﾀﾞ', '糖・尿・病']);
});

test('marks fall on words behind combining marks and variation selectors', async () => {
	assert.deepEqual(await marked('は\u3099ん か\u3099ん 葛\u{E0100}城 e\u0301 田中さん、糖尿病で入院').then(m => m.slice(-3)), ['田中', '糖尿病', '入院']);
});

test('half of a surrogate pair in the text shifts no mark', async () => {
	const page = await openPage(browser, server);
	await page.evaluate(() => {
		const area = document.getElementById('text');
		area.value = '壊れた字\ud83dのあと、田中さん、糖尿病で入院';
		area.dispatchEvent(new Event('input', { bubbles: true }));
	});
	await verdict(page, 'block');
	assert.deepEqual((await marks(page)).map(m => m[0]), ['田中', '糖尿病', '入院']);
	await page.done();
});

/* Two pictures of the editor: the text painted by the text area, then the same text
 * painted by the backdrop in its place.  A browser may set a marked word of
 * Latin letters off by a fraction of a pixel; a line or a letter in a wrong place turns
 * a good part of all ink. */
function differing(page, a, b) {
	return page.evaluate(async pictures => {
		const [p, q] = await Promise.all(pictures.map(async data => {
			const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(data), c => c.charCodeAt(0))]));
			const g = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
			g.drawImage(bitmap, 0, 0);
			return g.getImageData(0, 0, bitmap.width, bitmap.height).data;
		}));
		const ink = p.filter((v, i) => Math.abs(v - p[4 * 5 + i % 4]) > 48).length;
		return p.length === q.length ? p.filter((v, i) => Math.abs(v - q[i]) > 48).length / ink : 1;
	}, [a, b].map(x => x.toString('base64')));
}

async function layers(page) {
	await page.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync('.editor{outline:none!important;box-shadow:none!important}.mark{background:none!important;box-shadow:none!important}#text{caret-color:transparent!important}.backdrop,.backdrop .mark{color:inherit}html.below #text{color:transparent!important}html:not(.below) .backdrop{color:transparent!important}html.below .backdrop{color:var(--ink)!important}');
		document.adoptedStyleSheets = [sheet];
		document.activeElement.blur();
	});
	const above = await page.locator('#editor').screenshot();
	await page.evaluate(() => document.documentElement.classList.add('below'));
	const below = await page.locator('#editor').screenshot();
	await page.evaluate(() => document.documentElement.classList.remove('below'));
	const off = await differing(page, above, below);
	assert.ok(off < 0.02, `${off} of the ink differs`);
}

const MIXED = '305号室の田中さん😂、糖尿病なのに「また」売店で（アイス）買ってた。ﾔﾏﾀﾞさん e\u0301 か\u3099ん AVATAR fi ffi 090-0000-1234\n\n　全角の空白と\tタブ。';

for (const [name, options] of Object.entries({ 'a wide screen': {}, 'a phone': { viewport: { width: 320, height: 640 } }, 'twofold zoom': { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, 'the dark': { colorScheme: 'dark' } }))
	test(`text and marks lie upon each other on ${name}`, async () => {
		const page = await openPage(browser, server, options);
		await page.fill('#text', MIXED + 'あいうえおかきくけこ'.repeat(9));
		await verdict(page, 'block');
		await layers(page);
		await page.done();
	});

test('a long text that is scrolled keeps its marks on its words', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', `${'長い日だった。\n'.repeat(120)}${MIXED}\n\n`);
	await verdict(page, 'block');
	await page.evaluate(() => {
		document.getElementById('editor').scrollTop = 1e6;
	});
	assert.ok(await page.$eval('#editor', e => e.scrollTop) > 1000);
	assert.equal(await page.$eval('#text', e => e.scrollTop), 0);
	assert.equal(await page.$eval('#text', e => e.scrollHeight - e.clientHeight), 0);
	await layers(page);
	await page.done();
});

test('pointing at a reason shows its words among the others, by mouse and by keyboard', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', '305号室の田中さん、糖尿病');
	await verdict(page, 'block');
	const lit = () => page.$$eval('.mark.lit', all => all.map(m => m.textContent));
	assert.deepEqual(await lit(), []);
	await page.hover('[data-rule="place-in-hospital"] h3');
	assert.deepEqual(await lit(), ['305号室', '糖尿病']);
	await page.mouse.move(5, 5);
	assert.deepEqual(await lit(), []);
	await page.focus('[data-rule="name-with-illness"] .show');
	assert.deepEqual(await lit(), ['305号室', '田中', '糖尿病']);
	await page.keyboard.press('Enter');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'text');
	assert.deepEqual(await page.$eval('#text', e => [e.selectionStart, e.selectionEnd]), [0, 5]);
	await page.done();
});

test('marks move along with what is written before them and go where it is changed', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', '田中さん、糖尿病で入院');
	await verdict(page, 'block');
	await page.route('**/api/v1/check', () => {}); /* no answer any more */
	await page.focus('#text');
	await page.keyboard.press('Control+Home');
	await page.keyboard.insertText('😂');
	assert.deepEqual(await marks(page), [['田中', 2], ['糖尿病', 7], ['入院', 11]]);
	await page.evaluate(() => document.getElementById('text').setSelectionRange(8, 8));
	await page.keyboard.insertText('x');
	assert.deepEqual(await marks(page), [['田中', 2], ['入院', 12]]);
	await page.done();
});

const OVERLAP = '3階東の田中さん、80代の男性、糖尿病';

/* The marks as [text, grave or not]. */
const coloured = page => page.$$eval('#backdrop .mark', all => all.map(m => [m.textContent, m.classList.contains('high')]));

test('findings that overlap are one mark', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', OVERLAP);
	await verdict(page, 'block');
	assert.deepEqual(await coloured(page), [['3階東', true], ['田中', true], ['80代の男性', true], ['糖尿病', true]]);
	await page.done();
});

test('a mark of several findings has the colour of the gravest', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', '娘のピアノの先生、うちの薬局に睡眠薬もらいに来てる。毎月');
	await verdict(page, 'block');
	const grave = await page.$$eval('[data-rule="known-person-came"] .found', all => all.map(e => e.textContent));
	assert.deepEqual(grave.filter(w => '睡眠薬もらいに'.includes(w)), ['薬もらいに']);
	assert.deepEqual((await coloured(page)).filter(([word]) => word.includes('薬もらい')), [['睡眠薬もらいに', true]]);
	await page.done();
});

test('a mark of several findings is pointed out by each of their reasons, and points out all', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', OVERLAP);
	await verdict(page, 'block');
	const rules = await page.$eval('#backdrop .mark:nth-of-type(3)', m => m.dataset.rules.split(' '));
	assert.ok(rules.length >= 2, `only ${rules}`);
	for (const rule of rules) {
		await page.hover(`[data-rule="${rule}"] h3`);
		assert.ok((await page.$$eval('.mark.lit', all => all.map(m => m.textContent))).includes('80代の男性'), rule);
	}
	await page.focus('#text');
	const at = OVERLAP.indexOf('の男性');
	await page.evaluate(n => document.getElementById('text').setSelectionRange(n, n), at);
	await page.waitForSelector('.reason.lit');
	assert.deepEqual(await page.$$eval('.reason.lit', all => all.map(r => r.dataset.rule).sort()), rules.sort());
	await page.done();
});

test('a word in a mark of several findings is masked by itself, shown in its place and taken back', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', OVERLAP);
	await verdict(page, 'block');
	await page.click('[data-rule="one-persons-illness"] .term:has-text("80代")');
	assert.equal(await page.inputValue('#text'), OVERLAP.replace('80代', '［年齢］'));
	await page.click('#undo');
	assert.equal(await page.inputValue('#text'), OVERLAP);
	await verdict(page, 'block');
	assert.ok((await marks(page)).some(m => m[0] === '80代の男性'));
	await page.done();
});

test('an edit in a mark of several findings leaves those that it did not touch', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', OVERLAP);
	await verdict(page, 'block');
	await page.route('**/api/v1/check', () => {}); /* no answer any more */
	const at = OVERLAP.indexOf('男性');
	await page.focus('#text');
	await page.evaluate(n => document.getElementById('text').setSelectionRange(n, n), at);
	await page.keyboard.insertText('x');
	assert.deepEqual((await marks(page)).map(m => m[0]), ['3階東', '田中', '80代', '糖尿病']);
	await page.done();
});

test('the caret in a marked word points out its reason', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', '305号室の田中さん、糖尿病');
	await verdict(page, 'block');
	await page.evaluate(() => document.getElementById('text').setSelectionRange(7, 7));
	await page.waitForSelector('[data-rule="name-with-illness"].lit');
	await page.evaluate(() => document.getElementById('text').setSelectionRange(5, 5));
	await page.waitForSelector('.reason.lit', { state: 'detached' });
	await page.done();
});

test('text that is being composed has room: the text area itself never scrolls', async () => {
	const page = await openPage(browser, server);
	const ime = await inputMethod(page);
	await page.fill('#text', 'あ\n'.repeat(7));
	await page.keyboard.press('Control+End');
	await ime.compose('長い文を変換している途中です。'.repeat(12));
	assert.deepEqual(await page.$eval('#text', e => [e.scrollTop, e.scrollHeight - e.clientHeight]), [0, 0]);
	await page.done();
});

test('a long list is marked throughout, but its words are not all listed', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', Array.from({ length: 300 }, (_, i) => `${300 + i}号室の田中さん、糖尿病。`).join('\n'));
	await verdict(page, 'block');
	assert.ok((await marks(page)).length >= 600);
	assert.ok(await page.$$eval('.reason:first-child .term', all => all.length) <= 40);
	assert.match(await textOf(page, '.more'), /^ほか \d+ か所$/);
	await page.click('#mask-all');
	assert.equal((await page.inputValue('#text')).includes('田中'), false);
	await page.done();
});
