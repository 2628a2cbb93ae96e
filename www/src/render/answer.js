/** The answer: its kind before its number, then where the money goes, then four lines that add up. */

import { h } from '../dom.js';
import { SIGNS } from './page.js';

/** @param {import('./page.js').Scene} scene */
export function answer({ view, stated, word, change, go }) {
  return h('section', { class: `card answer kind-${view.kind}`, part: `answer card ${view.kind}`, tabindex: '-1', 'aria-labelledby': 'answer' },
    h('h2', { class: 'unseen', id: 'answer' }, word('answer')),
    h('p', { class: 'kind' },
      h('span', { class: 'badge', part: 'badge' }, h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[view.kind]), view.badge),
      ' ', h('span', { class: 'context' }, view.context)),
    h('div', { class: 'headline' }, h('strong', { part: 'amount' }, view.headline), view.short && [' ', h('span', { class: 'short' }, view.short)]),
    view.explain.map((sentence) => h('p', { class: 'explain' }, sentence)),
    view.form.own_terms && !stated.own && h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => { change({ own: true }); go('#own-rate'); } }, word('own_open')),
    view.bar.length > 0 && [
      h('div', { class: 'bar', part: 'bar', 'aria-hidden': 'true' }, view.bar.map((part) => h('i', { key: part.part, class: part.part, css: { '--share': `${part.per_mille}` } }))),
      h('ul', { class: 'legend' }, view.bar.map((part) => h('li', { key: part.part }, h('i', { class: part.part, 'aria-hidden': 'true' }), part.label))),
    ],
    view.sums.length > 0 && h('dl', { class: 'sums' }, view.sums.map((sum) => h('div', { class: sum.total ? 'total' : undefined }, h('dt', null, sum.label), h('dd', null, sum.value)))));
}
