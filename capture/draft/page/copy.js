/* Copying.  The clipboard's own interface is missing on pages without TLS that are not
 * on loopback; the old command still works there. */
function byCommand(text) {
	const area = document.createElement('textarea');
	const focused = document.activeElement;

	area.className = 'sr';
	area.value = text;
	document.body.append(area);
	area.select();
	try {
		return document.execCommand('copy');
	} catch {
		return false;
	} finally {
		area.remove();
		focused?.focus?.();
	}
}

export async function copy(text) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return byCommand(text);
	}
}
