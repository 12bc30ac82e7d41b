import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEAK, openPage, startBrowser, startServer, textOf, verdict } from './kiosk.mjs';

const PASSWORD = 'tsukuri-banashi-1';
let server, browser, dir;

before(async () => {
	dir = mkdtempSync(join(tmpdir(), 'kiosk-'));
	const users = join(dir, 'users');
	const made = spawnSync(process.env.SHUHI ?? new URL('../../build/shuhi', import.meta.url).pathname, ['serve', '--users', users, '--add-user', 'hanako'], { input: `${PASSWORD}\n` });
	assert.equal(made.status, 0, String(made.stderr));
	[server, browser] = await Promise.all([startServer('--users', users), startBrowser()]);
});
after(async () => {
	await browser.close();
	await server.stop();
	rmSync(dir, { recursive: true });
});

async function enter(page, password) {
	await page.fill('#user', 'hanako');
	await page.fill('#password', password);
	await page.press('#password', 'Enter');
}

test('who has not logged in sees the login page, in both languages, and gets no answer', async () => {
	const page = await openPage(browser, server, { path: 'login' });
	assert.equal(await textOf(page, 'h1'), 'ログイン');
	await page.click('#lang');
	assert.equal(await textOf(page, 'h1'), 'Log in');
	const answer = await page.request.post(`${server.url}api/v1/check`, { data: { text: 'x' } });
	assert.equal(answer.status(), 401);
	assert.equal((await answer.json()).verdict, 'unscanned');
	await page.done();
});

test('a wrong password is told, the right one opens the page, and logging out closes it', async () => {
	const page = await openPage(browser, server, { path: 'login' });
	await enter(page, 'wrong-password');
	await page.waitForSelector('#failed', { state: 'visible' });
	await enter(page, PASSWORD);
	await page.waitForSelector('#place-x-com', { state: 'attached' });
	assert.equal(await textOf(page, '#who'), 'hanako');
	await page.fill('#text', LEAK);
	await verdict(page, 'block');
	await page.click('#leave button');
	await page.waitForSelector('#password');
	assert.equal((await page.request.post(`${server.url}api/v1/check`, { data: { text: 'x' } })).status(), 401);
	await page.done();
});

test('a login that has run out is no pass', async () => {
	const page = await openPage(browser, server, { path: 'login', forgive: /401/ });
	await enter(page, PASSWORD);
	await page.waitForSelector('#place-x-com', { state: 'attached' });
	await page.context().clearCookies();
	await page.fill('#text', 'お腹すいた');
	await verdict(page, 'unscanned');
	assert.match(await textOf(page, '#verdict-meaning'), /ログインの期限/);
	await page.done();
});
