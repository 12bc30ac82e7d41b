/* Elements by code.  Nothing here takes HTML: what was typed only ever becomes text. */
export const $ = id => document.getElementById(id);

/* el('p', {class: 'x', onclick: f, 'aria-label': y}, 'text', child, …); null children are left out */
export function el(name, props = {}, ...children) {
	const e = document.createElement(name);
	for (const [key, value] of Object.entries(props)) {
		if (value === null || value === undefined || value === false)
			continue;
		if (key.startsWith('on'))
			e.addEventListener(key.slice(2), value);
		else
			e.setAttribute(key, value === true ? '' : value);
	}
	e.append(...children.filter(c => c !== null && c !== undefined));
	return e;
}

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name) {
	const svg = document.createElementNS(SVG, 'svg');
	const use = document.createElementNS(SVG, 'use');
	svg.setAttribute('class', 'icon');
	svg.setAttribute('aria-hidden', 'true');
	use.setAttribute('href', '#i-' + name);
	svg.append(use);
	return svg;
}

export function setIcon(svg, name) {
	svg.querySelector('use').setAttribute('href', '#i-' + name);
}

/* For buttons that must keep the focus while they cannot be used. */
export function setUsable(button, usable) {
	if (usable)
		button.removeAttribute('aria-disabled');
	else
		button.setAttribute('aria-disabled', 'true');
}

export const isUsable = button => !button.hidden && button.getAttribute('aria-disabled') !== 'true';
