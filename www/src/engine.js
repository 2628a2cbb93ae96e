/**
 * Loads what the page needs, once: the module, one language, the tables of the cities that are looked at.
 *
 * Everything comes from the folder that this script lies in (or from the host's own `policies` folder, same origin). Nothing is sent anywhere.
 */

import init, { Calculator } from '#wasm';

/** @typedef {import('#wasm').Form} Form */
/** @typedef {import('#wasm').View} View */
/** @typedef {{answer(form: Form): View, word(key: string, params?: Record<string, string>): string}} Desk */

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/**
 * The same promise for the same key; a failure is forgotten, so that it can be tried again.
 * @template T
 * @param {string} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
function once(key, make) {
  let promise = kept.get(key);
  if (!promise) {
    promise = make();
    kept.set(key, promise);
    promise.catch(() => kept.delete(key));
  }
  return promise;
}

/** @param {string} path */
const here = (path) => new URL(path, import.meta.url).href;

/** @param {string} url */
async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

/** @param {string} url @returns {Promise<any>} */
const json = (url) => once(url, async () => (await get(url)).json());

const wasm = () => once('wasm', () => init({ module_or_path: get(here('subsidy.wasm')) }));

/**
 * The tables on offer.
 * @param {string | null} base the host's own folder, or null for ours
 * @returns {Promise<PolicyEntry[]>}
 */
export const catalog = async (base) => (base ? json(`${base}index.json`) : POLICIES);

/**
 * Everything needed to answer for a city. The module, the words and the tables are fetched side by side.
 * @param {string | null} base
 * @param {string} lang
 * @param {string} city
 * @returns {Promise<Desk>}
 */
export async function open(base, lang, city) {
  const tables = (await catalog(base)).filter((entry) => entry.id === city);
  const urls = tables.map((entry) => `${base ?? here('policies/')}${entry.folder}/policy.json`);
  const [words, ...loaded] = await Promise.all([
    json(here(`strings/${lang}.json`)),
    ...urls.map(json),
    wasm(),
  ]);
  const calculator = await once(`calculator ${base} ${lang}`, async () => {
    const made = new Calculator();
    made.setStrings(lang, words);
    return made;
  });
  for (const [at, entry] of tables.entries()) {
    await once(`table ${base} ${lang} ${entry.folder}`, async () => {
      const { digest } = calculator.addPolicy(loaded[at]);
      if (!entry.digest || entry.digest === digest) return;
      kept.delete(urls[at] ?? '');
      throw new Error(`${entry.folder} is not the table of this build: ${digest}`);
    });
  }
  return {
    answer: (form) => calculator.answer(form),
    word: (key, params = {}) =>
      Object.entries(params).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[`ui.${key}`] ?? key),
  };
}
