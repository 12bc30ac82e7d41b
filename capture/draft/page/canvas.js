/* The picture on its canvas, and everything that lies on it.  Only what the server sent
 * back is ever drawn: upright, re-encoded, with nothing of the file's but its pixels. */
const PAD = 0.12; /* of a box's height: letters reach over what a reader measures */

const padded = ([x, y, w, h]) => {
	const p = Math.ceil(h * PAD) + 1;

	return [x - p, y - p, w + 2 * p, h + 2 * p];
};

/* image {type, data} -> bitmap; fails when it is no picture */
export async function decode({ type, data }) {
	const raw = atob(data);
	const bytes = Uint8Array.from(raw, c => c.charCodeAt(0));

	return createImageBitmap(new Blob([bytes], { type }));
}

function cover(g, boxes) {
	g.fillStyle = '#000';
	for (const b of boxes)
		g.fillRect(...b);
}

const covered = picture => [...picture.found.filter(f => f.covered).flatMap(f => f.boxes.map(padded)), ...picture.own.map(o => [o.x, o.y, o.w, o.h])];

/* A frame and its number, as large as it must be to be read at the size shown. */
function frame(g, f, number, unit, colours) {
	const size = 15 * unit;

	g.lineWidth = (f.lit ? 5 : 3) * unit;
	g.strokeStyle = f.high ? colours.high : colours.mid;
	for (const b of f.boxes)
		g.strokeRect(...padded(b));
	if (f.boxes.length === 0)
		return;
	const [x, y] = padded(f.boxes[0]);
	g.font = `700 ${size}px sans-serif`;
	const width = g.measureText(number).width + size * 0.8;
	const top = Math.max(0, y - size * 1.4);
	g.fillStyle = g.strokeStyle;
	g.fillRect(x, top, width, size * 1.4);
	g.fillStyle = '#fff';
	g.textBaseline = 'middle';
	g.fillText(number, x + size * 0.4, top + size * 0.74);
}

const COLOURS = { high: '#c3221a', mid: '#9a6200' };

/* picture {bitmap, found: [{boxes, covered, high, lit}], own: [{x, y, w, h}]} */
export function draw(canvas, picture) {
	const { bitmap } = picture;

	if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
		canvas.width = bitmap.width;
		canvas.height = bitmap.height;
	}
	const g = canvas.getContext('2d');
	g.drawImage(bitmap, 0, 0);
	cover(g, covered(picture));
	const unit = canvas.width / (canvas.clientWidth || canvas.width);
	for (const [i, f] of picture.found.entries())
		if (!f.covered || f.lit)
			frame(g, f, String(i + 1), unit, COLOURS);
}

/* The safe copy: pixels and black, no frames, no numbers, no metadata. */
export function safeCopy(picture) {
	const canvas = document.createElement('canvas');

	canvas.width = picture.bitmap.width;
	canvas.height = picture.bitmap.height;
	const g = canvas.getContext('2d');
	g.fillStyle = '#fff';
	g.fillRect(0, 0, canvas.width, canvas.height);
	g.drawImage(picture.bitmap, 0, 0);
	cover(g, covered(picture));
	return new Promise(done => canvas.toBlob(done, 'image/png'));
}

/* An empty canvas keeps no pixels of the last picture. */
export function wipe(canvas) {
	canvas.width = canvas.height = 0;
}

const inside = ([x, y, w, h], at) => at.x >= x && at.x <= x + w && at.y >= y && at.y <= y + h;

export const foundAt = (picture, at) => picture.found.find(f => f.boxes.some(b => inside(padded(b), at)));
