/**
 * Prints a sheet from a frame of its own: what stands around the element, a city's portal with its menus, is not on the paper. The frame is empty, of the
 * page's origin, and under the page's policy, so its nodes and its sheet of styles are made here.
 */

import { draw } from '../dom.js';
import page from './page.css';
import css from './sheet.css';

/**
 * @param {HTMLElement | null} place where the frame stands
 * @param {string} lang
 * @param {string} title
 * @param {import('../dom.js').Part} drawn
 */
export function print(place, lang, title, drawn) {
  place?.querySelector('.printer')?.remove();
  const frame = document.createElement('iframe');
  frame.className = 'printer';
  // Some browsers put another empty document into it first.
  frame.addEventListener('load', () => filled(frame, lang, title, drawn), { once: true });
  place?.append(frame);
}

/** @param {HTMLIFrameElement} frame @param {string} lang @param {string} title @param {import('../dom.js').Part} drawn */
async function filled(frame, lang, title, drawn) {
  const within = /** @type {(Window & typeof globalThis) | null} */ (frame.contentWindow);
  if (!within) return;
  within.addEventListener('afterprint', () => frame.remove());
  const styles = new within.CSSStyleSheet();
  styles.replaceSync(`${page}${css}`);
  within.document.adoptedStyleSheets = [styles];
  within.document.title = title;
  within.document.documentElement.lang = lang;
  draw(within.document.body, [drawn]);
  // A picture is read after it is placed; what cannot be read is left out.
  await Promise.all([...within.document.images].map((image) => image.decode().catch(() => {})));
  within.focus();
  within.print();
}
