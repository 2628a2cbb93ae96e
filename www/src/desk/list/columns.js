/** The second step: what was recognised, what each column means, and what holds for every row. */

import { h } from '../../dom.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('#sheets-wasm').Opened} Opened */

/** @param {Session} session */
export function columns(session) {
  const { scene: { word }, opened } = session;
  if (!opened) return null;
  return h('section', { class: 'card list-step', part: 'card', key: 'columns' },
    h('h2', { id: 'list-columns', tabindex: '-1' }, word('list.columns')),
    h('dl', { class: 'facts' }, opened.facts.map(({ label, value }) => h('div', { key: label }, h('dt', null, label), h('dd', null, value)))),
    place(session, opened),
    opened.problems.length > 0 && h('ul', { class: 'problems', role: 'alert' }, opened.problems.map((problem) => h('li', null, problem))),
    meanings(session, opened),
    defaults(session, opened),
    h('div', { class: 'files' },
      h('button', { type: 'button', class: 'first', part: 'button', id: 'list-run', disabled: !opened.ready, onclick: () => session.run() }, word('list.run')),
      h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.again() }, word('list.again'))));
}

/** Which sheet, and which of its rows holds the heads. @param {Session} session @param {Opened} opened */
function place(session, opened) {
  const { scene: { word } } = session;
  return h('div', { class: 'fields' },
    opened.sheets.length > 1 && field('list-sheet', word('list.sheet'), h('select', {
      id: 'list-sheet', part: 'field', value: opened.sheet, onchange: (/** @type {Event} */ event) => session.choose({ sheet: value(event), header_row: undefined, columns: undefined }),
    }, opened.sheets.map((name) => h('option', { key: name, value: name }, name)))),
    field('list-head', word('list.header_row'), h('input', {
      id: 'list-head', part: 'field', type: 'number', inputmode: 'numeric', min: '1', step: '1', value: `${opened.header_row}`,
      onchange: (/** @type {Event} */ event) => valid(event) && session.choose({ header_row: +value(event), columns: undefined }),
    })));
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
          h('p', { class: 'hint', id: `${id}-hint` }, samples.length ? samples.join(' · ') : word('list.no_samples'))),
        h('select', {
          id, part: 'field', 'aria-describedby': `${id}-hint`, value: meaning ?? '',
          onchange: (/** @type {Event} */ event) => session.choose({ columns: { ...session.choice.columns, [index]: value(event) || null } }),
        },
        h('option', { value: '', key: '' }, word('list.unused')),
        opened.meanings.map(({ value, label }) => h('option', { value, key: value }, label))));
    }));
}

/** What no column says is asked once, for all rows. @param {Session} session @param {Opened} opened */
function defaults(session, opened) {
  const { scene: { word } } = session;
  if (!opened.defaults.length) return null;
  return h('fieldset', { key: 'defaults' },
    h('legend', { class: 'name' }, word('list.defaults')),
    h('p', { class: 'hint' }, word('list.defaults_hint')),
    h('div', { class: 'fields' }, opened.defaults.map(({ meaning, label, value: chosen, options }) => {
      const id = `list-default-${meaning}`;
      const change = (/** @type {Event} */ event) => session.choose({ defaults: { ...session.choice.defaults, [meaning]: value(event) || undefined } });
      return field(id, label, options
        ? h('select', { id, part: 'field', value: chosen ?? '', onchange: change },
          h('option', { value: '', key: '' }, word('list.unsaid')), options.map(({ value, label }) => h('option', { value, key: value }, label)))
        : h('input', { id, part: 'field', type: 'date', value: chosen ?? '', onchange: change }));
    })));
}

/** @param {string} id @param {string} label @param {import('../../dom.js').Piece} control */
const field = (id, label, control) => h('div', { class: 'field', key: id }, h('label', { class: 'name', for: id }, label), control);

/** @param {Event} event */
const value = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;

/** @param {Event} event */
const valid = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).validity.valid && value(event) !== '';
