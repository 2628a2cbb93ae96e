/** The estimate to take along: a workbook that goes on computing, and CSV. Both are made on this device, by a module that is fetched with the first of them. */

import { Sheets } from '#sheets-wasm';
import { h } from '../../dom.js';
import { download } from '../download.js';
import { inApp } from '../inapp.js';
import { startSheets } from '../sheets.js';

/** @typedef {import('../main.js').Scene} Scene */

const KINDS = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
};

export const take = {
  /** @param {Scene} scene */
  draw(scene) {
    const { view, word, state } = scene;
    if (view.kind === 'unreadable') return h('p', { class: 'hint' }, word('take.unreadable'));
    return [
      inApp() && h('p', { role: 'note', key: 'inapp' }, word('take.inapp')),
      h('p', { class: 'hint', key: 'hint' }, word('take.hint')),
      h('div', { class: 'files', key: 'files' },
        h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => save(scene, 'xlsx') }, word('take.xlsx')),
        h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => save(scene, 'csv') }, word('take.csv'))),
      h('p', { role: 'status', class: 'hint', key: 'said' }, state.told && word(`take.${state.told.said}`, state.told)),
    ];
  },
};

/** The module, with the words and tables of this answer. @param {Scene} scene */
async function writer({ form, lang, words, tables }) {
  await startSheets();
  const made = new Sheets();
  made.setStrings(lang, words);
  for (const { content } of await tables(form.policy)) made.addPolicy(await content);
  return made;
}

/** @param {Scene} scene @param {keyof typeof KINDS} kind */
async function save(scene, kind) {
  const { form, root, state, redraw } = scene;
  const tell = (/** @type {string} */ said, name = '') => {
    state.told = { said, name };
    redraw();
  };
  tell('making');
  try {
    const made = await writer(scene);
    const bytes = kind === 'xlsx' ? made.workbook(form) : made.csv(form);
    const name = `${made.fileName(form)}.${kind}`;
    made.free();
    if (!bytes) return tell('unreadable');
    download(root, bytes, name, KINDS[kind]);
    tell('said', name);
  } catch (error) {
    console.error(error);
    tell('failed');
  }
}
