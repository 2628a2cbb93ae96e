/** The last step: totals, the files to take along, and everyone's answer. */

import { h } from '../../dom.js';
import { table } from './table.js';

/** @typedef {import('./session.js').Session} Session */

/** @param {Session} session */
export function result(session) {
  const { scene: { word }, totals } = session;
  if (!totals) return null;
  return [
    h('section', { class: 'card list-step', part: 'card', key: 'totals' },
      h('h2', { id: 'list-result', tabindex: '-1' }, word('list.result')),
      h('dl', { class: 'lead-figures' }, totals.lead.map(({ label, value }) => h('div', { key: label }, h('dt', null, label), h('dd', null, value)))),
      totals.notes.map((note) => h('p', { class: 'hint', key: note }, note)),
      h('div', { class: 'files' },
        h('button', { type: 'button', class: 'first', part: 'button', onclick: () => session.save('xlsx') }, word('list.save_xlsx')),
        h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.save('csv') }, word('list.save_csv')),
        h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.back() }, word('list.back')),
        h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.again() }, word('list.again')))),
    h('section', { class: 'card list-step', part: 'card', key: 'groups' },
      h('h2', null, word('list.totals')),
      h('div', { class: 'groups' }, totals.groups.map(({ caption, heads, rows }) => h('div', { class: 'scroll', key: caption, tabindex: '0', role: 'region', 'aria-label': caption },
        h('table', null,
          h('caption', null, caption),
          h('thead', null, h('tr', null, heads.map((head) => h('th', { scope: 'col', key: head }, head)))),
          h('tbody', null, rows.map(({ label, cells }) => h('tr', { key: label }, h('th', { scope: 'row' }, label), cells.map((cell) => h('td', null, cell))))))))),
    ),
    table(session),
  ];
}
