/** Sentences by key, with their parameters put in. */

/** @typedef {(key: string, params?: Record<string, string>) => string} Word */

/**
 * @param {Record<string, string> | undefined} words
 * @param {string} prefix of the keys
 * @returns {Word}
 */
export const worded = (words, prefix) => (key, params = {}) =>
  Object.entries(params).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, () => value), words?.[`${prefix}.${key}`] ?? key);
