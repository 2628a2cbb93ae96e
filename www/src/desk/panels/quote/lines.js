/** The packages and their lines: each line a card of its own fields, with what it comes to and whether it counts below. */

import { h } from '../../../dom.js';
import { segments } from '../../../render/form.js';
import { button, choice, field, go } from './fields.js';
import { line, pack } from './offer.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').QuoteView} QuoteView */
/** @typedef {import('./offer.js').Line} Line */

/** The module takes no more. */
const MAX_PACKAGES = 6;
const MAX_LINES = 200;

/** @param {Scene} scene @param {QuoteView} view */
export function packages(scene, view) {
  const { state, word, redraw } = scene;
  const { offer, chosen } = state;
  const one = offer.packages[chosen];
  const shown = view.packages[chosen];
  const copy = () => {
    const names = ['recommended', 'full'].map((name) => word(`quote.${name}`));
    const taken = offer.packages.map((/** @type {{name: string}} */ { name }) => name);
    const name = names.find((free) => !taken.includes(free)) ?? word('quote.package_copied', { name: one.name });
    offer.packages.splice(chosen + 1, 0, { ...pack(name), lines: one.lines.map((/** @type {Line} */ old) => ({ ...old, id: line().id })) });
    state.chosen++;
    redraw();
    go(scene, 'quote-package-name');
  };
  const drop = () => {
    offer.packages.splice(chosen, 1);
    if (state.chosen === offer.packages.length) state.chosen--;
    redraw();
    go(scene, 'quote-package-name');
  };
  const add = () => {
    const added = line();
    one.lines.push(added);
    redraw();
    go(scene, `quote-${added.id}-category`);
  };
  return h('section', { class: 'card', part: 'form card', key: 'packages', 'aria-labelledby': 'quote-packages' },
    h('h2', { id: 'quote-packages' }, word('quote.title_package')),
    offer.packages.length > 1 && h('fieldset', { class: 'group', key: 'chosen' },
      h('legend', { class: 'name' }, word('quote.package')),
      segments('quote-package', offer.packages.map((/** @type {{name: string}} */ { name }, /** @type {number} */ at) => ({ value: at, label: name || `${at + 1}` })), `${chosen}`, (at) => { state.chosen = +at; redraw(); })),
    h('div', { class: 'cells name-of', key: 'name' },
      field(scene, { id: 'quote-package-name', label: word('quote.package_name'), text: one.name, max: '40', take: (text) => { one.name = text; } }),
      h('div', { class: 'do' },
        button(word('quote.package_copy'), copy, { disabled: offer.packages.length === MAX_PACKAGES }),
        offer.packages.length > 1 && button(word('quote.package_remove'), drop, { key: 'drop' }))),
    h('ol', { class: 'lines', key: one.id }, one.lines.map((/** @type {Line} */ stated, /** @type {number} */ at) => h('li', { key: stated.id }, row(scene, view, stated, shown?.lines[at], at)))),
    button(word('quote.add'), add, { id: 'quote-add', disabled: one.lines.length === MAX_LINES }));
}

/**
 * @param {Scene} scene
 * @param {QuoteView} view
 * @param {Line} stated
 * @param {import('#desk-wasm').OfferLine | undefined} shown
 * @param {number} at
 */
function row(scene, view, stated, shown, at) {
  const { word, redraw } = scene;
  const id = (/** @type {string} */ cell) => `quote-${stated.id}-${cell}`;
  const wrong = (/** @type {string} */ cell) => shown?.errors.find((error) => error.cell === cell)?.text ?? null;
  const text = (/** @type {'label' | 'quantity' | 'unit_price' | 'discount' | 'tax_rate' | 'years'} */ cell, /** @type {string} */ label, /** @type {object} */ more = {}) => field(scene, {
    id: id(cell), label, text: stated[cell], error: wrong(cell), decimal: cell !== 'label', take: (typed) => { stated[cell] = typed; }, ...more,
  });
  const set = (/** @type {Partial<Line>} */ change) => {
    Object.assign(stated, change);
    redraw();
  };
  const kind = view.form.rows.find((kind) => kind.category === stated.category);
  return h('fieldset', { class: 'line' },
    h('legend', null, word('quote.line', { n: `${at + 1}` })),
    h('div', { class: 'cells' },
      choice({
        id: id('category'), label: word('quote.category'), value: stated.category, choices: view.form.rows.map((kind) => ({ value: kind.category, label: `${kind.label} · ${kind.badge}` })),
        choose: (category) => set({ category: /** @type {Line['category']} */ (category) }), hint: kind?.hint || undefined, wide: true,
      }),
      text('label', word('quote.label'), { wide: true }),
      text('quantity', word('quote.amount')),
      text('unit_price', word('quote.unit_price'), { placeholder: '0', read: shown?.read_as }),
      text('discount', word('quote.discount'), { placeholder: word('quote.discount_example'), read: shown?.discount_read_as }),
      tax(scene, view, stated, id, wrong('tax_rate')),
      choice({
        id: id('paid'), label: word('quote.paid'), value: stated.years === '' && !scene.state.yearly?.[stated.id] ? 'once' : 'yearly', choices: ['once', 'yearly'].map((value) => ({ value, label: word(`quote.${value}`) })),
        choose: (paid) => {
          scene.state.yearly = { ...scene.state.yearly, [stated.id]: paid === 'yearly' };
          set({ years: paid === 'yearly' ? '1' : '' });
        },
      }),
      (stated.years !== '' || scene.state.yearly?.[stated.id]) && text('years', word('quote.years'))),
    shown && !shown.blank && h('p', { class: 'comes', key: 'comes' },
      h('span', { class: `tag counted-${shown.counted}` }, shown.badge), ' ',
      shown.counted !== 'yes' && h('span', { class: 'hint' }, shown.reason, ' '),
      h('span', { class: 'come' }, word('quote.sums', { without: shown.without_tax, tax: shown.tax, with: shown.with_tax }))),
    moves(scene, stated, at));
}

/** The usual rates, or another one. @param {Scene} scene @param {QuoteView} view @param {Line} stated @param {(cell: string) => string} id @param {string | null} error */
function tax(scene, view, stated, id, error) {
  const { state, word, redraw } = scene;
  const usual = view.usual_tax.includes(stated.tax_rate) && !state.other?.[stated.id];
  return [
    choice({
      id: id('tax'), label: word('quote.tax_rate'), value: usual ? stated.tax_rate : '', choices: [...view.usual_tax.map((rate) => ({ value: rate, label: rate })), { value: '', label: word('quote.tax_other') }],
      hint: stated.taxed ? undefined : word('quote.tax_usual'),
      choose: (rate) => {
        state.other = { ...state.other, [stated.id]: rate === '' };
        Object.assign(stated, { tax_rate: rate, taxed: true });
        redraw();
        if (!rate) go(scene, id('tax_rate'));
      },
    }),
    !usual && field(scene, { id: id('tax_rate'), label: word('quote.tax_other_label'), text: stated.tax_rate, decimal: true, placeholder: '5%', error, take: (typed) => { stated.tax_rate = typed; } }),
  ];
}

/** @param {Scene} scene @param {Line} stated @param {number} at */
function moves(scene, stated, at) {
  const { state: { offer, chosen }, word, redraw } = scene;
  const { lines } = offer.packages[chosen];
  const named = (/** @type {string} */ what) => word('quote.do_line', { what: word(`quote.${what}`), n: `${at + 1}` });
  const move = (/** @type {number} */ by, /** @type {string} */ what) => {
    lines.splice(at, 1);
    lines.splice(at + by, 0, stated);
    redraw();
    // A node that is moved loses the focus; at either end the other button has it.
    const there = scene.root.getElementById(`quote-${stated.id}-${what}`);
    go(scene, there instanceof HTMLButtonElement && there.disabled ? `quote-${stated.id}-${what === 'up' ? 'down' : 'up'}` : `quote-${stated.id}-${what}`);
  };
  const remove = () => {
    lines.splice(at, 1);
    if (!lines.length) lines.push(line());
    redraw();
    go(scene, 'quote-add');
  };
  return h('div', { class: 'do' },
    button(word('quote.up'), () => move(-1, 'up'), { id: `quote-${stated.id}-up`, disabled: at === 0, 'aria-label': named('up') }),
    button(word('quote.down'), () => move(1, 'down'), { id: `quote-${stated.id}-down`, disabled: at + 1 === lines.length, 'aria-label': named('down') }),
    button(word('quote.remove'), remove, { 'aria-label': named('remove') }));
}
