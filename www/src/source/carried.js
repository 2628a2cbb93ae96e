/** The module, the words and the tables lie in this very script: for hosts that serve neither `.wasm` nor `.json`, and for a page opened from a disk. */

import module from '#module';
import { tables, words as all } from '#carried';

export const wasm = async () => module;

/** @param {string} lang @returns {Promise<Record<string, string>>} */
export const words = async (lang) => all[lang] ?? {};

/** @param {PolicyEntry} entry @returns {Promise<any>} */
export const table = async ({ folder }) => tables[folder];

/** @param {string} url @returns {Promise<Response>} */
export async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}
