/** The sheet that is signed: both tables by digest, what changes, what that makes of the examples. */

import { h } from '../../../dom.js';

/** @typedef {import('../../main.js').Scene} Scene */

/** @param {Scene} scene @param {import('#desk-wasm').DraftView} view @param {import('#desk-wasm').DifferenceView} difference */
export function sheet({ word, lang }, view, difference) {
  const differ = difference.examples.filter((example) => example.changed);
  return h('article', { class: 'sheet', lang },
    h('header', null, h('h3', null, difference.title), h('p', { class: 'notice' }, word('draft.sheet_notice'))),
    h('table', { class: 'identity' }, h('tbody', null,
      difference.tables.map((table) => h('tr', null, h('th', { scope: 'row' }, table.caption), h('td', null, table.document, h('span', { class: 'small' }, ' ', table.version, ' ', table.digest)))),
      h('tr', null, h('th', { scope: 'row' }, word('draft.sheet_day')), h('td', null, view.day)))),
    h('section', null, h('h4', null, difference.told),
      difference.changes.length > 0 && beside(word, ['what', 'then', 'now'], difference.changes.map((change) => [`${change.word} · ${change.place} · ${change.figure}`, change.then, change.now]))),
    h('section', null, h('h4', null, difference.told_examples ?? word('draft.examples_none')),
      differ.length > 0 && beside(word, ['case', 'then', 'now', 'delta'], differ.map((row) => [row.label, row.then, row.now, row.delta ?? '—']))),
    view.unsourced && h('p', { class: 'small' }, view.unsourced),
    view.flaws.length > 0 && h('ul', null, view.flaws.map((flaw) => h('li', null, flaw))),
    h('div', { class: 'sign' }, ['made', 'checked', 'approved'].map((who) => h('p', { key: who }, word(`draft.sheet_${who}`)))));
}

/** @param {Scene['word']} word @param {string[]} head @param {string[][]} rows */
const beside = (word, head, rows) => h('table', { class: 'diff' },
  h('thead', null, h('tr', null, head.map((name) => h('th', { scope: 'col', key: name }, word(`draft.col.${name}`))))),
  h('tbody', null, rows.map(([label, ...cells]) => h('tr', null, h('th', { scope: 'row' }, label), cells.map((cell) => h('td', null, cell))))));
