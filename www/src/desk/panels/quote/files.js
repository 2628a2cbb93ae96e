/** The offer as a file of this device: a workbook that goes on computing, and JSON that opens again. */

import { sheets } from '#desk-source';
import init, { Sheets } from '#sheets-wasm';
import { download } from '../../download.js';
import { dated, opened, spelt, typed, usual } from './offer.js';
import { held } from './unsaved.js';

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').TypedOffer} TypedOffer */

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** @type {Promise<unknown> | undefined} */
let started;

/** @param {Scene} scene @param {string} said @param {Record<string, unknown>} [more] */
function tell({ state }, said, more) {
  state.told = { said, ...more };
  state.redraw();
}

/** @param {Scene} scene @param {TypedOffer} asked @param {string} file */
export async function workbook(scene, asked, file) {
  const { root, state, lang, words, tables } = scene;
  tell(scene, 'making');
  try {
    started ??= sheets().then((bytes) => init({ module_or_path: bytes }));
    started.catch(() => { started = undefined; });
    await started;
    const made = new Sheets();
    made.setStrings(lang, words);
    for (const { content } of await tables(asked.policy)) made.addPolicy(await content);
    const bytes = made.offer(asked, state.chosen);
    made.free();
    download(root, bytes, `${file}.xlsx`, XLSX);
    tell(scene, 'saved', { name: `${file}.xlsx` });
  } catch (error) {
    console.error(error);
    tell(scene, 'failed', { wrong: true });
  }
}

/** @param {Scene} scene @param {import('#desk-wasm').QuoteView} view */
export function save(scene, view) {
  const asked = dated(scene.state.offer, view);
  const { file } = view;
  held(scene, asked);
  download(scene.root, `${JSON.stringify(asked, null, 2)}\n`, `${file}.json`, 'application/json');
  tell(scene, 'saved', { name: `${file}.json` });
}

/** What cannot be read leaves the offer as it is. @param {Scene} scene @param {HTMLInputElement} input */
export async function open(scene, input) {
  const { state, desk, table, cities, word } = scene;
  const file = input.files?.[0];
  input.value = '';
  if (!file) return;
  const refused = (/** @type {string} */ trouble) => {
    state.told = { sentence: trouble, wrong: true };
    state.redraw();
  };
  let saved;
  try {
    saved = JSON.parse(await file.text());
  } catch {
    return tell(scene, 'no_json', { wrong: true });
  }
  const trouble = desk.offerTrouble(saved);
  if (trouble) return refused(trouble);
  if (!cities.some(({ id }) => id === saved.policy)) return refused(word('quote.no_city', { city: saved.policy }));
  try {
    await table(saved.policy);
    // With its table at hand.
    const unfit = desk.offerTrouble(saved);
    if (unfit) return refused(unfit);
    const offer = opened(scene, saved);
    const view = desk.quote(typed(offer));
    if (!offer.by_hand) spelt(offer, view);
    if (!offer.packages.length) offer.packages.push(...opened(scene, { ...saved, packages: [{ name: '' }] }).packages);
    usual(offer, view);
    Object.assign(state, { offer, chosen: 0, yearly: {}, other: {} });
    held(scene, typed(offer));
    tell(scene, 'opened', { name: file.name });
  } catch (error) {
    console.error(error);
    tell(scene, 'failed', { wrong: true });
  }
}
