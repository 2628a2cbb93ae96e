/** One sheet of paper: a preview, and a button that prints this sheet alone, wherever the element stands. */

import { draw, h } from '../../dom.js';
import { inApp } from '../inapp.js';
import page from '../page.css';
import css from '../sheet.css';
import { sheet } from '../sheet.js';

/** @typedef {import('../main.js').Scene} Scene */

export const paper = {
  /** @param {Scene} scene */
  draw(scene) {
    const { desk, form, word, ui, lang } = scene;
    const view = desk.paper(form, location.href);
    printed(scene, !!view);
    if (!view) return h('p', { class: 'hint' }, word('paper.empty'));
    const drawn = sheet(view, lang, (text) => ui('quote', { text }));
    return [
      h('div', { class: 'print', key: 'print' },
        inApp() && h('p', { role: 'note' }, word('paper.inapp')),
        h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => print(scene, view.title, drawn) }, word('paper.print')),
        h('p', { class: 'hint' }, word('paper.hint'))),
      h('div', { class: 'preview', key: 'preview', role: 'region', tabindex: '0', 'aria-label': word('paper.preview') }, drawn),
    ];
  },
};

/**
 * Prints from a frame of its own: what stands around the element, a city's portal with its menus, is not on the paper. The frame is empty, of the page's
 * origin, and under the page's policy, so its nodes and its sheet of styles are made here.
 * @param {Scene} scene
 * @param {string} title
 * @param {import('../../dom.js').Part} drawn
 */
function print({ root, lang }, title, drawn) {
  root.querySelector('.printer')?.remove();
  const frame = document.createElement('iframe');
  frame.className = 'printer';
  // Some browsers put another empty document into it first.
  frame.addEventListener('load', () => filled(frame, lang, title, drawn), { once: true });
  root.getElementById('desk-paper')?.append(frame);
}

/** @param {HTMLIFrameElement} frame @param {string} lang @param {string} title @param {import('../../dom.js').Part} drawn */
function filled(frame, lang, title, drawn) {
  const within = /** @type {(Window & typeof globalThis) | null} */ (frame.contentWindow);
  if (!within) return;
  within.addEventListener('afterprint', () => frame.remove());
  const styles = new within.CSSStyleSheet();
  styles.replaceSync(`${page}${css}`);
  within.document.adoptedStyleSheets = [styles];
  within.document.title = title;
  within.document.documentElement.lang = lang;
  draw(within.document.body, [drawn]);
  within.focus();
  within.print();
}

/**
 * While the sheet is open it is what the browser's own print command prints of the element.
 * @param {Scene} scene
 * @param {boolean} there
 */
function printed({ root, state }, there) {
  const folded = /** @type {HTMLDetailsElement} */ (root.getElementById('desk-paper')?.closest('details'));
  const mark = () => {
    root.querySelector('.all')?.toggleAttribute('data-sheet', state.there && folded.open);
    folded.toggleAttribute('data-sheet', state.there);
  };
  state.there = there;
  if (state.marked !== folded) folded.addEventListener('toggle', mark);
  state.marked = folded;
  mark();
}
