/** The desk's own module and words, where the script carries everything: unpacked when they are asked for. */

import { deskWords } from '#carried';

export const wasm = async () => (await import('#desk-module')).default;

export const sheets = async () => (await import('#sheets-module')).default;

/** @param {string} lang @returns {Promise<Record<string, string>>} */
export const words = async (lang) => deskWords[lang] ?? {};
