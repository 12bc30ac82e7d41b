/* Pictures for the tests: invented text, drawn by the browser itself. */
const LINES = ['氏名　田中花子　様　　病室　305号室', '病名　糖尿病　インスリン8単位', '診察券番号　0048213'];

async function drawn(browser, body, size) {
	const page = await browser.newPage({ viewport: size });
	await page.setContent(`<body style="margin:0;background:#fff;color:#000;font:30px/2.2 'Noto Sans CJK JP'">${body}`);
	const png = await page.screenshot();
	await page.close();
	return png;
}

const html = lines => `<div style="padding:30px">${lines.map(l => `<div>${l}</div>`).join('')}</div>`;

export const chart = browser => drawn(browser, html(LINES), { width: 900, height: 420 });
export const notice = browser => drawn(browser, html(['外来は午後三時まで受け付けます', '土曜と日曜はお休みです']), { width: 900, height: 300 });
export const blank = browser => drawn(browser, '<div style="height:100vh;background:linear-gradient(#9bd,#fff)"></div>', { width: 500, height: 300 });

/* A clear notice, and below it a chart on its head. */
export const turned = browser => drawn(browser, html(['外来は午後三時まで受け付けます'])
	+ `<div style="transform:rotate(180deg)">${html(LINES)}</div>`, { width: 900, height: 460 });

/* The same as JPEG with an EXIF segment that holds a place, a time and a device. */
export async function photo(browser) {
	const page = await browser.newPage();
	const png = await chart(browser);
	const data = await page.evaluate(async base64 => {
		const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), c => c.charCodeAt(0))]));
		const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
		canvas.getContext('2d').drawImage(bitmap, 0, 0);
		const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })).arrayBuffer());
		return btoa(bytes.reduce((s, b) => s + String.fromCharCode(b), ''));
	}, png.toString('base64'));
	await page.close();
	const jpeg = Buffer.from(data, 'base64');
	return Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]);
}

/* TIFF, big endian: IFD0 with Make and DateTime, a GPS IFD with a latitude and longitude. */
function exif() {
	const b = Buffer.alloc(190);
	let at = 0;
	const u16 = v => {
		at = b.writeUInt16BE(v, at);
	};
	const u32 = v => {
		at = b.writeUInt32BE(v, at);
	};
	const entry = (tag, type, count, value) => {
		u16(tag);
		u16(type);
		u32(count);
		u32(value);
	};

	b.write('MM\0*', 0, 'latin1');
	at = 4;
	u32(8);
	u16(3);
	entry(0x010f, 2, 6, 50); /* Make */
	entry(0x0132, 2, 20, 56); /* DateTime */
	entry(0x8825, 4, 1, 76); /* where the GPS IFD is */
	u32(0);
	b.write('Kamer\0', 50, 'latin1');
	b.write('2026:01:02 03:04:05\0', 56, 'latin1');
	at = 76;
	u16(4);
	entry(1, 2, 2, 0x4e000000); /* N */
	entry(2, 5, 3, 130);
	entry(3, 2, 2, 0x45000000); /* E */
	entry(4, 5, 3, 154);
	u32(0);
	at = 130;
	for (const v of [35, 1, 0, 1, 0, 1, 139, 1, 0, 1, 0, 1])
		u32(v);
	const head = Buffer.from([0xff, 0xe1, 0, 0, ...Buffer.from('Exif\0\0', 'latin1')]);
	head.writeUInt16BE(2 + 6 + b.length, 2);
	return Buffer.concat([head, b]);
}

/* As if dropped on the page: files of [name, type, base64]. */
export const drop = (page, files) => page.evaluate(all => {
	const transfer = new DataTransfer();
	for (const [name, type, base64] of all)
		transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type }));
	dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}, files);

export async function choose(page, buffer, name = 'picture.png', mimeType = 'image/png') {
	await page.click('#tab-picture');
	await page.setInputFiles('#file', { name, mimeType, buffer });
}
