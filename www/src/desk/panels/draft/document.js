/** What a draft says of its document: title, term, batches, what counts, awards and windows. */

import { h } from '../../../dom.js';
import { BATCHES, SPEND } from './clauses.js';
import { button, choice, figure, go, several, text, tick } from './fields.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').DraftView} DraftView */
/** @typedef {import('#desk-wasm').TypedWindow} TypedWindow */
/** @typedef {import('#desk-wasm').TypedAward} TypedAward */

const KINDS = ['programme', 'apply', 'diagnose', 'transform', 'accept', 'accept_and_pay', 'select'];
const TONGUES = ['zh_cn', 'zh_hant', 'en'];

/** @param {Scene} scene @param {DraftView} view */
export function document(scene, view) {
  const { state, word, words } = scene;
  const { form } = state;
  const field = (/** @type {string} */ name, hint = '') => text(scene, view, { field: name, label: word(`draft.${name}`), holder: form, name, hint });
  const named = (/** @type {string} */ part) => TONGUES.map((tongue) => text(scene, view, { field: `${part}.${tongue}`, label: word(`draft.${part}.${tongue}`), holder: form[part], name: tongue }));
  return h('section', { class: 'card', key: 'document' },
    h('h2', null, word('draft.document')),
    field('title'),
    state.start !== 'change' && h('div', { class: 'cells', key: 'city' }, field('id', word('draft.id_hint')), named('name'), named('region')),
    h('div', { class: 'cells', key: 'days' }, field('from', word('draft.day_hint')), field('until', word('draft.day_hint')), field('applies_from', word('draft.applies_from_hint'))),
    several(scene, { id: 'draft-batches', label: word('draft.batches'), all: BATCHES, named: (batch) => words[`batch.${batch}`] ?? '', holder: form, name: 'batches', hint: word('draft.batches_hint') }),
    several(scene, { id: 'draft-counted', label: word('draft.base'), all: SPEND, named: (category) => words[`category.${category}`] ?? '', holder: form, name: 'counted', hint: word('draft.base_hint') }));
}

/** Whether a field of a part cannot be read. @param {DraftView} view @param {string} part */
const wrong = ({ errors }, part) => errors.some(({ field }) => field.startsWith(part));

/**
 * A part that is seldom changed: folded, but never over a field that is wrong.
 * @param {Scene} scene
 * @param {string} name
 * @param {number} count
 * @param {boolean} open
 * @param {import('../../../dom.js').Pieces} kids
 */
function folded({ state, word }, name, count, open, kids) {
  const unfold = (/** @type {Event} */ event) => { state[`open_${name}`] = /** @type {HTMLDetailsElement} */ (event.currentTarget).open; };
  return h('details', { class: 'card', key: name, open: open || state[`open_${name}`], ontoggle: unfold },
    h('summary', null, h('h2', null, word(`draft.${name}`), ' ', h('span', { class: 'hint' }, `${count}`))),
    h('div', { class: 'entries' }, kids));
}

/** @param {Scene} scene @param {DraftView} view */
export function awards(scene, view) {
  const { state, word } = scene;
  const list = /** @type {TypedAward[]} */ (state.form.awards);
  if (!list.length) return null;
  return folded(scene, 'awards', list.length, wrong(view, 'awards'), [
    h('p', { class: 'hint' }, word('draft.awards_hint')),
    h('div', { class: 'cells' }, list.map((award, at) => figure(scene, view, { field: `awards[${at}].amount`, label: award.title, holder: award, name: 'amount', wording: 'wording' })))]);
}

/** @param {Scene} scene @param {DraftView} view */
export function windows(scene, view) {
  const { state, word } = scene;
  const list = /** @type {TypedWindow[]} */ (state.form.windows);
  return folded(scene, 'windows', list.length, wrong(view, 'windows'), [
    h('p', { class: 'hint', id: 'draft-moment-hint' }, word('draft.moment_hint')),
    list.map((window, at) => one(scene, view, window, at)),
    h('div', { class: 'do' }, button(word('draft.add_window'), () => {
      list.push({ kind: 'apply', from: '', until: '', before: false });
      go(scene, `draft-windows-${list.length - 1}-kind`);
    }, { id: 'draft-add-window' }))]);
}

/** @param {Scene} scene @param {DraftView} view @param {TypedWindow} window @param {number} at */
function one(scene, view, window, at) {
  const { state, word, words, redraw } = scene;
  const id = `draft-windows-${at}`;
  const field = (/** @type {'from' | 'until'} */ name) => text(scene, view, { field: `windows[${at}].${name}`, label: word(`draft.window_${name}`), holder: window, name, described: 'draft-moment-hint' });
  const set = (/** @type {Partial<TypedWindow>} */ change) => {
    Object.assign(window, change);
    redraw();
  };
  return h('fieldset', { class: 'piece', key: id },
    h('legend', null, word('draft.window', { number: `${at + 1}` })),
    h('div', { class: 'cells' },
      choice({ id: `${id}-kind`, label: word('draft.kind'), value: window.kind, choices: KINDS.map((kind) => [kind, words[`stage.${kind}`] ?? '']), choose: (kind) => set({ kind: /** @type {TypedWindow['kind']} */ (kind) }) }),
      choice({ id: `${id}-batch`, label: word('draft.batch'), value: `${window.batch ?? ''}`, choices: [['', word('draft.all_batches')], ...BATCHES.map((batch) => [`${batch}`, words[`batch.${batch}`] ?? ''])], choose: (value) => set({ batch: BATCHES.find((batch) => `${batch}` === value) }) }),
      field('from'),
      field('until')),
    tick(`${id}-before`, word('draft.before'), window.before, (before) => set({ before })),
    h('div', { class: 'do' }, button(word('draft.remove_window', { number: `${at + 1}` }), () => {
      state.form.windows.splice(at, 1);
      go(scene, 'draft-add-window');
    })));
}
