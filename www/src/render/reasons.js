/** How the number comes about, what would change it, and what stands beside it. */

import { h } from '../dom.js';

/** @typedef {import('./page.js').Scene} Scene */

/**
 * A place in a document: section, and the phrase as it stands there.
 * @param {Pick<Scene, 'word'>} scene
 * @param {import('#wasm').SourceView | null | undefined} source
 */
export function place({ word }, source) {
  if (!source) return null;
  return h('p', { class: 'source', lang: 'zh-CN' },
    source.document && h('span', null, source.document, ' '),
    h('cite', null, source.section),
    source.quote && [' ', h('q', null, word('quote', { text: source.quote }))]);
}

/** @param {Scene} scene */
export function steps(scene) {
  const { view, word } = scene;
  if (!view.lines.length) return null;
  return h('section', { class: 'card', part: 'steps card', key: 'steps' },
    h('h2', null, word('steps')),
    view.lines.map((line) => [
      view.lines.length > 1 && h('h3', null, line.title),
      h('ol', { class: 'list steps' }, line.steps.map((step) => h('li', null,
        h('div', { class: 'what' }, h('span', null, step.text), place(scene, step.source)),
        h('b', null, step.amount)))),
    ]));
}

/** @param {Scene} scene */
export function changes({ view, word }) {
  if (!view.changes.length) return null;
  return h('section', { class: 'card', part: 'changes card', key: 'changes' },
    h('h2', null, word('changes')),
    h('ul', { class: 'list' }, view.changes.map((change) => h('li', null, h('span', { class: 'what' }, change.text), h('b', { class: `sense-${change.sense}` }, change.delta)))));
}

/** @param {Scene} scene */
export function awards(scene) {
  const { view, word } = scene;
  if (!view.awards.length) return null;
  return h('section', { class: 'card', part: 'awards card', key: 'awards' },
    h('h2', null, word('awards_result')),
    h('p', { class: 'hint' }, word('awards_hint')),
    h('ul', { class: 'list' }, view.awards.map((award) => h('li', null,
      h('div', { class: 'what' }, h('span', null, award.title), ' ', h('span', { class: 'tag' }, award.payee), place(scene, award.source)),
      h('b', null, award.amount)))));
}
