/** What the visitor states. Every input answers at once; nothing is submitted. */

import { h, keep } from '../dom.js';
import { panel } from './desk.js';
import { consents } from './tools.js';

/** @typedef {import('./page.js').Scene} Scene */
/** @typedef {import('../dom.js').Pieces} Pieces */

/** @param {Scene} scene */
export function entryForm(scene) {
  const { view, stated, word, change } = scene;
  const choices = view.form;
  return h('form', { class: 'card', part: 'form card', autocomplete: 'off', novalidate: true, onsubmit: stay },
    h('h2', { class: 'unseen' }, word('form')),
    h('div', { class: 'group' },
      h('label', { class: 'name', for: 'city' }, word('city')),
      h('select', { id: 'city', part: 'field', 'aria-describedby': 'document', value: stated.city, onchange: (/** @type {Event} */ event) => change({ city: value(event) }) },
        scene.cities.map((city) => h('option', { key: city.id, value: city.id }, city.name))),
      h('p', { class: 'hint', id: 'document' },
        h('span', { lang: 'zh-CN' }, choices.document), ' ',
        h('span', { class: `tag term-${choices.term_status}` }, choices.term))),
    choices.batches.length > 0 && pick(scene, 'batch', word('batch'), choices.batches, word('unknown'), choices.batch_hint),
    pick(scene, 'level', word('level'), choices.levels, word('unknown'), choices.level_hint),
    conditions(scene),
    choices.own_terms && ownTerms(scene),
    spend(scene),
    choices.awards.length > 0 && awards(scene),
    h('details', { class: 'more', key: 'more' },
      h('summary', null, word('more')),
      scene.whole && [
        pick(scene, 'size', word('size_class'), [{ value: 'above_scale', label: word('above_scale') }, { value: 'below_scale', label: word('below_scale') }], word('unstated'), word('size_class_hint')),
        h('div', { class: 'group' },
          h('label', { class: 'name', for: 'day' }, word('as_of')),
          h('input', {
            id: 'day', type: 'date', part: 'field', min: '2020-01-01', max: '2099-12-31', value: stated.asOf, 'aria-describedby': 'day-hint',
            onchange: (/** @type {Event} */ event) => change({ asOf: valid(event) ? value(event) : '' }),
          }),
          h('p', { class: 'hint', id: 'day-hint' }, word('as_of_hint')))]),
    consents(scene));
}

/** What the document asks for, before the amounts: the desk fills it. The line beside it is told anew for another city or level. @param {Scene} scene */
function conditions({ stated, word, lang, tools, sends, unfold }) {
  if (sends || !tools.includes('desk')) return null;
  return h('details', { class: 'more', key: 'eligibility', part: 'panel', ontoggle: unfold },
    h('summary', null, h('span', null, word('desk_eligibility'), h('span', { class: 'hint', id: 'eligibility-line', key: [stated.city, stated.level, lang] }))),
    panel('eligibility'));
}

/**
 * A row of choices, the last of them being none.
 * @param {Scene} scene
 * @param {'batch' | 'level' | 'size'} name
 * @param {string} label
 * @param {{value: number | string, label: string}[]} choices
 * @param {string} none
 * @param {string} hint
 */
function pick(scene, name, label, choices, none, hint) {
  const chosen = scene.stated[name];
  return keep(scene.kept, name, [label, choices, chosen, hint], () => h('fieldset', { class: 'group', key: name, 'aria-describedby': `${name}-hint` },
    h('legend', { class: 'name' }, label),
    segments(name, [...choices, { value: '', label: none }], chosen, (text) => scene.change({ [name]: text })),
    h('p', { class: 'hint', id: `${name}-hint` }, hint)));
}

/**
 * @param {string} name
 * @param {{value: number | string, label: string}[]} choices
 * @param {string} chosen
 * @param {(text: string) => void} choose
 */
export function segments(name, choices, chosen, choose) {
  return h('div', { class: 'segments', part: 'segments' }, choices.map(({ value: code, label }) => {
    const text = `${code}`;
    return h('label', { key: text, 'data-none': text === '' },
      h('input', { type: 'radio', name, value: text, checked: chosen === text, onchange: () => choose(text) }),
      h('span', { part: chosen === text ? 'segment chosen' : 'segment' }, label));
  }));
}

/** @param {Scene} scene */
function spend(scene) {
  const { view, stated, word, change, rest } = scene;
  return h('div', { class: 'group spend', key: 'spend', role: 'group', 'aria-labelledby': 'spend' },
    h('div', { class: 'between' },
      h('span', { class: 'name', id: 'spend' }, word('spend')),
      h('div', { class: 'unit', role: 'radiogroup', 'aria-label': word('unit') },
        segments('unit', [{ value: 'yuan', label: word('yuan') }, { value: 'wan', label: word('wan') }], stated.unit, (unit) => change({ unit })))),
    h('p', { class: 'hint' }, word('spend_hint')),
    view.form.rows.map((row) => keep(scene.kept, row.category, [row, stated.spend[row.category], scene.lang], () => {
      const id = `spend-${row.category}`;
      const hint = [row.hint, row.counted !== 'yes' && row.reason].filter(Boolean).join(' · ');
      return h('div', { class: 'row', key: row.category },
        h('div', { class: 'what' },
          h('label', { for: id }, row.label), ' ',
          h('span', { class: `tag counted-${row.counted}`, id: `${id}-tag` }, row.badge),
          hint && h('p', { class: 'hint', id: `${id}-hint` }, hint)),
        amount({
          id, text: stated.spend[row.category] ?? '', placeholder: '0', error: row.error, read: row.read_as,
          described: `${id}-tag${hint && ` ${id}-hint`}`,
          type: (text) => change({ spend: { ...stated.spend, [row.category]: text } }, true),
          rest,
        }));
    })));
}

/**
 * A text for an amount or a rate: as typed, with what is wrong with it or how it was read.
 * @param {{id: string, text: string, placeholder?: string, error?: string | null, read?: string | null, described?: string, type(text: string): void, rest(): void}} field
 */
export function amount({ id, text, placeholder, error, read, described, type, rest }) {
  const notes = [error && `${id}-error`, read && `${id}-read`, described].filter(Boolean).join(' ');
  return [
    h('input', {
      id, part: error ? 'field amount wrong' : 'field amount', class: 'amount', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'next',
      placeholder, value: text, 'aria-invalid': error ? 'true' : undefined, 'aria-describedby': notes || undefined,
      oninput: (/** @type {Event} */ event) => type(value(event)), onblur: rest,
    }),
    error && h('p', { class: 'error', id: `${id}-error` }, error),
    !error && read && h('p', { class: 'read', id: `${id}-read` }, read),
  ];
}

/** @param {Scene} scene */
function ownTerms(scene) {
  const { view, stated, word, change, rest } = scene;
  return h('div', { class: 'group own', key: 'own' },
    h('button', { type: 'button', class: 'plain', part: 'button', id: 'own', 'aria-expanded': `${stated.own}`, onclick: () => change({ own: !stated.own }) }, word(stated.own ? 'own_close' : 'own_open')),
    stated.own && h('fieldset', { class: 'pair' },
      h('legend', { class: 'hint' }, word('own_hint')),
      h('div', { class: 'row' }, h('div', { class: 'what' }, h('label', { for: 'own-rate' }, word('own_rate'))),
        amount({ id: 'own-rate', text: stated.rate, placeholder: word('own_rate_example'), error: view.form.own_rate_error, type: (rate) => change({ rate }, true), rest })),
      h('div', { class: 'row' }, h('div', { class: 'what' }, h('label', { for: 'own-cap' }, word('own_cap'))),
        amount({ id: 'own-cap', text: stated.cap, placeholder: word('own_cap_example'), error: view.form.own_cap_error, type: (cap) => change({ cap }, true), rest }))));
}

/** @param {Scene} scene */
function awards(scene) {
  const { view, stated, word, change, rest } = scene;
  return h('details', { class: 'more', key: 'awards' },
    h('summary', null, word('awards')),
    h('p', { class: 'hint' }, word('awards_hint')),
    scene.whole && view.form.awards.map((award) => {
      const id = `award-${award.benefit}`;
      const ticked = award.benefit in stated.awards;
      const { [award.benefit]: _, ...others } = stated.awards;
      return h('div', { class: 'row award', key: award.benefit },
        h('label', { class: 'tick' },
          h('input', { type: 'checkbox', id, checked: ticked, 'aria-describedby': award.hint ? `${id}-hint` : undefined, onchange: () => change({ awards: ticked ? others : { ...stated.awards, [award.benefit]: 1 } }) }),
          h('span', null, award.label)),
        ticked && award.countable && h('label', { class: 'count' }, word('count'), ' ',
          h('input', {
            type: 'number', part: 'field', class: 'amount', min: '1', max: '1000', step: '1', inputmode: 'numeric', value: `${stated.awards[award.benefit]}`,
            onchange: (/** @type {Event} */ event) => change({ awards: { ...others, [award.benefit]: valid(event) ? target(event).valueAsNumber : 1 } }),
          })),
        award.hint && h('p', { class: 'hint', id: `${id}-hint` }, award.hint),
        ticked && award.needs_provincial_subsidy && h('div', { class: 'row' },
          h('div', { class: 'what' }, h('label', { for: 'provincial' }, word('provincial_subsidy'))),
          amount({ id: 'provincial', text: stated.provincial, placeholder: '0', error: view.form.provincial_subsidy_error, type: (provincial) => change({ provincial }, true), rest })));
    }));
}

/** @param {Event} event */
const target = (event) => /** @type {HTMLInputElement} */ (event.currentTarget);

/** @param {Event} event */
const value = (event) => target(event).value;

/** @param {Event} event */
const valid = (event) => target(event).validity.valid && target(event).value !== '';

/** @param {Event} event */
const stay = (event) => event.preventDefault();
