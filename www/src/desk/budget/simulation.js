/** How likely it is that the money suffices: what is assumed of spend and levels, and what comes of it as one moves it. */

import { h } from '../../dom.js';
import { segments } from '../../render/form.js';
import { amount, number, target, wrong } from './fields.js';
import { windows } from './windows.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('#sheets-wasm').BudgetPage} Page */
/** @typedef {import('#sheets-wasm').Figures} Figures */

/** How spend may be drawn, each with its amounts. @type {Record<string, string[]>} */
const DRAWN = { log_normal: ['median', 'p90'], triangular: ['least', 'likely', 'most'], resampled: [] };

/** @param {Session} session */
export function simulation(session) {
  const { scene: { word }, page, simulated } = session;
  if (!page) return null;
  return h('section', { class: 'card', part: 'card', key: 'simulation', 'aria-labelledby': 'budget-simulation' },
    h('h2', { id: 'budget-simulation', tabindex: '-1' }, word('budget.simulation')),
    h('p', { class: 'hint' }, word('budget.simulation_hint')),
    h('div', { class: 'sides-of' },
      h('div', { class: 'entries' },
        spend(session),
        page.levels.length > 0 && levels(session),
        draws(session),
        h('div', { class: 'do' },
          h('button', { type: 'button', class: 'plain', part: 'button', id: 'budget-example', onclick: () => session.example() }, word('budget.example')),
          h('button', { type: 'button', class: 'plain', part: 'button', id: 'budget-clear', onclick: () => session.clear() }, word('budget.clear'))),
        h('p', { class: 'hint' }, word('budget.example_hint'))),
      outcome(session)),
    simulated && windows(session, simulated));
}

/** @param {Session} session */
function spend(session) {
  const { scene: { word } } = session;
  const drawn = session.text('drawn') || 'log_normal';
  return h('fieldset', { class: 'several' },
    h('legend', null, word('budget.spread')),
    segments('budget-drawn', Object.keys(DRAWN).map((value) => ({ value, label: word(`budget.drawn.${value}`) })), drawn, (drawn) => session.change({ drawn })),
    h('p', { class: 'hint' }, word(`budget.drawn_hint.${drawn}`)),
    drawn === 'resampled' ? amounts(session) : h('div', { class: 'cells', key: drawn }, DRAWN[drawn]?.map((id) => amount(session, id, word(`budget.${id}`), { slides: true }))));
}

/** The officer's own amounts. @param {Session} session */
function amounts(session) {
  const { scene: { word } } = session;
  const fault = wrong(session, 'amounts');
  return h('div', { class: 'cell', key: 'resampled' },
    h('label', { for: 'budget-amounts' }, word('budget.amounts')),
    h('textarea', {
      id: 'budget-amounts', rows: '5', part: fault ? 'field wrong' : 'field', spellcheck: 'false', autocomplete: 'off', value: session.text('amounts'),
      'aria-invalid': fault ? 'true' : undefined, 'aria-describedby': fault ? 'budget-amounts-error' : 'budget-amounts-hint',
      oninput: (/** @type {Event} */ event) => session.change({ amounts: target(event).value }),
    }),
    h('p', { class: 'hint', id: 'budget-amounts-hint' }, word('budget.amounts_hint')),
    fault && h('p', { class: 'error', id: 'budget-amounts-error' }, fault));
}

/** @param {Session} session */
function levels(session) {
  const { scene: { word }, page } = session;
  if (!page) return null;
  const { batches } = page;
  const of = batches.length ? session.text('levels_of') || 'all' : 'all';
  return h('fieldset', { class: 'several', 'aria-describedby': of === 'all' ? 'budget-levels-hint budget-sum' : 'budget-levels-hint' },
    h('legend', null, word('budget.levels')),
    batches.length > 0 && segments('budget-levels_of', ['all', 'each_batch'].map((value) => ({ value, label: word(`budget.levels_of.${value}`) })), of, (of) => session.levelsOf(of)),
    h('p', { class: 'hint', id: 'budget-levels-hint' }, word(`budget.levels_${page.level_decides ? 'needed' : 'hint'}.${of}`)),
    of === 'all' ? shares(session, page, 'budget-sum') : batches.map((one) => {
      const [name, sum] = [`budget-batch-${one.batch}`, `budget-sum-${one.batch}`];
      return h('div', { class: 'batch', key: name, role: 'group', 'aria-labelledby': name, 'aria-describedby': sum },
        h('b', { id: name }, one.label),
        shares(session, one, sum));
    }));
}

/** A set of shares, and what they add up to. @param {Session} session @param {Pick<Page, 'levels' | 'sum'>} set @param {string} place */
function shares(session, { levels, sum }, place) {
  const part = session.scene.word('budget.percent_sign');
  return [
    h('div', { class: 'cells pairs', key: `${place}-of` }, levels.map(({ id, label, at }) => number(session, { id, label, unit: part, slider: { max: 100, step: 1, at, unit: part } }))),
    h('p', { id: place, key: place, class: sum?.whole ? 'sum-of' : 'sum-of off', 'aria-live': 'polite' }, sum?.text)];
}

/** How often, and with what the draws begin. @param {Session} session */
function draws(session) {
  const { scene: { word } } = session;
  return h('details', { class: 'more', key: 'draws', open: !!(wrong(session, 'seed') ?? wrong(session, 'runs')) || undefined },
    h('summary', null, word('budget.draws'), ' ', h('span', { class: 'hint' }, word('budget.draws_now', { runs: session.text('runs'), seed: session.text('seed') }))),
    h('div', { class: 'cells' },
      number(session, { id: 'runs', label: word('budget.runs') }),
      number(session, { id: 'seed', label: word('budget.seed'), hint: word('budget.seed_hint') })),
    h('div', { class: 'do' }, h('button', { type: 'button', class: 'plain', part: 'button', id: 'budget-reseed', onclick: () => session.change({ seed: `${crypto.getRandomValues(new Uint32Array(1))[0]}` }) }, word('budget.reseed'))));
}

/** @param {Session} session */
function outcome(session) {
  const { scene: { word }, page, simulated, running, told } = session;
  return h('div', { class: 'outcome', key: 'outcome', role: 'group', 'aria-label': word('budget.simulated'), 'aria-busy': running ? 'true' : undefined },
    h('h3', null, word('budget.simulated')),
    progress(session),
    !simulated && !running && page && (page.ready
      ? h('div', { class: 'do', key: 'again' }, h('p', { class: 'hint' }, told), h('button', { type: 'button', class: 'plain', part: 'button', id: 'budget-run', onclick: () => session.run() }, word('budget.run')))
      : h('ul', { class: 'wants', key: 'wants' }, page.wants.length
        ? page.wants.map((want) => h('li', { key: want }, want))
        : h('li', { key: 'errors' }, word('budget.unreadable')))),
    simulated && [
      h('p', { class: 'held', key: 'held' }, simulated.headline),
      h('div', { class: 'explain', key: 'explain' }, simulated.explain.map((sentence) => h('p', null, sentence))),
      figures(simulated.demand, 'demand'),
      h('h4', { key: 'assumed' }, simulated.assumed.title),
      h('ul', { class: 'remarks', key: 'assumed' }, simulated.assumed.sentences.map((sentence) => h('li', null, sentence))),
      h('ul', { class: 'remarks', key: 'flags', 'aria-label': simulated.flags.title }, simulated.flags.sentences.map((sentence) => h('li', null, sentence))),
    ]);
}

/** What takes long says how far it is, and can be ended. @param {Session} session */
function progress(session) {
  const { scene: { word }, progress } = session;
  return progress && h('div', { class: 'progress', key: 'progress' },
    h('progress', { max: '1000', value: progress.part, 'aria-label': word('budget.running') }),
    h('p', { class: 'hint' }, progress.label),
    h('button', { type: 'button', class: 'plain', part: 'button', id: 'budget-cancel', onclick: () => session.cancel() }, word('budget.cancel')));
}

/** @param {Figures} table @param {string} key @param {boolean} [named] whether what stands above names it already */
export const figures = ({ caption, columns, rows }, key, named = false) => h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption, key },
  h('table', null,
    h('caption', { class: named ? 'unseen' : undefined }, caption),
    h('thead', null, h('tr', null, columns.map((column) => h('th', { scope: 'col' }, column)))),
    h('tbody', null, rows.map(([name, ...cells]) => h('tr', { key: name }, h('th', { scope: 'row' }, name), cells.map((cell) => h('td', null, cell)))))));
