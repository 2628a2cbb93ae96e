/** The whole check: what this server does to the files of this build. */

import { browser, forbids, styles, violations, wasm } from './browser.js';
import { fetchAll, judge } from './files.js';
import { frame } from './frame.js';

/**
 * @typedef {object} Finding
 * @property {string} kind what is said: `embed.found.<kind>`
 * @property {'bad' | 'advice' | 'good'} state
 * @property {Record<string, string>} [params]
 * @property {string[]} [files] which, and with what status or type
 * @property {string} [fix] one of the fixes
 */

const ORDER = ['bad', 'advice', 'good'];

/** A script that is not run is told by those that are. @param {string} folder @returns {Promise<Finding | null>} */
async function script(folder) {
  return import(new URL('element.js', import.meta.url).href).then(
    () => ({ kind: 'script_good', state: /** @type {const} */ ('good') }),
    (error) => ({ kind: 'script_failed', state: /** @type {const} */ ('bad'), params: { error: `${error}` }, files: [`${folder}/element.js`] }),
  );
}

/**
 * @param {URL} home
 * @param {string} folder
 * @param {Record<string, string>} hashes of the versioned folder's files
 * @param {(done: number, of: number) => void} tell
 * @returns {Promise<Finding[]>}
 */
export async function check(home, folder, hashes, tell) {
  const own = Object.fromEntries(Object.entries(hashes).map(([path, hash]) => [`${folder}/${path}`, hash]));
  const list = await fetch(new URL('integrity.json', home), { cache: 'no-store' }).then((response) => response.json()).catch(() => null);
  // An old list beside a new folder is told as an altered one.
  const files = list?.folder === folder ? { ...list.files, ...own } : own;
  const seen = await fetchAll(home, { 'integrity.json': '', ...files }, tell);
  if (list && list.folder !== folder) for (const one of seen) if (one.path === 'integrity.json') one.same = false;
  const found = [browser(), wasm(), styles(folder), await script(folder), ...judge(seen, folder), ...(await frame(home))];
  const secure = isSecureContext ? [] : [{ kind: 'plain', state: /** @type {const} */ ('advice') }];
  const all = [...violations(), ...found, ...secure].filter((finding) => finding !== null);
  // Where requests are forbidden, that says it; that no file came says it again.
  const told = all.filter(({ kind }) => !(kind === 'silent' && forbids('connect-src')));
  return told.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}
