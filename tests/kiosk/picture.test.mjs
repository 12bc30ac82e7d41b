import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, startBrowser, startServer, textOf, until, verdict } from './kiosk.mjs';
import { blank, chart, choose, drop, notice, photo, turned } from './picture.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

/* Chromium's advice to whoever reads pixels back, as only these tests do. */
const READING = /willReadFrequently/;
const V = '#picture-verdict';
const found = page => page.$$eval('#found-list li', all => all.map(li => li.querySelector('.found-text').textContent));

async function judged(of, state, options = {}) {
	const page = await openPage(browser, server, { acceptDownloads: true, ...options });
	await choose(page, await of(browser));
	await verdict(page, state, V);
	return page;
}

/* The middle of a box of the canvas, in it: is it black? */
const blackAt = (page, box) => page.$eval('#canvas', (c, [x, y, w, h]) => {
	const d = c.getContext('2d').getImageData(x + w / 2, y + h / 2, 1, 1).data;
	return d[0] + d[1] + d[2] === 0;
}, box);

async function asked(page, buffer) {
	const answer = page.waitForResponse(r => r.url().includes('/api/v1/check-image'));
	await choose(page, buffer);
	return (await answer).json();
}

test('a picture of a chart is read, judged, framed and explained', async () => {
	const page = await judged(chart, 'block');
	const words = (await found(page)).join(' ');
	for (const word of ['田中', '糖尿病', '0048213'])
		assert.ok(words.includes(word), `${word} in ${words}`);
	assert.ok(await page.isVisible('#picture-reason-list .instead'));
	assert.match(await textOf(page, '#picture-caution'), /顔、体、背景/);
	await page.done();
});

test('frames lie where the words are, and what is black stays black in the copy', async () => {
	const page = await openPage(browser, server, { acceptDownloads: true, forgive: READING });
	const report = await asked(page, await chart(browser));
	await verdict(page, 'block', V);
	const boxes = report.findings.flatMap(f => f.entities).flatMap(e => e.boxes);
	assert.ok(boxes.length > 0);
	assert.match(await textOf(page, '#picture-said'), /塗っていない所が \d+ か所/);
	await page.click('#cover-all');
	for (const box of boxes)
		assert.ok(await blackAt(page, box), `not black at ${box}`);
	const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
	assert.equal(download.suggestedFilename(), 'safe-copy.png');
	const png = await readFile(await download.path());
	assert.equal(png.subarray(1, 4).toString(), 'PNG');
	for (const chunk of ['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME'])
		assert.equal(png.includes(chunk), false, chunk);
	assert.match(await textOf(page, '#picture-said'), /保存した写しを使って/);
	/* and the copy, read again, gives nobody away any more */
	const again = await asked(page, png);
	assert.notEqual(again.verdict, 'unscanned', again.error?.message);
	for (const word of ['田中', '糖尿病', '0048213'])
		assert.equal(again.text.includes(word), false, `${word} can still be read`);
	await page.done();
});

test('one box is blacked out by its list, with the keyboard and with the mouse', async () => {
	const page = await judged(chart, 'block');
	const boxes = () => page.$$eval('#found-list input', all => all.map(i => i.checked));
	await page.focus('#found-0');
	await page.keyboard.press('Space');
	assert.equal((await boxes())[0], true);
	await page.click('label[for="found-0"]');
	assert.equal((await boxes())[0], false);
	await page.done();
});

test('clicking a frame blacks it out, clicking again opens it', async () => {
	const page = await openPage(browser, server, { forgive: READING });
	const report = await asked(page, await chart(browser));
	await verdict(page, 'block', V);
	const [x, y, w, h] = report.findings.flatMap(f => f.entities).find(e => e.class === 'number.patient').boxes[0];
	const scale = await page.$eval('#canvas', c => c.clientWidth / c.width);
	const at = { x: (x + w / 2) * scale, y: (y + h / 2) * scale };
	await page.click('#canvas', { position: at });
	assert.ok(await blackAt(page, [x, y, w, h]));
	await page.click('#canvas', { position: at });
	assert.equal(await blackAt(page, [x, y + h, w, 0.5]), false);
	await page.done();
});

test('boxes of one’s own are drawn with the mouse, and moved, sized and removed by keyboard', async () => {
	const page = await judged(notice, 'pass');
	const canvas = await page.locator('#canvas').boundingBox();
	await page.mouse.move(canvas.x + 20, canvas.y + 20);
	await page.mouse.down();
	await page.mouse.move(canvas.x + 120, canvas.y + 70, { steps: 4 });
	await page.mouse.up();
	const boxes = () => page.$$eval('.own-box', all => all.map(b => [b.offsetLeft, b.offsetTop, b.offsetWidth, b.offsetHeight]));
	const [[x, y, w, h]] = await boxes();
	for (const [got, want] of [[x, 20], [y, 20], [w, 100], [h, 50]])
		assert.ok(Math.abs(got - want) <= 3, `${got}, not ${want}`);
	await page.click('#box-add');
	assert.equal((await boxes()).length, 2);
	const before = (await boxes())[1];
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Shift+ArrowRight');
	const after = (await boxes())[1];
	assert.ok(after[1] > before[1] && after[2] > before[2] && after[0] === before[0]);
	await page.keyboard.press('Delete');
	assert.equal((await boxes()).length, 1);
	assert.equal(await page.evaluate(() => document.activeElement.className), 'own-box');
	await page.done();
});

test('place, time and device in the file are told, and a place is never a pass', async () => {
	const page = await openPage(browser, server);
	await choose(page, await photo(browser), 'photo.jpg', 'image/jpeg');
	await verdict(page, 'block', V);
	await until(async () => (await page.$$('#risk-list li')).length > 0);
	assert.match(await textOf(page, '#meta'), /撮った場所.*撮った日時.*機種/);
	await page.done();
});

test('a picture without text is to be looked at, never passed', async () => {
	const page = await judged(blank, 'review');
	assert.match(await textOf(page, '#read-text'), /文字は読み取れませんでした/);
	assert.ok((await page.$$('#risk-list li')).length > 0);
	await page.done();
});

test('a pass about a picture says that faces were not looked at', async () => {
	const page = await judged(notice, 'pass');
	assert.match(await textOf(page, `${V} .meaning`), /顔・体・背景は調べていません/);
	await page.done();
});

test('what is no picture, and what is too large, is not checked', async () => {
	const page = await openPage(browser, server, { forgive: /Failed to load resource/ });
	await choose(page, Buffer.from('no picture at all'), 'x.png');
	await verdict(page, 'unscanned', V);
	assert.equal(await page.isVisible('#stage'), false);
	const { limits } = await (await page.request.get(`${server.url}api/v1/settings`)).json();
	const dir = mkdtempSync(join(tmpdir(), 'kiosk-'));
	writeFileSync(join(dir, 'x.jpg'), Buffer.alloc(limits.image_bytes + 1, 0xff));
	await page.setInputFiles('#file', join(dir, 'x.jpg'));
	await until(async () => /大きすぎます/.test(await textOf(page, `${V} .meaning`)));
	assert.equal(await page.getAttribute(V, 'data-state'), 'unscanned');
	rmSync(dir, { recursive: true });
	await page.done();
});

test('a picture is taken by dropping and by pasting, and a dropped file never replaces the page', async () => {
	const page = await openPage(browser, server);
	const data = (await chart(browser)).toString('base64');
	const give = (type, on) => page.evaluate(([base64, kind, id]) => {
		const transfer = new DataTransfer();
		transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'x.png', { type: 'image/png' }));
		const e = kind === 'paste' ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }) : new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true });
		document.getElementById(id).dispatchEvent(e);
		return e.defaultPrevented;
	}, [data, type, on]);
	assert.ok(await give('dragover', 'text'));
	assert.ok(await give('drop', 'text'));
	await verdict(page, 'block', V);
	await page.click('#picture-clear');
	assert.equal(await page.isVisible('#picture-result'), false);
	assert.deepEqual(await page.$eval('#canvas', c => [c.width, c.height]), [0, 0]);
	assert.ok(await give('paste', 'text'));
	await verdict(page, 'block', V);
	await page.done();
});

test('another place asks anew and leaves what was blacked out', async () => {
	const page = await judged(chart, 'block');
	await page.click('#cover-all');
	await page.click('label[for="place-x-com"]');
	await until(async () => /送れません/.test(await textOf(page, '#picture-policy')));
	assert.ok((await page.$$eval('#found-list input', all => all.every(i => i.checked))));
	await page.done();
});

test('a picture that was read only in part is to be looked at, not passed', async () => {
	const page = await judged(turned, 'review');
	assert.match(await textOf(page, `${V} .meaning`), /確かには読み取れませんでした/);
	assert.ok((await page.$$('#risk-list li')).length > 0);
	await page.done();
});

test('a review for want of text says so and speaks of no frames', async () => {
	const page = await judged(blank, 'review');
	assert.match(await textOf(page, `${V} .meaning`), /文字は読み取れませんでした.*人・カルテ・名前/);
	assert.doesNotMatch(await textOf(page, V), /枠/);
	await page.done();
});

const saved = page => Promise.all([page.waitForEvent('download'), page.click('#save-ask [value="yes"]')]);

test('a copy with open places is asked about first and never called safe', async () => {
	const page = await judged(chart, 'block');
	assert.equal(await textOf(page, '#save'), '写しを保存');
	await page.click('#save');
	assert.match(await textOf(page, '#save-ask'), /黒く塗っていない所が \d+ か所/);
	await page.click('#save-ask [value="no"]');
	assert.equal(await page.isVisible('#save-ask'), false);
	await page.click('#save');
	const [download] = await saved(page);
	assert.equal(download.suggestedFilename(), 'copy.png');
	await until(async () => /安全な写しではありません/.test(await textOf(page, '#picture-said')));
	await page.click('#cover-all');
	assert.equal(await textOf(page, '#save'), '安全な写しを保存');
	await page.done();
});

test('a copy of what could not be read is asked about first and never called safe', async () => {
	const page = await judged(blank, 'review');
	await page.click('#save');
	assert.match(await textOf(page, '#save-ask'), /文字を読み取れなかった所/);
	await saved(page);
	await until(async () => /安全な写しではありません/.test(await textOf(page, '#picture-said')));
	await page.done();
});

test('what clears the screen closes the question about saving', async () => {
	const page = await judged(chart, 'block');
	await page.click('#save');
	await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
	assert.equal(await page.isVisible('#save-ask'), false);
	await page.done();
});

test('of several files the page says aloud which one it looked at', async () => {
	const page = await openPage(browser, server);
	const png = (await notice(browser)).toString('base64');
	await drop(page, [['one.png', 'image/png', png], ['two.png', 'image/png', png]]);
	await verdict(page, 'pass', V);
	assert.match(await textOf(page, '#picture-only'), /2 個のファイルのうち、調べたのは「one.png」だけ.*誰も調べていません/);
	await drop(page, [['three.png', 'image/png', png]]);
	await until(async () => !(await page.isVisible('#picture-only')));
	await page.done();
});

for (const [how, give] of Object.entries({
	dropped: (page, file) => drop(page, [file]),
	chosen: (page, [name, mimeType, base64]) => page.setInputFiles('#file', { name, mimeType, buffer: Buffer.from(base64, 'base64') }),
	pasted: (page, [name, type, base64]) => page.evaluate(([n, kind, data]) => {
		const transfer = new DataTransfer();
		transfer.items.add(new File([atob(data)], n, { type: kind }));
		document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
	}, [name, type, base64]),
}))
	test(`a file that is no picture, ${how}, takes the last verdict away and says what can be checked`, async () => {
		const page = await judged(notice, 'pass');
		await give(page, ['list.pdf', 'application/pdf', Buffer.from('%PDF-1.7').toString('base64')]);
		await verdict(page, 'unscanned', V);
		assert.match(await textOf(page, `${V} .meaning`), /この種類のファイルは調べられません/);
		assert.equal(await page.isVisible('#picture-retry'), false);
		assert.equal(await page.isVisible('#stage'), false);
		await page.done();
	});

test('F9 covers, and pressed again it covers still', async () => {
	const page = await judged(chart, 'block');
	const boxes = () => page.$$eval('#found-list input', all => all.every(i => i.checked));
	await page.keyboard.press('F9');
	assert.ok(await boxes());
	await page.keyboard.press('F9');
	assert.ok(await boxes());
	await page.done();
});

test('too many pixels are told with the limit and what to do, without a try again', async () => {
	const page = await openPage(browser, server, { forgive: /Failed to load resource/ });
	await page.route('**/api/v1/check-image*', route => route.fulfill({ status: 413, contentType: 'application/json', body: '{"verdict":"unscanned","error":{"code":"pixels","message":"x","at":0}}' }));
	await choose(page, await notice(browser));
	await verdict(page, 'unscanned', V);
	assert.match(await textOf(page, `${V} .meaning`), /上限 \d+ 万画素.*画面の写し/);
	assert.equal(await page.isVisible('#picture-retry'), false);
	await page.done();
});
