/** A list beside the page: the page hands over the module and the file, and asks. */

import init, { List } from '#sheets-wasm';
import { answering } from './answering.js';

/** Milliseconds between two reports. */
const SLICE = 80;

/** @type {import('./answering.js').Answering} */
let answer;

/** An error's own members, which a message would drop. @param {any} error */
const told = (error) => ({ ...error, message: `${error.message}` });

addEventListener('message', async ({ data: { id, what, given } }) => {
  try {
    if (what === 'start') {
      await init({ module_or_path: given[0] });
      answer = answering(new List(), SLICE, () => {});
      return postMessage({ id });
    }
    const value = await answer(what, given, (progress) => postMessage({ id, progress }));
    postMessage({ id, value });
  } catch (error) {
    postMessage({ id, error: told(error) });
  }
});
