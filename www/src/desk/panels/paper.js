/** One sheet of paper: a preview, and a button that prints this sheet alone, wherever the element stands. */

import { h } from '../../dom.js';
import { inApp } from '../inapp.js';
import { print } from '../printer.js';
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
        h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => print(scene.root.getElementById('desk-paper'), lang, view.title, drawn) }, word('paper.print')),
        h('p', { class: 'hint' }, word('paper.hint'))),
      h('div', { class: 'preview', key: 'preview', role: 'region', tabindex: '0', 'aria-label': word('paper.preview') }, drawn),
    ];
  },
};

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
