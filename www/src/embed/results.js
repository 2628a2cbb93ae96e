/** What the check has found, in words: the sign, what is wrong and what to do, which files, and the line for each server. */

import { h } from '../dom.js';
import { FIXES } from './check/fixes.js';

/** @typedef {import('./view.js').Scene} Scene */
/** @typedef {import('./check/check.js').Finding} Finding */

const SIGNS = { bad: '×', advice: '!', good: '✓' };

/** A long list says as much with its beginning. */
const SHOWN = 12;

/** @param {Scene} scene @param {Finding} finding */
function row({ word }, { kind, state, params, files, fix }) {
  const lines = FIXES[fix ?? ''];
  const names = { bad: word('bad'), advice: word('advice'), good: word('good') };
  return h('li', { class: `finding ${state}`, key: `${kind} ${params?.directive ?? ''}`, 'data-kind': kind },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[state]),
    h('div', { class: 'told' },
      h('p', null, h('b', null, names[state]), ' ', word(`found.${kind}`, params)),
      files && h('ul', { class: 'files' }, files.slice(0, SHOWN).map((file) => h('li', { key: file }, h('code', null, file))), files.length > SHOWN && h('li', { key: 'more' }, word('more', { count: `${files.length - SHOWN}` }))),
      lines && h('details', null, h('summary', null, word('lines')),
        Object.entries(lines).map(([server, line]) => [h('h3', { key: server }, server), h('pre', { key: `${server} line`, tabindex: '0', role: 'group', 'aria-label': server }, h('code', null, line))]))));
}

/** @param {Scene} scene */
export function results(scene) {
  const { word, found, busy, progress, start } = scene;
  const count = (/** @type {Finding['state']} */ state) => `${found?.filter((one) => one.state === state).length ?? 0}`;
  return h('section', { class: 'card', key: 'check', 'aria-labelledby': 'check', 'aria-busy': `${busy}` },
    h('h2', { id: 'check' }, word('check')),
    h('p', { class: 'hint' }, word('check_hint')),
    h('button', { type: 'button', class: 'first', disabled: busy, onclick: start }, word(found ? 'check_again' : 'check_start')),
    h('p', { class: 'summary' }, busy ? progress : found ? word('summary', { bad: count('bad'), advice: count('advice'), good: count('good') }) : ''),
    found && h('ul', { class: 'findings' }, found.map((finding) => row(scene, finding))));
}
