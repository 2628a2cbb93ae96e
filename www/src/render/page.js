/** The whole element, from a view: the form on one side, the answer and what it rests on on the other. */

import { h, keep } from '../dom.js';
import { about } from './about.js';
import { answer } from './answer.js';
import { entryForm } from './form.js';
import { grid } from './grid.js';
import { awards, changes, steps } from './reasons.js';
import { sending, tools } from './tools.js';

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
 * @property {boolean} whole whether what stands below the first answer, or is folded, is drawn too
 * @property {boolean} large large print
 * @property {string[]} tools what is offered beside the form
 * @property {boolean} saved whether the entries are kept on the device
 * @property {boolean | null} shared whether the page may read the result; null where it does not ask
 * @property {boolean} sends whether a server computes
 * @property {import('../engine.js').Word} word
 * @property {Map<string, {shown: string, piece: import('../dom.js').Piece}>} kept parts as last described
 * @property {string} said what a screen reader is told
 * @property {boolean} aloft whether the answer is out of sight
 * @property {(change: Partial<Entries>, typing?: boolean) => void} change
 * @property {(setting: {lang?: string, large?: boolean, saved?: boolean, shared?: boolean, sends?: boolean}) => void} set
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
    h('div', { class: scene.large ? 'all large' : 'all', part: 'all', lang: scene.lang },
      tools(scene),
      problems.length > 0 && h('ul', { class: 'problems', part: 'problems' }, problems.map((problem) => h('li', null, word('bad_attribute', { ...problem })))),
      sending(scene),
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
          scene.whole && keep(scene.kept, 'grid', [view.table, scene.lang], () => grid(scene)),
          awards(scene))),
      // The foot names table and day, on which alone it rests: it is far shorter to compare.
      scene.whole && keep(scene.kept, 'about', [view.foot, scene.lang], () => about(scene)),
      h('p', { class: 'foot', part: 'foot' }, view.foot),
      h('p', { role: 'status', class: 'unseen' }, scene.said),
    ),
  ];
}
