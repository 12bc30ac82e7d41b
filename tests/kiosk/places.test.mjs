import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { CLEAN, LEAK, openPage, startBrowser, startServer, textOf, until, verdict } from './kiosk.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

const policy = page => textOf(page, '#policy');

async function choose(page, id) {
	await page.click(`label[for="place-${id}"]`);
}

test('the same draft is stopped on X and asks for a reason on LINE WORKS', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	assert.match(await policy(page), /送り先を選ぶ/);
	await choose(page, 'x-com');
	await until(async () => /送れません/.test(await policy(page)));
	await choose(page, 'worksmobile-com');
	await until(async () => /LINE WORKS：理由が要ります/.test(await policy(page)));
	assert.equal(await page.getAttribute('#verdict', 'data-state'), 'block');
	await page.done();
});

test('a draft without findings is not stopped, which is said without praising it', async () => {
	const page = await openPage(browser, server);
	await choose(page, 'instagram-com');
	await page.fill('#text', CLEAN);
	await verdict(page, 'pass');
	await until(async () => /方針では止まりません/.test(await policy(page)));
	assert.doesNotMatch(await textOf(page, '.result'), /安全です/);
	await page.done();
});

test('the four usual places stand first, all others are in groups', async () => {
	const page = await openPage(browser, server);
	const chips = await page.$$eval('#place-chips input', all => all.map(i => i.value));
	assert.deepEqual(chips, ['', 'x.com', 'instagram.com', 'line.me', 'worksmobile.com', 'other']);
	const settings = await (await page.request.get(`${server.url}api/v1/settings`)).json();
	await choose(page, 'other');
	const others = await page.$$eval('#place-select option', all => all.map(o => o.value).filter(v => v !== ''));
	assert.deepEqual([...chips.slice(1, 5), ...others].sort(), settings.destinations.map(d => d.id).sort());
	assert.ok(await page.$$eval('#place-select optgroup', all => all.length) >= 6);
	await page.fill('#text', LEAK);
	await page.selectOption('#place-select', 'chatgpt.com');
	await until(async () => /ChatGPT：送れません/.test(await policy(page)));
	await page.done();
});

test('characters are counted as code points, and as X counts them for X', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', '𠮷野さん😂');
	assert.equal(await textOf(page, '#count'), '5 文字');
	await choose(page, 'x-com');
	await until(async () => /5 文字.*X の数え方で 10 \/ 280/.test(await textOf(page, '#count')));
	await page.fill('#text', 'あ'.repeat(141));
	await until(async () => /282 \/ 280（2 超えています）/.test(await textOf(page, '#count')));
	await page.done();
});

test('X’s count knows what weighs one, two and twenty-three', async () => {
	const page = await openPage(browser, server);
	const weighed = await page.evaluate(async () => {
		const { weighted } = await import('/assets/count.js');
		return ['abc', 'あ', '“é”', '👩‍⚕️', '🇯🇵', '1️⃣', '👍🏽', 'ｱ', 'https://example.jp/a/long/path?x=1 と', 'e\u0301', '…'].map(weighted);
	});
	assert.deepEqual(weighed, [3, 2, 3, 2, 2, 2, 2, 2, 26, 1, 2]);
	await page.done();
});
