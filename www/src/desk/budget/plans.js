/** The numbers that the document plans, annex by annex, as printed. */

import { h } from '../../dom.js';
import { place } from '../../render/reasons.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('#sheets-wasm').BudgetPage['plans'][number]} Plan */

/** @param {Session} session */
export function plans(session) {
  const { page, scene: { word } } = session;
  if (!page?.plans.length) return null;
  return h('section', { class: 'card', part: 'card', key: 'plans', 'aria-labelledby': 'budget-plans' },
    h('h2', { id: 'budget-plans', tabindex: '-1' }, word('budget.plans')),
    h('p', { class: 'hint' }, word('budget.plans_hint')),
    h('div', null, page.plans.map((plan) => h('details', { key: plan.title },
      h('summary', null, plan.title),
      annex(session, plan)))));
}

/** @param {Session} session @param {Plan} plan */
const annex = ({ scene: { ui, word } }, { title, columns, rows }) => h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
  h('table', { class: 'annex' },
    h('thead', null, h('tr', null,
      h('th', { scope: 'col' }, word('budget.column.counted')),
      (columns.length ? columns : [word('budget.column.number')]).map((column, at) => h('th', { scope: 'col', key: `${at}` }, column)),
      h('th', { scope: 'col' }, word('budget.column.source')))),
    h('tbody', null, rows.map(({ label, cells, source }, at) => h('tr', { key: `${at}` },
      h('th', { scope: 'row' }, label),
      cells.map((cell) => h('td', null, cell)),
      h('td', { class: 'printed' }, place({ word: ui }, source)))))));
