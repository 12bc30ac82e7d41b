import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { CLEAN, LEAK, openPage, startBrowser, startServer, textOf, until, verdict } from './kiosk.mjs';

let browser;
before(async () => {
	browser = await startBrowser();
});
after(() => browser.close());

/* What a browser itself writes to the console when a request fails. */
const NETWORK = /Failed to load resource|net::ERR_/;
const CHECK = '**/api/v1/check';

async function unscanned(page) {
	await verdict(page, 'unscanned');
	assert.equal(await textOf(page, '#verdict-word'), '調べられませんでした');
	assert.match(await textOf(page, '#verdict-meaning'), /誰も調べていません/);
	assert.equal(await page.isVisible('#copy'), false);
	assert.equal(await page.isVisible('#policy'), false);
}

test('with the server gone nothing passes, and once it is back the draft is judged by itself', async () => {
	const first = await startServer();
	const page = await openPage(browser, first, { forgive: NETWORK });
	await page.fill('#text', CLEAN);
	await verdict(page, 'pass');
	await first.stop();
	await page.fill('#text', LEAK);
	await unscanned(page);
	assert.match(await textOf(page, '#verdict-meaning'), /つながりません/);
	const second = await startServer(new URL(first.url).port);
	await verdict(page, 'block');
	assert.equal(await page.inputValue('#text'), LEAK);
	await page.done();
	await second.stop();
});

test('without the server the page still explains itself: tabs, practice, language, help', async () => {
	const server = await startServer();
	const page = await openPage(browser, server, { forgive: NETWORK });
	await server.stop();
	await page.click('#tab-learn');
	await page.click('#quiz [data-first]');
	await page.click('#quiz .options button');
	assert.ok(await page.isVisible('.answer'));
	await page.click('#lang');
	assert.equal(await textOf(page, 'h1 >> visible=true'), 'Why is it a leak? A short practice');
	await page.keyboard.press('F1');
	assert.ok(await page.isVisible('#help'));
	await page.done();
});

const answers = {
	'a server that is too busy': { status: 503, headers: { 'Retry-After': '30' }, body: '{"verdict":"unscanned","error":{"code":"busy","message":"x"}}' },
	'too many requests': { status: 429, headers: { 'Retry-After': '30' }, body: '{"verdict":"unscanned"}' },
	'an expired login': { status: 401, body: '{"verdict":"unscanned"}' },
	'an error of the server': { status: 500, body: 'oops' },
	'an answer that is no JSON': { status: 200, body: '<html>' },
	'an answer without findings': { status: 200, body: '{"verdict":"pass"}' },
	'a finding without its words': { status: 200, body: '{"verdict":"pass","findings":[{}]}' },
	'a verdict nobody knows': { status: 200, body: '{"verdict":"fine","findings":[]}' },
	'a pass with an error status': { status: 500, body: '{"verdict":"pass","findings":[]}' },
	'an empty answer': { status: 200, body: '' },
	'null': { status: 200, body: 'null' },
};
test('no kind of failure looks like a pass', async t => {
	const server = await startServer();
	for (const [name, answer] of Object.entries(answers))
		await t.test(name, async () => {
			const page = await openPage(browser, server, { forgive: NETWORK });
			await page.route(CHECK, route => route.fulfill({ contentType: 'application/json', ...answer }));
			await page.fill('#text', CLEAN);
			await unscanned(page);
			await page.done();
		});
	await server.stop();
});

test('an answer that never comes ends as not checked', async () => {
	const server = await startServer();
	const page = await openPage(browser, server, { forgive: NETWORK, init: () => {
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		AbortSignal.timeout = () => timeout(300); /* patience shortened from 10 s */
	} });
	await page.route(CHECK, () => {});
	await page.fill('#text', CLEAN);
	await unscanned(page);
	assert.match(await textOf(page, '#verdict-meaning'), /答えが返ってきません/);
	await page.done();
	await server.stop();
});

test('a text over the server’s limit is not sent and not passed; at the limit it is judged', async () => {
	const server = await startServer();
	const page = await openPage(browser, server);
	const { limits } = await (await page.request.get(`${server.url}api/v1/settings`)).json();
	let sent = 0;
	await page.route(CHECK, route => {
		sent++;
		return route.continue();
	});
	await page.fill('#text', 'a'.repeat(limits.text_bytes + 1));
	await unscanned(page);
	assert.match(await textOf(page, '#verdict-meaning'), /長すぎて.*上限 128 KB、日本語でおよそ 43000 文字/);
	assert.equal(await page.isVisible('#retry'), false);
	assert.equal(sent, 0);
	await page.fill('#text', 'a'.repeat(limits.text_bytes));
	await until(async () => ['pass', 'review', 'block'].includes(await page.getAttribute('#verdict', 'data-state')));
	assert.equal(sent, 1);
	await page.done();
	await server.stop();
});

test('trying again by hand asks at once', async () => {
	const server = await startServer();
	const page = await openPage(browser, server, { forgive: NETWORK });
	await page.route(CHECK, route => route.fulfill({ status: 500, body: '' }));
	await page.fill('#text', LEAK);
	await unscanned(page);
	await page.unroute(CHECK);
	await page.click('#retry');
	await verdict(page, 'block');
	await page.done();
	await server.stop();
});
