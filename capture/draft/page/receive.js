/* A picture comes by choosing, by dropping it anywhere, or by pasting it. */
import { $ } from './dom.js';

const isPicture = f => f.type.startsWith('image/') || /\.(jpe?g|png|webp|hei[cf])$/i.test(f.name);

const firstPicture = files => [...(files ?? [])].find(isPicture) ?? null;

const hasFiles = e => [...(e.dataTransfer?.types ?? [])].includes('Files');

export function receivePictures(take) {
	$('file').addEventListener('change', () => {
		const file = firstPicture($('file').files);
		if (file !== null)
			take(file);
	});
	/* without this the browser would open a dropped file in place of the page */
	addEventListener('dragover', e => {
		if (hasFiles(e))
			e.preventDefault();
		$('drop').classList.toggle('over', hasFiles(e));
	});
	addEventListener('dragleave', () => $('drop').classList.remove('over'));
	addEventListener('drop', e => {
		$('drop').classList.remove('over');
		if (!hasFiles(e))
			return;
		e.preventDefault();
		const file = firstPicture(e.dataTransfer.files);
		if (file !== null)
			take(file);
	});
	addEventListener('paste', e => {
		const file = firstPicture(e.clipboardData?.files);
		/* a spreadsheet's copy is text and picture at once: in the text area it is text */
		if (file === null || e.target.id === 'text' && e.clipboardData.getData('text/plain') !== '')
			return;
		e.preventDefault();
		take(file);
	});
}
