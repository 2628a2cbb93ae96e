/** The choices of a snippet, as fields. */

import { BATCHES, LANGUAGES, LEVELS, TOOLS } from '../attributes.js';
import { h } from '../dom.js';
import { legible } from './accent.js';

/** @typedef {import('./view.js').Scene} Scene */
/** @typedef {import('../dom.js').Piece} Piece */

/** @param {Event} event */
const value = (event) => /** @type {HTMLInputElement | HTMLSelectElement} */ (event.currentTarget).value;

/** @param {string} id @param {string} label @param {Piece} control @param {Piece} [hint] */
const field = (id, label, control, hint) => h('div', { class: 'field', key: id }, h('label', { for: id }, label), control, hint);

/** @param {string} id @param {string} label @param {[string, string][]} options @param {string} chosen @param {(value: string) => void} choose */
const select = (id, label, options, chosen, choose) => field(id, label,
  h('select', { id, value: chosen, onchange: (/** @type {Event} */ event) => choose(value(event)) }, options.map(([code, name]) => h('option', { key: code, value: code }, name))));

/** @param {string} name @param {string} label @param {[string, string][]} options @param {string} chosen @param {(value: string) => void} choose @param {string} [hint] */
export const segments = (name, label, options, chosen, choose, hint) => h('fieldset', { key: name, class: 'field', 'aria-describedby': hint && `${name}-hint` },
  h('legend', null, label),
  h('div', { class: 'segments' }, options.map(([code, text]) => h('label', { key: code },
    h('input', { type: 'radio', name, value: code, checked: code === chosen, onchange: () => choose(code) }), h('span', null, text)))),
  hint && h('p', { class: 'hint', id: `${name}-hint` }, hint));

/** @param {string} id @param {string} label @param {boolean} checked @param {(on: boolean) => void} choose */
const tick = (id, label, checked, choose) => h('label', { class: 'tick', key: id }, h('input', { type: 'checkbox', id, checked, onchange: () => choose(!checked) }), h('span', null, label));

/** @param {string} key @param {string} label @param {[string, string][]} options @param {string[]} chosen @param {(chosen: string[]) => void} choose */
const ticks = (key, label, options, chosen, choose) => h('fieldset', { key, class: 'field' }, h('legend', null, label),
  h('div', { class: 'ticks' }, options.map(([code, name]) => tick(`${key}-${code}`, name, chosen.includes(code), (on) => choose(options.map(([one]) => one).filter((one) => (one === code ? on : chosen.includes(one))))))));

/** @param {Scene} scene */
export function fields({ choice, cities, word, change, elsewhere, setElsewhere }) {
  const offered = choice.cities.length ? choice.cities : cities.map(([id]) => id);
  const { accent, theme, way } = choice;
  const hints = { element: word('way_element_hint'), iframe: word('way_iframe_hint'), whole: word('way_whole_hint') };
  return h('form', { class: 'card', novalidate: true, autocomplete: 'off', onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    h('h2', null, word('choose')),
    segments('way', word('way'), [['element', word('way_element')], ['iframe', word('way_iframe')], ['whole', word('way_whole')]], way, (way) => change({ way: /** @type {typeof choice.way} */ (way) }), hints[way]),
    way === 'iframe' && h('div', { class: 'field', key: 'frame' },
      tick('elsewhere', word('elsewhere'), elsewhere, setElsewhere),
      tick('fit', word('fit'), choice.fit, (fit) => change({ fit }))),
    ticks('cities', word('cities'), cities, offered, (chosen) => change({ cities: chosen.length === cities.length ? [] : chosen, city: chosen.includes(choice.city) ? choice.city : '' })),
    h('div', { class: 'pair', key: 'pair' },
      select('city', word('city'), [['', word('first')], ...cities.filter(([id]) => offered.includes(id))], choice.city, (city) => change({ city })),
      select('lang', word('lang'), [['', way === 'iframe' ? LANGUAGES['zh-CN'] ?? '' : word('lang_page')], ...Object.entries(LANGUAGES).filter(([tag]) => way !== 'iframe' || tag !== 'zh-CN')], choice.lang, (lang) => change({ lang })),
      select('batch', word('batch'), [['', word('unset')], ...Object.keys(BATCHES).map((code) => /** @type {[string, string]} */ ([code, code]))], choice.batch, (batch) => change({ batch })),
      select('level', word('level'), [['', word('unset')], ...Object.keys(LEVELS).map((code) => /** @type {[string, string]} */ ([code, code]))], choice.level, (level) => change({ level })),
      select('theme', word('theme'), [['', word('theme_auto')], ['light', word('theme_light')], ['dark', word('theme_dark')]], theme, (theme) => change({ theme })),
      field('day', word('as_of'), h('input', { id: 'day', type: 'date', min: '2020-01-01', max: '2099-12-31', value: choice.asOf, 'aria-describedby': 'day-hint', onchange: (/** @type {Event} */ event) => change({ asOf: value(event) }) }),
        h('p', { class: 'hint', id: 'day-hint' }, word('as_of_hint')))),
    ticks('tools', word('tools'), [['lang', word('tool_lang')], ['large', word('tool_large')], ['save', word('tool_save')], ['desk', word('tool_desk')]], choice.tools ?? TOOLS, (tools) => change({ tools: tools.length === TOOLS.length ? null : tools })),
    h('div', { class: 'field', key: 'looks' },
      tick('large', word('large'), choice.large, (large) => change({ large })),
      tick('colour', word('accent'), !!accent, (on) => change({ accent: on ? '#0b5cad' : '' })),
      accent && h('div', { class: 'colour', key: 'accent' },
        h('input', { type: 'color', id: 'accent', 'aria-label': word('accent'), 'aria-describedby': 'accent-hint', value: accent, onchange: (/** @type {Event} */ event) => change({ accent: value(event) }) }),
        h('p', { class: legible(accent, theme) ? 'hint' : 'hint wrong', id: 'accent-hint' }, `${accent} ${word(legible(accent, theme) ? 'accent_good' : 'accent_faint')}`))));
}
