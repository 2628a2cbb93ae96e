/** The whole element, from a view: the form on one side, the answer and what it rests on on the other. */

import { h, keep } from '../dom.js';
import { about } from './about.js';
import { answer } from './answer.js';
import { entryForm } from './form.js';
import { grid } from './grid.js';
import { awards, changes, steps } from './reasons.js';

/** @typedef {import('#wasm').View} View */
/** @typedef {import('../dom.js').Part} Part */
/** @typedef {import('../entries.js').Entries} Entries */

/**
 * @typedef {object} Scene
 * @property {View} view
 * @property {Entries} stated
 * @property {import('../attributes.js').Problem[]} problems
 * @property {{id: string, name: string}[]} cities
 * @property {string} lang
 * @property {(key: string, params?: Record<string, string>) => string} word
 * @property {Map<string, {shown: string, piece: import('../dom.js').Piece}>} kept parts as last described
 * @property {string} said what a screen reader is told
 * @property {boolean} aloft whether the answer is out of sight
 * @property {(change: Partial<Entries>, typing?: boolean) => void} change
 * @property {() => void} rest typing is over
 * @property {(selector: string) => void} go
 */

/** A sign for each kind of answer: they are told apart without colour. */
export const SIGNS = /** @type {Record<string, string>} */ ({
  published_rate: '=',
  upper_limit: '≤',
  needs_confirmation: '?',
  range: '↔',
  not_published: '–',
  own_terms: '*',
  not_eligible: '×',
  unreadable: '!',
  empty: '…',
});

/**
 * @param {Scene} scene
 * @returns {Part[]}
 */
export function page(scene) {
  const { view, word, problems } = scene;
  return [
    h('div', { class: 'all', part: 'all', lang: scene.lang },
      problems.length > 0 && h('ul', { class: 'problems', part: 'problems' }, problems.map((problem) => h('li', null, word('bad_attribute', { ...problem })))),
      h('div', { class: 'aloft' },
        h('button', { type: 'button', class: `brief kind-${view.kind}`, part: 'brief', 'data-shown': scene.aloft, onclick: () => scene.go('.answer') },
          h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[view.kind]),
          h('span', { class: 'of' }, view.badge),
          h('b', null, view.brief)),
      ),
      h('div', { class: 'columns' },
        entryForm(scene),
        h('div', { class: 'results' },
          answer(scene),
          view.notes.length > 0 && h('section', { class: 'notes', part: 'notes' }, h('h2', null, word('notes')), h('ul', null, view.notes.map((note) => h('li', null, note)))),
          keep(scene.kept, 'steps', [view.lines, scene.lang], () => steps(scene)),
          keep(scene.kept, 'changes', [view.changes, scene.lang], () => changes(scene)),
          keep(scene.kept, 'grid', [view.table, scene.lang], () => grid(scene)),
          awards(scene))),
      keep(scene.kept, 'about', [view.about, scene.lang], () => about(scene)),
      h('p', { class: 'foot', part: 'foot' }, view.foot),
      h('p', { role: 'status', class: 'unseen' }, scene.said),
    ),
  ];
}

/** The one sentence that stands in the script: it is needed where the words could not be fetched. */
const TROUBLE = /** @type {Record<string, [string, string]>} */ ({
  'zh-CN': ['计算器没有载入。请检查网络后重试。', '重试'],
  'zh-Hant': ['計算器沒有載入。請檢查網路後重試。', '重試'],
  en: ['The calculator has not loaded. Check the connection and try again.', 'Try again'],
});

/**
 * @param {string} lang
 * @param {() => void} again
 */
export function trouble(lang, again) {
  const [sentence, button] = TROUBLE[lang] ?? ['', ''];
  return h('div', { class: 'trouble', part: 'trouble', role: 'alert', lang }, h('p', null, sentence), h('button', { type: 'button', class: 'plain', onclick: again }, button));
}
