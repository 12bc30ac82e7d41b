/* The picture on its canvas, and everything that lies on it.  Only what the server sent
 * back is ever drawn: upright, re-encoded, with nothing of the file's but its pixels. */
/* Parts of a box's height.  Letters reach over what a reader measures, and where one
 * letter ends and the next begins it tells Japanese only to half a letter: rather black
 * out a neighbour's edge than leave half of a name. */
const ABOVE = 0.12;
const BESIDE = 0.4;

const padded = ([x, y, w, h]) => {
	const dx = Math.ceil(h * BESIDE) + 1;
	const dy = Math.ceil(h * ABOVE) + 1;

	return [x - dx, y - dy, w + 2 * dx, h + 2 * dy];
};

const sameLine = (a, b) => Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]) > Math.min(a[3], b[3]) / 2;

function union(a, b) {
	const x = Math.min(a[0], b[0]);
	const y = Math.min(a[1], b[1]);

	return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y];
}

/* Words or letters that follow each other on a line are one box. */
export function joined(boxes) {
	const out = [];

	for (const b of [...boxes].sort((p, q) => p[0] - q[0])) {
		const i = out.findIndex(o => sameLine(o, b) && b[0] - (o[0] + o[2]) < Math.max(o[3], b[3]));
		if (i < 0)
			out.push(b);
		else
			out[i] = union(out[i], b);
	}
	return out;
}

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

const COLOURS = { high: '#c3221a', mid: '#9a6200' };

function frame(g, f, unit) {
	g.lineWidth = (f.lit ? 5 : 3) * unit;
	g.strokeStyle = f.high ? COLOURS.high : COLOURS.mid;
	for (const b of f.boxes)
		g.strokeRect(...padded(b));
}

/* The number that the list gives it, large enough to be read at the size shown. */
function badge(g, f, number, unit) {
	const size = 15 * unit;
	const [x, y] = padded(f.boxes[0]);
	g.font = `700 ${size}px sans-serif`;
	const width = g.measureText(number).width + size * 0.8;
	const top = Math.max(0, y - size * 1.4);
	g.fillStyle = f.high ? COLOURS.high : COLOURS.mid;
	g.fillRect(x, top, width, size * 1.4);
	g.fillStyle = '#fff';
	g.textBaseline = 'middle';
	g.fillText(number, x + size * 0.4, top + size * 0.74);
}

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
	const open = picture.found.filter(f => !f.covered || f.lit);
	open.forEach(f => frame(g, f, unit));
	open.forEach(f => badge(g, f, String(picture.found.indexOf(f) + 1), unit));
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
