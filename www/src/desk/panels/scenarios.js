/** What is entered, kept under a name, and several of them side by side. They stay in the page, or where the entries are kept. */

import { h } from '../../dom.js';
import { entered } from '../../entries.js';
import { beside, keeps, putBeside } from '../../saved.js';

/** @typedef {import('../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').Scenario} Scenario */
/** @typedef {import('#desk-wasm').ScenariosView} ScenariosView */

/** As many as the module compares. */
const MAX = 6;

export const scenarios = {
  /** @param {Scene} scene */
  draw(scene) {
    const { state, word, form, root } = scene;
    state.latest = scene;
    const kept = keeps(root.host);
    if (!state.list) begin(state, kept ? restored(scene) : []);
    if (kept) putBeside(root.host, JSON.stringify(state.list));
    fetchTables(scene);
    follow(scene);
    const view = scene.desk.scenarios({ scenarios: state.list });
    const full = state.list.length >= MAX;
    return [
      h('p', { class: 'hint', key: 'lead', id: 'scenarios-lead' }, full ? word('scenarios.full', { max: `${MAX}` }) : word(kept ? 'scenarios.lead_kept' : 'scenarios.lead')),
      h('div', { key: 'keep' }, h('button', { type: 'button', class: 'plain', part: 'button', id: 'scenarios-keep', disabled: full, 'aria-describedby': 'scenarios-lead', onclick: () => keep(scene, form) }, word('scenarios.keep'))),
      h('p', { class: 'unseen', role: 'status', key: 'said' }, state.said ?? ''),
      view.columns.length > 0 && h('ul', { class: 'list scenarios', key: 'list' }, view.columns.map((column, at) => one(scene, column, at))),
      view.columns.length > 0 && table(scene, view),
    ];
  },
};

/** @param {any} state @param {Scenario[]} list */
function begin(state, list) {
  Object.assign(state, { list, keys: list.map((_, at) => at), made: list.length, tables: new Set() });
}

/** What was kept on the device, as far as the module can read it. @param {Scene} scene @returns {Scenario[]} */
function restored({ root, desk }) {
  try {
    const list = JSON.parse(beside(root.host) ?? '[]');
    desk.scenarios({ scenarios: list });
    return list;
  } catch {
    return [];
  }
}

/** The tables of other cities: until they are there, the module says so. @param {Scene} scene */
function fetchTables({ state, table }) {
  for (const city of new Set(state.list.map((/** @type {Scenario} */ { form }) => form.policy))) {
    if (state.tables.has(city)) continue;
    state.tables.add(city);
    table(/** @type {string} */ (city)).then(() => state.latest.redraw(), (error) => {
      console.error(error);
      state.tables.delete(city);
    });
  }
}

/** @param {Scene} scene @param {Scenario['form']} form */
function keep({ state, word, redraw }, form) {
  state.made += 1;
  const name = word('scenarios.named', { number: `${state.made}` });
  state.list = [...state.list, { name, form }];
  state.keys = [...state.keys, state.made];
  state.said = word('scenarios.kept_said', { name });
  redraw();
}

/** Another city forgets what belonged to the one before, so the rest follows once it stands. @param {Scene} scene @param {Scenario} scenario */
function back({ state, word, form, change }, { name, form: kept }) {
  state.said = word('scenarios.back_said', { name });
  state.wanted = entered(kept);
  if (kept.policy === form.policy) follow(state.latest);
  else change({ city: kept.policy });
}

/** @param {Scene} scene */
function follow({ state, form, change }) {
  if (state.wanted?.city !== form.policy) return;
  const { city: _, ...rest } = state.wanted;
  state.wanted = null;
  queueMicrotask(() => change(rest));
}

/** @param {Scene} scene @param {number} at */
function remove({ state, word, redraw, root }, at) {
  state.said = word('scenarios.removed_said', { name: state.list[at].name });
  state.list = state.list.filter((/** @type {Scenario} */ _, /** @type {number} */ place) => place !== at);
  state.keys = state.keys.filter((/** @type {number} */ _, /** @type {number} */ place) => place !== at);
  redraw();
  // The button that had the focus is gone.
  root.getElementById('scenarios-keep')?.focus();
}

/** @param {Scene} scene @param {ScenariosView['columns'][number]} column @param {number} at */
function one(scene, column, at) {
  const { state, word, cities, redraw } = scene;
  const scenario = state.list[at];
  const key = state.keys[at];
  const name = column.name || word('scenarios.named', { number: `${at + 1}` });
  const rename = (/** @type {Event} */ event) => {
    const named = { ...scenario, name: text(event) };
    state.list = state.list.map((/** @type {Scenario} */ other) => (other === scenario ? named : other));
    redraw();
  };
  return h('li', { key },
    h('div', { class: 'what' },
      h('label', { class: 'unseen', for: `scenario-${key}` }, word('scenarios.name', { number: `${at + 1}` })),
      h('input', { id: `scenario-${key}`, part: 'field', type: 'text', maxlength: '40', value: scenario.name, oninput: rename }),
      column.why.map((sentence) => h('p', { class: 'hint' }, sentence))),
    h('div', { class: 'do' },
      cities.some(({ id }) => id === scenario.form.policy)
        && button(word('scenarios.back'), name, () => back(scene, scenario)),
      button(word('scenarios.remove'), name, () => remove(scene, at))));
}

/** Which scenario it is for is seen by its place, and heard. @param {string} label @param {string} name @param {() => void} act */
const button = (label, name, act) => h('button', { type: 'button', class: 'plain', part: 'button', onclick: act }, label, h('span', { class: 'unseen' }, ` ${name}`));

/** @param {Event} event */
const text = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;

/** @param {Scene} scene @param {ScenariosView} view */
function table({ word }, view) {
  const [first] = view.columns;
  return h('div', { key: 'table' },
    h('div', { class: 'scroll beside', tabindex: '0', role: 'region', 'aria-labelledby': 'scenarios-table' },
      h('table', null,
        h('caption', { id: 'scenarios-table' }, word('scenarios.table')),
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, word('scenarios.what')), view.columns.map((column) => h('th', { scope: 'col' }, column.name)))),
        h('tbody', null, view.rows.map((row) => h('tr', { key: row.id, class: row.differs ? 'differs' : undefined },
          h('th', { scope: 'row' }, row.label, row.differs && [' ', h('span', { class: 'tag' }, word('scenarios.differs'))]),
          row.cells.map((cell) => h('td', null, cell.text,
            cell.delta && h('span', { class: 'delta' }, h('span', { class: 'unseen' }, word('scenarios.against', { name: first?.name ?? '' }), ' '), cell.delta)))))))),
    view.columns.length > 1 && h('p', { class: 'hint' }, word('scenarios.hint')));
}
