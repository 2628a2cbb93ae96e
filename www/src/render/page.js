/** The whole element, from a view: the form on one side, the answer and what it rests on on the other. */

import { h, keep } from '../dom.js';
import { aboutDocument } from './about.js';
import { answer } from './answer.js';
import { desk } from './desk.js';
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
 * @property {import('#wasm').About | undefined} about what else the document says
 * @property {Entries} stated
 * @property {import('../attributes.js').Problem[]} problems
 * @property {{id: string, name: string}[]} cities
 * @property {string} told for which city, day and language
 * @property {string} lang
 * @property {boolean} whole whether what stands below the first answer, or is folded, is drawn too
 * @property {boolean} brisk whether what the answer rests on may stay as it was, for this one frame
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
 * @property {boolean} linked whether the page was opened with a link of ours, which this element takes
 * @property {() => void} unfold a panel was opened or closed
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
 * What every job stands in: the tools, and what is wrong with the attributes.
 * @param {Pick<Scene, 'lang' | 'large' | 'tools' | 'problems' | 'word' | 'set'>} scene
 * @param {import('../dom.js').Pieces} job
 * @returns {Part[]}
 */
export function frame(scene, job) {
  const { lang, large, problems, word } = scene;
  return [
    h('div', { class: large ? 'all large' : 'all', part: 'all', lang },
      tools(scene),
      problems.length > 0 && h('ul', { class: 'problems', part: 'problems' }, problems.map((problem) => h('li', null, word('bad_attribute', { ...problem })))),
      job),
  ];
}

/**
 * The estimate.
 * @param {Scene} scene
 * @returns {Part[]}
 */
export function page(scene) {
  const { view, word } = scene;
  /** What the answer rests on, described anew where it has changed. @param {string} name @param {unknown} data @param {() => import('../dom.js').Piece} make */
  const below = (name, data, make) => (scene.brisk ? scene.kept.get(name)?.piece : keep(scene.kept, name, [data, scene.lang], make));
  return frame(scene, [
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
        below('steps', view.lines, () => steps(scene)),
        below('changes', view.changes, () => changes(scene)),
        scene.whole && below('grid', view.table, () => grid(scene)),
        below('awards', view.awards, () => awards(scene)))),
    scene.whole && desk(scene),
    below('about', scene.told, () => aboutDocument(scene)),
    h('p', { class: 'foot', part: 'foot' }, view.foot),
    h('p', { role: 'status', class: 'unseen' }, scene.said),
  ]);
}
