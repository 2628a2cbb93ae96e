// What one browser tries for all. Chromium tries every case; the others leave out what is told here, each for a reason, and nothing else. With FULL=1 they leave
// out nothing.
//
// Every browser opens every page, uses every panel, and tries all that it has a say in: modules, workers, files, policies, styles, layout, printing, keys, languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';

/** Whether this browser is the one that tries every case. */
export const THOROUGH = (process.env.BROWSER ?? 'chromium') === 'chromium' || Boolean(process.env.FULL);

/** Why another browser has nothing to add to a test. */
const REASONS = {
  figures: 'the module computes these words and figures, and the same script puts them into the same nodes; other tests of the same panel show that they appear',
  server: 'a server’s status, head or bytes reach the script through fetch, and the same script judges them; what a browser blocks by itself is tried everywhere',
  elsewhere: 'another test, which every browser runs, looks at the same page in the same width for the same fault',
};

/**
 * `test` of node:test where this browser is thorough, and nothing elsewhere: `const figures = once('figures')`.
 * @param {keyof typeof REASONS} reason
 * @returns {typeof test | (() => void)}
 */
export function once(reason) {
  assert.ok(reason in REASONS, reason);
  return THOROUGH ? test : () => {};
}

/**
 * So many factors are combined each with each (covertable's `length`). What axe looks at is the document, the same everywhere, and its colours and boxes: for them
 * each state, look, language and width occurs in every browser, each pair of them in one, and with FULL=1 each combination in all.
 */
export const strength = (factors) => (process.env.FULL ? factors : THOROUGH ? 2 : 1);
