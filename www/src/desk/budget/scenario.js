/** What happens if: other numbers, other money, and each enterprise spending the same. */

import { h } from '../../dom.js';
import { amount, number, target, wrong } from './fields.js';
import { figures } from './programme.js';

/** @typedef {import('./session.js').Session} Session */

/** @param {Session} session */
export function scenario(session) {
  const { scene: { word }, page } = session;
  if (!page) return null;
  return h('section', { class: 'card', part: 'card', key: 'scenario', 'aria-labelledby': 'budget-scenario' },
    h('h2', { id: 'budget-scenario', tabindex: '-1' }, word('budget.if')),
    h('p', { class: 'hint' }, word('budget.if_hint')),
    h('div', { class: 'sides-of' },
      h('div', { class: 'entries' },
        counts(session),
        h('div', { class: 'cells' },
          amount(session, 'pool', word('budget.pool_at_hand'), { hint: page.pool }),
          page.own && [
            number(session, { id: 'own_rate', label: word('budget.own_rate'), hint: word('budget.own_rate_hint') }),
            amount(session, 'own_cap', word('budget.own_cap')),
          ]),
        h('h3', null, word('budget.uniform')),
        h('div', { class: 'cells' },
          amount(session, 'spend', word('budget.spend'), { hint: word('budget.spend_hint'), slides: true }),
          page.level_decides && !page.own && level(session))),
      outcome(session)));
}

/** How many enterprises, batch by batch. @param {Session} session */
function counts(session) {
  const { scene: { word }, page } = session;
  const fault = wrong(session, 'counts');
  return h('fieldset', { class: 'several', 'aria-describedby': fault ? 'budget-counts-error' : undefined },
    h('legend', null, word('budget.counts')),
    h('div', { class: 'cells narrow' }, page?.counts.map(({ id, label, planned, hint }) => number(session, { id, label, hint, placeholder: planned }))),
    fault && h('p', { class: 'error', id: 'budget-counts-error', role: 'alert' }, fault));
}

/** Levels are paid differently: the scenario takes one for all. @param {Session} session */
function level(session) {
  const { scene: { word }, page } = session;
  return h('div', { class: 'cell', key: 'level' },
    h('label', { for: 'budget-level' }, word('budget.level')),
    h('select', { id: 'budget-level', part: 'field', value: session.text('level'), onchange: (/** @type {Event} */ event) => session.change({ level: target(event).value }) },
      h('option', { key: '', value: '' }, word('budget.not_stated')),
      page?.levels.map(({ level, label }) => h('option', { key: `${level}`, value: `${level}` }, label))));
}

/** @param {Session} session */
function outcome({ scene: { word }, page }) {
  if (!page) return null;
  const { rows, groups, wants, flags } = page.scenario;
  return h('div', { class: 'outcome', key: 'outcome', role: 'group', 'aria-label': word('budget.outcome') },
    h('h3', null, word('budget.outcome')),
    !rows.length && h('p', { class: 'hint' }, wants ?? word('budget.nothing_assumed')),
    rows.length > 0 && [
      figures(rows),
      h('ul', { class: 'list groups-of' }, groups.map(({ label, value }) => h('li', { key: label }, h('div', { class: 'what' }, label), h('b', null, value)))),
    ],
    flags.map((flag) => h('p', { class: 'flag', key: flag }, flag)));
}
