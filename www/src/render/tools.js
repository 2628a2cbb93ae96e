/** What stands beside the form: another language, large print; what is kept, shared and sent, each only at the visitor's word. */

import { LANGUAGES } from '../attributes.js';
import { h } from '../dom.js';

/** @typedef {import('./page.js').Scene} Scene */

/** @param {Pick<Scene, 'lang' | 'large' | 'tools' | 'word' | 'set'>} scene */
export function tools({ lang, large, tools, word, set }) {
  const offered = [
    tools.includes('lang') && h('select', {
      id: 'lang', key: 'lang', part: 'field', 'aria-label': word('language'), value: lang,
      onchange: (/** @type {Event} */ event) => set({ lang: /** @type {HTMLSelectElement} */ (event.currentTarget).value }),
    }, Object.entries(LANGUAGES).map(([tag, name]) => h('option', { key: tag, value: tag, lang: tag }, name))),
    tools.includes('large') && h('button', { type: 'button', class: 'plain', key: 'large', part: 'button', 'aria-pressed': `${large}`, onclick: () => set({ large: !large }) }, word('large')),
  ];
  return offered.some(Boolean) && h('div', { class: 'tools', part: 'tools', role: 'group', 'aria-label': word('tools') }, offered);
}

/** @param {Scene} scene */
export function sending({ sends, word, set }) {
  return sends && h('div', { class: 'notes sending', part: 'notes', key: 'sending' },
    h('p', null, word('send_on', { host: location.host })),
    h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => set({ sends: false }) }, word('send_stop')));
}

/** @param {Scene} scene */
export function consents({ tools, saved, shared, word, set }) {
  return [
    tools.includes('save') && h('div', { class: 'consent', key: 'save' },
      tick('save', saved, word('save'), word('save_hint'), (on) => set({ saved: on })),
      saved && h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => set({ saved: false }) }, word('erase'))),
    shared !== null && h('div', { class: 'consent', key: 'share' }, tick('share', shared, word('share', { host: location.host }), word('share_hint'), (on) => set({ shared: on }))),
  ];
}

/**
 * @param {string} id
 * @param {boolean} checked
 * @param {string} label
 * @param {string} hint
 * @param {(on: boolean) => void} choose
 */
function tick(id, checked, label, hint, choose) {
  return [
    h('label', { class: 'tick' },
      h('input', { type: 'checkbox', id, checked, 'aria-describedby': `${id}-hint`, onchange: () => choose(!checked) }),
      h('span', null, label)),
    h('p', { class: 'hint', id: `${id}-hint` }, hint),
  ];
}
