/** The link that holds the entries, its QR code, and the comparison of a verification code. */

import { h } from '../../dom.js';
import { take, thenAndNow } from '../opened.js';
import { qr } from '../qr.js';

/** @typedef {import('../main.js').Scene} Scene */

export const link = {
  /** @param {Scene} scene */
  draw(scene) {
    take(scene);
    const { desk, form, word } = scene;
    const view = desk.link(form, location.href);
    return [
      thenAndNow(scene),
      h('p', { class: 'hint' }, word('link.about')),
      view.address && address(scene, view.address),
      view.told.map((text) => h('p', { class: 'hint', key: text }, text)),
      view.qr && h('figure', { class: 'code' }, qr(view.qr), h('figcaption', { class: 'hint' }, word('link.qr'))),
      check(scene, view.code),
    ];
  },
};

/** @param {Scene} scene @param {string} text */
function address({ root, state, word, redraw }, text) {
  const copy = async () => {
    const field = /** @type {HTMLInputElement} */ (root.getElementById('link-address'));
    try {
      await navigator.clipboard.writeText(text);
      state.said = word('link.copied');
    } catch {
      // Plain http, a file, or a visitor who forbids it: he copies it himself.
      field.focus();
      field.select();
      state.said = word('link.copy_by_hand');
    }
    state.copied = text;
    redraw();
  };
  return h('div', { class: 'address', key: 'address' },
    h('label', { for: 'link-address' }, word('link.address')),
    h('input', { id: 'link-address', part: 'field', readonly: true, value: text, onfocus: (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.currentTarget).select() }),
    h('button', { type: 'button', class: 'plain', part: 'button', onclick: copy }, word('link.copy')),
    // It tells of this very link.
    h('p', { role: 'status', class: 'hint' }, state.copied === text && state.said));
}

/** @param {Scene} scene @param {string | null} code */
function check({ desk, form, state, word, redraw }, code) {
  const judge = (/** @type {Event} */ event) => {
    event.preventDefault();
    state.verdict = desk.verify(form, state.typed ?? '', state.link ?? '');
    state.judged = JSON.stringify(form);
    redraw();
  };
  const verdict = state.judged === JSON.stringify(form) && state.verdict;
  const wrong = verdict && verdict.state === 'unreadable';
  return h('form', { class: 'check', key: 'check', onsubmit: judge },
    h('label', { for: 'link-code' }, word('link.code')),
    h('p', { class: 'hint', id: 'link-code-hint' }, word('link.code_hint')),
    h('input', {
      id: 'link-code', part: wrong ? 'field wrong' : 'field', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', maxlength: '40', placeholder: '7K2M-Q0XA-9D4T',
      value: state.typed ?? '', 'aria-invalid': wrong ? 'true' : undefined, 'aria-describedby': 'link-code-said link-code-hint',
      oninput: (/** @type {Event} */ event) => { state.typed = /** @type {HTMLInputElement} */ (event.currentTarget).value; },
    }),
    h('button', { type: 'submit', class: 'plain', part: 'button' }, word('link.check')),
    h('p', { role: 'status', id: 'link-code-said', class: verdict ? `verdict ${verdict.state}` : 'verdict' }, verdict && verdict.text),
    code && h('p', { class: 'hint' }, word('link.code_now', { code })));
}
