/** Where the customer is, and how the prices are read. */

import { h } from '../../../dom.js';
import { segments } from '../../../render/form.js';
import { choice, field, target } from './fields.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').QuoteView} QuoteView */

/** @param {Scene} scene @param {QuoteView} view */
export function terms(scene, view) {
  const { state: { offer }, word, ui, cities, redraw } = scene;
  const set = (/** @type {object} */ change) => {
    Object.assign(offer, change);
    scene.state.reset = undefined;
    redraw();
  };
  const city = async (/** @type {string} */ policy) => {
    await scene.table(policy);
    // Another document has other batches, and may publish its rate.
    set({ policy, batch: undefined, own: { rate: '', cap: '' } });
  };
  const pick = (/** @type {'batch' | 'level'} */ name, /** @type {{value: number, label: string}[]} */ choices, /** @type {string} */ hint) => h('fieldset', { class: 'group', key: name, 'aria-describedby': `quote-${name}-hint` },
    h('legend', { class: 'name' }, ui(name)),
    segments(`quote-${name}`, [...choices, { value: '', label: ui('unknown') }], `${offer[name] ?? ''}`, (text) => set({ [name]: text ? +text : undefined })),
    h('p', { class: 'hint', id: `quote-${name}-hint` }, hint));
  return h('section', { class: 'card', part: 'form card', key: 'terms', 'aria-labelledby': 'quote-where' },
    h('h2', { id: 'quote-where' }, word('quote.title_customer')),
    choice({
      id: 'quote-city', label: ui('city'), value: offer.policy, choices: cities.map(({ id, name }) => ({ value: id, label: name })), choose: city,
      hint: [h('span', { lang: 'zh-CN' }, view.form.document), ' ', h('span', { class: `tag term-${view.form.term_status}` }, view.form.term)],
    }),
    scene.state.reset?.map((/** @type {string} */ code) => h('p', { class: 'hint', role: 'status', key: code }, word(`quote.reset.${code}`))),
    view.form.batches.length > 0 && pick('batch', view.form.batches, view.form.batch_hint),
    pick('level', view.form.levels, view.form.level_hint),
    view.form.own_terms && own(scene, view),
    h('div', { class: 'group cells', key: 'day' },
      h('div', { class: 'cell' },
        h('label', { for: 'quote-day' }, ui('as_of')),
        h('input', {
          id: 'quote-day', type: 'date', part: 'field', min: '2020-01-01', max: '2099-12-31', value: offer.as_of, 'aria-describedby': 'quote-day-hint',
          onchange: (/** @type {Event} */ event) => set({ as_of: target(event).validity.valid ? target(event).value : '' }),
        }),
        h('p', { class: 'hint', id: 'quote-day-hint' }, ui('as_of_hint')))),
    h('h2', { class: 'next' }, word('quote.title_prices')),
    h('fieldset', { class: 'group', key: 'prices' },
      h('legend', { class: 'name' }, word('quote.prices')),
      segments('quote-prices', basis(word), offer.prices, (prices) => set({ prices }))),
    h('fieldset', { class: 'group', key: 'base', 'aria-describedby': 'quote-base-hint' },
      h('legend', { class: 'name' }, word('quote.base')),
      segments('quote-base', [...basis(word), { value: '', label: word('quote.base_open') }], offer.base, (base) => set({ base })),
      h('p', { class: 'hint', id: 'quote-base-hint' }, word('quote.base_hint'))),
    h('div', { class: 'group cells', key: 'budget' },
      field(scene, {
        id: 'quote-budget', label: word('quote.net_budget', { base: view.base }), text: offer.net_budget, decimal: true, hint: word('quote.net_budget_hint', { base: view.base }),
        error: view.net_budget.error, read: view.net_budget.read_as, take: (text) => { offer.net_budget = text; },
      })));
}

/** @param {Scene['word']} word */
const basis = (word) => ['without_tax', 'with_tax'].map((value) => ({ value, label: word(`quote.basis.${value}`) }));

/** The document publishes no rate: the user may have one at hand. @param {Scene} scene @param {QuoteView} view */
function own(scene, view) {
  const { state: { offer: { own } }, ui } = scene;
  return h('fieldset', { class: 'group', key: 'own' },
    h('legend', { class: 'name' }, ui('own_open')),
    h('p', { class: 'hint' }, ui('own_hint')),
    h('div', { class: 'cells' },
      field(scene, { id: 'quote-own-rate', label: ui('own_rate'), text: own.rate, decimal: true, placeholder: ui('own_rate_example'), error: view.form.own_rate_error, take: (text) => { own.rate = text; } }),
      field(scene, { id: 'quote-own-cap', label: ui('own_cap'), text: own.cap, decimal: true, placeholder: ui('own_cap_example'), error: view.form.own_cap_error, take: (text) => { own.cap = text; } })));
}
