/** A list or a programme beside the page: the page hands over the module and what it works on, and asks. */

import init, { Budgets, List } from '#sheets-wasm';
import { answering } from './answering.js';

/** Milliseconds of work before it is heard what was asked meanwhile. */
const SLICE = 40;

/** @type {import('./answering.js').Answering} */
let answer;

/** What can be asked. */
const KINDS = { Budgets, List };

const rest = () => new Promise((done) => setTimeout(done));

/** An error's own members, which a message would drop. @param {any} error */
const told = (error) => ({ ...error, message: `${error.message}` });

addEventListener('message', async ({ data: { id, what, given } }) => {
  try {
    if (what === 'start') {
      await init({ module_or_path: given[0] });
      const kind = /** @type {import('./answering.js').Kind} */ (given[1]);
      answer = answering(kind, new KINDS[kind](), SLICE, rest);
      return postMessage({ id });
    }
    const value = await answer(what, given, (progress) => postMessage({ id, progress }));
    postMessage({ id, value });
  } catch (error) {
    postMessage({ id, error: told(error) });
  }
});
