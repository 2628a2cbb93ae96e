/** What is asked of a list, one thing at a time: the same in a worker and in the page. */

/** How many rows are judged between two looks at the clock. */
const ROWS = 2048;

/** @typedef {import('#sheets-wasm').ListProgress} Progress */
/** @typedef {(what: string, given: any[], report?: (progress: Progress) => void) => Promise<any>} Answering */

/**
 * @param {any} list
 * @param {number} slice milliseconds of work between two reports
 * @param {() => Promise<unknown> | void} rest what comes between two slices
 * @returns {Answering}
 */
export const answering = (list, slice, rest) => async (what, given, report = () => {}) => {
  if (what !== 'run') return list[what](...given);
  const [query] = given;
  for (;;) {
    const end = performance.now() + slice;
    let progress;
    do progress = list.step(ROWS); while (!progress.finished && performance.now() < end);
    // With the answers to what is asked next: each question costs its way there and back.
    if (progress.finished) return { totals: list.totals(), rows: list.rows(query) };
    report(progress);
    await rest();
  }
};
