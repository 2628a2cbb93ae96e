/** What all parts of a draft are entered with: a label, a field, and what is wrong with it. */

import { h } from '../../../dom.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').DraftView} DraftView */

/** How long a pause in typing is: then a half-typed number is called unreadable. */
const PAUSE = 800;

/** @param {Event} event */
const target = (event) => /** @type {HTMLInputElement} */ (event.currentTarget);

/** `clauses[0].rate` to `draft-clauses-0-rate`. @param {string} field */
export const idOf = (field) => `draft-${field.replaceAll(/[.[\]]+/g, '-')}`;

/**
 * A text, and what is wrong with it once the hand rests.
 * @param {Scene} scene
 * @param {DraftView} view
 * @param {{field: string, label: string, holder: any, name: string, hint?: string, described?: string, decimal?: boolean, before?: import('../../../dom.js').Pieces}} entry
 */
export function text(scene, view, { field, label, holder, name, hint, described, decimal, before }) {
  const { state, redraw } = scene;
  const id = idOf(field);
  const wrong = state.typing === id ? undefined : view.errors.find((error) => error.field === field)?.text;
  const notes = [wrong && `${id}-error`, hint && `${id}-hint`, described].filter(Boolean).join(' ');
  const rest = () => {
    clearTimeout(state.pause);
    if (!state.typing) return;
    state.typing = '';
    // A field that is being taken out loses the focus in the middle of a drawing.
    queueMicrotask(() => state.redraw());
  };
  const input = h('input', {
    id, part: wrong ? 'field wrong' : 'field', class: decimal ? 'amount' : undefined, inputmode: decimal ? 'decimal' : undefined, autocomplete: 'off', spellcheck: 'false', maxlength: '200',
    value: holder[name], 'aria-invalid': wrong ? 'true' : undefined, 'aria-describedby': notes || undefined,
    oninput: (/** @type {Event} */ event) => {
      holder[name] = target(event).value;
      state.typing = id;
      clearTimeout(state.pause);
      state.pause = setTimeout(rest, PAUSE);
      redraw();
    },
    onblur: rest,
  });
  return h('div', { class: 'cell', key: id },
    h('label', { for: id }, label),
    before ? h('div', { class: 'worded' }, before, input) : input,
    hint && h('p', { class: 'hint', id: `${id}-hint` }, hint),
    wrong && h('p', { class: 'error', id: `${id}-error` }, wrong));
}

/**
 * A figure and how the document words it.
 * @param {Scene} scene
 * @param {DraftView} view
 * @param {{field: string, label: string, holder: any, name: string, wording?: string, hint?: string}} entry
 */
export function figure(scene, view, entry) {
  const { word, redraw } = scene;
  const { field, label, holder, name, wording = `${name}_wording` } = entry;
  const known = ['exact', 'ceiling'];
  const choices = known.includes(holder[wording]) ? known : [...known, holder[wording]];
  const before = h('select', {
    id: `${idOf(field)}-wording`, part: 'field', 'aria-label': word('draft.wording_of', { figure: label }), value: holder[wording],
    onchange: (/** @type {Event} */ event) => {
      holder[wording] = target(event).value;
      redraw();
    },
  }, choices.map((one) => h('option', { key: one, value: one }, word(`draft.wording.${one}`))));
  return text(scene, view, { ...entry, decimal: true, before });
}

/** @param {{id: string, label: string, value: string, choices: string[][], choose: (value: string) => void, hint?: string}} field */
export const choice = ({ id, label, value, choices, choose, hint }) => h('div', { class: 'cell', key: id },
  h('label', { for: id }, label),
  h('select', { id, part: 'field', value, 'aria-describedby': hint ? `${id}-hint` : undefined, onchange: (/** @type {Event} */ event) => choose(target(event).value) },
    choices.map(([key, name]) => h('option', { key, value: key }, name))),
  hint && h('p', { class: 'hint', id: `${id}-hint` }, hint));

/** @param {string} id @param {string} label @param {boolean} checked @param {(checked: boolean) => void} set */
export const tick = (id, label, checked, set) => h('label', { class: 'tick', for: id, key: id },
  h('input', { id, type: 'checkbox', checked, onchange: (/** @type {Event} */ event) => set(target(event).checked) }),
  h('span', null, label));

/**
 * Several of a list.
 * @template {string | number} T
 * @param {Scene} scene
 * @param {{id: string, label: string, all: T[], named: (one: T) => string, holder: any, name: string, hint?: string}} entry
 */
export const several = ({ redraw }, { id, label, all, named, holder, name, hint }) => h('fieldset', { class: 'several', key: id, 'aria-describedby': hint ? `${id}-hint` : undefined },
  h('legend', null, label),
  h('div', { class: 'ticks' }, all.map((one) => tick(`${id}-${one}`, named(one), holder[name].includes(one), (checked) => {
    holder[name] = checked ? [...holder[name], one] : holder[name].filter((/** @type {T} */ other) => other !== one);
    redraw();
  }))),
  hint && h('p', { class: 'hint', id: `${id}-hint` }, hint));

/** @param {string} label @param {() => void} onclick @param {Record<string, unknown>} [more] */
export const button = (label, onclick, more) => h('button', { type: 'button', class: 'plain', part: 'button', onclick, ...more }, label);

/** Draws, and puts the focus where the work goes on. @param {Scene} scene @param {string} id */
export function go({ root, redraw }, id) {
  redraw();
  root.getElementById(id)?.focus();
}
