// The parts that a build is made of: the module, the words and the tables, as bytes.

import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root, target } from './places.mjs';

/** Sentences that only the native shells or a page of their own say. */
const ELSEWHERE = /^(form|rates|embed|page|diff|ledger)\./;

/** Sentences that only the desk says; of a program's errors a form can only reach these two. */
const DESK = /^desk\.|^error\.(?!sum_too_large|overflow)/;

/** @param {string} path */
const json = async (path) => JSON.parse(await readFile(path, 'utf8'));

/** The tables on offer: first the cities that publish a rate, so that a page that names none opens on an amount. */
export async function tables() {
  const all = await json(target('policies.json'));
  const listed = [...all.filter((table) => table.publishes_rate), ...all.filter((table) => !table.publishes_rate)];
  return Promise.all(listed.map(async ({ id, folder, name, digest, applies_from }) => ({
    id, folder, name, digest, applies_from,
    content: await readFile(join(root, 'policies', folder, 'policy.json')),
    superseded: await superseded(join(root, 'policies', folder, 'superseded')),
    programme: await whole(join(root, 'policies', folder, 'programme.json')),
    examples: await whole(join(root, 'policies', folder, 'examples.json')),
  })));
}

/** Tables that were published and then corrected, by digest: a figure that was once given can be computed again. */
async function superseded(folder) {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map(async (name) => ({ digest: name.replace('.json', ''), content: await readFile(join(folder, name)) })));
}

/** What lies beside a table, without white space; nothing where it does not. @param {string} file */
const whole = async (file) => (existsSync(file) ? JSON.stringify(await json(file)) : undefined);

/** The sentences of each language whose key is wanted. @param {(key: string) => boolean} wanted */
async function chosen(wanted) {
  const all = {};
  for (const name of (await readdir(join(root, 'strings'))).filter((name) => name.endsWith('.json')).sort()) {
    all[name.replace('.json', '')] = Object.fromEntries(Object.entries(await json(join(root, 'strings', name))).filter(([key]) => wanted(key)));
  }
  return all;
}

/** What the element says, what the desk adds to it, and what a page of its own says. */
export const words = () => chosen((key) => !ELSEWHERE.test(key) && !DESK.test(key));
export const deskWords = () => chosen((key) => DESK.test(key));
/** @param {string} prefix */
export const pageWords = (prefix) => chosen((key) => key.startsWith(prefix));

/** The licences of all parts, in one text. */
export const licences = () => readFile(target('licences.txt'));

/** The module that the first estimate waits for, and those that are loaded when asked for. */
export const widget = () => readFile(target('widget/subsidy_bg.wasm'));
export const desk = () => readFile(target('desk/desk_bg.wasm'));
export const sheets = () => readFile(target('sheets/sheets_bg.wasm'));

/** The precomputed tables of rates: what stands in the page until, and unless, the element runs. */
export async function rates(lang, city = 'all') {
  const file = target(`rates/${city}.${lang}.html`);
  return existsSync(file) ? (await readFile(file, 'utf8')).trim() : '';
}

/** The same of each city, by language: what a snippet for it holds. @param {string[]} cities */
export async function ratesOf(cities) {
  const all = {};
  for (const name of (await readdir(join(root, 'strings'))).filter((name) => name.endsWith('.json')).sort()) {
    const lang = name.replace('.json', '');
    all[lang] = {};
    for (const city of cities) all[lang][city] = await rates(lang, city);
  }
  return all;
}
