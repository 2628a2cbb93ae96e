/** The officer's own enterprises before and after: a list pasted from a sheet, summed up by batch and level. */

import { h } from '../../../dom.js';
import { button } from './fields.js';
import { table } from './outcome.js';

/** @typedef {import('../../main.js').Scene} Scene */

const COUNTS = ['all', 'more', 'less', 'same', 'without'];

/** @param {Scene} scene */
export function portfolio(scene) {
  const { state, word, redraw } = scene;
  /** @type {import('#desk-wasm').PortfolioView | undefined} */
  const view = state.listed === undefined ? undefined : state.drafting.portfolio(state.form, state.listed);
  return h('section', { class: 'card', key: 'portfolio' },
    h('h2', null, word('draft.portfolio')),
    h('p', { class: 'hint', id: 'draft-list-hint' }, word('draft.portfolio_hint')),
    h('label', { for: 'draft-list' }, word('draft.portfolio_label')),
    h('textarea', { id: 'draft-list', part: 'field', rows: '5', spellcheck: 'false', 'aria-describedby': 'draft-list-hint', value: state.pasted ?? '', oninput: (/** @type {Event} */ event) => {
      state.pasted = /** @type {HTMLTextAreaElement} */ (event.currentTarget).value;
    } }),
    h('div', { class: 'do' }, button(word('draft.portfolio_run'), () => {
      state.listed = state.pasted ?? '';
      redraw();
    }, { id: 'draft-list-run' })),
    h('p', { role: 'status' }, view?.told),
    view && view.errors.length > 0 && h('ul', { class: 'flaws' }, view.errors.map((error) => h('li', { class: 'error' }, error))),
    view && view.rows.length > 0 && table(word('draft.portfolio_table'), 'draft-portfolio', [word('draft.col.group'), ...COUNTS.map((count) => word(`draft.col.${count}`)), word('draft.col.then'), word('draft.col.now'), word('draft.col.delta')],
      view.rows.map((row) => [row.label, ...row.counts, row.then, row.now, row.delta])));
}
