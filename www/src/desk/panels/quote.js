/** A provider's offer: lines and packages as they are typed, what the customer is granted and pays, and the sheet that is handed over. */

import { h } from '../../dom.js';
import { answer, beside, grounds, matrix } from './quote/answer.js';
import { hand } from './quote/hand.js';
import { packages } from './quote/lines.js';
import { blank, typed, usual } from './quote/offer.js';
import { terms } from './quote/terms.js';
import { guard } from './quote/unsaved.js';

/** @typedef {import('../main.js').Scene} Scene */

export const quote = {
  /** @param {Scene} scene */
  draw(scene) {
    const { state } = scene;
    follow(scene);
    let view = judged(scene);
    if (usual(state.offer, view)) view = judged(scene);
    const asked = typed(state.offer);
    guard(scene, asked);
    tell(scene, view.announce);
    return h('div', { class: 'quote', key: 'quote' },
      h('div', { class: 'columns' },
        h('div', { class: 'entries' }, terms(scene, view), packages(scene, view)),
        h('div', { class: 'results' }, answer(scene, view))),
      beside(scene, view),
      h('section', { class: 'card more', part: 'card', key: 'more' }, grounds(scene, view), matrix(scene, asked)),
      hand(scene, view, asked),
      h('p', { class: 'foot', part: 'foot' }, view.foot),
      h('p', { role: 'status', class: 'unseen' }, state.said));
  },
};

/** What the page came with may fit another city, and is left open then. @type {Record<string, () => Partial<import('./quote/offer.js').Offer>>} */
const RESETS = {
  unknown_batch: () => ({ batch: undefined }),
  own_terms_not_allowed: () => ({ own: { rate: '', cap: '' } }),
};

/** Says what it left open; any other error is nobody's choice. @param {Scene} scene @returns {import('#desk-wasm').QuoteView} */
function judged(scene) {
  const { state, desk } = scene;
  try {
    return desk.quote(typed(state.offer));
  } catch (error) {
    const { code } = /** @type {{code?: string}} */ (error);
    const reset = code !== undefined && !state.reset?.includes(code) ? RESETS[code] : undefined;
    if (!reset) throw error;
    Object.assign(state.offer, reset());
    state.reset = [...state.reset ?? [], code];
    // The field that was typed into may be gone, and its blur is no reason to draw within a drawing.
    state.typing = '';
    return judged(scene);
  }
}

/** A new offer takes the page's choices; later a choice of the page counts when it is new. @param {Scene} scene */
function follow(scene) {
  const { state, form, redraw } = scene;
  // What comes later draws with the words of that time.
  state.redraw = redraw;
  const given = { policy: form.policy, batch: form.batch, level: form.level, as_of: form.as_of ?? '' };
  state.offer ??= blank(scene);
  state.chosen ??= 0;
  const told = JSON.stringify(given);
  if (state.given !== told) state.reset = undefined;
  if (state.given !== undefined && state.given !== told) Object.assign(state.offer, given);
  state.given = told;
}

/** How long a pause is, after which a screen reader is told. */
const PAUSE = 1200;

/** @param {Scene} scene @param {string} announce */
function tell({ state }, announce) {
  if (state.announce === announce) return;
  const first = state.announce === undefined;
  state.announce = announce;
  clearTimeout(state.announcing);
  if (first) return;
  state.announcing = setTimeout(() => {
    state.said = announce;
    state.redraw();
  }, PAUSE);
}
