/* What is there before and around the page: its program, its language, wrong addresses.  A
 * page whose program does not start must say so itself: nobody else is there to say it. */
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { CLEAN, openPage, startBrowser, startServer, textOf, verdict } from './kiosk.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

const NETWORK = /Failed to load resource|net::ERR_/;
const page_of = new URL('../../capture/draft/page/', import.meta.url);
const scripts = readdirSync(page_of).filter(name => name.endsWith('.js') && name !== 'login.js');

/* The page as it is when `name` fails to load. */
async function without(name, answer) {
	const page = await openPage(browser, server, { path: 'healthz', forgive: NETWORK });

	await page.route(`**/assets/${name}`, answer);
	await page.goto(server.url, { waitUntil: 'load' });
	return page;
}

test('whichever script fails to load, the page says in both languages that nothing is checked', async t => {
	for (const name of scripts)
		await t.test(name, async () => {
			const page = await without(name, route => route.abort());
			assert.match(await textOf(page, '#not-started'), /いまは何も調べられません.*Nothing is checked now/s);
			assert.ok(await page.isVisible('#not-started'));
			assert.equal(await page.isVisible('#text'), false);
			await page.done();
		});
});

test('a script that the server refuses leaves that text, too', async () => {
	const page = await without('words.js', route => route.fulfill({ status: 429, contentType: 'application/json', body: '{}' }));
	assert.ok(await page.isVisible('#not-started'));
	await page.done();
});

test('a page that runs does not say it', async () => {
	const page = await openPage(browser, server);
	assert.equal(await page.$('#not-started'), null);
	await page.fill('#text', CLEAN);
	await verdict(page, 'pass');
	await page.done();
});

test('a ward that opens the page all at once gets all of its scripts', async () => {
	const few = await startServer('--rate=20');
	const page = await openPage(browser, few);
	for (let i = 0; i < 5; i++) {
		await page.goto(few.url);
		await page.waitForSelector('#place-x-com', { state: 'attached' });
	}
	assert.equal(await page.$('#not-started'), null);
	await page.done();
	await few.stop();
});

test('the language given to the server is the page’s until somebody chooses another', async () => {
	const english = await startServer('--lang=en');
	const page = await openPage(browser, english);
	await page.waitForSelector('html[lang="en"]');
	await page.click('#lang');
	await page.reload();
	await page.waitForSelector('#place-x-com', { state: 'attached' });
	assert.equal(await page.getAttribute('html', 'lang'), 'ja');
	await page.done();
	await english.stop();
});

test('who opens a wrong address is told so in words, with a way back', async () => {
	const page = await openPage(browser, server, { path: 'nothing', forgive: NETWORK });
	assert.match(await textOf(page, 'main'), /このページは開けません/);
	await page.click('a[href="/"]');
	await page.waitForSelector('#place-x-com', { state: 'attached' });
	await page.done();
});
