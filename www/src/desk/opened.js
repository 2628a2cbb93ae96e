/** A link that the page was opened with: its entries go into the form, and what it gave then stands beside what it gives now. */

import { superseded } from '#desk-source';
import { h } from '../dom.js';
import { entries } from '../entries.js';

/** @typedef {import('./main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').Typed} Typed */

/** @param {import('#desk-wasm').Pair[]} pairs @returns {Record<string, string>} */
const texts = (pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, value]));

/** What is known of the conditions; where they were not asked about, nothing. @param {Typed} typed @returns {import('../entries.js').Entries['eligibility']} */
const known = ({ conditions, employees, revenue }) => (conditions ? {
  conditions: texts(conditions),
  ...(employees !== null && { employees }),
  ...(revenue !== null && { revenue }),
} : {});

/** The form's entries, as the element holds them. @param {Typed} typed */
const entered = (typed) => ({
  ...entries(),
  city: typed.policy,
  asOf: typed.as_of ?? '',
  batch: `${typed.batch ?? ''}`,
  level: `${typed.level ?? ''}`,
  size: typed.size_class ?? '',
  unit: typed.unit,
  spend: texts(typed.spend),
  own: typed.own_rate !== null || typed.own_cap !== null,
  rate: typed.own_rate ?? '',
  cap: typed.own_cap ?? '',
  awards: Object.fromEntries(typed.awards.map(({ key, value }) => [key, +value])),
  provincial: typed.provincial_subsidy ?? '',
  eligibility: known(typed),
});

/** The page's link is taken by its first element. @param {Scene} scene */
export const linked = ({ root }) => (location.hash.startsWith('#subsidy=') && document.querySelector(root.host.localName) === root.host ? location.hash : '');

/**
 * Takes the page's link over, once. An unreadable one, or one of a city that is not offered, leaves the form as it is.
 * @param {Scene} scene
 */
export function take(scene) {
  const { state, desk, form, cities, word } = scene;
  const link = linked(scene);
  if (link && state.link !== link) {
    Object.assign(state, { link, trouble: '', ready: false, wanted: null, digest: '' });
    const { trouble, form: typed, digest } = desk.openLink(link);
    if (trouble || !typed) state.trouble = trouble;
    else if (!cities.some(({ id }) => id === typed.policy)) state.trouble = word('link.no_city', { city: typed.policy });
    else Object.assign(state, { wanted: entered(typed), digest });
    if (state.wanted && state.wanted.city !== form.policy) queueMicrotask(() => scene.change({ city: state.wanted.city }));
  }
  // Another city forgets what belonged to the one before, so the rest follows once it stands.
  if (state.wanted && state.wanted.city === form.policy) {
    const wanted = state.wanted;
    state.wanted = null;
    queueMicrotask(() => {
      const { city: _, ...rest } = wanted;
      scene.change(rest);
      compare(scene, wanted.city);
    });
  }
}

/** Fetches the table of that time, where there is one. @param {Scene} scene @param {string} city */
async function compare(scene, city) {
  const { state, desk } = scene;
  const { link, digest } = state;
  try {
    const table = await (scene.base ? beside(scene.base, city, digest) : superseded(digest));
    if (table) desk.addSuperseded(table);
  } catch (error) {
    // What the link itself says is shown, and that it is unchecked.
    console.warn(error);
  }
  if (state.link !== link) return;
  state.ready = true;
  scene.redraw();
}

/**
 * A table that was corrected since, in the host's own folder: its list names it.
 * @param {string} base
 * @param {string} city
 * @param {string} digits the first of its digest
 */
async function beside(base, city, digits) {
  const listed = /** @type {PolicyEntry[]} */ (await fetched(`${base}index.json`)).filter(({ id }) => id === city);
  for (const { folder, superseded } of listed) {
    const digest = superseded?.find((one) => one.startsWith(`sha256-${digits}`));
    if (digest) return fetched(`${base}${folder}/superseded/${digest}.json`);
  }
  return undefined;
}

/** @param {string} url @returns {Promise<any>} */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.json();
}

/** @param {Scene} scene */
export function thenAndNow(scene) {
  const { state, desk, word } = scene;
  if (!state.link) return null;
  if (state.trouble) return h('p', { class: 'error', role: 'alert' }, state.trouble);
  const view = state.ready ? desk.thenAndNow(state.link) : undefined;
  if (!view) return null;
  return h('section', { class: 'then', key: 'then' },
    h('h3', null, word('link.opened_title')),
    h('div', { role: 'status' }, view.told.map((text) => h('p', null, text))),
    h('dl', { class: 'sides' }, view.sides.map((side) => h('div', null,
      h('dt', null, side.caption), h('dd', null, h('span', { class: 'hint' }, side.badge), h('b', null, side.headline))))),
    view.changes.length > 0 && h('ul', null, view.changes.map((change) => h('li', null, change))),
    view.figures && figures(view.figures, word));
}

/**
 * @param {NonNullable<import('#desk-wasm').ThenView['figures']>} figures
 * @param {Scene['word']} word
 */
function figures({ caption, rows }, word) {
  if (!rows.length) return h('p', null, caption);
  return h('table', { class: 'figures' },
    h('caption', null, caption),
    h('thead', null, h('tr', null, ['head', 'then', 'now'].map((name) => h('th', { scope: 'col', key: name }, word(`link.figure_${name}`))))),
    h('tbody', null, rows.map(({ figure, then, now }) => h('tr', { key: figure }, h('th', { scope: 'row' }, figure), h('td', null, then), h('td', null, now)))));
}
