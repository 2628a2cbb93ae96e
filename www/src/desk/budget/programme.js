/** What the document says: where the money comes from, what it is for, and whether it suffices if everyone is paid the cap. */

import { h } from '../../dom.js';
import { place } from '../../render/reasons.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('#sheets-wasm').BudgetView} View */
/** @typedef {import('#sheets-wasm').BudgetRow} Row */
/** @typedef {View['blocks'][number]} Block */

/** @param {Session} session @param {Block['id']} id */
const block = ({ page }, id) => page?.budget.blocks.find((one) => one.id === id);

/** What is computed stands out, what it is computed from below it. @param {Session} session */
export function demand(session) {
  const found = block(session, 'demand');
  if (!found) return null;
  return h('section', { class: 'card', part: 'card', key: 'demand', 'aria-labelledby': 'budget-demand' },
    h('h2', { id: 'budget-demand', tabindex: '-1' }, found.title),
    figures(found.rows.filter(({ source }) => !source)),
    h('p', { class: 'hint' }, session.scene.word('budget.demand_hint')),
    table(session, { ...found, title: session.scene.word('budget.at_caps_each') }, found.rows.filter(({ source }) => source)));
}

/** Figures that stand out. @param {Row[]} rows */
export const figures = (rows) => h('dl', { class: 'lead-figures' }, rows.map(({ label, value }) => h('div', { key: label }, h('dt', null, label), h('dd', null, value))));

/** @param {Session} session */
export function programme(session) {
  const found = /** @type {const} */ (['funds', 'lines', 'limits']).map((id) => block(session, id)).filter((one) => one !== undefined);
  return found.map((one) => h('section', { class: 'card', part: 'card', key: one.id },
    h('h2', { id: `budget-${one.id}`, tabindex: '-1' }, one.title),
    table(session, one, one.rows)));
}

/** @param {Session} session @param {Block} block @param {Row[]} rows */
function table({ scene: { ui, word } }, { id, title }, rows) {
  if (!rows.length) return null;
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
    // Where there is no room for a third column the rows are laid out otherwise, and would be no rows any more without their roles.
    h('table', { class: 'money', role: 'table' },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ['what', id === 'limits' ? 'of' : 'amount', 'source'].map((one) => h('th', { scope: 'col', role: 'columnheader', key: one }, word(`budget.column.${one}`))))),
      h('tbody', { role: 'rowgroup' }, rows.map(({ label, value, part, source }) => h('tr', { role: 'row', class: part ? 'part' : source ? undefined : 'sum' },
        h('th', { scope: 'row', role: 'rowheader' }, label),
        h('td', { class: 'figure', role: 'cell' }, value),
        h('td', { role: 'cell' }, place({ word: ui }, source)))))));
}

/** What has to be known, and what the document does not say. @param {Session} session */
export function remarks({ page }) {
  const said = [page?.budget.flags, page?.budget.missing].filter((one) => one?.sentences.length);
  if (!said.length) return null;
  return h('section', { class: 'card', part: 'card', key: 'remarks' }, said.map((one, at) => [
    h('h2', { key: `${at}` }, one?.title),
    h('ul', { class: 'remarks', key: `${at}` }, one?.sentences.map((sentence) => h('li', null, sentence)))]));
}
