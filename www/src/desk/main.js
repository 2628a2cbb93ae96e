/** The desk: what goes beyond the first estimate. Loaded when a panel is opened; each panel is a file of its own. */

import { wasm, words } from '#desk-source';
import init, { Desk } from '#desk-wasm';
import { draw } from '../dom.js';
import { worded } from '../words.js';
import css from './desk.css';
import budgetCss from './budget.css';
import draftCss from './draft.css';
import listCss from './list.css';
import { budget } from './panels/budget.js';
import { curve } from './panels/curve.js';
import { draft } from './panels/draft.js';
import { eligibility } from './panels/eligibility.js';
import { link } from './panels/link.js';
import { list } from './panels/list.js';
import { paper } from './panels/paper.js';
import { quote } from './panels/quote.js';
import { scenarios } from './panels/scenarios.js';
import { solve } from './panels/solve.js';
import { take } from './panels/take.js';
import { timeline } from './panels/timeline.js';
import quoteCss from './quote.css';
import paperCss from './sheet.css';

/**
 * What the element asks with.
 * @typedef {object} Question
 * @property {import('#wasm').View} view the answer that is shown; another job than the estimate has none
 * @property {import('#wasm').Form} form what it answers, as typed
 * @property {string} lang
 * @property {boolean} large large print
 * @property {string | null} base the host's own folder of tables
 * @property {{id: string, name: string}[]} cities
 * @property {import('../words.js').Word} ui the element's own sentences
 * @property {(change: Partial<import('../entries.js').Entries>) => void} change brings other entries into the form
 * @property {Desk} desk the module, with the table of the form's city
 * @property {Record<string, string>} words the element's sentences and the desk's own
 * @property {(city: string) => Promise<void>} table adds the tables of another city to the module
 * @property {(city: string) => ReturnType<typeof import('../engine.js').tables>} tables the tables of a city, for another module
 */

/**
 * What a panel is drawn from.
 * @typedef {Question & {root: ShadowRoot, word: import('../words.js').Word, state: any, redraw: () => void}} Scene
 */

/** @typedef {{draw: (scene: Scene) => import('../dom.js').Pieces}} Panel */

/** By the id of its place. @type {Record<string, Panel>} */
const PANELS = { eligibility, solve, curve, scenarios, timeline, link, paper, take, quote, list, draft, budget };

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** @type {Promise<unknown> | undefined} */
let started;

/** What each place was asked to show last. @type {WeakMap<Element, Scene>} */
const newest = new WeakMap();

/** What panels remember, for each element. @type {WeakMap<ShadowRoot, Record<string, any>>} */
const memories = new WeakMap();

export { words };

/** The module, started once; a desk for each element. */
export async function start() {
  started ??= wasm().then((bytes) => init({ module_or_path: bytes }));
  started.catch(() => { started = undefined; });
  await started;
  return new Desk();
}

/**
 * Fills the open panels.
 * @param {ShadowRoot} root
 * @param {Omit<Question, 'view'> & {view?: import('#wasm').View}} question
 */
export function show(root, question) {
  styled(root);
  const memory = memories.get(root) ?? {};
  memories.set(root, memory);
  const word = worded(question.words, 'desk');
  for (const [id, panel] of Object.entries(PANELS)) {
    const place = root.getElementById(`desk-${id}`);
    if (!place || place.closest('details')?.open === false) continue;
    // Whoever draws it anew, and was asked before: it shows what is asked now. An older question would take a newer one back.
    const redraw = () => draw(place, [panel.draw(/** @type {Scene} */ (newest.get(place)))]);
    newest.set(place, { ...question, view: /** @type {any} */ (question.view), root, word, state: (memory[id] ??= {}), redraw });
    redraw();
  }
}

/** @param {ShadowRoot} root */
function styled(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`${css}${paperCss}${quoteCss}${listCss}${draftCss}${budgetCss}`);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
