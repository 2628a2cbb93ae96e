/** The configurator: choose, copy, look, check. */

import { LANGUAGES } from '../attributes.js';
import { h } from '../dom.js';
import { rule } from './accent.js';
import { fields, segments } from './fields.js';
import { results } from './results.js';
import { attributes, frameAddress, policy, snippet } from './snippet.js';

/** @typedef {import('./snippet.js').Choice} Choice */

/**
 * @typedef {object} Scene
 * @property {string} lang
 * @property {(key: string, params?: Record<string, string>) => string} word
 * @property {[string, string][]} cities id and name
 * @property {Choice} choice
 * @property {boolean} elsewhere whether the page is another host's
 * @property {import('./snippet.js').Made} made
 * @property {Record<string, string>} hashes
 * @property {string} tag what the preview's element is called here
 * @property {boolean} failed whether the element's script did not run
 * @property {string} width of the preview
 * @property {boolean} busy
 * @property {string} progress
 * @property {import('./check/check.js').Finding[] | null} found
 * @property {string} said what a screen reader is told
 * @property {string} copied what was copied last
 * @property {(change: Partial<Choice>) => void} change
 * @property {(on: boolean) => void} setElsewhere
 * @property {(lang: string) => void} setLang
 * @property {(width: string) => void} setWidth
 * @property {(id: string) => void} copy
 * @property {() => void} start
 */

/** A text to copy. @param {Scene} scene @param {string} id @param {string} title @param {string} hint @param {string} text */
const sheet = ({ word, copied, copy }, id, title, hint, text) => h('div', { class: 'sheet', key: id },
  h('div', { class: 'head' },
    h('h3', { id: `${id}-title` }, title),
    h('button', { type: 'button', 'aria-label': `${word('copy')} ${title}`, onclick: () => copy(id) }, word(copied === id ? 'copied' : 'copy'))),
  hint && h('p', { class: 'hint' }, hint),
  h('pre', { tabindex: '0', role: 'group', 'aria-labelledby': `${id}-title` }, h('code', { id }, text)));

/** @param {Scene} scene */
function sheets(scene) {
  const { choice, made, hashes, word, elsewhere } = scene;
  const hints = { element: word('snippet_hint'), iframe: word('snippet_iframe_hint'), whole: word('snippet_hint') };
  const used = { element: ['element.js', 'subsidy.wasm'], iframe: ['fit.js'], whole: ['element-whole.js'] }[choice.way];
  return h('section', { class: 'card', key: 'sheets', 'aria-labelledby': 'sheets' },
    h('h2', { id: 'sheets' }, word('take')),
    sheet(scene, 'snippet', word('snippet'), hints[choice.way], snippet(choice, made)),
    choice.accent && choice.way !== 'iframe' && sheet(scene, 'style', word('style'), word('style_hint'), rule(choice.accent, choice.theme)),
    sheet(scene, 'policy', word('policy'), word(choice.way === 'iframe' && elsewhere ? 'policy_elsewhere_hint' : 'policy_hint'), `Content-Security-Policy: ${policy(choice)}`),
    sheet(scene, 'hashes', word('hashes'), word('hashes_hint'), used.map((file) => `${made.folder}/${file}\n${hashes[file]}`).join('\n')));
}

/** @param {Scene} scene */
function preview(scene) {
  const { choice, word, width, setWidth, tag, failed } = scene;
  const shown = choice.way === 'iframe'
    ? h('iframe', { key: 'iframe', src: frameAddress(choice), title: word('preview'), 'data-subsidy-calculator': true })
    : failed ? h('p', { class: 'hint wrong', key: 'failed' }, word('preview_failed')) : h(tag, { key: tag, ...Object.fromEntries(attributes(choice)) });
  return h('section', { class: 'stage', key: 'preview', 'aria-labelledby': 'preview' },
    h('div', { class: 'head' },
      h('h2', { id: 'preview' }, word('preview')),
      segments('width', word('width'), [['wide', word('width_wide')], ['phone', word('width_phone')]], width, setWidth)),
    h('div', { class: `show ${width}` }, shown));
}

/** @param {Scene} scene */
export function view(scene) {
  const { lang, word, setLang } = scene;
  return [
    h('header', null,
      h('div', { class: 'head' },
        h('h1', null, word('title')),
        h('select', { 'aria-label': word('page_lang'), value: lang, onchange: (/** @type {Event} */ event) => setLang(/** @type {HTMLSelectElement} */ (event.currentTarget).value) },
          Object.entries(LANGUAGES).map(([tag, name]) => h('option', { key: tag, value: tag, lang: tag }, name)))),
      h('p', null, word('lead'))),
    h('div', { class: 'columns' }, fields(scene), sheets(scene)),
    results(scene),
    preview(scene),
    h('p', { class: 'hint foot', key: 'foot' }, scene.made.folder),
    h('p', { role: 'status', class: 'unseen' }, scene.said),
  ];
}
