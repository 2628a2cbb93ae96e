/** The first step: a file, chosen or dropped; and what is seen while it is read or worked through. */

import { h } from '../../dom.js';
import { inApp } from '../inapp.js';

/** @typedef {import('./session.js').Session} Session */

/** What is read. */
const KINDS = '.xlsx,.csv,.tsv,.txt';

/** @param {Session} session */
export function choice(session) {
  const { scene: { word }, trouble } = session;
  return h('section', { class: 'card list-step', part: 'card', key: 'file' },
    inApp() && h('p', { role: 'note' }, word('take.inapp')),
    h('div', { class: 'drop', ondragenter: mark, ondragleave: mark, ondrop: mark },
      // It lies over the whole place: what is dropped there falls into it.
      h('input', {
        type: 'file', id: 'list-file', accept: KINDS, 'aria-describedby': 'list-file-hint list-trouble', 'aria-invalid': trouble ? 'true' : undefined,
        onchange: (/** @type {Event} */ event) => take(session, /** @type {HTMLInputElement} */ (event.currentTarget)),
      }),
      h('label', { class: 'first', for: 'list-file' }, word('list.choose')),
      h('p', null, word('list.drop')),
      h('p', { class: 'hint', id: 'list-file-hint' }, word('list.choose_hint'))),
    h('p', { class: 'error', role: 'alert', id: 'list-trouble' }, trouble),
    h('div', { class: 'template' },
      h('p', null, word('list.template_hint')),
      h('div', { class: 'files' },
        h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.template('xlsx') }, word('list.template_xlsx')),
        h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.template('csv') }, word('list.template_csv')))));
}

/** @param {Session} session @param {HTMLInputElement} input */
function take(session, input) {
  const [file] = input.files ?? [];
  // The same file may be chosen again, once it is mended.
  input.value = '';
  if (file) session.open(file);
}

/** A file is held above the place. @param {DragEvent} event */
function mark(event) {
  const place = /** @type {HTMLElement} */ (event.currentTarget);
  place.toggleAttribute('data-over', event.type === 'dragenter' || (event.type === 'dragleave' && place.contains(/** @type {Node | null} */ (event.relatedTarget))));
}

/** @param {Session} session */
export function waiting(session) {
  const { scene: { word }, phase, file, progress } = session;
  const known = progress ? { max: 1000, value: progress.part } : {};
  return h('section', { class: 'card list-step', part: 'card', key: 'waiting' },
    h('h2', { id: 'list-waiting' }, word(phase === 'opening' ? 'list.opening' : 'list.running', { name: file?.name ?? '' })),
    h('progress', { key: `${!!progress}`, 'aria-labelledby': 'list-waiting', ...known }),
    h('p', { class: 'hint' }, progress?.label),
    h('div', null, h('button', { type: 'button', class: 'plain', part: 'button', id: 'list-cancel', onclick: () => (phase === 'opening' ? session.again() : session.cancel()) }, word('list.cancel'))));
}
