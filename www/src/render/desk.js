/** What goes beyond the first answer, folded: each panel is filled by the [desk](../desk/main.js) once it is opened. */

import { h } from '../dom.js';

/** In the order in which an owner asks. */
export const PANELS = /** @type {string[]} */ (['solve', 'curve', 'scenarios', 'timeline', 'link', 'paper', 'take']);

/** @param {import('./page.js').Scene} scene */
export function desk({ word, tools, sends, linked, unfold }) {
  if (!PANELS.length || sends || !tools.includes('desk')) return null;
  return h('section', { class: 'card desk', part: 'desk card', key: 'desk' },
    h('h2', null, word('desk')),
    PANELS.map((id) => h('details', { key: id, part: 'panel', open: linked && id === 'link', ontoggle: unfold },
      h('summary', null, word(`desk_${id}`)),
      panel(id))));
}

/** Another job than the estimate: the desk fills all of it. @param {string} mode */
export const job = (mode) => h('section', { class: 'job', part: 'job', key: mode }, panel(mode));

/** A place that the desk fills, and one for what is said while it is not there; here they stay empty. @param {string} id */
export const panel = (id) => [h('p', { class: 'hint told', role: 'status' }), h('div', { class: 'panel', id: `desk-${id}` })];
