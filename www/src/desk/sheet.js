/** The sheet of paper, drawn alike on the screen, in the frame that is printed, and on our own page's print. */

import { h } from '../dom.js';
import { qr } from './qr.js';

/** @typedef {import('#desk-wasm').SheetView} SheetView */

/** @param {SheetView} view @param {string} lang @param {(text: string) => string} quoted */
export const sheet = (view, lang, quoted) => h('article', { class: 'sheet', lang },
  h('header', null, h('h3', null, view.title), h('p', { class: 'notice' }, view.notice)),
  h('section', { class: 'outcome' },
    h('p', null, h('b', null, view.context), ' · ', view.badge),
    h('div', { class: 'sum' }, h('strong', null, view.headline), view.short && [' ', view.short]),
    view.capital && h('p', null, view.capital.label, ' ', h('b', { lang: 'zh-CN' }, view.capital.value)),
    view.explain.map((text) => h('p', null, text)),
    h('p', { class: 'small' }, view.document.join(' · '))),
  h('div', { class: 'pair' },
    part(view.inputs, (entries) => h('table', null, h('tbody', null, entries.map((row) => h('tr', { key: row.label },
      h('th', { scope: 'row' }, row.label, row.remark && h('span', { class: 'small' }, ' ', row.remark)), h('td', null, row.value)))))),
    view.sums.length > 0 && h('section', null, h('table', null, h('tbody', null, view.sums.map((sum) => h('tr', { key: sum.label, class: sum.total ? 'total' : undefined },
      h('th', { scope: 'row' }, sum.label), h('td', null, sum.value))))))),
  part(view.steps, (lines) => lines.map((line) => [
    lines.length > 1 && h('h5', null, line.title),
    h('table', null, h('tbody', null, line.steps.map((step) => h('tr', null, h('th', { scope: 'row' }, step.text, source(step.source, quoted)), h('td', null, step.amount))))),
  ])),
  part(view.awards, (awards) => h('table', null, h('tbody', null, awards.map((award) => h('tr', { key: award.title },
    h('th', { scope: 'row' }, award.title, ' · ', award.payee, source(award.source, quoted)), h('td', null, award.amount)))))),
  part(view.conditions, (rows) => h('table', null, h('tbody', null, rows.map((row) => h('tr', { key: row.label }, h('th', { scope: 'row' }, row.label), h('td', null, row.value)))))),
  part(view.notes, (notes) => h('ul', null, notes.map((note) => h('li', null, note)))),
  h('footer', null,
    h('div', null,
      part(view.identity, (rows) => h('table', { class: 'identity' }, h('tbody', null, rows.map((row) => h('tr', { key: row.label }, h('th', { scope: 'row' }, row.label), h('td', null, row.value)))))),
      h('p', { class: 'small' }, view.code_hint),
      h('p', { class: 'small' }, view.link_hint),
      view.address && h('p', { class: 'small address' }, view.address)),
    view.qr && qr(view.qr)));

/**
 * A titled part; without entries nothing.
 * @template T
 * @param {{title: string, entries: T[]}} part
 * @param {(entries: T[]) => import('../dom.js').Pieces} draw
 */
const part = ({ title, entries }, draw) => entries.length > 0 && h('section', { key: title }, h('h4', null, title), draw(entries));

/** @param {import('#desk-wasm').SourceView | null} source @param {(text: string) => string} quoted */
const source = (source, quoted) => source && h('span', { class: 'small', lang: 'zh-CN' }, ' ', source.document && `${source.document} `, source.section, source.quote && ` ${quoted(source.quote)}`);
