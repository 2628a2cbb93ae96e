/** A QR code, black on white whatever the theme. */

import { h } from '../dom.js';

const SVG = 'http://www.w3.org/2000/svg';

/** @param {import('#desk-wasm').QrView} code */
export const qr = ({ size, path, alt }) => h('svg', { xmlns: SVG, class: 'qr', role: 'img', 'aria-label': alt, viewBox: `0 0 ${size} ${size}`, 'shape-rendering': 'crispEdges' },
  h('rect', { xmlns: SVG, width: size, height: size, fill: '#fff' }),
  h('path', { xmlns: SVG, d: path, fill: '#000' }));
