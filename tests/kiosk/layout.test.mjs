import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { LEAK, openPage, startBrowser, startServer, textOf, verdict } from './kiosk.mjs';
import { chart, choose } from './picture.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

const screens = {
	'an empty draft': async () => {},
	'a leak': async page => {
		await page.fill('#text', `${LEAK}\n${'https://example.jp/'.padEnd(90, 'x')}`);
		await verdict(page, 'block');
	},
	'the practice': async page => {
		await page.click('#tab-learn');
		await page.click('#quiz .primary');
		await page.click('.options button');
	},
	'a picture': async page => {
		await choose(page, await chart(browser));
		await verdict(page, 'block', '#picture-verdict');
	},
};

for (const [name, options] of Object.entries({
	'a phone of 320 px': { viewport: { width: 320, height: 640 } },
	'twofold zoom': { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
	'fourfold zoom': { viewport: { width: 320, height: 225 }, deviceScaleFactor: 4 },
	'a small phone in English': { viewport: { width: 320, height: 640 }, init: () => localStorage.setItem('shuhi.lang', 'en') },
}))
	for (const [screen, prepare] of Object.entries(screens))
		test(`nothing is cut off sideways: ${screen}, ${name}`, async () => {
			const page = await openPage(browser, server, options);
			await prepare(page);
			const wide = await page.evaluate(() => [...document.querySelectorAll('body *')]
				.filter(e => e.checkVisibility() && !e.closest('.sr, .skip, .sprite, #own-boxes') && e.getBoundingClientRect().right > innerWidth + 0.5)
				.map(e => e.id || e.className || e.tagName));
			assert.deepEqual(wide, []);
			assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
			await page.done();
		});

test('what fingers press is large enough', async () => {
	const page = await openPage(browser, server, { viewport: { width: 360, height: 740 }, hasTouch: true });
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	const small = await page.$$eval('button, .chip, select', all => all.filter(e => e.checkVisibility()).map(e => [e.id || e.className || e.textContent, e.getBoundingClientRect()]).filter(([, r]) => r.height < 38 || r.width < 38).map(([n]) => n));
	assert.deepEqual(small, []);
	await page.done();
});

test('on a phone the verdict is in sight while the text is being written', async () => {
	const page = await openPage(browser, server, { viewport: { width: 360, height: 640 } });
	await page.focus('#text');
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	for (const id of ['#text', '.reason:last-child .show']) {
		await page.focus(id);
		const [box, top] = await page.evaluate(sel => [document.getElementById('verdict').getBoundingClientRect(), document.querySelector(sel).getBoundingClientRect().top], id);
		assert.ok(box.top >= 0 && box.bottom < 640, `${box.top} to ${box.bottom}`);
		assert.ok(top >= box.bottom, `${id} is hidden behind it`);
	}
	await page.done();
});

test('paper gets verdict and reasons, but neither the draft nor the words found', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	await page.emulateMedia({ media: 'print' });
	await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
	const paper = await page.evaluate(() => document.body.innerText);
	for (const word of ['待ってください', '氏名と病気・診療', '氏名', 'なぜ', 'どう書き直すか', '個人情報保護法'])
		assert.ok(paper.includes(word), `${word} is not on paper`);
	for (const word of ['305', '田中', '糖尿病', 'アイス', 'コピー'])
		assert.equal(paper.includes(word), false, `${word} is on paper`);
	assert.ok(await page.isVisible('#printed'));
	assert.match(await textOf(page, '#printed'), /20\d\d/);
	await page.done();
});

test('a verdict is told by word and icon, not by colour alone', async () => {
	const page = await openPage(browser, server, { forcedColors: 'active' });
	const seen = [];
	for (const [text, state] of [[LEAK, 'block'], ['3階東の80代の男性、夜中に転んで骨折。', 'review'], ['お腹すいた', 'pass']]) {
		await page.fill('#text', text);
		await verdict(page, state);
		seen.push([await textOf(page, '#verdict-word'), await page.getAttribute('#verdict use', 'href')]);
	}
	assert.equal(new Set(seen.map(s => s[0])).size, 3);
	assert.equal(new Set(seen.map(s => s[1])).size, 3);
	await page.done();
});

test('in forced colours the marks are still to be seen and the text is not doubled', async () => {
	const page = await openPage(browser, server, { forcedColors: 'active' });
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	assert.equal(await page.$eval('.backdrop', e => getComputedStyle(e).color), 'rgba(0, 0, 0, 0)');
	assert.ok(await page.$eval('.mark', e => parseFloat(getComputedStyle(e).borderBottomWidth) >= 2));
	await page.done();
});

/* One point of the screen, as getComputedStyle() writes a colour. */
async function colourAt(page, { x, y }) {
	const png = (await page.screenshot({ clip: { x: Math.round(x), y: Math.round(y), width: 1, height: 1 } })).toString('base64');
	return page.evaluate(async data => {
		const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(data), c => c.charCodeAt(0))]));
		const g = new OffscreenCanvas(1, 1).getContext('2d');
		g.drawImage(bitmap, 0, 0);
		return `rgb(${[...g.getImageData(0, 0, 1, 1).data].slice(0, 3).join(', ')})`;
	}, png);
}

for (const colorScheme of ['light', 'dark'])
	test(`in forced colours the marks of every line of a paragraph are to be seen, ${colorScheme}`, async () => {
		const page = await openPage(browser, server, { forcedColors: 'active', colorScheme });
		await page.fill('#text', `${LEAK}${'あ'.repeat(60)}田中さん、糖尿病`);
		await verdict(page, 'block');
		const ground = await page.$eval('#editor', e => getComputedStyle(e).backgroundColor);
		assert.notEqual(await page.$eval('#text', e => getComputedStyle(e).color), ground);
		const lines = await page.$$eval('.mark', all => all.map(m => m.getBoundingClientRect()).map(r => ({ x: r.left + r.width / 2, y: r.bottom - 2 })));
		assert.ok(new Set(lines.map(m => m.y)).size >= 2);
		for (const line of lines)
			assert.notEqual(await colourAt(page, line), ground);
		await page.done();
	});

test('nothing moves for who asked for no motion', async () => {
	const page = await openPage(browser, server, { reducedMotion: 'reduce' });
	const moving = await page.$$eval('*', all => all.filter(e => getComputedStyle(e).animationName !== 'none' && getComputedStyle(e).animationDuration !== '0s').length);
	assert.equal(moving, 0);
	await page.done();
});

test('without JavaScript the page says that nothing is checked', async () => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(server.url);
	assert.match(await page.locator('.noscript').innerText(), /いまは何も調べられません/);
	await context.close();
});

test('on a phone with its keyboard up the verdict is in sight while one types', async () => {
	const page = await openPage(browser, server, { viewport: { width: 360, height: 420 } });
	await page.focus('#text');
	await page.keyboard.insertText(LEAK);
	await verdict(page, 'block');
	const [card, text] = await page.evaluate(() => ['verdict', 'text'].map(id => document.getElementById(id).getBoundingClientRect().toJSON()));
	assert.ok(card.top >= 0 && card.bottom <= 140, `the verdict is at ${card.top} - ${card.bottom}`);
	assert.ok(Math.min(text.bottom, 420) - Math.max(text.top, card.bottom) > 150, 'no room is left for the text');
	assert.ok(await page.isVisible('#verdict-word'));
	await page.done();
});
