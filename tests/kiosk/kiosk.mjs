/* What every test of the kiosk needs: the real server on a port of its own, a real
 * Chromium, and a page that fails its test on a console error, on anything the content
 * security policy stopped, and on a request to any other origin. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const ROOT = new URL('../..', import.meta.url).pathname;

export const SHOTS = `${ROOT}build/kiosk-shots/`;
mkdirSync(SHOTS, { recursive: true });

/* ---- the server --------------------------------------------------------------- */

/* {url, stop()}: stop() ends just this process, by its id, and waits for its end */
export async function startServer(...options) {
	const port = options.find(o => /^\d+$/.test(o)) ?? '0';
	const args = ['serve', '--listen', `127.0.0.1:${port}`, '--rate', '0', ...options.filter(o => o !== port)];
	const child = spawn(process.env.SHUHI ?? `${ROOT}build/shuhi`, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	const said = [];
	const ended = new Promise(done => child.once('exit', done));
	const url = await new Promise((done, failed) => {
		for (const stream of [child.stdout, child.stderr])
			createInterface({ input: stream }).on('line', line => {
				said.push(line);
				const found = /https?:\/\/[^ ]+:\d+\//.exec(line);
				if (found)
					done(found[0]);
			});
		ended.then(code => failed(new Error(`shuhi serve ended with ${code}: ${said.join('\n')}`)));
	});

	return {
		url, pid: child.pid,
		async stop() {
			child.kill('SIGTERM');
			return ended;
		},
	};
}

/* ---- the browser -------------------------------------------------------------- */

export const startBrowser = () => chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	/* a container's root has no other way; a user has the sandbox */
	chromiumSandbox: process.getuid() !== 0,
});

/* A page on the kiosk.  `forgive` names the console errors that the test itself brings
 * about; close() is where the page's conduct is judged. */
export async function openPage(browser, server, { path = '', forgive = null, clock = false, init = null, ...options } = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...options });
	const page = await context.newPage();
	const wrongs = [];
	page.setDefaultTimeout(15_000);
	const origin = new URL(server.url).origin;

	page.on('console', m => {
		if (['error', 'warning'].includes(m.type()) && !(forgive?.test(m.text())))
			wrongs.push(`console ${m.type()}: ${m.text()}`);
	});
	page.on('pageerror', e => wrongs.push(`exception: ${e.stack}`));
	page.on('request', r => {
		if (!r.url().startsWith(origin) && !/^(data|blob):/.test(r.url()))
			wrongs.push(`request to another origin: ${r.url()}`);
	});
	await page.addInitScript(() => {
		addEventListener('securitypolicyviolation', e => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`));
	});
	if (init !== null)
		await page.addInitScript(init);
	if (clock)
		await page.clock.install();
	await page.goto(server.url + path);
	if (path === '')
		await page.waitForSelector('#place-x-com', { state: 'attached' });

	return Object.assign(page, {
		async done() {
			await context.close();
			assert.deepEqual(wrongs, []);
		},
	});
}

/* ---- what tests say often ------------------------------------------------------ */

export const verdict = (page, state, of = '#verdict') => page.waitForSelector(`${of}[data-state="${state}"]`);

/* Judged, whatever came out. */
export const settled = page => page.waitForSelector('#verdict:not([data-state="busy"]):not([data-state="empty"])');

export const textOf = (page, selector) => page.$eval(selector, e => e.textContent.trim());

export async function until(holds) {
	for (let i = 0; i < 200 && !(await holds()); i++)
		await new Promise(done => setTimeout(done, 50));
	assert.ok(await holds(), `never held: ${holds}`);
}

/* The marks as [text, start]. */
export const marks = page => page.$$eval('#backdrop .mark', all => all.map(m => [m.textContent, Number(m.dataset.start)]));

/* Type as a person does with an input method: nothing is there until it is committed. */
export async function inputMethod(page) {
	const cdp = await page.context().newCDPSession(page);

	return {
		compose: text => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
		commit: text => cdp.send('Input.insertText', { text }),
	};
}

export const LEAK = '305号室の田中さん、糖尿病なのにまた売店でアイス買ってた😂';
export const CLEAN = '夜勤明け。今日も忙しかったけど、先輩が差し入れくれて生き返った☕';
