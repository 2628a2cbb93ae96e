/** Everyone's answer: sorted, filtered and windowed where the list is; only what is seen is drawn. */

import { h } from '../../dom.js';
import { WINDOW } from './session.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('#sheets-wasm').Rows} Rows */

/** @param {Session} session */
export function table(session) {
  const { scene: { word }, rows } = session;
  if (!rows) return null;
  return h('section', { class: 'card list-step', part: 'card', key: 'rows' },
    h('h2', null, word('list.rows')),
    filters(session, rows),
    h('div', { class: 'scroll all-rows', tabindex: '0', role: 'region', 'aria-label': word('list.rows'), key: 'scroll' },
      h('table', { 'aria-rowcount': `${rows.matching + 1}` },
        h('caption', { class: 'unseen' }, word('list.rows')),
        heads(session, rows),
        h('tbody', null, rows.rows.map((row, at) => h('tr', { key: row.place, class: row.bad ? 'bad' : undefined, 'aria-rowindex': `${rows.from + at + 2}` },
          row.cells.map((cell, column) => h(column ? 'td' : 'th', { class: rows.columns[column]?.amount ? 'amount' : undefined, scope: column ? undefined : 'row' }, cell))))))),
    pages(session, rows));
}

/** @param {Session} session @param {Rows} rows */
const heads = (session, rows) => h('thead', null, h('tr', { 'aria-rowindex': '1' }, rows.columns.map(({ id, label, amount }) => {
  const { sort, descending } = session.query;
  const sorted = sort === id ? (descending ? 'descending' : 'ascending') : undefined;
  return h('th', { scope: 'col', key: id, class: amount ? 'amount' : undefined, 'aria-sort': sorted },
    h('button', { type: 'button', class: 'sort', onclick: () => session.look({ sort: id, descending: sorted === 'ascending' }) }, label));
})));

/** @param {Session} session @param {Rows} rows */
function filters(session, rows) {
  const { scene: { word }, query } = session;
  const look = (/** @type {import('#sheets-wasm').RowsQuery['filter']} */ change) => session.look({ filter: { ...query.filter, ...change } });
  return h('div', { class: 'fields filters', role: 'search', 'aria-label': word('list.filters') },
    h('div', { class: 'field', key: 'text' }, h('label', { class: 'name', for: 'list-text' }, word('list.search')),
      h('input', { id: 'list-text', type: 'search', part: 'field', value: query.filter.text ?? '', oninput: (/** @type {Event} */ event) => look({ text: value(event) || undefined }) })),
    rows.filters.map(({ id, label, options }) => h('div', { class: 'field', key: id }, h('label', { class: 'name', for: `list-by-${id}` }, label),
      h('select', { id: `list-by-${id}`, part: 'field', value: query.filter[id] ?? '', onchange: (/** @type {Event} */ event) => look({ [id]: value(event) || undefined }) },
        h('option', { value: '', key: '' }, word('list.any')), options.map(({ value, label }) => h('option', { value, key: value }, label))))),
    h('label', { class: 'tick', key: 'bad' },
      h('input', { type: 'checkbox', checked: !!query.filter.bad, onchange: () => look({ bad: query.filter.bad ? undefined : true }) }), h('span', null, word('list.bad_only'))));
}

/** @param {Session} session @param {Rows} rows */
function pages(session, { from, matching, shown }) {
  const { scene: { word } } = session;
  const go = (/** @type {string} */ name, /** @type {number} */ to, /** @type {boolean} */ there) =>
    h('button', { type: 'button', class: 'plain', part: 'button', key: name, 'aria-disabled': there ? undefined : 'true', onclick: () => there && session.look({ from: to }) }, word(`list.${name}`));
  const last = matching - ((matching % WINDOW) || WINDOW);
  return h('nav', { class: 'pages', 'aria-label': word('list.pages') },
    go('first', 0, from > 0), go('previous', from - WINDOW, from > 0),
    h('span', null, shown),
    go('next', from + WINDOW, from + WINDOW < matching), go('last', last, from + WINDOW < matching));
}

/** @param {Event} event */
const value = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;
