/** The module, the words and the tables lie beside this script, each with a hash that the browser holds it to. The element and the desk each name their own. */

/** @param {string} path */
const here = (path) => new URL(path, import.meta.url).href;

/**
 * @param {string} url
 * @param {string} [integrity]
 */
export async function get(url, integrity = '') {
  const response = await fetch(url, { integrity });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

/** @param {PartFile} file */
const part = ([path, integrity]) => get(here(path), integrity);

export const wasm = () => part(PARTS.wasm);

/** The writer of workbooks, which only the desk names. */
export const sheets = () => part(/** @type {PartFile} */ (PARTS.sheets));

/**
 * The script that works beside the page. A worker cannot name its hash: the bytes are held to it before they are asked for once more.
 * @returns {Promise<string | undefined>}
 */
export async function worker() {
  const file = /** @type {PartFile} */ (PARTS.worker);
  await part(file);
  return here(file[0]);
}

/** @param {string} lang @returns {Promise<Record<string, string>>} */
export const words = async (lang) => (await part(/** @type {PartFile} */ (PARTS.words[lang]))).json();

/** A table that was corrected since, by the first digits of its digest. @param {string} digits @returns {Promise<any>} */
export async function superseded(digits) {
  const file = PARTS.superseded?.[digits];
  return file && (await part(file)).json();
}

/** The examples beside a table. @param {string} folder @returns {Promise<any>} */
export async function examples(folder) {
  const file = PARTS.examples?.[folder];
  return file && (await part(file)).json();
}

/** The programme beside a table. @param {string} folder @returns {Promise<any>} */
export async function programme(folder) {
  const file = PARTS.programmes?.[folder];
  return file && (await part(file)).json();
}

/** @param {PolicyEntry} entry @returns {Promise<any>} */
export const table = async ({ file }) => (await part(/** @type {PartFile} */ (file))).json();
