/** Every batch and level at once. Levels go down and batches across: that fits a phone. */

import { h } from '../dom.js';

/** @param {import('./page.js').Scene} scene */
export function grid({ view, word }) {
  const table = view.table;
  if (!table) return null;
  return h('section', { class: 'card', part: 'grid card', key: 'grid' },
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'grid' },
      h('table', null,
        h('caption', { id: 'grid' }, table.caption),
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, word('level_short')), table.rows.map((row) => h('th', { scope: 'col' }, row.label)))),
        h('tbody', null, table.columns.map((level, at) => h('tr', null,
          h('th', { scope: 'row' }, level),
          table.rows.map((row) => cell(row.cells[at], word))))))),
    table.rows.some((row) => row.cells.some((one) => one.current)) && h('p', { class: 'hint' }, word('grid_hint')));
}

/**
 * @param {import('#wasm').GridCell | undefined} cell
 * @param {(key: string) => string} word
 */
function cell(cell, word) {
  if (!cell) return h('td', null);
  return h('td', { class: cell.current ? 'current' : cell.possible ? undefined : 'ruled-out', 'aria-current': cell.current ? 'true' : undefined },
    cell.current && h('span', { class: 'mark' }, word('current')), cell.text);
}
