/**
 * Loads what the page needs, once: the module, one language, the tables of the cities that are looked at.
 *
 * Everything comes with this script ([source](source/)), or from the host's own `policies` folder, same origin. Nothing is sent anywhere.
 */

import init, { Calculator } from '#wasm';
import { get, table, wasm, words as sentences } from '#source';
import { worded } from './words.js';

/** @typedef {import('#wasm').Form} Form */
/** @typedef {import('#wasm').View} View */

/**
 * Answers and words, in one language.
 * @typedef {object} Engine
 * @property {(form: Form) => View | Promise<View>} answer
 * @property {Word} word
 */

/** @typedef {import('./words.js').Word} Word */

/** WebAssembly is not there, or the host's policy forbids it. */
export class Blocked extends Error {}

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/**
 * The same promise for the same key; a failure is forgotten, so that it can be tried again.
 * @template T
 * @param {string} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
export function once(key, make) {
  let promise = kept.get(key);
  if (!promise) {
    promise = make();
    kept.set(key, promise);
    promise.catch(() => kept.delete(key));
  }
  return promise;
}

/**
 * The tables on offer.
 * @param {string | null} base the host's own folder, or null for ours
 * @returns {Promise<PolicyEntry[]>}
 */
export const catalog = async (base) => (base ? once(base, async () => (await get(`${base}index.json`)).json()) : POLICIES);

/** @param {string} lang @returns {Promise<Record<string, string>>} */
export const spoken = (lang) => once(lang, () => sentences(lang));

/**
 * The sentences of a language.
 * @param {string} lang
 * @returns {Promise<Word>}
 */
export const phrases = async (lang) => worded(await spoken(lang), 'ui');

const module = () => once('module', async () => {
  if (!globalThis.WebAssembly) throw new Blocked('no WebAssembly');
  const bytes = await wasm();
  try {
    await init({ module_or_path: bytes });
  } catch (error) {
    throw error instanceof WebAssembly.CompileError ? new Blocked(error.message) : error;
  }
});

/**
 * The tables of a city, each with its content on the way.
 * @param {string | null} base
 * @param {string} city
 */
export async function tables(base, city) {
  const entries = (await catalog(base)).filter(({ id }) => id === city);
  return entries.map((entry) => ({
    entry,
    /** @type {Promise<any>} */
    content: once(`${base} ${entry.folder}`, async () => (base ? (await get(`${base}${entry.folder}/policy.json`)).json() : table(entry))),
  }));
}

/**
 * Everything needed to answer for a city. The module, the words and the tables are fetched side by side.
 * @param {string | null} base
 * @param {string} lang
 * @param {string} city
 * @returns {Promise<Engine>}
 */
export async function open(base, lang, city) {
  const calculator = once(`calculator ${base} ${lang}`, async () => {
    const [words] = await Promise.all([spoken(lang), module()]);
    const made = new Calculator();
    made.setStrings(lang, words);
    return made;
  });
  await Promise.all((await tables(base, city)).map(({ entry, content }) => once(`table ${base} ${lang} ${entry.folder}`, async () => {
    const [made, read] = await Promise.all([calculator, content]);
    const { digest } = made.addPolicy(read);
    if (!entry.digest || entry.digest === digest) return;
    kept.delete(`${base} ${entry.folder}`);
    throw new Error(`${entry.folder} is not the table of this build: ${digest}`);
  })));
  const ready = await calculator;
  return {
    answer: (form) => ready.answer(form),
    word: await phrases(lang),
  };
}
