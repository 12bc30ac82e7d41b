/* Asking the server.  Whatever goes wrong comes back as a report whose verdict is
 * "unscanned", never as an exception and never as something that could pass. */
const PATIENCE = 10_000; /* ms for a text */
const PATIENCE_IMAGE = 60_000;
const VERDICTS = ['pass', 'review', 'block', 'unscanned'];

/* retry: worth asking again by itself, after so many seconds */
const failed = (code, message = null, retry = null) => ({ verdict: 'unscanned', findings: [], error: { code, message }, retry });

/* causes that lie in what was sent, in the server's words for them */
const TOLD = ['pixels', 'type', 'picture'];

function fromStatus(answer, report) {
	const after = Number(answer.headers.get('Retry-After')) || 2;
	const message = report?.error?.message ?? null;

	if (answer.status === 401)
		return failed('login');
	if (answer.status === 429 || answer.status === 503)
		return failed('busy', null, after);
	if (answer.status === 408)
		return failed('timeout', null, after);
	return failed(TOLD.includes(report?.error?.code) ? report.error.code : 'server', message);
}

/* A body that is no report of ours must not be taken for one. */
const isReport = r => r !== null && typeof r === 'object' && VERDICTS.includes(r.verdict) && (r.verdict === 'unscanned' || Array.isArray(r.findings) && r.findings.every(f => Array.isArray(f.entities)));

async function ask(path, init, signal, patience) {
	const late = AbortSignal.timeout(patience);
	let answer;
	let report;

	try {
		answer = await fetch(path, { ...init, cache: 'no-store', credentials: 'same-origin', redirect: 'error', signal: AbortSignal.any([signal, late]) });
		report = await answer.json();
	} catch (e) {
		if (signal.aborted)
			return null; /* nobody waits for it any more */
		if (late.aborted)
			return failed('timeout', null, 3);
		return answer === undefined ? failed('offline', null, 3) : answer.ok ? failed('answer') : fromStatus(answer, null);
	}
	if (!answer.ok)
		return fromStatus(answer, report);
	return isReport(report) ? { findings: [], ...report } : failed('answer');
}

/* A half of a surrogate pair cannot be sent; its stand-in is as long, so that offsets stay right. */
export function checkText({ text, place, lang }, signal) {
	const body = { text: text.toWellFormed?.() ?? text, lang };

	if (place !== '')
		body.destination = place;
	return ask('/api/v1/check', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }, signal, PATIENCE);
}

export function checkImage({ file, place, lang }, signal) {
	const query = new URLSearchParams({ lang });

	if (place !== '')
		query.set('destination', place);
	return ask('/api/v1/check-image?' + query, { method: 'POST', headers: { 'Content-Type': file.type.startsWith('image/') ? file.type : 'image/*' }, body: file }, signal, PATIENCE_IMAGE);
}

/* What holds while the server cannot be asked. */
const defaults = {
	version: '', lang: 'ja', idle_seconds: 120, pictures: false, monitor: false, login: false, destinations: [],
	limits: { text_bytes: 65536, image_bytes: 10_000_000, image_pixels: 40_000_000 },
};

/* {...settings, reached: bool} */
export async function askSettings() {
	try {
		const answer = await fetch('/api/v1/settings', { cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
		if (!answer.ok)
			return { ...defaults, reached: false };
		return { ...defaults, ...await answer.json(), reached: true };
	} catch {
		return { ...defaults, reached: false };
	}
}
