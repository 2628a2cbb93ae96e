/** Everyone's answer: sorted, filtered and windowed where the list is; only what is seen is drawn. */

import { h } from '../../dom.js';
import { WINDOW } from './session.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('#sheets-wasm').ListRows} Rows */
/** @typedef {NonNullable<import('#sheets-wasm').ListQuery['filter']>} Filter */

/** The column that stays in sight at any width: the enterprise's name. */
const NAME = 1;

/** @param {Session} session @param {boolean} partial whether the other rows are being judged */
export function table(session, partial) {
  const { scene: { word }, rows, drawn } = session;
  if (!rows) return null;
  return h('section', { class: 'card list-step', part: 'card', key: 'rows', 'aria-busy': partial ? 'true' : undefined },
    h('h2', null, word('list.rows_title')),
    filters(session),
    h('div', { class: 'scroll all-rows', tabindex: '0', role: 'region', 'aria-label': word('list.rows_title'), key: 'scroll' },
      // The head is a row too.
      h('table', { 'aria-rowcount': partial ? '-1' : `${rows.matching + 1}` },
        h('caption', { class: 'unseen' }, word('list.rows_title')),
        heads(session, rows),
        h('tbody', null, rows.rows.map((row, at) => line(rows, row, drawn.from + at + 2))))),
    pages(session, rows, partial));
}

/** @param {Session} session @param {Rows} rows */
const heads = (session, rows) => h('thead', null, h('tr', { 'aria-rowindex': '1' }, rows.columns.map(({ id, label, numeric }) => {
  const { sort = 'row', descending } = session.drawn;
  const sorted = sort === id ? (descending ? 'descending' : 'ascending') : undefined;
  return h('th', { scope: 'col', key: id, class: numeric ? 'amount' : undefined, 'aria-sort': sorted },
    h('button', { type: 'button', class: 'sort', onclick: () => session.look({ sort: id, descending: sorted === 'ascending' }) }, label));
})));

/** How a row comes about stands beside its kind of answer; what is wrong with one stands there too, and under the name where that is out of sight. @param {Rows} rows @param {Rows['rows'][number]} row @param {number} index */
const line = (rows, { cells, why, bad, place, reason }, index) => h('tr', { class: bad ? 'bad' : undefined, 'aria-rowindex': `${index}` },
  cells.map((cell, at) => h(at ? 'td' : 'th', { scope: at ? undefined : 'row', class: rows.columns[at]?.numeric ? 'amount' : undefined },
    cell, why && at === cells.length - 1 && h('p', { class: 'hint why' }, why), bad && [cells.length - 1, NAME].includes(at) && h('p', { class: at === NAME ? 'fault near' : 'fault far' }, h('b', null, place), ' ', reason))));

/** @param {Session} session */
function filters(session) {
  const { scene: { word }, query: { filter = {} }, totals } = session;
  // Upon what is wished for by then, which may not be drawn yet.
  const look = (/** @type {Filter} */ change) => session.look({ filter: { ...session.query.filter, ...change } });
  return h('div', { class: 'fields filters', role: 'search', 'aria-label': word('list.filters') },
    h('div', { class: 'field', key: 'text' }, h('label', { class: 'name', for: 'list-text' }, word('list.search')),
      h('input', { id: 'list-text', type: 'search', part: 'field', value: filter.text ?? '', oninput: (/** @type {Event} */ event) => look({ text: value(event) || undefined }) })),
    totals?.tables.map(({ id, columns: [label], rows }) => h('div', { class: 'field', key: id }, h('label', { class: 'name', for: `list-by-${id}` }, label),
      h('select', { id: `list-by-${id}`, part: 'field', value: `${filter[id] ?? ''}`, onchange: (/** @type {Event} */ event) => look({ [id]: typed(id, value(event)) }) },
        h('option', { value: '', key: '' }, word('list.any')),
        // Rows at fault have a choice of their own.
        rows.map(({ id: group, label }) => group && group !== 'bad' && h('option', { value: group, key: group }, label))))),
    h('label', { class: 'tick', key: 'bad' },
      h('input', { type: 'checkbox', id: 'list-bad', checked: !!filter.bad, onchange: (/** @type {Event} */ event) => look({ bad: /** @type {HTMLInputElement} */ (event.currentTarget).checked || undefined }) }), h('span', null, word('list.bad_only'))));
}

/** As the list wants it. @param {string} id @param {string} chosen */
const typed = (id, chosen) => (['batch', 'level'].includes(id) ? +chosen : chosen) || undefined;

/** @param {Session} session @param {Rows} rows @param {boolean} partial */
function pages(session, { matching, label, shown }, partial) {
  const { scene: { word }, drawn: { from } } = session;
  const go = (/** @type {string} */ name, /** @type {number} */ to, /** @type {boolean} */ there) =>
    h('button', { type: 'button', class: 'plain', part: 'button', key: name, 'aria-disabled': there ? undefined : 'true', onclick: () => there && session.look({ from: to }) }, word(`list.${name}`));
  const last = matching - ((matching % WINDOW) || WINDOW);
  return h('nav', { class: 'pages', 'aria-label': word('list.pages') },
    go('first', 0, from > 0), go('previous', from - WINDOW, from > 0),
    h('p', null, partial ? '…' : [label, ' ', h('span', { class: 'hint' }, shown)]),
    go('next', from + WINDOW, from < last), go('last', last, from < last));
}

/** @param {Event} event */
const value = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;
