/** What a wanted grant takes, and the most that there is: in sentences, with a button that brings the spend found into the form. */

import { h } from '../../dom.js';

/** @typedef {import('../main.js').Scene} Scene */

/** How long a pause in typing is: then a half-typed amount is called unreadable. */
const PAUSE = 800;

/** @param {Scene} scene */
function draw(scene) {
  const { desk, form, word, state } = scene;
  const view = desk.needs(form, state.wanted ?? '');
  return [
    field(scene, state.typing ? null : view.error, view.read_as),
    h('div', { role: 'status', key: 'answer' },
      view.open && h('p', { class: 'hint' }, view.open),
      view.wanted && told(scene, view.wanted, 'h3')),
    view.most.length > 0 && h('h3', null, word('solve.most')),
    view.most.map((most) => told(scene, most, 'h4')),
    view.remark && h('p', { class: 'hint' }, view.remark),
  ];
}

/** @param {Scene} scene @param {string | null} error @param {string | null} read */
function field({ word, state, redraw }, error, read) {
  const rest = () => {
    clearTimeout(state.pause);
    state.typing = false;
    redraw();
  };
  const type = (/** @type {Event} */ event) => {
    state.wanted = /** @type {HTMLInputElement} */ (event.currentTarget).value;
    state.typing = true;
    clearTimeout(state.pause);
    state.pause = setTimeout(rest, PAUSE);
    redraw();
  };
  const notes = [error && 'solve-error', read && 'solve-read', 'solve-hint'].filter(Boolean).join(' ');
  return h('div', { class: 'row', key: 'wanted' },
    h('div', { class: 'what' },
      h('label', { for: 'solve-wanted' }, word('solve.field')),
      h('p', { class: 'hint', id: 'solve-hint' }, word('solve.field_hint'))),
    h('input', {
      id: 'solve-wanted', part: error ? 'field amount wrong' : 'field amount', class: 'amount', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false',
      value: state.wanted ?? '', 'aria-invalid': error ? 'true' : undefined, 'aria-describedby': notes, oninput: type, onblur: rest,
    }),
    error && h('p', { class: 'error', id: 'solve-error', key: 'error' }, error),
    read && h('p', { class: 'read', id: 'solve-read', key: 'read' }, read));
}

/** @param {Scene} scene @param {import('#desk-wasm').Told} answer @param {string} heading */
function told({ form, change, root }, { title, sentences, put }, heading) {
  const bring = () => {
    if (!put) return;
    const typed = (form.spend ?? []).map(({ category, text }) => [category, text]);
    change({ spend: { ...Object.fromEntries(typed), [put.category]: put.text } });
    // The button goes with what it offered.
    root.getElementById('solve-wanted')?.focus();
  };
  return h('section', { class: 'solved', key: title },
    h(heading, null, title),
    sentences.map((sentence) => h('p', null, sentence)),
    put && h('button', { type: 'button', class: 'plain', part: 'button', onclick: bring }, put.label));
}

export const solve = { draw };
