/** What the offer comes to: the customer's grant and net cost, the packages side by side, other cities, batches and levels. */

import { h } from '../../../dom.js';
import { SIGNS } from '../../../render/page.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').QuoteView} QuoteView */

/** @param {Scene} scene @param {QuoteView} view */
export function answer(scene, view) {
  const { state, word } = scene;
  const one = view.packages[state.chosen];
  if (!one) return null;
  return h('section', { class: `card answer kind-${one.kind}`, part: `answer card ${one.kind}`, key: 'answer', 'aria-labelledby': 'quote-answer' },
    h('h2', { id: 'quote-answer' }, word('quote.title_answer')),
    h('p', { class: 'notes' }, view.notice),
    h('p', { class: 'kind' },
      h('span', { class: 'badge', part: 'badge' }, h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[one.kind] ?? ''), one.badge),
      ' ', h('span', { class: 'context' }, [view.context, one.name].filter(Boolean).join(' · '))),
    h('div', { class: 'headline' }, h('strong', { part: 'amount' }, one.headline)),
    one.explain.map((sentence) => h('p', { class: 'explain' }, sentence)),
    one.bar.length > 0 && [
      h('div', { class: 'bar', part: 'bar', 'aria-hidden': 'true' }, one.bar.map((part) => h('i', { key: part.part, class: part.part, css: { '--share': `${part.per_mille}` } }))),
      h('ul', { class: 'legend' }, one.bar.map((part) => h('li', { key: part.part }, h('i', { class: part.part, 'aria-hidden': 'true' }), part.label))),
    ],
    sums(one.totals, 'totals'),
    sums(one.sums, 'sums'),
    one.highest.map((sentence) => h('p', { class: 'highest' }, sentence)));
}

/** @param {import('#wasm').Sum[]} all @param {string} key */
const sums = (all, key) => all.length > 0 && h('dl', { class: 'sums', key }, all.map((sum) => h('div', { key: sum.label, class: sum.total ? 'total' : undefined }, h('dt', null, sum.label), h('dd', null, sum.value))));

/** @param {Scene} scene @param {QuoteView} view */
export function beside({ word }, view) {
  if (view.packages.length < 2 || !view.beside.length) return null;
  return h('section', { class: 'card', part: 'card', key: 'beside' },
    h('div', { class: 'scroll beside', tabindex: '0', role: 'region', 'aria-labelledby': 'quote-beside' },
      h('table', null,
        h('caption', { id: 'quote-beside' }, word('quote.title_beside')),
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, word('quote.figure')), view.packages.map((one, at) => h('th', { scope: 'col', key: `${at}` }, one.name)))),
        h('tbody', null, view.beside.map((row) => h('tr', { key: row.id, class: ['grant', 'net', 'payment'].includes(row.id) ? 'differs' : undefined },
          h('th', { scope: 'row' }, row.label), row.cells.map((cell, at) => h('td', { key: `${at}` }, cell))))))));
}

/** Every city on offer, once it is asked for. @param {Scene} scene @param {import('#desk-wasm').TypedOffer} asked */
export function matrix(scene, asked) {
  const { state, desk, word, ui, cities, table, redraw } = scene;
  const open = (/** @type {Event} */ event) => {
    state.elsewhere = /** @type {HTMLDetailsElement} */ (event.currentTarget).open;
    if (!state.elsewhere) return;
    Promise.all(cities.map(({ id }) => table(id))).then(() => state.redraw(), console.error);
    redraw();
  };
  const view = state.elsewhere ? desk.quoteMatrix(asked, state.chosen, [asked.policy, ...cities.map(({ id }) => id).filter((id) => id !== asked.policy)]) : null;
  return h('details', { key: 'matrix', part: 'panel', ontoggle: open },
    h('summary', null, word('quote.title_matrix')),
    view?.open && h('p', { class: 'hint' }, view.open),
    view && !view.open && h('div', { class: 'scroll beside', tabindex: '0', role: 'region', 'aria-labelledby': 'quote-matrix' },
      h('table', null,
        h('caption', { id: 'quote-matrix' }, view.caption),
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, ui('city')), view.columns.map((level) => h('th', { scope: 'col' }, level)))),
        h('tbody', null, view.rows.map((row) => h('tr', { key: row.label },
          h('th', { scope: 'row' }, row.label),
          row.cells.map((cell) => h('td', { class: cell.current ? 'current' : undefined, 'aria-current': cell.current ? 'true' : undefined },
            cell.current && h('span', { class: 'mark' }, ui('current')), cell.grant, h('span', { class: 'net' }, cell.net)))))))));
}

/** How the grant comes about, and what has to be known of it. @param {Scene} scene @param {QuoteView} view */
export function grounds({ state, word, ui }, view) {
  const one = view.packages[state.chosen];
  return [
    h('div', { class: 'notes', part: 'notes', key: 'notes' }, h('h2', null, word('quote.assumptions')), h('ul', null, [...view.assumptions, ...view.notes].map((note) => h('li', { key: note }, note)))),
    one && one.steps.length > 0 && h('details', { key: 'steps', part: 'panel' },
      h('summary', null, ui('steps')),
      h('ul', { class: 'list' }, one.steps.flatMap((benefit) => benefit.steps).map((step) => h('li', null, h('div', { class: 'what' }, step.text, place(step.source, ui)), h('b', null, step.amount))))),
    view.provider.length > 0 && h('details', { key: 'provider', part: 'panel' },
      h('summary', null, word('quote.title_provider')),
      h('p', { class: 'hint' }, view.provider_hint),
      h('ul', { class: 'list' }, view.provider.map((award) => h('li', { key: award.title }, h('div', { class: 'what' }, award.title, h('p', { class: 'hint' }, award.payee), place(award.source, ui)), h('b', null, award.amount))))),
  ];
}

/** @param {import('#wasm').SourceView | null} source @param {Scene['ui']} ui */
const place = (source, ui) => source && h('p', { class: 'source', lang: 'zh-CN' }, source.document && `${source.document} `, source.section, source.quote && ` ${ui('quote', { text: source.quote })}`);
