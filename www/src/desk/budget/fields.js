/** What is entered on the page: a label, a field, how it was read, what is wrong with it; and a slider that is kept in step. */

import { h } from '../../dom.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('../../dom.js').Pieces} Pieces */

/** How long a pause in typing is: then a half-typed number is called unreadable. */
const PAUSE = 800;

/** @param {Event} event */
export const target = (event) => /** @type {HTMLInputElement} */ (event.currentTarget);

/** `level.2` to `budget-level-2`. @param {string} id */
export const idOf = (id) => `budget-${id.replaceAll('.', '-')}`;

/** Which field is being typed in, and how long ago. @type {WeakMap<Session, {id: string, pause?: ReturnType<typeof setTimeout>}>} */
const typing = new WeakMap();

/** What is wrong with a field, once the hand rests. @param {Session} session @param {string} id */
export const wrong = (session, id) => (typing.get(session)?.id === id ? undefined : session.page?.errors.find(({ field }) => field === id)?.text);

/** @param {Session} session @param {string} id */
function type(session, id) {
  clearTimeout(typing.get(session)?.pause);
  typing.set(session, { id, pause: setTimeout(() => rest(session), PAUSE) });
}

/** @param {Session} session */
function rest(session) {
  const held = typing.get(session);
  if (!held?.id) return;
  clearTimeout(held.pause);
  typing.set(session, { id: '' });
  // A field that is being taken out loses the focus in the middle of a drawing.
  queueMicrotask(() => session.scene.redraw());
}

/**
 * A number as text.
 * @param {Session} session
 * @param {{id: string, label: string, hint?: string | null, placeholder?: string, unit?: string, read?: string | null, slider?: {max: number, step: number, at: number, unit: string}}} entry
 */
export function number(session, { id, label, hint, placeholder, unit, read, slider }) {
  const place = idOf(id);
  const fault = wrong(session, id);
  const notes = [fault && `${place}-error`, read && !fault && `${place}-read`, hint && `${place}-hint`].filter(Boolean).join(' ');
  const text = session.text(id);
  const input = h('input', {
    id: place, part: fault ? 'field wrong' : 'field', class: 'amount', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', maxlength: '40', placeholder,
    value: text, 'aria-invalid': fault ? 'true' : undefined, 'aria-describedby': notes || undefined,
    oninput: (/** @type {Event} */ event) => {
      type(session, id);
      session.change({ [id]: target(event).value });
    },
    onblur: () => rest(session),
  });
  return h('div', { class: 'cell', key: place },
    h('label', { for: place }, label),
    unit ? h('div', { class: 'with-unit' }, input, h('span', { 'aria-hidden': 'true' }, unit)) : input,
    read && !fault && h('p', { class: 'read', id: `${place}-read` }, read),
    slider && h('input', {
      // The place follows from the range: it comes last.
      id: `${place}-slider`, type: 'range', class: 'slider', min: '0', max: `${slider.max}`, step: `${slider.step}`, value: `${slider.at}`,
      'aria-label': session.scene.word('budget.slider', { name: label }), 'aria-valuetext': text.trim() ? `${text} ${slider.unit}` : session.scene.word('budget.not_stated'),
      oninput: (/** @type {Event} */ event) => session.change({ [id]: target(event).value }),
    }),
    hint && h('p', { class: 'hint', id: `${place}-hint` }, hint),
    fault && h('p', { class: 'error', id: `${place}-error` }, fault));
}

/**
 * An amount in yuan, with a slider where there is one.
 * @param {Session} session @param {string} id @param {string} label @param {{hint?: string, slides?: boolean}} [more]
 */
export function amount(session, id, label, { hint, slides } = {}) {
  const { page, scene: { word } } = session;
  const known = page?.amounts.find((one) => one.id === id);
  return number(session, {
    id, label, hint, read: known?.read_as, unit: word('budget.yuan'),
    slider: slides && page ? { ...page.slider, at: known?.at ?? 0, unit: word('budget.yuan') } : undefined,
  });
}
