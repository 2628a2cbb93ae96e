/** The last step: totals, the files to take along, and everyone's answer. */

import { h } from '../../dom.js';
import { table } from './table.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('#sheets-wasm').ListTotals} Totals */

/** @param {Session} session */
export function result(session) {
  const { scene: { word }, totals, opened, phase } = session;
  if (!totals) return null;
  const partial = phase === 'first';
  return [
    h('section', { class: 'card list-step', part: 'card', key: 'totals', 'aria-busy': partial ? 'true' : undefined },
      h('h2', { id: 'list-result', tabindex: '-1' }, word('list.result')),
      h('p', { id: 'list-name' }, h('b', null, session.file?.name)),
      // What is summed up before every row is judged is no sum: it keeps its place, and its figure waits.
      lead(totals, partial ? () => '…' : undefined),
      h('div', { class: 'hint' }, !partial && totals.told.map((said) => h('p', null, said)), h('p', { id: 'list-taken' }, opened?.taken)),
      partial ? under(session) : files(session)),
    table(session, partial),
    phase === 'done' && h('section', { class: 'card list-step', part: 'card', key: 'groups' },
      h('h2', null, word('list.totals')),
      h('div', { class: 'groups' }, totals.tables.map(group))),
  ];
}

/** How far it is, and the way out. @param {Session} session */
const under = (session) => h('div', { class: 'files under', key: 'under' },
  h('progress', { max: '1000', value: session.progress?.part, 'aria-label': session.scene.word('list.running', { name: session.file?.name ?? '' }) }),
  h('span', { class: 'hint' }, session.progress?.label),
  h('button', { type: 'button', class: 'plain', part: 'button', id: 'list-cancel', onclick: () => session.cancel() }, session.scene.word('list.cancel')));

/** What comes next: the files to take along, and the steps back. @param {Session} session */
export const files = (session) => {
  const { word } = session.scene;
  return h('div', { class: 'files' },
    h('button', { type: 'button', class: 'first', part: 'button', onclick: () => session.save('xlsx') }, word('take.xlsx')),
    h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.save('csv') }, word('take.csv')),
    h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.back() }, word('list.back')),
    h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.again() }, word('list.again')));
};

/**
 * All rows together, which every table ends with.
 * @param {{tables: Pick<Totals['tables'][number], 'columns' | 'rows'>[]}} totals
 * @param {(figure: string) => string} [told] how a figure is told
 */
export function lead({ tables: [first] }, told = (figure) => figure) {
  const sums = first?.rows.at(-1);
  return sums && h('dl', { class: 'lead-figures' }, sums.cells.map((cell, at) => h('div', null, h('dt', null, first?.columns[at + 1]), h('dd', null, told(cell)))));
}

/** @param {Pick<Totals['tables'][number], 'caption' | 'columns' | 'rows'> & {id: string}} table */
export const group = ({ id, caption, columns, rows }) => h('div', { class: 'scroll', key: id, tabindex: '0', role: 'region', 'aria-label': caption },
  h('table', null,
    h('caption', null, caption),
    h('thead', null, h('tr', null, columns.map((column) => h('th', { scope: 'col' }, column)))),
    h('tbody', null, rows.map(({ label, cells }, at) => h('tr', { class: at === rows.length - 1 ? 'sum' : undefined }, h('th', { scope: 'row' }, label), cells.map((cell) => h('td', null, cell)))))));

/** Rows by name: folded, but for what is to be looked into. @param {Omit<import('#sheets-wasm').PortfolioReport['people'][number], 'id'> & {id: string}} people */
export const people = ({ id, title, hint, flag, rows, more }) => h('details', { class: 'more people', key: id, open: flag || undefined },
  h('summary', null, title),
  h('p', { class: 'hint' }, hint),
  h('ul', null, rows.map(({ row, place, name, told }) => h('li', { key: `${row}` }, h('b', null, name), ' ', h('span', { class: 'hint' }, place), told && h('p', null, told)))),
  more && h('p', { class: 'hint' }, more));
