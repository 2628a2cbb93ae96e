/** What is handed over: who offers to whom, until when, how it is paid; the sheet of paper, the workbook, the file that opens again, the customer's link. */

import { h } from '../../../dom.js';
import { inApp } from '../../inapp.js';
import { print } from '../../printer.js';
import { button, field, target, typing } from './fields.js';
import { open, save, workbook } from './files.js';
import { choose } from './logo.js';
import { dated, instalment } from './offer.js';
import { sheet } from './sheet.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').QuoteView} QuoteView */

/** The page on which a customer estimates for himself: beside this one, or this very file. */
const estimates = () => (location.protocol === 'file:' ? location.href : new URL('./', location.href).href).split('#')[0] ?? '';

/** @param {Scene} scene @param {QuoteView} view @param {import('#desk-wasm').TypedOffer} asked */
export function hand(scene, view, asked) {
  const { state, desk, word, ui, lang, root, redraw } = scene;
  const paper = view.blocked ? undefined : desk.quotePaper(asked, state.chosen, estimates());
  const drawn = paper && sheet(paper, lang, word, (text) => ui('quote', { text }));
  const unfold = (/** @type {Event} */ event) => {
    state.preview = /** @type {HTMLDetailsElement} */ (event.currentTarget).open;
    redraw();
  };
  const printed = () => {
    if (!drawn) return;
    dated(state.offer, view);
    redraw();
    print(root.getElementById('desk-quote'), lang, view.file, drawn);
  };
  // Not `disabled`: a button out of reach tells nobody why.
  const ready = drawn ? {} : { 'aria-disabled': 'true', 'aria-describedby': 'quote-blocked' };
  return h('section', { class: 'card hand', part: 'card', key: 'hand', 'aria-labelledby': 'quote-hand' },
    h('h2', { id: 'quote-hand' }, word('quote.title_hand')),
    parties(scene, view),
    instalments(scene, view),
    remarks(scene),
    inApp() && h('p', { role: 'note', key: 'inapp' }, word('quote.inapp')),
    view.blocked && h('p', { class: 'hint', id: 'quote-blocked', key: 'blocked' }, view.blocked),
    h('div', { class: 'files', key: 'files' },
      button(word('quote.print'), printed, ready),
      button(word('quote.xlsx'), () => drawn && workbook(scene, asked, view.file), ready),
      button(word('quote.save'), () => save(scene, view))),
    h('div', { class: 'cell', key: 'open' },
      h('label', { for: 'quote-open' }, word('quote.open')),
      h('input', { id: 'quote-open', type: 'file', part: 'field', accept: '.json,application/json', 'aria-describedby': 'quote-open-hint', onchange: (/** @type {Event} */ event) => open(scene, target(event)) }),
      h('p', { class: 'hint', id: 'quote-open-hint' }, word('quote.open_hint'))),
    h('p', { role: 'status', class: state.told?.wrong ? 'error' : 'hint', key: 'told' }, state.told && (state.told.sentence ?? word(`quote.${state.told.said}`, state.told))),
    paper?.address && link(scene, paper.address, paper.link_basis),
    // What the browser's own command prints while the preview is closed: never the entries, of which some are the provider's affair.
    drawn && !state.preview && h('div', { class: 'printed', key: 'printed' }, drawn),
    drawn && h('details', { key: 'preview', part: 'panel', ontoggle: unfold },
      h('summary', null, word('quote.preview')),
      state.preview && h('div', { class: 'preview', role: 'region', tabindex: '0', 'aria-label': word('quote.preview') }, drawn)));
}

/** @param {Scene} scene @param {QuoteView} view */
function parties(scene, view) {
  const { state, word, redraw } = scene;
  const { offer } = state;
  const text = (/** @type {string} */ name, /** @type {string} */ label, /** @type {object} */ more = {}) => field(scene, { id: `quote-${name}`, label, text: offer[name], take: (typed) => { offer[name] = typed; }, ...more });
  return h('div', { class: 'cells', key: 'parties' },
    text('provider', word('quote.provider')),
    text('customer', word('quote.customer')),
    h('div', { class: 'cell' },
      h('label', { for: 'quote-offered' }, word('quote.offered_on')),
      h('input', {
        id: 'quote-offered', type: 'date', part: 'field', min: '2020-01-01', max: '2099-12-31', value: offer.offered_on,
        onchange: (/** @type {Event} */ event) => { offer.offered_on = target(event).validity.valid ? target(event).value : ''; redraw(); },
      })),
    text('valid', word('quote.valid_field'), { hint: word('quote.valid_hint'), error: view.valid.error, read: view.valid.read_as, max: '20' }),
    h('div', { class: 'cell' },
      h('label', { for: 'quote-logo' }, word('quote.logo')),
      h('input', { id: 'quote-logo', type: 'file', part: 'field', accept: 'image/png,image/jpeg', 'aria-describedby': 'quote-logo-hint', onchange: (/** @type {Event} */ event) => choose(scene, target(event)) }),
      h('p', { class: 'hint', id: 'quote-logo-hint' }, word('quote.logo_hint')),
      state.logo && h('p', { class: 'error', role: 'alert' }, word(`quote.${state.logo}`)),
      offer.logo && [
        h('img', { class: 'logo', src: offer.logo, alt: word('quote.logo_alt') }),
        button(word('quote.logo_remove'), () => { offer.logo = ''; redraw(); }),
      ]));
}

/** @param {Scene} scene @param {QuoteView} view */
function instalments(scene, view) {
  const { state: { offer }, word, redraw } = scene;
  const add = () => {
    offer.instalments.push(instalment());
    redraw();
  };
  const sum = view.shares_error && !scene.state.typing ? view.shares_error : null;
  return h('fieldset', { class: 'group', key: 'instalments' },
    h('legend', { class: 'name' }, word('quote.instalments')),
    h('ol', { class: 'lines' }, offer.instalments.map((/** @type {ReturnType<typeof instalment>} */ one, /** @type {number} */ at) => h('li', { key: one.id },
      h('fieldset', { class: 'line' },
        h('legend', null, word('quote.instalment', { n: `${at + 1}` })),
        h('div', { class: 'cells' },
          field(scene, { id: `quote-${one.id}-when`, label: word('quote.when'), text: one.when, placeholder: word('quote.when_example'), take: (text) => { one.when = text; } }),
          field(scene, { id: `quote-${one.id}-share`, label: word('quote.share'), text: one.share, decimal: true, placeholder: '30%', error: view.instalments[at]?.error, wrong: sum ? 'quote-shares-error' : undefined, take: (text) => { one.share = text; } })),
        h('div', { class: 'do' }, button(word('quote.remove'), () => { offer.instalments.splice(at, 1); redraw(); }, { 'aria-label': word('quote.instalment_remove', { n: `${at + 1}` }) })))))),
    sum && h('p', { class: 'error', id: 'quote-shares-error', key: 'shares' }, sum),
    button(word('quote.instalment_add'), add, { disabled: offer.instalments.length === 20 }));
}

/** @param {Scene} scene */
function remarks(scene) {
  const { state: { offer }, word } = scene;
  return h('div', { class: 'cell', key: 'remarks' },
    h('label', { for: 'quote-remarks' }, word('quote.remarks')),
    h('textarea', { id: 'quote-remarks', part: 'field', rows: '3', maxlength: '2000', value: offer.remarks, ...typing(scene, 'quote-remarks', (text) => { offer.remarks = text; }) }));
}

/** @param {Scene} scene @param {string} address @param {string} basis */
function link({ root, state, word, redraw }, address, basis) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      state.copied = 'link_copied';
    } catch {
      const shown = /** @type {HTMLInputElement} */ (root.getElementById('quote-link'));
      shown.focus();
      shown.select();
      state.copied = 'link_failed';
    }
    redraw();
  };
  return h('div', { class: 'address', key: 'link' },
    h('label', { for: 'quote-link' }, word('quote.link')),
    h('input', { id: 'quote-link', part: 'field', readonly: true, value: address, 'aria-describedby': 'quote-link-hint' }),
    h('p', { class: 'hint', id: 'quote-link-hint' }, basis),
    button(word('quote.link_copy'), copy),
    h('p', { role: 'status', class: 'hint' }, state.copied && word(`quote.${state.copied}`)));
}
