/** How a draft stands: what has to be mended, what it pays, what it changes, and the files to take along. */

import { h } from '../../../dom.js';
import { download } from '../../download.js';
import { print } from '../../printer.js';
import { button } from './fields.js';
import { sheet } from './sheet.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').DraftView} DraftView */
/** @typedef {import('#desk-wasm').DifferenceView} DifferenceView */

/** @param {Scene} scene @param {DraftView} view */
export function check(scene, view) {
  const { word } = scene;
  return h('section', { class: 'card', key: 'check' },
    h('h2', null, word('draft.check')),
    h('p', null, view.told),
    view.flaws.length > 0 && h('ul', { class: 'flaws' }, view.flaws.map((flaw) => h('li', { class: 'error' }, flaw))),
    view.unsourced && h('p', { class: 'hint' }, view.unsourced),
    view.terms && table(word('draft.terms'), 'draft-terms', [word('draft.batch'), ...view.terms.columns], view.terms.rows.map((row) => [row.label, ...row.cells])),
    files(scene, view));
}

/** @param {Scene} scene @param {DraftView} view */
function files(scene, view) {
  const { word, state, root, lang } = scene;
  const { difference } = view;
  if (!difference) return null;
  return h('div', { class: 'do', key: 'files' },
    button(word('draft.file'), () => {
      const text = state.drafting.file(state.form);
      if (text) download(root, text, `${view.file}.json`, 'application/json');
      state.said = word('draft.file_said', { name: `${view.file}.json` });
      scene.redraw();
    }, { id: 'draft-file' }),
    button(word('draft.sheet'), () => print(root.getElementById('desk-draft'), lang, difference.title, sheet(scene, view, difference)), { id: 'draft-sheet' }),
    h('p', { class: 'hint', role: 'status' }, state.said));
}

/** @param {Scene} scene @param {DraftView} view */
export function changes(scene, { difference }) {
  const { word } = scene;
  if (!difference) return null;
  const differ = difference.examples.filter((example) => example.changed);
  const alike = difference.examples.filter((example) => !example.changed);
  return h('section', { class: 'card', key: 'changes' },
    h('h2', null, word('draft.changes')),
    h('p', null, difference.told),
    difference.changes.length > 0 && table(word('draft.changes_table'), 'draft-changes', ['what', 'then', 'now'].map((name) => word(`draft.col.${name}`)),
      difference.changes.map((change) => [`${change.word} · ${change.place} · ${change.figure}`, change.then, change.now])),
    h('h3', null, word('draft.examples')),
    h('p', null, difference.told_examples ?? word('draft.examples_none')),
    differ.length > 0 && examples(scene, 'draft-examples', word('draft.examples_table'), differ),
    alike.length > 0 && h('details', { key: 'alike' }, h('summary', null, word('draft.alike', { count: `${alike.length}` })), examples(scene, 'draft-alike', word('draft.alike_table'), alike)));
}

/** @param {Scene} scene @param {string} id @param {string} caption @param {DifferenceView['examples']} rows */
const examples = ({ word }, id, caption, rows) => table(caption, id, ['case', 'then', 'now', 'delta'].map((name) => word(`draft.col.${name}`)),
  rows.map((row) => [row.label, row.then, row.now, row.delta ?? '—']));

/**
 * A table that scrolls in its own frame.
 * @param {string} caption
 * @param {string} id
 * @param {string[]} head
 * @param {string[][]} rows
 */
export const table = (caption, id, head, rows) => h('div', { class: 'scroll', key: id, tabindex: '0', role: 'region', 'aria-labelledby': id },
  h('table', null,
    h('caption', { id }, caption),
    h('thead', null, h('tr', null, head.map((name, at) => h('th', { scope: 'col', key: `${at}` }, name)))),
    h('tbody', null, rows.map(([label, ...cells], at) => h('tr', { key: `${at}` }, h('th', { scope: 'row' }, label), cells.map((cell, place) => h('td', { key: `${place}` }, cell)))))));
