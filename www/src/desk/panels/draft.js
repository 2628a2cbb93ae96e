/** A draft: a copy of a table in which rates, caps, bases, levels and windows are changed by hand, checked live, and set beside what it was. */

import { examples } from '#desk-source';
import { h } from '../../dom.js';
import { clauses } from './draft/clauses.js';
import { awards, document, windows } from './draft/document.js';
import { changes, check } from './draft/outcome.js';
import { portfolio } from './draft/portfolio.js';
import { choice } from './draft/fields.js';

/** @typedef {import('../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').DraftForm} DraftForm */
/** @typedef {import('#desk-wasm').DraftView} DraftView */

const STARTS = ['change', 'copy', 'blank'];

export const draft = {
  /** @param {Scene} scene */
  draw(scene) {
    const { state, word, form, lang } = scene;
    // What was fetched meanwhile draws with the scene of that time.
    state.redraw = scene.redraw;
    state.start ??= 'change';
    if (state.city !== form.policy) begin(scene, form.policy);
    else if (state.table && state.lang !== lang) speak(scene);
    if (state.failed) return h('p', { class: 'error', role: 'alert' }, word('draft.failed'));
    if (!state.drafting) return h('p', { class: 'hint', role: 'status' }, word('draft.loading'));
    /** @type {DraftView} */
    const view = state.drafting.view(state.form);
    return h('div', { class: 'draft' },
      start(scene),
      h('p', { class: view.sound ? 'stands sound' : 'stands', role: 'status' }, view.told, ' ', view.difference?.told_examples),
      h('div', { class: 'columns' },
        h('div', { class: 'entries' }, document(scene, view), clauses(scene, view), awards(scene, view), windows(scene, view)),
        h('div', { class: 'results' }, check(scene, view), changes(scene, view), portfolio(scene, view))));
  },
};

/** Which table it is begun from, and for whom. @param {Scene} scene */
function start(scene) {
  const { state, word, form, cities, change } = scene;
  return h('section', { class: 'card', key: 'start' },
    h('h2', null, word('draft.start')),
    h('p', { class: 'hint' }, word('draft.intro')),
    h('div', { class: 'cells' },
      choice({ id: 'draft-city', label: word('draft.city'), value: form.policy, choices: cities.map(({ id, name }) => [id, name]), choose: (city) => change({ city }) }),
      choice({ id: 'draft-start', label: word('draft.begin'), value: state.start, choices: STARTS.map((one) => [one, word(`draft.begin.${one}`)]), choose: (one) => {
        state.start = one;
        state.form = state.drafting.form(one);
        scene.redraw();
      } })));
}

/** Another city begins anew. @param {Scene} scene @param {string} city */
async function begin(scene, city) {
  const { state } = scene;
  Object.assign(state, { city, table: undefined, failed: false });
  state.drafting?.free();
  state.drafting = undefined;
  try {
    const found = await scene.tables(city);
    const latest = found[found.length - 1];
    const table = await latest?.content;
    const beside = latest && await beyond(scene, latest.entry.folder);
    if (state.city !== city) return;
    Object.assign(state, { table, beside, form: undefined });
    speak(scene);
  } catch (error) {
    console.error(error);
    if (state.city === city) Object.assign(state, { failed: true, city: undefined });
  }
  state.redraw();
}

/** The examples beside a table; a draft can do without. @param {Scene} scene @param {string} folder @returns {Promise<unknown>} */
async function beyond({ base }, folder) {
  try {
    if (!base) return await examples(folder);
    const response = await fetch(`${base}${folder}/examples.json`);
    return response.ok ? await response.json() : undefined;
  } catch (error) {
    console.warn(error);
    return undefined;
  }
}

/** The words of a language; what was entered stays. @param {Scene} scene */
function speak({ state, desk, lang }) {
  state.drafting?.free();
  state.drafting = desk.drafting(state.table, state.beside);
  state.lang = lang;
  /** @type {DraftForm} */
  const fresh = state.drafting.form(state.start);
  if (!state.form) state.form = fresh;
  const titles = Object.fromEntries(fresh.awards.map(({ benefit, title }) => [benefit, title]));
  for (const award of state.form.awards) award.title = titles[award.benefit] ?? award.title;
}
