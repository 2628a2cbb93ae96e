/**
 * Where a list is worked through, or a programme is drawn: in a worker, so that the page stays free, or in the page itself, in slices that leave every frame free. One interface for both.
 *
 * The file goes to the worker by message: it is never part of a request.
 */

import { sheets, worker } from '#desk-source';
import { Budgets, List } from '#sheets-wasm';
import { startSheets } from '../sheets.js';
import { answering } from './answering.js';

/** @typedef {import('./answering.js').Answering} Answering */
/** @typedef {import('./answering.js').Kind} Kind */

/**
 * @typedef {object} Host
 * @property {Answering} ask a method of what is worked on, `run`, which reports its progress, or `stop`, which ends it
 * @property {boolean} beside whether it works beside the page
 * @property {() => void} end stops what is running and forgets everything
 */

/** Milliseconds of work between two frames. */
const SLICE = 8;

/** What was ended still owed an answer. */
export class Ended extends Error {}

/** Made once: a second policy of the same name is refused. @type {{createScriptURL(url: string): string} | null | undefined} */
let policy;

/** The address of our worker, as a page that requires Trusted Types wants it. @param {string} url */
function trusted(url) {
  if (policy === undefined) {
    try {
      policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('subsidy-worker', { createScriptURL: (/** @type {string} */ asked) => asked }) ?? null;
    } catch {
      // Not among the page's policies: it may yet take a plain address.
      policy = null;
    }
  }
  return policy ? policy.createScriptURL(url) : url;
}

/** @param {Kind} kind @returns {Promise<Host>} */
export async function host(kind) {
  return await beside(kind).catch(() => undefined) ?? within(kind);
}

/** In a worker; nothing where none is to be had. @param {Kind} kind @returns {Promise<Host | undefined>} */
async function beside(kind) {
  const url = await worker();
  if (!url) return undefined;
  const started = new Worker(trusted(url));
  /** @type {Map<number, {done: (value: any) => void, failed: (error: unknown) => void, report?: (progress: any) => void}>} */
  const waiting = new Map();
  let last = 0;
  /** Why it does not answer any more. @type {unknown} */
  let over;
  const fail = (/** @type {unknown} */ error) => {
    over = error;
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  };
  started.onmessage = ({ data: { id, value, error, progress } }) => {
    const asked = waiting.get(id);
    if (progress) return asked?.report?.(progress);
    waiting.delete(id);
    if (error) asked?.failed(Object.assign(new Error(error.message), error));
    else asked?.done(value);
  };
  started.onerror = (event) => fail(new Error(event.message));
  /** @type {Answering} */
  const ask = (what, given, report) => new Promise((done, failed) => {
    if (over) return failed(over);
    waiting.set(++last, { done, failed, report });
    started.postMessage({ id: last, what, given });
  });
  try {
    const module = await sheets();
    await ask('start', [module instanceof Response ? await module.arrayBuffer() : module, kind]);
  } catch (error) {
    started.terminate();
    throw error;
  }
  return {
    ask,
    beside: true,
    end() {
      started.terminate();
      fail(new Ended());
    },
  };
}

/** In the page. @param {Kind} kind @returns {Promise<Host>} */
async function within(kind) {
  await startSheets();
  const job = new { Budgets, List }[kind]();
  let ended = false;
  const rest = () => new Promise((done, failed) => setTimeout(() => (ended ? failed(new Ended()) : done(undefined))));
  const ask = answering(kind, job, SLICE, rest);
  return {
    ask,
    beside: false,
    end() {
      ended = true;
      // Where it waits for the rest of a file, nothing else ends it.
      ask('stop', []);
    },
  };
}
