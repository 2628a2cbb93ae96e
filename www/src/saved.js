/** What the visitor has entered, kept on the device: only where he asks for it, and gone at one click. */

import { entries } from './entries.js';

/** @typedef {import('./entries.js').Entries} Entries */

/** Several elements of an origin keep apart by their ids. @param {Element} element */
const place = (element) => `subsidy-calculator${element.id && `#${element.id}`}`;

/** Where scenarios are kept, behind the place of the entries. */
const BESIDE = ' scenarios';

/** A host may forbid storage; then there is none. @template T @param {(storage: Storage) => T} use @returns {T | undefined} */
function storage(use) {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}

/**
 * What was kept, as far as it has the shape of entries.
 * @param {Element} element
 * @returns {Entries | null}
 */
export function restore(element) {
  const text = storage((kept) => kept.getItem(place(element)));
  if (!text) return null;
  const blank = /** @type {Record<string, any>} */ (entries());
  try {
    for (const [name, value] of Object.entries(JSON.parse(text))) {
      if (name in blank && typeof value === typeof blank[name] && value !== null) blank[name] = value;
    }
    return /** @type {Entries} */ (blank);
  } catch {
    return null;
  }
}

/** @param {Element} element @param {Entries} stated @returns {boolean} whether there is a place to keep it */
export const save = (element, stated) => storage((kept) => (kept.setItem(place(element), JSON.stringify(stated)), true)) ?? false;

/** @param {Element} element */
export const erase = (element) => storage((kept) => ['', BESIDE].forEach((more) => kept.removeItem(place(element) + more)));

/** Whether the visitor asked for it. @param {Element} element */
export const keeps = (element) => storage((kept) => kept.getItem(place(element)) !== null) ?? false;

/** @param {Element} element */
export const beside = (element) => storage((kept) => kept.getItem(place(element) + BESIDE));

/** @param {Element} element @param {string} text */
export const putBeside = (element, text) => storage((kept) => kept.setItem(place(element) + BESIDE, text));
