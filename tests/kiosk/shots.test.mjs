import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { LEAK, CLEAN, SHOTS, openPage, startBrowser, startServer, verdict } from './kiosk.mjs';
import { chart, choose, drop, turned } from './picture.mjs';

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
	'picture-unsure': [{}, async page => {
		await choose(page, await turned(browser));
		await verdict(page, 'review', '#picture-verdict');
	}],
	'picture-several': [{}, async page => {
		const png = (await turned(browser)).toString('base64');
		await page.click('#tab-picture');
		await drop(page, [['one.png', 'image/png', png], ['two.png', 'image/png', png]]);
		await verdict(page, 'review', '#picture-verdict');
	}],
	'picture-save-asks': [{}, async page => {
		await picture(page);
		await page.click('#save');
	}],
	'picture-no-picture': [{}, async page => {
		await drop(page, [['list.pdf', 'application/pdf', '']]);
		await verdict(page, 'unscanned', '#picture-verdict');
	}],
	'phone-keyboard': [{ viewport: { width: 360, height: 420 }, deviceScaleFactor: 2 }, async page => {
		await page.focus('#text');
		await page.keyboard.insertText(LEAK);
		await verdict(page, 'block');
	}],
	'not-started': [{ forgive: /Failed to load/ }, async page => {
		await page.route('**/assets/words.js', r => r.abort());
		await page.reload();
		await page.waitForSelector('#not-started');
	}],
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
