import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { LEAK, openPage, startBrowser, startServer, textOf, verdict } from './kiosk.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

/* The clock is the test's: nothing is waited for.  Seconds of idle_seconds that pass. */
async function leftAlone(seconds, prepare = async () => {}) {
	const page = await openPage(browser, server, { clock: true });
	await page.fill('#text', LEAK);
	await page.clock.runFor(1500);
	await verdict(page, 'block');
	await prepare(page);
	await page.clock.runFor(seconds * 1000);
	return page;
}

test('nothing is cleared while the time is not up, and the last seconds are counted aloud', async () => {
	const page = await leftAlone(98);
	assert.equal(await page.isVisible('#idle'), false);
	await page.clock.runFor(8000);
	assert.ok(await page.isVisible('#idle'));
	assert.match(await textOf(page, '#idle-count'), /^1[0-5] 秒後$/);
	assert.equal(await page.inputValue('#text'), LEAK);
	await page.done();
});

for (const [name, sign] of Object.entries({
	'a key': page => page.keyboard.press('Shift'),
	'the mouse': page => page.mouse.move(40, 40),
	'the button': page => page.click('#idle-stay'),
}))
	test(`${name} keeps the text`, async () => {
		const page = await leftAlone(110);
		await sign(page);
		await page.clock.runFor(1500);
		assert.equal(await page.isVisible('#idle'), false);
		await page.clock.runFor(100_000);
		assert.equal(await page.inputValue('#text'), LEAK);
		await page.done();
	});

test('when the time is up text, verdict, reasons, marks and history are gone', async () => {
	const page = await leftAlone(10, async p => {
		await p.click('.term');
		await p.clock.runFor(2000);
		await p.focus('#text');
	});
	await page.clock.runFor(125_000);
	await verdict(page, 'empty');
	assert.equal(await page.inputValue('#text'), '');
	await page.focus('#text');
	await page.keyboard.press('Control+z');
	assert.equal(await page.inputValue('#text'), '');
	const rest = await page.evaluate(() => document.documentElement.outerHTML);
	for (const word of ['305', 'アイス'])
		assert.equal(rest.replace(/<ul id="example-list">.*?<\/ul>/s, '').includes(word), false, `${word} is still there`);
	assert.match(await textOf(page, '#said'), /すべて消しました/);
	await page.done();
});

test('a machine that slept past the time shows nothing to who wakes it', async () => {
	const page = await leftAlone(10);
	await page.clock.fastForward(3_600_000);
	await page.keyboard.press('Shift');
	assert.equal(await page.inputValue('#text'), '');
	await page.done();
});

test('typed text is in no storage of the browser, and only the language ever is', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	const kept = () => page.evaluate(async () => ({ local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, url: location.href }));
	assert.deepEqual(await kept(), { local: {}, session: {}, cookie: '', databases: 0, caches: 0, url: server.url });
	await page.click('#lang');
	assert.deepEqual((await kept()).local, { 'shuhi.lang': 'en' });
	await page.done();
});

test('neither the way back nor a reload brings the text again', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	await page.goto(`${server.url}assets/login.html`);
	await page.goBack();
	await verdict(page, 'empty');
	assert.equal(await page.inputValue('#text'), '');
	await page.fill('#text', LEAK);
	await page.reload();
	await verdict(page, 'empty');
	assert.equal(await page.inputValue('#text'), '');
	await page.done();
});

test('the clear button clears everything for good', async () => {
	const page = await openPage(browser, server);
	await page.click('label[for="place-x-com"]');
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	await page.click('#clear');
	await verdict(page, 'empty');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'text');
	await page.keyboard.press('Control+z');
	assert.equal(await page.inputValue('#text'), '');
	assert.ok(await page.isChecked('#place-none'));
	await page.done();
});
