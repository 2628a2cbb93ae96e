/** What else the document says: time, conditions, papers, people. */

import { h } from '../dom.js';
import { place } from './reasons.js';

/** @param {import('./page.js').Scene} scene */
export function aboutDocument(scene) {
  const { about, word } = scene;
  if (!about?.sections.length) return null;
  return h('section', { class: 'card about', part: 'about card', key: 'about' },
    h('h2', null, word('about')),
    about.sections.map((section) => h('details', { key: section.id, open: section.id === 'windows' },
      h('summary', null, section.title),
      h('ul', { class: 'list' }, section.entries.map((entry) => h('li', null,
        h('div', { class: 'what' },
          h('span', null, entry.text), ' ',
          entry.state && h('span', { class: `tag state-${entry.state}` }, entry.state_text ?? entry.state),
          place(scene, entry.source))))))));
}
