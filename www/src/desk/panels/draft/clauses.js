/** The clauses of a draft, a card each: for whom, how much, up to how much, of what. */

import { h } from '../../../dom.js';
import { button, choice, figure, go, several, tick } from './fields.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').DraftView} DraftView */
/** @typedef {import('#desk-wasm').TypedClause} TypedClause */

/** What a rate can be applied to. */
export const SPEND = ['software', 'cloud', 'data_equipment', 'hardware', 'services', 'training'];
export const BATCHES = /** @type {(1 | 2 | 3)[]} */ ([1, 2, 3]);
const LEVELS = /** @type {(1 | 2 | 3 | 4)[]} */ ([1, 2, 3, 4]);

/** @param {Scene} scene @param {DraftView} view */
export function clauses(scene, view) {
  const { state, word } = scene;
  const list = /** @type {TypedClause[]} */ (state.form.clauses);
  return h('section', { class: 'card', key: 'clauses' },
    h('h2', null, word('draft.clauses')),
    list.map((clause, at) => one(scene, view, clause, at)),
    h('div', { class: 'do' }, button(word('draft.add_clause'), () => {
      list.push(next(list, state.form.counted));
      go(scene, `draft-clauses-${list.length - 1}-levels`);
    }, { id: 'draft-add-clause' })));
}

/** As the last one, to be changed. @param {TypedClause[]} list @param {string[]} counted @returns {TypedClause} */
function next(list, counted) {
  const last = list[list.length - 1];
  if (last) return { ...structuredClone(last), like: undefined };
  return /** @type {TypedClause} */ ({
    level: 2, least: true, batches: [], rate: '', rate_wording: 'ceiling', cap: '', cap_wording: 'ceiling', base_limit: '', base_limit_wording: 'ceiling', own_base: false, counted,
  });
}

/** @param {Scene} scene @param {DraftView} view @param {TypedClause} clause @param {number} at */
function one(scene, view, clause, at) {
  const { state, word, words, redraw } = scene;
  const id = `draft-clauses-${at}`;
  const field = (/** @type {string} */ name) => ({ field: `clauses[${at}].${name}`, holder: clause, name });
  const level = (/** @type {number} */ number) => words[`level.${number}`] ?? '';
  const levels = LEVELS.flatMap((number) => [
    [`${number}`, level(number)],
    ...(number < 4 ? [[`${number}+`, word('draft.and_above', { level: level(number) })]] : []),
  ]);
  return h('fieldset', { class: 'piece', key: id },
    h('legend', null, word('draft.clause', { number: `${at + 1}` })),
    h('div', { class: 'cells' },
      choice({ id: `${id}-levels`, label: word('draft.levels'), value: `${clause.level}${clause.least ? '+' : ''}`, choices: levels, choose: (value) => {
        const number = LEVELS.find((one) => value.startsWith(`${one}`));
        Object.assign(clause, { level: number, least: value.endsWith('+') });
        redraw();
      } }),
      several(scene, { id: `${id}-batches`, label: word('draft.for_batches'), all: BATCHES.filter((batch) => state.form.batches.includes(batch) || clause.batches.includes(batch)), named: (batch) => words[`batch.${batch}`] ?? '', holder: clause, name: 'batches', hint: word('draft.for_batches_hint') }),
      figure(scene, view, { ...field('rate'), label: word('draft.rate'), hint: word('draft.rate_hint') }),
      figure(scene, view, { ...field('cap'), label: word('draft.cap'), hint: word('draft.cap_hint') }),
      figure(scene, view, { ...field('base_limit'), label: word('draft.base_limit'), hint: word('draft.base_limit_hint') })),
    tick(`${id}-own`, word('draft.own_base'), clause.own_base, (checked) => {
      clause.own_base = checked;
      redraw();
    }),
    clause.own_base && several(scene, { id: `${id}-counted`, label: word('draft.counted'), all: SPEND, named: (category) => words[`category.${category}`] ?? '', holder: clause, name: 'counted' }),
    h('div', { class: 'do' }, button(word('draft.remove_clause', { number: `${at + 1}` }), () => {
      state.form.clauses.splice(at, 1);
      go(scene, 'draft-add-clause');
    })));
}
