/** The officer's own enterprises before and after: a file, or what is pasted from a spreadsheet, held against both tables. */

import { h } from '../../../dom.js';
import { columns } from '../../list/columns.js';
import { choice, waiting } from '../../list/file.js';
import { files, group, lead, people } from '../../list/result.js';
import { Session as List } from '../../list/session.js';
import { button } from './fields.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('../../../dom.js').Piece} Piece */
/** @typedef {import('#desk-wasm').DraftView} DraftView */
/** @typedef {import('../../list/session.js').Job} Job */
/** @typedef {import('#sheets-wasm').ShiftReport} Report */

/** The table that a draft was begun from, and the draft; none while that cannot be computed. @param {Scene} scene */
function both({ state }) {
  const { drafting, form, table } = state;
  return drafting?.view(form).sound ? [table, JSON.parse(drafting.file(form))] : undefined;
}

/** A list under both tables. @param {string} city @returns {Job} */
const under = (city) => ({
  early: false,
  city,
  asks: ['batch', 'level'],
  stated: () => ({ policy: city }),
  enough: ({ ready }) => ready,
  made: async (ask, { scene }) => {
    const tables = both(scene);
    return { shifts: tables && await ask('shifts', ...tables) };
  },
  file: (ask, { scene }, kind) => ask(kind === 'xlsx' ? 'shiftsXlsx' : 'shiftsCsv', ...both(scene) ?? []),
  named: (ask, { scene }) => ask('shiftsName', scene.state.table),
});

/** What is drawn while the list stands at a step. @type {Record<List['phase'], (list: List, view: DraftView) => Piece | Piece[]>} */
const STEPS = { file: taken, opening: waiting, columns, running: waiting, first: result, above: result, done: result };

/** @param {Scene} scene @param {DraftView} view */
export function portfolio(scene, view) {
  const { state, word } = scene;
  if (state.listed !== state.city) {
    // Another city's table: its list is another one.
    state.list?.leave();
    Object.assign(state, { listed: state.city, list: new List(scene, under(state.city)), pasted: '' });
  }
  /** @type {List} */
  const list = state.list;
  list.draw(scene);
  if (list.phase === 'done' && view.sound && list.shifts?.digest !== view.digest) list.remake();
  return [
    h('section', { class: 'card', part: 'card', key: 'portfolio', 'aria-labelledby': 'draft-portfolio' },
      h('h2', { id: 'draft-portfolio' }, word('draft.portfolio')),
      h('p', { class: 'hint' }, word('draft.portfolio_hint'))),
    ...[STEPS[list.phase](list, view)].flat(),
    h('p', { role: 'status', class: list.told ? 'hint' : 'unseen', key: 'listed' }, list.told),
  ];
}

/** A file, or text that is taken for one. @param {List} list */
function taken(list) {
  const { scene: { state, word, redraw } } = list;
  const read = () => list.open(new File([state.pasted], `${word('draft.portfolio_pasted')}.csv`));
  return [
    choice(list),
    h('section', { class: 'card list-step', part: 'card', key: 'paste' },
      h('label', { class: 'name', for: 'draft-list' }, word('draft.portfolio_label')),
      h('textarea', { id: 'draft-list', part: 'field', rows: '5', spellcheck: 'false', value: state.pasted, oninput: (/** @type {Event} */ event) => {
        state.pasted = /** @type {HTMLTextAreaElement} */ (event.currentTarget).value;
        redraw();
      } }),
      h('div', { class: 'do' }, button(word('draft.portfolio_run'), () => state.pasted.trim() && read(), { id: 'draft-list-run', 'aria-disabled': state.pasted.trim() ? undefined : 'true' }))),
  ];
}

/** @param {List} list @param {DraftView} view */
function result(list, view) {
  const { scene: { word }, shifts } = list;
  if (!view.sound) {
    return h('section', { class: 'card list-step', part: 'card', key: 'totals' },
      h('h3', { id: 'list-result', tabindex: '-1' }, word('draft.portfolio_waits')),
      h('p', null, word(view.errors.length > 0 ? 'draft.portfolio.unreadable' : 'draft.portfolio.unsound')));
  }
  if (!shifts) return null;
  return [
    h('section', { class: 'card list-step', part: 'card', key: 'totals' },
      h('h2', { id: 'list-result', tabindex: '-1' }, shifts.title),
      lead(shifts),
      h('ul', { class: 'remarks' }, shifts.told.map((said) => h('li', null, said))),
      files(list)),
    h('section', { class: 'card list-step', part: 'card', key: 'groups' },
      h('div', { class: 'groups charged' }, shifts.tables.map(group))),
    h('section', { class: 'card list-step', part: 'card', key: 'people' },
      h('h2', null, word('draft.portfolio_who')),
      shifts.people.map(people),
      h('ul', { class: 'remarks' }, shifts.rules.map((rule) => h('li', null, rule)))),
  ];
}
