/** What is said in the place of the calculator. */

import { h } from '../dom.js';

/** The one sentence that stands in the script: it is needed where the words could not be fetched. */
const TROUBLE = /** @type {Record<string, [string, string]>} */ ({
  'zh-CN': ['计算器没有载入。请检查网络后重试。', '重试'],
  'zh-Hant': ['計算器沒有載入。請檢查網絡後重試。', '重試'],
  en: ['The calculator has not loaded. Check the connection and try again.', 'Try again'],
});

/**
 * Something did not load.
 * @param {string} lang
 * @param {() => void} again
 */
export function trouble(lang, again) {
  const [sentence, button] = TROUBLE[lang] ?? ['', ''];
  return panel(lang, sentence, h('button', { type: 'button', class: 'plain', part: 'button', onclick: again }, button));
}

/**
 * WebAssembly is missing or forbidden. Where the host has a server, the visitor is asked before anything goes there.
 * @param {string} lang
 * @param {import('../engine.js').Word} word
 * @param {(() => void) | null} agree
 */
export function blocked(lang, word, agree) {
  const { host } = location;
  return panel(lang, word('blocked'), agree && [
    h('p', null, word('send_ask', { host })),
    h('button', { type: 'button', class: 'plain', part: 'button', onclick: agree }, word('send_agree', { host })),
  ]);
}

/**
 * @param {string} lang
 * @param {string} sentence
 * @param {import('../dom.js').Pieces} more
 */
function panel(lang, sentence, more) {
  return h('div', { class: 'trouble', part: 'trouble', role: 'alert', lang }, h('p', null, sentence), more);
}
