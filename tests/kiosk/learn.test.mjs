import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage, startBrowser, startServer, textOf } from './kiosk.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

async function questions(page) {
	return page.evaluate(async () => (await import('/assets/quiz.js')).questions);
}

test('the engine agrees with every answer of the practice and with every example', async () => {
	const page = await openPage(browser, server);
	const judged = (await questions(page)).filter(q => q.text !== undefined);
	const examples = await page.evaluate(async () => (await import('/assets/examples.js')).examples);
	assert.ok(judged.length >= 12);
	for (const q of judged) {
		const report = await (await page.request.post(`${server.url}api/v1/check`, { data: { text: q.text } })).json();
		assert.equal(report.verdict !== 'pass', q.leak, q.text);
		for (const term of q.terms ?? [])
			assert.ok(q.text.includes(term), `${term} is not in ${q.text}`);
	}
	for (const e of examples) {
		const report = await (await page.request.post(`${server.url}api/v1/check`, { data: { text: e.text } })).json();
		assert.equal(report.verdict === 'pass', ['no leak', 'own family'].includes(e.kind.en), e.text);
	}
	await page.done();
});

test('pairs stand side by side and differ in their answer', async () => {
	const page = await openPage(browser, server);
	const all = await questions(page);
	const pairs = all.flatMap((q, i) => (q.pair ? [[all[i - 1], q]] : []));
	assert.ok(pairs.length >= 6);
	for (const [a, b] of pairs)
		assert.notEqual(a.leak, b.leak);
	await page.done();
});

test('the practice goes from the first question to the score, and explains each answer', async () => {
	const page = await openPage(browser, server);
	const all = await questions(page);
	await page.click('#tab-learn');
	await page.click('#quiz .primary');
	for (const [i, q] of all.entries()) {
		assert.match(await textOf(page, '.step'), new RegExp(`^${i + 1} 問目`));
		assert.equal(await page.isVisible('.answer'), false);
		const right = q.options ? q.options.findIndex(o => o.right) : q.leak ? 0 : 1;
		const chosen = i === 0 ? 1 - right : right; /* the first one is got wrong */
		await page.click(`.options button:nth-of-type(${chosen + 1})`);
		assert.match(await textOf(page, '.answer h3'), i === 0 ? /^答えは/ : /^そのとおりです/);
		assert.ok((await textOf(page, '.answer')).includes(q.why.ja));
		assert.equal(await page.evaluate(() => document.activeElement.className.includes('answer')), true);
		await page.click('.answer .primary');
	}
	assert.equal(await textOf(page, '.score'), `${all.length} 問のうち ${all.length - 1} 問`);
	assert.equal(await page.$$eval('.missed li', l => l.length), 1);
	await page.done();
});

test('the practice can be left at any time and keeps nothing', async () => {
	const page = await openPage(browser, server);
	await page.click('#tab-learn');
	await page.click('#quiz .primary');
	await page.click('.options button');
	await page.click('.leave button');
	assert.ok(await page.isVisible('.lessons'));
	await page.click('#quiz .primary');
	assert.match(await textOf(page, '.step'), /^1 問目/);
	assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), {});
	await page.done();
});

test('the practice asks the server nothing', async () => {
	const page = await openPage(browser, server);
	let asked = 0;
	page.on('request', () => asked++);
	await page.click('#tab-learn');
	await page.click('#quiz .primary');
	await page.click('.options button');
	await page.click('.answer .primary');
	assert.equal(asked, 0);
	await page.done();
});
