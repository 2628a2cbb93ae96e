/** Time, money and papers: every window against the day, what has to be paid first, what to keep, and the windows for a calendar. */

import { h } from '../../dom.js';
import { place } from '../../render/reasons.js';
import { download } from '../download.js';
import { inApp } from '../inapp.js';

/** @typedef {import('../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').WindowView} WindowView */
/** @typedef {import('#wasm').EntryView} EntryView */

export const timeline = {
  /** @param {Scene} scene */
  draw(scene) {
    const { desk, form, word } = scene;
    const view = desk.timeline(form);
    return [
      h('div', { class: 'lead', key: 'lead' }, view.lead.map((sentence) => h('p', null, sentence))),
      h('h3', { id: 'timeline-windows' }, word('timeline.windows')),
      view.windows.length
        ? h('ol', { class: 'list windows', 'aria-labelledby': 'timeline-windows' }, view.windows.map((one) => item(scene, one)))
        : h('p', { class: 'hint' }, word('timeline.none')),
      view.file && taken(scene, view.file),
      h('h3', null, word('timeline.money')),
      view.cash && h('dl', { class: 'sums', key: 'cash' }, h('div', { class: 'total' }, h('dt', null, view.cash.label), h('dd', null, view.cash.value))),
      list(scene, view.money),
      view.sections.flatMap((section) => [h('h3', null, section.title), list(scene, section.entries)]),
    ];
  },
};

/** @param {Scene} scene @param {WindowView} one */
function item({ ui }, one) {
  return h('li', { class: one.concerns === 'other' ? 'elsewhere' : undefined }, h('div', { class: 'what' },
    h('strong', null, one.title), ' ', h('span', { class: 'period' }, one.period), ' ',
    h('span', { class: `tag state-${one.state}` }, one.state_text),
    one.days && [' ', h('span', { class: 'days' }, one.days)],
    one.concern_text && [' ', h('span', { class: `tag concern-${one.concerns}` }, one.concern_text)],
    place({ word: ui }, one.source)));
}

/** @param {Scene} scene @param {EntryView[]} entries */
function list({ ui }, entries) {
  return h('ul', { class: 'list' }, entries.map((entry) => h('li', null, h('div', { class: 'what' }, h('span', null, entry.text), place({ word: ui }, entry.source)))));
}

/** @param {Scene} scene @param {string} name */
function taken({ desk, form, root, word }, name) {
  return h('div', { class: 'taken', key: 'taken' },
    inApp() && h('p', { role: 'note' }, word('take.inapp')),
    h('button', { type: 'button', class: 'plain', part: 'button', 'aria-describedby': 'timeline-hint', onclick: () => download(root, desk.calendar(form), name, 'text/calendar;charset=utf-8') }, word('timeline.download')),
    h('p', { class: 'hint', id: 'timeline-hint' }, word('timeline.download_hint')));
}
