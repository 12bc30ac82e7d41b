import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { CLEAN, LEAK, openPage, startBrowser, startServer, textOf, until, verdict } from './kiosk.mjs';
import { chart } from './picture.mjs';

let server, browser;
before(async () => {
	[server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
});

const focused = page => page.evaluate(() => {
	const e = document.activeElement;
	return e.id || e.className || e.textContent.trim();
});

/* The text has the focus at first; a screen reader's user begins at the top. */
const toTop = page => page.evaluate(() => {
	document.body.tabIndex = -1;
	document.body.focus();
});

test('the first stop is a link past the head to the text', async () => {
	const page = await openPage(browser, server);
	await toTop(page);
	await page.keyboard.press('Tab');
	assert.equal(await focused(page), 'skip');
	await page.keyboard.press('Enter');
	assert.equal(await focused(page), 'text');
	await page.done();
});

test('from a leak to a copied harmless text without a mouse', async () => {
	const page = await openPage(browser, server, { permissions: ['clipboard-read', 'clipboard-write'] });
	await page.keyboard.press('F2');
	await page.keyboard.insertText('306号室の田中さん、糖尿病なのにアイスを買っていて心配');
	await verdict(page, 'block');
	await page.keyboard.press('F8');
	assert.equal(await page.evaluate(() => document.activeElement.dataset.rule), 'name-with-illness');
	await page.keyboard.press('F8');
	assert.equal(await page.evaluate(() => document.activeElement.dataset.rule), 'place-in-hospital');
	await page.keyboard.press('F9');
	assert.equal(await page.inputValue('#text'), '［病室］の［氏名］さん、［病名］なのにアイスを買っていて心配');
	await page.keyboard.press('F2');
	await page.keyboard.press('Control+a');
	await page.keyboard.insertText(CLEAN);
	await verdict(page, 'pass');
	await page.keyboard.press('Control+Enter');
	await until(async () => await textOf(page, '#said') === 'コピーしました。');
	assert.equal(await page.evaluate(() => navigator.clipboard.readText()), CLEAN);
	await page.done();
});

/* Walks by Tab from the top; every stop must be visible and ringed. */
async function walk(page) {
	const stops = [];
	await toTop(page);
	for (let i = 0; i < 80; i++) {
		await page.keyboard.press('Tab');
		const stop = await page.evaluate(() => {
			const e = document.activeElement;
			if (e === document.body)
				return null;
			const ringed = [e, e.nextElementSibling, e.closest('.editor')].some(x => x && getComputedStyle(x).outlineStyle !== 'none' && parseFloat(getComputedStyle(x).outlineWidth) >= 2);
			return { name: e.id || e.className || e.textContent.trim().slice(0, 20), ringed };
		});
		if (stop === null)
			break;
		stops.push(stop);
	}
	return stops;
}

test('every control is reached by Tab in order, and the focus is always to be seen', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	const stops = await walk(page);
	assert.deepEqual(stops.filter(s => !s.ringed), []);
	const names = stops.map(s => s.name);
	for (const id of ['tab-draft', 'lang', 'place-none', 'text', 'clear', 'mask-all', 'term', 'show', 'mask', 'help-open'])
		assert.ok(names.includes(id), `${id} is not reached: ${names}`);
	assert.ok(names.indexOf('place-none') < names.indexOf('text') && names.indexOf('text') < names.indexOf('mask-all') && names.indexOf('mask-all') < names.indexOf('term'));
	await page.done();
});

test('a picture is chosen, blacked out and left without a mouse', async () => {
	const page = await openPage(browser, server);
	const chosen = page.waitForEvent('filechooser');
	await page.click('#tab-picture');
	await page.focus('#choose');
	await page.keyboard.press('Enter');
	await (await chosen).setFiles({ name: 'x.png', mimeType: 'image/png', buffer: await chart(browser) });
	await verdict(page, 'block', '#picture-verdict');
	assert.equal(await focused(page), 'picture-verdict');
	const stops = await walk(page);
	assert.deepEqual(stops.filter(s => !s.ringed), []);
	const names = stops.map(s => s.name);
	for (const id of ['box-add', 'place-none', 'choose-other', 'picture-clear', 'cover-all', 'save', 'found-0'])
		assert.ok(names.includes(id), `${id} is not reached: ${names}`);
	/* choosing a place leaves the focus where it is */
	await page.focus('#place-none');
	await page.keyboard.press('ArrowRight');
	await until(async () => /送れません/.test(await textOf(page, '#picture-policy')));
	assert.equal(await focused(page), 'place-x-com');
	await page.keyboard.press('F9');
	assert.ok(await page.$$eval('#found-list input', all => all.every(i => i.checked)));
	await page.done();
});

test('arrows switch the screens and the places', async () => {
	const page = await openPage(browser, server);
	await page.focus('#tab-draft');
	await page.keyboard.press('ArrowRight');
	assert.ok(await page.isVisible('#panel-picture'));
	await page.keyboard.press('End');
	assert.ok(await page.isVisible('#panel-learn'));
	await page.keyboard.press('ArrowRight');
	assert.ok(await page.isVisible('#panel-draft'));
	assert.equal(await page.getAttribute('#tab-draft', 'aria-selected'), 'true');
	await page.focus('#place-none');
	await page.keyboard.press('ArrowRight');
	assert.ok(await page.isChecked('#place-x-com'));
	await page.done();
});

test('the keys are told by F1, and Escape comes back', async () => {
	const page = await openPage(browser, server);
	await page.keyboard.press('F1');
	assert.match(await textOf(page, '#help'), /F9.*全部伏せる/);
	await page.keyboard.press('Escape');
	assert.equal(await page.isVisible('#help'), false);
	await page.done();
});

test('keys that an input method is busy with do nothing here', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	await page.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'F9', isComposing: true, cancelable: true })));
	assert.equal(await page.inputValue('#text'), LEAK);
	await page.done();
});

test('all words are there in English, and the choice outlives a reload', async () => {
	const page = await openPage(browser, server);
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	await page.click('#lang');
	await until(async () => await textOf(page, '#verdict-word') === 'Please wait');
	assert.equal(await page.getAttribute('html', 'lang'), 'en');
	await until(async () => /Name beside illness/.test(await textOf(page, '.reason h3')));
	/* Japanese may stand only where it is marked as such, or is the draft itself */
	await page.fill('#text', CLEAN);
	await verdict(page, 'pass');
	const japanese = await page.evaluate(() => {
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const found = [];
		while (walker.nextNode()) {
			const n = walker.currentNode;
			if (/[぀-ヿ一-龯]/.test(n.data) && !n.parentElement.closest('[lang=ja],.backdrop,.seal,noscript,select,script'))
				found.push(n.data);
		}
		return found;
	});
	assert.deepEqual(japanese, []);
	await page.reload();
	assert.equal(await textOf(page, 'h1 >> visible=true'), 'Check it here before you send it');
	await page.click('#lang');
	assert.equal(await textOf(page, 'h1 >> visible=true'), '送る前に、ここで確かめる');
	await page.done();
});

test('every text of the page has its English', async () => {
	const page = await openPage(browser, server);
	const missing = await page.evaluate(async () => {
		const { still } = await import('/assets/words-en.js');
		const { words } = await import('/assets/words.js');
		const keys = [...document.querySelectorAll('*')].flatMap(e => [e.dataset.t, e.dataset.tLabel, e.dataset.tPlaceholder]).filter(k => k !== undefined);
		return [...keys.filter(k => !still[k]), ...Object.keys(words).filter(k => !words[k].ja || !words[k].en)];
	});
	assert.deepEqual(missing, []);
	await page.done();
});
