/* Files come by choosing, by dropping them anywhere, or by pasting them.  All of them are
 * handed on: that one is no picture, or one too many, has to be said. */
import { $ } from './dom.js';

export const isPicture = f => f.type.startsWith('image/') || /\.(jpe?g|png|webp|hei[cf])$/i.test(f.name);

const hasFiles = e => [...(e.dataTransfer?.types ?? [])].includes('Files');

/* take([file, ...]): never empty */
export function receiveFiles(take) {
	const give = files => files.length > 0 && take([...files]);

	$('file').addEventListener('change', () => give($('file').files));
	for (const id of ['choose', 'choose-other'])
		$(id).addEventListener('click', () => $('file').click());
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
		give(e.dataTransfer.files);
	});
	addEventListener('paste', e => {
		const files = e.clipboardData?.files ?? [];
		/* a spreadsheet's copy is text and picture at once: in the text area it is text */
		if (files.length === 0 || e.target.id === 'text' && e.clipboardData.getData('text/plain') !== '')
			return;
		e.preventDefault();
		give(files);
	});
}
