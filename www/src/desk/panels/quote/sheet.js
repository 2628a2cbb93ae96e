/** The offer on paper: drawn alike in the preview and in the frame that is printed. */

import { h } from '../../../dom.js';
import { qr } from '../../qr.js';

/** @typedef {import('#desk-wasm').OfferSheet} OfferSheet */

/** @param {OfferSheet} view @param {string} lang @param {import('../../../words.js').Word} word @param {(text: string) => string} quoted */
export const sheet = (view, lang, word, quoted) => h('article', { class: 'sheet offered', lang },
  h('header', null,
    h('div', { class: 'who' },
      view.logo && h('img', { class: 'logo', src: view.logo, alt: word('quote.logo_alt') }),
      h('div', null, view.provider && h('p', null, h('b', null, view.provider)), h('h3', null, view.title)),
      h('div', { class: 'parties' }, view.parties.map((row) => h('p', { key: row.label }, row.label, ' ', h('b', null, row.value))))),
    h('p', { class: 'notice' }, view.notice)),
  view.packages.map((one, at) => h('section', { key: `${at}` },
    h('h4', null, one.name),
    h('table', { class: 'offer-lines' },
      h('thead', null, h('tr', null, view.columns.map((name) => h('th', { scope: 'col', key: name }, name)))),
      h('tbody', null, one.rows.map((row) => h('tr', null, row.map((cell, column) => h('td', { key: `${column}` }, cell)))))),
    h('div', { class: 'whole' }, h('table', { class: 'offer-sums' }, h('tbody', null, one.totals.map((sum) => h('tr', { key: sum.label, class: sum.total ? 'total' : undefined }, h('th', { scope: 'row' }, sum.label), h('td', null, sum.value))))),
    h('p', null, one.capital.label, ' ', h('b', { lang: 'zh-CN' }, one.capital.value))))),
  h('section', { key: 'grant', class: 'whole' },
    h('h4', null, view.grant.title),
    view.grant.entries.map((text) => h('p', { key: text }, text)),
    h('table', { class: 'offer-beside' },
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, word('quote.figure')), view.packages.map((one, at) => h('th', { scope: 'col', key: `${at}` }, one.name)))),
      h('tbody', null, view.beside.map((row) => h('tr', { key: row.id }, h('th', { scope: 'row' }, row.label), row.cells.map((cell, at) => h('td', { key: `${at}` }, cell))))))),
  view.packages.map((one, at) => one.steps.length > 0 && h('section', { key: `steps ${at}`, class: 'whole' },
    h('h4', null, one.name),
    h('table', null, h('tbody', null, one.steps.flatMap((benefit) => benefit.steps).map((step) => h('tr', null, h('th', { scope: 'row' }, step.text, source(step.source, quoted)), h('td', null, step.amount))))))),
  part(view.instalments, ([head, ...rows]) => h('table', { class: 'offer-beside' },
    h('thead', null, h('tr', null, head?.map((name, at) => h('th', { scope: 'col', key: `${at}` }, name)))),
    h('tbody', null, rows.map(([when, ...cells]) => h('tr', null, h('th', { scope: 'row' }, when), cells.map((cell, at) => h('td', { key: `${at}` }, cell))))))),
  part(view.remarks, (lines) => lines.map((line) => h('p', null, line))),
  part(view.notes, (notes) => h('ul', null, notes.map((note) => h('li', { key: note }, note)))),
  h('footer', null,
    h('div', null,
      part(view.identity, (rows) => h('table', { class: 'identity' }, h('tbody', null, rows.map((row) => h('tr', { key: row.label }, h('th', { scope: 'row' }, row.label), h('td', null, row.value)))))),
      h('p', { class: 'small' }, view.link_hint, ' ', view.link_basis),
      view.address && h('p', { class: 'small address' }, view.address)),
    view.qr && qr(view.qr)));

/**
 * A titled part; without entries nothing.
 * @template T
 * @param {{title: string, entries: T[]}} part
 * @param {(entries: T[]) => import('../../../dom.js').Pieces} draw
 */
const part = ({ title, entries }, draw) => entries.length > 0 && h('section', { key: title, class: 'whole' }, h('h4', null, title), draw(entries));

/** @param {import('#desk-wasm').SourceView | null} source @param {(text: string) => string} quoted */
const source = (source, quoted) => source && h('span', { class: 'small', lang: 'zh-CN' }, ' ', source.document && `${source.document} `, source.section, source.quote && ` ${quoted(source.quote)}`);
