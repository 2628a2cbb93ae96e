/** What all parts of the panel type into: a label, a field, and what is wrong with it. */

import { h } from '../../../dom.js';

/** @typedef {import('../../main.js').Scene} Scene */

/** How long a pause in typing is: then a half-typed number is called unreadable. */
const PAUSE = 800;

/** What a press begins and ends with. */
const TYPES = ['pointerdown', 'pointerup', 'pointercancel'];

/** @param {Event} event */
export const target = (event) => /** @type {HTMLInputElement} */ (event.currentTarget);

/** Whether a pointer is down: a button that what is told then moves away from under it loses its click. */
function press() {
  const told = { down: false, then: () => {}, end: () => TYPES.forEach((type) => removeEventListener(type, heed, true)) };
  const heed = (/** @type {Event} */ { type }) => {
    told.down = type === 'pointerdown';
    // The click comes first.
    if (!told.down) setTimeout(() => told.then());
  };
  TYPES.forEach((type) => addEventListener(type, heed, true));
  return told;
}

/**
 * Takes over what is being typed, and says what is wrong with it once the hand rests.
 * @param {Scene} scene
 * @param {string} id
 * @param {(text: string) => void} take
 */
export function typing({ state, redraw }, id, take) {
  const rest = () => {
    if (!state.typing) return;
    clearTimeout(state.pause);
    if (state.press?.down) {
      state.press.then = rest;
      return;
    }
    state.press?.end();
    state.press = undefined;
    state.typing = '';
    state.redraw();
  };
  return {
    oninput: (/** @type {Event} */ event) => {
      state.press ??= press();
      take(target(event).value);
      state.typing = id;
      clearTimeout(state.pause);
      state.pause = setTimeout(rest, PAUSE);
      redraw();
    },
    onblur: rest,
  };
}

/**
 * @param {Scene} scene
 * @param {{id: string, label: string, text: string, take: (text: string) => void, error?: string | null, wrong?: string, read?: string | null, hint?: string, decimal?: boolean, placeholder?: string, wide?: boolean, max?: string}} field
 */
export function field(scene, { id, label, text, take, error, wrong, read, hint, decimal, placeholder, wide, max = '200' }) {
  const told = scene.state.typing === id ? null : error;
  // What is wrong with it may stand elsewhere, as with several fields together.
  const notes = [told && `${id}-error`, wrong, read && `${id}-read`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return h('div', { class: wide ? 'cell wide' : 'cell', key: id },
    h('label', { for: id }, label),
    h('input', {
      id, part: told || wrong ? 'field wrong' : 'field', class: decimal ? 'amount' : undefined, inputmode: decimal ? 'decimal' : undefined, autocomplete: 'off', spellcheck: 'false', maxlength: max,
      placeholder, value: text, 'aria-invalid': told || wrong ? 'true' : undefined, 'aria-describedby': notes || undefined, ...typing(scene, id, take),
    }),
    hint && h('p', { class: 'hint', id: `${id}-hint` }, hint),
    told && h('p', { class: 'error', id: `${id}-error` }, told),
    !told && read && h('p', { class: 'read', id: `${id}-read` }, read));
}

/**
 * @param {{id: string, label: string, value: string, choices: {value: string, label: string}[], choose: (value: string) => void, hint?: import('../../../dom.js').Pieces, wide?: boolean}} field
 */
export const choice = ({ id, label, value, choices, choose, hint, wide }) => h('div', { class: wide ? 'cell wide' : 'cell', key: id },
  h('label', { for: id }, label),
  h('select', { id, part: 'field', value, 'aria-describedby': hint ? `${id}-hint` : undefined, onchange: (/** @type {Event} */ event) => choose(target(event).value) },
    choices.map((one) => h('option', { key: one.value, value: one.value }, one.label))),
  hint && h('p', { class: 'hint', id: `${id}-hint` }, hint));

/** @param {string} text @param {() => void} onclick @param {Record<string, unknown>} [more] */
export const button = (text, onclick, more) => h('button', { type: 'button', class: 'plain', part: 'button', onclick, ...more }, text);

/** Puts the focus where the work goes on. @param {Scene} scene @param {string} id */
export const go = ({ root }, id) => root.getElementById(id)?.focus();
