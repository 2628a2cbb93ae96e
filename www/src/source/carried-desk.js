/** The desk's own module and words, where the script carries everything: unpacked when they are asked for. */

import { deskWords, programmes, superseded as kept } from '#carried';

export const wasm = async () => (await import('#desk-module')).default;

export const sheets = async () => (await import('#sheets-module')).default;

/** Nothing lies beside this script. @returns {Promise<string | undefined>} */
export const worker = async () => undefined;

/** @param {string} lang @returns {Promise<Record<string, string>>} */
export const words = async (lang) => deskWords[lang] ?? {};

/** The examples beside a table are not carried. @returns {Promise<any>} */
export const examples = async () => undefined;

/** The programme beside a table. @param {string} folder @returns {Promise<any>} */
export const programme = async (folder) => programmes[folder];

/** A table that was corrected since, by the first digits of its digest. @param {string} digits @returns {Promise<any>} */
export const superseded = async (digits) => kept[digits];
