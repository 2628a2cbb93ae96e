/** Sentences by key, with their parameters put in. */

import { LANGUAGES } from './attributes.js';

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
    if (said instanceof HTMLAnchorElement) said.search = `?lang=${lang}`;
  }
}

/** And from the start in the one that a link to it names. */
export function greet() {
  const asked = new URLSearchParams(location.search).get('lang') ?? '';
  if (Object.hasOwn(LANGUAGES, asked)) speak(asked);
}
