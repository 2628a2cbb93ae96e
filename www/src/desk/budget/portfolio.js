/** The officer's own list: what is committed, approved and paid, who gets the cap, and what is left in each line. */

import { h } from '../../dom.js';
import { columns } from '../list/columns.js';
import { choice, waiting } from '../list/file.js';
import { files, group, lead, people } from '../list/result.js';
import { Session as List } from '../list/session.js';
import { programmeOf } from './session.js';

/** @typedef {import('../../dom.js').Piece} Piece */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('../list/session.js').Job} Job */

/** A list held against the money of the city that is shown. @param {string} city @returns {Job} */
const against = (city) => ({
  early: false,
  city,
  asks: ['batch', 'level'],
  stated: ({ form: { as_of } }) => ({ policy: city, ...(as_of && { as_of }) }),
  enough: ({ chargeable }) => chargeable,
  prepare: async (ask, { base, tables }) => {
    const found = await tables(city);
    const folder = found.at(-1)?.entry.folder ?? '';
    await ask('addProgramme', await programmeOf(base, folder));
  },
  made: async (ask) => ({ report: await ask('portfolio', city) }),
  file: (ask, _, kind) => ask(kind === 'xlsx' ? 'portfolioXlsx' : 'portfolioCsv', city),
  named: (ask) => ask('portfolioName', city),
});

/** What is drawn while the list stands at a step. @type {Record<List['phase'], (list: List) => Piece | Piece[]>} */
const STEPS = { file: choice, opening: waiting, columns, running: waiting, first: result, above: result, done: result };

/** @param {Session} session */
export function portfolio({ scene }) {
  const { form: { policy }, state, word } = scene;
  if (state.listed !== policy) {
    // Another city's money: its list is another one.
    state.list?.leave();
    Object.assign(state, { listed: policy, list: new List(scene, against(policy)) });
  }
  /** @type {List} */
  const list = state.list;
  list.draw(scene);
  return [
    h('section', { class: 'card', part: 'card', key: 'portfolio', 'aria-labelledby': 'budget-portfolio' },
      h('h2', { id: 'budget-portfolio', tabindex: '-1' }, word('portfolio.heading')),
      h('p', { class: 'hint' }, word('portfolio.hint'))),
    ...[STEPS[list.phase](list)].flat(),
    h('p', { role: 'status', class: list.told ? 'hint' : 'unseen', key: 'listed' }, list.told),
  ];
}

/** @param {List} list */
function result(list) {
  const { scene: { word }, report } = list;
  if (!report) return null;
  return [
    h('section', { class: 'card list-step', part: 'card', key: 'totals' },
      h('h2', { id: 'list-result', tabindex: '-1' }, report.title),
      lead(report),
      h('ul', { class: 'remarks' }, report.told.slice(1).concat(report.lines_told).map((said) => h('li', null, said))),
      files(list)),
    h('section', { class: 'card list-step', part: 'card', key: 'groups' },
      h('div', { class: 'groups charged' }, [report.lines, ...report.tables].map(group))),
    report.people.length > 0 && h('section', { class: 'card list-step', part: 'card', key: 'people' },
      h('h2', null, word('portfolio.who')),
      report.people.map(people)),
    h('section', { class: 'card list-step', part: 'card', key: 'rules' },
      h('h2', null, word('portfolio.rules')),
      h('ul', { class: 'remarks' }, report.rules.map((rule) => h('li', null, rule)))),
  ];
}
