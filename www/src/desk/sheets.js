/** The module that reads and writes spreadsheets, started once in this page. */

import { sheets } from '#desk-source';
import init from '#sheets-wasm';

/** @type {Promise<unknown> | undefined} */
let started;

export async function startSheets() {
  started ??= sheets().then((bytes) => init({ module_or_path: bytes }));
  started.catch(() => { started = undefined; });
  await started;
}
