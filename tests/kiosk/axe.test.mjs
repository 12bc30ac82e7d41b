import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CLEAN, LEAK, openPage, startBrowser, startServer, verdict } from './kiosk.mjs';
import { chart, choose } from './picture.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

/* Findings that matter, as rule: element.  evaluate() goes around the page's policy. */
async function findings(page) {
	await page.evaluate(AXE);
	const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
	return result.violations
		.filter(v => ['serious', 'critical', 'moderate'].includes(v.impact))
		.flatMap(v => v.nodes.map(n => `${v.impact} ${v.id}: ${n.target} ${n.failureSummary}`));
}

const states = {
	'nothing typed': async () => {},
	'a leak': async page => {
		await page.click('label[for="place-x-com"]');
		await page.fill('#text', LEAK);
		await verdict(page, 'block');
	},
	'no finding': async page => {
		await page.fill('#text', CLEAN);
		await verdict(page, 'pass');
	},
	'a review': async page => {
		await page.fill('#text', '3階東の80代の男性、夜中に転んで骨折。');
		await verdict(page, 'review');
	},
	'not checked': async page => {
		await page.route('**/api/v1/check', r => r.fulfill({ status: 500, body: '' }));
		await page.fill('#text', LEAK);
		await verdict(page, 'unscanned');
	},
	'waiting': async page => {
		await page.click('label[for="place-x-com"]');
		await page.fill('#text', LEAK);
		await verdict(page, 'block');
		await page.route('**/api/v1/check', () => {});
		await page.fill('#text', CLEAN);
		await verdict(page, 'busy');
	},
	'the other places': page => page.click('label[for="place-other"]'),
	'the practice': async page => {
		await page.click('#tab-learn');
		await page.click('#quiz .primary');
	},
	'an answer of the practice': async page => {
		await page.click('#tab-learn');
		await page.click('#quiz .primary');
		await page.click('.options button:nth-of-type(2)');
	},
	'a picture': async page => {
		await choose(page, await chart(browser));
		await verdict(page, 'block', '#picture-verdict');
		await page.click('#box-add');
	},
	'no picture yet': page => page.click('#tab-picture'),
	'help': page => page.keyboard.press('F1'),
	'the countdown': page => page.evaluate(() => {
		document.getElementById('idle').hidden = false;
	}),
};

const looks = {
	light: {},
	dark: { colorScheme: 'dark' },
	English: { init: () => localStorage.setItem('shuhi.lang', 'en') },
	phone: { viewport: { width: 320, height: 640 } },
};

for (const [look, options] of Object.entries(looks))
	for (const [state, prepare] of Object.entries(states))
		test(`axe has nothing to say: ${state}, ${look}`, async () => {
			const page = await openPage(browser, server, { forgive: /Failed to load/, reducedMotion: 'reduce', ...options });
			await prepare(page);
			assert.deepEqual(await findings(page), []);
			await page.done();
		});
