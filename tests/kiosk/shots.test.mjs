import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { LEAK, CLEAN, SHOTS, openPage, startBrowser, startServer, verdict } from './kiosk.mjs';
import { chart, choose } from './picture.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

/* What people are shown, kept as files for people to look at. */
const leak = async page => {
	await page.click('label[for="place-x-com"]');
	await page.fill('#text', `${LEAK}\n3階東の80代の男性も夜中に転んで骨折。`);
	await verdict(page, 'block');
};
const picture = async page => {
	await choose(page, await chart(browser));
	await verdict(page, 'block', '#picture-verdict');
};
const practice = async page => {
	await page.click('#tab-learn');
	await page.click('#quiz .primary');
	await page.click('.options button:nth-of-type(2)');
};
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };
const english = { init: () => localStorage.setItem('shuhi.lang', 'en') };
const shots = {
	'start': [{}, async () => {}],
	'leak': [{}, leak],
	'leak-dark': [{ colorScheme: 'dark' }, leak],
	'leak-english': [english, leak],
	'leak-phone': [phone, leak],
	'leak-contrast': [{ forcedColors: 'active' }, leak],
	'clean': [{}, async page => {
		await page.click('label[for="place-x-com"]');
		await page.fill('#text', CLEAN);
		await verdict(page, 'pass');
	}],
	'review': [{}, async page => {
		await leak(page);
		await page.click('#mask-all');
		await verdict(page, 'review');
	}],
	'unscanned': [{ forgive: /Failed to load/ }, async page => {
		await page.route('**/api/v1/check', r => r.abort());
		await page.fill('#text', LEAK);
		await verdict(page, 'unscanned');
	}],
	'picture': [{}, picture],
	'picture-covered-dark': [{ colorScheme: 'dark' }, async page => {
		await picture(page);
		await page.click('#cover-all');
		await page.click('#box-add');
	}],
	'picture-phone': [phone, picture],
	'practice': [{}, practice],
	'practice-english-phone': [{ ...phone, ...english }, practice],
	'idle': [{ clock: true }, async page => {
		await page.fill('#text', LEAK);
		await page.clock.runFor(110_000);
		await page.waitForSelector('#idle', { state: 'visible' });
	}],
	'print': [{}, async page => {
		await leak(page);
		await page.emulateMedia({ media: 'print' });
		await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
	}],
	'help': [{}, page => page.keyboard.press('F1')],
};

for (const [name, [options, prepare]] of Object.entries(shots))
	test(`screenshot: ${name}`, async () => {
		const page = await openPage(browser, server, { reducedMotion: 'reduce', ...options });
		await prepare(page);
		const png = await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: !['idle', 'help'].includes(name) });
		assert.ok(png.length > 10_000);
		await page.done();
	});
