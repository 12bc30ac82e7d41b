import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, startBrowser, startServer, textOf, until, verdict } from './kiosk.mjs';
import { blank, chart, choose, notice, photo } from './picture.mjs';

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
