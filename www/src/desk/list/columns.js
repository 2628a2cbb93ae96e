/** The second step: what was recognised, what each column means, and what holds for every row. */

import { h } from '../../dom.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('#sheets-wasm').Opened} Opened */

/** @param {Session} session */
export function columns(session) {
  const { scene: { word }, opened, trouble } = session;
  if (!opened) return null;
  return h('section', { class: 'card list-step', part: 'card', key: 'columns' },
    h('h2', { id: 'list-columns', tabindex: '-1' }, word('list.columns')),
    h('div', { class: 'facts' }, h('p', null, h('b', null, session.file?.name)), opened.told.map((said) => h('p', { class: 'hint' }, said))),
    h('p', { class: 'error', role: 'alert', id: 'list-trouble' }, trouble),
    // Around the list: one that is an alert itself is a list no more.
    h('div', { role: 'alert' }, h('ul', { class: 'problems' }, opened.problems.map((problem) => h('li', null, problem)))),
    place(session, opened),
    meanings(session, opened),
    defaults(session, opened),
    h('div', { class: 'files' },
      h('button', { type: 'button', class: 'first', part: 'button', id: 'list-run', disabled: !session.enough, onclick: () => session.run() }, word('list.run')),
      h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.again() }, word('list.again'))));
}

/** Which sheet, and which of its rows holds the heads. @param {Session} session @param {Opened} opened */
function place(session, opened) {
  const { scene: { word } } = session;
  return h('div', { class: 'fields' },
    opened.sheets.length > 1 && field('list-sheet', word('list.sheet'), h('select', {
      id: 'list-sheet', part: 'field', value: opened.sheets.find(({ chosen }) => chosen)?.name, onchange: (/** @type {Event} */ event) => session.choose({ sheet: value(event), header_row: undefined, columns: {} }),
    }, opened.sheets.map(({ name }) => h('option', { key: name, value: name }, name)))),
    field('list-head', word('list.header_row'), h('input', {
      id: 'list-head', part: 'field', type: 'number', inputmode: 'numeric', min: '0', step: '1', value: `${opened.header_row}`, 'aria-describedby': 'list-head-hint',
      onchange: (/** @type {Event} */ event) => valid(event) && session.choose({ header_row: +value(event), columns: {} }),
    }), h('p', { class: 'hint', id: 'list-head-hint' }, word('list.header_row_hint'))));
}

/** @param {Session} session @param {Opened} opened */
function meanings(session, opened) {
  const { scene: { word } } = session;
  return h('fieldset', { class: 'columns-of' },
    h('legend', { class: 'name' }, word('list.meanings')),
    h('p', { class: 'hint' }, word('list.meanings_hint')),
    opened.columns.map(({ index, letter, head, meaning, samples }) => {
      const id = `list-column-${index}`;
      return h('div', { class: meaning ? 'row' : 'row open', key: `${index}` },
        h('div', { class: 'what' },
          h('label', { for: id }, h('span', { class: 'tag' }, letter), ' ', head || word('list.no_head')),
          h('p', { class: 'hint', id: `${id}-hint` }, samples.filter(Boolean).join(' · ') || word('list.no_samples'))),
        h('select', {
          id, part: 'field', 'aria-describedby': `${id}-hint`, value: meaning ?? '',
          onchange: (/** @type {Event} */ event) => session.choose({ columns: { ...session.choice.columns, ...taken(opened, value(event)), [index]: value(event) } }),
        },
        h('option', { value: '', key: '' }, word('list.unused')),
        opened.meanings.map(({ id, label }) => h('option', { value: id, key: id }, label))));
    }));
}

/** Columns that stated what another is to state now, in whatever unit: but for spend, which adds up, one does. @param {Opened} opened @param {string} wanted */
function taken({ columns, meanings }, wanted) {
  const field = (/** @type {string | null} */ meaning) => meaning?.split(':')[0];
  const adds = meanings.some(({ id, adds }) => id === wanted && adds);
  return adds || !wanted ? {} : Object.fromEntries(columns.filter(({ meaning }) => field(meaning) === field(wanted)).map(({ index }) => [index, '']));
}

/** What no cell says is asked once, for all rows. @param {Session} session @param {Opened} opened */
function defaults(session, { defaults: held }) {
  const { scene: { word, ui }, job: { asks } } = session;
  // Upon what is chosen by then, which may not be drawn yet.
  const change = (/** @type {string} */ name, /** @type {string | number} */ stated) => session.choose({ defaults: { ...session.choice.defaults, [name]: stated || undefined } });
  const pick = (/** @type {string} */ name, /** @type {string} */ label, /** @type {any} */ chosen, /** @type {Opened['defaults']['policies']} */ offered) =>
    field(`list-${name}`, label, h('select', {
      id: `list-${name}`, part: 'field', value: `${chosen ?? ''}`, onchange: (/** @type {Event} */ event) => change(name, name === 'policy' ? value(event) : +value(event)),
    }, h('option', { value: '', key: '' }, ui('unstated')), offered.map(({ id, label }) => h('option', { value: id, key: id }, label))));
  return h('fieldset', { key: 'defaults' },
    h('legend', { class: 'name' }, word('list.defaults')),
    h('p', { class: 'hint' }, word('list.defaults_hint')),
    h('div', { class: 'fields' },
      asks.includes('policy') && pick('policy', ui('city'), held.policy, held.policies),
      pick('batch', ui('batch'), held.batch, held.batches),
      pick('level', ui('level_short'), held.level, held.levels),
      asks.includes('as_of') && field('list-as_of', ui('as_of'), h('input', {
        id: 'list-as_of', type: 'date', part: 'field', value: held.as_of ?? '', 'aria-describedby': 'list-as_of-hint', onchange: (/** @type {Event} */ event) => change('as_of', value(event)),
      })),
    ),
    asks.includes('as_of') && h('p', { class: 'hint', id: 'list-as_of-hint' }, word('list.as_of_hint')));
}

/** @param {string} id @param {string} label @param {...import('../../dom.js').Piece} control */
const field = (id, label, ...control) => h('div', { class: 'field', key: id }, h('label', { class: 'name', for: id }, label), control);

/** @param {Event} event */
const value = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;

/** @param {Event} event */
const valid = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).validity.valid && value(event) !== '';
