import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { CLEAN, LEAK, inputMethod, marks, openPage, startBrowser, startServer, textOf, until, verdict } from './kiosk.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

const CHECK = '**/api/v1/check';

/* Requests to check, as they are sent; hold() lets none through until release(). */
async function gate(page) {
	const seen = [];
	const held = [];
	let closed = false;

	await page.route(CHECK, route => {
		seen.push(route.request().postDataJSON().text);
		if (closed)
			held.push(route);
		else
			route.continue();
	});
	return {
		seen,
		hold: () => {
			closed = true;
		},
		release: async () => {
			closed = false;
			await Promise.all(held.splice(0).map(r => r.continue().catch(() => {})));
		},
		held,
	};
}

test('a leak that is typed is told, marked and explained without a button', async () => {
	const page = await openPage(browser, server);
	await page.locator('#text').pressSequentially('田中さん、肺炎で入院');
	await verdict(page, 'block');
	assert.equal(await textOf(page, '#verdict-word'), '待ってください');
	assert.deepEqual((await marks(page)).map(m => m[0]), ['田中', '肺炎', '入院']);
	const reason = await textOf(page, '.reason');
	for (const part of ['なぜ', 'どう書き直すか', 'よりどころ', '個人情報保護法'])
		assert.ok(reason.includes(part), part);
	await page.done();
});

test('a harmless draft is told to be without findings, and safety is not promised', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', CLEAN);
	await verdict(page, 'pass');
	assert.equal(await textOf(page, '#verdict-word'), '問題は見つかりませんでした');
	assert.match(await textOf(page, '#verdict-meaning'), /安全の保証ではありません/);
	assert.equal(await page.isVisible('#reasons'), false);
	await page.done();
});

test('what an input method composes is neither sent nor painted until it is committed', async () => {
	const page = await openPage(browser, server);
	const g = await gate(page);
	const ime = await inputMethod(page);
	await page.focus('#text');
	await page.evaluate(() => {
		window.painted = 0;
		new MutationObserver(() => window.painted++).observe(document.getElementById('backdrop'), { childList: true });
	});
	for (const part of ['た', 'たな', 'たなか', '田中さん'])
		await ime.compose(part);
	assert.equal(await page.inputValue('#text'), '田中さん');
	await verdict(page, 'busy');
	/* longer than any pause that would send it */
	await page.evaluate(() => new Promise(done => setTimeout(done, 1300)));
	assert.deepEqual(g.seen, []);
	assert.equal(await page.evaluate(() => window.painted), 0);
	await ime.commit('田中さん、糖尿病で入院');
	await verdict(page, 'block');
	assert.deepEqual(g.seen, ['田中さん、糖尿病で入院']);
	await page.done();
});

test('composing behind a marked word leaves its mark, composing before it takes it off', async () => {
	const page = await openPage(browser, server);
	const ime = await inputMethod(page);
	await page.fill('#text', '田中さん、糖尿病で入院');
	await verdict(page, 'block');
	await page.evaluate(() => document.getElementById('text').setSelectionRange(5, 5));
	await ime.compose('また');
	assert.deepEqual(await page.$$eval('.mark', all => all.map(m => [m.textContent, m.classList.contains('adrift')])),
		[['田中', false], ['糖尿病', true], ['入院', true]]);
	await ime.commit('また');
	await verdict(page, 'block');
	assert.deepEqual(await marks(page), [['田中', 0], ['糖尿病', 7], ['入院', 11]]);
	await page.done();
});

test('a text that is not judged yet says so, and the old verdict is not shown as its own', async () => {
	const page = await openPage(browser, server);
	const g = await gate(page);
	await page.fill('#text', CLEAN);
	await verdict(page, 'pass');
	g.hold();
	await page.fill('#text', LEAK);
	await verdict(page, 'busy');
	assert.equal(await textOf(page, '#verdict-word'), '調べています…');
	assert.match(await textOf(page, '#verdict-meaning'), /書きかえる前の結果/);
	assert.equal(await page.getAttribute('#copy', 'aria-disabled'), 'true');
	await g.release();
	await verdict(page, 'block');
	await page.done();
});

test('an answer about an older text is thrown away', async () => {
	const page = await openPage(browser, server, { forgive: /ERR_FAILED|ERR_ABORTED/ });
	const g = await gate(page);
	g.hold();
	await page.fill('#text', CLEAN);
	await until(() => g.held.length === 1);
	await page.fill('#text', LEAK);
	await until(() => g.held.length === 2);
	await g.held[1].continue();
	await verdict(page, 'block');
	/* the old one's answer would be a pass */
	await g.held[0].continue().catch(() => {});
	await page.evaluate(() => new Promise(done => setTimeout(done, 300)));
	assert.equal(await page.getAttribute('#verdict', 'data-state'), 'block');
	await page.done();
});

test('who types without a pause is judged all the same', async () => {
	const page = await openPage(browser, server, { clock: true });
	const g = await gate(page);
	await page.focus('#text');
	for (let i = 0; i < 14; i++) {
		await page.keyboard.insertText('あ');
		await page.clock.runFor(100);
	}
	/* sent within those 1.4 s of the page's clock; told here when the machine gets to it */
	await until(() => g.seen.length >= 1);
	assert.ok(g.seen.length <= 3, `${g.seen.length} requests in 1.4 s of typing`);
	await page.done();
});

test('an example goes into the text and can be taken back', async () => {
	const page = await openPage(browser, server);
	await page.click('#example-list li:nth-child(2) button');
	await verdict(page, 'block');
	assert.match(await page.inputValue('#text'), /中学の同級生/);
	await page.keyboard.press('Control+z');
	assert.equal(await page.inputValue('#text'), '');
	await verdict(page, 'empty');
	await page.done();
});

test('a screen reader hears the verdict once it has settled, not each key', async () => {
	const page = await openPage(browser, server);
	await page.evaluate(() => {
		window.heard = [];
		new MutationObserver(() => window.heard.push(document.getElementById('live').textContent))
			.observe(document.getElementById('live'), { childList: true, characterData: true, subtree: true });
	});
	await page.locator('#text').pressSequentially('田中さん、肺炎で入院', { delay: 40 });
	await verdict(page, 'block');
	await page.waitForFunction(() => window.heard.length > 0);
	assert.deepEqual(await page.evaluate(() => window.heard), ['待ってください。理由が 1 件あります。']);
	await page.done();
});
