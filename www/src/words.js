/** Sentences by key, with their parameters put in. */

/** @typedef {(key: string, params?: Record<string, string>) => string} Word */

/**
 * @param {Record<string, string> | undefined} words
 * @param {string} prefix of the keys
 * @returns {Word}
 */
export const worded = (words, prefix) => (key, params = {}) =>
  Object.entries(params).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, () => value), words?.[`${prefix}.${key}`] ?? key);

/** The page says in this language what it holds in each, its title included. @param {string} lang */
export function speak(lang) {
  document.documentElement.lang = lang;
  for (const said of document.querySelectorAll('[data-en]')) {
    said.textContent = said.getAttribute(`data-${lang}`);
    if (said.localName === 'h1') document.title = said.textContent ?? '';
  }
}
