import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { CLEAN, LEAK, openPage, settled, startBrowser, startServer, textOf, until, verdict } from './kiosk.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

const draft = page => page.inputValue('#text');

async function leaking(options = {}) {
	const page = await openPage(browser, server, { permissions: ['clipboard-read', 'clipboard-write'], ...options });
	const answer = page.waitForResponse('**/api/v1/check');
	await page.fill('#text', LEAK);
	const report = await (await answer).json();
	await verdict(page, 'block');
	return { page, report };
}

const clipboard = page => page.evaluate(() => navigator.clipboard.readText());

test('one tap masks one word, and the rest is judged anew', async () => {
	const { page } = await leaking();
	await page.click('.term:has-text("田中")');
	assert.equal(await draft(page), LEAK.replace('田中', '［氏名］'));
	await until(async () => !(await page.isVisible('[data-rule="name-with-illness"]')));
	await page.done();
});

test('one tap masks the words of one reason', async () => {
	const { page } = await leaking();
	await page.click('[data-rule="place-in-hospital"] .mask');
	assert.equal(await draft(page), LEAK.replace('305号室', '［病室］').replace('糖尿病', '［病名］'));
	await page.done();
});

test('masking all gives just the engine’s own redaction, and that is judged, too', async () => {
	const { page, report } = await leaking();
	const again = page.waitForResponse(r => r.url().endsWith('/api/v1/check') && r.request().postDataJSON().text === report.redacted);
	await page.click('#mask-all');
	assert.equal(await draft(page), report.redacted);
	await verdict(page, (await (await again).json()).verdict);
	await page.done();
});

test('what nothing was found in is copied by the main button', async () => {
	const page = await openPage(browser, server, { permissions: ['clipboard-read', 'clipboard-write'] });
	await page.fill('#text', CLEAN);
	await verdict(page, 'pass');
	await page.click('#copy.primary');
	await until(async () => await textOf(page, '#said') === 'コピーしました。');
	assert.equal(await clipboard(page), CLEAN);
	await page.done();
});

test('words that overlap become one label', async () => {
	const page = await openPage(browser, server);
	const text = '氏名　田中花子　様　病室　305号室　昭和14年7月2日生まれ　84歳女性　糖尿病';
	const answer = page.waitForResponse('**/api/v1/check');
	await page.fill('#text', text);
	const report = await (await answer).json();
	const places = report.findings.flatMap(f => f.entities).filter(e => e.mask !== null);
	assert.ok(places.some(a => places.some(b => a.start_utf16 < b.start_utf16 && b.start_utf16 < a.end_utf16)), 'the text has no overlap to try');
	await verdict(page, 'block');
	await page.click('#mask-all');
	assert.equal(await draft(page), report.redacted);
	await page.done();
});

test('masking is taken back by the button and by Ctrl+Z, step by step', async () => {
	const { page } = await leaking();
	await page.click('.term:has-text("田中")');
	const once = await draft(page);
	await settled(page);
	await page.keyboard.press('F9');
	await settled(page);
	await page.click('#undo');
	assert.equal(await draft(page), once);
	await page.focus('#text');
	await page.keyboard.press('Control+z');
	assert.equal(await draft(page), LEAK);
	await verdict(page, 'block');
	assert.equal(await page.isVisible('#undo'), false);
	await page.done();
});

test('what was typed before masking can still be taken back after it', async () => {
	const page = await openPage(browser, server);
	await page.focus('#text');
	await page.keyboard.type('あいう');
	await page.keyboard.press('Enter');
	await page.keyboard.type(LEAK);
	await verdict(page, 'block');
	const typed = await draft(page);
	await page.keyboard.press('F9');
	assert.notEqual(await draft(page), typed);
	await page.keyboard.press('Control+z');
	assert.equal(await draft(page), typed);
	await page.keyboard.press('Control+z');
	const less = await draft(page);
	assert.ok(less.length < typed.length && typed.startsWith(less), `${less} of ${typed}`);
	await page.done();
});

test('masking leaves the focus where it was, and a long text is masked as fast as it is typed', async () => {
	const page = await openPage(browser, server);
	await page.evaluate(text => {
		document.getElementById('text').value = text;
		document.getElementById('text').dispatchEvent(new InputEvent('input'));
	}, `${LEAK}\n${'きょうはよい天気です。\n'.repeat(2000)}${LEAK}`);
	await verdict(page, 'block');
	await page.focus('#mask-all');
	const took = await page.evaluate(() => {
		const since = performance.now();
		document.getElementById('mask-all').click();
		return performance.now() - since;
	});
	assert.ok(took < 2000, `${took} ms`);
	assert.ok(!(await draft(page)).includes('田中'));
	assert.equal(await page.evaluate(() => document.activeElement.id), 'verdict');
	await page.done();
});

test('copying a leak is not offered, neither by button nor by key', async () => {
	const { page } = await leaking();
	assert.equal(await page.isVisible('#copy'), false);
	assert.equal(await page.isVisible('#copy-anyway'), false);
	await page.evaluate(() => navigator.clipboard.writeText('before'));
	await page.keyboard.press('Control+Enter');
	assert.equal(await clipboard(page), 'before');
	await page.done();
});

test('what is to be looked at again can be copied, but not as the main thing', async () => {
	const page = await openPage(browser, server, { permissions: ['clipboard-read', 'clipboard-write'] });
	await page.fill('#text', '3階東の80代の男性、夜中に転んで骨折。');
	await verdict(page, 'review');
	assert.equal(await page.isVisible('#copy'), false);
	assert.deepEqual(await page.$$eval('.deeds .primary', all => all.filter(b => b.offsetParent !== null && b.closest('#panel-draft')).map(b => b.id)), ['mask-all']);
	await page.click('#copy-anyway');
	assert.equal(await clipboard(page), '3階東の80代の男性、夜中に転んで骨折。');
	await page.done();
});

test('copying works where the browser has no clipboard interface', async () => {
	const page = await openPage(browser, server, { permissions: ['clipboard-read'], init: () => {
		navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
	} });
	await page.fill('#text', CLEAN);
	await verdict(page, 'pass');
	await page.keyboard.press('Control+Enter');
	await until(async () => await textOf(page, '#said') === 'コピーしました。');
	assert.equal(await clipboard(page), CLEAN);
	assert.equal(await draft(page), CLEAN);
	await page.done();
});

test('the masked text can be seen before it is taken', async () => {
	const { page, report } = await leaking();
	await page.click('#preview summary');
	assert.equal(await textOf(page, '#preview-text'), report.redacted);
	assert.equal(await draft(page), LEAK);
	await page.done();
});

test('whoever masks by keyboard does not lose the place', async () => {
	const { page } = await leaking();
	await page.focus('[data-rule="name-with-illness"] .term');
	await page.keyboard.press('Enter');
	await until(() => page.evaluate(() => document.activeElement.closest('.reason, #verdict') !== null && document.getElementById('verdict').dataset.state !== 'busy'));
	await page.focus('#mask-all');
	await page.keyboard.press('Enter');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'verdict');
	await page.done();
});
